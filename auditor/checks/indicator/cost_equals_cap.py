"""IN17 cost-equals-cap."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import direction
from auditor.text import units

FEWEST = 3
"""One or two contracts may well cost what was planned."""


@check("IN17", "cost-equals-cap", severity="note", needs="indicators")
def cost_equals_cap(report: Report, context: Context) -> Iterator[Verdict]:
    """多项成本恰好等于控制上限。

    缘由：实际支出与上限分毫不差并不常见，可能是把预算数抄作实际数。
    算法：目标为金额上限（≤、<）的成本指标，实际金额与上限相等的有三项以上；全表合成一条提示。
    不报：少于三项；目标为定额（=）；实际低于上限。
    依据：报告自身：实际支出与上限的对照；这是提示，不是差错。
    示例：28项成本中有9项与上限分毫不差。
    """
    capped = [(index, row) for index, row in enumerate(report.indicators) if _is_capped(row)]
    equal = [(index, row) for index, row in capped if _at_cap(row)]
    if len(equal) < FEWEST:
        if capped:
            yield Agreement(
                example=_("{count} 项成本上限中 {equal} 项恰好相等").format(count=len(capped), equal=len(equal))
            )
        return
    yield Discrepancy(
        message=_("{count}项成本控制中有{equal}项实际支出恰好等于上限：{names}").format(
            count=len(capped),
            equal=len(equal),
            names=quoting.listed([f"「{row.name}」{row.actual.text if row.actual else ''}" for _index, row in equal]),
        ),
        action=_("抽查决算或支付凭证，确认是否以预算数代替实际数。"),
        evidence=tuple(quoting.value(row.name, row.actual) for _index, row in equal),
        goals=rows.goals_of(row for _index, row in equal),
        indicators=tuple(index for index, _row in equal),
        about=("cost equals cap",),
        values=tuple(f"{row.name}{row.actual.text if row.actual else ''}" for _index, row in equal),
    )


def _is_capped(row: Indicator) -> bool:
    target = row.target.quantity if row.target else None
    return (
        direction.is_cost(row) and target is not None and target.kind == "money" and target.bound in direction.CEILINGS
    )


def _at_cap(row: Indicator) -> bool:
    pair = rows.quantities(row)
    if pair is None or pair[1].bound != "=":
        return False
    measured = units.converted(pair[1], pair[0])
    return measured is not None and measured.value == pair[0].value
