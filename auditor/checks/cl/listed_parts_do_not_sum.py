"""CL13 listed-parts-do-not-sum."""

from collections.abc import Iterator

from auditor.checks import evidence, stated
from auditor.checks.registry import Context, check
from auditor.checks.sc.score_parts_do_not_sum import SCORE
from auditor.locale import gettext as _
from auditor.model.finding import Discrepancy, NotAssessed, Severity, Verdict
from auditor.model.report import Claim, Report
from auditor.relate import Judged
from auditor.relate.lists import COLUMN, SUM, owned_elsewhere
from auditor.relate.statements.runs import exhaustive
from auditor.text import units
from auditor.text.patterns import lazily


@check("CL13", "listed-parts-do-not-sum", severity="error", arithmetic=True)
def listed_parts_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """“其中”所列各项之和不等于总数。

    缘由：总数与分项印在一句话里，应当加得起来。
    算法：取总数与其后同单位的分项相加；分项按其中最细的位数看待（30万元与 29.99万元并列时是 30.00万元），总数按自身的位数；区间不相交即报。
    “一是…二是…合计”这样把总数写在后面的，按警告报。所附清单（项目安排表、附件清单）的合计行与各行之和同样核对；比率、单价、得分各栏不相加。“其中”只点名两项而余数够得上再有一项的，可能没有列全，作提示。
    不报：合计之前的数额有几项相加等于合计的；结论中的指标数（CT03）和预算总额（BU13）；“含”只列一部分、或列举以“等”结尾，而分项之和不超过总数的；比率不相加；只有一个分项的；一增一减、最高最低、写明有重叠的，不是分项。
    依据：算术。
    示例：“使用预算89.97万元，其中30万元、30万元、29.99万元”：30 + 30 + 29.99 = 89.99。
    """
    elsewhere = owned_elsewhere(report)
    for one in (*context.stated("sum", of=SUM), *context.stated("sum", of="statements.lists")):
        result = stated.result(context, one)
        if result.unit == SCORE or result.span.start in elsewhere:
            continue
        if one.first is not None:
            yield NotAssessed(reason=_("合计之前的数额不全是分项，其中几项之和与合计相符"))
        elif one.broken:
            yield _worded(report, context, one)
        elif one.held:
            yield stated.agreement(context, one)
        else:
            yield NotAssessed(reason=one.judgement.reason)
    for one in context.stated("sum", of=COLUMN):
        yield _of_column(context, one) if one.broken else stated.agreement(context, one)


def _of_column(context: Context, one: Judged) -> Discrepancy:
    """The total row of a list against the items above it."""
    total = stated.result(context, one)
    return stated.discrepancy(
        context,
        one,
        _("所附清单“{column}”的合计“{total}”与各行之和不符：{working}，待核实。").format(
            column=total.subject, total=total.quantity.text, working=one.judgement.working
        ),
        action=_("核对各分项与总数，更正有误的一处。"),
    )


def _worded(report: Report, context: Context, one: Judged) -> Discrepancy:
    """In the words of the claims where all its numbers are claims, else in those of the sentences."""
    places = [context.network.index(name, "claim") for name in (one.relation.result, *one.relation.of)]
    claims = [report.claims[index] for index in places if index is not None]
    weak = one.relation.confidence != "high" or one.by.endswith(_LOOSE)
    severity: Severity | None = "note" if _may_leave_out(context, one) else "warning" if weak else None
    if len(claims) == len(places):
        return _apart(report, one, claims[0], claims[1:]).model_copy(update={"severity": severity})
    return stated.discrepancy(
        context,
        one,
        _("“{total}”与所列分项之和不符：{working}，待核实。").format(
            total=stated.result(context, one).quantity.text, working=one.judgement.working
        ),
        action=_("核对各分项与总数，更正有误的一处。"),
        severity=severity,
    )


_SOME = lazily(r"其中|包括|包含|含")
_REST = lazily(r"其余|其他|其它|另外")
_PAIR = 2


def _may_leave_out(context: Context, one: Judged) -> bool:
    """Whether two parts named within a whole leave as much as a part of their size: perhaps the text names the two alone."""
    parts = [(context.network.quotes.get(name), context.network.told(name).quantity) for name in one.relation.of]
    said = [quote.text if quote is not None else "" for quote, _quantity in parts]
    if len(parts) != _PAIR or one.relation.form or not _SOME.search(said[0]) or any(map(_REST.search, said)):
        return False
    total = context.network.quotes.get(one.relation.result)
    if exhaustive(said) and not _without_its_own(total.text if total is not None else "", said):
        return False
    whole, listed = stated.result(context, one).quantity, one.judgement.expected
    least = min((units.converted(quantity, whole) or quantity).value for _quote, quantity in parts)
    return listed is not None and whole.value - listed >= least / 2


_INVESTED = lazily(r"概算|投资|造价")
_FROM_ABOVE = lazily(r"中央|国家|省")


def _without_its_own(total: str, said: list[str]) -> bool:
    """概算4200万元，其中中央补助2800万元，省级补助700万元: what is built is paid from below too, and that is not told."""
    return _INVESTED.search(total) is not None and all(map(_FROM_ABOVE.search, said))


_LOOSE = ("weak", "elsewhere", "year")
"""Rules of sentences that find a total farther from its parts."""


def _apart(report: Report, one: Judged, total: Claim, parts: list[Claim]) -> Discrepancy:
    place, working = evidence.goal_label(total.goal, report), one.judgement.working
    return Discrepancy(
        message=_("{place}“{total}”与所列分项之和不符：{working}，待核实。").format(
            place=place + _("：") if place else "", total=total.quantity.text, working=working
        ),
        working=working,
        action=_("核对各分项与总数，更正有误的一处。"),
        evidence=(evidence.of_claim(total), *(evidence.of_claim(part) for part in parts)),
        goals=evidence.goals_of(total.goal),
        about=(str(total.goal), total.subject, "parts"),
        values=(total.quantity.text, *(part.quantity.text for part in parts)),
        relations=(one.id,),
    )
