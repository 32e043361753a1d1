"""What stands on a page in reading order: ruled tables, and the lines between them."""

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.model.source import Box, make_box
from auditor.readers import lattice
from auditor.readers.builder import BlockKind, Builder, Draft
from auditor.readers.canvas import Canvas
from auditor.readers.lattice import Glyph, Grid, GridCell
from auditor.readers.strokes import turned_back

LINE_PITCH = 2.2
"""Of a character's size: lines of one paragraph, or of one cell, stand nearer than this."""

_MARGIN = 0.07
"""Of the page's height: what repeats on every page this near to its edge is a running head or foot."""

_UPRIGHT, _ACROSS = 842.0, 595.0
"""Points: the height of A4, upright and laid across; laid across, its running lines stand as far from its edge."""

_COLUMNS_APART = 2.0
"""Of a character's size: a line with a wider gap is a row of labels and their values, no running text."""

_PAGE_NUMBER = re.compile(
    r"""(?x) \A [-—–·~\s]* (?: 第 \s* )? \d{1,4} \s* 页?
    (?: \s* [/／,，、]? \s* (?: 共 \s* )? \d{1,4} \s* 页? )? [-—–·~\s]* \Z"""
)
"""`- 3 -`, `第 3 页 共 15 页`, `3/15`."""


class Part(NamedTuple):
    """A paragraph or a table of one page. A table has `drafts`, its column edges and which columns go on below."""

    page: int
    box: tuple[float, float, float, float]
    line: str | None = None
    kind: BlockKind = "paragraph"
    size: float = 0.0
    """Of the line's characters."""
    columned: bool = False
    """The line is a row of labels and their values, no running text."""
    room: float = math.inf
    """How many characters more the line would hold; endless where it is none of running text."""
    indented: bool = False
    """The line begins a paragraph."""
    xs: tuple[float, ...] = ()
    drafts: tuple[Draft, ...] = ()
    open_below: tuple[bool, ...] = ()
    room_below: tuple[float, ...] = ()
    """By column: how many characters more the last line of the cell in the last row would hold; endless where nothing tells
    (a blank cell, one whose earlier lines end before they are full)."""
    turned: int = 0
    """The angle at which the page's text runs; `box` is as read, the boxes of drafts are on the page as it is stored."""

    ocr: bool = False
    """Its words were recognised in a picture."""

    @property
    def is_table(self) -> bool:
        """Whether the part is a table."""
        return self.line is None


class _Line(NamedTuple):
    glyphs: list[Glyph]
    left: float
    bottom: float
    right: float
    top: float
    size: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.left, self.bottom, self.right, self.top


def parts(canvas: Canvas, page: int, grids: Sequence[Grid] | None = None) -> list[Part]:
    """The parts of a page from the top downwards. `grids` when the rulings are known from elsewhere (a scan's pixels)."""
    found = lattice.grids(canvas.across, canvas.down) if grids is None else list(grids)
    inside, outside = _shared(canvas.glyphs, found)
    lines = _lines(outside)
    found, inside, lines = _hung_over(found, inside, lines)
    tables = [_table(grid, glyphs, canvas, page) for grid, glyphs in zip(found, inside, strict=True)]
    words = [_words(line, page)._replace(turned=canvas.turned) for line in lines]
    return sorted([*tables, *words], key=lambda part: (-part.box[3], part.box[0]))


def _words(line: _Line, page: int) -> Part:
    gap = max((b.left - a.right for a, b in itertools.pairwise(line.glyphs)), default=0.0)
    columned = gap >= _COLUMNS_APART * line.size
    return Part(page, line.box, lattice.text(line.glyphs).strip(), size=line.size, columned=columned)


def _shared(glyphs: list[Glyph], grids: Sequence[Grid]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """The glyphs within each grid (the innermost where one stands in another), and those outside of all."""
    inside: list[list[Glyph]] = [[] for _ in grids]
    outside: list[Glyph] = []
    boxes = [
        (grid.box, inside[index])
        for index, grid in sorted(enumerate(grids), key=lambda item: (_area(item[1].box), item[1].box))
    ]
    for glyph in glyphs:
        _text, left, bottom, right, top, _gap = glyph
        x, y = (left + right) / 2, (bottom + top) / 2
        for (low, floor, high, ceiling), within in boxes:
            if low <= x <= high and floor <= y <= ceiling:
                within.append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _area(box: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = box
    return (right - left) * (top - bottom)


def _lines(glyphs: Iterable[Glyph]) -> list[_Line]:
    """Glyphs outside of tables by line, from the top downwards; pieces beside each other are one line."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.gap != "\n" and runs and _beside(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    lines: list[_Line] = []
    for line in sorted(map(_line, runs), key=lambda one: (-(one.bottom + one.top), one.left)):
        if lines and _level(lines[-1], line):
            lines[-1] = _line([*lines[-1].glyphs, line.glyphs[0]._replace(gap=" "), *line.glyphs[1:]])
        else:
            lines.append(line)
    return lines


def _beside(before: Glyph, glyph: Glyph) -> bool:
    return glyph.bottom < before.top and before.bottom < glyph.top


def _line(glyphs: list[Glyph]) -> _Line:
    left, bottom = min(glyph.left for glyph in glyphs), min(glyph.bottom for glyph in glyphs)
    right, top = max(glyph.right for glyph in glyphs), max(glyph.top for glyph in glyphs)
    size = max(max(glyph.right - glyph.left, glyph.top - glyph.bottom) for glyph in glyphs)
    return _Line(sorted(glyphs, key=lambda one: one.left), left, bottom, right, top, size)


def _level(above: _Line, line: _Line) -> bool:
    """Two runs of one visual line: they overlap in height and not in width."""
    overlap = min(above.top, line.top) - max(above.bottom, line.bottom)
    return overlap > 0.5 * min(above.top - above.bottom, line.top - line.bottom) and line.left >= above.right - 1.0


def _hung_over(
    grids: list[Grid], inside: list[list[Glyph]], lines: list[_Line]
) -> tuple[list[Grid], list[list[Glyph]], list[_Line]]:
    """Lines that hang out of the last grid's open cells at a page's end belong to those cells."""
    if not grids or not any(grids[-1].open_below):
        return grids, inside, lines
    _left, bottom, _right, _top = grids[-1].box
    floor, glyphs, rest = bottom, list(inside[-1]), []
    for line in lines:
        near = line.top <= bottom + line.size and floor - line.bottom < LINE_PITCH * line.size
        if near and all(_in_open_column(grids[-1], glyph) for glyph in line.glyphs):
            floor = min(floor, line.bottom)
            glyphs += line.glyphs
        else:
            rest.append(line)
    if floor == bottom:
        return grids, inside, lines
    grid = _lowered(grids[-1], floor - 1.0)
    return [*grids[:-1], grid], [*inside[:-1], glyphs], rest


def _in_open_column(grid: Grid, glyph: Glyph) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return any(
        is_open and left <= middle <= right
        for is_open, left, right in zip(grid.open_below, grid.xs, grid.xs[1:], strict=False)
    )


def _lowered(grid: Grid, floor: float) -> Grid:
    bottom = grid.ys[-1]
    cells = tuple(
        cell._replace(box=(cell.box[0], floor, cell.box[2], cell.box[3])) if cell.box[1] == bottom else cell
        for cell in grid.cells
    )
    return grid._replace(ys=(*grid.ys[:-1], floor), cells=cells)


def _table(grid: Grid, glyphs: list[Glyph], canvas: Canvas, page: int) -> Part:
    filled = lattice.fill(grid, glyphs)
    drafts = tuple(
        Draft(
            lattice.text(inside, cell.box[2] - cell.box[0]),
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            page,
            boxed(canvas.on_page(cell.box)),
        )
        for cell, inside in filled.items()
    )
    return Part(
        page=page,
        box=grid.box,
        xs=grid.xs,
        drafts=drafts,
        open_below=grid.open_below,
        room_below=_rooms_below(grid, filled),
        turned=canvas.turned,
    )


def _rooms_below(grid: Grid, filled: dict[GridCell, list[Glyph]]) -> tuple[float, ...]:
    padding = min(
        (max(0.0, min(glyph.left for glyph in inside) - cell.box[0]) for cell, inside in filled.items() if inside),
        default=0.0,
    )
    room = [math.inf] * (len(grid.xs) - 1)
    for cell, inside in filled.items():
        if cell.row + cell.row_span == len(grid.ys) and inside:
            room[cell.column - 1] = _room_left(inside, cell.box[2] - cell.box[0] - 2 * padding)
    return tuple(room)


def _room_left(glyphs: list[Glyph], width: float) -> float:
    """How many characters more the last of these lines would hold; endless where an earlier one had room for the next one's first."""
    size = max(max(glyph.right - glyph.left, glyph.top - glyph.bottom) for glyph in glyphs)
    lines = _visual_lines(glyphs)
    for line, below in itertools.pairwise(lines):
        if (width - _breadth(line, size)) / size >= lattice.unbroken("".join(glyph.text for glyph in below)):
            return math.inf
    return (width - _breadth(lines[-1], size)) / size


def _breadth(line: list[Glyph], size: float) -> float:
    """How much room a line takes up: a wide comma at its end is a whole character, whose ink is at the left."""
    first, last = line[0], line[-1]
    left = first.left if first.text.isascii() else min(first.left, first.right - size)
    return (last.right if last.text.isascii() else max(last.right, last.left + size)) - left


def _visual_lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    lines = [[glyphs[0]]]
    for glyph in glyphs[1:]:
        if glyph.gap == "\n" or glyph.top < lines[-1][-1].bottom:
            lines.append([])
        lines[-1].append(glyph)
    return lines


def boxed(sides: tuple[float, float, float, float]) -> Box:
    """Left, bottom, right, top as a record."""
    left, bottom, right, top = sides
    return make_box(left=left, bottom=bottom, right=right, top=top)


def framed(pages: Sequence[Sequence[Part]], edges: Sequence[tuple[float, float]]) -> list[Part]:
    """The parts of all pages in order (`edges`: lower and upper edge of each page), with page numbers and what repeats in the margins as headers and footers."""
    seen: dict[tuple[str, str], int] = {}
    margins: list[dict[int, BlockKind]] = []
    for page, (floor, ceiling) in zip(pages, edges, strict=True):
        in_margin = {i: kind for i, part in enumerate(page) if (kind := _margin(part, floor, ceiling)) is not None}
        margins.append(in_margin)
        for key in {(kind, _without_digits(page[index].line)) for index, kind in in_margin.items()}:
            seen[key] = seen.get(key, 0) + 1
    result: list[Part] = []
    for page, in_margin in zip(pages, margins, strict=True):
        last = len(page) - 1
        for index, part in enumerate(page):
            at_edge = in_margin.get(index)
            if part.line is not None and index in {0, last} and last and _PAGE_NUMBER.match(part.line):
                result.append(part._replace(kind="header" if index == 0 else "footer"))
            elif at_edge is not None and seen[at_edge, _without_digits(part.line)] >= _often(
                at_edge, is_last=index == last
            ):
                result.append(part._replace(kind=at_edge))
            else:
                result.append(part)
    return result


def _often(kind: BlockKind, *, is_last: bool) -> int:
    """On how many pages a line in the margin stands before it is taken for running; what ends a page, already on two.

    A line that begins two pages may be the title of a form each.
    """
    return 2 if kind == "footer" and is_last else 3


def _margin(part: Part, floor: float, ceiling: float) -> BlockKind | None:
    if part.line is None:
        return None
    height = ceiling - floor
    margin = (_UPRIGHT if _ACROSS - 1 <= height < _UPRIGHT else height) * _MARGIN
    if part.box[1] >= ceiling - margin:
        return "header"
    return "footer" if part.box[3] <= floor + margin else None


def _without_digits(line: str | None) -> str:
    return re.sub(r"[\d\s]+", "", line or "")


def append(builder: Builder, found: Iterable[Part]) -> None:
    """Append parts to a document in reading order."""
    for part in found:
        box = boxed(turned_back(part.box, part.turned))
        if part.line is not None:
            builder.paragraph(part.line, page=part.page, box=box, kind=part.kind, ocr=part.ocr)
        else:
            builder.table(part.drafts, exact=True, page=part.page, box=box)
