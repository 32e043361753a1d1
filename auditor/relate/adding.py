"""Adding up weights and scores: what is in the sum, and when the table is whole enough to add."""

from decimal import Decimal
from typing import Literal

from auditor.model.quantity import Interval
from auditor.model.report import BudgetLine, Indicator, Report
from auditor.profiles import Profile
from auditor.relate import money
from auditor.sense import categories
from auditor.text import rounding
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

FULL_MARKS = Decimal(100)

# "20分*执行率", "分值×预算执行率", "得分=执行率*10"
_KNOWN_FORMULA = lazily(
    r"(?:\d+分?|分值|权重|满分)[)）]?[*×xX·](?:预算|资金)?执行率|执行率[)）]?[*×xX·](?:\d+|分值|权重|满分)"
)
# "执行率每低1个百分点扣0.5分": how the rate is scored, as opposed to when a reason is owed for it
_FORMULA = lazily(
    r"执行率[^。;；]{0,20}(?:得分|计分|记分|满分|扣|得\d|得0|不得|[=×*])|(?:得分|计分|记分|满分|扣)[^。;；]{0,20}执行率"
)


def rate_scored_otherwise(report: Report) -> bool:
    """Whether the form prints a way of scoring the execution rate that is not weight × rate."""
    rules = [fold(rule.text) for rule in report.rules]
    return any(_FORMULA.search(rule) and not _KNOWN_FORMULA.search(rule) for rule in rules)


def budget_scores(report: Report) -> list[Decimal]:
    """The scores that the money tables add to the total; what a row of the table repeats is not added twice."""
    return [line.score for line in _counted(report) if line.score is not None]


def budget_weights(report: Report) -> list[Decimal]:
    """The weights that the money tables add to the total; what a row of the table repeats is not added twice."""
    return [line.weight for line in _counted(report) if line.weight is not None]


def _counted(report: Report) -> list[BudgetLine]:
    repeated = {row.weight for row in report.indicators if categories.is_execution(row.name)} - {None}
    scored = [line for lines in money.groups(report) for line in money.scored(lines)]
    return [line for line in scored if line.weight is None or line.weight not in repeated]


def scores(rows: tuple[Indicator, ...]) -> Decimal:
    """The sum of the scores that are printed."""
    return sum((row.score for row in rows if row.score is not None), Decimal(0))


def weights(rows: tuple[Indicator, ...]) -> Decimal:
    """The sum of the weights that are printed."""
    return sum((row.weight for row in rows if row.weight is not None), Decimal(0))


def possible_scores(report: Report) -> Interval:
    """The sum of the scores before they were rounded.

    Full marks and whole numbers were given as they stand; other scores come from a formula and stand for ± half of
    their last printed place.
    """
    given = [rounding.exact(row.score) for row in report.indicators if row.score is not None and _as_given(row)]
    computed = [row.score for row in report.indicators if row.score is not None and not _as_given(row)]
    lines = _counted(report)
    given += [rounding.exact(line.score) for line in lines if line.score is not None and all_spent(line)]
    computed += [line.score for line in lines if line.score is not None and not all_spent(line)]
    return rounding.total([*given, *map(rounding.printed, computed)])


def all_spent(line: BudgetLine) -> bool:
    """Whether full marks for the budget were given as they stand: all of it was spent."""
    rate = money.exact_rate(line)
    rate = line.rate if rate is None else rate
    return line.score == line.weight and rate is not None and rate >= FULL_MARKS


def _as_given(row: Indicator) -> bool:
    return row.score == row.weight or row.score is None or row.score == row.score.to_integral_value()


def left_out(report: Report, profile: Profile) -> Decimal:
    """The weight of the budget's execution where the file does not hold the money table that carries it; else 0.

    A file that holds only some tables of a form still prints the form's whole total. Rows that fill the total leave no room for it.
    """
    stated = report.total.weight if report.total is not None and report.total.weight is not None else FULL_MARKS
    unread = not report.budget and weights(report.indicators) + profile.budget_weight <= stated
    return profile.budget_weight if unread else Decimal(0)


def table_is_whole(report: Report) -> bool:
    """Whether the table was read to its end: a total row stands behind its rows, or its weights fill the hundred.

    Where a form prints no weights, its notes or its conclusion behind the rows say the same.
    """
    if report.partly_read:
        return False
    total, weighed = report.total, any(row.weight is not None for row in report.indicators)
    behind = [total.span] if total is not None else []
    if not weighed:
        behind += [note.span for note in report.notes]
        behind += [report.conclusion.span] if report.conclusion is not None else []
    if report.indicators and any(span.start > report.indicators[-1].span.start for span in behind):
        return True
    return weights(report.indicators) + sum(budget_weights(report), Decimal(0)) == FULL_MARKS


def compare(added: Decimal, possible: Interval, printed: Decimal) -> Literal["equal", "rounded", "apart"]:
    """How a sum stands to the printed total."""
    if added == printed:
        return "equal"
    return "rounded" if rounding.meet(possible, rounding.printed(printed)) else "apart"
