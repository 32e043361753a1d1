"""The report as read, cut into pieces by the numbers and the quotes in it: what the source pane shows."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, Protocol

from auditor.locale import gettext as _
from auditor.memo.contents import Item, clean, column_letters
from auditor.memo.numbers import Number
from auditor.model.source import Block, Cell, Document, Span, Table


@dataclass(frozen=True)
class Piece:
    """Characters that share everything: the number they belong to, if any, and the findings that quote them."""

    text: str
    number: Number | None = None
    findings: tuple[int, ...] = ()
    is_last: bool = False
    """Whether the number ends with this piece: the tick stands there."""
    taken_for: str = ""
    """What the passage was taken for, where the page shows that (memo.reading)."""
    why: str = ""


@dataclass(frozen=True)
class Leaf:
    """A paragraph or a cell: `place` is its anchor, `fillers` are empty columns before it."""

    place: str
    pieces: tuple[Piece, ...]
    findings: tuple[int, ...]
    """The findings that quote any of it."""
    row_span: int = 1
    column_span: int = 1
    filler: int = 0


@dataclass(frozen=True)
class Line:
    """A row of a table, or a paragraph, with the label a person finds it by (its line or row)."""

    label: str
    leaves: tuple[Leaf, ...]

    @property
    def findings(self) -> tuple[int, ...]:
        """The findings that quote anything on this line."""
        return tuple(sorted({number for leaf in self.leaves for number in leaf.findings}))


@dataclass(frozen=True)
class Part:
    """A block of the report. `page` and `sheet` are said where they change."""

    kind: str
    caption: str
    heading: str
    lines: tuple[Line, ...]
    sheet: str = ""
    """The sheet of a workbook that it stands on."""
    letters: tuple[str, ...] = ()
    """What the columns of a sheet are called."""


@dataclass(frozen=True)
class Pane:
    """The whole report as read."""

    parts: tuple[Part, ...]
    _starts: tuple[int, ...] = field(repr=False)
    _ends: tuple[int, ...] = field(repr=False)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets of a workbook, in order."""
        return tuple(one.heading for one in self.parts if one.sheet and one.heading)

    def anchor(self, span: Span | None) -> str:
        """The anchor of the paragraph or cell in which a span begins; empty when it has no place."""
        if span is None or not self._starts:
            return ""
        return anchor(self._starts[max(0, bisect_right(self._starts, span.start) - 1)])

    def shows(self, span: Span) -> bool:
        """Whether a span begins in what is shown."""
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and span.start < self._ends[at]


class Mark(NamedTuple):
    """Characters that a finding quotes, with the finding's number."""

    start: int
    end: int
    finding: int


def quoted(items: Iterable[Item]) -> Iterator[Mark]:
    """What findings of one document quote."""
    for item in items:
        yield from (Mark(one.span.start, one.span.end, item.number) for one in item.quotes if one.span is not None)


def pane(document: Document, marks: Iterable[Mark], numbers: Sequence[Number]) -> Pane:
    """The document with its numbers and what is quoted of it marked."""
    cutter = _Cutter(document, marks, numbers)
    shown = tuple(parts(document, cutter))
    return Pane(shown, tuple(cutter.starts), tuple(cutter.ends))


class Cut(Protocol):
    """What makes a leaf of a paragraph or cell."""

    def leaf(self, span: Span, row_span: int = 1, column_span: int = 1, filler: int = 0) -> Leaf:
        """The pieces of one paragraph or cell."""
        ...


def anchor(start: int) -> str:
    """The name by which a page leads to the paragraph or cell that begins there."""
    return f"s{start}"


class _Cutter:
    """Cuts leaves in reading order. Spans are taken up as the leaves reach them, so that each is looked at once."""

    def __init__(self, document: Document, marks: Iterable[Mark], numbers: Sequence[Number]) -> None:
        self._text = document.text
        self._numbers = sorted(numbers, key=lambda number: (number.span.start, number.span.end))
        self._number_starts = [number.span.start for number in self._numbers]
        self._quotes = sorted(set(marks))
        self._next_quote = 0
        self._open: list[Mark] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def leaf(self, span: Span, row_span: int = 1, column_span: int = 1, filler: int = 0) -> Leaf:
        """The pieces of one paragraph or cell."""
        if span.end > span.start:
            self.starts.append(span.start)
            self.ends.append(span.end)
        quotes = self._quotes_in(span.start, span.end)
        numbers = self._numbers_in(span.start, span.end)
        pieces = tuple(self._pieces(span.start, span.end, numbers, quotes))
        findings = tuple(sorted({number for _start, _end, number in quotes}))
        place = anchor(span.start) if span.end > span.start else ""
        return Leaf(place, pieces, findings, row_span, column_span, filler)

    def _quotes_in(self, start: int, end: int) -> list[Mark]:
        while self._next_quote < len(self._quotes) and self._quotes[self._next_quote][0] < end:
            self._open.append(self._quotes[self._next_quote])
            self._next_quote += 1
        self._open = [quote for quote in self._open if quote[1] > start]
        return [quote for quote in self._open if quote[0] < end]

    def _numbers_in(self, start: int, end: int) -> list[Number]:
        first = bisect_right(self._number_starts, start - 1)
        found: list[Number] = []
        for number in self._numbers[first:]:
            if number.span.start >= end:
                break
            if number.span.start < number.span.end <= end and (not found or found[-1].span.end <= number.span.start):
                found.append(number)
        return found

    def _pieces(self, start: int, end: int, numbers: Iterable[Number], quotes: Sequence[Mark]) -> Iterator[Piece]:
        opens: dict[int, list[int]] = {}
        shuts: dict[int, list[int]] = {}
        for first, last, finding in quotes:
            opens.setdefault(max(first, start), []).append(finding)
            shuts.setdefault(min(last, end), []).append(finding)
        begins = {number.span.start: number for number in numbers}
        ends = {number.span.end for number in begins.values()}
        cuts = sorted({start, end, *opens, *shuts, *begins, *ends})
        lit: dict[int, int] = {}
        current: Number | None = None
        for here, there in pairwise(cuts):
            for finding in opens.get(here, ()):
                lit[finding] = lit.get(finding, 0) + 1
            for finding in shuts.get(here, ()):
                lit[finding] -= 1
            current = begins.get(here, None if here in ends else current)
            findings = tuple(sorted(finding for finding, depth in lit.items() if depth))
            yield Piece(
                visible(self._text[here:there]), current, findings, current is not None and there == current.span.end
            )


def visible(text: str) -> str:
    """The characters as they stand, blanks too; those that hide or reorder text are made visible."""
    return _WORDS.sub(lambda words: clean(words[0]), text)


_WORDS = re.compile(r"\S+")


def parts(document: Document, cutter: Cut) -> Iterator[Part]:
    """The blocks of the document in order, cut into leaves."""
    page: int | None = None
    sheet: str | None = None
    for block in document.blocks:
        heading = ""
        if block.span.sheet is not None and block.span.sheet != sheet:
            sheet = block.span.sheet
            heading = clean(sheet)
        if block.span.page is not None and block.span.page != page:
            page = block.span.page
            heading = _("第{page}页").format(page=page)
        yield _part(block, heading, cutter)


def _part(block: Block, heading: str, cutter: Cut) -> Part:
    if block.table is None:
        label = str(block.span.line or block.span.paragraph or "")
        return Part("paragraph", "", heading, (Line(label, (cutter.leaf(block.span),)),))
    caption = _("表{table}").format(table=block.table.number)
    sheet = clean(block.span.sheet or "")
    width = max((cell.column + cell.column_span - 1 for cell in block.table.cells), default=0) if sheet else 0
    letters = tuple(column_letters(column) for column in range(1, width + 1))
    return Part("table", caption, heading, tuple(_lines(block.table, cutter)), sheet, letters)


def _lines(table: Table, cutter: Cut) -> Iterator[Line]:
    """The rows of a table; columns that no cell covers are filled, so that cells stand under one another."""
    taken_until: dict[int, int] = {}
    width = max((cell.column + cell.column_span for cell in table.cells), default=1)
    for row in table.rows():
        cells = row if table.exact else _widened(row, width)
        free = 1
        leaves = []
        for cell in cells:
            filler = sum(taken_until.get(column, 0) <= cell.row for column in range(free, cell.column))
            leaves.append(cutter.leaf(cell.span, cell.row_span, cell.column_span, filler))
            free = cell.column + cell.column_span
            if cell.row_span > 1:
                taken_until.update(dict.fromkeys(range(cell.column, free), cell.row + cell.row_span))
        yield Line(_label(cells[0]), tuple(leaves))


_SENTENCE = 20
"""Characters that no single column of a form holds."""
_WORDS_OF_A_HEAD = 8
"""Characters that a value in the head of a form has (the name of a unit or project); figures have fewer."""


def _widened(row: Sequence[Cell], width: int) -> list[Cell]:
    """The row of a text export, where a merged cell left empty ones or nothing behind it: a sentence is shown across."""
    shown: list[Cell] = []
    for cell in row:
        before = shown[-1] if shown else None
        if before is not None and not cell.text.strip() and len(before.text) >= _SENTENCE:
            shown[-1] = before.model_copy(update={"column_span": before.column_span + cell.column_span})
        else:
            shown.append(cell)
    last = shown[-1]
    if len(last.text) >= _WORDS_OF_A_HEAD:
        shown[-1] = last.model_copy(update={"column_span": width - last.column})
    return shown


def _label(cell: Cell) -> str:
    return str(cell.span.line if cell.span.line is not None else cell.row)
