"""SC11 every-score-full."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report
from auditor.text import amounts

ENOUGH = 5
"""Fewer rows than this may well all be full."""


@check("SC11", "every-score-full", severity="note", needs=("weights", "scores"))
def every_score_full(report: Report, context: Context) -> Iterator[Verdict]:
    """所有指标均得满分。

    缘由：全部满分不等于有错，但说明自评没有区分度，复核时应抽查佐证材料。
    算法：五行以上的指标表，凡有分值和得分的行得分都等于分值。
    不报：少于五行；有任何一行扣分；未达目标而满分由 SC07 报告。
    依据：报告自身：各行得分均等于分值；这是提示，不是差错。
    示例：164行指标全部得满分。
    """
    scored = [row for row in report.indicators if row.weight is not None and row.score is not None]
    if len(scored) < ENOUGH:
        return
    lost = [row for row in scored if not rows.full(row)]
    if lost:
        yield Agreement(example=_("{count} 行中有 {lost} 行扣分").format(count=len(scored), lost=len(lost)))
        return
    first, last = scored[0], scored[-1]
    yield Discrepancy(
        message=_("{count}行指标全部得满分，建议抽查佐证材料").format(count=len(scored)),
        action=_("按风险抽取若干指标，核对佐证材料。"),
        evidence=tuple(
            quoting.text(
                row.name,
                f"{amounts.show(quoting.figure(row.weight))}/{amounts.show(row.score)}",
                row.score_span or row.span,
            )
            for row in (first, last)
            if row.score is not None
        ),
        about=("all full",),
        values=(str(len(scored)),),
    )
