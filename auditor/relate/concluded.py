"""The whole that a conclusion states, and the parts that it lists."""

from collections.abc import Iterator

from auditor.model.number import Number
from auditor.model.relation import Form, Relation, make_relation
from auditor.model.report import BudgetPart, Report
from auditor.relate.numbers import Numbers, Part
from auditor.relate.statements import Statements

PARTS, WEIGHTED = "told.parts", "told.weighted"
"""The rules: the amount that a conclusion states for the whole, and the parts that it lists; the rate of the whole, and theirs."""


def propose(report: Report, numbers: Numbers, said: Statements) -> Iterator[Relation]:
    """The whole that a conclusion states with its parts: amounts, and the rates of their execution."""
    yield from _amounts(report, numbers, said)
    yield from _rates(report, numbers)


def _rates(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """The rate of the whole is the mean of its parts' rates, each weighing as much as its amount."""
    told = report.conclusion
    if told is None or len(told.parts) < _SEVERAL or any(part.amount.value <= 0 for part in told.parts):
        return
    places = range(1, len(told.parts) + 1)
    found = [numbers.get(kind, at) for at in places for kind in _PAIR]
    of = tuple(one.id for one in found if one is not None)
    whole = numbers.get("stated-rate")
    if whole is not None and len(of) == len(found):
        yield make_relation(kind="ratio", result=whole.id, of=of, form="weighted", by=WEIGHTED, place=told.span)


def _amounts(report: Report, numbers: Numbers, said: Statements) -> Iterator[Relation]:
    """The whole that a conclusion states is what its parts add up to.

    Other funds may be inside 基本支出 and 项目支出; parts without one of those two need not be all; and a sentence may state
    another whole before its parts (全年支出…，其中基本支出…、项目支出…).
    """
    told = report.conclusion
    if told is None or told.total is None or len(told.parts) < _SEVERAL:
        return
    whole = numbers.get("stated-amount")
    places = {at: numbers.get("stated-amount", at) for at in range(1, len(told.parts) + 1)}
    uses = [at for at, part in enumerate(told.parts, 1) if part.part in _USES]
    every = tuple(one.id for one in places.values() if one is not None)
    if whole is None or len(every) < len(told.parts):
        return
    form: Form = "" if {part.part for part in told.parts} >= _USES else "open"
    first = make_relation(kind="sum", result=whole.id, of=every, form=form, by=PARTS, place=told.span)
    ways = (
        [first.model_copy(update={"of": tuple(one.id for at in uses if (one := places[at]))})] if len(uses) > 1 else []
    )
    begun = min(part.amount.span.start for part in told.parts)
    ways += [first.model_copy(update={"result": one.id, "form": ""}) for one in _stated_before(report, said, begun)]
    yield first.model_copy(update={"otherwise": tuple(ways)})


_SEVERAL = 2
_PAIR: tuple[Part, Part] = ("stated-amount", "stated-rate")
_USES: frozenset[BudgetPart] = frozenset({"basic", "project"})


def _stated_before(report: Report, said: Statements, begun: int) -> list[Number]:
    """The sums of money that the passage states before a place, the nearest first."""
    own = (report.conclusion.span,) if report.conclusion is not None else ()
    passages = (*own, *(one.span for one in report.prose))
    passage = next((span for span in passages if span.start <= begun < span.end), None)
    if passage is None:
        return []
    before = [one for one in said.numbers if one.kind == "money" and passage.start <= one.span.start < begun]
    return sorted(before, key=lambda one: -one.span.start)
