"""CL07 result-copies-goal."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from auditor.checks import evidence, quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Severity, Verdict
from auditor.model.report import Claim, Goal, Report
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

ALMOST = 0.9
"""The share of equal characters from which a result counts as copied with small changes (catalogue CL07)."""

_PUNCTUATION = lazily("[，。；：、,.;:！!“”\"']+")


@check("CL07", "result-copies-goal", severity="warning", needs="goals")
def result_copies_goal(report: Report, context: Context) -> Iterator[Verdict]:
    """实际完成情况照抄年度绩效目标。

    缘由：完成情况应写做了什么、做到多少；与目标一字不差，就没有报告任何结果。
    算法：去掉空白、标点、标签并统一全半角后逐字比较；相同报警告，九成以上相同且数字没有换成实际数的报提示。
    不报：目标或完成情况空白的（ST01）；文字相近但数字已换成完成数的。
    依据：表中“实际完成情况”一栏的含义：填报实际结果。
    示例：目标“为39户落实奖补”，完成情况“为39户落实奖补”。
    """
    claims = rows.claims_by_goal(report)
    for goal in report.goals:
        if goal.target is None or goal.actual is None:
            continue
        promised, reported = (_PUNCTUATION.sub("", fold(text)) for text in (goal.target.text, goal.actual.text))
        if not promised or not reported:
            continue
        if promised == reported:
            yield _copied(goal, report, None, _("逐字相同"))
        elif _same_numbers([report.claims[index] for index in claims[goal.number]]) and _nearly(promised, reported):
            yield _copied(goal, report, "note", _("九成以上相同，数字未变"))
        else:
            yield Agreement()


def _nearly(promised: str, reported: str) -> bool:
    if min(len(promised), len(reported)) < ALMOST * max(len(promised), len(reported)):
        return False
    texts = SequenceMatcher(None, promised, reported, autojunk=False)
    return texts.quick_ratio() >= ALMOST and texts.ratio() >= ALMOST


def _same_numbers(claims: Sequence[Claim]) -> bool:
    """Whether the texts of one goal print the same numbers, promised and reported."""
    promised, reported = (
        [fold(claim.quantity.text) for claim in claims if claim.role == role] for role in ("target", "result")
    )
    return promised == reported


def _copied(goal: Goal, report: Report, severity: Severity | None, how: str) -> Discrepancy:
    place = evidence.goal_label(goal.number, report)
    sides = [(_("年度绩效目标"), goal.target), (_("实际完成情况"), goal.actual)]
    return Discrepancy(
        message=_("{place}实际完成情况与年度绩效目标{how}，没有报告实际结果，待补充。").format(
            place=place + _("：") if place else "", how=how
        ),
        action=_("写明实际做了什么、完成多少，并附佐证材料。"),
        evidence=tuple(quoting.statement(role, text) for role, text in sides if text is not None),
        goals=(goal.number,),
        severity=severity,
        about=(str(goal.number),),
        values=(fold(goal.actual.text) if goal.actual else "",),
    )
