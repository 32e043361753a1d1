"""Printed numbers set beside each other: in one unit, at one place, with what was reckoned from them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.quantity import Interval, Quantity
from auditor.text import rounding, units

WHOLE = Decimal(100)
ONE = Decimal(1)


class Unassessable(NamedTuple):
    """Why numbers cannot be reckoned with each other."""

    reason: str


class Computed(NamedTuple):
    """A value reckoned from others, in the unit of the number that states it.

    `interval` is every value it may be, `point` the plain one; `direct` says that nothing was rounded or converted on the
    way, so that an equal print is equal to the digit.
    """

    interval: Interval
    point: Decimal
    working: str
    direct: bool = True


def like(parts: Sequence[Quantity], whole: Quantity) -> list[Quantity] | Unassessable:
    """The parts in the unit of the whole, or why one of them cannot be set beside it."""
    converted = [units.converted(part, whole) for part in parts]
    for part, fitting in zip(parts, converted, strict=True):
        if fitting is None:
            return Unassessable(_("“{part}”与“{whole}”的计量单位不能换算").format(part=part.text, whole=whole.text))
    return [fitting for fitting in converted if fitting is not None]


def finest(part: Quantity, step: Decimal) -> Interval:
    """What a part stands for at the finest place printed beside it, `step`: 30万元 beside 29.99万元 is 30.00万元; counts stay exact."""
    if part.given or part.bound != "=" or part.upper is not None or (part.kind == "count" and part.scale == 1):
        return rounding.interval(part)
    return rounding.interval(part) if step_of(part) <= step else rounding.printed_to(part.value, step)


def step_of(quantity: Quantity) -> Decimal:
    """What the last printed digit is worth."""
    return quantity.scale.scaleb(-quantity.places)


def joined_by(of: Sequence[Quantity], sign: str) -> str:
    """The figures as printed, with a sign between them."""
    return f" {sign} ".join(one.text for one in of)


def all_printed(before: Sequence[Quantity], after: Sequence[Quantity]) -> bool:
    """Whether numbers are bare prints and stayed as they were when they were converted."""
    return all(one.bound == "=" and one.upper is None for one in before) and all(
        one.value == other.value for one, other in zip(before, after, strict=True)
    )


def told_in(result: Quantity, above: Sequence[Quantity]) -> Decimal:
    """How many of an average's units one of the divided unit is: 1.8万吨 ÷ 3万亩 told in 公斤 is a thousand times as many."""
    unit = result.unit.partition("/")[0]
    return units.factor(above[0].unit, unit) or ONE if unit else ONE


def capped(interval: Interval, most: Decimal) -> Interval:
    """The interval with nothing above the most."""
    if interval.high is not None and interval.high <= most:
        return interval
    low = None if interval.low is None else min(interval.low, most)
    return Interval(low=low, high=most, low_closed=interval.low_closed or low == most)


def whole_of(result: Quantity) -> Decimal:
    """What a whole is in the unit of a rate: 100 per cent, 1 where it is told as a fraction or multiple."""
    bare_share = result.kind == "number" and abs(result.value) <= 1
    return ONE if bare_share or result.kind == "multiple" else WHOLE


def cut_off(result: Quantity) -> Interval:
    """What a print stands for when its further digits were cut off: 86.1 for [86.1, 86.2)."""
    step = step_of(result)
    if result.bound != "=" or result.upper is not None:
        return rounding.interval(result)
    if result.value < 0:
        return Interval(low=result.value - step, high=result.value, low_closed=False)
    return Interval(low=result.value, high=result.value + step, high_closed=False)
