"""SC15 reviewed-score-inconsistent."""

from collections.abc import Iterator, Mapping

from auditor.checks import quoting, rows, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Severity, Verdict
from auditor.model.report import Indicator, Report, Reviewed
from auditor.relate import Judged
from auditor.relate.reviews import DEDUCTED, DEVIATION, REVIEWS, TOTAL, WITHIN
from auditor.sense import reviewing
from auditor.text import amounts


@check("SC15", "reviewed-score-inconsistent", severity="error", needs="indicators", arithmetic=True)
def reviewed_score_inconsistent(report: Report, context: Context) -> Iterator[Verdict]:
    """复核得分与其合计、偏离度或复核意见不符。

    缘由：复核分是最后采用的分数；合计没有重算、偏离度算错，或意见写明的扣分没有落到分数上，复核结论就站不住。
    算法：各行复核得分相加与合计行的复核得分比较；复核得分不高于分值；偏离度按本表多数行遵循的算法（复核得分比自评得分、复核完成值比自评完成值或指标值等）逐行重算；意见只写明一项扣减（扣30%、扣2分）的，与分值（或自评得分）减复核得分比较；意见写“不得分”而仍有得分的也报告。
    不报：没有复核栏；有的行没有复核得分而合计不少于已有各行之和；偏离度看不出算法的；意见有几项扣减，或复核完成值未达指标值、可能另按比例扣分的；自评得分的合计由 SC01 报告。
    依据：算术：合计 = 各行之和；偏离度和扣分以本表自己的写法为准。
    示例：复核得分30 + 18 + 20 = 68，合计印78；分值10，意见“缺验收单，扣20%”，复核得分印9。
    """
    for one in context.stated(of=REVIEWS):
        if one.broken:
            yield _broken(report, context, one)
        elif one.held:
            yield stated.agreement(context, one)
    for index, row in enumerate(report.indicators):
        told = row.reviewed
        if told is not None and told.score is not None and reviewing.leaves_nothing(told):
            yield _kept(row, index, told) if told.score else Agreement()


_MESSAGES: Mapping[str, str] = {
    TOTAL: "复核得分合计印{result}，各行复核得分相加：{working}，待核实",
    WITHIN: "{place}复核得分{result}高于分值：{working}，待核实",
    DEVIATION: "{place}偏离度印{result}，按本表算法为：{working}，待核实",
    DEDUCTED: "{place}复核意见写明扣{result}，与复核得分不符：{working}，待核实",
}
"""What is said where a relation of a rule is broken."""
_ACTIONS: Mapping[str, str] = {
    TOTAL: "按各行复核得分重新汇总，核对是否个别复核得分改动后未重算合计。",
    WITHIN: "核对分值与复核得分是否填错。",
    DEVIATION: "按本表的算法重算偏离度，并核对两边的数值。",
    DEDUCTED: "按复核意见重算复核得分，或更正意见。",
}


def _broken(report: Report, context: Context, one: Judged) -> Discrepancy:
    numbers = list(stated.each(context, one))
    index = None if one.by == TOTAL else numbers[0][1].indicator
    row = report.indicators[index] if index is not None else None
    shown = numbers[:1] if row is None else numbers
    printed = numbers[0][1].quantity.text
    return Discrepancy(
        message=_(_MESSAGES[one.by]).format(
            place=rows.place(row) if row is not None else "", result=printed, working=one.judgement.working
        ),
        working=one.judgement.working,
        action=_(_ACTIONS[one.by]),
        evidence=(
            *((quoting.name(row),) if row is not None else ()),
            *(stated.cell(context, name, number) for name, number in shown),
        ),
        goals=(row.goal,) if row is not None and row.goal is not None else (),
        indicators=(index,) if index is not None else (),
        severity=_severity(one),
        confidence="low" if row is not None and row.ambiguous else one.relation.confidence,
        about=(one.by, row.name if row is not None else ""),
        values=tuple(number.quantity.text for _name, number in numbers),
        relations=(one.id,),
    )


def _severity(one: Judged) -> Severity | None:
    """Totals and full marks are arithmetic alone; 偏离度 and remarks are read by how the form writes them."""
    if one.judgement.slight:
        return "note"
    return "warning" if one.by in {DEVIATION, DEDUCTED} else None


def _kept(row: Indicator, index: int, told: Reviewed) -> Discrepancy:
    score, remark = quoting.figure(told.score), told.remark or ""
    return rows.discrepancy(
        row,
        index,
        _("{place}复核意见写明不得分，复核得分印{score}，待核实").format(
            place=rows.place(row), score=amounts.show(score)
        ),
        (
            quoting.name(row),
            quoting.number(_("复核得分"), score, told.score_span),
            quoting.text(_("复核意见"), remark, told.remark_span),
        ),
        action=_("按复核意见重算复核得分，或更正意见。"),
        values=(str(score), remark),
        severity="warning",
    )
