"""The whole that a conclusion states, and the parts that it lists."""

from collections.abc import Iterator

from auditor.model.number import Number
from auditor.model.relation import Form, Relation, make_relation
from auditor.model.report import BudgetPart, Report
from auditor.model.source import Span
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
    amounts = [(part, numbers.get("stated-amount", at)) for at, part in enumerate(told.parts, 1)]
    every = tuple(one.id for _part, one in amounts if one is not None)
    uses = tuple(one.id for part, one in amounts if one is not None and part.part in _USES)
    if whole is None or len(every) < len(told.parts):
        return
    form: Form = "" if {part.part for part in told.parts} >= _USES else "open"
    first = make_relation(kind="sum", result=whole.id, of=every, form=form, by=PARTS, place=told.span)
    ways = [first.model_copy(update={"of": uses})] if len(uses) > 1 else []
    begun = min(part.amount.span.start for part in told.parts)
    before = _stated_before(report, told.span, said, begun)
    ways += [first.model_copy(update={"result": one.id, "form": ""}) for one in before]
    yield first.model_copy(update={"otherwise": tuple(ways)})


_SEVERAL = 2
_PAIR: tuple[Part, Part] = ("stated-amount", "stated-rate")
_USES: frozenset[BudgetPart] = frozenset({"basic", "project"})


def _stated_before(report: Report, conclusion: Span, said: Statements, begun: int) -> list[Number]:
    """The sums of money that the passage states before a place, the nearest first."""
    passages = (conclusion, *(one.span for one in report.prose))
    passage = next((span for span in passages if span.start <= begun < span.end), None)
    if passage is None:
        return []
    before = [one for one in said.numbers if one.kind == "money" and passage.start <= one.span.start < begun]
    return sorted(before, key=lambda one: -one.span.start)
