"""The facts that a form states, apart from how it prints them: invented ones, and those of a report that was read."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from auditor.bench.layouts.words import Dice
from auditor.model.record import Record
from auditor.model.report import BudgetLine, Indicator, Report, Value
from auditor.text.normalize import fold

_FILE = Path(__file__).parent / "facts.toml"
_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")
_BUDGET_POINTS = Decimal(10)


class Parts(Record):
    """A value by its parts, where it has them: ≥ | 45 | 家."""

    operator: str = ""
    value: str
    unit: str = ""

    @property
    def whole(self) -> str:
        """The value in one cell; = is not printed there."""
        return f"{self.operator.replace('=', '')}{self.value}{self.unit}"


class Row(Record):
    """One indicator. `said` are its words in the narrative, "" where the narrative is silent on it."""

    level1: str | None
    category: str | None
    name: str
    target: Parts
    actual: Parts | None
    weight: str | None
    score: str | None
    reason: str | None = None
    said: str = ""
    least: bool = False
    """The target is the least that is asked for, whether it prints an operator or not."""


class Line(Record):
    """One line of the money table in 万元; the rate in per cent."""

    name: str
    initial: str | None = None
    budget: str | None = None
    spent: str | None = None
    rate: str | None = None
    weight: str | None = None
    score: str | None = None


class Goal(Record):
    """What was promised, and what was reported."""

    target: str
    actual: str | None


class Facts(Record):
    """All that one form states. The first line of the money is the total."""

    organisation: str
    authority: str | None
    project: str | None
    year: int
    goals: tuple[Goal, ...]
    rows: tuple[Row, ...]
    money: tuple[Line, ...]
    total_weight: str | None
    total_score: str | None

    @property
    def has_points(self) -> bool:
        """Whether every row has a weight and a score."""
        return all(row.weight is not None and row.score is not None for row in self.rows)


def invented(seed: int) -> Facts:
    """A form of an invented project; the same for the same seed. Its figures agree with each other."""
    dice = Dice("facts", seed)
    data = _data()
    project = data["project"][seed % len(data["project"])]
    place = dice.one(data["places"]["names"])
    year = dice.whole(2019, 2025)
    weights = _weights(dice, len(project["rows"]))
    least = dice.one(_LEAST)
    rows = tuple(_row(dice, drawn, year, weight, least) for drawn, weight in zip(project["rows"], weights, strict=True))
    money = _money(dice)
    points = sum((Decimal(row.score or 0) for row in rows), Decimal(0)) + Decimal(money[0].score or 0)
    return Facts(
        organisation=project["organisation"].format(place=place),
        authority=project["authority"].format(place=place),
        project=project["name"],
        year=year,
        goals=(_goal(rows, dice.whole(120, 600)),),
        rows=rows,
        money=money,
        total_weight="100",
        total_score=_plain(points),
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _weights(dice: Dice, count: int) -> list[int]:
    """Whole weights that sum to ninety, the last of them (satisfaction) ten."""
    weights = [80 // (count - 1)] * (count - 1)
    for place in range(80 - sum(weights)):
        weights[place] += 1
    for _shift in range(count):
        giver, taker = dice.some(range(count - 1), 2)
        if weights[giver] > 5 and weights[taker] < 15:
            weights[giver] -= 1
            weights[taker] += 1
    return [*weights, 10]


_LEAST = ("≥", "≥", "", "不低于")
"""How a form prints the least that is asked for."""


def _row(dice: Dice, drawn: list[Any], year: int, weight: int, least_as: str) -> Row:
    level1, category, name, operator, unit, least, most, places, said, excuse = drawn
    reason, score = None, Decimal(weight)
    if operator == "words":
        target = actual = Parts(value=unit)
    elif not operator:
        target, actual = _dates(dice, year)
    else:
        asked = Decimal(dice.whole(least * 10**places, most * 10**places)).scaleb(-places)
        missed = bool(excuse) and dice.chance(40)
        got = _got(dice, operator, unit, asked, missed=missed)
        if got < asked and operator == "≥":
            reason, score = excuse, (weight * got / asked).quantize(_CENT)
        target = Parts(operator=least_as if operator == "≥" else operator, value=str(asked), unit=unit)
        actual = Parts(value=str(got), unit=unit)
    return Row(level1=level1, category=category, name=name, target=target, actual=actual, weight=str(weight), score=_plain(score), reason=reason, said=said, least=operator == "≥")  # fmt: skip


def _got(dice: Dice, operator: str, unit: str, asked: Decimal, *, missed: bool) -> Decimal:
    """What was reached: at the target, a little beyond it, or short of it."""
    place = Decimal(1).scaleb(int(asked.as_tuple().exponent))
    if operator == "=":
        return asked
    if operator == "≤":
        return (asked * dice.whole(93, 99) / 100).quantize(place)
    if missed:
        return min((asked * dice.whole(90, 96) / 100).quantize(place), asked - place)
    beyond = max(asked, (asked * dice.whole(100, 106) / 100).quantize(place))
    return min(beyond, Decimal("99.5").quantize(place) if place < 1 else Decimal(99)) if unit == "%" else beyond


def _dates(dice: Dice, year: int) -> tuple[Parts, Parts]:
    month, day = dice.whole(7, 11), dice.whole(3, 27)
    return Parts(value=f"{year}年{month + 1}月底前"), Parts(value=f"{year}年{month}月{day}日")


def _money(dice: Dice) -> tuple[Line, ...]:
    fiscal = Decimal(dice.whole(8000, 90000)) / 100
    other = Decimal(dice.whole(500, 4000)) / 100 if dice.chance(50) else Decimal(0)
    shares = [("其中：当年财政拨款", fiscal, _spent(dice, fiscal)), ("其他资金", other, _spent(dice, other))]
    whole, spent = sum(one[1] for one in shares), sum(one[2] for one in shares)
    total = _line("年度资金总额", Decimal(whole), Decimal(spent), points=True)
    return (total, *(_line(name, budget, used) for name, budget, used in shares if budget))


def _spent(dice: Dice, budget: Decimal) -> Decimal:
    return (budget * dice.whole(930, 1000) / 1000).quantize(_CENT)


def _line(name: str, budget: Decimal, spent: Decimal, *, points: bool = False) -> Line:
    rate = (spent * 100 / budget).quantize(_CENT)
    score = (rate / 10).quantize(_CENT) if points else None
    money = {"initial": f"{budget:.2f}", "budget": f"{budget:.2f}", "spent": f"{spent:.2f}", "rate": f"{rate}%"}
    return Line(name=name, **money, weight=_plain(_BUDGET_POINTS) if points else None, score=_plain(score) if score else None)  # fmt: skip


def _goal(rows: tuple[Row, ...], asked: int) -> Goal:
    """What the rows say in words; the satisfaction with the number of people asked."""
    told = [row for row in rows if row.said]
    promised = [
        f"{row.said}{_AT_LEAST.get(row.target.unit, _MORE) if row.least else ''}{_bare(row.target)}" for row in told
    ]
    reached = [
        f"{row.said}{_bare(row.actual)}{_SURVEY.format(asked=asked) if row.target.unit == '%' else ''}" for row in told
    ]
    return Goal(target="，".join(promised) + "。", actual="，".join(reached) + "。")


_MORE = "不少于"
_AT_LEAST = {"%": "不低于"}
_SURVEY = "（有效问卷{asked}份）"


def _bare(value: Parts | None) -> str:
    return f"{value.value}{value.unit}" if value is not None else ""


def _plain(number: Decimal) -> str:
    """The number without idle zeros: 9.50 → 9.5, 10.00 → 10."""
    return f"{number.normalize():f}"


def read(report: Report) -> Facts | None:
    """The facts of a report that was read; None where it holds no table, body or year to print.

    None too where a row was not read with certainty, has parts, or has its unit in another column, and where points are
    deducted for a reason that stands outside of the table.
    """
    rows = [_read_row(one) for one in report.indicators]
    whole = [row for row in rows if row is not None]
    if len(whole) != len(rows) or not rows or report.organisation is None or report.year is None:
        return None
    if any(row.weight is None or row.score is None for row in whole) or any(one.parts for one in report.indicators):
        return None
    if any(one.weight is not None and one.score != one.weight and not one.reason for one in report.indicators):
        return None
    return Facts(
        organisation=report.organisation,
        authority=None,
        project=report.project,
        year=report.year,
        goals=tuple(Goal(target=g.target.text, actual=g.actual.text if g.actual else None) for g in report.goals if g.target),
        rows=tuple(whole),
        money=tuple(_read_line(line) for line in report.budget if line.unit == "万元"),
        total_weight=_printed(report.total.weight) if report.total else None,
        total_score=_printed(report.total.score) if report.total else None,
    )  # fmt: skip


def _read_row(row: Indicator) -> Row | None:
    if row.ambiguous or row.target is None or row.actual is None:
        return None
    if not _stands_alone(row.target) or not _stands_alone(row.actual):
        return None
    target, actual = Parts(value=row.target.text), Parts(value=row.actual.text)
    weight, score = _printed(row.weight), _printed(row.score)
    return Row(level1=row.level1, category=row.category_printed or row.category, name=row.name, target=target, actual=actual, weight=weight, score=score, reason=row.reason)  # fmt: skip


def _stands_alone(value: Value) -> bool:
    """Whether its cell prints the value with its unit, which other columns may do for it."""
    return value.quantity is None or value.quantity.unit in fold(value.text)


def _read_line(line: BudgetLine) -> Line:
    rate = f"{line.rate}%" if line.rate is not None else None
    return Line(name=line.name, initial=_printed(line.initial), budget=_printed(line.budget), spent=_printed(line.spent), rate=rate, weight=_printed(line.weight), score=_printed(line.score))  # fmt: skip


def _printed(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
