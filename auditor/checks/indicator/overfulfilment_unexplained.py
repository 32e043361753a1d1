"""IN02 overfulfilment-unexplained."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, NotAssessed, Verdict
from auditor.model.report import Report
from auditor.sense import direction
from auditor.text import amounts

_SIGNS = "≥≧>＞=＝═≤<＜ "
"""Before a target: what is measured against it is the figure."""


@check("IN02", "overfulfilment-unexplained", severity="warning", needs="indicators")
def overfulfilment_unexplained(report: Report, context: Context) -> Iterator[Verdict]:
    """实际完成值大幅超过目标值，没有说明原因。

    缘由：大幅超额说明目标定低了或统计口径变了，都应当说明。
    算法：计数类的正向指标（≥、>、=），单位换算后实际值 ÷ 目标值达到地方规则的比例（默认130%），而偏差原因空白或为“无”。
    不报：比率、时间、金额、成本和越少越好的指标；有实质原因；表中没有偏差原因栏；达到200%的汇总提示由 IN03 报告。
    依据：参照“超过目标值一定比例的应当说明原因”；本次所用比例见评分规则。
    示例：目标≥1000人次，实际4372人次，为目标的437%，原因栏空白。
    """
    if not any("reason" in row.columns for row in report.indicators):
        yield NotAssessed(reason=_("表中没有偏差原因栏"))
        return
    threshold = context.profile.overfulfilment
    for index, row in enumerate(report.indicators):
        share = direction.attainment(row)
        if share is None:
            continue
        if share < threshold or rows.explained(row):
            yield Agreement(
                example=_("{name}，已说明原因").format(name=f"{row.name}{rows.per_cent(share)}")
                if share >= threshold
                else ""
            )
            continue
        target, actual = (row.target.text if row.target else ""), (row.actual.text if row.actual else "")
        yield rows.discrepancy(
            row,
            index,
            _("{place}目标{target}，实际{actual}，为目标的{share}，没有说明原因").format(
                place=rows.place(row), target=target, actual=actual, share=rows.per_cent(share)
            ),
            quoting.both(row),
            working=_("{actual}为目标{target}的{share}（达到{threshold}%应说明原因）").format(
                actual=actual,
                target=target.lstrip(_SIGNS),
                share=rows.per_cent(share),
                threshold=amounts.show(threshold),
            ),
            action=_("请填报单位说明超额的原因（目标偏低、任务增加或统计口径变化），并提供佐证材料。"),
            values=(target, actual),
        )
