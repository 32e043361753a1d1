"""Faults in money: the table, the rate, the score, and the amounts that sentences state."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from auditor.bench import edits
from auditor.bench.base import Base, stated
from auditor.bench.edits import Edit
from auditor.bench.kinds import Plant, fault, plant, together
from auditor.bench.scoring import rescored
from auditor.checks import rows as read
from auditor.model.report import BudgetLine, StatedAmount
from auditor.sense import direction

_WHOLE = Decimal(100)
_GROWN = re.compile(r"[较比][^，。；]*(?:增长|增加|下降|减少)$")
_WHOLE_COST = re.compile(r"项目总(?:成本|支出|投资|经费)")


def _totals(base: Base) -> list[BudgetLine]:
    return [line for line in base.report.budget if line.part == "total"]


def _parts(base: Base) -> list[BudgetLine]:
    return [line for line in base.report.budget if line.part != "total"]


@fault("budget-of-nought", "BU01", "BU02", "BU04", "BU08")
def budget_of_nought(base: Base) -> Iterator[Plant]:
    """The budget for the year is nought, rate and score stand."""
    for line in _totals(base):
        if line.rate_span or line.score_span:
            yield from plant(edits.written(base.text, line.budget_span, Decimal(0)))


@fault("rate-slips", "BU02", "BU03")
def rate_slips(base: Base) -> Iterator[Plant]:
    """The execution rate in the money table slips."""
    for line in base.report.budget:
        if line.budget and line.spent is not None:
            yield from plant(edits.slipped(base.text, line.rate_span, _another_rate(line.rate)))


@fault("spent-slips", "BU02", "BU03", "BU04", "BU05", "BU08", "BU11")
def spent_slips(base: Base) -> Iterator[Plant]:
    """The amount spent in the total line slips."""
    for line in _totals(base):
        yield from plant(edits.slipped(base.text, line.spent_span, _apart(line.spent)))


@fault("budget-slips", "BU02", "BU03", "BU04", "BU05", "BU08")
def budget_slips(base: Base) -> Iterator[Plant]:
    """The budget for the year in the total line slips."""
    for line in _totals(base):
        yield from plant(edits.slipped(base.text, line.budget_span, _apart(line.budget)))


@fault("rate-in-prose-slips", "BU02", "BU08")
def rate_in_prose_slips(base: Base) -> Iterator[Plant]:
    """A sentence gives budget, spending and a rate that does not follow from them."""
    for paragraph in base.report.prose:
        for one in stated(base.text, paragraph.span):
            if one.kind == "percent" and base.text[: one.number_span.start].endswith(
                ("执行率", "执行率为", "执行率达")
            ):
                yield from plant(edits.slipped(base.text, one.number_span, _another_rate(one.value)))


@fault("execution-score-slips", "BU03", "SC01", "SC05")
def execution_score_slips(base: Base) -> Iterator[Plant]:
    """The score for execution slips."""
    for line in _totals(base):
        if line.weight is not None and line.rate is not None:
            yield from plant(edits.slipped(base.text, line.score_span, _another_score(line.score, line.weight)))


@fault("part-of-funds-slips", "BU04", "BU02", "BU05", "BU08", "BU13")
def part_of_funds_slips(base: Base) -> Iterator[Plant]:
    """One source of the funds slips, in one column."""
    for line in _parts(base):
        for span, value in (
            (line.initial_span, line.initial),
            (line.budget_span, line.budget),
            (line.spent_span, line.spent),
        ):
            if value:
                yield from plant(edits.slipped(base.text, span, _apart(value)))


@fault("spends-over-budget", "BU05", "BU02", "BU04", "BU08")
def spends_over_budget(base: Base) -> Iterator[Plant]:
    """More is spent than the budget has, the rate is given as 100 %."""
    for line in _totals(base):
        if line.budget:
            over = line.budget * Decimal("1.063")
            full = edits.written(base.text, line.rate_span, _WHOLE)
            yield from plant(edits.written(base.text, line.spent_span, over), *([full] if line.rate_span else []))


@fault("low-execution-without-reason", "BU06")
def low_execution_without_reason(base: Base) -> Iterator[Plant]:
    """The reason for low execution is left out."""
    low = any(line.rate is not None and line.rate < base.profile.low_execution for line in _totals(base))
    if low and base.report.budget_reason is not None:
        yield from plant(edits.at(base.report.budget_reason.span, "无"))


@fault("adjustment-without-reason", "BU07", "BU06")
def adjustment_without_reason(base: Base) -> Iterator[Plant]:
    """The budget changed a good deal during the year, and no word is said of it."""
    for line in _totals(base):
        if not line.initial or line.budget is None or base.report.budget_reason is None:
            continue
        if abs(line.budget - line.initial) / line.initial * 100 > base.profile.adjustment:
            yield from plant(edits.at(base.report.budget_reason.span, "无"))


@fault("stated-amount-slips", "BU08", "BU02", "BU13", "CL13", "CL14")
def stated_amount_slips(base: Base) -> Iterator[Plant]:
    """The conclusion states another total than the money table."""
    for one in _stated(base):
        if one.part == "total" and _totals(base):
            yield from plant(
                edits.slipped(base.text, one.amount.number_span, _apart(one.amount.value / one.amount.scale))
            )


@fault("stated-rate-slips", "BU09", "BU02", "BU08")
def stated_rate_slips(base: Base) -> Iterator[Plant]:
    """The conclusion's rate for the whole lies outside of the rates of its parts."""
    conclusion = base.report.conclusion
    if conclusion is None or conclusion.total is None or conclusion.total.rate is None or not conclusion.parts:
        return
    rates = [part.rate.value for part in conclusion.parts if part.rate is not None]
    if len(rates) < 2:
        return
    outside = [rate for rate in (min(rates) - 3, max(rates) + 1) if 0 < rate <= _WHOLE]
    for rate in outside:
        yield from plant(edits.written(base.text, conclusion.total.rate.number_span, rate))


@fault("growth-slips", "BU10")
def growth_slips(base: Base) -> Iterator[Plant]:
    """A growth in per cent does not follow from the two amounts beside it."""
    for paragraph in base.report.prose:
        for one in stated(base.text, paragraph.span):
            before = base.text[max(0, one.number_span.start - 40) : one.number_span.start]
            if one.kind == "percent" and _GROWN.search(before):
                yield from plant(edits.slipped(base.text, one.number_span, edits.visible(one)))


@fault("whole-cost-slips", "BU11", "SC07", "IN01")
def whole_cost_slips(base: Base) -> Iterator[Plant]:
    """The row for the cost of the whole project prints another sum than was spent."""
    for row in base.rows:
        quantity = row.actual.quantity if row.actual else None
        if quantity is not None and _WHOLE_COST.search(row.name) and base.report.kind != "overall":
            yield from plant(edits.slipped(base.text, quantity.number_span, _apart(quantity.value / quantity.scale)))


@fault("outputs-without-spending", "BU12")
def outputs_without_spending(base: Base) -> Iterator[Plant]:
    """Next to nothing is spent, rate and score say so, and every output is complete."""
    outputs = [row for row in base.rows if row.level1 == "产出指标"]
    if not outputs or any(direction.met(row) is False or read.deducted(row) for row in outputs):
        return
    shares = [line for line in base.report.budget if line.spent and line.budget]
    if not _totals(base) or not shares:
        return
    made: list[Edit | None] = []
    for line in shares:
        spent = (line.spent or Decimal(0)) / 20
        made.append(edits.written(base.text, line.spent_span, spent))
        made += _follows(base, line, spent)
    yield from together(made)


def _follows(base: Base, line: BudgetLine, spent: Decimal) -> Iterator[Edit | None]:
    """Rate, score and total score as they follow from an amount spent."""
    rate = spent / (line.budget or Decimal(1)) * _WHOLE
    if line.rate_span is not None:
        yield edits.written(base.text, line.rate_span, rate)
    if line.score is not None and line.weight is not None and line.score_span is not None:
        score = Decimal(edits.as_printed(line.weight * rate / _WHOLE, str(line.score)))
        yield edits.written(base.text, line.score_span, score)
        yield from rescored(base, score - line.score)


@fault("part-of-conclusion-slips", "BU13", "BU08")
def part_of_conclusion_slips(base: Base) -> Iterator[Plant]:
    """One part of the total that the conclusion states slips."""
    conclusion = base.report.conclusion
    if conclusion is None or conclusion.total is None or len(conclusion.parts) < 2:
        return
    for part in conclusion.parts:
        yield from plant(
            edits.slipped(base.text, part.amount.number_span, _apart(part.amount.value / part.amount.scale))
        )


def _stated(base: Base) -> list[StatedAmount]:
    conclusion = base.report.conclusion
    if conclusion is None:
        return []
    return [*([conclusion.total] if conclusion.total else []), *conclusion.parts]


def _another_rate(rate: Decimal | None) -> Callable[[Decimal], bool]:
    """A rate that could be one, further from the right one than the digits of the amounts leave open."""
    apart = _apart(rate)
    return lambda other: other <= _WHOLE and apart(other)


def _another_score(score: Decimal | None, weight: Decimal) -> Callable[[Decimal], bool]:
    """A score up to the weight, further from the right one than its own rounding."""
    return lambda other: other <= weight and (score is None or abs(other - score) > Decimal("0.1"))


def _apart(value: Decimal | None) -> Callable[[Decimal], bool]:
    """More than half a per cent from the value: a smaller slip changes no rate as rates are printed."""
    return lambda other: value is None or abs(other - value) * 200 > value
