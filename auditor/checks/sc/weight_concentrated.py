"""SC12 weight-concentrated."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Report
from auditor.text import amounts


@check("SC12", "weight-concentrated", severity="note", needs="weights")
def weight_concentrated(report: Report, context: Context) -> Iterator[Verdict]:
    """一行指标的分值过于集中。

    缘由：一行指标占去大半分值，其他指标就失去意义。
    算法：单行分值达到地方规则的上限（默认40分）。
    不报：各行分值均低于上限；一级指标的权重由 SC03、SC04 核对。
    依据：报告自身：单行分值占总分的比例；本次所用上限见评分规则，这是提示，不是差错。
    示例：满意度一行占40分。
    """
    limit = context.profile.concentrated_weight
    heavy = [
        (index, row) for index, row in enumerate(report.indicators) if row.weight is not None and row.weight >= limit
    ]
    for index, row in heavy:
        if row.weight is not None:
            yield rows.discrepancy(
                row,
                index,
                _("{place}一行占{weight}分，权重集中").format(place=rows.place(row), weight=amounts.show(row.weight)),
                (quoting.name(row), quoting.number(_("分值"), row.weight, row.weight_span)),
                action=_("请说明权重分配的依据。"),
                values=(str(row.weight),),
            )
    if not heavy:
        yield Agreement(example=_("没有一行达到 {limit} 分").format(limit=amounts.show(limit)))
