"""IN01 missed-target-unexplained."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, NotAssessed, Verdict
from auditor.model.report import Report
from auditor.sense import direction, lexicon


@check("IN01", "missed-target-unexplained", severity="warning", needs="indicators")
def missed_target_unexplained(report: Report, context: Context) -> Iterator[Verdict]:
    """未达到目标值，没有说明原因。

    缘由：未完成的指标应说明原因和改进措施。
    算法：实际完成值不满足年度指标值的约束（单位换算后比较），而偏差原因空白或为“无”。
    不报：表中没有偏差原因栏，也没有写“无”的总的原因说明；已扣分而无原因的由 SC08 报告；未完成而得满分的由 SC07 报告；目标为“=”而多做的由 IN18 提示；运算符方向存疑的由 IN05、IN06 报告；日期晚于期限由 TM01 报告。
    依据：未完成原因及改进措施栏的填报要求（财政部项目支出绩效评价管理办法所附自评表）。
    示例：目标≥100家，实际96家，原因栏空白（表中没有得分栏）。
    """
    if not any("reason" in row.columns for row in report.indicators) and not _denies_all(report):
        yield NotAssessed(reason=_("表中没有偏差原因栏"))
        return
    for index, row in enumerate(report.indicators):
        verdict = direction.met(row)
        if verdict is None:
            continue
        if verdict:
            yield Agreement()
        if verdict or rows.explained(row) or rows.full(row) or rows.deducted(row):
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
        )


def _denies_all(report: Report) -> bool:
    """Whether the form asks for reasons in one field for all rows, and that field says 无."""
    return report.budget_reason is not None and not lexicon.says_something(report.budget_reason.text)
