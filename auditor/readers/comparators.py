"""≥ and ≤ in scans: tesseract's Chinese data knows neither, and reads 过, 么, 2, 8 or nothing in their place.

The sign at the beginning of a cell is told by its shape: its upper edge comes down in a straight line to one side.
"""

from typing import Any, NamedTuple

_INK = 140
_LEAST_WIDTH = 6
_BROADEST = 2.4
_NARROWEST = 0.8
"""Of a sign's height: digits are narrower than a comparator, and Chinese characters follow at a distance."""

_DROPS = (0.25, 0.46)
"""Of a sign's height: how far the upper stroke of the wedge comes down to its point. A bare > comes down to its middle."""

_STRAIGHT = 0.1
"""Of a sign's height: how far the upper stroke may depart from a straight line."""


class Sign(NamedTuple):
    """A comparator, and where its ink ends in the picture: right edge, upper and lower edge."""

    sign: str
    right: int
    top: int
    bottom: int


def first_sign(cell: Any) -> Sign | None:
    """The comparator that the picture of a cell begins with; None when it begins with anything else."""
    ink = _first_ink(cell)
    if ink is None:
        return None
    width, height = len(ink.rows[0]), len(ink.rows)
    if not _NARROWEST * height <= width <= _BROADEST * height:
        return None
    sign = _wedge(ink.rows, width, height)
    return Sign(sign, ink.left + width, ink.top, ink.top + height) if sign else None


class _Ink(NamedTuple):
    """A piece of ink, as rows of dark pixels, and where it begins."""

    rows: list[list[bool]]
    left: int
    top: int


def _first_ink(cell: Any) -> _Ink | None:
    """The leftmost piece of ink of the first line."""
    dark = cell.point(lambda value: 255 if value < _INK else 0)
    box = dark.getbbox()
    if box is None:
        return None
    line = dark.crop((box[0], box[1], box[2], _line_end(dark, box)))
    columns = _ink_columns(line)
    end = next((x for x in range(len(columns)) if not columns[x]), len(columns))
    inner = line.crop((0, 0, end, line.height)).getbbox()
    if inner is None or end < _LEAST_WIDTH:
        return None
    piece = line.crop((inner[0], inner[1], inner[2], inner[3]))
    data = piece.tobytes()
    width, height = piece.size
    rows = [[value > 0 for value in data[y * width : (y + 1) * width]] for y in range(height)]
    return _Ink(rows, box[0] + inner[0], box[1] + inner[1])


def _line_end(dark: Any, box: tuple[int, int, int, int]) -> int:
    """Where the first line of ink ends: at a gap as high as a third of a line."""
    data = dark.tobytes()
    rows = [any(data[y * dark.width : (y + 1) * dark.width]) for y in range(dark.height)]
    blank = 0
    for y in range(box[1], box[3]):
        blank = 0 if rows[y] else blank + 1
        if blank >= 6 and y - blank - box[1] >= 16:
            return y - blank + 1
    return box[3]


def _ink_columns(line: Any) -> list[bool]:
    data = line.tobytes()
    return [any(data[x :: line.width]) for x in range(line.width)]


def _wedge(rows: list[list[bool]], width: int, height: int) -> str | None:
    """To which side the upper edge comes down in a straight line: ≥ to the right, ≤ to the left; None when it does not."""
    top = [next(y for y in range(height) if rows[y][x]) for x in range(1, width - 1)]
    first, last = sum(top[:2]) / 2, sum(top[-2:]) / 2
    drop = abs(last - first)
    low, high = _DROPS
    if not low * height <= drop <= high * height or min(first, last) > _STRAIGHT * height:
        return None
    line = (first + (last - first) * x / (len(top) - 1) for x in range(len(top)))
    if any(abs(y - at) > _STRAIGHT * height for y, at in zip(top, line, strict=True)):
        return None
    return "≥" if last > first else "≤"
