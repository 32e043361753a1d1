"""CL13 listed-parts-do-not-sum."""

from collections.abc import Iterator

from auditor.checks import evidence
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Claim, Report
from auditor.relate import Judged
from auditor.relate.lists import SUM


@check("CL13", "listed-parts-do-not-sum", severity="error", needs="listings", arithmetic=True)
def listed_parts_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """“其中”所列各项之和不等于总数。

    缘由：总数与分项印在一句话里，应当加得起来。
    算法：取总数与其后同单位的分项相加；分项按其中最细的位数看待（30万元与 29.99万元并列时是 30.00万元），总数按自身的位数；区间不相交即报。
    “一是…二是…合计”这样把总数写在后面的，按警告报。
    不报：合计之前的数额有几项相加等于合计的；结论中的指标数（CT03）和预算总额（BU13）；“含”只列一部分、或列举以“等”结尾，而分项之和不超过总数的；比率不相加；只有一个分项的。
    依据：算术。
    示例：“使用预算89.97万元，其中30万元、30万元、29.99万元”：30 + 30 + 29.99 = 89.99。
    """
    for one in context.stated("sum", of=SUM):
        total = context.network.index(one.relation.result, "claim")
        members = [context.network.index(name, "claim") for name in one.relation.of]
        if total is None:
            continue
        parts = [report.claims[index] for index in members if index is not None]
        if one.first is not None:
            yield NotAssessed(reason=_("合计之前的数额不全是分项，其中几项之和与合计相符"))
        elif one.broken:
            yield _apart(report, one, report.claims[total], parts)
        elif one.held:
            yield Agreement(example=one.judgement.working)
        else:
            yield NotAssessed(reason=one.judgement.reason)


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
        severity=None if one.relation.confidence == "high" else "warning",
        about=(str(total.goal), total.subject, "parts"),
        values=(total.quantity.text, *(part.quantity.text for part in parts)),
        relations=(one.id,),
    )
