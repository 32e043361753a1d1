"""IN16 amount-repeated."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Report

GOALS = 3
"""Two goals may share a contract; three with the same odd figure suggest a split total or a copy."""
DIGITS = 4
"""Significant digits that make an amount unusual: 140.51, not 200 or 1.5."""

Place = tuple[int, Indicator, Quantity]


@check("IN16", "amount-repeated", severity="note", needs="indicators")
def amount_repeated(report: Report, context: Context) -> Iterator[Verdict]:
    """同一个不寻常的金额出现在三个以上目标中。

    缘由：不同目标的成本恰好分毫不差，可能是同一笔支出重复计列，或按目标数平均分摊。
    算法：各行实际（没有则目标）金额，有效数字四位以上且完全相同，分布在三个以上绩效目标中。
    不报：整数金额（如200万元）；同一目标内重复由 IN15 查看；表格不按目标分组。
    依据：报告自身：各目标所列金额的对照；这是提示，不是差错。
    示例：140.51万元同时是三个目标的成本。
    """
    if not rows.has_groups(report):
        yield NotAssessed(reason=_("指标表不按绩效目标分组"))
        return
    by_amount: dict[Decimal, list[Place]] = defaultdict(list)
    for index, row in enumerate(report.indicators):
        amount = _amount(row)
        if amount is not None and _unusual(amount):
            by_amount[amount.value].append((index, row, amount))
    found = [places for places in by_amount.values() if len({row.goal for _index, row, _amount in places}) >= GOALS]
    for places in found:
        yield _repeated(places)
    if not found:
        yield Agreement(example=_("没有同一金额出现在 {count} 个以上目标").format(count=GOALS))


def _amount(row: Indicator) -> Quantity | None:
    for value in (row.actual, row.target):
        if value is not None and value.quantity is not None and value.quantity.kind == "money":
            return value.quantity
    return None


def _unusual(amount: Quantity) -> bool:
    return len(amount.value.normalize().as_tuple().digits) >= DIGITS


def _repeated(places: list[Place]) -> Discrepancy:
    found = [row for _index, row, _amount in places]
    goals = rows.goals_of(found)
    amount = places[0][2]
    return Discrepancy(
        message=_("{amount}出现在绩效目标{goals}中，是否为同一笔支出重复计列或平均分摊，待核实").format(
            amount=amount.text, goals=_("、").join(str(goal) for goal in goals)
        ),
        action=_("请提供各目标的支出明细或分摊依据。"),
        evidence=tuple(quoting.text(row.name, one.text, one.span) for _index, row, one in places),
        goals=goals,
        indicators=tuple(index for index, _row, _amount in places),
        about=("amount", *(row.name for row in found)),
        values=(str(amount.value), *(str(goal) for goal in goals)),
    )
