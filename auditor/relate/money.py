"""The money table: which line leads it, and its figures as intervals in 元."""

from decimal import Decimal
from typing import Literal

from auditor.model.quantity import Interval, Quantity
from auditor.model.report import BudgetLine, BudgetPart, Report
from auditor.text import rounding
from auditor.text.patterns import lazily

Column = Literal["initial", "budget", "funded", "spent"]
COLUMNS: dict[Column, str] = {
    "initial": "年初预算数",
    "budget": "全年预算数",
    "funded": "到位数",
    "spent": "全年执行数",
}
_WHOLE = Decimal(100)


def groups(report: Report) -> list[tuple[BudgetLine, ...]]:
    """The money tables, each with its lines in order."""
    numbers = dict.fromkeys(line.group for line in report.budget)
    grouped = [tuple(line for line in report.budget if line.group == number) for number in numbers]
    return [table for lines in grouped for table in _by_total(lines)]


def _by_total(lines: tuple[BudgetLine, ...]) -> list[tuple[BudgetLine, ...]]:
    """Two tables that were read as one, each with its total before or behind its parts."""
    totals = [place for place, line in enumerate(lines) if line.part == "total"]
    if len(totals) < 2:
        return [lines]
    starts = totals if totals[0] == 0 else [0, *(place + 1 for place in totals[:-1])]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def leading(lines: tuple[BudgetLine, ...]) -> BudgetLine:
    """The line that stands for the whole table: its total, else the first with a rate or score, else the first."""
    totals = [line for line in lines if line.part == "total"]
    rated = [line for line in lines if line.rate is not None or line.score is not None]
    if totals and (not rated or totals[0] in rated or totals[0].budget is not None):
        return totals[0]
    return (rated or list(lines))[0]


def scored(lines: tuple[BudgetLine, ...]) -> tuple[BudgetLine, ...]:
    """The lines whose score counts: the leading one, or all others when it has none (its parts repeat its score)."""
    lead = leading(lines)
    if lead.score is not None or lead.weight is not None:
        return (lead,)
    return tuple(line for line in lines if line.score is not None or line.weight is not None)


def cell(line: BudgetLine, column: Column) -> Decimal | None:
    """One figure of a line, as printed."""
    return {"initial": line.initial, "budget": line.budget, "funded": line.funded, "spent": line.spent}[column]


def base(line: BudgetLine) -> Decimal | None:
    """What a rate is taken of: 全年预算数; 年初预算数 only where the form has no such column."""
    if line.budget is not None or "budget" in line.columns:
        return line.budget
    return line.initial


def rate(line: BudgetLine) -> Interval | None:
    """Spent ÷ budget in per cent, recomputed; None where a figure is missing or the budget is nought."""
    below = base(line)
    if line.spent is None or below is None or below <= 0:
        return None
    share = rounding.ratio(rounding.printed(line.spent), rounding.printed(below))
    return rounding.scale(share, Decimal(100))


def told_rate(line: BudgetLine) -> Interval | None:
    """The rate of execution as it is printed, else recomputed; None where neither can be."""
    return rounding.printed(line.rate) if line.rate is not None else rate(line)


def paid_out(line: BudgetLine) -> bool:
    """Whether all of it may have been spent, to the places printed."""
    told = told_rate(line)
    return told is not None and rounding.contains(told, _WHOLE)


def arrived(line: BudgetLine) -> Decimal | None:
    """How much of the budget arrived, in per cent, as a plain quotient of the printed figures."""
    below = base(line)
    return None if line.funded is None or below is None or below <= 0 else line.funded / below * _WHOLE


def adjustment(line: BudgetLine) -> Decimal | None:
    """By how much, in per cent, 全年预算数 differs from 年初预算数; None where a figure is missing or the first is nought."""
    if line.initial is None or line.budget is None or line.initial <= 0:
        return None
    return (line.budget - line.initial) / line.initial * _WHOLE


def exact_rate(line: BudgetLine) -> Decimal | None:
    """Spent ÷ budget in per cent as a plain quotient of the printed figures."""
    below = base(line)
    if line.spent is None or below is None or below <= 0:
        return None
    return line.spent / below * 100


def find(report: Report, part: BudgetPart) -> BudgetLine | None:
    """The first line of this part; none where it is one level's money among several levels' (市级 beside 中央 and 省级财政资金)."""
    line = next((line for line in report.budget if line.part == part), None)
    if line is None or part != "fiscal":
        return line
    levels = {found[1] for one in report.budget if one.group == line.group and (found := _LEVEL.match(one.name))}
    return None if _LEVEL.match(line.name) and len(levels) > 1 else line


_LEVEL = lazily(
    r"(?:其中)?[:：]?(中央|国家|省|自治区|市|州|盟|县|区|旗|乡|镇)(?:本)?级?(?:财政|资金|补助|专项|配套|拨款|预算)"
)


def amount(stated: Quantity) -> Interval:
    """A stated amount of money as an interval in 元."""
    return rounding.interval(stated)


def execution(report: Report) -> Decimal | None:
    """How much of the budget was spent, in per cent: as the first money table prints it, else recomputed; None where it does not say."""
    first = next(iter(groups(report)), None)
    if first is None:
        return None
    line = leading(first)
    return line.rate if line.rate is not None else exact_rate(line)
