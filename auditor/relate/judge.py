"""The one place where arithmetic decides: what a relation between printed numbers comes to.

agreed: print to print. reconciled: after a sum, a unit or rounding, or only when digits were cut off (`truncated`).
contradicted: no values that print so can fit; `slight` where a recomputed rate is off by one unit of its last printed place.
not-assessable: arithmetic cannot tell, and why.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from auditor.locale import gettext as _
from auditor.model.number import Number
from auditor.model.quantity import Interval, Quantity
from auditor.model.relation import Judgement, Relation, RelationStatus, make_judgement
from auditor.relate import bounded, points, whole
from auditor.relate.computed import compute
from auditor.relate.operands import WHOLE, Computed, Unassessable, cut_off, step_of
from auditor.text import dates, rounding, units
from auditor.text.amounts import short

_RATES = frozenset({"ratio", "growth"})
_ONE_SIDED = frozenset({"≥", ">", "≤", "<"})
_LEAP = 2000
"""A year for dates that both print none."""


def holds(
    relation: Relation,
    numbers: Mapping[str, Number],
    *,
    thresholds: Sequence[Decimal] = (WHOLE,),
    year: int | None = None,
) -> Judgement:
    """What arithmetic says of the relation, on the intervals of the printed digits.

    `thresholds` are rates at which something begins (100 %, or what local rules name): an error across one is never
    slight. `year` is the report's, for dates that print none. Raises KeyError when a number that the relation names is
    not among `numbers`.
    """
    of = [numbers[name] for name in relation.of]
    if relation.kind == "share":
        return _shares([one.quantity for one in of], whole=relation.form != "open")
    result = numbers[relation.result].quantity
    match relation.kind:
        case "same":
            return _same(relation, result, of[0].quantity) if of else _none()
        case "promise":
            return bounded.promise(relation, result, [one.quantity for one in of])
        case "bound":
            return bounded.bound(relation, result, [one.quantity for one in of])
        case "deadline":
            return _deadline(result, of[0].quantity, year) if of else _none()
        case "ratio" if relation.form == "some":
            return whole.of_some(result, of[0].quantity) if of else _none()
        case _:
            return _derived(relation, result, of, thresholds)


def same(a: Quantity, b: Quantity, *, asked: bool = False) -> Judgement:
    """Whether two prints can be one fact. With `asked` both are promises: what they bind must be the same number."""
    if rounding.may_be_share(a, b) or rounding.may_be_share(b, a):
        return _as_share(*((a, b) if a.kind != "percent" else (b, a)))
    said = units.converted(a, b)
    if said is None:
        return _unlike(a, b)
    if said.value == b.value and said.upper == b.upper:
        plain = a.value == said.value and a.scale == b.scale and (a.unit == b.unit or not a.unit or not b.unit)
        return make_judgement(
            status="agreed" if plain else "reconciled", working=f"{a.text} = {b.text}", expected=b.value
        )
    apart = make_judgement(status="contradicted", working=f"{a.text} ≠ {b.text}", expected=b.value)
    if asked and (a.bound in _ONE_SIDED or b.bound in _ONE_SIDED):
        return apart
    if rounding.meet(rounding.interval(said), rounding.interval(b)):
        return make_judgement(status="reconciled", working=f"{a.text} ≈ {b.text}", expected=b.value)
    return apart


def _none() -> Judgement:
    return make_judgement(status="not-assessable", reason=_("没有可以比较的数"))


def _unlike(a: Quantity, b: Quantity) -> Judgement:
    reason = _("“{part}”与“{whole}”的计量单位不能换算").format(part=a.text, whole=b.text)
    return make_judgement(status="not-assessable", reason=reason)


def _same(relation: Relation, result: Quantity, other: Quantity) -> Judgement:
    return same(result, other, asked=relation.form == "asked")


def _as_share(bare: Quantity, percent: Quantity) -> Judgement:
    """0.98 beside 98%: the number is the share itself, or a percentage that lost its sign."""
    shared = f"{bare.text} = {short(bare.value * 100)}%"
    if rounding.meet(rounding.scale(rounding.interval(bare), WHOLE), rounding.interval(percent)):
        return make_judgement(status="reconciled", working=shared, expected=percent.value)
    return make_judgement(status="contradicted", working=f"{shared} ≠ {percent.text}", expected=percent.value)


def _shares(parts: Sequence[Quantity], *, whole: bool) -> Judgement:
    """Shares make a hundred; of a list that may go on, no more than that."""
    if not parts or any(part.kind not in ("percent", "number") for part in parts):
        return make_judgement(status="not-assessable", reason=_("不是百分数，不能合为100%"))
    added = sum((part.value for part in parts), Decimal(0))
    working = f"{' + '.join(part.text for part in parts)} = {short(added)}%"
    if added == WHOLE:
        return make_judgement(status="agreed", working=working, expected=WHOLE)
    possible = rounding.total(map(rounding.interval, parts))
    if not whole and possible.low is not None and possible.low < WHOLE:
        return make_judgement(status="reconciled", working=f"{working} ≤ 100%", expected=WHOLE)
    if rounding.contains(possible, WHOLE):
        return make_judgement(status="reconciled", working=f"{working} ≈ 100%", expected=WHOLE)
    return make_judgement(status="contradicted", working=f"{working} ≠ 100%", expected=WHOLE)


def _derived(relation: Relation, result: Quantity, of: Sequence[Number], thresholds: Sequence[Decimal]) -> Judgement:
    computed = compute(relation, result, of)
    if isinstance(computed, Unassessable):
        return make_judgement(status="not-assessable", reason=computed.reason)
    point, working = computed.point, computed.working
    if relation.form in ("open", "subset"):
        return _at_most(result, computed, relation.factor)
    stated = _stated(relation, result)
    if point == result.value and result.bound == "=" and result.upper is None:
        status: RelationStatus = "agreed" if computed.direct else "reconciled"
        return make_judgement(status=status, working=working, expected=point)
    if rounding.meet(computed.interval, stated):
        return make_judgement(status="reconciled", working=f"{working} ≈ {result.text}", expected=point)
    if _recomputed(relation, result, computed) and rounding.contains(cut_off(result), point):
        working = _("{working}，按截尾为{stated}").format(working=working, stated=result.text)
        return make_judgement(status="reconciled", working=working, expected=point, truncated=True)
    slight = _is_slight(relation, result, point, thresholds)
    slight = slight or _parts_cut_off(relation, result, computed) or _thirds(relation, result, of, point)
    return make_judgement(status="contradicted", working=f"{working} ≠ {result.text}", expected=point, slight=slight)


def _stated(relation: Relation, result: Quantity) -> Interval:
    """What the result stands for: as printed, so much or more, and of points whatever prints so, though it be a whole number."""
    if relation.form == "at-least":
        return Interval(low=result.value)
    if relation.form in points.EARNED:
        return rounding.printed(result.value)
    return rounding.interval(result)


def _at_most(total: Quantity, parts: Computed, more: Decimal | None) -> Judgement:
    """Parts of a list that goes on: they may come to the total and no further; where it is known, what is left out is no `more`."""
    stated = rounding.interval(total)
    if not rounding.meet(parts.interval, Interval(high=stated.high, high_closed=stated.high_closed)):
        return make_judgement(status="contradicted", working=f"{parts.working} > {total.text}", expected=parts.point)
    if more is not None and not rounding.meet(
        rounding.total([parts.interval, rounding.exact(more)]), Interval(low=stated.low, low_closed=stated.low_closed)
    ):
        working = f"{parts.working} + {short(more)} < {total.text}"
        return make_judgement(status="contradicted", working=working, expected=parts.point)
    sign = "=" if parts.point == total.value else "≤"
    working = f"{parts.working} {sign} {total.text}" if sign == "≤" else parts.working
    return make_judgement(status="reconciled", working=working, expected=parts.point)


def _recomputed(relation: Relation, result: Quantity, computed: Computed) -> bool:
    """Whether the value was worked out and then cut to the places printed.

    Rates, averages and products are, and sums of amounts that are told in a coarser unit than their parts.
    """
    if relation.kind in _RATES or relation.kind == "product" or relation.form == "mean":
        return True
    exponent = computed.point.as_tuple().exponent
    finer = isinstance(exponent, int) and Decimal(1).scaleb(exponent) < step_of(result)
    return relation.kind == "sum" and result.kind in ("money", "measure") and finer


def _parts_cut_off(relation: Relation, result: Quantity, computed: Computed) -> bool:
    """Whether sources in 元 that were each cut to the places printed make up the total: 3.14 + 5.70 of 3.149 + 5.709 = 8.86."""
    if relation.kind != "sum" or relation.form or result.kind != "money" or result.places < 1 or result.bound != "=":
        return False
    low, high = computed.interval.low, computed.interval.high
    most = step_of(result) * len(relation.of)
    return low is not None and high is not None and high - low == most and 0 < result.value - computed.point < most


def _thirds(relation: Relation, result: Quantity, of: Sequence[Number], point: Decimal) -> bool:
    """Whether weights that were cut to the places printed, 33.33 three times, make up the whole number that they were cut from."""
    if relation.kind != "sum" or relation.form or any(one.kind != "number" for one in of) or result.kind != "number":
        return False
    if not rounding.rounds_to(point, result.value):
        return False
    possible = rounding.total(rounding.printed(one.value) for one in of)
    rest = relation.factor or Decimal(0)
    return rounding.contains(possible, result.value - rest)


def _is_slight(relation: Relation, result: Quantity, point: Decimal, thresholds: Sequence[Decimal]) -> bool:
    """Whether a recomputed rate, growth or average misses the print by one unit of its last place and crosses nothing."""
    if relation.kind not in _RATES and relation.form != "mean":
        return False
    if result.kind == "multiple" and result.places == 0:
        return False  # 增长两倍 for 一倍 is no rounding
    if relation.form == "per" and result.kind == "measure" and not result.unit:
        return False  # points are given, and not worked out to a place
    if (result.kind == "count" and relation.form != "per") or result.bound != "=" or result.upper is not None:
        return False
    step = step_of(result)
    nearest = (point / step).quantize(Decimal(1), "ROUND_HALF_UP") * step
    crossed = any((result.value >= edge) != (point >= edge) for edge in (*thresholds, Decimal(0)))
    return abs(nearest - result.value) <= step and not crossed


def _deadline(latest: Quantity, reached: Quantity, year: int | None) -> Judgement:
    if latest.kind == "duration" and reached.kind == "duration":
        return bounded.within(reached, latest)
    due, done = (dates.read(one.text, year or _LEAP) for one in (latest, reached))
    if due is None or done is None:
        return make_judgement(status="not-assessable", reason=_("日期无法读出"))
    if year is None and due.year_printed != done.year_printed:
        return make_judgement(status="not-assessable", reason=_("日期没有写年份"))
    return _by(due.last, done.first, f"{reached.text} {{}} {latest.text}")


def _by(due: date, done: date, working: str) -> Judgement:
    if done <= due:
        return make_judgement(status="agreed", working=working.format("≤"))
    return make_judgement(status="contradicted", working=working.format(">"))
