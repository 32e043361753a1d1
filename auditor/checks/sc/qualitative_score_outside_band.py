"""SC13 qualitative-score-outside-band."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Indicator, Report
from auditor.profiles import Band
from auditor.text import amounts
from auditor.text.normalize import fold

WHOLE = Decimal(100)


@check("SC13", "qualitative-score-outside-band", severity="warning", needs=("weights", "scores"))
def qualitative_score_outside_band(report: Report, context: Context) -> Iterator[Verdict]:
    """定性指标的得分与所填完成档次不符。

    缘由：定性指标分三档计分，档次与得分应当对应。
    算法：实际完成值恰为地方规则中某一档的用语（如“达成预期指标”“部分达成”“未达成”）时，得分占分值的比例应在该档区间（含两端）之内。
    不报：实际完成值不是档次用语；没有分值或得分；地方规则没有规定档次。
    依据：参照定性指标分档计分的规则（项目支出绩效自评表填表说明）；本次所用档次见评分规则。
    示例：实际“未达成”，分值10得9分。
    """
    for index, row in enumerate(report.indicators):
        band = _band(row, context.profile.bands)
        if band is None or row.weight is None or row.score is None or row.weight <= 0:
            continue
        share = row.score / row.weight * WHOLE
        if band.low <= share <= band.high:
            yield Agreement(
                example=_("{name} {share} 在 {low}%—{high}% 之内").format(
                    name=row.name, share=rows.per_cent(share), low=amounts.show(band.low), high=amounts.show(band.high)
                )
            )
            continue
        words = row.actual.text if row.actual else ""
        yield rows.discrepancy(
            row,
            index,
            _("{place}完成情况为“{words}”，应得分值的{low}%—{high}%，实得{score}/{weight}（{share}），待核实").format(
                place=rows.place(row),
                words=words,
                low=amounts.show(band.low),
                high=amounts.show(band.high),
                score=amounts.show(row.score),
                weight=amounts.show(row.weight),
                share=rows.per_cent(share),
            ),
            (
                quoting.name(row),
                quoting.value(_("实际完成值"), row.actual),
                quoting.number(_("得分"), row.score, row.score_span),
            ),
            working=f"{amounts.show(row.score)} ÷ {amounts.show(row.weight)} = {rows.per_cent(share)}",
            action=_("核对完成情况的档次与得分，更正其一。"),
            values=(fold(words), str(row.score), str(row.weight)),
            confidence="medium",
        )


def _band(row: Indicator, bands: tuple[Band, ...]) -> Band | None:
    words = fold(row.actual.text).strip("。") if row.actual else ""
    return next((band for band in bands if words in band.words), None)
