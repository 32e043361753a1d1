"""Points by how much of a target was reached, and the mean of rates by the amounts they are of."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from auditor.locale import gettext as _
from auditor.model.quantity import Interval, Quantity
from auditor.model.relation import Form
from auditor.relate.operands import Computed, Unassessable, joined_by, like
from auditor.relate.written import rounded
from auditor.text import rounding

EARNED: frozenset[Form] = frozenset({"earned", "earned-less", "excess"})
"""The forms of points by how much of a target was reached."""


def earned(form: Form, result: Quantity, of: Sequence[Quantity]) -> Computed | Unassessable:
    """Points by how much of a target was reached: `of` are weight, actual and target; the target is just what it says.

    Without a target the actual is the share itself, in per cent, and earns no more than the weight.
    """
    weight, told, *targets = of
    if not targets:
        return _by_rate(result, weight, told)
    target = targets[0]
    parts = like([told], target)
    if isinstance(parts, Unassessable):
        return parts
    if target.value <= 0 or parts[0].value < 0 or (form == "earned-less" and not parts[0].value):
        return Unassessable(_("除数为0或空缺"))
    interval, point, working = _BY_FORM[form](weight, parts[0], target)
    shown = working.format(weight=weight.text, actual=told.text, target=target.text)
    return Computed(interval, point, f"{shown} = {rounded(point, result)}", direct=False)


def _by_rate(result: Quantity, weight: Quantity, rate: Quantity) -> Computed:
    interval = _over(rounding.scale(rounding.interval(rate), weight.value), Decimal(100))
    point = weight.value * rate.value / 100
    if interval.high is not None and interval.high > weight.value:
        interval, point = rounding.exact(weight.value), min(point, weight.value)
    return Computed(interval, point, f"{weight.text} × {rate.text} = {rounded(point, result)}", direct=False)


_Points = tuple[Interval, Decimal, str]


def _in_proportion(weight: Quantity, actual: Quantity, target: Quantity) -> _Points:
    """Multiplied first: 10 × 45 ÷ 48 is just 9.375, and 10 × (45 ÷ 48) is a little less."""
    interval = rounding.scale(rounding.interval(actual), weight.value)
    return _over(interval, target.value), weight.value * actual.value / target.value, "{weight} × {actual} ÷ {target}"


def _the_less_the_better(weight: Quantity, actual: Quantity, target: Quantity) -> _Points:
    whole = weight.value * target.value
    interval = rounding.ratio(rounding.exact(whole), rounding.interval(actual))
    return interval, whole / actual.value, "{weight} × {target} ÷ {actual}"


def _by_excess(weight: Quantity, actual: Quantity, target: Quantity) -> _Points:
    twice = target.value * 2
    left = rounding.difference(rounding.exact(twice), rounding.interval(actual))
    interval = _over(rounding.scale(left, weight.value), target.value)
    if interval.high is not None and interval.high < 0:
        interval = rounding.exact(Decimal(0))
    point = max(weight.value * (twice - actual.value) / target.value, Decimal(0))
    return interval, point, "{weight} × (2 × {target} − {actual}) ÷ {target}"


def _over(part: Interval, whole: Decimal) -> Interval:
    return rounding.ratio(part, rounding.exact(whole))


_BY_FORM: dict[Form, Callable[[Quantity, Quantity, Quantity], _Points]] = {
    "earned": _in_proportion,
    "earned-less": _the_less_the_better,
    "excess": _by_excess,
}


def weighted(result: Quantity, of: Sequence[Quantity]) -> Computed | Unassessable:
    """The mean of rates by the amounts that they are of: `of` holds each amount and its rate in turn."""
    amounts, rates = like(of[::2], of[0]), of[1::2]
    if isinstance(amounts, Unassessable):
        return amounts
    if len(amounts) != len(rates) or any(one.value <= 0 for one in amounts):
        return Unassessable(_("除数为0或空缺"))
    both = list(zip(amounts, rates, strict=True))
    spent = rounding.total(rounding.product(rounding.interval(one), rounding.interval(rate)) for one, rate in both)
    share = rounding.ratio(spent, rounding.total(map(rounding.interval, amounts)))
    point = sum((one.value * rate.value for one, rate in both), Decimal(0)) / sum(one.value for one in amounts)
    told = " + ".join(f"{one.text} × {rate.text}" for one, rate in zip(of[::2], rates, strict=True))
    working = f"({told}) ÷ ({joined_by(of[::2], '+')}) = {rounded(point, result)}"
    return Computed(share, point, working, direct=False)
