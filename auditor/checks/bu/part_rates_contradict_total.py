"""BU09 part-rates-contradict-total."""

from collections.abc import Iterator

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, Verdict
from auditor.model.quantity import Interval, Quantity
from auditor.model.report import Report, StatedAmount
from auditor.relate import money
from auditor.text import amounts, rounding


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
    if conclusion is None or conclusion.total is None or conclusion.total.rate is None:
        return
    parts = [(part.amount, part.rate) for part in conclusion.parts if part.rate is not None]
    if any(amount.value <= 0 for amount, _rate in parts):
        return
    if len(parts) < 2 or len(parts) < len(conclusion.parts):
        return
    weighted = _weighted(parts)
    total = rounding.interval(conclusion.total.rate)
    point = sum(amount.value * rate.value for amount, rate in parts) / sum(amount.value for amount, _rate in parts)
    working = _("加权 {point}%，可能范围 {weighted}").format(point=f"{point:.2f}", weighted=_shown(weighted))
    if rounding.meet(weighted, total):
        yield Agreement(
            example=_("总执行率 {rate}：{working}").format(rate=conclusion.total.rate.text, working=working)
        )
        return
    yield Discrepancy(
        message=_("自评结论称总执行率{rate}，按各部分金额与执行率加权应在{weighted}%之间，不一致，待核实").format(
            rate=conclusion.total.rate.text, weighted=_shown(weighted)
        ),
        working=working,
        action=_("核对各部分的预算数、执行数和执行率，说明总执行率的口径。"),
        evidence=(
            quoting.quantity(_("总执行率"), conclusion.total.rate),
            *(_evidence(part) for part in conclusion.parts),
        ),
        about=("part rates",),
        values=(conclusion.total.rate.text, *(f"{amounts.show(a.value)}×{amounts.show(r.value)}" for a, r in parts)),
    )


def _weighted(parts: list[tuple[Quantity, Quantity]]) -> Interval:
    spent = rounding.total(rounding.product(money.amount(amount), rounding.interval(rate)) for amount, rate in parts)
    return rounding.ratio(spent, rounding.total(money.amount(amount) for amount, _rate in parts))


def _shown(weighted: Interval) -> str:
    low = "" if weighted.low is None else f"{weighted.low:.2f}"
    high = "" if weighted.high is None else f"{weighted.high:.2f}"
    return f"{low}—{high}"


def _evidence(part: StatedAmount) -> Evidence:
    rate = part.rate.text if part.rate is not None else ""
    return quoting.text(part.label, _("，").join(filter(None, (part.amount.text, rate))), part.amount.span)
