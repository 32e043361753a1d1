"""What the page of an OFD shows: its characters, ruling lines and images with their places, as `canvas` gives them of a PDF.

Millimetres from the top left become points from the bottom left; each object draws in a box of its own (Boundary), moved
and turned by its CTM.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from auditor.readers.canvas import MOST_SEGMENTS, Canvas, adjoin, in_line, is_inked
from auditor.readers.lattice import Glyph
from auditor.readers.strokes import AS_IT_IS, PRINTED_WHITE, Box, Matrix, Point, Strokes, around, placed, times, turn

MOST_OBJECTS = 60_000
"""Of a page, characters among them; a page with more is a drawing, and is not read further."""

_POINTS = 72 / 25.4
_DEEPEST = 8
_FARTHEST = 1e7
"""Millimetres; a place farther off stands on no page."""

_ABOVE, _BELOW = 0.86, 0.12
"""Of its size: how far a Chinese character reaches above and below its base line."""
_DIGIT_ABOVE = 0.72
_WIDE, _NARROW = 1.0, 0.5
"""Of its size: the room that a character takes up, Chinese and Latin."""
_PARTED = 0.3
"""Of its size: characters of one run farther apart than this have a blank between them."""
_LATIN = 0x7E
_UNENCODED = "¤"
"""What producers write where they know a glyph's shape and not its meaning."""

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|#[0-9A-Fa-f]+|g")
_STEP = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_POINTS_OF = {"S": 1, "M": 1, "L": 1, "Q": 2, "B": 3}
_ARC = 7
"""Numbers of an arc: two radii, angle, which of four, and its end."""


class _Mark(NamedTuple):
    """A character on the page as it is stored; `opens` where it begins a run, `parted` where a blank stands before it."""

    text: str
    box: Box
    opens: bool
    parted: bool


class Sheet:
    """Gathers what is drawn on a page of this box (left, top, width, height in millimetres)."""

    def __init__(self, box: Box, drawings: dict[str, Any], watch: Callable[[], None]) -> None:
        left, top, self._width, self._height = box
        self._base: Matrix = (_POINTS, 0, 0, -_POINTS, -left * _POINTS, (top + self._height) * _POINTS)
        self._drawings = drawings
        self._watch = watch
        self._marks: list[_Mark] = []
        self._angles: Counter[int] = Counter()
        self._paths: list[tuple[list[list[Point]], bool]] = []
        self._segments = 0
        self._objects = 0
        self._pictured = 0.0

    @property
    def is_overfull(self) -> bool:
        """More is drawn than is read."""
        return self._objects > MOST_OBJECTS or self._segments > MOST_SEGMENTS

    def draw(self, content: Any | None) -> None:
        """Take the layers of a page or of the template under it."""
        for layer in children(content, "Layer"):
            self._collect(layer, self._base, 0)

    def canvas(self) -> Canvas:
        """The page as read: turned so that most of its text runs from left to right."""
        turned = self._angles.most_common(1)[0][0] if self._angles else 0
        strokes = Strokes(turned)
        for lines, stroked in self._paths:
            if not strokes.thin(around([point for points in lines for point in points])):
                strokes.path(lines, stroked=stroked, filled=not stroked)
        width, height = self._width * _POINTS, self._height * _POINTS
        _left, floor, _right, ceiling = turn((0.0, 0.0, width, height), turned)
        glyphs = list(_glyphs(self._marks, turned))
        pictured = min(1.0, self._pictured / (width * height))
        return Canvas(glyphs, strokes.across, strokes.down, floor, ceiling, pictured, turned)

    def _collect(self, parent: Any, matrix: Matrix, depth: int) -> None:
        for item in children(parent):
            self._objects += 1
            if self._objects > MOST_OBJECTS:
                return
            self._watch()
            if item.get("Visible") == "false" or item.get("Alpha") == "0":
                continue
            match named(item):
                case "TextObject":
                    self._text(item, _of(item, matrix))
                case "PathObject":
                    self._path(item, _of(item, matrix))
                case "ImageObject":
                    self._image(item, matrix)
                case "PageBlock":
                    self._collect(item, matrix, depth)
                case "CompositeObject" if depth < _DEEPEST:
                    drawing = self._drawings.get(item.get("ResourceID", ""))
                    if drawing is not None:
                        self._collect(drawing, _of(item, matrix), depth + 1)

    def _text(self, item: Any, matrix: Matrix) -> None:
        size = _first(item.get("Size"), 0.0)
        turn_of_each = math.radians(_first(item.get("CharDirection"), 0.0))
        cosine, sine = round(math.cos(turn_of_each), 6), round(math.sin(turn_of_each), 6)
        across = _first(item.get("HScale"), 1.0)
        own = times((cosine, sine, -sine, cosine, 0, 0), (*matrix[:4], 0, 0))
        if not 0 < size < _FARTHEST:
            return
        at = (0.0, 0.0)
        for code in children(item, "TextCode"):
            at = (_first(code.get("X"), at[0]), _first(code.get("Y"), at[1]))
            for mark in _run(code, at, size, across, own, matrix):
                self._objects += 1
                if self._objects > MOST_OBJECTS:
                    return
                self._marks.append(mark)
                self._angles[round(math.degrees(math.atan2(own[1], own[0])) / 90) * 90 % 360] += 1

    def _path(self, item: Any, matrix: Matrix) -> None:
        stroked = item.get("Stroke") != "false" and not _is_white(child(item, "StrokeColor"))
        filled = item.get("Fill") == "true" and not _is_white(child(item, "FillColor"))
        data = child(item, "AbbreviatedData")
        if data is None or not (stroked or filled):
            return
        lines = []
        for points in _subpaths(data.text or ""):
            self._segments += len(points)
            if self._segments > MOST_SEGMENTS:
                return
            lines.append([placed(point, matrix) for point in points])
        if lines:
            self._paths.append((lines, stroked))

    def _image(self, item: Any, matrix: Matrix) -> None:
        match numbers(item.get("Boundary")):
            case [left, top, width, height]:
                corners = [placed((x, y), matrix) for x in (left, left + width) for y in (top, top + height)]
                left, bottom, right, top = around(corners)
                self._pictured += (right - left) * (top - bottom)


def _run(code: Any, at: Point, size: float, across: float, own: Matrix, matrix: Matrix) -> Iterator[_Mark]:  # noqa: PLR0917
    """The characters of one TextCode, each where the steps before it lead."""
    text = "".join(code.itertext())
    rights, downs = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
    stepless = not rights and not downs
    (x, y), opens, parted, end = at, True, False, -math.inf
    for index, letter in enumerate(text):
        room = size * across * (_NARROW if ord(letter) <= _LATIN else _WIDE)
        step = room if stepless else rights[index] if index < len(rights) else 0.0
        if not is_inked(letter) or letter == _UNENCODED:
            parted = True
        else:
            wide = step if 0 < step < room else room
            apart = parted or (end > -math.inf and x - end > _PARTED * size)
            yield _Mark(letter, _placed_box(letter, (x, y), wide, size, own, matrix), opens, apart)
            opens, parted, end = False, False, x + wide
        x += step
        y += downs[index] if index < len(downs) else 0.0


def _placed_box(letter: str, at: Point, wide: float, size: float, own: Matrix, matrix: Matrix) -> Box:  # noqa: PLR0917
    """The room of a character that stands on its base line at a place."""
    x, y = placed(at, matrix)
    a, b, c, d, _e, _f = own
    above, below = (_DIGIT_ABOVE, 0.0) if ord(letter) <= _LATIN else (_ABOVE, _BELOW)
    ends = [
        (right * a + down * c, right * b + down * d) for right in (0.0, wide) for down in (-above * size, below * size)
    ]
    left, bottom, right, top = around(ends)
    return x + left, y + bottom, x + right, y + top


def _glyphs(marks: Sequence[_Mark], turned: int) -> Iterator[Glyph]:
    """The characters in the order of the file, with what stands before each: nothing, a blank, the end of a line."""
    before: Glyph | None = None
    for text, box, opens, parted in marks:
        glyph = Glyph(text, *turn(box, turned), " " if parted else "")
        if before is None or not in_line(before, glyph):
            glyph = glyph._replace(gap="\n")
        elif opens:
            glyph = glyph._replace(gap="" if adjoin(before, glyph) else " ")
        yield glyph
        before = glyph


def _steps(stated: str | None, most: int) -> list[float]:
    """`3.5 3.5` or `g 2 3.5`: so many steps of the same length. No more than there are characters."""
    found: list[float] = []
    words = iter(_NUMBER.findall(stated or ""))
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            count, step = next(words, "0"), next(words, "0")
            found += [_number(step)] * min(most, max(0, int(_number(count))))
        else:
            found.append(_number(word))
    return found


def _subpaths(data: str) -> Iterator[list[Point]]:
    """The polygons of a path, closed ones with their first point again; a curve ends a polygon."""
    words = iter(_STEP.findall(data))
    points: list[Point] = []
    for word in words:
        if word == "C":
            points += points[:1]
            continue
        count = _ARC if word == "A" else 2 * _POINTS_OF.get(word, 0)
        taken = [_number(found) for _each, found in zip(range(count), words, strict=False)]
        if not count or len(taken) < count:
            continue
        if word != "L":
            if len(points) > 1:
                yield points
            points = []
        points.append((taken[-2], taken[-1]))
    if len(points) > 1:
        yield points


def _of(item: Any, matrix: Matrix) -> Matrix:
    """How an object's own places become places of the page."""
    corner = AS_IT_IS
    match numbers(item.get("Boundary")):
        case [left, top, *_size]:
            corner = (1, 0, 0, 1, left, top)
    match numbers(item.get("CTM")):
        case [a, b, c, d, e, f]:
            return times(times((a, b, c, d, e, f), corner), matrix)
    return times(corner, matrix)


def _is_white(colour: Any | None) -> bool:
    """Drawn in white (grey, RGB or CMYK), or wholly transparent."""
    if colour is None:
        return False
    channels = numbers(colour.get("Value"))
    if colour.get("Alpha") == "0":
        return True
    if len(channels) == 4:
        return not any(channels)
    return bool(channels) and min(channels) >= PRINTED_WHITE


def numbers(stated: str | None) -> list[float]:
    """The numbers of an attribute: `0 0 210 297`, `#FF #FF #FF`."""
    return [_number(word) for word in _NUMBER.findall(stated or "") if word != "g"]


def _first(stated: str | None, default: float) -> float:
    return next(iter(numbers(stated)), default)


def _number(word: str) -> float:
    """A number within reach of any page; nothing of what is said in another way."""
    if word.startswith("#"):
        return float(int(word[1:5], 16))
    try:
        return max(-_FARTHEST, min(_FARTHEST, float(word)))
    except ValueError:
        return 0.0


def named(item: Any) -> str:
    """The name of an element without its namespace; producers use several."""
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""


def children(parent: Any | None, name: str | None = None) -> Iterator[Any]:
    """The elements within another, those of a name where one is given."""
    return (item for item in (() if parent is None else parent) if named(item) and name in (None, named(item)))


def child(parent: Any | None, name: str) -> Any | None:
    """The first element of this name within another."""
    return next(children(parent, name), None)
