"""IN01 missed-target-unexplained."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, NotAssessed, Verdict
from auditor.model.report import Indicator, Report
from auditor.profiles import Profile
from auditor.sense import direction, wording


@check("IN01", "missed-target-unexplained", severity="warning", needs="indicators")
def missed_target_unexplained(report: Report, context: Context) -> Iterator[Verdict]:
    """未达到目标值，没有说明原因。

    缘由：未完成的指标应说明原因和改进措施。
    算法：实际完成值不满足年度指标值的约束（单位换算后比较），而偏差原因空白、为“无”或只说“已完成”“正常”。表中没有偏差原因栏、也没有总的说明的，合成一条提示。
    不报：没有偏差原因栏而有总的说明；已扣分而无原因的由 SC08 报告；未完成而得满分的由 SC07 报告；目标为“=”而多做的由 IN18 提示；预算执行率作为指标列在表中、执行率不低于规定比例的（低于的由 BU06 核对）；运算符方向存疑的由 IN05、IN06 报告；日期晚于期限由 TM01 报告。
    依据：表中“未完成原因及改进措施”一栏的填报要求。
    示例：目标≥100家，实际96家，原因栏空白（表中没有得分栏）。
    """
    if not rows.asks_for_reasons(report) and not _denies_all(report):
        yield from _unasked(report, context.profile)
        return
    for index, row in enumerate(report.indicators):
        if direction.met(row):
            yield Agreement()
        if not _owes_a_reason(row, report, context.profile) or rows.explained(row):
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}目标{target}，实际{actual}，未达目标，没有说明原因").format(
                place=rows.place(row),
                target=row.target.text if row.target else "",
                actual=row.actual.text if row.actual else "",
            ),
            quoting.both(row),
            action=_("请填报单位补充未完成的原因和改进措施。"),
            values=(row.target.text if row.target else "", row.actual.text if row.actual else ""),
            relations=context.broken_at("row-target", index),
        )


def _owes_a_reason(row: Indicator, report: Report, profile: Profile) -> bool:
    """Whether it missed its target; where points were taken off or wrongly given, SC08 and SC07 say so."""
    missed = direction.met(row) is False and not rows.full(row) and not rows.deducted(row)
    return missed and not rows.spent_enough(row, report, profile)


def _unasked(report: Report, profile: Profile) -> Iterator[Verdict]:
    """On a form without a column for reasons, and without reasons below it, a hint on all rows together."""
    found = [(index, row) for index, row in enumerate(report.indicators) if _owes_a_reason(row, report, profile)]
    if found and not rows.explained_below(report):
        yield rows.unasked(found, _("{count}行未达目标（{names}），表中没有偏差原因栏"), "missed without a column")
    else:
        yield NotAssessed(reason=_("表中没有偏差原因栏"))


def _denies_all(report: Report) -> bool:
    """Whether the form asks for reasons in one field for all rows, and that field says 无."""
    return report.budget_reason is not None and not wording.says_something(report.budget_reason.text)
