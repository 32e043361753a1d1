"""FE01 percentage-impossible."""

from collections.abc import Iterator

from auditor.checks import quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report
from auditor.relate import Judged
from auditor.relate.samples import ASKED, DIVIDED
from auditor.text import amounts


@check("FE01", "percentage-impossible", severity="warning", arithmetic=True)
def percentage_impossible(report: Report, context: Context) -> Iterator[Verdict]:
    """所述百分数不可能由所述人数（份数）得出。

    缘由：40份问卷的满意率只能是2.5%的倍数；96.3%不是任何份数除以40的结果。
    算法：同一句、前后两句或同一行指标中有样本数和占比（全表只有一项满意度、一处样本数的，也相对照），检验是否存在整数k，使k÷样本数按所印位数四舍五入（或截尾）得到该百分数（GRIM检验）；写明了满意份数的，或比率紧跟在总数与完成数之后的（发现1285处，整改1271处，整改率98.9%），直接相除比较；有效、收回份数（接通人数）优先于发放份数（拨打人数）。
    不报：样本数足够大，任何百分数都可能；写明是平均分、综合得分的；约数、带上下限的百分数；一处有几个样本数而分不清所指的；没有样本数由 ST06 报告；分子、分母都写明的由 FE02 报告。
    依据：Brown 与 Heathers（2017）的 GRIM 检验。
    示例：收回有效问卷40份，满意率96.3%。
    """
    for one in context.stated("ratio", of=ASKED):
        yield _impossible(context, one) if one.broken else Agreement(example=one.judgement.working)
    for one in context.stated("ratio", of=DIVIDED):
        yield _divided(context, one) if one.broken else Agreement(example=_quotient(context, one))


def _impossible(context: Context, one: Judged) -> Discrepancy:
    share, (sample,) = stated.result(context, one).quantity, (it.quantity for it in stated.others(context, one))
    return Discrepancy(
        message=_("{share}不可能由{sample}得出：{near}，待核实").format(
            share=share.text, sample=sample.text, near=one.judgement.working.replace(_("；"), _("，"))
        ),
        working=one.judgement.working,
        action=_("请填报单位提供调查统计表；若为评分的平均值应写明。"),
        evidence=(quoting.quantity(_("样本"), sample), quoting.quantity(_("百分数"), share)),
        confidence=one.relation.confidence,
        about=("impossible", sample.unit),
        values=(sample.text, share.text),
        relations=(one.id,),
    )


def _divided(context: Context, one: Judged) -> Discrepancy:
    share = stated.result(context, one).quantity
    part, sample = (it.quantity for it in stated.others(context, one))
    working = _quotient(context, one)
    return Discrepancy(
        message=_("{part}占{sample}的比例是{working}，所述为{share}，不一致，待核实").format(
            part=part.text, sample=sample.text, working=working, share=share.text
        ),
        working=f"{working} ≠ {share.text}",
        action=_("请填报单位提供调查统计表，更正份数或比例。"),
        evidence=tuple(
            quoting.quantity(role, shown)
            for role, shown in ((_("样本"), sample), (_("满意数"), part), (_("百分数"), share))
        ),
        severity="note" if one.judgement.slight else None,
        about=("divided", sample.unit),
        values=(sample.text, part.text, share.text),
        relations=(one.id,),
    )


def _quotient(context: Context, one: Judged) -> str:
    """282/300 = 94.00%, as a survey is reckoned."""
    part, sample = (it.value for it in stated.others(context, one))
    return f"{amounts.show(part)}/{amounts.show(sample)} = {one.judgement.expected:.2f}%"
