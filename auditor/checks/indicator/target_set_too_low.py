"""IN03 target-set-too-low."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.locale import side_by_side
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import direction
from auditor.text import amounts

Low = tuple[int, Indicator, Decimal]


@check("IN03", "target-set-too-low", severity="note", needs="indicators")
def target_set_too_low(report: Report, context: Context) -> Iterator[Verdict]:
    """目标值定得过低。

    缘由：完成值数倍于目标，说明目标没有约束力，无论是否说明了原因，下年度都应重定。
    算法：计数类的正向指标，实际值 ÷ 目标值达到地方规则的比例（默认200%）；全表合成一条提示。
    不报：比率、时间、金额、成本和越少越好的指标；没有说明原因的另由 IN02 报告。
    依据：参照“绩效目标应当指向明确、合理可行”（财预〔2015〕88号）；本次所用比例见评分规则。
    示例：检查企业目标≥500家次，实际1901家次，为目标的380%。
    """
    threshold = context.profile.target_too_low
    shares = [(index, row, direction.attainment(row)) for index, row in enumerate(report.indicators)]
    low: list[Low] = [(index, row, share) for index, row, share in shares if share is not None and share >= threshold]
    if low:
        yield _too_low(low, amounts.show(threshold))
    elif any(share is not None for _index, _row, share in shares):
        yield Agreement(example=_("没有一行达到目标的 {threshold}%").format(threshold=amounts.show(threshold)))


def _too_low(low: list[Low], threshold: str) -> Discrepancy:
    shown = [side_by_side(f"「{row.name}」", rows.per_cent(share)) for _index, row, share in low]
    return Discrepancy(
        message=_("{count}项指标的完成值达到目标的{threshold}%以上，目标偏低：{names}").format(
            count=len(low), threshold=threshold, names=quoting.listed(shown)
        ),
        action=_("下年度按近年实际水平重定目标值。"),
        evidence=tuple(
            quoting.text(
                row.name,
                f"{row.target.text if row.target else ''} / {row.actual.text if row.actual else ''}",
                row.actual.span if row.actual else row.span,
            )
            for _index, row, _share in low
        ),
        goals=rows.goals_of(row for _index, row, _share in low),
        indicators=tuple(index for index, _row, _share in low),
        about=("targets too low", *(row.name for _index, row, _share in low)),
        values=tuple(rows.per_cent(share) for _index, _row, share in low),
    )
