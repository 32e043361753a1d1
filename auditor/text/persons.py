"""Where persons stand in the tables of a document: in columns whose headings say so."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.model.source import Cell, Document, Span, Table
from auditor.text.private import Held, is_own, kind_of_column

_CALLED = frozenset({"names", "persons"})


class Persons(NamedTuple):
    """Places of names and of numbers, as `start` and `end` in the document's text."""

    names: tuple[tuple[int, int], ...]
    numbers: tuple[tuple[int, int], ...]


def in_tables(document: Document, lists: Sequence[Span] | None = None) -> Persons:
    """The persons in the tables of a document.

    Names count in a table that numbers of persons too, or that stands in one of the lists; where none are given, in any.
    """
    listed = None if lists is None else sorted((span.start, span.end) for span in lists)
    names: list[tuple[int, int]] = []
    numbers: list[tuple[int, int]] = []
    for table in document.tables():
        own = list(_columns(table))
        if not own:
            continue
        numbered = any(held not in _CALLED for held, _cell in own)
        named = numbered or listed is None or _overlaps(table.span, listed)
        for held, cell in own:
            if (held not in _CALLED or named) and is_own(cell.text, held):
                (names if held in _CALLED else numbers).append(_words(cell))
    return Persons(tuple(names), tuple(numbers))


def _columns(table: Table) -> Iterator[tuple[Held, Cell]]:
    """The cells below a heading that says what of persons they hold; a row of headings begins anew, a second one adds."""
    current: dict[int, Held] = {}
    in_head = False
    for row in table.rows():
        heads = {} if _is_body(row, current) else _heads(row)
        if heads:
            current = {**current, **heads} if in_head else heads
        else:
            yield from ((current[cell.column], cell) for cell in row if cell.column in current)
        in_head = bool(heads)


def _heads(row: Sequence[Cell]) -> dict[int, Held]:
    return {cell.column: held for cell in row if (held := kind_of_column(cell.text))}


def _is_body(row: Sequence[Cell], current: Mapping[int, Held]) -> bool:
    """Whether a row is no heading, though a cell in it may read like one (低保户): it holds a figure, or what headings promise."""
    return any(
        cell.text.strip().isdigit() or (cell.column in current and is_own(cell.text, current[cell.column]))
        for cell in row
    )


def _words(cell: Cell) -> tuple[int, int]:
    """Where the words of a cell stand, without the blanks around them."""
    before = len(cell.text) - len(cell.text.lstrip())
    return cell.span.start + before, cell.span.start + len(cell.text.rstrip())


def _overlaps(span: Span, places: Sequence[tuple[int, int]]) -> bool:
    """Whether any of the places, which are in order and apart, lies over the span."""
    first = bisect_left(places, (span.end, 0))
    return first > 0 and places[first - 1][1] > span.start
