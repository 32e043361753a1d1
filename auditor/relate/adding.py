"""Adding up weights and scores: what is in the sum, and when the table is whole enough to add."""

from decimal import Decimal
from typing import NamedTuple

from auditor.model.record import remembered
from auditor.model.report import BudgetLine, ColumnReading, Indicator, LevelWeight, Report
from auditor.model.source import Span
from auditor.profiles import Profile
from auditor.relate import money
from auditor.sense import categories
from auditor.text import short
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

_GOAL = lazily(r"目标\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})$")


def rate_scored_otherwise(report: Report) -> bool:
    """Whether the form prints a way of scoring the execution rate that is not weight × rate."""
    rules = [fold(rule.text) for rule in report.rules]
    return any(_FORMULA.search(rule) and not _KNOWN_FORMULA.search(rule) for rule in rules)


# "年度绩效目标(80分)", "绩效指标（90分）": the label column of the table
_HEADED = lazily(r"(?P<label>[^()\d]{0,10}(?:绩效目标|绩效指标)\d{0,2})[(\[](?P<weight>\d{1,3}(?:\.\d+)?)分[)\]]")


def headed(report: Report) -> list[LevelWeight]:
    """The weights that headings of columns print over all levels."""
    found = (
        (_HEADED.fullmatch(fold(column.heading)), column)
        for column in report.columns
        if column.kind in ("goal", "label", "level1")
    )
    return [
        LevelWeight(label=match["label"], weight=Decimal(match["weight"]), span=_at(match["weight"], column))
        for match, column in found
        if match is not None
    ]


def _at(weight: str, column: ColumnReading) -> Span:
    """Where the figure stands in its heading; the whole heading where that is not printed in one run."""
    start = column.heading.find(weight)
    whole = start < 0 or len(column.heading) != column.span.end - column.span.start
    return column.span if whole else column.span.part(start, start + len(weight))


def budget_scores(report: Report) -> list[Decimal]:
    """The scores that the money tables add to the total; what a row of the table repeats is not added twice."""
    return [line.score for line in counted(report) if line.score is not None]


def budget_weights(report: Report) -> list[Decimal]:
    """The weights that the money tables add to the total; what a row of the table repeats is not added twice."""
    return [line.weight for line in counted(report) if line.weight is not None]


@remembered
def counted(report: Report) -> tuple[BudgetLine, ...]:
    """The lines of the money tables whose weight and score the total adds up; not one that a row of the table repeats."""
    repeated = {row.weight for row in report.indicators if categories.is_execution(row.name)} - {None}
    scored = [line for lines in money.groups(report) for line in money.scored(lines)]
    return tuple(line for line in scored if line.weight is None or line.weight not in repeated)


def scores(rows: tuple[Indicator, ...]) -> Decimal:
    """The sum of the scores that are printed."""
    return sum((row.score for row in rows if row.score is not None), Decimal(0))


def weights(rows: tuple[Indicator, ...]) -> Decimal:
    """The sum of the weights that are printed."""
    return sum((row.weight for row in rows if row.weight is not None), Decimal(0))


class Weighed(NamedTuple):
    """What the weights of a form add up to: its rows, its money tables, and the money table that the file does not hold."""

    rows: Decimal
    budget: tuple[Decimal, ...]
    left_out: Decimal

    @property
    def total(self) -> Decimal:
        """All of them together."""
        return self.rows + sum(self.budget, self.left_out)


def weighed(report: Report, profile: Profile) -> Weighed:
    """The weights of a form, by where they stand."""
    return Weighed(weights(report.indicators), tuple(budget_weights(report)), left_out(report, profile))


def all_spent(line: BudgetLine) -> bool:
    """Whether full marks for the budget were given as they stand: all of it was spent."""
    rate = money.exact_rate(line)
    rate = line.rate if rate is None else rate
    return line.score == line.weight and rate is not None and rate >= FULL_MARKS


def left_out(report: Report, profile: Profile, *, scored: bool = False) -> Decimal:
    """The weight of the budget's execution where no money table prints it, or with `scored` no score of it; else 0.

    A file that holds only some tables of a form still prints the form's whole total. Rows that fill the total leave no room for it.
    """
    stated = report.total.weight if report.total is not None and report.total.weight is not None else FULL_MARKS
    printed = budget_scores(report) if scored else budget_weights(report)
    unread = not printed and weights(report.indicators) + profile.budget_weight <= stated
    return profile.budget_weight if unread else Decimal(0)


@short.remembered
def called(name: str) -> str:
    """The name of a level or category, without 指标 and the points printed behind it."""
    return _POINTED.sub("", name).removesuffix("指标")


_POINTED = lazily(r"\s*[（(]\s*\d{1,4}(?:\.\d{1,2})?\s*分\s*[)）]\s*\Z")


def is_of_goal(level: LevelWeight) -> bool:
    """Whether a printed weight is a goal's (年度绩效目标1(80分)), not that of a level or category under one."""
    return level.goal is not None and _GOAL.search(level.label) is not None


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


def weight_without_budget(report: Report) -> bool:
    """Whether a printed total of weights may be that of the rows alone: it says so, or the budget has room beside them."""
    if report.total is not None and report.total.of_rows:
        return True
    return weights(report.indicators) + sum(budget_weights(report), Decimal(0)) <= FULL_MARKS


def may_be_full(report: Report, profile: Profile) -> bool:
    """Whether the weights come to the hundred in one of the ways that they may be added up."""
    rows, budget = weights(report.indicators), sum(budget_weights(report), Decimal(0))
    return FULL_MARKS in ({rows + budget} if budget else {rows, rows + profile.budget_weight})
