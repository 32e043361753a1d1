"""BU13 conclusion-parts-do-not-sum."""

from collections.abc import Iterator

from auditor.checks import quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Discrepancy, NotAssessed, Verdict
from auditor.model.report import Report, StatedAmount
from auditor.relate import Judged
from auditor.relate.concluded import PARTS


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
    for one in context.stated("sum", of=PARTS):
        total, parts = conclusion.total, conclusion.parts
        if one.broken:
            yield _differ(total, parts, one)
        elif one.relation.form == "open" and one.judgement.expected != stated.result(context, one).value:
            yield NotAssessed(reason=_("自评结论没有列全总额的各组成部分"))
        else:
            yield stated.agreement(context, one)


def _differ(total: StatedAmount, parts: tuple[StatedAmount, ...], one: Judged) -> Discrepancy:
    working = " + ".join(part.amount.text for part in parts)
    summed = sum(part.amount.value / part.amount.scale for part in parts)
    same_scale = len({part.amount.scale for part in (*parts, total)}) == 1
    shown = f" = {summed}" if same_scale else ""
    return Discrepancy(
        message=_("自评结论所述{label}{total}与各部分之和（{working}{shown}）不一致，待核实").format(
            label=total.label, total=total.amount.text, working=working, shown=shown
        ),
        working=one.judgement.working,
        action=_("以决算报表核对总额及各部分，说明是否另有未列的资金。"),
        evidence=tuple(quoting.text(item.label, item.amount.text, item.amount.span) for item in (total, *parts)),
        about=("conclusion parts",),
        values=tuple(item.amount.text for item in (total, *parts)),
        relations=(one.id,),
    )
