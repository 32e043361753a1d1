"""BU09 part-rates-contradict-total."""

from collections.abc import Iterator

from auditor.checks import quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Discrepancy, Evidence, Verdict
from auditor.model.report import Conclusion, Report, StatedAmount
from auditor.relate import Judged
from auditor.relate.concluded import WEIGHTED
from auditor.text import amounts


@check("BU09", "part-rates-contradict-total", severity="warning", needs="conclusion", arithmetic=True)
def part_rates_contradict_total(report: Report, context: Context) -> Iterator[Verdict]:
    """总执行率落在各部分执行率加权的范围之外。

    缘由：总执行率是各部分按金额加权的平均，不可能脱离加权结果；不符说明某一部分的金额或执行率填错。
    算法：各部分金额 × 执行率之和 ÷ 金额之和，金额与执行率都按所印位数取区间，得总执行率的可能范围，再与所述总执行率比较。
    不报：结论没有逐部分说明执行率，或只有一部分，或有部分金额为0；金额之和与总额不符由 BU13 报告；与资金表的差额由 BU02、BU08 报告。
    依据：算术：加权平均（总执行数 = 各部分执行数之和）。
    示例：基本支出100万元、执行率90%，项目支出100万元、执行率80%，总执行率写95%。
    """
    conclusion = report.conclusion
    if conclusion is None:
        return
    for one in context.stated("ratio", of=WEIGHTED):
        if one.broken:
            yield _differ(conclusion, one)
        else:
            yield stated.agreement(context, one)


def _differ(conclusion: Conclusion, one: Judged) -> Discrepancy:
    whole = conclusion.total.rate if conclusion.total is not None else None
    rates = [(part.amount, part.rate) for part in conclusion.parts if part.rate is not None]
    shown = whole.text if whole is not None else ""
    return Discrepancy(
        message=_("自评结论称总执行率{rate}，按各部分金额与执行率加权为{expected}%，不一致，待核实").format(
            rate=shown, expected=f"{quoting.figure(one.judgement.expected):.2f}"
        ),
        working=one.judgement.working,
        action=_("核对各部分的预算数、执行数和执行率，说明总执行率的口径。"),
        evidence=(
            *([quoting.quantity(_("总执行率"), whole)] if whole is not None else []),
            *(_evidence(part) for part in conclusion.parts),
        ),
        severity="note" if one.judgement.slight else None,
        about=("part rates",),
        values=(shown, *(f"{amounts.show(a.value)}×{amounts.show(r.value)}" for a, r in rates)),
        relations=(one.id,),
    )


def _evidence(part: StatedAmount) -> Evidence:
    rate = part.rate.text if part.rate is not None else ""
    return quoting.text(part.label, _("，").join(filter(None, (part.amount.text, rate))), part.amount.span)
