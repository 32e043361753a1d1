"""Quotes and places for findings, worded the same in every check."""

from auditor.locale import gettext as _
from auditor.model.finding import Evidence, make_evidence
from auditor.model.report import Claim, Indicator, Report, Value

_ROLES = {
    "target": "年度绩效目标",
    "result": "实际完成情况",
    "reason": "偏差原因",
    "conclusion": "自评结论",
    "prose": "报告正文",
    "row-target": "年度指标值",
    "row-actual": "实际完成值",
}


def goal_label(goal: int | None, report: Report) -> str:
    """绩效目标3, or nothing on a form with a single goal."""
    return _("绩效目标{goal}").format(goal=goal) if goal is not None and len(report.goals) > 1 else ""


def of_claim(claim: Claim) -> Evidence:
    """The claim in the report's own words, with enough of them to tell what it counts."""
    role = _(_ROLES.get(claim.role, "表述"))
    if not claim.quote:
        return make_evidence(role=role, quote=claim.quantity.text, span=claim.quantity.span)
    return make_evidence(role=role, quote=claim.quote, span=claim.quote_span)


def of_value(role: str, row: Indicator, value: Value) -> Evidence:
    """A target or actual cell of a row."""
    return make_evidence(role=role, quote=f"{row.name} {value.text}", span=value.span)


def of_target(row: Indicator) -> list[Evidence]:
    """The row's 年度指标值, when it has one."""
    return [of_value(_("年度指标值"), row, row.target)] if row.target is not None else []


def of_actual(row: Indicator) -> list[Evidence]:
    """The row's 实际完成值, when it has one."""
    return [of_value(_("实际完成值"), row, row.actual)] if row.actual is not None else []


def goals_of(*numbers: int | None) -> tuple[int, ...]:
    """The goal numbers of a finding, each once, unknown ones left out."""
    return tuple(dict.fromkeys(number for number in numbers if number is not None))


def same_fact_first(action: str, *, proposed: bool) -> str:
    """What to do about a pair; where a language model proposed it, whether it is one fact comes first."""
    if not proposed:
        return action
    return _("两处的对应关系由模型提出，请先确认说的是同一事项。{action}").format(action=action)
