"""CL12 indicator-without-narrative."""

from collections.abc import Iterator

from auditor.checks import evidence, facts, quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.classes import Category
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Claim, Goal, Indicator, Report
from auditor.relate.likeness import SURE
from auditor.sense import direction
from auditor.text import units
from auditor.text.similarity import Rarity

Place = tuple[int, Indicator]
COUNTED = frozenset({"count", "measure", "percent"})
"""A text that states sums of money alone reports no numbers of things."""


@check("CL12", "indicator-without-narrative", severity="note", needs=("goals", "indicators"))
def indicator_without_narrative(report: Report, context: Context) -> Iterator[Verdict]:
    """数量指标在目标和完成情况的文字中都没有提到。

    缘由：只在表中出现的数没有文字可以印证，复核时只能靠佐证材料。
    算法：逐个目标看数量指标：没有文字与它认定为同一事项，文字中没有它的目标数或实际数，也没有提到它的名称；每个目标合成一条。
    不报：事故、投诉一类越少越好的；成本、时效、质量、效益指标；目标和完成情况的文字都不写数量的（文字本就是定性的）；没有完成情况（ST01）或照抄目标（CL07）的目标；目标值是文字的（IN12）。
    依据：报告自身：指标表与文字的对照；这是提示，不是差错。
    示例：目标和完成情况通篇没有提到巡查，表中有“巡查河道次数 120次”。
    """
    tied = facts.tied_rows(report, context.network)
    rarity = Rarity(row.name for row in report.indicators)
    texts = rows.claims_by_goal(report)
    told = [
        goal for goal in report.goals if _is_quantified(goal, [report.claims[index] for index in texts[goal.number]])
    ]
    if not told:
        yield NotAssessed(reason=_("目标和完成情况的文字没有写数量"))
        return
    measuring = rows.by_goal(report)
    for goals in _by_rows(report, told):
        claims = [report.claims[index] for goal in goals for index in texts[goal.number]]
        own = [(index, row) for index, row in measuring(goals[0].number) if _counts(row)]
        bare = [(index, row) for index, row in own if index not in tied and not _said(claims, goals, row, rarity)]
        if bare:
            yield _bare(report, goals, bare)
        elif own:
            yield Agreement(example=own[0][1].name)


def _by_rows(report: Report, told: list[Goal]) -> list[tuple[Goal, ...]]:
    """The goals that share rows: each alone, or all of the form where its table has no groups."""
    grouped = any(row.goal is not None for row in report.indicators)
    return [(goal,) for goal in told] if grouped else [report.goals]


def _is_quantified(goal: Goal, claims: list[Claim]) -> bool:
    """Whether the goal's result was written, in words of its own, with numbers."""
    if goal.target is None or goal.actual is None or goal.target.text == goal.actual.text:
        return False
    return any(claim.role == "result" and claim.quantity.kind in COUNTED for claim in claims)


def _counts(row: Indicator) -> bool:
    """Whether the row counts what was done; that nothing bad happened needs no telling."""
    return row.category == Category.QUANTITY and rows.quantities(row) is not None and not direction.is_adverse(row)


def _said(claims: list[Claim], goals: tuple[Goal, ...], row: Indicator, rarity: Rarity) -> bool:
    """Whether the texts give the row's number, or speak of it by name."""
    pair = rows.quantities(row)
    if pair is not None and any(
        units.same_thing(claim.quantity.unit, one.unit) and claim.quantity.value == one.value
        for claim in claims
        for one in pair
    ):
        return True
    texts = [said.text for goal in goals for said in (goal.target, goal.actual) if said is not None]
    return any(rarity.containment(row.name, text) >= SURE for text in texts)


def _bare(report: Report, goals: tuple[Goal, ...], bare: list[Place]) -> Discrepancy:
    place = evidence.goal_label(goals[0].number, report) if len(goals) == 1 else ""
    names = [f"「{row.name}」{row.actual.text if row.actual else ''}" for _index, row in bare]
    return Discrepancy(
        message=_("{place}文字中没有提到{count}项数量指标：{names}").format(
            place=place + _("：") if place else "", count=len(bare), names=quoting.listed(names)
        ),
        action=_("抽查这些指标的台账；完成情况中宜写明完成数。"),
        evidence=tuple(item for _index, row in bare for item in evidence.of_actual(row)),
        goals=tuple(goal.number for goal in goals) if place else (),
        indicators=tuple(index for index, _row in bare),
        confidence="low" if any(row.ambiguous for _index, row in bare) else "medium",
        about=(str(goals[0].number) if len(goals) == 1 else "", "without narrative"),
        values=tuple(row.name for _index, row in bare),
    )
