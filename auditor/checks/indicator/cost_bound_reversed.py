"""IN05 cost-bound-reversed."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Report
from auditor.sense import direction


@check("IN05", "cost-bound-reversed", severity="warning", needs="indicators")
def cost_bound_reversed(report: Report, context: Context) -> Iterator[Verdict]:
    """成本指标的金额用了“≥”或“>”。

    缘由：成本指标是上限，写成下限就成了花得越多越好。
    算法：成本指标的目标值是金额，运算符为≥或>（含“不少于”“超过”等写法）。
    不报：节约额、补助标准、到位、配套、带动一类本来就求多的；目标不是金额；产出数量用了上限由 IN06 报告。
    依据：参照“成本指标反映成本的控制情况”（绩效目标管理办法）。
    示例：水污染防治资金预算执行≥1796万元。
    """
    for index, row in enumerate(report.indicators):
        target = row.target.quantity if row.target else None
        if target is None or row.target is None or target.kind != "money" or not direction.is_cost(row):
            continue
        if not direction.reversed_cost(row):
            yield Agreement(example=f"{row.name}{row.target.text}")
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}是成本指标，目标却写作{target}，运算符方向存疑，待核实").format(
                place=rows.place(row), target=row.target.text
            ),
            quoting.both(row),
            action=_("核对目标申报表：成本控制一般用≤；若考核的是支出进度，应归入其他类别。"),
            values=(target.bound, str(target.value)),
        )
