"""SC10 stated-score-contradicts-total."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Conclusion, Report, Total
from auditor.relate.scores import STATED
from auditor.text import amounts


@check("SC10", "stated-score-contradicts-total", severity="error", needs=("conclusion", "total"), arithmetic=True)
def stated_score_contradicts_total(report: Report, context: Context) -> Iterator[Verdict]:
    """自评结论所述得分与总分行不符。

    缘由：结论的得分引自总分行，应当相同。
    算法：两数各按所印位数取区间，没有交集即为不符。
    不报：结论或总分行没有分数；等级不同由 SC09 报告；总分与分项之和不符由 SC01 报告。
    依据：报告自身：自评结论与自评表所述是同一得分。
    示例：结论称自评分值96.8分，总分行印98.6。
    """
    conclusion, total = report.conclusion, report.total
    if conclusion is None or total is None or conclusion.score is None or total.score is None:
        return
    for one in context.at("conclusion-score", of=STATED):
        if one.broken:
            yield _apart(conclusion, total, conclusion.score, total.score).model_copy(update={"relations": (one.id,)})
        else:
            yield Agreement(
                example=_("结论 {stated} = 总分 {total}").format(
                    stated=amounts.show(conclusion.score), total=amounts.show(total.score)
                )
            )


def _apart(conclusion: Conclusion, total: Total, stated: Decimal, added: Decimal) -> Discrepancy:
    return Discrepancy(
        message=_("自评结论称得分{stated}分，总分行为{total}分，不一致，待核实").format(
            stated=amounts.show(stated), total=amounts.show(added)
        ),
        working=f"{amounts.show(stated)} ≠ {amounts.show(added)}",
        action=_("以评分表重算的总分为准，更正结论或总分行。"),
        evidence=(
            quoting.number(_("自评结论"), stated, conclusion.score_span or conclusion.span),
            quoting.number(_("总分"), added, total.score_span or total.span),
        ),
        about=("stated score",),
        values=(str(stated), str(added)),
    )
