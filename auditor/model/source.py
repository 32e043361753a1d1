"""The document as read: one canonical text, and where each part of it stands."""

from collections import defaultdict
from typing import Literal

from auditor.model.record import Datum, Record, unchecked, unchecked_often


class Span(Datum):
    """A run of characters of the Document's text, with the place a person would look for it.

    `start` and `end` count characters of `Document.text`, end exclusive. `line` is 1-based and given for text inputs;
    `page`, `table`, `row` and `column` are 1-based and given where the format has them; `sheet` names an Excel sheet;
    `paragraph` counts the paragraphs that hold words, where a format has neither lines nor pages.
    """

    start: int
    end: int
    line: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    paragraph: int | None = None
    ocr: bool = False
    """The characters were recognised in a picture, and may be others on the paper."""

    def part(self, start: int, end: int) -> "Span":
        """The characters `start`..`end` of this span, counted from its own start, at the same place."""
        values = self.__dict__.copy()
        begin: int = values["start"]
        values["start"] = begin + start
        values["end"] = begin + end
        return self.with_all(values)


make_span = unchecked_often(Span)


class Place(Span):
    """A span of one of several documents handed in together: `document` counts them from 0."""

    document: int

    @classmethod
    def of(cls, document: int, span: Span) -> "Place":
        """The span in that document."""
        return cls(**{**span.__dict__, "document": document})


class Box(Record):
    """A rectangle on a page in points, origin at the bottom left."""

    left: float
    bottom: float
    right: float
    top: float


make_box = unchecked(Box)


class Cell(Datum):
    """One cell of a table: its text, its place in the grid (1-based), and how many rows and columns it covers."""

    text: str
    span: Span
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    uncertain: bool = False
    """The text was recognised by OCR, or its place in the grid is a guess."""


make_cell = unchecked_often(Cell)


class Table(Record):
    """A table as read.

    `exact` says that columns and merged cells are known (Word, Excel, HTML, ruled PDF). In a text export they are not:
    merged cells were dropped or shifted there, and a column number is only a hint.
    Cells stand in reading order; empty cells are present only where the format has them.
    """

    number: int
    span: Span
    cells: tuple[Cell, ...]
    exact: bool = False

    def rows(self) -> list[list[Cell]]:
        """The cells by the row they begin in, in order; rows without a cell of their own are left out."""
        rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            rows[cell.row].append(cell)
        return [rows[row] for row in sorted(rows)]


make_table = unchecked(Table)


class Block(Record):
    """A paragraph (one logical line) or a table, in reading order."""

    kind: Literal["paragraph", "table", "header", "footer", "footnote"]
    span: Span
    text: str
    table: Table | None = None
    box: Box | None = None


make_block = unchecked(Block)


class Unreadable(Record):
    """A place of the document, or of a table, that could not be read, and why (in the language of the memo)."""

    span: Span | None
    reason: str
    part: Literal["indicators", "money", "goals", "block", "page", "row"] = "block"
    """What of the form it is: an unread column of the indicator or money table, a block nobody could name, a page, a row."""


class Document(Record):
    """A file as read: `text` is canonical, everything else points into it.

    `name` is the file's own name without a folder; `sha256` is of the bytes; `pages` is None where a format has none.
    """

    name: str
    format: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    unreadable: tuple[Unreadable, ...] = ()
    ocr: bool = False

    def quote(self, span: Span) -> str:
        """The characters a span stands for, as they are in the document."""
        return self.text[span.start : span.end]

    def tables(self) -> list[Table]:
        """The tables in reading order."""
        return [block.table for block in self.blocks if block.table is not None]


make_document = unchecked(Document)
