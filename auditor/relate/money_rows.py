"""Rows of the indicator table that tell what the money table tells: what the project cost, and how much of its money arrived."""

from collections.abc import Iterator

from auditor.model.number import Number
from auditor.model.relation import Relation, make_relation
from auditor.model.report import BudgetLine, Indicator, Report
from auditor.relate import funds, money
from auditor.relate.numbers import Numbers, Part
from auditor.sense import direction, lexicon
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

COST, ARRIVED = "money.cost", "money.arrived"
"""The rules: a row of the whole cost and what was spent; a row of what arrived, or its points, and the amounts."""

_ARRIVAL = lazily(r"到位率|资金(?:按时|及时|足额|全额)?到位(?!时效|时间|及时)|到(?:账|帐)率")
"""资金到位率, 资金按时到位, 到账率; not 到位时效, 到位及时性, which ask when."""
_TIME = lazily(r"时效|及时(?:性|率)|时间")


def propose(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """What such rows must come to."""
    yield from _cost(report, numbers)
    lines = funded(report)
    if len(lines) == 1:
        for index in arrivals(report):
            yield from _arrival(report, numbers, index, lines[0])


def spending(report: Report) -> list[int]:
    """The lines whose spending is printed and not nought, the one that stands for all first."""
    spent = [at for at, line in enumerate(report.budget) if line.spent is not None and line.spent > 0]
    return sorted(spent, key=lambda at: report.budget[at].part != "total")


def whole_costs(report: Report) -> list[int]:
    """The rows of the project's whole cost. Of a body's form no row is: one goal's cost is not all of its spending."""
    grouped = len({row.goal for row in report.indicators if row.goal is not None}) > 1
    if report.kind not in {"project", "transfer"} or grouped:
        return []
    return [index for index, row in enumerate(report.indicators) if _is_whole_cost(row)]


def _is_whole_cost(row: Indicator) -> bool:
    named = lexicon.pattern("measures", "whole_cost").fullmatch(fold(row.name)) is not None
    return named and direction.is_cost(row)


def _cost(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """The cost is what was spent, of all money or of one of its sources."""
    spent = [one.id for at in spending(report) if (one := numbers.get("spent", at)) is not None]
    for index in whole_costs(report) if spent else ():
        actual = numbers.get("row-actual", index)
        if actual is None or actual.kind != "money":
            continue
        first, *others = (make_relation(kind="same", result=actual.id, of=(name,), by=COST) for name in spent)
        yield first.model_copy(update={"place": report.indicators[index].span, "otherwise": tuple(others)})


def funded(report: Report) -> list[int]:
    """The lines that stand for a money table and print how much arrived."""
    leading = {id(money.leading(lines)) for lines in money.groups(report)}
    return [at for at, line in enumerate(report.budget) if id(line) in leading and line.funded is not None]


def arrivals(report: Report) -> list[int]:
    """The rows that ask how much of the money arrived, and not when."""
    names = ((index, fold(row.name)) for index, row in enumerate(report.indicators))
    return [index for index, name in names if "到" in name and _ARRIVAL.search(name) and not _TIME.search(name)]


def arrival_base(numbers: Numbers, at: int, line: BudgetLine) -> tuple[Number, Number] | None:
    """What arrived, and what it is a share of."""
    arrived, below = numbers.get("funded", at), funds.base(numbers, at, line)
    return None if arrived is None or below is None or below.value <= 0 else (arrived, below)


def _arrival(report: Report, numbers: Numbers, index: int, at: int) -> Iterator[Relation]:
    """What arrived ÷ the budget: the actual of the row; without one its full marks, without points its target."""
    row, found = report.indicators[index], arrival_base(numbers, at, report.budget[at])
    if found is None:
        return
    arrived, below = found
    actual, score, target = (numbers.get(part, index) for part in ARRIVAL_PARTS)
    of = (arrived.id, below.id)
    if row.actual is not None and row.actual.quantity is not None:
        if actual is not None and actual.kind == "percent":
            yield make_relation(kind="ratio", result=actual.id, of=of, by=ARRIVED, place=row.span)
    elif score is not None:
        if row.weight and row.score == row.weight and arrived.value < below.value:
            yield make_relation(
                kind="ratio", result=score.id, of=of, form="per", factor=row.weight, by=ARRIVED, place=row.span
            )
    elif target is not None and target.kind == "percent":
        yield make_relation(kind="ratio", result=target.id, of=of, form="at-least", by=ARRIVED, place=row.span)


ARRIVAL_PARTS: tuple[Part, Part, Part] = ("row-actual", "score", "row-target")
"""What a row says of what arrived: its actual, its points, its target."""
