"""The money tables: one line a row, amounts by what their heading says."""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.extract.rules import header, values
from auditor.extract.rules.align import MISSING_AMOUNTS, align, fits, is_dash
from auditor.extract.rules.header import Column
from auditor.extract.rules.rows import Entry, Row
from auditor.extract.rules.sections import Body, Form
from auditor.model.report import BudgetLine, BudgetPart, Rule
from auditor.model.source import Span
from auditor.text import numbers

Unit = Literal["元", "千元", "万元", "亿元"]

_UNIT = re.compile(r"(?:[(:]|单位:?)(?:人民币)?(?P<unit>亿元|万元|千元|元)")
_UNITS: dict[str, Unit] = {"元": "元", "千元": "千元", "万元": "万元", "亿元": "亿元"}
_POINTS = re.compile(r"[(](?:分值)?:?(\d+(?:\.\d+)?)分(?:[)]|[*×])")
_FORMULA = re.compile(r".*\d+分?[*×].*|.*[*×].*(?:执行率|权重).*")

_PARTS: tuple[tuple[BudgetPart, re.Pattern[str]], ...] = (
    (
        "total",
        re.compile(
            r".*(?:总额|总金额|合计|总计|部门预算金额|预算金额|资金总量|总预算)|(?:年度|全年)?(?:资金|预算|项目资金|支出)(?:合计)?"
        ),
    ),
    ("carried", re.compile(r".*(?:结转|结余).*")),
    ("basic", re.compile(r".*基本支出.*")),
    ("project", re.compile(r".*项目支出.*")),
    (
        "fiscal",
        re.compile(
            r"(?:当年|本年|年度|本级|其中|一般公共|市级|区级|县级)*(?:财政)(?:拨款|资金|性资金|预算拨款)?(?:收入|资金)?|一般公共预算(?:财政)?(?:拨款|资金)?"
        ),
    ),
    ("other", re.compile(r".*(?:其他|其它|单位|自有|自筹|社会)(?:资金|收入|支出|投入).*")),
)


class _Heading(NamedTuple):
    """What a money table's heading says for all its rows."""

    group: int
    unit: Unit
    weight: Decimal | None
    weight_span: Span | None
    name: Entry | None


def read(form: Form, printed_unit: Unit | None) -> tuple[BudgetLine, ...]:
    """The lines of the form's money tables; `printed_unit` is the unit printed outside of them (金额单位:元)."""
    lines: list[BudgetLine] = []
    heading: _Heading | None = None
    for body in form.budget:
        if header.budget_columns(body.row) is not None:
            heading = _heading(body.row, body.columns, (heading.group if heading else 0) + 1, printed_unit)
        elif heading is not None and (line := _line(body, heading, has_total=_has_total(lines, heading))) is not None:
            lines.append(line)
    return tuple(lines)


def formulas(form: Form) -> tuple[Rule, ...]:
    """The scoring formulas that headings print: 得分(20分*执行率)."""
    return tuple(
        Rule(text=entry.text, span=entry.span)
        for body in (*form.budget, *form.indicators)
        if _is_heading(body)
        for entry in body.row.entries
        if _FORMULA.fullmatch(entry.words)
    )


def unit(words: str) -> Unit | None:
    """The unit of money a heading or a line prints: 项目资金(万元), 金额单位:元."""
    found = _UNIT.search(words)
    return _UNITS[found["unit"]] if found else None


def reason(form: Form) -> Entry | None:
    """The reason printed in a column of the money table."""
    for body in form.budget:
        if header.budget_columns(body.row) is None:
            found = _by_kind(body).get("reason")
            if found is not None and numbers.decimal(found.text) is None:
                return found
    return None


def _is_heading(body: Body) -> bool:
    return header.budget_columns(body.row) is not None or header.indicator_columns(body.row) is not None


def _heading(row: Row, columns: tuple[Column, ...], group: int, printed_unit: Unit | None) -> _Heading:
    named = next((found for entry in row.entries if (found := unit(entry.words)) is not None), printed_unit)
    weight, weight_span = None, None
    if not any(column.kind == "weight" for column in columns):
        for entry in row.entries:
            if (points := _POINTS.search(entry.words)) is not None:
                weight, weight_span = Decimal(points[1]), entry.span
                break
    label = next((column.entry for column in columns if column.kind == "label"), None)
    return _Heading(group, named or "万元", weight, weight_span, label)


def _has_total(lines: list[BudgetLine], heading: _Heading) -> bool:
    return any(line.group == heading.group and line.part == "total" for line in lines)


def _by_kind(body: Body) -> dict[str, Entry]:
    entries = body.row.entries
    columns = body.columns
    if len(entries) > 1 and entries[0].column < columns[0].place and _is_label(entries[0]) and _is_label(entries[1]):
        entries = entries[1:]
    placed = align(entries, columns, exact=body.row.exact, missing=MISSING_AMOUNTS)
    by_kind: dict[str, Entry] = {}
    for index, entry in placed.columns.items():
        by_kind.setdefault(columns[index].kind, entry)
    return by_kind


def _is_label(entry: Entry) -> bool:
    return fits(entry.words).get("label", 1.0) < 1


def _line(body: Body, heading: _Heading, *, has_total: bool) -> BudgetLine | None:
    by_kind = _by_kind(body)
    label = by_kind.get("label") or heading.name
    if not {"initial", "budget", "spent", "rate", "score", "weight"} & set(by_kind) and "label" not in by_kind:
        return None
    name, name_text = _name(label)
    part = _part(name, has_total=has_total)
    initial, initial_span = values.amount(by_kind.get("initial"))
    budget, budget_span = values.amount(by_kind.get("budget"))
    spent, spent_span = values.amount(by_kind.get("spent"))
    rate, rate_span = _rate(by_kind.get("rate"), budget, spent)
    weight, weight_span = values.points(by_kind.get("weight"))
    if weight is None and part == "total":
        weight, weight_span = heading.weight, heading.weight_span
    score, score_span = values.points(by_kind.get("score"))
    if _says_no_amount(by_kind, (initial, budget, spent, rate, score)):
        return None
    return BudgetLine(
        name=name_text,
        part=part,
        group=heading.group,
        unit=heading.unit,
        initial=initial,
        initial_span=initial_span,
        budget=budget,
        budget_span=budget_span,
        funded=values.amount(by_kind.get("funded"))[0],
        spent=spent,
        spent_span=spent_span,
        rate=rate,
        rate_span=rate_span,
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        columns=frozenset(column.kind for column in body.columns if column.kind in _KEPT),
        span=body.row.span,
    )


def _says_no_amount(by_kind: dict[str, Entry], figures: tuple[Decimal | None, ...]) -> bool:
    """Whether a row under the money table is about something else (分配科学性 | 按因素法分配): words where amounts would be."""
    if any(figure is not None for figure in figures):
        return False
    return any(
        kind in _KEPT and _WORDS.search(entry.words) is not None and not is_dash(entry.words)
        for kind, entry in by_kind.items()
    )


_WORDS = re.compile(r"[一-鿿]{2}")
_KEPT = frozenset({"initial", "budget", "spent", "rate", "weight", "score"})


def _name(label: Entry | None) -> tuple[str, str]:
    if label is None:
        return "", ""
    plain = re.sub(r"^其中:?|:$", "", header.bare(label.words))
    return plain, plain


def _part(name: str, *, has_total: bool) -> BudgetPart:
    if not name:
        return "part" if has_total else "total"
    for part, pattern in _PARTS:
        if pattern.fullmatch(name) and not (part == "total" and has_total):
            return part
    return "part"


def _rate(entry: Entry | None, budget: Decimal | None, spent: Decimal | None) -> tuple[Decimal | None, Span | None]:
    """The rate in per cent: with its sign as printed; without one a ratio (1, 0.861) or per cent (79.27).

    A ratio of 1 says that all was spent, 100 %; its single digit is no licence for half of it.
    """
    if entry is None:
        return None, None
    if (printed := values.percent(entry.words)) is not None:
        return printed, entry.span
    printed = numbers.decimal(entry.text)
    if printed is None:
        return None, None
    if not _is_ratio(printed, budget, spent):
        return printed, entry.span
    return (printed * 100 if printed == int(printed) else printed.scaleb(2)), entry.span


def _is_ratio(printed: Decimal, budget: Decimal | None, spent: Decimal | None) -> bool:
    """Whether an unsigned rate is a ratio: which of both readings lies nearer the amounts; without them, up to 1."""
    if printed == 0:
        return False
    if not budget or spent is None:
        return printed <= 1
    share = spent / budget
    return abs(printed - share) <= abs(printed / 100 - share)
