"""BU13 conclusion-parts-do-not-sum."""

from collections.abc import Iterator

from auditor.checks import prose, quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.quantity import Interval, Quantity
from auditor.model.report import Report, StatedAmount
from auditor.relate import money
from auditor.text import quantities, rounding


@check("BU13", "conclusion-parts-do-not-sum", severity="error", needs="conclusion", arithmetic=True)
def conclusion_parts_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """自评结论中基本支出、项目支出、其他资金之和与所述总额不符。

    缘由：同一句话里的合计与分项应当相等。
    算法：各数按所印位数和单位取区间，分项之和与总额没有交集即为不符；其他资金可能已包含在基本、项目支出之内，两种读法都认可。
    不报：没有总额或分项不足两项；分项之和与同一段话里写在分项之前的另一总额（全年支出、决算支出）相符；分项之和小于总额而没有同时列出基本支出和项目支出（列举不完整）；资金表的加总由 BU04 报告。
    依据：算术：合计等于分项之和。
    示例：总额1000.0万元，其中基本支出400.0万元、项目支出580.0万元，相差20.0万元。
    """
    conclusion = report.conclusion
    if conclusion is None or conclusion.total is None or len(conclusion.parts) < 2:
        return
    parts, whole = conclusion.parts, money.amount(conclusion.total.amount)
    uses = tuple(part for part in parts if part.part in {"basic", "project"})
    working = " + ".join(part.amount.text for part in parts)
    for reading in (parts, uses):
        if len(reading) > 1 and rounding.meet(rounding.total(money.amount(part.amount) for part in reading), whole):
            stated = (conclusion.total, *parts)
            spans = tuple(one.amount.span for one in stated)
            yield Agreement(example=f"{working} ≈ {conclusion.total.amount.text}", spans=spans)
            return
    summed = rounding.total(money.amount(part.amount) for part in parts)
    if (other := _other_total(report, parts, summed)) is not None:
        yield Agreement(example=f"{working} ≈ {other.text}", spans=(other.span, *(part.amount.span for part in parts)))
        return
    less = summed.high is not None and whole.low is not None and summed.high <= whole.low
    if less and {part.part for part in uses} != {"basic", "project"}:
        yield NotAssessed(reason=_("自评结论没有列全总额的各组成部分"))
        return
    yield _differ(conclusion.total, parts, working).model_copy(update={"relations": context.broken_at("stated-amount")})


def _other_total(report: Report, parts: tuple[StatedAmount, ...], summed: Interval) -> Quantity | None:
    """The amount before the parts that they do add up to: 全年支出2296.9万元…其中基本支出…、项目支出…."""
    first = min(part.amount.span.start for part in parts)
    said = next((one for one in prose.passages(report) if one.span.start <= first < one.span.end), None)
    stated = quantities.find(said.text, said.place) if said is not None else []
    before = [one for one in stated if one.kind == "money" and one.span.start < first]
    return next((one for one in reversed(before) if rounding.meet(summed, money.amount(one))), None)


def _differ(total: StatedAmount, parts: tuple[StatedAmount, ...], working: str) -> Discrepancy:
    summed = sum(part.amount.value / part.amount.scale for part in parts)
    same_scale = len({part.amount.scale for part in (*parts, total)}) == 1
    shown = f" = {summed}" if same_scale else ""
    return Discrepancy(
        message=_("自评结论所述{label}{total}与各部分之和（{working}{shown}）不一致，待核实").format(
            label=total.label, total=total.amount.text, working=working, shown=shown
        ),
        working=f"{working}{shown} ≠ {total.amount.text}",
        action=_("以决算报表核对总额及各部分，说明是否另有未列的资金。"),
        evidence=tuple(quoting.text(item.label, item.amount.text, item.amount.span) for item in (total, *parts)),
        about=("conclusion parts",),
        values=tuple(item.amount.text for item in (total, *parts)),
    )
