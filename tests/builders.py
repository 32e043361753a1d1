"""Reports for tests, from the short strings an auditor would type.

A row is "数量指标 | 现场核查数量 | ≥100家 | 104家 | 0.55 | 0.55 | 原因 | 评分标准", with "3: " before it for goal 3; cells may be left out
at the end, and "-" is an empty cell. Behind "||" stand a reviewer's own columns: "复核完成值 | 复核得分 | 偏离度 | 复核意见". A total is "100 | 98.6 | 优",
with "|| 96" for what the reviewed scores come to. A line of the money table is "年度资金总额 | 年初 | 全年 | 执行 | 分值 | 执行率 | 得分".
"""

from datetime import date
from decimal import Decimal

from auditor.checks import registry
from auditor.model.quantity import Period
from auditor.model.report import (
    BudgetLine,
    Conclusion,
    Goal,
    Indicator,
    LevelWeight,
    Report,
    Reviewed,
    Rule,
    StatedAmount,
    StatedCount,
    Statement,
    SubRow,
    Total,
    Value,
)
from auditor.model.source import Span, Unreadable
from auditor.profiles import choice
from auditor.relate import network, numbers, said
from auditor.text import dates, quantities
from auditor.text.numbers import decimal

COLUMNS = ("target", "actual", "weight", "score", "reason")
MONEY = ("initial", "budget", "spent", "weight", "rate", "score", "funded", "arrival_rate")
LEVELS = {
    "数量": "产出指标",
    "质量": "产出指标",
    "时效": "产出指标",
    "成本": "产出指标",
    "满意": "满意度指标",
    "决策": "决策",
}
PARTS = {
    "总": "total", "财政": "fiscal", "结转": "carried", "其他": "other", "基本": "basic", "项目支出": "project",
}  # fmt: skip
EMPTY = frozenset({"-", ""})


class Page:
    """A text that grows, so that everything in the report has a place of its own."""

    def __init__(self):
        self.text = ""

    def write(self, words):
        """Adds a line and returns its place."""
        span = Span(start=len(self.text), end=len(self.text) + len(words), line=self.text.count("\n") + 1)
        self.text += f"{words}\n"
        return span

    def statement(self, words):
        return None if words is None else Statement(text=words, span=self.write(words))

    def value(self, words, year):
        span = self.write(words)
        return Value(
            text=words,
            span=span,
            quantity=quantities.read(words, span.part),
            period=dates.read(words, year, span.part),
        )

    def number(self, words):
        """A printed number and its place; a per cent sign is left out."""
        if words is None:
            return None, None
        return decimal(str(words).rstrip("%％")), self.write(str(words))


def report(
    *, kind="project", title=None, organisation="某县农业农村局", project=None, year=2024, years=(), period=None, goals=("完成年度任务 -> 完成了年度任务",),
    rows=(), columns=COLUMNS, levels=(), budget=(), unit="万元", budget_reason=None, notes=(), rules=(), conclusion=None, total=None, total_first=False, total_label="总分",
    prose=(), unreadable=(), ambiguous=(),
):  # fmt: skip
    """A Report of these parts; see the module for how rows and money are written."""
    page = Page()
    titled = page.write(title) if title else None
    named = page.write(organisation) if organisation else None
    lines = _budget(page, budget, unit)
    head = _total(page, total, total_label) if total and total_first else None
    made = tuple(_row(page, words, columns, year, uncertain=place in ambiguous) for place, words in enumerate(rows))
    return Report(
        kind=kind,
        title=title,
        title_span=titled,
        organisation=organisation,
        organisation_span=named,
        project=project,
        year=year,
        years=tuple(_period(page, words) for words in years),
        period=_period(page, period) if period else None,
        goals=tuple(_goal(page, number, words) for number, words in enumerate(goals, 1)),
        indicators=made,
        levels=tuple(_level(page, words) for words in levels),
        budget=lines,
        budget_reason=page.statement(budget_reason),
        notes=tuple(page.statement(words) for words in notes),
        rules=tuple(Rule(text=words, span=page.write(words)) for words in rules),
        total=head or (_total(page, total, total_label) if total else None),
        conclusion=_conclusion(page, **conclusion) if conclusion else None,
        prose=tuple(page.statement(words) for words in prose),
        unreadable=tuple(Unreadable(span=page.write(words), reason=words) for words in unreadable),
    )


def row(words, **more):
    """One row on its own."""
    return report(rows=(words,), **more).indicators[0]


def _cells(words):
    return [None if cell.strip() in EMPTY else cell.strip() for cell in words.split("|")]


def _row(page, words, columns, year, *, uncertain):
    goal, mark, rest = words.partition(": ")
    numbered = bool(mark) and goal.strip().isdigit()
    head, *lines = (rest if numbered else words).split("\n")
    head, _bars, review = head.partition("||")
    category, name, *cells = _cells(head)
    target, actual, weight, score, reason, criterion = (*cells, *[None] * 6)[:6]
    start = page.write(name)
    weighed, weight_span = page.number(weight)
    scored, score_span = page.number(score)
    given = page.statement(reason)
    level = None if category is None else LEVELS.get(category[:2], "满意度指标" if "满意" in category else "效益指标")
    return Indicator(
        goal=int(goal) if numbered else None, level1=level, category=category, category_printed=category, name=name, name_span=start,
        target=page.value(target, year) if target else None, actual=page.value(actual, year) if actual else None,
        weight=weighed, weight_span=weight_span, score=scored, score_span=score_span,
        reason=given.text if given else None, reason_span=given.span if given else None,
        parts=tuple(SubRow(name=line, span=page.write(line)) for line in lines if line),
        criterion=criterion, reviewed=_reviewed(page, review, year) if review else None, columns=frozenset(columns), ambiguous=uncertain, span=start,
    )  # fmt: skip


def _reviewed(page, words, year):
    actual, score, deviation, remark, *_ = (*_cells(words), None, None, None, None)
    scored, score_span = page.number(score)
    said = page.statement(remark)
    return Reviewed(
        actual=page.value(actual, year) if actual else None,
        score=scored,
        score_span=score_span,
        deviation=quantities.read(deviation, page.write(deviation).part) if deviation else None,
        remark=said.text if said else None,
        remark_span=said.span if said else None,
    )


def _budget(page, lines, unit):
    return tuple(_line(page, words, unit) for words in lines)


def _line(page, words, unit):
    name, *cells = _cells(words)
    read = {}
    for column, cell in zip(MONEY, cells, strict=False):
        value, span = page.number(cell)
        if column == "rate" and cell == "1":
            value = Decimal(100)
        read |= {column: value, f"{column}_span": span}
    part = next((part for key, part in PARTS.items() if key in name), "part")
    return BudgetLine(name=name, part=part, unit=unit, columns=frozenset(MONEY), span=page.write(name), **read)


def _goal(page, number, words):
    target, _arrow, actual = (side.strip() or None for side in words.partition("->"))
    said, done = page.statement(target), page.statement(actual)
    return Goal(number=number, target=said, actual=done, span=(said or done).span)


def _level(page, words):
    """产出指标 50, or 3: 年度绩效目标3 80."""
    goal, mark, rest = words.partition(": ")
    label, weight = (rest if mark else words).split()
    return LevelWeight(label=label, goal=int(goal) if mark else None, weight=Decimal(weight), span=page.write(words))


def _total(page, words, label):
    """100 | 98.6 | 优 || 96"""
    words, _bars, review = words.partition("||")
    weight, score, grade, *_ = (*_cells(words), None, None, None)
    whole = page.write(label)
    weighed, weight_span = page.number(weight)
    scored, score_span = page.number(score)
    reviewed, reviewed_span = page.number(review.strip() or None)
    return Total(
        label=label,
        weight=weighed,
        weight_span=weight_span,
        score=scored,
        score_span=score_span,
        reviewed=reviewed,
        reviewed_span=reviewed_span,
        grade=grade,
        span=whole,
    )


def _conclusion(
    page,
    *,
    text="自评结论",
    score=None,
    grade=None,
    goals=None,
    indicators=None,
    categories=None,
    levels=None,
    whole=None,
    parts=(),
):
    span = page.write(text)
    scored, score_span = page.number(score)
    counts = [("goals", "绩效目标", goals), ("indicators", "绩效指标", indicators)]
    counts += [("category", label, number) for label, number in (categories or {}).items()]
    counts += [("level", label, number) for label, number in (levels or {}).items()]
    return Conclusion(
        text=text, span=span, score=scored, score_span=score_span, grade=grade, goals=goals, indicators=indicators, by_category=categories or {},
        counts=tuple(_count(page, *count) for count in counts if count[2] is not None),
        total=_amount(page, whole) if whole else None, parts=tuple(_amount(page, words) for words in parts),
    )  # fmt: skip


def _count(page, of, label, number):
    span = page.write(f"{number}项")
    return StatedCount(of=of, label=label, value=number, quantity=quantities.read(f"{number}项", span.part))


def _amount(page, words):
    """全年预算总额 | 112213.9万元 | 86.1%"""
    label, amount, rate, *_ = (*_cells(words), None)
    part = (
        "total"
        if "总" in label
        else next((part for key, part in {**PARTS, "项目": "project"}.items() if key in label), "part")
    )
    return StatedAmount(
        label=label,
        part=part,
        amount=quantities.read(amount, page.write(amount).part),
        rate=quantities.read(rate, page.write(rate).part) if rate else None,
    )


def _period(page, words):
    span = page.write(words)
    found = dates.read(words, None, span.part) or _years(words, span)
    assert found is not None, words
    return found


def _years(words, span):
    year = int("".join(filter(str.isdigit, words))[:4])
    return Period(first=date(year, 1, 1), last=date(year, 12, 31), text=words, span=span)


def context(made, profile="national"):
    """What checks look at beside a report: the relations between its numbers, and the rules."""
    rules = choice.choose(made, profile).profile
    stated = said.of_one(made)
    ids = numbers.ids(made, stated.numbers)
    built = network.build(made, numbers.Numbers(numbers.owned(made), ids), rules, said.renamed(stated, ids))
    return registry.Context(built, rules)
