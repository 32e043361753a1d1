"""What arithmetic makes of printed numbers: every value it may be, the plain value, and the working."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import reduce
from operator import mul

from auditor.locale import gettext as _
from auditor.model.number import Number
from auditor.model.quantity import Interval, Quantity
from auditor.model.relation import Relation
from auditor.relate.operands import (
    ONE,
    WHOLE,
    Computed,
    Unassessable,
    all_printed,
    capped,
    finest,
    joined_by,
    like,
    step_of,
    told_in,
    whole_of,
)
from auditor.relate.points import EARNED, earned, weighted
from auditor.relate.written import TURNED, changed, rounded, written
from auditor.text import rounding, units
from auditor.text.amounts import short


def compute(relation: Relation, result: Quantity, of: Sequence[Number]) -> Computed | Unassessable:
    """What the numbers `of` make of the result, by the kind and form of their relation."""
    quantities = [_as_asked(number, relation) if relation.kind == "ratio" else number.quantity for number in of]
    if relation.kind == "count":
        return _count(len(relation.items) or len(quantities))
    if not quantities:
        return Unassessable(_("没有可以计算的数"))
    return _RECKONED[relation.kind](relation, result, quantities)


def _as_asked(number: Number, relation: Relation) -> Quantity:
    """What a rate is taken of: a plan for so many is for just so many, whatever bound it prints."""
    if relation.form == "asked":
        return number.quantity.model_copy(update={"bound": "=", "given": True})
    asked = number.planned and number.quantity.kind in ("count", "measure") and number.quantity.upper is None
    return number.quantity.model_copy(update={"bound": "=", "given": True}) if asked else number.quantity


def _sum(relation: Relation, result: Quantity, of: Sequence[Quantity]) -> Computed | Unassessable:
    if relation.form == "flow":
        return _flow(result, of)
    parts = like(of, result)
    if isinstance(parts, Unassessable):
        return parts
    point = sum([part.value for part in parts], Decimal(0))
    if all(part.given and part.bound == "=" and part.upper is None for part in parts):
        interval = rounding.exact(point)
    else:
        step = min(map(step_of, parts))
        interval = rounding.total(finest(part, step) for part in parts)
    if relation.factor is not None and relation.form != "open":
        return _with_what_is_not_printed(relation.factor, result, of, Computed(interval, point, ""))
    if relation.form != "mean":
        return Computed(interval, point, f"{joined_by(of, '+')} = {written(point, result)}", all_printed(of, parts))
    count = Decimal(len(parts))
    mean = point / count
    working = f"({joined_by(of, '+')}) ÷ {len(parts)} = {rounded(mean, result)}"
    return Computed(rounding.ratio(interval, rounding.exact(count)), mean, working, all_printed(of, parts))


def _with_what_is_not_printed(more: Decimal, result: Quantity, of: Sequence[Quantity], added: Computed) -> Computed:
    """A sum with a part that no place prints, and that local rules give."""
    interval, point = rounding.total([added.interval, rounding.exact(more)]), added.point + more
    return Computed(interval, point, f"{joined_by(of, '+')} + {short(more)} = {written(point, result)}", direct=False)


def _flow(result: Quantity, of: Sequence[Quantity]) -> Computed | Unassessable:
    """Opening + what came − what went: `of` in that order; what came in may be left out."""
    parts = like(of, result)
    if isinstance(parts, Unassessable):
        return parts
    *came, went = parts
    interval = rounding.difference(rounding.total(map(rounding.interval, came)), rounding.interval(went))
    point = sum((part.value for part in came), -went.value)
    working = f"{joined_by(of[:-1], '+')} − {of[-1].text} = {written(point, result)}"
    return Computed(interval, point, working, all_printed(of, parts))


def _difference(relation: Relation, result: Quantity, of: Sequence[Quantity]) -> Computed | Unassessable:
    parts = list(of) if relation.form == "points" else like(of, result)
    if isinstance(parts, Unassessable):
        return parts
    if relation.form == "points" and any(one.kind not in _PER_CENT for one in (*parts, result)):
        return Unassessable(_("不是百分数，不能按百分点比较"))
    first, *others = parts
    interval = rounding.difference(rounding.interval(first), rounding.total(map(rounding.interval, others)))
    point = first.value - sum((one.value for one in others), Decimal(0))
    return Computed(interval, point, f"{joined_by(of, '−')} = {written(point, result)}", all_printed(of, parts))


_PER_CENT = frozenset({"percent", "point", "number"})


def _ratio(relation: Relation, result: Quantity, of: Sequence[Quantity]) -> Computed | Unassessable:
    if relation.form == "weighted":
        return weighted(result, of)
    if relation.form == "whole":
        return _over_sum(result, of)
    *above, below = of
    parts = above if relation.form == "per" else like(above, below)
    if isinstance(parts, Unassessable):
        return parts
    if not above or below.value <= 0:
        return Unassessable(_("除数为0或空缺"))
    by = (relation.factor or ONE) * told_in(result, above) if relation.form == "per" else whole_of(result)
    share = rounding.ratio(rounding.total(map(rounding.interval, parts)), rounding.interval(below))
    point = sum((part.value for part in parts), Decimal(0)) / below.value * by
    told = above[0].text if len(above) == 1 else f"({joined_by(above, '+')})"
    times = f" × {short(by)}" if relation.form == "per" and by != 1 else ""
    working = f"{told} ÷ {below.text}{times} = {rounded(point, result)}"
    direct = all_printed(above, parts) and below.bound == "="
    interval = rounding.scale(share, by)
    if relation.form == "limit" and point > by:
        working = _("{working}，按{most}计").format(working=working, most=rounded(by, result))
        return Computed(capped(interval, by), by, working, direct=False)
    return Computed(interval, point, working, direct)


def _over_sum(result: Quantity, of: Sequence[Quantity]) -> Computed | Unassessable:
    """The first of them ÷ the others added up."""
    above, *below = of
    parts = like(below, above)
    if isinstance(parts, Unassessable):
        return parts
    base = sum((part.value for part in parts), Decimal(0))
    if base <= 0:
        return Unassessable(_("除数为0或空缺"))
    by = whole_of(result)
    share = rounding.ratio(rounding.interval(above), rounding.total(map(rounding.interval, parts)))
    point = above.value / base * by
    working = f"{above.text} ÷ ({joined_by(below, '+')}) = {rounded(point, result)}"
    return Computed(rounding.scale(share, by), point, working, all_printed(below, parts))


def _growth(relation: Relation, result: Quantity, of: Sequence[Quantity]) -> Computed | Unassessable:
    parts = like(of, of[-1])
    if isinstance(parts, Unassessable):
        return parts
    if len(parts) != 2 or parts[1].value <= 0:
        return Unassessable(_("基数为0或空缺"))
    if relation.form == "asked":
        parts = [one.model_copy(update={"bound": "="}) for one in parts]
    if relation.form == "step":
        return _stepped(relation, result, of, parts)
    now, then = parts
    by = whole_of(result) * (-1 if relation.form == "drop" else relation.factor or 1)
    change, point = rounding.ratio(rounding.interval(now), rounding.interval(then)), now.value / then.value
    if relation.form != "delta":
        change, point = rounding.difference(change, rounding.exact(ONE)), point - 1
    working = f"{changed(relation, *of)} = {rounded(point * by, result)}"
    return Computed(rounding.scale(change, by), point * by, working, all_printed(of, parts))


def _stepped(
    relation: Relation, result: Quantity, of: Sequence[Quantity], parts: Sequence[Quantity]
) -> Computed | Unassessable:
    """An increase over what it leaves of the reported value; a fall over what it adds to it."""
    step, now = parts
    falls = relation.factor == TURNED
    left = [rounding.interval(one) for one in (now, step)]
    base = rounding.total(left) if falls else rounding.difference(*left)
    point = now.value + step.value if falls else now.value - step.value
    if base.low is None or base.low <= 0:
        return Unassessable(_("基数为0或空缺"))
    by = whole_of(result)
    share = step.value / point * by
    working = f"{of[0].text} ÷ ({of[1].text} {'+' if falls else '−'} {of[0].text}) = {rounded(share, result)}"
    interval = rounding.scale(rounding.ratio(rounding.interval(step), base), by)
    return Computed(interval, share, working, direct=False)


def _product(relation: Relation, result: Quantity, of: Sequence[Quantity]) -> Computed | Unassessable:
    if relation.form in EARNED:
        return earned(relation.form, result, of)
    if relation.form == "rows":
        return _rows(result, of, relation.factor or ONE)
    limited = relation.form == "limit"
    factors = [_factor(one, result, limited=limited) for one in of]
    points = [_share(one, result, limited=limited) for one in of]
    working = joined_by(of, "×")
    if relation.form == "plus":
        factors = [factors[0], rounding.total(factors[1:])]
        points = [points[0], sum(points[1:], Decimal(0))]
        working = f"{of[0].text} × ({joined_by(of[1:], '+')})"
    by = relation.factor or ONE
    point = reduce(lambda a, b: a * b, points, by)
    interval = rounding.scale(reduce(rounding.product, factors), by)
    working += f" × {short(by)}" if by != 1 else ""
    over = limited and any(one.kind == "percent" and one.value > WHOLE for one in of)
    working += _("（比率按100%计）") if over else ""
    direct = not over and all(one.bound == "=" for one in of)
    return Computed(interval, point, f"{working} = {rounded(point, result)}", direct)


def _rows(result: Quantity, of: Sequence[Quantity], by: Decimal) -> Computed:
    """Counts and prices by turns: what each count comes to at the price behind it, added up, and so many times that."""
    rows = list(zip(of[::2], of[1::2], strict=True))
    made = [reduce(rounding.product, (_factor(one, result, limited=False) for one in row)) for row in rows]
    point = sum((reduce(mul, (_share(one, result, limited=False) for one in row)) for row in rows), Decimal(0)) * by
    added = " + ".join(joined_by(row, "×") for row in rows)
    working = f"{added if by == 1 else f'({added}) × {short(by)}'} = {rounded(point, result)}"
    interval, direct = rounding.scale(rounding.total(made), by), all(one.bound == "=" for one in of)
    return Computed(interval, point, working, direct)


def _factor(one: Quantity, result: Quantity, *, limited: bool) -> Interval:
    if one.kind == "percent":
        interval = capped(rounding.interval(one), WHOLE) if limited else rounding.interval(one)
        return rounding.scale(interval, 1 / WHOLE)
    return rounding.scale(rounding.interval(one), units.factor(one.unit, result.unit) or ONE)


def _share(one: Quantity, result: Quantity, *, limited: bool) -> Decimal:
    if one.kind == "percent":
        return (min(one.value, WHOLE) if limited else one.value) / WHOLE
    return one.value * (units.factor(one.unit, result.unit) or ONE)


def _count(listed: int) -> Computed | Unassessable:
    if not listed:
        return Unassessable(_("没有所列的项目"))
    return Computed(rounding.exact(Decimal(listed)), Decimal(listed), _("列有{count}项").format(count=listed))


_RECKONED: dict[str, Callable[[Relation, Quantity, Sequence[Quantity]], Computed | Unassessable]] = {
    "sum": _sum,
    "difference": _difference,
    "ratio": _ratio,
    "growth": _growth,
    "product": _product,
}
