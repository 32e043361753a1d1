"""CT03 category-totals-do-not-sum."""

from collections.abc import Iterator

from auditor.checks import quoting, stated
from auditor.checks.ct import counting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Conclusion, Report
from auditor.relate import Judged
from auditor.relate.counts import SUM
from auditor.text import amounts


@check("CT03", "category-totals-do-not-sum", severity="error", needs="conclusion", arithmetic=True)
def category_totals_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """自评结论所述各类指标数之和与所述总数不符。

    缘由：结论自身的分项与合计应当相等，与指标表无关。
    算法：二级指标各类个数相加，与所述总数比较；同时写了“产出指标”“效益指标”等一级指标数的，一级与二级分别合计，不混加。
    不报：结论只列了部分类别（和小于总数，而表中还有未列的类别，或没有指标表可资对照）；与表格行数的差额由 CT01、CT02 报告。
    依据：算术：合计等于分项之和。
    示例：“绩效指标50项，其中数量指标20项、质量指标15项、时效指标10项、成本指标6项”，20 + 15 + 10 + 6 = 51。
    """
    conclusion = report.conclusion
    for one in context.stated("sum", of=SUM) if conclusion is not None else ():
        if one.broken and conclusion is not None:
            yield _apart(context, conclusion, one)
        elif one.judgement.expected == stated.result(context, one).value:
            yield Agreement(example=one.judgement.working)
        else:
            yield NotAssessed(reason=_("自评结论只列举了部分类别的指标数"))


def _apart(context: Context, conclusion: Conclusion, one: Judged) -> Discrepancy:
    total, whole = quoting.figure(one.judgement.expected), stated.result(context, one).value
    parts = [(number.subject, number.value) for number in stated.others(context, one)]
    return Discrepancy(
        message=_("自评结论所列各类指标合计{total}项，所述总数为{stated}项，相差{gap}项，待核实").format(
            total=amounts.show(total), stated=amounts.show(whole), gap=amounts.show(abs(whole - total))
        ),
        working=one.judgement.working,
        action=_("由填报单位说明是总数误计，还是某一类误计。"),
        evidence=tuple(counting.evidence(conclusion, label) for label, _count in parts),
        about=("category totals",),
        values=(amounts.show(whole), *(f"{label}{amounts.show(count)}" for label, count in parts)),
        relations=(one.id,),
    )
