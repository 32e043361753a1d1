"""Cells from ruling lines: which rectangles of a page's grid are one cell, and which characters stand in each.

Pure geometry in points, origin at the bottom left; knows nothing of PDF.
"""

import itertools
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

SNAP = 2.5
"""Rulings nearer than this are one line (double thin lines, borders drawn cell by cell)."""

LEAST_SIDE = 4.0
"""Shorter strokes are tick marks or parts of letters, no ruling."""

MOST_CROSSINGS = 4_000_000
"""A page with more places where rulings could cross is a drawing, no table."""

_WIDE_GAP = 0.8
"""Of a character's size: a space that is wider parts words of Chinese, too."""

_DIGITS_APART = 0.2
"""Of a digit's size: figures nearer than this are one number, however loosely set."""

_FULL = 0.75
"""A line that fills this much of its cell was broken because the cell ended."""


_LEVEL = 3 * SNAP
"""Sides of one table begin and end at the same height but for the thickness of its lines."""

_UPRIGHT = 0.6
"""Of the highest character: lower ones (quotes, commas, dashes) do not tell where their line stands."""


_UNBROKEN = re.compile(r"[（(“《〈【]* (?: [!-~]+ | . ) [）)”》〉】，。、；：！？,.;:!?%％]*", re.VERBOSE)
"""What is never parted at the end of a line: `（2024`, `率，`, `量`."""

_LATIN = 0x7E
_NARROW = 0.6
"""Of a Chinese character: how wide digits and Latin letters are at most."""

_SLACK = 0.6
"""Of a character: ink is smaller than the room that a character takes up, and cells are not padded alike."""


class Ruling(NamedTuple):
    """A straight line along one axis: its place on the other axis, and its extent."""

    at: float
    start: float
    end: float


class Glyph(NamedTuple):
    """A character and its ink; `gap` is what stands before it: nothing, a space, or the end of a line."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    gap: str = ""


class GridCell(NamedTuple):
    """A cell on the grid: 1-based place, extent, and rectangle (left, bottom, right, top)."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[float, float, float, float]


class Grid(NamedTuple):
    """One ruled table of a page."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    """From the top downwards."""
    cells: tuple[GridCell, ...]
    open_below: tuple[bool, ...] = ()
    """By column: the last row has no line under it, as where a page ends within a cell."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]


def joined(lines: Iterable[Ruling]) -> list[Ruling]:
    """Collinear strokes that touch, as one ruling each; the place of a bundle is that of its first stroke."""
    bundles: list[list[Ruling]] = []
    for line in sorted(lines):
        if bundles and line.at - bundles[-1][0].at <= SNAP:
            bundles[-1].append(line)
        else:
            bundles.append([line])
    result: list[Ruling] = []
    for bundle in bundles:
        at = bundle[0].at
        for _at, start, end in sorted(bundle, key=lambda line: line.start):
            if result and result[-1].at == at and start <= result[-1].end + SNAP:
                result[-1] = Ruling(at, result[-1].start, max(end, result[-1].end))
            else:
                result.append(Ruling(at, start, end))
    return [line for line in result if line.end - line.start >= LEAST_SIDE]


def grids(across: Iterable[Ruling], down: Iterable[Ruling]) -> list[Grid]:
    """The tables that horizontal and vertical rulings make, from the top of the page downwards.

    A single rectangle is a frame and no table. Nothing when the page is a drawing.
    """
    rows, columns = joined(across), joined(down)
    if len(rows) * len(columns) > MOST_CROSSINGS:
        return []
    groups = _connected(rows, columns)
    lone = set(columns).difference(*(down for _across, down in groups))
    made = (_grid(across, _beside(across, down, lone)) for across, down in groups)
    return sorted((grid for grid in made if len(grid.cells) > 1), key=lambda grid: -grid.ys[0])


def _connected(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that cross or touch, grouped; a group needs both kinds to be a table.

    One line across is enough where all others end at it: the rest of a row that a page break cut.
    """
    parent = list(range(len(across) + len(down)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for j, column in enumerate(down):
        first = bisect_left(across, column.start - SNAP, key=attrgetter("at"))
        last = bisect_right(across, column.end + SNAP, key=attrgetter("at"))
        for i in range(first, last):
            if across[i].start - SNAP <= column.at <= across[i].end + SNAP:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, row in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(column)
    return [
        (rows, columns) for rows, columns in groups.values() if columns and (len(rows) > 1 or _is_rest(rows, columns))
    ]


def _is_rest(across: list[Ruling], down: list[Ruling]) -> bool:
    """Whether all verticals stand on the only line across, or hang from it, equally tall."""
    if len(across) != 1:
        return False
    at, first = across[0].at, down[0]
    level = all(abs(line.start - first.start) <= _LEVEL and abs(line.end - first.end) <= _LEVEL for line in down)
    return level and min(abs(first.start - at), abs(first.end - at)) <= _LEVEL


def _beside(across: list[Ruling], down: list[Ruling], lone: set[Ruling]) -> list[Ruling]:
    """The verticals of a group with those that stand beside it, as tall as it is and touching nothing.

    Where a label reaches over a whole page, only the line at its left is drawn there.
    """
    low = min(*(line.at for line in across), *(line.start for line in down))
    high = max(*(line.at for line in across), *(line.end for line in down))
    near = [line for line in lone if abs(line.start - low) <= _LEVEL and abs(line.end - high) <= _LEVEL]
    return sorted([*down, *near]) if near else down


def _grid(across: list[Ruling], down: list[Ruling]) -> Grid:
    """The grid of one group; sides that are not ruled (an open edge at a page's end, no outer verticals) are closed."""
    xs = _places([line.at for line in down] + [min(line.start for line in across), max(line.end for line in across)])
    upwards = _places([line.at for line in across] + [min(line.start for line in down), max(line.end for line in down)])
    ys = upwards[::-1]
    below = _walls(across, upwards, xs)[::-1]
    right = _walls(down, xs, upwards)
    walls_right = [[right[column + 1][-1 - row] for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]
    cells = tuple(_cells(xs, ys, walls_right, below[1:]))
    return Grid(tuple(xs), tuple(ys), cells, tuple(not wall for wall in below[-1]))


def _places(values: list[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > SNAP:
            places.append(value)
    return places


def _walls(lines: list[Ruling], ats: Sequence[float], stops: Sequence[float]) -> list[list[bool]]:
    """For each place of a ruling, which of the stretches between the stops a line covers (by their middles)."""
    middles = [(low + high) / 2 for low, high in itertools.pairwise(stops)]
    walls = [[False] * len(middles) for _ in ats]
    for line in lines:
        covered = range(bisect_left(middles, line.start - SNAP), bisect_right(middles, line.end + SNAP))
        for place in range(bisect_left(ats, line.at - SNAP), bisect_right(ats, line.at + SNAP)):
            for stretch in covered:
                walls[place][stretch] = True
    return walls


def _cells(
    xs: Sequence[float], ys: Sequence[float], walls_right: list[list[bool]], walls_below: list[list[bool]]
) -> Iterator[GridCell]:
    """Elementary rectangles joined where no ruling parts them, each joined area as its bounding cell."""
    taken: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right = _reach_right(row, column, walls_right[row], taken)
            bottom = _reach_down(row, column, right, walls_below, taken)
            taken.update((y, x) for y in range(row, bottom + 1) for x in range(column, right + 1))
            box = (xs[column], ys[bottom + 1], xs[right + 1], ys[row])
            yield GridCell(row + 1, column + 1, bottom - row + 1, right - column + 1, box)


def _reach_right(row: int, column: int, walls: list[bool], taken: set[tuple[int, int]]) -> int:
    while column + 1 < len(walls) and not walls[column] and (row, column + 1) not in taken:
        column += 1
    return column


def _reach_down(row: int, left: int, right: int, walls: list[list[bool]], taken: set[tuple[int, int]]) -> int:
    across = range(left, right + 1)
    while row + 1 < len(walls) and not any(walls[row][place] or (row + 1, place) in taken for place in across):
        row += 1
    return row


def fill(grid: Grid, glyphs: Iterable[Glyph]) -> dict[GridCell, list[Glyph]]:
    """The glyphs of each cell, in reading order; glyphs outside the grid are left out."""
    at: dict[tuple[int, int], GridCell] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                at[row, column] = cell
    downwards, xs = [-y for y in grid.ys], grid.xs
    filled: dict[GridCell, list[Glyph]] = {cell: [] for cell in grid.cells}
    low = floor = high = ceiling = 0.0
    inside: list[Glyph] = []
    for glyph in glyphs:
        _text, left, bottom, right, top, _gap = glyph
        x, y = (left + right) / 2, (bottom + top) / 2
        if not (low <= x < high and floor < y <= ceiling):
            found = at.get((bisect_right(downwards, -y), bisect_right(xs, x)))
            if found is None:
                low = high
                continue
            low, floor, high, ceiling = found.box
            inside = filled[found]
        inside.append(glyph)
    return {cell: in_order(inside) for cell, inside in filled.items()}


def in_order(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs as given when they run downwards, else sorted into lines (files that write their text in any order)."""
    if len(glyphs) < 2:
        return glyphs
    least = _UPRIGHT * max([glyph.top - glyph.bottom for glyph in glyphs])
    upright = [glyph for glyph in glyphs if glyph.top - glyph.bottom >= least]
    if all(later.bottom < earlier.top for earlier, later in itertools.pairwise(upright)):
        return glyphs
    middles: list[float] = []
    for middle in sorted(-(glyph.bottom + glyph.top) / 2 for glyph in upright):
        if not middles or middle - middles[-1] > least:
            middles.append(middle)
    lines: dict[float, list[Glyph]] = {middle: [] for middle in middles}
    for glyph in glyphs:
        lines[min(middles, key=lambda middle: abs(middle + (glyph.bottom + glyph.top) / 2))].append(glyph)
    ordered: list[Glyph] = []
    for line in lines.values():
        line.sort(key=attrgetter("left"))
        ordered.append(line[0]._replace(gap="\n"))
        ordered.extend(line[1:])
    return ordered


def text(glyphs: Sequence[Glyph], width: float | None = None) -> str:
    """Glyphs as text: spaces between Latin words and over wide gaps, none where a line of Chinese wraps.

    A number goes on over a line end only when its line fills the `width` of its cell: figures under each other stay apart.
    """
    parts: list[str] = []
    line_start = glyphs[0].left if glyphs else 0.0
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and glyph.gap:
            if glyph.gap == "\n" or glyph.top < before.bottom:
                filled = before.right - line_start + (glyph.right - glyph.left)
                parts.append(_over_line_end(before, glyph, whole=width is None or filled >= _FULL * width))
                line_start = glyph.left
            elif _apart(before, glyph):
                parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return "".join(parts)


def unbroken(text: str) -> float:
    """How wide, in characters, a line's room must be at least for it to take in the beginning of this text."""
    unit = _UNBROKEN.match(text)
    return _SLACK + sum(1.0 if ord(letter) > _LATIN else _NARROW for letter in unit[0]) if unit else math.inf


def _over_line_end(before: Glyph, glyph: Glyph, *, whole: bool) -> str:
    if _letters(before, glyph):
        return " "
    digits = before.text.isdecimal() and glyph.text.isdecimal()
    return " " if digits and not whole else ""


def _apart(before: Glyph, glyph: Glyph) -> bool:
    if _letters(before, glyph):
        return True
    size = max(before.top - before.bottom, glyph.top - glyph.bottom, before.right - before.left)
    narrow = before.text.isascii() and before.text.isalnum() and glyph.text.isascii() and glyph.text.isalnum()
    return glyph.left - before.right > (_DIGITS_APART if narrow else _WIDE_GAP) * size


def _letters(before: Glyph, glyph: Glyph) -> bool:
    return before.text.isascii() and before.text.isalpha() and glyph.text.isascii() and glyph.text.isalpha()
