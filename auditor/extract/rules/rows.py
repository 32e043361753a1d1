"""A document as one stream of rows: table rows and lone lines, in reading order, with folded words to interpret."""

from collections.abc import Iterator
from typing import NamedTuple

from auditor.model.source import Block, Cell, Document, Span, Table, make_span
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_EDGE = r"(?:\s|\ufeff|&nbsp;|&#160;|</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]{0,200})?/?>)+"
_OPENING = lazily(rf"\A{_EDGE}")
_CLOSING = lazily(rf"(?<!\s){_EDGE}\Z")

_SENTENCE = 25
"""Words of a sheet that are longer than any label and run on over the empty cells beside them."""


class Entry(NamedTuple):
    """A cell that holds something: its words folded for reading, the stretch of the document, its place in the grid."""

    words: str
    text: str
    span: Span
    column: int
    width: int = 1
    inherited: bool = False
    """It began in a row above and is merged down to this one."""


class Row(NamedTuple):
    """The cells of a table row that hold something; or a lone line as its only entry, then `table` is None."""

    entries: tuple[Entry, ...]
    span: Span
    above: tuple[Entry, ...] = ()
    """Entries merged down to this row, where the format tells."""
    table: Table | None = None
    kind: str = "paragraph"
    across: bool = False
    """Its only cell reaches over the whole table; or it stands alone and long at the left edge of a sheet."""
    places: frozenset[int] = frozenset()
    """The grid columns that have a cell in this row, blank ones included."""

    @property
    def exact(self) -> bool:
        """Whether the columns of the entries are known."""
        return self.table is not None and self.table.exact

    def fills(self, last: int) -> bool:
        """Whether it has a cell, blank or not, for each column up to the last and for none beyond."""
        return len(self.places) == last == max(self.places, default=0)

    @property
    def words(self) -> list[str]:
        """The folded words of the row's own entries."""
        return [entry.words for entry in self.entries]


def stream(document: Document) -> Iterator[Row]:
    """Every line and table row that holds something, in reading order. Page headers and footers are left out."""
    for block in document.blocks:
        if block.table is not None:
            yield from _table_rows(block.table)
        elif block.kind not in {"header", "footer"}:
            yield from _line(block)


def tidy(text: str, span: Span) -> tuple[str, Span]:
    """The text without tags and blanks at its ends, and its place."""
    if not text or (text[0] not in "<& \t\u3000\u00a0\ufeff" and text[-1] not in ">; \t\u3000\u00a0\ufeff"):
        return text, span
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    closing = _CLOSING.search(text, start)
    end = closing.start() if closing else len(text)
    return text[start:end], span.part(start, end)


def _line(block: Block) -> Iterator[Row]:
    text, span = tidy(block.text, block.span)
    words = fold(text)
    if words:
        yield Row((Entry(words, text, span, 1),), block.span, kind=block.kind)


def _table_rows(table: Table) -> Iterator[Row]:
    hanging: list[tuple[int, Entry]] = []
    known = table.cells if table.exact else ()
    left = min((cell.column for cell in known), default=1)
    right = max((cell.column + cell.column_span for cell in known), default=1)
    for cells in table.rows():
        row = cells[0].row
        hanging = [(last, entry) for last, entry in hanging if last >= row]
        entries = tuple([entry for cell in cells if cell.text and (entry := _entry(cell)) is not None])
        above = tuple([entry for _, entry in hanging])
        hanging += [
            (cell.row + cell.row_span - 1, entry._replace(inherited=True))
            for cell in cells
            if cell.row_span > 1 and (entry := _entry(cell)) is not None
        ]
        if entries:
            lone = table.exact and len(entries) == 1 and entries[0].column == left and not above
            across = lone and right - left > 1 and _reaches_across(entries[0], cells, right)
            places = frozenset([cell.column for cell in cells])
            yield Row(entries, _across(cells), above, table, "table", across, places)


def _reaches_across(entry: Entry, cells: list[Cell], right: int) -> bool:
    if entry.column + entry.width >= right and cells[0].row_span == 1:
        return True
    return entry.span.sheet is not None and entry.width == 1 and len(entry.words) >= _SENTENCE


def _entry(cell: Cell) -> Entry | None:
    words = fold(cell.text)
    if not words:
        return None
    text, span = tidy(cell.text, cell.span)
    return Entry(words, text, span, cell.column, cell.column_span)


def _across(cells: list[Cell]) -> Span:
    first, last = cells[0].span, cells[-1].span
    return make_span(
        start=first.start,
        end=last.end,
        line=first.line,
        page=first.page,
        table=first.table,
        row=first.row,
        sheet=first.sheet,
        ocr=first.ocr,
    )
