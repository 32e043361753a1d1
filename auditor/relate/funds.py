"""The money table: its rates, its sums, and what the texts say of it."""

from collections.abc import Iterator, Sequence

from auditor.model.number import Number
from auditor.model.relation import Relation, make_relation
from auditor.model.report import BudgetLine, BudgetPart, Report
from auditor.relate import money
from auditor.relate.numbers import Numbers, Part
from auditor.relate.reckoned import is_over_several
from auditor.text.patterns import lazily

RATE, ARRIVAL, FUNDS, SPENDING = "money.rate", "money.arrival", "money.funds", "money.spending"
"""The rules: spent ÷ budget, arrived ÷ budget, the sources of each column, and spending within the budget."""

_INCOME = lazily(r"收入")
"""More taken in than was planned is no overspending."""

_COLUMNS: tuple[Part, ...] = ("budget-initial", "budget", "funded", "spent")


def propose(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """What each line and each column of the money tables must come to."""
    places = {id(line): index for index, line in enumerate(report.budget)}
    for index, line in enumerate(report.budget):
        yield from _rates(numbers, index, line)
    for lines in money.groups(report):
        members = [(places[id(line)], line) for line in lines]
        for column in _COLUMNS:
            yield from _sources(numbers, members, column)


def base(numbers: Numbers, index: int, line: BudgetLine) -> Number | None:
    """What a rate is taken of: 全年预算数; 年初预算数 only where the form has no such column."""
    budget = numbers.get("budget", index)
    return budget if budget is not None or "budget" in line.columns else numbers.get("budget-initial", index)


def _rates(numbers: Numbers, index: int, line: BudgetLine) -> Iterator[Relation]:
    below, spent, funded = base(numbers, index, line), numbers.get("spent", index), numbers.get("funded", index)
    rate, arrival = numbers.get("rate", index), numbers.get("arrival-rate", index)
    if below is None or below.value <= 0:
        return
    several = is_over_several(line)
    if rate is not None and spent is not None and not several:
        yield _rate(line, rate, spent, below, funded)
    if arrival is not None and funded is not None:
        yield make_relation(kind="ratio", result=arrival.id, of=(funded.id, below.id), by=ARRIVAL, place=line.span)
    if spent is not None and not several and not _INCOME.search(line.name):
        yield make_relation(kind="bound", result=spent.id, of=(below.id,), by=SPENDING, place=line.span)


def _rate(line: BudgetLine, rate: Number, spent: Number, below: Number, funded: Number | None) -> Relation:
    """Spent ÷ budget; capped at 100 % where more was spent, or taken of what arrived."""
    of = (spent.id, below.id)
    readings = [make_relation(kind="ratio", result=rate.id, of=of, form="limit", by=RATE)]
    if funded is not None and funded.value > 0:
        readings.append(make_relation(kind="ratio", result=rate.id, of=(spent.id, funded.id), by=RATE))
    return make_relation(kind="ratio", result=rate.id, of=of, by=RATE, place=line.span, otherwise=tuple(readings))


def _sources(numbers: Numbers, members: Sequence[tuple[int, BudgetLine]], column: Part) -> Iterator[Relation]:
    """The lines of a column and their total."""
    total = next((index for index, line in members if line.part == "total"), None)
    whole = numbers.get(column, total) if total is not None else None
    parts = [(line, one) for index, line in members if line.part != "total" and (one := numbers.get(column, index))]
    alone = len([line for _index, line in members if line.part != "total"]) == 1
    if whole is None or not parts:
        return
    if alone:
        yield make_relation(kind="bound", result=parts[0][1].id, of=(whole.id,), by=FUNDS, place=whole.span)
        return
    first, *others = dict.fromkeys(_readings(parts))
    yield make_relation(
        kind="sum",
        result=whole.id,
        of=first,
        by=FUNDS,
        place=whole.span,
        otherwise=tuple(make_relation(kind="sum", result=whole.id, of=of, by=FUNDS) for of in others),
    )


_WAYS: tuple[frozenset[BudgetPart], ...] = (
    frozenset({"fiscal", "carried", "other"}),
    frozenset({"basic", "project"}),
    frozenset({"basic", "project", "other"}),
    frozenset({"part"}),
    frozenset({"fiscal", "carried", "other", "part"}),
    frozenset({"fiscal", "carried", "other", "basic", "project"}),
)
"""Parts that may together be the whole: the sources, the uses, the uses with other funds, the named parts, all but the uses, all but the named."""


def _readings(parts: Sequence[tuple[BudgetLine, Number]]) -> Iterator[tuple[str, ...]]:
    """The lines that may make up a total: all of them, the sources, the uses, the named parts, or the first division of two."""
    yield tuple(one.id for _line, one in parts)
    for way in _WAYS:
        chosen = tuple(one.id for line, one in parts if line.part in way)
        if len(chosen) > 1:
            yield chosen
    every = tuple(one.id for _line, one in parts)
    yield from (every[:place] for place in range(2, len(every) - 1))  # divided twice: by source, and then by item
