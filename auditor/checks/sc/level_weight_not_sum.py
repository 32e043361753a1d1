"""SC03 level-weight-not-sum."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Indicator, LevelWeight, Report
from auditor.relate.adding import called, is_of_goal
from auditor.relate.scores import LEVEL
from auditor.text import amounts


@check("SC03", "level-weight-not-sum", severity="error", needs="weights", arithmetic=True)
def level_weight_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """标题所印的一级（二级）指标分值与其下各行分值之和不符。

    缘由：表头“产出指标(50分)”是权重分配的依据，其下各行之和应当等于它。
    算法：取标题所印分值，与同一标题（同一目标）下各行分值之和比较；分值是精确数。
    不报：标题没有印分值；其下没有行或行没有分值；表格末尾的一级指标行数可能被截断且和小于标题分值；总分值由 SC02 报告。
    依据：表格自身所印的分值分配。
    示例：标题印“产出指标(40分)”，其下6行各8分，合计48分。
    """
    for at, level in _printed_once(report.levels):
        found = tuple(row for row in report.indicators if _under(level, row))
        if not found or all(row.weight is None for row in found):
            yield NotAssessed(
                reason=_("“{label}({weight}分)”之下没有带分值的指标行").format(
                    label=level.label, weight=amounts.show(level.weight)
                )
            )
            continue
        for one in context.at("level-weight", at, of=LEVEL):
            added = quoting.figure(one.judgement.expected)
            if one.broken:
                yield _apart(report, level, found, added).model_copy(update={"relations": (one.id,)})
            elif added == level.weight:
                yield Agreement(example=one.judgement.working)
            else:
                yield NotAssessed(reason=_("“{label}”位于表格末尾，行可能不全").format(label=level.label))


def _printed_once(levels: tuple[LevelWeight, ...]) -> list[tuple[int, LevelWeight]]:
    """The headings without their repeats: an export may print the label of a merged cell on each of its rows."""
    numbered = reversed(list(enumerate(levels)))
    return list({(level.label, level.goal, level.weight): (at, level) for at, level in numbered}.values())[::-1]


def _under(level: LevelWeight, row: Indicator) -> bool:
    if level.goal is not None and level.goal != row.goal:
        return False
    if is_of_goal(level):
        return True
    names = {row.level1, row.category, row.category_printed} - {None}
    return level.label.removesuffix("指标") in {called(name) for name in names if name}


def _working(found: tuple[Indicator, ...]) -> str:
    return " + ".join(amounts.show(row.weight) for row in found if row.weight is not None)


def _apart(report: Report, level: LevelWeight, found: tuple[Indicator, ...], added: Decimal) -> Discrepancy:
    unsure = any(row.weight is None or row.ambiguous for row in found)
    return Discrepancy(
        message=_("“{label}”标题印{stated}分，其下{count}行分值合计{added}分，不一致，待核实").format(
            label=level.label, stated=amounts.show(level.weight), count=len(found), added=amounts.show(added)
        ),
        working=_working(found) + f" = {amounts.show(added)} ≠ {amounts.show(level.weight)}",
        action=_("更正标题分值或各行分值，并复核总分值。"),
        evidence=(
            quoting.text(_("标题"), f"{level.label}({amounts.show(level.weight)}分)", level.span),
            *(quoting.number(row.name, row.weight, row.weight_span) for row in found if row.weight is not None),
        ),
        goals=() if level.goal is None else (level.goal,),
        indicators=tuple(place for place, row in enumerate(report.indicators) if any(row is one for one in found)),
        confidence="low" if unsure else "high",
        about=("level", str(level.goal or ""), level.label),
        values=(str(level.weight), str(added)),
    )
