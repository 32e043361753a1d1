"""The bare figures of a form (money, weights, scores, totals), each with whether there is another it can be held against."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.model.ledger import TiedTo
from auditor.model.report import BudgetLine, Conclusion, Indicator, Report, Total
from auditor.model.source import Span


class Figure(NamedTuple):
    """A bare number of a score or money cell; `held` says that the form prints what it must agree with."""

    role: str
    number: Decimal | None
    span: Span | None
    held: bool
    tied_to: tuple[TiedTo, ...] = ()
    subject: str = ""
    goal: int | None = None


def of_rows(report: Report) -> Iterator[tuple[Figure, Figure]]:
    """Weight and score of each row: held against each other, or against the total of their column."""
    printed = totals(report)
    weighed = bool(report.levels) or any(total.weight is not None for total in printed)
    scored = any(total.score is not None for total in printed)
    for index, row in enumerate(report.indicators):
        tied = (TiedTo(kind="indicator", index=index),)
        both = row.weight is not None and row.score is not None
        yield (
            Figure("weight", row.weight, row.weight_span, both or weighed, tied, row.name, row.goal),
            Figure("score", row.score, row.score_span, both or scored, tied, row.name, row.goal),
        )


def of_form(report: Report) -> Iterator[Figure]:
    """The figures of the money table, the weights in headings, and every total."""
    filled = _filled(report)
    for index, line in enumerate(report.budget):
        yield from _of_line(line, filled, (TiedTo(kind="budget", index=index),))
    weights = [row for row in report.indicators if row.weight is not None]
    scores = [row for row in report.indicators if row.score is not None]
    for level in report.levels:
        yield Figure("level-weight", level.weight, level.span, bool(weights), (), level.label, level.goal)
    for total in totals(report):
        yield from _of_total(report, total, weights, scores)
    if report.conclusion is not None:
        yield _stated_score(report, report.conclusion, scores)


def totals(report: Report) -> tuple[Total, ...]:
    """Every total of the form once, the one that leads among them."""
    led = report.total
    return report.totals if led is None or led in report.totals else (led, *report.totals)


def counted(report: Report, of: str) -> bool:
    """Whether what a sentence counts was read, so that the count can be held against it."""
    return bool(report.goals) if of == "goals" else bool(report.indicators)


_ADDED = ("initial", "budget", "spent", "funded")
"""Columns of the money table whose lines add up."""


def _filled(report: Report) -> Counter[tuple[int, str]]:
    """In how many lines each money table prints each column that adds up."""
    return Counter((line.group, name) for line in report.budget for name in _ADDED if getattr(line, name) is not None)


def _of_line(line: BudgetLine, filled: Counter[tuple[int, str]], tied: tuple[TiedTo, ...]) -> Iterator[Figure]:
    base, spent = line.budget is not None or line.initial is not None, line.spent is not None
    added = {name for name in _ADDED if filled[line.group, name] > 1}
    told = (
        ("budget-initial", line.initial, line.initial_span, line.budget is not None or spent or "initial" in added),
        ("budget", line.budget, line.budget_span, spent or line.initial is not None or "budget" in added),
        ("funded", line.funded, line.funded_span, base or "funded" in added),
        ("arrival-rate", line.arrival_rate, line.arrival_rate_span, base and line.funded is not None),
        ("spent", line.spent, line.spent_span, base or "spent" in added),
        ("rate", line.rate, line.rate_span, base and spent),
        ("weight", line.weight, line.weight_span, line.score is not None),
        ("score", line.score, line.score_span, line.weight is not None or line.rate is not None),
    )
    for role, number, span, held in told:
        yield Figure(role, number, span, held, tied, line.name)


def _of_total(
    report: Report, total: Total, weights: Sequence[Indicator], scores: Sequence[Indicator]
) -> Iterator[Figure]:
    tied = (TiedTo(kind="total", index=0),) if total == report.total else ()
    stated = report.conclusion is not None and report.conclusion.score is not None
    yield Figure("total-weight", total.weight, total.weight_span, bool(weights), tied)
    yield Figure("total-score", total.score, total.score_span, bool(scores) or stated, tied)


def _stated_score(report: Report, conclusion: Conclusion, scores: Sequence[Indicator]) -> Figure:
    held = bool(scores) or conclusion.grade is not None or any(total.score is not None for total in totals(report))
    return Figure("conclusion", conclusion.score, conclusion.score_span, held, (TiedTo(kind="conclusion", index=0),))
