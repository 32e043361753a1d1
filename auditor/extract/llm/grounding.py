"""From a quote to its place: exactly, then folded, then by the two ends of a long quote; digits are never guessed.

A quote names a place only if its characters stand there. Labels may be told a little differently (三级指标名 for
三级指标名称), never their digits. A number is accepted only when its place, read again by our own grammar, holds the whole
number that the quote holds: 12家 out of 112家 is nothing, and neither is 100家 out of ≥100家.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from auditor.extract.llm.chunks import Line
from auditor.extract.rules.rows import Entry
from auditor.model.quantity import Quantity
from auditor.model.source import Span
from auditor.text import quantities
from auditor.text.normalize import Folded, fold, folded

_ELISION = re.compile(r"…+|\.{3,}|。{3,}")
_SHORTEST_END = 4
"""Characters that each end of an abridged quote must have."""

_LABEL_ALIKE = 0.75
"""How alike a label and a cell must be, as difflib measures it."""

_BESIDE = 14
"""Characters between a number and the label it belongs to, at most."""

_APART_BEFORE = re.compile(r"[。；;、\d]")
"""What between a label and its number says that they do not belong together …"""
_APART_AFTER = re.compile(r"[。；;、，,：:\d]")
"""… and what between a number and a label printed behind it (43项数量指标) does."""

_BOUND_SIGNS = frozenset("<>=≤≥~")


class Place(NamedTuple):
    """Where a quote stands: the cell of a line, and the characters of that cell."""

    line: Line
    cell: int
    start: int
    end: int

    @property
    def entry(self) -> Entry:
        """The cell."""
        return self.line.entries[self.cell]

    @property
    def text(self) -> str:
        """What stands there, as the document prints it."""
        return self.entry.text[self.start : self.end]

    @property
    def fills_cell(self) -> bool:
        """Whether the quote is all that the cell says."""
        return fold(self.text) == self.entry.words


@lru_cache(maxsize=8192)
def _folded(text: str) -> Folded:
    return folded(text)


def places(quote: str, line: Line) -> list[Place]:
    """Every place of a line where the quote stands, the first way that finds any."""
    if not fold(quote):
        return []
    for way in (_exact, _alike, _abridged):
        found = [
            Place(line, cell, start, end)
            for cell, text in enumerate(line.shown)
            for start, end in way(quote.strip(), text)
        ]
        if found:
            return found
    return []


def whole_cells(quote: str, line: Line) -> list[Place]:
    """The cells that say what the quote says and nothing else; else those that hold it with its numbers whole."""
    found = places(quote, line)
    full = [place for place in found if place.fills_cell]
    return full or [place for place in found if whole_numbers(place)]


def label_cells(quote: str, line: Line) -> list[Place]:
    """Cells for a label: as `whole_cells`, else the one cell that is alike and has the same digits."""
    if (found := whole_cells(quote, line)) or not fold(quote):
        return found
    words = fold(quote)
    scored = [
        (difflib.SequenceMatcher(None, words, fold(text), autojunk=False).ratio(), cell)
        for cell, text in enumerate(line.shown)
        if abs(len(text) - len(words)) <= max(len(words), 4) and _digits(text) == _digits(quote)
    ]
    likely = sorted((score, cell) for score, cell in scored if score >= _LABEL_ALIKE)
    if not likely or (len(likely) > 1 and likely[-1][0] == likely[-2][0]):
        return []
    cell = likely[-1][1]
    return [Place(line, cell, 0, len(line.entries[cell].text))]


def anywhere(quote: str, lines: Iterable[Line]) -> list[Place]:
    """Every place of the lines where the quote stands."""
    return [place for line in lines for place in places(quote, line)]


def whole_numbers(place: Place) -> bool:
    """Whether every number the place touches is in it from its bound to its unit, and reads the same on its own."""
    touched = [
        (quantity.span.start, quantity.span.end, quantity)
        for quantity in _numbers(place.entry.text)
        if quantity.span.start < place.end and quantity.span.end > place.start
    ]
    if any(start < place.start or end > place.end for start, end, _ in touched):
        return False
    alone = [reading(quantity) for quantity in _numbers(place.text)]
    return alone == [reading(quantity) for _, _, quantity in touched] and not _cuts_a_number(place)


def number_at(place: Place) -> Quantity | None:
    """The one claimed number of a place, read in its cell, when the place holds it whole; spans count in the cell.

    What binds it may stand outside of a bare quote (不少于 | 56部) only if the quote does not cut it off: the number is
    then read with its bound.
    """
    touched = [
        quantity
        for quantity in _numbers(place.entry.text)
        if quantity.claimed and quantity.number_span.start < place.end and quantity.number_span.end > place.start
    ]
    if len(touched) != 1 or _cuts_a_number(place):
        return None
    quantity = touched[0]
    inside = place.start <= quantity.number_span.start and quantity.number_span.end <= place.end
    alone = [reading(other) for other in _numbers(place.text) if other.claimed]
    bare = reading(quantity)[:2]
    return quantity if inside and len(alone) == 1 and alone[0][:2] == bare and _same_bound(alone[0], quantity) else None


def span(place: Place) -> Span:
    """The place in the document."""
    return place.entry.span.part(place.start, place.end)


def beside(quote: str, label: str, line: Line) -> Quantity | None:
    """The number of a line that a label stands right beside: the nearest pair with nothing to part them."""
    pairs = _pairs(quote, label, line)
    return min(pairs, key=lambda pair: pair[0])[1] if pairs else None


def _pairs(quote: str, label: str, line: Line) -> list[tuple[int, Quantity]]:
    """A number and a label beside it, with the characters between them, in the order of the line."""
    return [
        (gap, placed(found, place))
        for place in sorted(places(quote, line), key=lambda place: (place.cell, place.start))
        if (found := number_at(place)) is not None
        for other in places(label, line)
        if other.cell == place.cell and (gap := _gap(other, place)) is not None
    ]


def _gap(label: Place, number: Place) -> int | None:
    """Characters between a label and its number; None when they do not belong together."""
    text = number.entry.text
    if label.end <= number.start:
        between, apart = text[label.end : number.start], _APART_BEFORE
    elif number.end <= label.start:
        between, apart = text[number.end : label.start], _APART_AFTER
    else:
        return None
    return None if len(between) > _BESIDE or apart.search(between) else len(between)


def placed(found: Quantity, place: Place) -> Quantity:
    """A number found at offsets of its cell, at its place in the document."""
    base = place.entry.span
    return found.model_copy(
        update={
            "span": base.part(found.span.start, found.span.end),
            "number_span": base.part(found.number_span.start, found.number_span.end),
        }
    )


def _same_bound(alone: tuple[object, ...], quantity: Quantity) -> bool:
    """A quote that shows a bound must show the one that is printed."""
    return alone[2] in {"=", quantity.bound}


def reading(quantity: Quantity) -> tuple[object, ...]:
    """What makes two readings of a number the same."""
    return quantity.value, quantity.unit, quantity.bound, quantity.upper


@lru_cache(maxsize=8192)
def _numbers(text: str) -> tuple[Quantity, ...]:
    return tuple(quantities.find(text))


def _cuts_a_number(place: Place) -> bool:
    """Whether the place begins or ends inside a run of digits, or leaves a sign of comparison or a percent sign behind."""
    text, before, after = place.text.strip(), place.entry.text[: place.start], place.entry.text[place.end :]
    starts, ends = fold(text[:1]), fold(text[-1:])
    if starts.isdigit() and (before[-1:].isdigit() or fold(before[-1:]) in {".", *_BOUND_SIGNS}):
        return True
    return ends.isdigit() and bool(re.match(r"[\d０-９.．,，]\d|[\d０-９]|\s*[%％‰]", after))


def _digits(text: str) -> list[object]:
    return [reading(quantity) for quantity in _numbers(text)]


def _exact(quote: str, text: str) -> Iterator[tuple[int, int]]:
    yield from ((start, start + len(quote)) for start in _starts(quote, text))


def _alike(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """The same characters in another width, with other blanks or tags."""
    words, page = fold(quote), _folded(text)
    yield from (page.original(start, start + len(words)) for start in _starts(words, page.text))


def _abridged(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """A long quote given by its beginning and its end; both stand in the cell once, in that order."""
    ends = [fold(part) for part in _ELISION.split(quote)]
    if len(ends) != 2 or min(map(len, ends)) < _SHORTEST_END:
        return
    page = _folded(text)
    first, last = (list(_starts(end, page.text)) for end in ends)
    if len(first) == 1 and len(last) == 1 and last[0] >= first[0] + len(ends[0]):
        yield page.original(first[0], last[0] + len(ends[1]))


def _starts(piece: str, text: str) -> Iterator[int]:
    start = text.find(piece) if piece else -1
    while start >= 0:
        yield start
        start = text.find(piece, start + 1)
