"""What arithmetic on printed numbers can honestly claim.

A printed number stands for every number that prints so: 86.1 for [86.05, 86.15). Sums and ratios of printed numbers are
intervals, and two statements contradict each other when their intervals do not meet. No tolerance stands anywhere.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from auditor.model.quantity import Interval, Quantity
from auditor.model.record import remembered
from auditor.text import amounts, units

_HALF = Decimal("0.5")
_EXACT_KINDS = frozenset({"count", "number"})

# An end of an interval: the number, None where unbounded, and whether it belongs to the interval.
_End = tuple[Decimal | None, bool]


def exact(value: Decimal) -> Interval:
    """The one number."""
    return Interval(value, value)


def printed(value: Decimal) -> Interval:
    """Every number that rounds half up to the value as printed: Decimal("86.1") → [86.05, 86.15)."""
    exponent = value.as_tuple().exponent
    return printed_to(value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))


def printed_to(value: Decimal, step: Decimal) -> Interval:
    """Every number that rounds half up to the value where the last digit is worth `step`: (30, 0.01) → [29.995, 30.005)."""
    return _around(value, step * _HALF)


@remembered
def interval(quantity: Quantity) -> Interval:
    """The numbers a quantity may stand for, from its digits, scale, bound, lean and range.

    Counts are exact; a count printed in 万 and everything measured stands for ± half of its last printed place.
    """
    value = quantity.value
    match quantity.bound:
        case "≥":
            return Interval(low=value)
        case ">":
            return Interval(low=value, low_closed=False)
        case "≤":
            return Interval(high=quantity.upper or value)
        case "<":
            return Interval(high=quantity.upper or value, high_closed=False)
        case "~":
            return _about(quantity)
        case _:
            return _stated(quantity)


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum of numbers known only as intervals; of none, exactly nought."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    low_closed = high_closed = True
    for least, most, least_closed, most_closed in intervals:
        low = None if low is None or least is None else low + least
        high = None if high is None or most is None else high + most
        low_closed, high_closed = low_closed and least_closed, high_closed and most_closed
    return Interval(low, high, low_closed, high_closed)


def difference(a: Interval, b: Interval) -> Interval:
    """The interval of a − b."""
    return total([a, scale(b, Decimal(-1))])


def scale(i: Interval, by: Decimal) -> Interval:
    """The interval times an exact number; a negative one turns it round."""
    low = None if i.low is None else i.low * by
    high = None if i.high is None else i.high * by
    if by == 0:
        return exact(Decimal(0))
    if by > 0:
        return Interval(low=low, high=high, low_closed=i.low_closed, high_closed=i.high_closed)
    return Interval(low=high, high=low, low_closed=i.high_closed, high_closed=i.low_closed)


def product(a: Interval, b: Interval) -> Interval:
    """The interval of a × b; unbounded when either is."""
    if None in {a.low, a.high, b.low, b.high}:
        return _product_unbounded(a, b)
    corners = [
        (x * y, x_closed and y_closed)
        for x, x_closed in _ends(a)
        for y, y_closed in _ends(b)
        if x is not None and y is not None
    ]
    return _hull(corners)


def ratio(a: Interval, b: Interval) -> Interval:
    """The interval of a ÷ b; everything when b may be nought."""
    if contains(b, Decimal(0)) or b.low == 0 or b.high == 0 or _straddles(b):
        return Interval()
    if None not in {a.low, a.high, b.low, b.high}:
        return _hull(
            [(x / y, xc and yc) for x, xc in _ends(a) for y, yc in _ends(b) if x is not None and y is not None]
        )
    low = (Decimal(0), False) if b.high is None else (1 / b.high, b.high_closed)
    high = (Decimal(0), False) if b.low is None else (1 / b.low, b.low_closed)
    return product(a, Interval(low=low[0], high=high[0], low_closed=low[1], high_closed=high[1]))


def meet(a: Interval, b: Interval) -> bool:
    """Whether some number belongs to both."""
    return _reaches(a, b) and _reaches(b, a)


def contains(a: Interval, x: Decimal) -> bool:
    """Whether the number belongs to the interval."""
    above = a.low is None or a.low < x or (a.low == x and a.low_closed)
    return above and (a.high is None or a.high > x or (a.high == x and a.high_closed))


def inside(a: Interval, b: Interval) -> bool:
    """Whether every number of a belongs to b."""
    low = b.low is None or (
        a.low is not None and (a.low > b.low or (a.low == b.low and (b.low_closed or not a.low_closed)))
    )
    high = b.high is None or (
        a.high is not None and (a.high < b.high or (a.high == b.high and (b.high_closed or not a.high_closed)))
    )
    return low and high


def show(i: Interval) -> str:
    """The interval as an auditor reads it: [86.05, 86.15), [72, ∞), or the number alone when it is exact."""
    if i.low is not None and i.low == i.high:
        return amounts.short(i.low)
    low = "(−∞" if i.low is None else ("[" if i.low_closed else "(") + amounts.short(i.low)
    high = "∞)" if i.high is None else amounts.short(i.high) + ("]" if i.high_closed else ")")
    return f"{low}, {high}"


def rounds_to(exact: Decimal, printed: Decimal) -> bool:
    """Whether the exact number, rounded half up to the places printed, is the printed one."""
    return exact.quantize(_place(printed), ROUND_HALF_UP) == printed


def satisfies(actual: Quantity, target: Quantity) -> bool | None:
    """Whether the actual meets the target's bound; None when the two cannot be compared or it stays open.

    A plain actual is judged as printed (10% is not below 10%); one printed with a bound of its own (>99.9%) as the interval
    it stands for: inside the target's → True, apart → False, partly → None.
    """
    if may_be_share(actual, target) or may_be_share(target, actual):
        return None
    measured = units.converted(actual, target)
    if measured is None:
        return None
    goal = interval(target)
    if target.bound == "=" and target.upper is None and measured.bound == "=":
        return meet(interval(measured), goal)
    if measured.bound == "=" and measured.upper is None:
        return contains(goal, measured.value)
    found = interval(measured)
    if inside(found, goal):
        return True
    return None if meet(found, goal) else False


def may_be_share(bare: Quantity, percent: Quantity) -> bool:
    """A bare 0.98 beside 95%: the number may be the share itself or a percentage without its sign."""
    return percent.kind == "percent" and not bare.unit and 0 < bare.value <= 1 < percent.value


def _place(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _step(quantity: Quantity) -> Decimal:
    """What the last printed digit is worth."""
    return quantity.scale.scaleb(-quantity.places)


def _last_digit(quantity: Quantity) -> Decimal:
    """What the last significant digit is worth: trailing noughts of a whole number are none (300 → 100)."""
    step = _step(quantity)
    digits = (quantity.value / step).to_integral_value() if quantity.places == 0 else None
    while digits and digits % 10 == 0:
        digits, step = digits / 10, step * 10
    return step


def _stated(quantity: Quantity) -> Interval:
    if quantity.upper is not None:
        return Interval(low=quantity.value, high=quantity.upper)
    step = _step(quantity)
    if quantity.given or (step == 1 and quantity.kind in _EXACT_KINDS):
        return exact(quantity.value)
    return _around(quantity.value, step * _HALF)


def _about(quantity: Quantity) -> Interval:
    value, digit = quantity.value, _last_digit(quantity)
    high = quantity.upper if quantity.upper is not None else value
    match quantity.lean:
        case "below":
            return Interval(low=value - digit, high=high, high_closed=False)
        case "above":
            return Interval(low=value, high=high + digit, low_closed=False, high_closed=False)
        case _:
            return Interval(low=value - digit * _HALF, high=high + digit * _HALF, high_closed=False)


def _around(value: Decimal, half: Decimal) -> Interval:
    """Half up means away from nought, so below nought the other end belongs to the interval."""
    if value < 0:
        return Interval(low=value - half, high=value + half, low_closed=False)
    return Interval(low=value - half, high=value + half, high_closed=False)


def _ends(i: Interval) -> tuple[_End, _End]:
    return (i.low, i.low_closed), (i.high, i.high_closed)


def _hull(corners: list[tuple[Decimal, bool]]) -> Interval:
    low = min(value for value, _ in corners)
    high = max(value for value, _ in corners)
    return Interval(
        low=low,
        high=high,
        low_closed=any(closed for value, closed in corners if value == low),
        high_closed=any(closed for value, closed in corners if value == high),
    )


def _product_unbounded(a: Interval, b: Interval) -> Interval:
    """Of numbers known to be nought or more the product has a lower end; beyond that nothing is known."""
    if a.low is None or b.low is None or a.low < 0 or b.low < 0:
        return Interval()
    return Interval(low=a.low * b.low, low_closed=a.low_closed and b.low_closed)


def _straddles(i: Interval) -> bool:
    return (i.low is None or i.low < 0) and (i.high is None or i.high > 0)


def _reaches(a: Interval, b: Interval) -> bool:
    """Whether a's upper end comes up to b's lower end."""
    if a.high is None or b.low is None:
        return True
    return a.high > b.low or (a.high == b.low and a.high_closed and b.low_closed)
