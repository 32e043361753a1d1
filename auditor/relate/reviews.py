"""A review form: what the reviewer's scores come to, how far each is off what was reported, and what the remark took off.

Forms compute 偏离度 in ways of their own. A way counts as the form's where most rows keep to it; a row that no such way explains is broken.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from auditor.model.number import Number
from auditor.model.relation import Form, Relation, make_relation
from auditor.model.report import Report
from auditor.relate import adding
from auditor.relate.judge import holds
from auditor.relate.numbers import Numbers, Part
from auditor.sense import direction

REVIEWS = "reviews"
TOTAL, DEVIATION, DEDUCTED, WITHIN = "reviews.total", "reviews.deviation", "reviews.deducted", "reviews.within"
"""The rules: the reviewer's total, 偏离度, what a remark takes off, and a reviewed score within its weight."""

_WAYS: tuple[tuple[Part, Part], ...] = (
    ("reviewed-score", "score"),
    ("reviewed-actual", "row-actual"),
    ("reviewed-actual", "row-target"),
    ("row-actual", "row-target"),
    ("score", "reviewed-score"),
    ("row-actual", "reviewed-actual"),
)
"""Which two values a form's 偏离度 compares: the change to the first from the second."""

_FEWEST = 2
"""Rows that must keep to a way before it is taken for the form's."""


class _Way(NamedTuple):
    """One way to compute the column: its relation for each row that it can be computed for, and which of them hold."""

    relations: Mapping[int, Relation]
    held: frozenset[int]


def propose(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """What the figures of a reviewer's columns must come to."""
    yield from _total(report, numbers)
    reviewed = [index for index, row in enumerate(report.indicators) if row.reviewed is not None]
    for index in reviewed:
        yield from _within(numbers, index)
        yield from _deducted(report, numbers, index)
    yield from _deviations(report, numbers, reviewed)


def _total(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """All reviewed scores added up; where rows have none, or rows are missing, the total may be more."""
    total, result = report.total, numbers.get("reviewed-total")
    if total is None or result is None:
        return
    rows = [numbers.get("reviewed-score", index) for index in range(len(report.indicators))]
    scored = tuple(row.id for row in rows if row is not None)
    if not scored or report.partly_read:
        return
    whole = adding.weights(report.indicators) == (total.weight or adding.FULL_MARKS)
    form: Form = "" if whole and len(scored) == len(rows) else "open"
    yield make_relation(kind="sum", result=result.id, of=scored, form=form, by=TOTAL, place=total.span)


def _within(numbers: Numbers, index: int) -> Iterator[Relation]:
    score, weight = numbers.get("reviewed-score", index), numbers.get("weight", index)
    if score is not None and weight is not None:
        yield make_relation(kind="bound", result=score.id, of=(weight.id,), by=WITHIN, place=score.span)


def _deducted(report: Report, numbers: Numbers, index: int) -> Iterator[Relation]:
    """扣30%, 扣2分: what the reviewed score leaves of the weight, or of the score it had, where nothing else was taken off."""
    row = report.indicators[index]
    off, left = numbers.get("deducted", index), numbers.get("reviewed-score", index)
    if off is None or left is None or row.reviewed is None:
        return
    if direction.met(row.model_copy(update={"actual": row.reviewed.actual})) is False:
        return  # points for the shortfall may have been taken off as well
    befores = [one for part in ("weight", "score") if (one := numbers.get(part, index)) is not None]
    readings = [_less(off, before, left) for before in befores]
    if readings:
        yield readings[0].model_copy(update={"otherwise": tuple(readings[1:]), "place": row.reviewed.remark_span})


def _less(off: Number, before: Number, left: Number) -> Relation:
    if off.kind == "percent":
        return _change(off, left, before, DEDUCTED)
    return make_relation(kind="difference", result=off.id, of=(before.id, left.id), by=DEDUCTED, confidence="medium")


def _change(result: Number, now: Number, then: Number, rule: str) -> Relation:
    """The change from one value to another in per cent, told as positive or negative as the form likes."""
    turned = (now.value - then.value) * result.value < 0
    return make_relation(
        kind="growth",
        result=result.id,
        of=(now.id, then.id),
        form="asked",
        factor=Decimal(-1) if turned else None,
        by=rule,
        confidence="medium",
    )


def _deviations(report: Report, numbers: Numbers, reviewed: list[int]) -> Iterator[Relation]:
    """Each printed 偏离度 by the form's own way; the other ways that the form may mean are other readings."""
    rows = [index for index in reviewed if _is_plain(numbers.get("deviation", index))]
    ways = [_way(report, numbers, rows, *way) for way in _WAYS]
    kept = sorted(
        (way for way in ways if len(way.held) >= max(_FEWEST, len(way.relations) / 2)), key=lambda way: -len(way.held)
    )
    for index in rows if kept else ():
        readings = [way.relations[index] for way in kept if index in way.relations]
        if index in kept[0].relations or any(index in way.held for way in kept):
            yield readings[0].model_copy(
                update={"otherwise": tuple(readings[1:]), "place": report.indicators[index].span}
            )


def _is_plain(deviation: Number | None) -> bool:
    """Whether it is surely told in per cent: 0.5 without a sign may be a share."""
    if deviation is None or deviation.bound != "=":
        return False
    return deviation.kind == "percent" or deviation.value == 0 or abs(deviation.value) > 1


def _way(report: Report, numbers: Numbers, rows: list[int], now: Part, then: Part) -> _Way:
    made: dict[int, Relation] = {}
    for index in rows:
        relation = _by_way(report, numbers, index, now, then)
        if relation is not None and holds(relation, numbers.by_id, year=report.year).status != "not-assessable":
            made[index] = relation
    held = (
        index for index, one in made.items() if holds(one, numbers.by_id, year=report.year).status != "contradicted"
    )
    return _Way(made, frozenset(held))


def _by_way(report: Report, numbers: Numbers, index: int, now: Part, then: Part) -> Relation | None:
    """The relation of a row by one way. A score that was below its weight may be set against either: then none."""
    deviation, one, other = (numbers.get(part, index) for part in ("deviation", now, then))
    if deviation is None or one is None or other is None:
        return None
    row = report.indicators[index]
    if "score" in (now, then) and row.score != row.weight and one.value != other.value:
        return None
    return _change(deviation, one, other, DEVIATION)
