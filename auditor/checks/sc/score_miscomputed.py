"""SC06 score-miscomputed."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Indicator, Report
from auditor.relate import Judged, earned
from auditor.relate.earned import CRITERION, EARNED
from auditor.text import amounts


@check("SC06", "score-miscomputed", severity="warning", needs=("weights", "scores"), arithmetic=True)
def score_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """定量指标的得分与按完成比例计算的结果不符。

    缘由：定量指标未完成的，得分按完成比例计算，没有裁量余地。
    算法：正向指标（≥、>、=）得分 = 分值 × 实际值 ÷ 目标值；反向指标（≤、<）按超出比例扣分，或分值 × 目标值 ÷ 实际值，两式任一相符即可；四舍五入、截尾都认可。
    表中本行另有评分标准的，以它为准：“权重×支出率”一类按本行所报的比率计算，其他办法不复算。
    不报：完成了目标（被扣分的由 SC08 报告）；未完成却得满分（SC07）；目标或实际不是可比的数量，或目标为0；表中另印有无法识别的计分办法；没有得分。
    依据：参照“定量指标按完成比例计分”的通行计分规则；本次所用公式见评分规则，表内印有公式的以所印为准。
    示例：目标≥100件，实际80件，分值10，应得8分，印9.5分。
    """
    if earned.scored_otherwise(report):
        yield NotAssessed(reason=_("表中另印有计分办法，未按完成比例复算"))
    for index, row in enumerate(report.indicators):
        for one in context.at("score", index, of=EARNED):
            if one.held:
                yield Agreement(example=one.judgement.working)
            elif one.broken:
                yield _differ(row, index, one)


def _differ(row: Indicator, index: int, one: Judged) -> Discrepancy:
    score, weight = quoting.figure(row.score), quoting.figure(row.weight)
    message = (
        _("{place}按表内评分标准“{criterion}”应得{expected}分，印{score}分，待核实")
        if one.by == CRITERION
        else _("{place}未达目标，按完成比例应得{expected}分，印{score}分，待核实")
    )
    return rows.discrepancy(
        row,
        index,
        message.format(
            place=rows.place(row),
            expected=f"{quoting.figure(one.judgement.expected):.2f}",
            score=amounts.show(score),
            criterion=quoting.cut(row.criterion or ""),
        ),
        (
            *quoting.both(row),
            quoting.number(_("分值"), weight, row.weight_span),
            quoting.number(_("得分"), score, row.score_span),
        ),
        working=one.judgement.working,
        action=_("请填报单位说明得分的计算办法，或按公式更正得分。"),
        values=(
            str(weight),
            str(score),
            row.target.text if row.target else "",
            row.actual.text if row.actual else "",
        ),
        confidence="medium",
        relations=(one.id,),
    )
