"""FE02 rate-miscomputed."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report
from auditor.relate.statements.rates import SAID


@check("FE02", "rate-miscomputed", severity="error", arithmetic=True)
def rate_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """文字所述的比率与所列的分子、分母不符。

    缘由：完成率、回收率、合格率、占比都由两个数算出；不符说明比率或其中一个数有误。
    算法：比率的分子是它之前所说的数，分母是“其中”之前、本句开头或“占……的”所指的数；各数按所印位数取区间，商与比率没有交集即报。
    只差末位一个单位的按提示报。
    不报：分子或分母没有写明的；各问卷、各分组之间不交叉；分母在本报告之外（占全省、全国）的；增长幅度由 BU10 报告，执行率由 BU02 报告。
    依据：比率 = 分子 ÷ 分母。
    示例：“发放问卷500份，收回480份，回收率98%”：480 ÷ 500 = 96%。
    """
    for one in context.stated("ratio", of=SAID):
        if stated.is_of_execution(context, one):
            continue
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        rate = stated.result(context, one)
        yield stated.discrepancy(
            context,
            one,
            _("文字称{rate}，按所列的数计算为{working}，不一致，待核实").format(
                rate=rate.quantity.text, working=one.judgement.working
            ),
            action=_("核对分子、分母的口径与数据，更正有误的一处。"),
        )
