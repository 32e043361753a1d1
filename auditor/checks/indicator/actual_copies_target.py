"""IN11 actual-copies-target."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import direction
from auditor.text.normalize import fold


@check("IN11", "actual-copies-target", severity="warning", needs="indicators")
def actual_copies_target(report: Report, context: Context) -> Iterator[Verdict]:
    """实际完成值照抄目标值，连同运算符。

    缘由：“≥90%”是要求，不是测得的结果；照抄说明没有实测数据。
    算法：实际完成值与年度指标值逐字相同（不计全半角和空格），且带有≥、>、≤、<或“不少于”等限定。
    不报：=100% 与 =100%（等式是确定的值）；文字目标与文字结果相同；运算符不同由 CL08 报告；地方规则允许这样填报比率的。
    依据：表中“实际完成值”一栏的含义：填实际数。
    示例：满意度目标≥90%，实际完成值也填≥90%。
    """
    for index, row in enumerate(report.indicators):
        if not _bounded(row, as_measured=context.profile.bound_as_measured) or row.target is None or row.actual is None:
            continue
        if fold(row.target.text) != fold(row.actual.text):
            yield Agreement()
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}实际完成值“{actual}”照抄目标值，没有实际数").format(
                place=rows.place(row), actual=row.actual.text
            ),
            quoting.both(row),
            action=_("请填报单位补报实际测得的数值及佐证材料（统计台账、问卷汇总等）。"),
            values=(fold(row.actual.text),),
        )


def _bounded(row: Indicator, *, as_measured: bool) -> bool:
    target = row.target.quantity if row.target else None
    if target is None or row.actual is None or target.bound not in direction.FLOORS | direction.CEILINGS:
        return False
    return not (as_measured and target.kind == "percent")
