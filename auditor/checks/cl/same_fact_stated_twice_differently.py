"""CL14 same-fact-stated-twice-differently."""

from collections.abc import Iterator

from auditor.checks import evidence, facts, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report


@check("CL14", "same-fact-stated-twice-differently", severity="error", needs="claims", arithmetic=True)
def same_fact_stated_twice_differently(report: Report, context: Context) -> Iterator[Verdict]:
    """同一事项在文字中前后写了两个数。

    缘由：同一份文字对同一事项只能有一个数。
    算法：完成情况或正文中事项名称（去掉动词和空白）逐字相同、单位相同的两处表述，换算后区间不相交。叙述里另一段用别的话再说同一事（“累计412人次”与“421人次的运维骨干”）的，名称、做了什么或惠及谁相合而没有别的可指时也核对，按警告报。
    不报：属于列举分项的；指其他年度的；名称只是相近的；目标与结果之间的（CL04）。
    依据：报告自身：两处所述是同一事项。
    示例：前文“新建村内道路32.63公里”，后文“新建村内道路36.63公里”。
    """
    yield from _stated(context)
    network = context.network
    for judged in network.of("same", of=facts.TWICE):
        again, first = (network.index(name, "claim") for name in (judged.relation.result, judged.relation.of[0]))
        if again is None or first is None:
            continue
        claim, other = report.claims[again], report.claims[first]
        if not judged.broken:
            yield Agreement(example=f"{other.quantity.text} = {claim.quantity.text}")
            continue
        yield Discrepancy(
            message=_("“{subject}”前后两处不一致：“{first}”与“{second}”，待核实。").format(
                subject=claim.subject, first=other.quantity.text, second=claim.quantity.text
            ),
            working=judged.judgement.working,
            action=_("核对台账，统一前后两处的数。"),
            evidence=(evidence.of_claim(other), evidence.of_claim(claim)),
            goals=evidence.goals_of(claim.goal, other.goal),
            about=(str(claim.goal), claim.subject),
            values=(other.quantity.text, claim.quantity.text),
            relations=(judged.id,),
        )


def _stated(context: Context) -> Iterator[Verdict]:
    """What the words call the same: in another unit, under 上述, or by the same noun in another sentence; a warning where that is told in other words."""
    for one in context.stated("same", of="statements"):
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        later, earlier = stated.result(context, one), stated.others(context, one)[0]
        yield stated.discrepancy(
            context,
            one,
            _("同一事项前文为{earlier}，后文为{later}，不一致，待核实。").format(
                earlier=earlier.quantity.text, later=later.quantity.text
            ),
            action=_("核对台账，统一前后两处的数。"),
            severity="warning" if one.relation.by in _OTHER_WORDS else None,
        )


_OTHER_WORDS = frozenset({"statements.same.retold", "statements.same.recalled"})
"""Who finds one fact under other words, which is likely and not certain."""
