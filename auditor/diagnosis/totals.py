"""Totals that nobody added up again after a part of them was changed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.finding import Finding
from auditor.model.report import BudgetLine, Report, Total
from auditor.relate import adding, money
from auditor.text.amounts import short


class Stale(NamedTuple):
    """A total that fits an earlier figure of one of its parts: the words, the proposal, and the findings it explains."""

    message: str
    proposal: str
    findings: tuple[Finding, ...]


def stale(report: Report, findings: Sequence[Finding]) -> Iterator[Stale]:
    """The stale totals among these findings, each explained in the one way that fits."""
    for finding in findings:
        found: Stale | None = None
        if finding.code == "SC01" and finding.score_change is not None:
            found = _score(report, finding, -finding.score_change, findings)
        elif finding.code == "SC10":
            found = _conclusion(report, finding, findings)
        elif finding.code == "BU04":
            found = _funds(report, finding)
        if found is not None:
            yield found


def _score(report: Report, finding: Finding, over: Decimal, findings: Sequence[Finding]) -> Stale | None:
    """The total exceeds its parts by just what one row lost, or misses or repeats the score of the budget."""
    ways = [
        _("总分多出的{gap}分，正是「{name}」所扣的分（{weight} − {score}），可能改了得分没有重算总分。").format(
            gap=short(over), name=row.name, weight=short(row.weight), score=short(row.score)
        )
        for row in report.indicators
        if row.weight is not None and row.score is not None and over > 0 and row.weight - row.score == over
    ]
    ways += _budget_ways(report, over)
    total = report.total
    if len(ways) != 1 or total is None or total.score is None:
        return None
    if not 0 <= total.score - over <= _full_marks(total):
        return None
    proposal = _("建议（供核实）：把总分改为{score}。").format(score=short(total.score - over))
    same = tuple(one for one in findings if one.code == "SC10")
    return Stale(ways[0], proposal, (finding, *same))


def _budget_ways(report: Report, over: Decimal) -> Iterator[str]:
    """How the score of the budget explains the gap: counted as full marks, left out, or counted twice."""
    weight, score = next(((line.weight, line.score) for line in report.budget if line.score is not None), (None, None))
    if score is None:
        return
    if weight is not None and weight - score == over > 0:
        yield _("总分多出的{gap}分，正是预算执行所扣的分，可能按满分计入。").format(gap=short(over))
    if -over == score:
        yield _("总分少的{gap}分，正是预算执行得分，可能没有计入。").format(gap=short(-over))
    if over == score:
        yield _("总分多出的{gap}分，正是预算执行得分，可能计了两次。").format(gap=short(over))


def _full_marks(total: Total) -> Decimal:
    """The most that a total may be: what the form prints as its weight, else the hundred."""
    return total.weight if total.weight is not None else adding.FULL_MARKS


def _conclusion(report: Report, finding: Finding, findings: Sequence[Finding]) -> Stale | None:
    """The conclusion kept a score that the total row, which adds up, no longer has."""
    conclusion, total = report.conclusion, report.total
    if any(one.code == "SC01" for one in findings) or conclusion is None or total is None or total.score is None:
        return None
    added = adding.scores(report.indicators) + sum(adding.budget_scores(report), Decimal(0))
    if added != total.score or conclusion.score is None:
        return None
    message = _("总分行{total}与各项得分合计一致，结论的{stated}没有随之更新。").format(
        total=short(total.score), stated=short(conclusion.score)
    )
    proposal = _("建议（供核实）：把结论的{stated}分改为{total}分。").format(
        stated=short(conclusion.score), total=short(total.score)
    )
    return Stale(message, proposal, (finding,))


def _funds(report: Report, finding: Finding) -> Stale | None:
    """The total of one column fits when one part is taken as the column before it prints it."""
    ways = [way for lines in money.groups(report) for way in _ways(lines)]
    if len(ways) != 1:
        return None
    part, old, new, total = ways[0]
    column = _("全年预算数")
    message = _("{column}合计按「{part}」的年初数{old}计算才相符，现印{new}，可能调整分项后没有更新合计。").format(
        column=column, part=part, old=short(old), new=short(new)
    )
    proposal = _("建议（供核实）：把{column}合计改为{total}。").format(column=column, total=short(total))
    return Stale(message, proposal, (finding,))


def _ways(lines: tuple[BudgetLine, ...]) -> Iterator[tuple[str, Decimal, Decimal, Decimal]]:
    """Parts whose initial figure, put in place of the later one, makes the budgets add up to their total.

    Each with its name, its initial and its later figure, and what the later ones add up to.
    """
    total = next((line.budget for line in lines if line.part == "total"), None)
    parts = [(line.name, line.initial, line.budget) for line in lines if line.part != "total"]
    if total is None:
        return
    added = sum((budget for _name, _initial, budget in parts if budget is not None), Decimal(0))
    for name, initial, budget in parts:
        if initial is not None and budget is not None and initial - budget == total - added != 0:
            yield name, initial, budget, added
