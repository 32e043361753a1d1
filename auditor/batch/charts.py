"""Pictures of many reports: inline SVG, each with its words for those who cannot see it."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from math import ceil, floor, sqrt
from typing import NamedTuple

_WIDTH, _HEIGHT = 720, 300
_LEFT, _BOTTOM, _TOP, _RIGHT = 52, 36, 14, 16
_INK = 'fill="currentColor" font-size="12"'
_BLUE, _RED, _GREY = "#4a8fc7", "#d5483c", "#9aa1a9"
_HIDDEN = 3_000
"""Dots of a picture: of more, those that fall on one another are drawn once."""


class Axis(NamedTuple):
    """A scale: its words, its ends, and where marks stand."""

    words: str
    low: float
    high: float
    marks: tuple[float, ...]


class Dot(NamedTuple):
    """A report or a department in a picture."""

    x: float
    y: float
    words: str = ""
    is_far: bool = False


class Picture(NamedTuple):
    """A picture, and what it shows in words: read out for those who cannot see it, and printed below it."""

    words: str
    svg: str


_STEPS = ((10, 2), (20, 5), (60, 10), (float("inf"), 20))
"""How far apart the marks of a scale stand, by how long it is."""


def scale(words: str, values: Iterable[float], low: float, high: float) -> Axis:
    """An axis on which the values fill the picture: from one ten to another, and never beyond `low` and `high`.

    Both are whole tens; what lies beyond them is drawn at the end.
    """
    within = [min(max(value, low), high) for value in values] or [low, high]
    first = min(10.0 * floor(min(within) / 10), high - 10)
    last = max(10.0 * ceil(max(within) / 10), first + 10)
    step = next(step for longest, step in _STEPS if last - first <= longest)
    first -= first % step  # a mark stands at either end
    return Axis(words, first, last, tuple(first + step * at for at in range(int((last - first) / step) + 1)))


def bars(words: str, x: str, counted: Sequence[tuple[str, int]]) -> Picture:
    """How many of each."""
    most = max((count for _label, count in counted), default=0) or 1
    wide = (_WIDTH - _LEFT - _RIGHT) / max(1, len(counted))
    drawn = []
    for at, (label, count) in enumerate(counted):
        tall = (_HEIGHT - _TOP - _BOTTOM) * count / most
        left, top = _LEFT + at * wide, _HEIGHT - _BOTTOM - tall
        drawn.append(
            f'<rect x="{left + 1:.1f}" y="{top:.1f}" width="{max(1.0, wide - 2):.1f}" height="{tall:.1f}" fill="{_BLUE}"><title>{escape(label)}: {count}</title></rect>'
        )
        drawn.append(_text(left + wide / 2, _HEIGHT - _BOTTOM + 15, label, "middle"))
        drawn.append(_text(left + wide / 2, top - 3, str(count), "middle") if count else "")
    drawn.append(_text(_WIDTH - _RIGHT, _HEIGHT - 4, x, "end"))
    return _svg(words, drawn, _WIDTH, _HEIGHT)


def dots(
    words: str, x: Axis, y: Axis, points: Iterable[Dot], *, lines: Sequence[Callable[[float], float]] = ()
) -> Picture:
    """A point for each; `lines` are drawn over the whole width."""
    drawn = [*_grid(x, y)]
    for line in lines:
        steps = [x.low + (x.high - x.low) * at / 60 for at in range(61)]
        path = " ".join(
            f"{_at(step, x, horizontal=True):.1f},{_at(_kept(line(step), y), y, horizontal=False):.1f}"
            for step in steps
        )
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{_GREY}" stroke-dasharray="5 4"/>')
    seen: set[tuple[int, int]] = set()
    for point in points:
        place = (round(_at(_kept(point.x, x), x, horizontal=True)), round(_at(_kept(point.y, y), y, horizontal=False)))
        if place in seen and len(seen) > _HIDDEN:
            continue
        seen.add(place)
        title = f"<title>{escape(point.words)}</title>" if point.words else ""
        colour = _RED if point.is_far else _BLUE
        drawn.append(
            f'<circle cx="{place[0]}" cy="{place[1]}" r="4" fill="{colour}" fill-opacity="0.55">{title}</circle>'
        )
    return _svg(words, drawn, _WIDTH, _HEIGHT)


def heat(words: str, rows: Sequence[str], columns: Sequence[str], value: Callable[[str, str], float]) -> Picture:
    """A field for each row and column, the darker the more."""
    left, cell = 200, 44
    most = max((value(row, column) for row in rows for column in columns), default=0) or 1
    drawn = [_text(left + at * cell + cell / 2, 16, column, "middle") for at, column in enumerate(columns)]
    for line, row in enumerate(rows):
        y = 24 + line * 26
        drawn.append(_text(0, y + 17, row[:14], "start"))
        for at, column in enumerate(columns):
            told = value(row, column)
            shade = (
                f'fill="{_RED}" fill-opacity="{0.06 + 0.84 * sqrt(told / most):.2f}"'
                if told
                else f'fill="{_GREY}" fill-opacity="0.08"'
            )
            drawn.append(
                f'<rect x="{left + at * cell}" y="{y}" width="{cell - 2}" height="24" {shade}><title>{escape(row)} {escape(column)}: {told:g}</title></rect>'
            )
            if told:
                drawn.append(_text(left + at * cell + cell / 2 - 1, y + 16, f"{told:g}", "middle"))
    return _svg(words, drawn, left + len(columns) * cell, 30 + len(rows) * 26)


def _grid(x: Axis, y: Axis) -> Iterable[str]:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    for mark in x.marks:
        at = _at(mark, x, horizontal=True)
        yield (
            f'<line x1="{at:.1f}" y1="{_TOP}" x2="{at:.1f}" y2="{bottom}" stroke="{_GREY}" stroke-opacity="0.3"/>'
            + _text(at, bottom + 15, f"{mark:g}", "middle")
        )
    for mark in y.marks:
        at = _at(mark, y, horizontal=False)
        yield (
            f'<line x1="{_LEFT}" y1="{at:.1f}" x2="{right}" y2="{at:.1f}" stroke="{_GREY}" stroke-opacity="0.3"/>'
            + _text(_LEFT - 6, at + 4, f"{mark:g}", "end")
        )
    yield _text(right, _HEIGHT - 4, x.words, "end") + _text(_LEFT + 4, 11, y.words, "start")


def _at(value: float, axis: Axis, *, horizontal: bool) -> float:
    share = (value - axis.low) / ((axis.high - axis.low) or 1)
    if horizontal:
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _kept(value: float, axis: Axis) -> float:
    """What lies beyond the scale, at its end."""
    return min(max(value, axis.low), axis.high)


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {_INK}>{escape(words)}</text>'


def _svg(words: str, drawn: Iterable[str], width: int, height: int) -> Picture:
    told = escape(words, quote=True)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-label="{told}"><title>{told}</title>'
    return Picture(words, f"{head}{''.join(drawn)}</svg>")
