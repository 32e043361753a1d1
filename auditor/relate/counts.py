"""Counts that the conclusion states: goals, indicators, categories and levels, and the sum of the categories."""

from collections.abc import Iterator

from auditor.model.number import Number
from auditor.model.relation import Relation
from auditor.model.report import Report, StatedCount
from auditor.model.source import Span
from auditor.relate.numbers import Numbers

ROWS, GOALS, LEVELS = "counts.rows", "counts.goals", "counts.levels"
"""The rules: rows of the table, goals, and the different names of a level."""


def propose(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """Each count of the conclusion with what can be counted in the form."""
    if report.conclusion is None:
        return
    for index, count in enumerate(report.conclusion.counts):
        stated = numbers.get("stated-count", index)
        if stated is not None:
            yield from _counted(report, count, stated)


def _counted(report: Report, count: StatedCount, stated: Number) -> Iterator[Relation]:
    match count.of:
        case "goals" if len(report.goals) > 1:
            yield _count(stated, [goal.span for goal in report.goals], GOALS)
        case "indicators" if report.indicators and not report.partly_read:
            yield _count(stated, [row.span for row in report.indicators], ROWS)
        case "level" if report.indicators and not report.partly_read:
            yield from _level(report, count, stated)


def _count(stated: Number, items: list[Span], rule: str) -> Relation:
    return Relation(kind="count", result=stated.id, items=tuple(items), by=rule, place=stated.span)


def _level(report: Report, count: StatedCount, stated: Number) -> Iterator[Relation]:
    """Different names of a level, over the whole table or goal by goal: a careful writer may count either."""
    rows = report.indicators
    match count.label[:2]:
        case "一级":
            names = [(row.goal, row.level1, row.span) for row in rows if row.level1]
        case "二级":
            names = [(row.goal, row.category, row.span) for row in rows if row.category]
        case "三级":
            yield _count(stated, [row.span for row in rows], ROWS)
            return
        case _:
            return
    if not names:
        return
    once = {name: span for _goal, name, span in reversed(names)}
    by_goal = {(goal, name): span for goal, name, span in reversed(names)}
    first = _count(stated, sorted(once.values(), key=lambda span: span.start), LEVELS)
    other = _count(stated, sorted(by_goal.values(), key=lambda span: span.start), LEVELS)
    yield first if len(once) == len(by_goal) else first.model_copy(update={"otherwise": (other,)})
