"""Counts that the conclusion states: goals, indicators, categories and levels, and the sum of the categories."""

from collections.abc import Iterator

from auditor.model.number import Number
from auditor.model.relation import Relation, make_relation
from auditor.model.report import Conclusion, Report, StatedCount
from auditor.model.source import Span
from auditor.relate.numbers import Numbers
from auditor.sense import categories
from auditor.sense.categories import Classes

ROWS, GOALS, LEVELS, CATEGORY, SUM = "counts.rows", "counts.goals", "counts.levels", "counts.category", "counts.sum"
"""The rules: rows of the table, goals, the different names of a level, the rows of a category, and the categories added up."""


def propose(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """Each count of the conclusion with what can be counted in the form."""
    if report.conclusion is None:
        return
    classes = categories.classes(report.indicators)
    for index, count in enumerate(report.conclusion.counts):
        stated = numbers.get("stated-count", index)
        if stated is not None:
            yield from _counted(report, count, stated, classes)
    yield from _summed(report, report.conclusion, numbers, classes)


def _counted(report: Report, count: StatedCount, stated: Number, classes: Classes) -> Iterator[Relation]:
    match count.of:
        case "goals" if len(report.goals) > 1:
            yield _count(stated, [goal.span for goal in report.goals], GOALS)
        case "indicators" if report.indicators and not report.partly_read:
            yield _count(stated, [row.span for row in report.indicators], ROWS)
        case "category" if _in_categories(report):
            rows = report.indicators
            yield _count(stated, [rows[place].span for place in categories.covered(count.label, classes)], CATEGORY)
        case "level" if report.indicators and not report.partly_read:
            yield from _level(report, count, stated)


def _in_categories(report: Report) -> bool:
    return not report.partly_read and any(row.category is not None for row in report.indicators)


def _summed(report: Report, conclusion: Conclusion, numbers: Numbers, classes: Classes) -> Iterator[Relation]:
    """The categories of a conclusion that lists them all, and the number of indicators it states."""
    told = list(enumerate(conclusion.counts))
    total = next((index for index, count in told if count.of == "indicators"), None)
    total = (
        next((i for i, one in told if one.of == "level" and one.label[:2] == "三级"), None) if total is None else total
    )
    parts = {count.label: index for index, count in told if count.of == "category"}
    low = {label: index for label, index in parts.items() if label not in categories.UMBRELLAS}
    parts = low if len(low) > 1 or len(low) == len(parts) else parts
    whole, found = numbers.get("stated-count", total) if total is not None else None, list(parts.values())
    of = tuple(one.id for index in found if (one := numbers.get("stated-count", index)) is not None)
    if whole is None or len(of) < 2 or len(of) < len(found):
        return
    rows = report.indicators
    listed = {place for label in parts for place in categories.covered(label, classes)}
    some = not set(parts) >= categories.EVERY_LEVEL and (len(listed) < len(rows) or not rows)
    yield make_relation(kind="sum", result=whole.id, of=of, form="open" if some else "", by=SUM, place=whole.span)


def _count(stated: Number, items: list[Span], rule: str) -> Relation:
    return make_relation(kind="count", result=stated.id, items=tuple(items), by=rule, place=stated.span)


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
