"""Faults that every figure's own row survives: what is paid, arrived, named or measured does not go with the rest of the form."""

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.bench import edits
from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.bench.kinds import Plant, fault, plant, together
from auditor.bench.scoring import rescored
from auditor.checks import rows as read
from auditor.model.classes import Level
from auditor.model.report import BudgetLine, Indicator
from auditor.sense import beneficiaries, direction

_WHOLE = Decimal(100)
_SOMEONE_ELSE = ("在押人员", "渔民", "牧民", "旅客")
_SATISFACTION = re.compile(r".*?(?=满意度)")


def _total(base: Base) -> BudgetLine | None:
    totals = [line for line in base.report.budget if line.part == "total"]
    return totals[0] if len(totals) == 1 else None


@fault("paid-before-it-is-done", "BU16")
def paid_before_it_is_done(base: Base) -> Iterator[Plant]:
    """All of the budget is paid, an output is a third of its target, and nothing says why."""
    line = _total(base)
    if line is None or line.budget is None or line.rate_span is None or read.explained_below(base.report):
        return
    for row in base.rows:
        actual = row.actual.quantity if row.actual is not None else None
        target = row.target.quantity if row.target is not None else None
        if row.level1 != Level.OUTPUT or actual is None or target is None or read.explained(row):
            continue
        if direction.attainment(row) is None or actual.unit != target.unit or target.value / target.scale < _COUNTED:
            continue
        third = target.value / target.scale / 3
        yield from together([*_paid(base, line), edits.written(base.text, actual.number_span, third)])


_COUNTED = 6
"""A target of which a third is a whole number apart from none and all."""


def _paid(base: Base, line: BudgetLine) -> Iterator[Edit | None]:
    """The money table's edits after which all of the budget is spent."""
    yield edits.written(base.text, line.spent_span, line.budget or Decimal(0))
    yield edits.written(base.text, line.rate_span, _WHOLE)
    if line.score is not None and line.weight is not None:
        yield edits.written(base.text, line.score_span, line.weight)


def paid_in_full(base: Base) -> list[Edit | None]:
    """The edits after which all of the budget is spent, scores and total told accordingly; none where other lines or texts tell the sum."""
    line = _total(base)
    if line is None or not line.budget or line.spent is None or line.rate_span is None or len(base.report.budget) > 1:
        return []
    printed = edits.figure(base.text, line.spent_span)
    if printed is None or base.text.count(printed.printed) > 1:
        return []
    change = line.weight - line.score if line.weight is not None and line.score is not None else Decimal(0)
    return [*_paid(base, line), *rescored(base, change)]


def arrivals(base: Base, share: Decimal) -> list[Edit | None]:
    """The edits after which the money table prints what arrived, this share of the budget, and a row says that 100 % did."""
    line, row = _total(base), next((one for one in base.rows if _all_of_it(one)), None)
    if line is None or line.budget is None or line.budget_span is None or row is None:
        return []
    below = base.line(line.span)
    heading = _heading_above(base, below.start)
    if heading is None or base.text.count("\t", *heading) != base.text.count("\t", below.start, below.end):
        return []
    printed = edits.as_printed(line.budget * share, base.quote(line.budget_span))
    return [
        Edit(heading[1], heading[1], "\t实际到位数"),
        Edit(below.end, below.end, f"\t{printed}"),
        edits.at(row.name_span, "资金足额到位比例"),
    ]


def _heading_above(base: Base, start: int) -> tuple[int, int] | None:
    """The line right above a place, from its first character to its last."""
    if start == 0:
        return None
    return base.text.rfind("\n", 0, start - 1) + 1, start - 1


def _all_of_it(row: Indicator) -> bool:
    """Whether a row of quality was to reach 100 % and did."""
    pair = read.quantities(row)
    return (
        row.level1 == Level.OUTPUT and pair is not None and all(one.value == _WHOLE and one.unit == "%" for one in pair)
    )


@fault("arrival-called-complete", "BU17", "BU15")
def arrival_called_complete(base: Base) -> Iterator[Plant]:
    """Seven tenths of the budget arrived, and the rate of arrival is given as 100 %."""
    yield from together(arrivals(base, Decimal("0.7")))


@fault("percentage-of-nothing", "IN20", "CL12", "CL15")
def percentage_of_nothing(base: Base) -> Iterator[Plant]:
    """A row of effects that asks for a per cent names no more what of."""
    for row in base.rows:
        target = row.target.quantity if row.target is not None else None
        if row.level1 == Level.EFFECT and target is not None and target.kind == "percent":
            yield from plant(edits.at(row.name_span, "社会效益发挥明显"))


@fault("beneficiary-of-another-project", "IN22")
def beneficiary_of_another_project(base: Base) -> Iterator[Plant]:
    """The satisfaction asked for is that of people whom the form speaks of nowhere else."""
    for _stranger, made in strangers(base):
        yield from plant(made)


def strangers(base: Base) -> Iterator[tuple[str, Edit | None]]:
    """Who is served by another project, and each row of satisfaction that then asks for theirs."""
    stranger = next(
        (one for one in _SOMEONE_ELSE if not beneficiaries.spoken_of(beneficiaries.named(one), base.text)), None
    )
    for row in base.rows:
        called = _SATISFACTION.match(row.name)
        if stranger is not None and called is not None and called.end() > 0:
            yield stranger, edits.at(row.name_span, f"{stranger}{row.name[called.end() :]}")
