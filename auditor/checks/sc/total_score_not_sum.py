"""SC01 total-score-not-sum."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Confidence, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Report, Total
from auditor.relate import Judged, adding
from auditor.relate.scores import TOTAL
from auditor.text import amounts


@check("SC01", "total-score-not-sum", severity="error", needs=("scores", "total"), arithmetic=True)
def total_score_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """总分不等于各指标得分与预算执行得分之和。

    缘由：总分是分项得分的合计；不符说明有分项后来改过、缺行，或合计未重算。
    算法：各行得分与预算执行得分相加（资金表各行重复印的得分只计一次），与总分比较；按公式得出的小数得分允许按所印位数四舍五入的差额。
    不报：没有总分；以“合计”列示、恰为各行得分之和（不含预算执行）的；总分印在表头而表中分值未满100（表格可能不全）；文件里没有资金表而差额可以是预算执行得分；分值合计的差额由 SC02 报告；结论与总分行不同由 SC10 报告。
    依据：算术：总分 = 各项得分之和。
    示例：各指标得分合计89.45，预算执行得分8.6，合计98.05，总分印98.6。
    """
    total = report.total
    if total is None or total.score is None:
        yield NotAssessed(reason=_("没有读到总分"))
        return
    if not adding.table_is_whole(report):
        yield NotAssessed(reason=_("表格可能不全（分值合计不是100，行后没有总分行），未核对总分"))
        return
    for one in context.at("total-score", of=TOTAL):
        yield _worded(report, total, total.score, one)


def _worded(report: Report, total: Total, stated: Decimal, one: Judged) -> Verdict:
    rows, budget = adding.scores(report.indicators), adding.budget_scores(report)
    if one.broken:
        return _apart(report, total, stated, rows, budget).model_copy(update={"relations": (one.id,)})
    if one.first is not None:
        return Agreement(example=_("指标得分合计{score}（不含预算执行）").format(score=amounts.show(rows)))
    if one.relation.form == "open" and one.judgement.expected != stated:
        return NotAssessed(reason=_("文件中没有资金表，总分与各行得分之差可以是预算执行得分，未核对总分"))
    return Agreement(example=_working(rows, budget) + f" = {amounts.show(one.judgement.expected or stated)}")


def _working(rows: Decimal, budget: list[Decimal]) -> str:
    return " + ".join(
        [
            _("指标得分{score}").format(score=amounts.show(rows)),
            *(_("预算执行{score}").format(score=amounts.show(score)) for score in budget),
        ]
    )


def _confidence(report: Report) -> Confidence:
    if any(row.score is None for row in report.indicators):
        return "low"
    return "medium" if report.unreadable or any(row.ambiguous for row in report.indicators) else "high"


def _apart(report: Report, total: Total, stated: Decimal, rows: Decimal, budget: list[Decimal]) -> Discrepancy:
    added = rows + sum(budget, Decimal(0))
    working = _working(rows, budget) + f" = {amounts.show(added)} ≠ {amounts.show(stated)}"
    lines = [line for line in report.budget if line.score is not None][:1]
    return Discrepancy(
        message=_("总分印{stated}，各项得分合计{added}，相差{gap}，待核实").format(
            stated=amounts.show(stated), added=amounts.show(added), gap=amounts.show(abs(stated - added))
        ),
        working=working,
        action=_("核对是否缺行或个别得分改动后未重算总分；以报送系统中的原始评分表为准。"),
        evidence=(
            quoting.number(_("总分"), stated, total.score_span or total.span),
            *(
                quoting.number(_("预算执行得分"), line.score, line.score_span)
                for line in lines
                if line.score is not None
            ),
        ),
        confidence=_confidence(report),
        about=("total score",),
        values=(str(stated), str(added)),
        score_change=added - stated if added <= max(adding.FULL_MARKS, quoting.figure(total.weight)) else None,
    )
