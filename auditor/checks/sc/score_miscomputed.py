"""SC06 score-miscomputed."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.checks.sc import proportion
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, NotAssessed, Verdict
from auditor.model.quantity import Interval
from auditor.model.report import Indicator, Report
from auditor.sense import direction
from auditor.text import amounts, rounding


@check("SC06", "score-miscomputed", severity="warning", needs=("weights", "scores"), arithmetic=True)
def score_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """定量指标的得分与按完成比例计算的结果不符。

    缘由：定量指标未完成的，得分按完成比例计算，没有裁量余地。
    算法：正向指标（≥、>、=）得分 = 分值 × 实际值 ÷ 目标值；反向指标（≤、<）按超出比例扣分，或分值 × 目标值 ÷ 实际值，两式任一相符即可；四舍五入、截尾都认可。
    不报：完成了目标（被扣分的由 SC08 报告）；未完成却得满分（SC07）；目标或实际不是可比的数量，或目标为0；表中另印有无法识别的计分办法；没有得分。
    依据：多地绩效自评系统的计分规则；湖北表内印有“正向指标得分=权重*B/A，反向指标得分=权重*A/B”。
    示例：目标≥100件，实际80件，分值10，应得8分，印9.5分。
    """
    if proportion.scored_otherwise(report):
        yield NotAssessed(reason=_("表中另印有计分办法，未按完成比例复算"))
        return
    for index, row in enumerate(report.indicators):
        if not rows.deducted(row) or direction.met(row) is not False:
            continue
        expected = proportion.expected(row, context.profile)
        if not expected or row.score is None or row.weight is None:
            continue
        score = row.score
        working = _working(row, expected)
        if any(_agrees(reading, score) for reading in expected):
            yield Agreement(example=working)
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}未达目标，按完成比例应得{expected}分，印{score}分，待核实").format(
                place=rows.place(row), expected=proportion.point(expected[0]), score=amounts.show(score)
            ),
            (
                *quoting.both(row),
                quoting.number(_("分值"), row.weight, row.weight_span),
                quoting.number(_("得分"), score, row.score_span),
            ),
            working=f"{working} ≠ {amounts.show(score)}",
            action=_("请填报单位说明得分的计算办法，或按公式更正得分。"),
            values=(
                str(row.weight),
                str(score),
                row.target.text if row.target else "",
                row.actual.text if row.actual else "",
            ),
            confidence="medium",
        )


def _agrees(expected: Interval, score: Decimal) -> bool:
    ends = [end for end in (expected.low, expected.high) if end is not None]
    return rounding.meet(expected, rounding.printed(score)) or any(rounding.truncates_to(end, score) for end in ends)


def _working(row: Indicator, expected: list[Interval]) -> str:
    target, actual = (row.target.text if row.target else ""), (row.actual.text if row.actual else "")
    weight = amounts.show(row.weight) if row.weight is not None else ""
    return _("目标{target}，实际{actual}，分值{weight}：{points}").format(
        target=target,
        actual=actual,
        weight=weight,
        points=_(" 或 ").join(proportion.point(reading) for reading in expected),
    )
