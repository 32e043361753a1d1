"""BU15 stated-rate-contradicts-budget."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.checks import prose, quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Interval, Quantity
from auditor.model.report import BudgetLine, Report, Statement
from auditor.text import quantities, rounding

WHOLE = Decimal(100)

# "预算执行率为95%", "项目资金到位率达到100%"; a part's own rate (基本支出执行率) is another's
_RATE = re.compile(
    r"(?:^|[，,。；;：:、\s])(?:截至|截止|至|全年|年末|年底|本年度?|项目|资金|总体|整体|预算|财政|专项)*(?P<what>执行率|支出率|支付率|到位率)(?:分别)?(?:为|达到?|是|:|：|约)*$"
)
_SPEAKS = re.compile(r"(?:执行率|支出率|支付率|到位率).{0,12}[%％]")
_ARRIVED = "到位率"


class _Known(NamedTuple):
    line: BudgetLine
    share: Interval
    figure: str


@check("BU15", "stated-rate-contradicts-budget", severity="error", needs="budget", arithmetic=True)
def stated_rate_contradicts_budget(report: Report, context: Context) -> Iterator[Verdict]:
    """文字中的执行率、到位率与资金表不符。

    缘由：报告各处所说的执行率是同一个数；与资金表不符，说明文字没有随数据更新。
    算法：文字中“（预算、资金）执行率”“到位率”所说的百分数，与资金表合计行的全年执行数÷全年预算数、到位数÷预算数比较；各数按所印位数取区间，没有交集即报。
    不报：同一句另有金额的（BU02、FE02 按该句的数核对）；说明是某一部分的；目标、计划中的；文件中有几个资金表的；资金表没有该栏的。
    依据：自评报告应与所附资金表一致。
    示例：资金表全年预算400万元、全年执行372万元，正文写“预算执行率95%”：372 ÷ 400 = 93%。
    """
    if len({line.group for line in report.budget}) != 1:
        return
    lead = next((line for line in report.budget if line.part == "total"), report.budget[0])
    for sentence in prose.sentences(report, _SPEAKS):
        found = quantities.find(sentence.text, sentence.span.part)
        if any(one.kind == "money" for one in found) or re.search(r"目标|计划|不低于|以上", sentence.text):
            continue
        for rate in found:
            if rate.kind == "percent" and rate.bound == "=":
                yield from _judge(sentence, rate, lead)


def _judge(sentence: Statement, rate: Quantity, lead: BudgetLine) -> Iterator[Verdict]:
    named = _RATE.search(sentence.text[: rate.number_span.start - sentence.span.start])
    known = _known(lead, named["what"]) if named is not None else None
    if known is None:
        return
    if rounding.meet(known.share, rounding.interval(rate)):
        yield Agreement(f"{known.figure} ≈ {rate.text}", (rate.span,))
        return
    yield Discrepancy(
        message=_("文字称{what}{rate}，按资金表为{figure}，不一致，待核实").format(
            what=named["what"] if named is not None else "", rate=rate.text, figure=known.figure
        ),
        working=f"{known.figure} ≠ {rate.text}",
        action=_("以资金表和决算数据为准，统一各处的比率。"),
        evidence=(
            quoting.text(_("表述"), sentence.text, sentence.span),
            *((quoting.number(_("全年执行数"), lead.spent, lead.spent_span),) if lead.spent is not None else ()),
            *((quoting.number(_("执行率"), lead.rate, lead.rate_span, "%"),) if lead.rate is not None else ()),
        ),
        about=("rate", named["what"] if named is not None else ""),
        values=(rate.text, known.figure),
    )


def _known(line: BudgetLine, what: str) -> _Known | None:
    """The rate that the money table gives."""
    above = line.funded if what == _ARRIVED else line.spent
    below = line.budget if line.budget is not None or "budget" in line.columns else line.initial
    if above is None or below is None or below <= 0:
        return None
    share = rounding.scale(rounding.ratio(rounding.printed(above), rounding.printed(below)), WHOLE)
    return _Known(line, share, f"{above} ÷ {below} = {above / below * WHOLE:.2f}%")
