"""SC17 worked-out-figure-wrong."""

from collections.abc import Iterator, Mapping

from auditor.checks import rows, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Indicator, Report
from auditor.relate import Judged
from auditor.relate.own_columns import AGAIN_TOTAL, AGAIN_WITHIN, COMPLETION, POINTS_OFF, SCORE_RATE, SUBTOTAL


@check("SC17", "worked-out-figure-wrong", severity="error", needs="indicators", arithmetic=True)
def worked_out_figure_wrong(report: Report, context: Context) -> Iterator[Verdict]:
    """表内推算的数（完成率、扣分、小计）与所列的数不符。

    缘由：完成率、偏差率、扣分和小计都由同一张表的数算出；不符说明其中一个数填错，或改动后没有重算。
    算法：完成率（偏差率）与“实际完成值 ÷ 年度指标值”（或两者之差 ÷ 年度指标值）比较，扣分与“分值 − 得分”比较，得分率与“得分 ÷ 分值”比较；一栏里多数行守得住的算法，才据以核对其余各行。小计与其上各行（上一小计以来，或同一目标、同一级指标之下）的分值、得分之和比较。另有一栏得分的（初评得分），每行不高于分值，合计与各行之和比较。
    不报：表中没有这些栏；一栏里多数行的算法看不出来的；指标值为“≤”的行，完成率各表算法不一；完成率以100%封顶的；总分、分值合计由 SC01、SC02 报告。
    依据：算术：表内所印的栏目关系。
    示例：目标3200户，实际3136户，完成率印89%：3136 ÷ 3200 = 98%。
    """
    if not report.subtotals and not any(map(_is_worked_out, report.indicators)):
        yield NotAssessed(reason=_("表中没有完成率、扣分、小计"))
        return
    for rule in _MESSAGES:
        for one in context.stated(of=rule):
            if one.broken:
                yield _wrong(report, context, one)
            elif one.held:
                yield Agreement(example=one.judgement.working)


_MESSAGES: Mapping[str, str] = {
    COMPLETION: "{place}完成率（偏差率）印{result}，按所列的数为：{working}，待核实",
    POINTS_OFF: "{place}扣分印{result}，按所列的数为：{working}，待核实",
    SCORE_RATE: "{place}得分率印{result}，按所列的数为：{working}，待核实",
    AGAIN_WITHIN: "{place}另一栏得分{result}高于分值：{working}，待核实",
    AGAIN_TOTAL: "另一栏得分的合计印{result}，各行相加：{working}，待核实",
    SUBTOTAL: "{place}小计印{result}，其上各行相加：{working}，待核实",
}
"""What is said where a relation of a rule is broken."""
_ARITHMETIC = frozenset({SUBTOTAL, AGAIN_WITHIN})
"""Rules of which no way has to be found out first."""


def _is_worked_out(row: Indicator) -> bool:
    told = row.rate or row.score_rate
    return told is not None or row.deducted is not None or row.score_again is not None


def _wrong(report: Report, context: Context, one: Judged) -> Discrepancy:
    numbers = list(stated.each(context, one))
    index = numbers[0][1].indicator
    row = report.indicators[index] if index is not None else None
    shown = numbers if row is not None else numbers[:1]
    unsure = row is not None and row.ambiguous
    return Discrepancy(
        message=_(_MESSAGES[one.by]).format(
            place=rows.place(row) if row is not None else "",
            result=numbers[0][1].quantity.text,
            working=one.judgement.working,
        ),
        working=one.judgement.working,
        action=_("核对有关各数，更正填错的一处；改动过的，重新计算。"),
        evidence=tuple(stated.cell(context, name, number) for name, number in shown),
        goals=(row.goal,) if row is not None and row.goal is not None else (),
        indicators=(index,) if index is not None else (),
        severity="note" if one.judgement.slight else None if one.by in _ARITHMETIC else "warning",
        confidence="low" if unsure else one.relation.confidence,
        about=(one.by, row.name if row is not None else ""),
        values=tuple(number.quantity.text for _name, number in numbers),
        relations=(one.id,),
    )
