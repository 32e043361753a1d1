"""Word documents: paragraphs and tables of the body, with merged cells where Word put them.

The file's XML is walked directly (python-docx's `table.cell` is quadratic). Tracked changes are read as accepted.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers.archive import Package
from auditor.readers.builder import BlockKind, Builder, Draft, digest
from auditor.readers.limits import Limits
from auditor.readers.numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset(
    [
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "pPr",
        "rPr",
        "sectPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "Fallback",
        "rt",
    ]
)
"""What is not shown: deletions, the old place of moved text, field codes, properties, the copy for old readers."""

_WRAPPERS = frozenset(["sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"])
_SPACES = frozenset(["tab", "br", "cr", "ptab"])
_OFF = frozenset(["0", "false", "off", "none"])
_SYMBOLS = {
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFC): "✓", ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□",
    ("wingdings", 0x71): "□", ("wingdings", 0xFD): "☒", ("wingdings", 0x78): "☒",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x50): "✓", ("wingdings 2", 0x54): "☒",
    ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB4): "×", ("symbol", 0xB8): "÷", ("symbol", 0xB1): "±",
}  # fmt: skip
"""Signs that Word keeps as a place in a symbol font: tick boxes of forms, comparators."""

_WIDEST = 1000
"""Columns that one cell may claim, as in HTML; Word itself stops at 63."""

_LARGE_PICTURE = 7_000_000 * 3_000_000
"""Square EMU (360 000 a centimetre): about 19 by 8 cm, a picture that shows a form rather than a seal or a logo."""

_MARGINS: dict[str, BlockKind] = {
    "header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "footnote",
}  # fmt: skip


class Piece(NamedTuple):
    """Characters and the element they come from: a w:t, a sign, or the paragraph whose list number they are."""

    text: str
    element: Any


class _Paragraph(NamedTuple):
    pieces: tuple[Piece, ...]
    boxes: tuple[Any, ...]
    """Text boxes that are anchored in it."""

    @property
    def text(self) -> str:
        return _said(self.pieces)


class Trace(NamedTuple):
    """Where the Document's text comes from: the part it stands in, its root, and the pieces of each paragraph and cell.

    A paragraph is found by the start of its span, a cell by table, row and column. The pieces of one hold the same
    characters as its text in the same order; only blanks differ.
    """

    part: str
    root: Any
    paragraphs: dict[int, tuple[Piece, ...]]
    cells: dict[tuple[int, int, int], tuple[Piece, ...]]


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read a .docx. Raises UnreadableFile when it is damaged, encrypted, over a limit, or nothing but pictures."""
    return _read(Package(data, name, limits), digest(data), name, limits)[0]


def trace(package: Package, name: str, limits: Limits) -> Trace:
    """Read a .docx once more and say from which elements its text comes."""
    return _read(package, "", name, limits)[1]


def _read(package: Package, sha256: str, name: str, limits: Limits) -> tuple[Document, Trace]:
    main = package.main("word/document.xml")
    related = sorted(set(package.related(main).values()))
    part_of = {item.kind: item.part for item in related}
    builder = Builder(name, "docx", sha256, limits)
    numbering = Numbering(package.optional(part_of.get("numbering")), package.optional(part_of.get("styles")))
    body = _Body(builder, numbering, Trace(main, package.xml(main), {}, {}))
    body.blocks(body.trace.root)
    for item in related:
        if (kind := _MARGINS.get(item.kind)) is not None and (root := package.optional(item.part)) is not None:
            body.margin(root, kind)
    body.note_omissions(embedded=any(item.kind == "aFChunk" for item in related))
    document = builder.document()
    if not document.text and (body.pictures or document.unreadable):
        raise UnreadableFile(
            _("{name}：文档里只有图片或嵌入对象，没有文字可读；请提供可复制文字的 Word、Excel 或 PDF。").format(
                name=name
            )
        )
    return document, body.trace


class _Body:
    """Walks a document in reading order."""

    def __init__(self, builder: Builder, numbering: Numbering, trace: Trace) -> None:
        self._builder = builder
        self._numbering = numbering
        self._hidden = False
        self.trace = trace
        self.pictures = 0

    def blocks(self, parent: Any) -> None:
        carried: tuple[Piece, ...] = ()
        for element in _flow(parent):
            if element.tag == f"{_W}tbl":
                self._table(element)
                continue
            paragraph = self._paragraph(element)
            pieces, carried = carried + paragraph.pieces, ()
            if _mark_deleted(element):
                carried = pieces
            else:
                self._append(pieces)
            for box in paragraph.boxes:
                self.blocks(box)
        self._append(carried)

    def margin(self, root: Any, kind: BlockKind) -> None:
        """A header, a footer, or the notes below the pages: every paragraph of it, tables as lines."""
        for paragraph in root.iter(f"{_W}p"):
            if not any(_local(ancestor) in _GONE for ancestor in paragraph.iterancestors()):
                self._append(self._paragraph(paragraph).pieces, kind)

    def _append(self, pieces: tuple[Piece, ...], kind: BlockKind = "paragraph") -> None:
        span = self._builder.paragraph(_said(pieces), kind=kind)
        if span is not None:
            self.trace.paragraphs[span.start] = pieces

    def note_omissions(self, *, embedded: bool) -> None:
        """Say what stands in the document and was not read."""
        if self._hidden:
            self._builder.unreadable(_("文档中有设为隐藏的文字，没有读取"))
        if self.pictures:
            self._builder.unreadable(_("文档中有 {count} 幅大图，图中的文字没有读取").format(count=self.pictures))
        if embedded:
            self._builder.unreadable(_("文档嵌入了其他文件，没有读取；请用 Word 打开后另存为 docx 再试"))

    def _table(self, table: Any) -> None:
        nested: list[Any] = []
        sources: dict[tuple[int, int], tuple[Piece, ...]] = {}
        span = self._builder.table(self._drafts(table, nested, sources), exact=True)
        if span is not None and span.table is not None:
            self.trace.cells.update({(span.table, *place): pieces for place, pieces in sources.items()})
        for inner in nested:
            self._table(inner)

    def _drafts(self, table: Any, nested: list[Any], sources: dict[tuple[int, int], tuple[Piece, ...]]) -> list[Draft]:
        """The cells on the grid; a vertical merge grows the cell it began in. `sources` takes where each comes from."""
        drafts: list[Draft] = []
        merging: dict[int, int] = {}
        for number, row in enumerate(_rows(table), 1):
            column = 1 + _count(row, "trPr/gridBefore", 0)
            going_on: dict[int, int] = {}
            for cell in _cells(row):
                self._builder.expect(len(drafts) + 1)
                properties = cell.find(f"{_W}tcPr")
                width = min(_WIDEST, max(1, _count(cell, "tcPr/gridSpan", 1)))
                upward = _merge(properties, "vMerge")
                if _merge(properties, "hMerge") == "continue" and drafts and drafts[-1].row == number:
                    drafts[-1] = drafts[-1]._replace(column_span=drafts[-1].column_span + width)
                elif upward == "continue" and column in merging:
                    place = going_on[column] = merging[column]
                    drafts[place] = drafts[place]._replace(row_span=number - drafts[place].row + 1)
                else:
                    if upward is not None:
                        going_on[column] = len(drafts)
                    pieces = sources[number, column] = tuple(self._cell(cell, nested))
                    drafts.append(Draft(_said(pieces), number, column, 1, width))
                column += width
            merging = going_on
        return drafts

    def _cell(self, cell: Any, nested: list[Any]) -> Iterator[Piece]:
        """What a cell says, a line a paragraph; the tables in it are left to `nested`."""
        for element in _flow(cell):
            if element.tag == f"{_W}tbl":
                nested.append(element)
                continue
            paragraph = self._paragraph(element)
            yield from paragraph.pieces
            for box in paragraph.boxes:
                yield Piece("\n", element)
                yield from self._cell(box, nested)
            if paragraph.boxes or not _mark_deleted(element):
                yield Piece("\n", element)

    def _paragraph(self, element: Any) -> _Paragraph:
        """A paragraph, the list number that Word prints in front of it first."""
        pieces: list[Piece] = []
        boxes: list[Any] = []
        self._gather(element, pieces, boxes)
        text = _said(pieces)
        if not text.strip() and _mark_deleted(element):
            return _Paragraph((), tuple(boxes))
        label = self._numbering.label(element.find(f"{_W}pPr"))
        if label[-1:].isdigit() and text[:1].isdigit():
            label += " "
        return _Paragraph((*((Piece(label, element),) if label else ()), *pieces), tuple(boxes))

    def _gather(self, element: Any, pieces: list[Piece], boxes: list[Any]) -> None:
        for child in element:
            tag = _local(child)
            if tag == "t":
                pieces.append(Piece(child.text or "", child))
            elif tag == "r" and self._is_hidden(child):
                self._hidden = True
            elif tag == "txbxContent":
                boxes.append(child)
            elif tag in _SPACES:
                pieces.append(Piece(" ", child))
            elif tag in _SIGNS:
                pieces.append(Piece(_SIGNS[tag](child), child))
            elif tag == "fldChar":
                pieces.append(Piece(_form_field(child), child))
            elif tag not in _GONE:
                self.pictures += tag in ("drawing", "pict") and _shows_a_page(child)
                self._gather(child, pieces, boxes)

    @staticmethod
    def _is_hidden(run: Any) -> bool:
        properties = run.find(f"{_W}rPr")
        vanish = properties.find(f"{_W}vanish") if properties is not None else None
        return vanish is not None and vanish.get(f"{_W}val") not in _OFF and run.find(f"{_W}t") is not None


def _said(pieces: Iterable[Piece]) -> str:
    return "".join([piece.text for piece in pieces])


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _flow(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body, cell or text box in order, through whatever wraps them."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif _local(child) not in _GONE:
            yield from _flow(child)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_W}tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif _local(child) in _WRAPPERS:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_W}tc":
            if child.find(f"{_W}tcPr/{_W}cellDel") is None:
                yield child
        elif _local(child) in _WRAPPERS:
            yield from _cells(child)


def _merge(properties: Any | None, name: str) -> str | None:
    """Restart or continue (the default) where cells are merged."""
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return str(found.get(f"{_W}val") or "continue") if found is not None else None


def _count(element: Any, path: str, default: int) -> int:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    printed = found.get(f"{_W}val") if found is not None else None
    return int(printed) if printed is not None and printed.isdecimal() and len(printed) < 5 else default


def _mark_deleted(paragraph: Any) -> bool:
    """Whether a tracked change takes away the paragraph's end: once accepted, the next paragraph goes on in its line."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    return mark is not None and (mark.find(f"{_W}del") is not None or mark.find(f"{_W}moveFrom") is not None)


def _symbol(sign: Any) -> str:
    try:
        place = int(sign.get(f"{_W}char") or "", 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOLS.get(((sign.get(f"{_W}font") or "").lower(), place), "")


_SIGNS: dict[str, Callable[[Any], str]] = {"sym": _symbol, "noBreakHyphen": lambda _sign: "-"}


def _form_field(field: Any) -> str:
    """What an old form field shows: a tick box, or the entry chosen from a list; other fields print their result."""
    if (box := field.find(f"{_W}ffData/{_W}checkBox")) is not None:
        state = box.find(f"{_W}checked")
        state = state if state is not None else box.find(f"{_W}default")
        return "☑" if state is not None and state.get(f"{_W}val") not in _OFF else "□"
    if (choice := field.find(f"{_W}ffData/{_W}ddList")) is not None:
        entries = choice.findall(f"{_W}listEntry")
        chosen = _count(choice, "result", _count(choice, "default", 0))
        return str(entries[chosen].get(f"{_W}val") or "") if chosen < len(entries) else ""
    return ""


def _shows_a_page(drawing: Any) -> bool:
    extent = next(drawing.iter("{*}extent"), None)
    if extent is None or next(drawing.iter("{*}pic"), None) is None:
        return False
    width, height = (extent.get(side, "") for side in ("cx", "cy"))
    return width.isdecimal() and height.isdecimal() and int(width) * int(height) >= _LARGE_PICTURE
