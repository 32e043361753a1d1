"""CT02 category-total-miscounted."""

from collections.abc import Iterator

from auditor.checks import quoting
from auditor.checks.ct import counting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Conclusion, Indicator, Report
from auditor.relate.counts import CATEGORY
from auditor.sense import categories


@check("CT02", "category-total-miscounted", severity="error", needs=("conclusion", "indicators"), arithmetic=True)
def category_total_miscounted(report: Report, context: Context) -> Iterator[Verdict]:
    """自评结论所述的某类指标数与指标表中该类的行数不符。

    缘由：总数对不上时，分类的差额指出缺（多）的是哪一类指标。
    算法：按二级指标清点行数，与结论逐类比较；“满意度指标”与表中“服务对象满意度指标”视为同一类，“成本指标”包括经济、社会、生态环境成本指标。
    不报：结论没有说该类的个数；表中没有二级指标栏；总数的差额由 CT01 报告，各类之和与总数的差额由 CT03 报告。
    依据：报告自身：自评结论与所附指标表的对照。
    示例：结论称“数量指标43项”，表中数量指标42行。
    """
    conclusion = report.conclusion
    if conclusion is None or not conclusion.by_category:
        return
    if report.partly_read:
        yield NotAssessed(reason=_("指标表有没读成的行，无法清点"))
        return
    if all(row.category is None for row in report.indicators):
        yield NotAssessed(reason=_("指标表没有二级指标栏，无法分类清点"))
        return
    classes = categories.classes(report.indicators)
    for label, stated in conclusion.by_category.items():
        places = categories.covered(label, classes)
        rows = [(number, report.indicators[number]) for number in places]
        if len(rows) == stated:
            yield Agreement(example=f"{quoting.category(label)} {stated} = {len(rows)}")
        else:
            yield _differ(report, conclusion, label, stated, rows).model_copy(
                update={"relations": counting.broken(context, conclusion, CATEGORY, label)}
            )


def _differ(
    report: Report, conclusion: Conclusion, label: str, stated: int, rows: list[tuple[int, Indicator]]
) -> Discrepancy:
    unsure = any(row.ambiguous or row.category is None for row in report.indicators) or bool(report.unreadable)
    return Discrepancy(
        message=_("自评结论称{label}{stated}项，表中{label}有{counted}行，相差{gap}项，待核实").format(
            label=quoting.category(label), stated=stated, counted=len(rows), gap=abs(stated - len(rows))
        ),
        working=f"{quoting.category(label)}{_('：')}{stated} ≠ {len(rows)}",
        action=_("对照报送系统中的原始指标表，逐类核对行数。"),
        evidence=(counting.evidence(conclusion, label), *counting.rows(rows)),
        confidence="medium" if unsure else "high",
        about=("category", label),
        values=(str(stated), str(len(rows))),
    )
