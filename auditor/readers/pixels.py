"""Ruling lines, ink and the slant of a page that is a picture.

Pillow alone, no array library: pictures are laid over each other, so that only long runs of dark pixels are left.
"""

import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from auditor.readers.lattice import Ruling

_ACROSS, _DOWN = 64, 48
"""Pixels that must be dark one beside the other: strokes of characters are shorter (35 for print of 10 points)."""

_STEP = 8
"""Every so many pixels a rule is looked for."""

_REACH = 2 * _STEP
"""Pixels by which the end of a rule may be missed."""

_GAP = 8
"""Steps that may be missing in a rule, where dust or a fold has broken it."""

_DARK = 150
"""Darker pixels are printed, be it a grey hairline."""

_THICKEST = 14
"""Pixels; darker areas are fills or pictures."""

_DRIFT = 1
"""Pixels by which a rule may move from one step to the next: a slant of seven degrees."""

_INK = 140
_LEAST_INK = 12
"""Dark pixels; fewer are dust."""

_LINE = 50
"""Pixels; a line of print of up to 14 points is no higher."""

_FEW = 4.5
"""Times its height: how long five digits are."""

_SLANTED = 0.1
"""Degrees; less moves a rule by no more than its own thickness over a page."""

_MOST_SLANTED = 5.0
"""Degrees; a page that lies further askew was not meant to be read so."""

_LINE = 50
"""Pixels; a line of print of up to 14 points is no higher."""

_FEW = 4.5
"""Times its height: how long five digits are."""


class _Rule(NamedTuple):
    start: int
    end: int
    first: float
    """Where it lies at its start, and at its end."""
    last: float


def rulings(grey: Any) -> tuple[list[Ruling], list[Ruling]]:
    """The horizontal and the vertical rules of a page, in pixels from the upper left; they end where they meet.

    Ends that meet nothing (a table that a page break cuts) are put where they may be at most.
    """
    from PIL import Image

    across = [Ruling((line.first + line.last) / 2, line.start, line.end) for line in _rules(grey, _ACROSS)]
    turned = grey.transpose(Image.Transpose.TRANSPOSE)
    down = [Ruling((line.first + line.last) / 2, line.start, line.end) for line in _rules(turned, _DOWN)]
    return [_meeting(line, down) for line in across], [_meeting(line, across) for line in down]


def _meeting(line: Ruling, others: list[Ruling]) -> Ruling:
    """The rule with its ends moved to the rules across it that they nearly reach."""
    places = [other.at for other in others if other.start - _REACH <= line.at <= other.end + _REACH]
    return line._replace(start=_nearest(line.start, places), end=_nearest(line.end, places))


def _nearest(end: float, places: list[float]) -> float:
    return min(
        (place for place in places if abs(place - end) <= _REACH), key=lambda place: abs(place - end), default=end
    )


def upright(grey: Any) -> Any:
    """The page turned by the slant of its long rules."""
    from PIL import Image

    long = [line for line in _rules(grey, _ACROSS) if line.end - line.start > grey.width / 4]
    if not long:
        return grey
    slants = sorted(math.degrees(math.atan2(line.last - line.first, line.end - line.start)) for line in long)
    slant = slants[len(slants) // 2]
    if not _SLANTED < abs(slant) < _MOST_SLANTED:
        return grey
    return grey.rotate(slant, resample=Image.Resampling.BICUBIC, fillcolor=255)


def has_ink(grey: Any) -> bool:
    """Whether anything is printed."""
    return bool(sum(grey.histogram()[:_INK]) > _LEAST_INK)


def is_short(grey: Any) -> bool:
    """Whether what is printed is one line of a few characters."""
    box = grey.point(lambda shade: 255 if shade < _INK else 0).getbbox()
    if box is None:
        return False
    width, height = box[2] - box[0], box[3] - box[1]
    return bool(height <= _LINE and width <= _FEW * height)


def _rules(grey: Any, shortest: int) -> Iterator[_Rule]:
    """Horizontal rules: places with a dark run to their right, that follow each other."""
    places = _with_runs(grey, shortest)
    columns, height = max(1, places.width // _STEP), places.height
    sampled = places.resize((columns, height), resample=0, box=(0, 0, columns * _STEP, height))
    data = sampled.tobytes().translate(_SHADES)
    growing: list[_Growing] = []
    for column in range(columns):
        found = [(run.start() + run.end() - 1) / 2 for run in _DARK_RUN.finditer(data[column::columns])]
        going_on: list[_Growing] = []
        for rule in growing:
            near = min(found, key=lambda y: abs(y - rule.last), default=None) if found else None
            if near is not None and abs(near - rule.last) <= _DRIFT * (column - rule.column):
                going_on.append(rule._replace(column=column, last=near))
                found.remove(near)
            elif column - rule.column <= _GAP:
                going_on.append(rule)
            else:
                yield _ended(rule, shortest)
        growing = going_on + [_Growing(column, y, column, y) for y in found]
    for rule in growing:
        yield _ended(rule, shortest)


def _with_runs(grey: Any, length: int) -> Any:
    """The lightest pixel of the `length` to the right of each: dark where a run of that length begins.

    Before that every pixel takes on the darkness of those above and below, so that a slanting hairline is no stairs.
    """
    from PIL import ImageChops

    thick = ImageChops.darker(ImageChops.darker(grey, ImageChops.offset(grey, 0, 1)), ImageChops.offset(grey, 0, -1))
    reached = 1
    while reached < length:
        step = min(reached, length - reached)
        thick = ImageChops.lighter(thick, ImageChops.offset(thick, -step, 0))
        reached += step
    return thick


class _Growing(NamedTuple):
    """A rule while its runs are strung together: the step of the first and of the last, and where they lie."""

    start: int
    first: float
    column: int
    last: float


def _ended(rule: _Growing, length: int) -> _Rule:
    """A rule from the first to the last run, whose length it reaches beyond its beginning."""
    return _Rule(rule.start * _STEP, (rule.column + 1) * _STEP + length, rule.first, rule.last)


_SHADES = bytes(shade < _DARK for shade in range(256))
_DARK_RUN = re.compile(b"(?<!\x01)\x01{1,%d}(?!\x01)" % _THICKEST)
