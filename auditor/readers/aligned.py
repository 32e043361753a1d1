"""Columns of a table that is set with blanks: what stands under each other, by how wide characters are shown."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import combining, east_asian_width


class Stretch(NamedTuple):
    """A cell of a line: its characters, and where it is shown, first column of the screen 0."""

    start: int
    end: int
    left: int
    right: int


class _Column(NamedTuple):
    left: int
    right: int
    rows: set[int]


def stretches(text: str, bounds: Sequence[tuple[int, int]], line_start: int) -> list[Stretch]:
    """The cells of a line that hold something, with their place on the screen; Chinese characters take two."""
    found = []
    place, shown = line_start, 0
    for start, end in bounds:
        left = shown + _width(text[place:start])
        shown = left + _width(text[start:end])
        place = end
        found.append(Stretch(start, end, left, shown))
    return found


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def columns(lines: Sequence[Sequence[Stretch]]) -> Iterator[list[int]]:
    """The column of each cell of each line, 1-based.

    Lines belong together as long as no cell reaches under two cells of one line; where one does, another set of columns
    begins.
    """
    block: list[Sequence[Stretch]] = []
    known: list[_Column] = []
    for line in lines:
        grown = _grown(known, line, len(block))
        if grown is None:
            begun = _begun_before(block, line)
            yield from _numbered(block[: len(block) - len(begun)], known)
            block, known = begun, _apart(begun)
            grown = _grown(known, line, len(block)) or []
        block.append(line)
        known = grown
    yield from _numbered(block, known)


def _begun_before(block: list[Sequence[Stretch]], line: Sequence[Stretch]) -> list[Sequence[Stretch]]:
    """The last line of a set of columns, where it heads the next one: as many cells as the line that parts them, one under each of its own."""
    if len(block) < 2 or len(block[-1]) != len(line) or len(block[-2]) == len(line):
        return []
    grown = _grown(_apart(block[-1:]), line, 1)
    return block[-1:] if grown is not None and len(grown) == len(line) else []


def _apart(lines: Sequence[Sequence[Stretch]]) -> list[_Column]:
    """The columns of one line, or of none."""
    return [_Column(cell.left, cell.right, {0}) for line in lines for cell in line]


def _grown(known: list[_Column], line: Sequence[Stretch], row: int) -> list[_Column] | None:
    """The columns with a line added; None when it joins cells that stand beside each other."""
    groups: list[list[_Column]] = []
    right = -1
    for one in sorted([*known, *(_Column(cell.left, cell.right, {row}) for cell in line)], key=lambda one: one[:2]):
        if not groups or right <= one.left:
            groups.append([])
        groups[-1].append(one)
        right = max(right, one.right) if len(groups[-1]) > 1 else one.right
    if not all(_are_apart(group) for group in groups):
        return None
    return [_joined(group) for group in groups]


def _are_apart(group: list[_Column]) -> bool:
    """Whether no two of these hold a cell of one line; most often a column and the cell that is added to it."""
    if len(group) == 1:
        return True
    smallest, *others = sorted((column.rows for column in group), key=len)
    if len(others) == 1:
        return smallest.isdisjoint(others[0])
    return len(smallest.union(*others)) == sum(len(column.rows) for column in group)


def _joined(group: list[_Column]) -> _Column:
    """The columns as one; the rows of the largest take in the others'."""
    largest = max(group, key=lambda column: len(column.rows))
    for column in group:
        if column is not largest:
            largest.rows.update(column.rows)
    return _Column(group[0].left, max(column.right for column in group), largest.rows)


def _numbered(block: list[Sequence[Stretch]], known: list[_Column]) -> Iterator[list[int]]:
    lefts = [column.left for column in known]
    for line in block:
        yield [bisect_right(lefts, cell.left) for cell in line]
