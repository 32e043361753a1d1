"""CT04 goal-total-miscounted."""

from collections.abc import Iterator
from itertools import islice

from auditor.checks import quoting
from auditor.checks.ct import counting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, Verdict
from auditor.model.report import Conclusion, Report
from auditor.relate.counts import GOALS
from auditor.text import numerals
from auditor.text.patterns import lazily

SHOWN = 6
"""Missing numbers named: one more than a list shows."""


@check("CT04", "goal-total-miscounted", severity="error", needs="conclusion", arithmetic=True)
def goal_total_miscounted(report: Report, context: Context) -> Iterator[Verdict]:
    """自评结论所述的绩效目标数与目标文字、指标表的目标分组数不符。

    缘由：目标数、目标文字与指标分组三处应当一致；不一致说明漏报或多报了目标。
    算法：结论所述目标数，分别与有编号的目标文字数、指标表中的目标分组数比较。
    不报：结论没有说目标数；报告正文没有写目标本身；一格之内按序号列出同样多条目标的；表格不按目标分组时只与目标文字比较；某一目标没有指标由 ST07 报告。
    依据：报告自身：自评结论与所附目标表的对照。
    示例：结论称“共涉及年度绩效目标20项”，目标完成情况只有19条。
    """
    conclusion = report.conclusion
    if conclusion is None or conclusion.goals is None:
        return
    stated = conclusion.goals
    groups = {row.goal for row in report.indicators if row.goal is not None}
    told = any(goal.target is not None for goal in report.goals) or report.kind != "narrative"
    counts = [(_("目标文字"), _goals_told(report, stated))] if report.goals and told else []
    if len(groups) > 1 or (groups and len(report.goals) > 1):
        counts.append((_("指标表分组"), len(groups)))
    if not counts:
        return
    wrong = [(name, count) for name, count in counts if count != stated]
    if not wrong:
        yield Agreement(
            example=" = ".join([_("绩效目标 {stated} 项").format(stated=stated), *(name for name, _count in counts)])
        )
        return
    numbers = [goal.number for goal in report.goals]
    known = {*numbers, *groups}
    missing = list(islice((number for number in range(1, stated + 1) if number not in known), SHOWN))
    yield Discrepancy(
        message=_("自评结论称绩效目标{stated}项，{found}，待核实").format(
            stated=stated,
            found=_("，").join(_("{name}有{count}项").format(name=name, count=count) for name, count in wrong),
        ),
        working=f"{stated} ≠ " + _("、").join(str(count) for _name, count in wrong),
        action=_("核对目标序号{missing}是否漏报，或更正结论中的目标数。").format(
            missing=quoting.listed([str(n) for n in missing]) or ""
        ),
        evidence=_evidence(conclusion, report),
        confidence="medium" if report.unreadable else "high",
        about=("goals",),
        values=(str(stated), *(str(count) for _name, count in wrong)),
        relations=counting.broken(context, conclusion, GOALS),
    )


# "1.", "（二）", "三、", "目标4："
_ITEM = lazily(
    r"(?:^|[。；;，,\s])(?:目标)?[(（]?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）]|[、:：]|[.．](?!\d)|是)"
)


def _goals_told(report: Report, stated: int) -> int:
    """The number of goal texts; a single text that enumerates as many goals as are stated counts as so many."""
    only = report.goals[0].target or report.goals[0].actual
    if len(report.goals) > 1 or only is None:
        return len(report.goals)
    items = {numerals.parse(mark) for mark in _ITEM.findall(only.text)}
    return stated if all(number in items for number in range(1, stated + 1)) else 1


def _evidence(conclusion: Conclusion, report: Report) -> tuple[Evidence, ...]:
    stated = [quoting.quantity(_("自评结论"), count.quantity) for count in conclusion.counts if count.of == "goals"]
    if not stated:
        stated = [quoting.text(_("自评结论"), conclusion.text, conclusion.span)]
    last = [goal.target or goal.actual for goal in report.goals[-1:]]
    return (*stated, *(quoting.statement(_("最后一条目标"), said) for said in last if said is not None))
