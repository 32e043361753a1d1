"""IN06 output-bound-reversed."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.classes import Category
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Report
from auditor.sense import direction


@check("IN06", "output-bound-reversed", severity="warning", needs="indicators")
def output_bound_reversed(report: Report, context: Context) -> Iterator[Verdict]:
    """数量指标的目标用了“≤”或“<”。

    缘由：产出数量是越多越好的下限，写成上限就成了做得越少越好。
    算法：数量指标的目标是计数或计量，运算符为≤或<（含“不超过”“小于”等写法）。
    不报：事故、投诉、败诉等越少越好的；人员编制、车辆、会议、债务等本来要控制的；天数、时限；金额。
    依据：参照“产出数量指标反映预期提供的产品和服务数量”（绩效目标管理办法）；词表见 lexicons/measures.toml。
    示例：培训人数≤200人。
    """
    for index, row in enumerate(report.indicators):
        target = row.target.quantity if row.target else None
        if row.category != Category.QUANTITY or target is None:
            continue
        if not direction.reversed_output(row):
            yield Agreement()
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}是产出数量，目标却写作{target}，运算符方向存疑，待核实").format(
                place=rows.place(row), target=row.target.text if row.target else ""
            ),
            quoting.both(row),
            action=_("核对目标申报表的运算符。"),
            values=(target.bound, str(target.value)),
            confidence="medium",
        )
