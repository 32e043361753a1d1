"""ST01 field-missing."""

from collections.abc import Callable, Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.classes import Level
from auditor.model.finding import Agreement, Discrepancy, Evidence, Verdict
from auditor.model.report import Goal, Indicator, Report
from auditor.relate import money
from auditor.sense import categories

SHOWN = 5
"""Rows quoted of a field that many rows lack."""

_FIELDS = {"name": "单位（项目）名称", "year": "年度", "target": "年度绩效目标", "actual": "实际完成情况"}
_CELLS: dict[str, tuple[str, Callable[[Report, Indicator], bool]]] = {
    "target": (
        "年度指标值",
        lambda _report, row: row.target is None and not categories.is_execution(row.name) and not _is_judged(row),
    ),
    "actual": (
        "实际完成值",
        lambda report, row: row.actual is None and not _told_by_money(report, row) and not _is_judged(row),
    ),
    "weight": ("分值", lambda _report, row: row.weight is None),
    "score": ("得分", lambda _report, row: row.score is None),
}


@check("ST01", "field-missing", severity="warning")
def field_missing(report: Report, context: Context) -> Iterator[Verdict]:
    """必填内容缺失：单位名称、年度、目标、完成情况，或指标行的目标值、实际值、分值、得分。

    缘由：缺项使后面的核对无从进行，也说明表格没有填完。
    算法：逐项查看；指标行的缺项按栏合成一条，列出涉及的行；只查看表中确有的栏。
    不报：决策、过程类按标准评分、不设指标值的行；表中没有该栏（只印目标序号、没有目标文字的表式作提示）；表式没有绩效目标一栏；申报表的完成情况；叙述式报告的目标和指标；偏差原因是否应填由 IN01、IN02、SC08 判断。
    依据：表中所印的必填栏目。
    示例：年度总体目标的“预期目标”空白；3行指标缺实际完成值。
    """
    missing = [*_head(report), *_goals(report), *_columns(report)]
    yield from missing
    if not missing:
        yield Agreement(
            example=_("单位、年度、目标和 {count} 行指标的必填栏均已填写").format(count=len(report.indicators))
        )


def _head(report: Report) -> Iterator[Discrepancy]:
    named = report.organisation or report.project
    if not named:
        yield _absent("name", _title(report))
    if report.year is None:
        yield _absent("year", _title(report))


def _goals(report: Report) -> Iterator[Discrepancy]:
    if report.kind in {"narrative", "review"} or not (report.goals or report.indicators):
        return
    if not report.goals and any(row.goal is not None for row in report.indicators):
        yield _numbered_only(report)
    elif not report.goals and "goals" in report.parts:
        yield _absent("target", _title(report))
    asks = report.kind != "plan" and "goals without results" not in report.parts
    tells = "goals without targets" not in report.parts
    lacking: tuple[tuple[str, list[Goal]], ...] = (
        (_FIELDS["target"], [goal for goal in report.goals if goal.target is None and tells]),
        (_FIELDS["actual"], [goal for goal in report.goals if goal.actual is None and asks]),
    )
    for field, goals in lacking:
        if goals:
            yield _goals_without(field, goals, len(report.goals))


def _numbered_only(report: Report) -> Discrepancy:
    """A form that prints the numbers of its goals over the rows and has no room for their texts."""
    return Discrepancy(
        message=_("指标按目标序号分组，表中没有年度绩效目标的文字"),
        action=_("对照批复的绩效目标申报表核对；表式没有此栏的，可以不补。"),
        evidence=_title(report),
        severity="note",
        confidence="medium",
        about=("field", "goal texts"),
    )


def _goals_without(field: str, goals: list[Goal], of: int) -> Discrepancy:
    numbers = _("、").join(str(goal.number) for goal in goals)
    words = (
        _("绩效目标{numbers}缺“{field}”").format(numbers=numbers, field=_(field))
        if of > 1
        else _("“{field}”空白").format(field=_(field))
    )
    said = [goal.target or goal.actual for goal in goals[:SHOWN]]
    return Discrepancy(
        message=words,
        action=_("请填报单位补填。"),
        evidence=tuple(quoting.statement(_("同一目标"), one) for one in said if one is not None),
        goals=tuple(goal.number for goal in goals) if of > 1 else (),
        confidence="medium",
        about=("goals", field),
        values=("、".join(str(goal.number) for goal in goals),),
    )


def _columns(report: Report) -> Iterator[Discrepancy]:
    for column, (label, lacks) in _CELLS.items():
        found = [
            (index, row) for index, row in enumerate(report.indicators) if column in row.columns and lacks(report, row)
        ]
        if not found:
            continue
        names = [f"「{row.name}」" for _index, row in found]
        yield Discrepancy(
            message=_("{count}行指标缺“{label}”：{names}").format(
                count=len(found), label=_(label), names=quoting.listed(names)
            ),
            action=_("请填报单位补填，或说明不适用的理由。"),
            evidence=tuple(quoting.name(row) for _index, row in found[:SHOWN]),
            goals=rows.goals_of(row for _index, row in found),
            indicators=tuple(index for index, _row in found),
            confidence="low" if any(row.ambiguous for _index, row in found) else "high",
            about=("rows", column),
            values=tuple(row.name for _index, row in found),
        )


def _is_judged(row: Indicator) -> bool:
    """Whether a row of 决策 or 过程 is scored by a standard, and asks for no value: 绩效目标合理性 | 5 | | | 5."""
    if row.target is not None or row.actual is not None or row.score is None or row.level1 is None:
        return False
    return not any(categories.is_of_family(row.level1, family) for family in _FAMILIES)


_FAMILIES = (Level.OUTPUT, Level.EFFECT, Level.SATISFACTION)


def _told_by_money(report: Report, row: Indicator) -> bool:
    """Whether the row is the execution of the budget, which the money table reports."""
    return categories.is_execution(row.name) and money.execution(report) is not None


def _title(report: Report) -> tuple[Evidence, ...]:
    return (quoting.text(_("标题"), report.title, report.title_span),) if report.title else ()


def _absent(field: str, evidence: tuple[Evidence, ...]) -> Discrepancy:
    return Discrepancy(
        message=_("没有读到{field}").format(field=_(_FIELDS[field])),
        action=_("请填报单位补填。"),
        evidence=evidence,
        confidence="medium",
        about=("field", _FIELDS[field]),
    )
