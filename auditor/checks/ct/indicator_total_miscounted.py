"""CT01 indicator-total-miscounted."""

from collections import Counter
from collections.abc import Iterator

from auditor.checks import quoting
from auditor.checks.ct import counting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.locale import side_by_side
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed, Verdict
from auditor.model.report import Conclusion, Report
from auditor.relate.counts import ROWS


@check("CT01", "indicator-total-miscounted", severity="error", needs=("conclusion", "indicators"), arithmetic=True)
def indicator_total_miscounted(report: Report, context: Context) -> Iterator[Verdict]:
    """自评结论所述的绩效指标总数与指标表的行数不符。

    缘由：指标数是结论中最容易核对的数；少一行往往同时带来分值、得分的差额，说明表格在报送或导出时缺了行。
    算法：逐行清点三级指标行，与结论所述总数比较；个数是精确数，不设容差。
    不报：结论没有说总数；“其中”分行、空白行、重复的表头不算指标；各类指标数之和与总数的矛盾由 CT03 报告，单类的差额由 CT02 报告。
    依据：报告自身：自评结论与所附指标表的对照。
    示例：结论称“涉及年度绩效指标165项”，表中只有164行，相差1项。
    """
    conclusion = report.conclusion
    if conclusion is None or conclusion.indicators is None:
        return
    if report.partly_read:
        yield NotAssessed(reason=_("指标表有没读成的行，无法清点"))
        return
    stated, counted = conclusion.indicators, len(report.indicators)
    if stated == counted:
        yield Agreement(example=_("指标 {count} 项 = 表中 {count} 行").format(count=counted))
        return
    by_category = Counter(row.category or _("未分类") for row in report.indicators)
    unsure = any(row.ambiguous for row in report.indicators) or bool(report.unreadable) or report.total is None
    yield Discrepancy(
        message=_("自评结论称绩效指标{stated}项，指标表中有{counted}行，相差{gap}项，待核实").format(
            stated=stated, counted=counted, gap=abs(stated - counted)
        ),
        working=" + ".join(side_by_side(quoting.category(name), str(count)) for name, count in by_category.items())
        + f" = {counted} ≠ {stated}",
        action=_("对照报送系统中的原始指标表，确认是表格缺行（多行），还是结论误计。"),
        evidence=(_stated(conclusion, stated), *_counted(report)),
        confidence="medium" if unsure else "high",
        about=("indicators",),
        values=(str(stated), str(counted)),
        relations=counting.broken(context, conclusion, ROWS),
    )


def _counted(report: Report) -> Iterator[Evidence]:
    numbered = tuple(enumerate(report.indicators))
    return counting.rows(numbered) if len(numbered) <= counting.ONE_BY_ONE else counting.by_category(report.indicators)


def _stated(conclusion: Conclusion, stated: int) -> Evidence:
    for count in conclusion.counts:
        if count.of == "indicators" and count.value == stated:
            return quoting.quantity(_("自评结论"), count.quantity)
    return quoting.text(_("自评结论"), conclusion.text, conclusion.span)
