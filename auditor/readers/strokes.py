"""Ruling lines from what is drawn: thin areas, straight strokes, the borders of single cells.

Pure geometry in points, origin at the bottom left; knows nothing of PDF or OFD.
"""

import itertools
from collections.abc import Iterable, Sequence

from auditor.readers.lattice import Ruling

THICKEST = 3.0
"""A path thinner than this is a ruling line; thicker ones count by their straight strokes."""

PRINTED_WHITE = 250
"""A colour of which every channel is at least this is white: a background, or a line nobody sees."""

_OF_A_RING = 2
_SAME_PLACE = 0.01
_STRAIGHT = 1.0

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


class Strokes:
    """Gathers the rulings of a page whose text runs at the angle `turned`; places are turned back by it."""

    def __init__(self, turned: int) -> None:
        self._turned = turned
        self.across: list[Ruling] = []
        self.down: list[Ruling] = []

    def thin(self, box: Box) -> bool:
        """Take a box of the page so thin that it is a line; whether it is."""
        return self._thin(turn(box, self._turned))

    def path(self, lines: Iterable[Sequence[Point]], *, stroked: bool, filled: bool) -> None:
        """Take the polygons of a path: the strokes along an axis, or the areas so thin that they are lines."""
        if stroked:
            for points in lines:
                for between in itertools.pairwise(points):
                    box = around(between)
                    self._stroke(turn(box, self._turned) if self._turned else box)
        elif filled:
            areas = [turn(around(points), self._turned) for points in lines]
            for area in areas:
                self._thin(area)
            if len(areas) == _OF_A_RING:
                self._ring(*areas)

    def _ring(self, one: Box, other: Box) -> None:
        """Take the sides of an area that leaves out another: the border of one cell, as WeasyPrint draws it.

        A ruling stands at the outer edge, next to the neighbour's. Where the border has no side (a page ends within
        the cell), both areas end at one place.
        """
        (left, bottom, right, top), inner = sorted((one, other))
        if left == inner[0] and (inner[1] < bottom or inner[2] > right or inner[3] > top):
            (left, bottom, right, top), inner = inner, (left, bottom, right, top)
        sides = (inner[0] - left, inner[1] - bottom, right - inner[2], top - inner[3])
        if min(sides) < -_SAME_PLACE or not _SAME_PLACE < max(sides) <= THICKEST:
            return
        self.down += [
            Ruling(at, bottom, top) for at, drawn in ((left, sides[0]), (right, sides[2])) if drawn > _SAME_PLACE
        ]
        self.across += [
            Ruling(at, left, right) for at, drawn in ((bottom, sides[1]), (top, sides[3])) if drawn > _SAME_PLACE
        ]

    def _thin(self, box: Box) -> bool:
        left, bottom, right, top = box
        if top - bottom <= THICKEST:
            self.across.append(Ruling((top + bottom) / 2, left, right))
        elif right - left <= THICKEST:
            self.down.append(Ruling((left + right) / 2, bottom, top))
        else:
            return False
        return True

    def _stroke(self, box: Box) -> None:
        """Take a stroke along an axis; a slanting one (of a header cut in two) is no ruling."""
        left, bottom, right, top = box
        if top - bottom <= _STRAIGHT:
            self.across.append(Ruling((top + bottom) / 2, left, right))
        elif right - left <= _STRAIGHT:
            self.down.append(Ruling((left + right) / 2, bottom, top))


def around(points: Sequence[Point]) -> Box:
    """The box about some points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def placed(point: Point, matrix: Matrix) -> Point:
    """A point as the transformation moves it."""
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def times(first: Matrix, then: Matrix) -> Matrix:
    """One transformation after the other."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = then  # noqa: E741 - the six numbers of a matrix
    return a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p


def turn(box: Box, turned: int) -> Box:
    """A box of the page as it stands when text at this angle runs from left to right."""
    left, bottom, right, top = box
    match turned:
        case 90:
            return bottom, -right, top, -left
        case 180:
            return -right, -top, -left, -bottom
        case 270:
            return -top, left, -bottom, right
    return box


def turned_back(box: Box, turned: int) -> Box:
    """A box as read, back on a page whose text runs at this angle."""
    left, bottom, right, top = box
    match turned:
        case 90:
            return -top, left, -bottom, right
        case 180:
            return -right, -top, -left, -bottom
        case 270:
            return bottom, -right, top, -left
    return box
