"""CT06 level-counts-miscounted."""

from collections.abc import Iterator

from auditor.checks import quoting
from auditor.checks.ct import counting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Indicator, Report, StatedCount


@check("CT06", "level-counts-miscounted", severity="warning", needs=("conclusion", "indicators"), arithmetic=True)
def level_counts_miscounted(report: Report, context: Context) -> Iterator[Verdict]:
    """所述一级、二级、三级指标的个数与指标表不符。

    缘由：各级指标的个数分别清点即可核对；各级之间是包含关系，不能相加。
    算法：一级、二级按不同名称清点，也按每个目标下分别清点，任一相符即可；三级按行清点。
    不报：没有分级说明个数；表中没有该级的栏；三级指标总数已由 CT01 报告。
    依据：报告自身：所述个数与所附指标表的对照。
    示例：“一级指标3个、二级指标9个”，表中二级指标8个。
    """
    conclusion = report.conclusion
    for count in conclusion.counts if conclusion is not None else ():
        if count.of != "level":
            continue
        possible = _possible(report.indicators, count.label)
        if not possible or report.partly_read:
            yield NotAssessed(reason=_("指标表没有{label}一栏").format(label=count.label))
        elif count.value in possible:
            yield Agreement(example=f"{count.label}{count.value} = {count.value}")
        elif not (count.label.startswith("三级") and conclusion is not None and conclusion.indicators is not None):
            yield _differ(count, min(possible)).model_copy(
                update={"relations": counting.broken(context, conclusion, "counts", count.label) if conclusion else ()}
            )


def _possible(rows: tuple[Indicator, ...], label: str) -> set[int]:
    """The numbers of nodes a careful writer may count on this level."""
    match label[:2]:
        case "一级":
            names = [(row.goal, row.level1) for row in rows if row.level1]
        case "二级":
            names = [(row.goal, row.category) for row in rows if row.category]
        case "三级":
            return {len(rows)}
        case _:
            return set()
    return {len({name for _goal, name in names}), len(set(names))} if names else set()


def _differ(count: StatedCount, found: int) -> Discrepancy:
    return Discrepancy(
        message=_("所述{label}{stated}个，表中有{found}个，待核实").format(
            label=count.label, stated=count.value, found=found
        ),
        working=f"{count.value} ≠ {found}",
        action=_("对照指标表逐级清点。"),
        evidence=(quoting.text(_("表述"), f"{count.label}{count.quantity.text}", count.quantity.span),),
        confidence="medium",
        about=("level", count.label),
        values=(str(count.value), str(found)),
    )
