"""CT03 category-totals-do-not-sum."""

from collections.abc import Iterator

from auditor.checks.ct import counting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Conclusion, Report
from auditor.relate.counts import SUM
from auditor.sense import categories


@check("CT03", "category-totals-do-not-sum", severity="error", needs="conclusion", arithmetic=True)
def category_totals_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """自评结论所述各类指标数之和与所述总数不符。

    缘由：结论自身的分项与合计应当相等，与指标表无关。
    算法：二级指标各类个数相加，与所述总数比较；同时写了“产出指标”“效益指标”等一级指标数的，一级与二级分别合计，不混加。
    不报：结论只列了部分类别（和小于总数，而表中还有未列的类别，或没有指标表可资对照）；与表格行数的差额由 CT01、CT02 报告。
    依据：算术：合计等于分项之和。
    示例：“绩效指标50项，其中数量指标20项、质量指标15项、时效指标10项、成本指标6项”，20 + 15 + 10 + 6 = 51。
    """
    conclusion = report.conclusion
    stated = _stated_total(conclusion) if conclusion is not None else None
    if conclusion is None or stated is None:
        return
    parts = {name: count for name, count in conclusion.by_category.items() if name not in categories.UMBRELLAS}
    if len(parts) < len(conclusion.by_category) and len(parts) <= 1:
        parts = dict(conclusion.by_category)
    if len(parts) < 2:
        return
    total = sum(parts.values())
    working = " + ".join(str(count) for count in parts.values())
    if total == stated:
        yield Agreement(example=f"{working} = {total}")
        return
    unlisted = [row for row in report.indicators if not any(categories.covers(label, row) for label in parts)]
    if total < stated and not set(parts) >= categories.EVERY_LEVEL and (unlisted or not report.indicators):
        yield NotAssessed(reason=_("自评结论只列举了部分类别的指标数"))
        return
    yield Discrepancy(
        message=_("自评结论所列各类指标合计{total}项，所述总数为{stated}项，相差{gap}项，待核实").format(
            total=total, stated=stated, gap=abs(total - stated)
        ),
        working=f"{working} = {total} ≠ {stated}",
        action=_("由填报单位说明是总数误计，还是某一类误计。"),
        evidence=tuple(counting.evidence(conclusion, label) for label in parts),
        about=("category totals",),
        values=(str(stated), *(f"{name}{count}" for name, count in parts.items())),
        relations=counting.broken(context, conclusion, SUM),
    )


def _stated_total(conclusion: Conclusion) -> int | None:
    """The stated number of indicators, or of third-level ones where only that is said."""
    if conclusion.indicators is not None:
        return conclusion.indicators
    return next((count.value for count in conclusion.counts if count.of == "level" and count.label[:2] == "三级"), None)
