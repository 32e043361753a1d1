"""SC05 score-exceeds-weight."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.text import amounts


@check("SC05", "score-exceeds-weight", severity="error", arithmetic=True)
def score_exceeds_weight(report: Report, context: Context) -> Iterator[Verdict]:
    """得分高于分值。

    缘由：得分以分值为上限，超额完成不加分。
    算法：逐行、逐个资金表和总分行比较得分与分值。
    不报：没有分值或没有得分；总分之和的差额由 SC01 报告。
    依据：得分不突破权重（财政部项目支出绩效评价管理办法；多地自评表填表说明）。
    示例：分值8，得分10。
    """
    for index, row in enumerate(report.indicators):
        if row.weight is None or row.score is None:
            continue
        if row.score <= row.weight:
            yield Agreement()
        else:
            yield rows.discrepancy(
                row,
                index,
                _("{place}得分{score}高于分值{weight}，待核实").format(
                    place=rows.place(row), score=amounts.show(row.score), weight=amounts.show(row.weight)
                ),
                (
                    quoting.name(row),
                    quoting.number(_("得分"), row.score, row.score_span),
                    quoting.number(_("分值"), row.weight, row.weight_span),
                ),
                working=f"{amounts.show(row.score)} > {amounts.show(row.weight)}",
                action=_("核对分值与得分是否填反或填错，并复核总分。"),
                values=(str(row.score), str(row.weight)),
                score_change=row.weight - row.score,
            )
    for line in report.budget:
        if line.weight is not None and line.score is not None and line.score > line.weight:
            yield _over(line.name, line.score, line.weight, line.score_span or line.span).model_copy(
                update={"score_change": line.weight - line.score}
            )
    total = report.total
    if total is not None and total.weight is not None and total.score is not None and total.score > total.weight:
        yield _over(_("总分"), total.score, total.weight, total.score_span or total.span)


def _over(name: str, score: Decimal, weight: Decimal, span: Span) -> Discrepancy:
    return Discrepancy(
        message=_("“{name}”得分{score}高于分值{weight}，待核实").format(
            name=name, score=amounts.show(score), weight=amounts.show(weight)
        ),
        working=f"{amounts.show(score)} > {amounts.show(weight)}",
        action=_("核对分值与得分是否填反或填错，并复核总分。"),
        evidence=(quoting.number(_("得分"), score, span), quoting.number(_("分值"), weight, span)),
        about=("score", name),
        values=(str(score), str(weight)),
    )
