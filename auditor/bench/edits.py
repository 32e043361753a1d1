"""Changes to a text at known places, and how a printed number slips when people type or copy it."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from auditor.model.quantity import Quantity
from auditor.model.source import Span
from auditor.text import numbers

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
"""86.1 of 86.1%, 3,412.50 of 3,412.50万元"""


class Edit(NamedTuple):
    """The characters `start`..`end` of a text give way to `words`."""

    start: int
    end: int
    words: str


class Figure(NamedTuple):
    """The digits of a printed number: where they stand, and what they are worth."""

    start: int
    end: int
    printed: str
    value: Decimal


def at(span: Span, words: str) -> Edit:
    """A place of the document with other words."""
    return Edit(span.start, span.end, words)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made. Raises ValueError when two of them overlap."""
    pieces: list[str] = []
    place = 0
    for edit in sorted(edits):
        if edit.start < place:
            raise ValueError(f"two edits of {text[edit.start : edit.end]!r}")
        pieces += [text[place : edit.start], edit.words]
        place = edit.end
    return "".join([*pieces, text[place:]])


def figure(text: str, span: Span | None) -> Figure | None:
    """The one number in Arabic digits that stands at a place; None where there is none or more than one."""
    if span is None:
        return None
    found = list(_DIGITS.finditer(text, span.start, span.end))
    if len(found) != 1:
        return None
    value = numbers.decimal(found[0].group())
    return None if value is None else Figure(found[0].start(), found[0].end(), found[0].group(), value)


def slips(printed: str) -> list[str]:
    """What a number becomes by one slip: two digits exchanged, one mistyped, one doubled, one dropped."""
    places = [place for place, letter in enumerate(printed) if letter.isdigit()]
    made = [
        printed[:a] + printed[b] + printed[a + 1 : b] + printed[a] + printed[b + 1 :]
        for a, b in pairwise(places)
        if printed[a] != printed[b]
    ]
    made += [printed[:a] + _mistyped(printed[a]) + printed[a + 1 :] for a in places]
    made += [printed[:a] + printed[a] + printed[a:] for a in places if len(places) > 1]
    made += [printed[:a] + printed[a + 1 :] for a in places if len(places) > 2]
    return [slip for slip in dict.fromkeys(made) if _reads(slip, printed)]


def slipped(text: str, span: Span | None, allowed: Callable[[Decimal], bool] = bool) -> Edit | None:
    """The number at a place with one slip that gives an allowed value; which slip turns with the place."""
    found = figure(text, span)
    if found is None:
        return None
    made = [slip for slip in slips(found.printed) if _allows(slip, allowed)]
    return Edit(found.start, found.end, made[found.start % len(made)]) if made else None


def visible(quantity: Quantity) -> Callable[[Decimal], bool]:
    """Slips that a printed quantity shows: any of a count, of a measure more than one of its last printed place."""
    if quantity.kind in {"count", "number"} and quantity.scale == 1:
        return bool
    return lambda value: abs(value - quantity.value / quantity.scale) > Decimal(1).scaleb(-quantity.places)


def written(text: str, span: Span | None, value: Decimal) -> Edit | None:
    """The number at a place with another value, to as many places as are printed there."""
    found = figure(text, span)
    if found is None:
        return None
    return Edit(found.start, found.end, as_printed(value, found.printed))


def as_printed(value: Decimal, printed: str) -> str:
    """The value to as many places as `printed` has."""
    return format(value.quantize(Decimal(1).scaleb(-_decimals(printed))), "f")


def _decimals(printed: str) -> int:
    return len(printed.partition(".")[2])


def _mistyped(digit: str) -> str:
    """A neighbour on the keyboard that is no 0, so that a number keeps its length."""
    return str(int(digit) % 9 + 1)


def _reads(slip: str, printed: str) -> bool:
    """Whether it is a number people would leave standing: another value, no leading zero that was not there."""
    if numbers.decimal(slip) in (None, numbers.decimal(printed)):
        return False
    leading = slip.startswith("0") and not slip.startswith("0.")
    return not leading and slip[0].isdigit() and not slip.endswith(".") and slip.count(",") == printed.count(",")


def _allows(slip: str, allowed: Callable[[Decimal], bool]) -> bool:
    value = numbers.decimal(slip)
    return value is not None and value > 0 and allowed(value)
