"""A PDF with highlights over the very characters that findings quote, appended: what its author wrote stays byte for byte.

Characters are looked up again on the page, within the box of the paragraph or cell that a span stands in. Where they
cannot be told (a recognised scan, a cell put together from two pages), the whole box is marked.
"""

import io
from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo.annotate.notes import Leaf, Note, Part, Places, author
from auditor.model.finding import Outcome, Severity
from auditor.model.source import Span
from auditor.readers import canvas, lattice
from auditor.readers import pdf as reader
from auditor.readers.canvas import Canvas
from auditor.readers.lattice import Glyph

if TYPE_CHECKING:
    from auditor.memo.annotate import Original

Sides = tuple[float, float, float, float]
"""Left, bottom, right, top in points, on the page as it is stored."""

_COLOURS: dict[Severity, tuple[float, float, float]] = {
    "error": (1.0, 0.72, 0.68),
    "warning": (1.0, 0.9, 0.5),
    "note": (0.75, 0.87, 1.0),
}
_PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, table 165)."""

_PAGES_ON = 3
"""A cell that goes on over page ends is followed so far."""

_SIGN = 18.0
"""Side of the sign that stands for a note without a place."""


class _Spot(NamedTuple):
    """Where a note stands: a page (0-based) and rectangles on it; none when the page is all that is known."""

    page: int
    boxes: tuple[Sides, ...]


def annotated(original: "Original", made: Sequence[Note], _outcomes: Sequence[Outcome]) -> bytes:
    """The file with a highlight for each place; notes on one place share it. Raises SettingsError when it is locked."""
    from pypdf.errors import PyPdfError

    pypdf = reader.mender()
    name = original.document.name
    if not made:
        return original.data
    by_spot: dict[_Spot, list[Note]] = {}
    for note, spots in zip(made, _spots(original, made), strict=True):
        for spot in spots:
            by_spot.setdefault(spot, []).append(note)
    try:
        if pypdf.PdfReader(io.BytesIO(original.data)).is_encrypted:
            message = _("{name}：PDF 设有密码或使用限制，不能在上面批注；请去除后另存再核对，或写成 .html。")
            raise SettingsError(message.format(name=name))
        writer = pypdf.PdfWriter(io.BytesIO(original.data), incremental=True)
        for number, (spot, notes) in enumerate(by_spot.items(), 1):
            page = writer.pages[min(spot.page, len(writer.pages) - 1)]
            writer.add_annotation(page, _annotation(spot, notes, page, number))
        stream = io.BytesIO()
        writer.write(stream)
    except (PyPdfError, NotImplementedError) as error:
        message = _("{name}：PDF 的结构有损坏，不能在上面批注；请重新导出后再核对，或写成 .html。")
        raise SettingsError(message.format(name=name)) from error
    return stream.getvalue()


def _annotation(spot: _Spot, notes: Sequence[Note], page: Any, number: int) -> Any:
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

    def numbers(values: Sequence[float]) -> ArrayObject:
        return ArrayObject([FloatObject(f"{value:.2f}") for value in values])

    worst = min(notes, key=lambda note: tuple(_COLOURS).index(note.severity)).severity
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Highlight" if spot.boxes else "/Text"),
            NameObject("/Rect"): numbers(_around(spot.boxes) if spot.boxes else _corner(page)),
            NameObject("/Contents"): TextStringObject("\n\n".join(note.text for note in notes)),
            NameObject("/T"): TextStringObject(author()),
            NameObject("/Subj"): TextStringObject(" ".join(dict.fromkeys(note.code for note in notes))),
            NameObject("/NM"): TextStringObject(f"audit-{number}"),
            NameObject("/C"): numbers(_COLOURS[worst]),
            NameObject("/F"): NumberObject(_PRINTED),
        }
    )
    if spot.boxes:
        corners = [
            side
            for left, bottom, right, top in spot.boxes
            for side in (left, top, right, top, left, bottom, right, bottom)
        ]
        made[NameObject("/QuadPoints")] = numbers(corners)
    return made


def _around(boxes: Sequence[Sides]) -> Sides:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _corner(page: Any) -> Sides:
    left, top = float(page.mediabox.left), float(page.mediabox.top)
    return left + _SIGN, top - 2 * _SIGN, left + 2 * _SIGN, top - _SIGN


def _spots(original: "Original", made: Sequence[Note]) -> Iterator[Sequence[_Spot]]:
    """Where each note stands, page by page. PDFium that gives up on the file leaves only its pages."""
    import pypdfium2

    places = Places(original.document)
    try:
        file = pypdfium2.PdfDocument(original.data, password=original.limits.password)
    except pypdfium2.PdfiumError:
        yield from ([_Spot((note.span.page or 1) - 1, ())] for note in made)
        return
    try:
        look = _Looker(file)
        yield from (look.spots(places.parts(note.span)) for note in made)
    finally:
        file.close()


class Outlined(NamedTuple):
    """A page as it is drawn: its size in pixels, and rectangles on it, each with the number of the span that it outlines."""

    width: int
    height: int
    boxes: tuple[tuple[int, int, int, int, int], ...]
    """Number, left, top, width, height."""


def outlined(original: "Original", spans: Sequence[Span], scale: float) -> list[Outlined]:
    """Every page of a PDF drawn with so many pixels a point, with the places of spans; a whole page where no more is known.

    Raises UnreadableFile for a file that PDFium does not open.
    """
    import pypdfium2

    from auditor.errors import UnreadableFile

    places = Places(original.document)
    try:
        file = pypdfium2.PdfDocument(original.data, password=original.limits.password)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(_("{name}：打不开，没有页面图像。").format(name=original.document.name)) from error
    try:
        look = _Looker(file)
        found: dict[int, list[tuple[int, Sides | None]]] = {}
        for number, span in enumerate(spans):
            for spot in look.spots(places.parts(span)):
                found.setdefault(spot.page, []).extend((number, box) for box in spot.boxes or (None,))
        return [_outlined(file, page, found.get(page, ()), scale) for page in range(len(file))]
    finally:
        file.close()


def _outlined(file: Any, number: int, boxes: Sequence[tuple[int, Sides | None]], scale: float) -> Outlined:
    page = file[number]
    width, height = ceil(page.get_width() * scale), ceil(page.get_height() * scale)
    made = [
        (of, *((0, 0, width, height) if box is None else _on_picture(page, box, width, height))) for of, box in boxes
    ]
    page.close()
    return Outlined(width, height, tuple(made))


def _on_picture(page: Any, box: Sides, width: int, height: int) -> tuple[int, int, int, int]:
    """A rectangle of the stored page on its picture, which may be turned or cropped: left, top, width, height."""
    from ctypes import byref, c_int

    from pypdfium2 import raw

    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = c_int(), c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, byref(across), byref(down))
        corners.append((across.value, down.value))
    (left, right), (top, bottom) = (sorted(sides) for sides in zip(*corners, strict=True))
    return left, top, max(right - left, 1), max(bottom - top, 1)


class _Looker:
    """Finds characters on the pages of an open file; each page is looked at once."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._pages: dict[int, Canvas | None] = {}

    def spots(self, parts: Sequence[Part]) -> list[_Spot]:
        """The characters of a span on each page that it reaches."""
        boxes: dict[int, list[Sides]] = {}
        for part in parts:
            for spot in self._found(part):
                boxes.setdefault(spot.page, []).extend(spot.boxes)
        return [_Spot(page, tuple(of_page)) for page, of_page in boxes.items()]

    def _found(self, part: Part) -> list[_Spot]:
        leaf = part.leaf
        page = (leaf.span.page or 1) - 1
        if leaf.box is None:
            return [_Spot(page, ())]
        box = leaf.box.left, leaf.box.bottom, leaf.box.right, leaf.box.top
        words = "".join(leaf.text[part.start : part.end].split())
        start = _printed(leaf.text[: part.start])
        found = []
        for further in range(page, page + 1 + _PAGES_ON):
            seen = self._seen(further)
            if seen is None or not words:
                break
            glyphs = _counted(seen, box, words, start) if further == page else _below(seen, leaf, words)
            words = words[len(glyphs) :]
            if glyphs:
                found.append(_Spot(further, _lines(glyphs, seen)))
        return found or [_Spot(page, (box,))]

    def _seen(self, page: int) -> Canvas | None:
        import pypdfium2

        if page not in self._pages:
            self._pages[page] = None
            if page < len(self._file):
                try:
                    opened = self._file[page]
                    self._pages[page] = canvas.look(opened)
                    opened.close()
                except pypdfium2.PdfiumError:
                    return None
        return self._pages[page]


def _counted(seen: Canvas, box: Sides, words: str, start: int) -> Sequence[Glyph]:
    """Characters in a box from number `start` on, as many as read like the words; else where the words stand alone."""
    inside = _inside(seen, box)
    text = "".join(glyph.text for glyph in inside)
    here = text[start : start + len(words)]
    if here and words.startswith(here) and (here == words or start + len(here) == len(text)):
        return inside[start : start + len(here)]
    return _only(inside, text, words)


def _below(seen: Canvas, leaf: Leaf, words: str) -> Sequence[Glyph]:
    """The words in the column of a cell that goes on over the page's end, where they stand there once."""
    if leaf.box is None or leaf.span.table is None or seen.turned:
        return ()
    inside = _inside(seen, (leaf.box.left, seen.floor, leaf.box.right, seen.ceiling))
    return _only(inside, "".join(glyph.text for glyph in inside), words)


def _only(inside: Sequence[Glyph], text: str, words: str) -> Sequence[Glyph]:
    if text.count(words) != 1:
        return ()
    start = text.index(words)
    return inside[start : start + len(words)]


def _inside(seen: Canvas, box: Sides) -> list[Glyph]:
    return lattice.in_order([glyph for glyph in seen.glyphs if _holds(box, seen.on_page(glyph[1:5]))])


def _printed(text: str) -> int:
    return sum(not mark.isspace() for mark in text)


def _holds(box: Sides, inner: Sides) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _lines(glyphs: Sequence[Glyph], seen: Canvas) -> tuple[Sides, ...]:
    """Characters as one rectangle a line."""
    lines: list[Sides] = []
    for glyph in glyphs:
        box = glyph[1:5]
        if lines and box[1] < lines[-1][3] and lines[-1][1] < box[3] and box[0] >= lines[-1][0]:
            lines[-1] = _around((lines[-1], box))
        else:
            lines.append(box)
    return tuple(seen.on_page(line) for line in lines)
