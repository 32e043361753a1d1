"""Promises and bounds: what is asked of a number, and whether results answer it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from auditor.locale import gettext as _
from auditor.model.quantity import Interval, Quantity
from auditor.model.relation import Form, Judgement, Relation, make_judgement
from auditor.relate.operands import WHOLE, Unassessable, like
from auditor.relate.written import written
from auditor.text import rounding
from auditor.text.amounts import short

Way = Literal["at-least", "at-most"]
_UNDIRECTED = frozenset({"money", "duration"})
"""A plain sum of money or stretch of time promised is no floor and no ceiling."""


def promise(relation: Relation, promised: Quantity, results: Sequence[Quantity]) -> Judgement:
    """Whether the results, added up, keep the promise.

    A promise with a bound is held to it; a plain one to what `form` says, and without one to at least so many. Where
    neither way is better (form "open", a plain sum of money) only equality can be told.
    """
    told = _added(promised, results)
    if isinstance(told, Unassessable):
        return make_judgement(status="not-assessable", reason=told.reason)
    if any(rounding.may_be_share(one, other) for one, other in ((told, promised), (promised, told))):
        return _shared(told, promised, _way(promised, relation.form))
    way = _way(promised, relation.form)
    working = _working(promised, results, told)
    if told.value == promised.value and told.bound == "=" and not _strict(promised, relation.form):
        return _kept(promised, results, f"{working} = {promised.text.lstrip('=＝')}")
    asked = rounding.interval(promised) if promised.bound == "~" else rounding.exact(promised.value)
    near = promised.bound in ("=", "~") and rounding.meet(rounding.interval(told), asked)
    if way is None:
        if near:
            return make_judgement(status="reconciled", working=f"{working} ≈ {promised.text}")
        return make_judgement(
            status="not-assessable", working=f"{working} ↔ {promised.text}", reason=_("所承诺的数没有写明上限或下限")
        )
    wanted = goal(promised, way, strict=_strict(promised, relation.form))
    fits = contained(told, wanted)
    if fits is None:
        return make_judgement(
            status="not-assessable",
            working=f"{working} ↔ {promised.text}",
            reason=_("完成数自带界限，无法判断是否达到"),
        )
    if fits:
        return _kept(promised, results, f"{working} → {promised.text}")
    if near and not _strict(promised, relation.form):
        return make_judgement(status="reconciled", working=f"{working} ≈ {promised.text}")
    return make_judgement(status="contradicted", working=_unmet(working, promised, way), expected=promised.value)


def bound(relation: Relation, result: Quantity, of: Sequence[Quantity]) -> Judgement:
    """Whether a number keeps within a bound: a printed one (≥, ≤), the whole that it is part of, or 100 %."""
    if relation.form == "limit" and not of:
        return _limit(result)
    if not of:
        return make_judgement(status="not-assessable", reason=_("没有可以比较的数"))
    edge = of[0]
    told = like([result], edge)
    if isinstance(told, Unassessable):
        return make_judgement(status="not-assessable", reason=told.reason)
    way: Way = "at-least" if edge.bound in "≥>" or relation.form == "at-least" else "at-most"
    if edge.bound in "=~":
        return _within(result, told[0], edge, way, strict=relation.form == "strict")
    fits = contained(told[0], goal(edge, way, strict=_strict(edge, relation.form)))
    if fits is None:
        return make_judgement(status="not-assessable", reason=_("完成数自带界限，无法判断是否达到"))
    working = (
        f"{result.text} → {edge.text}"
        if fits
        else _("{actual} 不满足 {claim}").format(actual=result.text, claim=edge.text)
    )
    return make_judgement(status="agreed" if fits else "contradicted", working=working, expected=edge.value)


def within(result: Quantity, most: Quantity) -> Judgement:
    """Whether a result stays within a ceiling."""
    told = like([result], most)
    if isinstance(told, Unassessable):
        return make_judgement(status="not-assessable", reason=told.reason)
    return _within(result, told[0], most, "at-most", strict=False)


def goal(promised: Quantity, way: Way, *, strict: bool) -> Interval:
    """The numbers that keep a promise; a rounded one (约500) already from where it may begin."""
    stated = rounding.interval(promised)
    if way == "at-least":
        low = stated.low if promised.bound == "~" else promised.value
        return Interval(low=low, low_closed=not strict)
    high = stated.high if promised.bound == "~" else promised.upper or promised.value
    return Interval(high=high, high_closed=not strict)


def contained(told: Quantity, wanted: Interval) -> bool | None:
    """Whether a result lies in the interval; None when it may or may not.

    A plain one is taken as printed (10% is not below 10%), one with a bound as what it stands for.
    """
    if told.bound == "=" and told.upper is None:
        return rounding.contains(wanted, told.value)
    stands = rounding.interval(told)
    if rounding.inside(stands, wanted):
        return True
    return None if rounding.meet(stands, wanted) else False


def _way(promised: Quantity, form: Form) -> Way | None:
    if promised.bound in ("≥", ">"):
        return "at-least"
    if promised.bound in ("≤", "<"):
        return "at-most"
    if form in ("at-least", "at-most"):
        return form
    return None if form == "open" or promised.kind in _UNDIRECTED else "at-least"


def _strict(promised: Quantity, form: Form) -> bool:
    return form == "strict" or promised.bound in ("<", ">")


def _added(promised: Quantity, results: Sequence[Quantity]) -> Quantity | Unassessable:
    """The results as one quantity in the unit of the promise."""
    if not results:
        return Unassessable(_("没有可以比较的数"))
    if len(results) == 1 and (
        rounding.may_be_share(results[0], promised) or rounding.may_be_share(promised, results[0])
    ):
        return results[0]
    parts = like(results, promised)
    if isinstance(parts, Unassessable):
        return parts
    if len(parts) == 1:
        return parts[0]
    bounds = {part.bound for part in parts} - {"="}
    first = max(parts, key=lambda part: (part.places, part.value))
    changed = {"value": sum((part.value for part in parts), Decimal(0)), "upper": None}
    return first.model_copy(update={**changed, "bound": bounds.pop() if len(bounds) == 1 else "~" if bounds else "="})


def _working(promised: Quantity, results: Sequence[Quantity], told: Quantity) -> str:
    if len(results) == 1:
        return results[0].text
    return f"{' + '.join(one.text for one in results)} = {written(told.value, promised)}"


def _kept(promised: Quantity, results: Sequence[Quantity], working: str) -> Judgement:
    """A promise kept: print to print by a single result in its own unit, else reconciled."""
    plain = len(results) == 1 and (results[0].unit == promised.unit or not results[0].unit)
    return make_judgement(status="agreed" if plain else "reconciled", working=working)


def _shared(told: Quantity, promised: Quantity, way: Way | None) -> Judgement:
    """0.98 against 95%: taken for the share itself when it then keeps the promise, else it may have lost its sign."""
    share = {one.kind != "percent": one.value * (1 if one.kind == "percent" else WHOLE) for one in (told, promised)}
    value, asked = (share[one.kind != "percent"] for one in (told, promised))
    working = f"{told.text} = {short(value)}%" if told.kind != "percent" else f"{promised.text} = {short(asked)}%"
    kept = value <= asked if way == "at-most" else value >= asked
    if kept:
        return make_judgement(status="reconciled", working=f"{working} → {promised.text}")
    return make_judgement(status="not-assessable", working=working, reason=_("数值可能是比值，也可能漏印百分号"))


def _unmet(working: str, promised: Quantity, way: Way) -> str:
    if promised.bound in ("≥", ">", "≤", "<"):
        return _("{actual} 不满足 {claim}").format(actual=working, claim=promised.text)
    return f"{working} {'<' if way == 'at-least' else '>'} {promised.text}"


def _limit(result: Quantity) -> Judgement:
    fits = rounding.meet(rounding.interval(result), Interval(high=WHOLE))
    return make_judgement(
        status="agreed" if fits else "contradicted",
        working=f"{result.text} {'≤' if fits else '>'} 100%",
        expected=WHOLE,
    )


def _within(result: Quantity, told: Quantity, edge: Quantity, way: Way, *, strict: bool) -> Judgement:
    """Against another plain number: only what no values that print so can satisfy is broken."""
    stands, limit = rounding.interval(told), rounding.interval(edge)
    if way == "at-most":
        wanted, signs = Interval(high=limit.high, high_closed=limit.high_closed and not strict), ("≤", ">")
    else:
        wanted, signs = Interval(low=limit.low, low_closed=limit.low_closed), ("≥", "<")
    if not rounding.meet(stands, wanted) or (strict and told.value == edge.value):
        return make_judgement(
            status="contradicted", working=f"{result.text} {signs[1]} {edge.text}", expected=edge.value
        )
    return make_judgement(status="agreed", working=f"{result.text} {signs[0]} {edge.text}", expected=edge.value)
