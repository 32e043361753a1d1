"""CL04 result-misses-goal-target."""

from collections.abc import Iterator

from auditor.checks import evidence, facts
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report


@check("CL04", "result-misses-goal-target", severity="warning", needs=("goals", "claims"), arithmetic=True)
def result_misses_goal_target(report: Report, context: Context) -> Iterator[Verdict]:
    """实际完成情况没有达到目标文字自己承诺的数。

    缘由：目标承诺的数与完成情况所报的数说的是同一事项，完成数低于承诺即未完成。
    算法：在同一目标内按事项与单位配对，判断完成数是否满足承诺的界限；没有写界限的计数按“不少于”看，内涝点位、返修、信访一类越少越好的按“不超过”看。
    不报：并列各项都属于所承诺的事项且相加满足承诺的；严格界限恰好取等的，由 CL05 报；未写完成数的，由 CL06 报。
    依据：报告自身：年度绩效目标与实际完成情况的对照。结论称全部完成时按错误报。
    示例：目标“拍摄短视频56部”，完成情况“短视频52部”：52 < 56。
    """
    complete = report.conclusion is not None and report.conclusion.complete is not None
    for kept in facts.promises(report, context.network):
        promise, judged = kept.promise, kept.judged
        reached = _("、").join(result.quantity.text for result in kept.results)
        if judged.held:
            yield Agreement(example=judged.judgement.working)
        only = kept.results[0].quantity
        strictly = promise.quantity.bound in "<>" and promise.quantity.value == only.value and len(kept.results) == 1
        if not judged.broken or strictly:
            continue
        place = evidence.goal_label(promise.goal, report)
        sure = judged.relation.confidence == "high"
        yield Discrepancy(
            message=_("{place}目标写“{promise}”，完成情况写“{result}”，没有达到所承诺的数，待核实。").format(
                place=place + _("：") if place else "", promise=promise.quantity.text, result=reached
            ),
            working=judged.judgement.working,
            action=_("核实完成数；确未完成的，应说明原因并相应扣分。"),
            evidence=(evidence.of_claim(promise), *(evidence.of_claim(result) for result in kept.results)),
            goals=evidence.goals_of(promise.goal),
            severity="error" if complete and sure else None,
            confidence="high" if sure else "medium",
            about=(str(promise.goal), promise.subject),
            values=(promise.quantity.text, *(result.quantity.text for result in kept.results)),
            relations=(judged.id,),
        )
