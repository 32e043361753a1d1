"""CL06 promised-quantity-unreported."""

from collections.abc import Iterator

from auditor.checks import evidence, facts, quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report, Statement
from auditor.text.patterns import lazily

_COUNTS_GOALS = lazily(r"(?:目标|指标|任务|清单)[^，。；]{0,4}$")
_LOOSE = frozenset(["条", "项", "个", "类"])
"""批复的目标共七条: how many goals follow, and none of them."""


@check("CL06", "promised-quantity-unreported", severity="warning", needs=("goals", "claims"))
def promised_quantity_unreported(report: Report, context: Context) -> Iterator[Verdict]:
    """目标承诺了数量，实际完成情况里没有对应的数量。

    缘由：定量的承诺要有定量的交代；只在表中填数而文字不提，无法互相印证。
    算法：目标文字中的每个定量承诺，在同一目标的完成情况中按事项与单位找完成数；找不到即报。
    不报：完成情况空白的（ST01）；报告别处以其他说法作了交代的；文字以同样数量和单位作了交代、只是名称不同的；申请、下达、安排、计划投资的金额（那是给的钱，不是要完成的数）；承诺的是金额而文字报了金额的；定性的承诺；整段照抄的（CL07）。
    依据：报告自身：年度绩效目标与实际完成情况的对照。
    示例：目标“检查企业不少于500个”，完成情况只写“加强执法”。
    """
    yield from (Agreement() for _kept in facts.promises(report, context.network))
    results: dict[int | None, Statement | None] = {goal.number: goal.actual for goal in report.goals}
    for index in facts.unreported(report, context.network):
        promise = report.claims[index]
        if _COUNTS_GOALS.search(promise.subject) is not None and promise.quantity.unit in _LOOSE:
            continue
        actual = results.get(promise.goal)
        if actual is None:
            continue
        place = evidence.goal_label(promise.goal, report)
        yield Discrepancy(
            message=_("{place}目标承诺“{promise}”，实际完成情况没有给出相应数量，待补充。").format(
                place=place + _("：") if place else "", promise=evidence.of_claim(promise).quote
            ),
            action=_("在完成情况中补写该项完成数，并附台账或清单。"),
            evidence=(evidence.of_claim(promise), quoting.statement(_("实际完成情况"), actual)),
            goals=evidence.goals_of(promise.goal),
            confidence="medium",
            about=(str(promise.goal), promise.subject),
            values=(promise.quantity.text,),
        )
