"""BU11 cost-contradicts-spending."""

from collections.abc import Iterator

from auditor.checks import quoting, rows, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report
from auditor.relate import Judged, money_rows
from auditor.relate.money_rows import COST
from auditor.text import amounts


@check("BU11", "cost-contradicts-spending", severity="warning", needs=("indicators", "budget"), arithmetic=True)
def cost_contradicts_spending(report: Report, context: Context) -> Iterator[Verdict]:
    """“项目总成本”的实际完成值与资金表的全年执行数不符。

    缘由：项目总成本就是项目花的钱，应与执行数一致；填预算数代替实际数是常见的错误。
    算法：名称为项目总成本、项目总支出一类的成本指标，实际值与资金表合计行或财政拨款行的执行数，按所印位数和单位取区间比较。
    不报：部门整体表（一个目标的成本不是全部支出）；实际值不是金额；与任一资金行的执行数相符；单项成本、单价。
    依据：报告自身：成本指标与资金表所述是同一支出。
    示例：项目总成本实际完成90.00万元，全年执行数85.20万元。
    """
    for index in money_rows.whole_costs(report):
        for one in context.at("row-actual", index, of=COST):
            if one.held:
                figure = stated.others(context, one)[0].quantity.text
                yield Agreement(example=f"{stated.result(context, one).quantity.text} ≈ {figure}")
            elif one.broken:
                yield _differ(report, context, index, one)


def _differ(report: Report, context: Context, index: int, one: Judged) -> Discrepancy:
    row, line = report.indicators[index], report.budget[money_rows.spending(report)[0]]
    actual = stated.result(context, one).quantity.text
    spent = f"{amounts.show(line.spent) if line.spent is not None else ''}{line.unit}"
    return rows.discrepancy(
        row,
        index,
        _("{place}实际完成值{actual}，资金表“{name}”全年执行数{spent}，不一致，待核实").format(
            place=rows.place(row), actual=actual, name=line.name, spent=spent
        ),
        (quoting.value(_("实际完成值"), row.actual), quoting.text(_("全年执行数"), spent, line.spent_span)),
        working=one.judgement.working,
        action=_("以决算或支付凭证核对实际成本；口径（含其他资金、未付款）不同的应说明。"),
        values=(actual, spent),
        relations=(one.id,),
    )
