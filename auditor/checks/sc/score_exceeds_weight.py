"""SC05 score-exceeds-weight."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Indicator, Report
from auditor.model.source import Span
from auditor.relate import Judged
from auditor.relate.numbers import totals
from auditor.relate.scores import WITHIN
from auditor.text import amounts


@check("SC05", "score-exceeds-weight", severity="error", arithmetic=True)
def score_exceeds_weight(report: Report, context: Context) -> Iterator[Verdict]:
    """得分高于分值。

    缘由：得分以分值为上限，超额完成不加分。
    算法：逐行、逐个资金表和总分行比较得分与分值。
    不报：没有分值或没有得分；总分之和的差额由 SC01 报告。
    依据：表内所印的分值是该行得分的上限。
    示例：分值8，得分10。
    """
    for one in context.stated("bound", of=WITHIN):
        if one.broken:
            yield _exceeding(report, context, one).model_copy(update={"relations": (one.id,)})
        else:
            yield Agreement()


def _exceeding(report: Report, context: Context, one: Judged) -> Discrepancy:
    at, name = context.network.index, one.relation.result
    if (index := at(name, "score")) is not None:
        return _of_row(report.indicators[index], index)
    if (index := at(name, "budget-score")) is not None:
        line = report.budget[index]
        score, weight = quoting.figure(line.score), quoting.figure(line.weight)
        over = _over(line.name, (score, line.score_span or line.span), (weight, line.weight_span or line.span))
        return over.model_copy(update={"score_change": weight - score})
    total = totals(report)[at(name, "total-score") or 0]
    score, weight = quoting.figure(total.score), quoting.figure(total.weight)
    over = _over(_("总分"), (score, total.score_span or total.span), (weight, total.weight_span or total.span))
    return over.model_copy(update={"about": ("score", "总分")})


def _of_row(row: Indicator, index: int) -> Discrepancy:
    score, weight = quoting.figure(row.score), quoting.figure(row.weight)
    return rows.discrepancy(
        row,
        index,
        _("{place}得分{score}高于分值{weight}，待核实").format(
            place=rows.place(row), score=amounts.show(score), weight=amounts.show(weight)
        ),
        (
            quoting.name(row),
            quoting.number(_("得分"), score, row.score_span),
            quoting.number(_("分值"), weight, row.weight_span),
        ),
        working=f"{amounts.show(score)} > {amounts.show(weight)}",
        action=_("核对分值与得分是否填反或填错，并复核总分。"),
        values=(str(score), str(weight)),
        score_change=weight - score,
    )


def _over(name: str, score_at: tuple[Decimal, Span], weight_at: tuple[Decimal, Span]) -> Discrepancy:
    """The score of a money table or of the total above its weight, each with its place."""
    (score, score_span), (weight, weight_span) = score_at, weight_at
    return Discrepancy(
        message=_("“{name}”得分{score}高于分值{weight}，待核实").format(
            name=name, score=amounts.show(score), weight=amounts.show(weight)
        ),
        working=f"{amounts.show(score)} > {amounts.show(weight)}",
        action=_("核对分值与得分是否填反或填错，并复核总分。"),
        evidence=(quoting.number(_("得分"), score, score_span), quoting.number(_("分值"), weight, weight_span)),
        about=("score", name),
        values=(str(score), str(weight)),
    )
