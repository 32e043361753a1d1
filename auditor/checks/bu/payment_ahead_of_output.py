"""BU16 payment-ahead-of-output."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.classes import Level
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import BudgetLine, Indicator, Report
from auditor.relate import money
from auditor.sense import direction
from auditor.text import amounts


@check("BU16", "payment-ahead-of-output", severity="warning", needs=("budget", "indicators"))
def payment_ahead_of_output(report: Report, context: Context) -> Iterator[Verdict]:
    """资金已全部支付，产出却远未完成，没有说明。

    缘由：钱付完了而事情只做了一部分，可能是预付、单价上升或完成情况填错，应当说明。
    算法：资金表合计行执行率（没有印的按执行数÷预算数复算）按所印位数达到100%，而某一产出数量指标的完成比例低于地方规则的比例（默认60%），本行没有偏差原因，表下也没有说明。
    不报：有偏差原因或其他说明的；成本、比率、时间和以少为好的指标；有几张资金表、分不清哪一笔对应的。
    依据：自评复核的常规提示；比例在规则文件中。
    示例：执行率100%，“修缮校舍”目标12栋、实际5栋，偏差原因空白。
    """
    lines = [money.leading(group) for group in money.groups(report)]
    if len(lines) != 1:
        yield NotAssessed(reason=_("有几张资金表，分不清哪一笔对应哪项产出"))
        return
    if not money.paid_out(lines[0]):
        return
    for index, row in enumerate(report.indicators):
        share = direction.attainment(row) if row.level1 == Level.OUTPUT else None
        if share is None:
            continue
        if share >= context.profile.output_behind or rows.explained(row) or rows.explained_below(report):
            yield Agreement(example=_("{name} 完成 {share}%").format(name=row.name, share=f"{share:.2f}"))
        else:
            yield _finding(lines[0], row, index, share)


def _finding(line: BudgetLine, row: Indicator, index: int, share: Decimal) -> Discrepancy:
    rate = amounts.show(line.rate) if line.rate is not None else "100"
    return rows.discrepancy(
        row,
        index,
        _("执行率{rate}%，{place}却只完成目标的{share}%，没有说明原因，待核实").format(
            rate=rate, place=rows.place(row), share=f"{share:.2f}"
        ),
        (*quoting.both(row), quoting.text(_("执行率"), f"{rate}%", line.rate_span or line.spent_span or line.span)),
        action=_("请填报单位说明资金先于产出支付的原因，并提供合同、验收和付款凭证。"),
        values=(rate, f"{share:.2f}"),
    )
