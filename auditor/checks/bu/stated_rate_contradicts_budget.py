"""BU15 stated-rate-contradicts-budget."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report
from auditor.relate.told_money import RATE


@check("BU15", "stated-rate-contradicts-budget", severity="error", needs="budget", arithmetic=True)
def stated_rate_contradicts_budget(report: Report, context: Context) -> Iterator[Verdict]:
    """文字中的执行率、到位率与资金表不符。

    缘由：报告各处所说的执行率是同一个数；与资金表不符，说明文字没有随数据更新。
    算法：文字中“（预算、资金）执行率”“到位率”所说的百分数，与资金表合计行的全年执行数÷全年预算数、到位数÷预算数比较；各数按所印位数取区间，没有交集即报。
    不报：同一句另有金额的（BU02、FE02 按该句的数核对）；说明是某一部分的；目标、计划中的；文件中有几个资金表的；资金表没有该栏的。
    依据：自评报告应与所附资金表一致。
    示例：资金表全年预算400万元、全年执行372万元，正文写“预算执行率95%”：372 ÷ 400 = 93%。
    """
    for one in context.stated("ratio", of=RATE):
        if one.held:
            yield stated.agreement(context, one)
        elif one.broken:
            yield stated.discrepancy(
                context,
                one,
                _("文字称{rate}，按资金表为{working}，不一致，待核实").format(
                    rate=stated.words(context, one), working=one.judgement.working
                ),
                action=_("以资金表和决算数据为准，统一各处的比率。"),
            )
