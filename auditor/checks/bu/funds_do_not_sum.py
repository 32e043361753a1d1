"""BU04 funds-do-not-sum."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import money, quoting
from auditor.checks.money import COLUMNS, Column
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed, Verdict
from auditor.model.quantity import Interval
from auditor.model.report import BudgetLine, Report
from auditor.text import amounts, rounding

Lines = tuple[BudgetLine, ...]


@check("BU04", "funds-do-not-sum", severity="error", needs="budget", arithmetic=True)
def funds_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """年度资金总额与各资金来源之和不符。

    缘由：总额行常由系统汇总，分项由人填；不符说明漏填、错填或合计未刷新。
    算法：年初、全年预算、全年执行三栏各自比较；各数按所印位数取区间，总额与分项之和没有交集即为不符；空白的分项按0计。
    不报：分项全部空白或没有分项；只列了一个“其中”项（分项不必穷尽），除非它超过总额；分项之下再分中央、省、市县的，不重复相加；结论中的合计由 BU13 报告。
    依据：年度资金总额 = 当年财政拨款 + 上年结转资金 + 其他资金（自评表的栏目关系）。
    示例：年度资金总额全年预算数0，其中财政拨款89.974。
    """
    for lines in money.groups(report):
        total = next((line for line in lines if line.part == "total"), None)
        parts = tuple(line for line in lines if line.part != "total")
        if total is None or not parts:
            yield NotAssessed(reason=_("资金表没有合计行或没有分项，无法核对加总"))
            continue
        wrong: list[Column] = []
        for column in COLUMNS:
            match _sums(total, parts, column):
                case None:
                    continue
                case True:
                    yield Agreement(example=_working(total, parts, column, "≈"))
                case False:
                    wrong.append(column)
        if wrong:
            yield _differ(total, parts, wrong)
        elif all(money.cell(part, column) is None for part in parts for column in COLUMNS):
            yield NotAssessed(reason=_("资金表的分项全部空白，无法核对加总"))


def _sums(total: BudgetLine, parts: Lines, column: Column) -> bool | None:
    whole = money.in_yuan(total, column)
    filled = [part for part in parts if money.cell(part, column) is not None]
    if whole is None or not filled:
        return None
    if any(rounding.meet(_sum(reading, column), whole) for reading in _readings(parts)):
        return True
    if len(parts) > 1:
        return False
    alone = money.in_yuan(parts[0], column)
    exceeds = alone is not None and alone.low is not None and whole.high is not None and alone.low >= whole.high
    return False if exceeds else None


def _readings(parts: Lines) -> list[Lines]:
    """The ways in which the lines may make up the total: all of them, the three sources, the two uses, or the named parts."""
    sources = tuple(part for part in parts if part.part in {"fiscal", "carried", "other"})
    uses = tuple(part for part in parts if part.part in {"basic", "project"})
    named = tuple(part for part in parts if part.part == "part")
    outer = tuple(part for part in parts if part.part != "part")
    with_other = (*uses, *(part for part in parts if part.part == "other"))
    return [
        reading for reading in (parts, sources, uses, with_other, named, outer) if len(reading) > 1 or reading == parts
    ]


def _sum(lines: Lines, column: Column) -> Interval:
    return rounding.total(amount for line in lines if (amount := money.in_yuan(line, column)) is not None)


def _working(total: BudgetLine, parts: Lines, column: Column, sign: str) -> str:
    """The sum in the margin: 全年预算数：400.00 + 100.00 + 50.00 = 550.00 ≠ 560.00."""
    values = [value for part in parts if (value := money.cell(part, column)) is not None]
    whole = money.cell(total, column)
    shown = " + ".join(amounts.show(value) for value in values)
    if len({part.unit for part in (total, *parts)}) == 1 and len(values) > 1:
        shown += f" = {amounts.show(sum(values, Decimal(0)))}"
    return f"{_(COLUMNS[column])}{_('：')}{shown} {sign} {amounts.show(whole) if whole is not None else ''}"


def _differ(total: BudgetLine, parts: Lines, wrong: list[Column]) -> Discrepancy:
    evidence: list[Evidence] = []
    values: list[str] = []
    for column in wrong:
        for line in (total, *parts):
            value = money.cell(line, column)
            if value is not None:
                span = {"initial": line.initial_span, "budget": line.budget_span, "spent": line.spent_span}[column]
                evidence.append(quoting.number(f"{line.name} {_(COLUMNS[column])}", value, span))
                values.append(f"{line.name} {COLUMNS[column]}{amounts.show(value)}")
    workings = [_working(total, parts, column, "≠") for column in wrong]
    return Discrepancy(
        message=_("“{name}”与各分项之和不一致，待核实：{workings}").format(
            name=total.name, workings=_("；").join(workings)
        ),
        working=_("；").join(workings),
        action=_("以预算批复、指标文件和支付台账核对总额与各来源，更正合计行或分项。"),
        evidence=tuple(evidence),
        about=("funds", total.name, str(total.group)),
        values=tuple(values),
    )
