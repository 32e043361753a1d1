"""ST07 goal-without-indicators."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Report


@check("ST07", "goal-without-indicators", severity="warning", needs=("goals", "indicators"))
def goal_without_indicators(report: Report, context: Context) -> Iterator[Verdict]:
    """有的绩效目标没有指标，或有的指标分组没有对应的目标。

    缘由：目标要靠指标衡量；没有指标的目标无法评价，没有目标的指标不知为何而设。
    算法：目标序号与指标表的分组序号逐一对照。
    不报：指标表不按目标分组；只有一个目标；目标总数的差额由 CT04 报告。
    依据：参照“绩效指标应与绩效目标对应”（财预〔2015〕88号）。
    示例：目标17有文字而指标表中没有“绩效目标17”。
    """
    if not rows.has_groups(report) or len(report.goals) < 2:
        yield NotAssessed(reason=_("指标表不按目标分组，或只有一个目标"))
        return
    stated = {goal.number for goal in report.goals}
    grouped = {row.goal for row in report.indicators if row.goal is not None}
    bare, stray = sorted(stated - grouped), sorted(grouped - stated)
    if not bare and not stray:
        yield Agreement(example=_("{count} 个目标均有指标").format(count=len(stated)))
        return
    said = [goal.target or goal.actual for goal in report.goals if goal.number in bare]
    named = [next(row for row in report.indicators if row.goal == number) for number in stray]
    parts = [_("绩效目标{numbers}没有指标").format(numbers=_("、").join(map(str, bare)))] if bare else []
    parts += (
        [_("指标表中的绩效目标{numbers}没有目标文字").format(numbers=_("、").join(map(str, stray)))] if stray else []
    )
    yield Discrepancy(
        message=_("；").join(parts),
        action=_("核对目标序号和指标分组，补填缺少的一方。"),
        evidence=(
            *(quoting.statement(_("目标"), one) for one in said if one is not None),
            *(quoting.name(row) for row in named),
        ),
        goals=tuple(bare + stray),
        confidence="medium" if any(row.ambiguous for row in report.indicators) or report.unreadable else "high",
        about=("goals without indicators",),
        values=tuple(map(str, bare + stray)),
    )
