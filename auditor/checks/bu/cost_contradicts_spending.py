"""BU11 cost-contradicts-spending."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import BudgetLine, Indicator, Report
from auditor.relate import money
from auditor.sense import direction, lexicon
from auditor.text import amounts, rounding, units
from auditor.text.normalize import fold


@check("BU11", "cost-contradicts-spending", severity="warning", needs=("indicators", "budget"), arithmetic=True)
def cost_contradicts_spending(report: Report, context: Context) -> Iterator[Verdict]:
    """“项目总成本”的实际完成值与资金表的全年执行数不符。

    缘由：项目总成本就是项目花的钱，应与执行数一致；填预算数代替实际数是常见的错误。
    算法：名称为项目总成本、项目总支出一类的成本指标，实际值与资金表合计行或财政拨款行的执行数，按所印位数和单位取区间比较。
    不报：部门整体表（一个目标的成本不是全部支出）；实际值不是金额；与任一资金行的执行数相符；单项成本、单价。
    依据：报告自身：成本指标与资金表所述是同一支出。
    示例：项目总成本实际完成90.00万元，全年执行数85.20万元。
    """
    if report.kind not in {"project", "transfer"} or rows.has_groups(report):
        return
    spent = [line for line in report.budget if line.spent is not None and line.spent > 0]
    if not spent:
        return
    for index, row in enumerate(report.indicators):
        actual = _amount(row)
        if (
            actual is None
            or not direction.is_cost(row)
            or not lexicon.pattern("measures", "whole_cost").fullmatch(fold(row.name))
        ):
            continue
        agreeing = [line for line in spent if _agrees(line, actual)]
        if agreeing:
            yield Agreement(example=f"{row.name}{actual.text} ≈ {_figure(agreeing[0])}")
            continue
        line = next((line for line in spent if line.part == "total"), spent[0])
        yield rows.discrepancy(
            row,
            index,
            _("{place}实际完成值{actual}，资金表“{name}”全年执行数{spent}，不一致，待核实").format(
                place=rows.place(row), actual=actual.text, name=line.name, spent=_figure(line)
            ),
            (quoting.value(_("实际完成值"), row.actual), quoting.text(_("全年执行数"), _figure(line), line.spent_span)),
            action=_("以决算或支付凭证核对实际成本；口径（含其他资金、未付款）不同的应说明。"),
            values=(actual.text, _figure(line)),
        )


def _amount(row: Indicator) -> Quantity | None:
    """The actual as money; a bare number is read in the unit of the target."""
    actual = row.actual.quantity if row.actual else None
    target = row.target.quantity if row.target else None
    if actual is not None and actual.kind == "money":
        return actual
    if actual is None or target is None or target.kind != "money":
        return None
    return units.converted(actual, target)


def _agrees(line: BudgetLine, actual: Quantity) -> bool:
    figure = money.in_yuan(line, "spent")
    return figure is not None and rounding.meet(figure, money.amount(actual))


def _figure(line: BudgetLine) -> str:
    return f"{amounts.show(line.spent) if line.spent is not None else ''}{line.unit}"
