"""IN18 equality-target-missed."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Report
from auditor.sense import direction
from auditor.text.normalize import fold

WHOLE = Decimal(100)
SIGNS = ("=", "═", "﹦", "等于")


@check("IN18", "equality-target-missed", severity="note", needs="indicators")
def equality_target_missed(report: Report, context: Context) -> Iterator[Verdict]:
    """目标写作“=”，实际值不等于它。

    缘由：“=35次”要求恰好35次；多做通常是好事，说明运算符应为“≥”。
    算法：目标值印有等号，实际值（单位换算后）不等于目标值，但按越多越好（越少越好）算完成。
    不报：目标没有印等号；相等；少做的按未达目标由 SC07、SC08、IN01 报告；达到130%而无原因由 IN02 报告；百分数超过100%由 IN08 提示。
    依据：“=”的含义；表内印有计分规则的以所印为准。
    示例：目标=35次，实际40次。
    """
    for index, row in enumerate(report.indicators):
        pair = rows.quantities(row)
        if pair is None or not _prints_equality(row):
            continue
        if direction.exactly(row) is not False or direction.met(row) is not True or _over_whole(pair[1]):
            yield Agreement()
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}目标{target}，实际{actual}，与“=”不符，运算符可能应为{sign}").format(
                place=rows.place(row),
                target=pair[0].text,
                actual=pair[1].text,
                sign="≤" if direction.is_adverse(row) else "≥",
            ),
            quoting.both(row),
            action=_("核对目标申报表的运算符。"),
            values=(pair[0].text, pair[1].text),
            relations=context.broken_at("row-target", index),
        )


def _prints_equality(row: Indicator) -> bool:
    target = row.target
    if target is None or target.quantity is None or target.quantity.bound != "=":
        return False
    return fold(target.text).startswith(SIGNS) or fold(target.quantity.text).startswith(SIGNS)


def _over_whole(actual: Quantity) -> bool:
    """More than 100 % of a share is IN08's."""
    return actual.kind == "percent" and actual.value > WHOLE
