"""Dresses facts in a layout: the page, and what a reader finds on it."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from auditor.bench.layouts import expected, page, words
from auditor.bench.layouts.clothes import MONEY, Clothes
from auditor.bench.layouts.facts import Facts, Line, Parts, Row
from auditor.bench.layouts.page import Block, Cell, Lines, Sheet
from auditor.bench.layouts.words import Dice

_VALUES, _POINTS = {"operator", "target", "unit", "actual"}, {"weight", "score"}
_LABELS = ("level1", "category")
_STEMS = "甲乙丙丁"


class Dressed(NamedTuple):
    """A form on a page, and its expected reading."""

    blocks: list[Block]
    form: expected.Form


def dress(facts: Facts, clothes: Clothes, dice: Dice) -> Dressed:
    """The facts in the clothes; what the clothes leave open is drawn."""
    clothes = clothes.of_year(facts.year)
    tables = [
        *_head(facts, clothes),
        *([_total_in_head(facts)] if clothes.total_at == "head" else []),
        *_goals(facts, clothes),
        *_money(facts, clothes),
        _indicators(facts, clothes, dice),
    ]
    blocks: list[Block] = [
        *([Lines(_sentences(facts, "before"))] if clothes.before else []),
        *(_annex(facts, dice) if clothes.annex == "before" else []),
        Lines(_title(facts, dice)),
        *(page.joined(tables) if clothes.one_table else tables),
        *(_annex(facts, dice) if clothes.annex == "after" else []),
        *([Lines((dice.one(words.pool("said", "note")),))] if clothes.note else []),
        *([Lines((dice.one(words.pool("said", "signature")),))] if clothes.signature else []),
        *([Lines(_sentences(facts, "after"))] if clothes.after else []),
    ]
    return Dressed(blocks, _expected(facts, clothes))


def _title(facts: Facts, dice: Dice) -> tuple[str, ...]:
    title = dice.one(words.pool("titles", "forms"))
    return (f"{facts.year}年度{title}",) if dice.chance(40) else (title, f"（{facts.year}年度）")


def _sentences(facts: Facts, which: str) -> tuple[str, ...]:
    told = {"organisation": facts.organisation, "project": facts.project or "预算资金", "year": facts.year}
    return tuple(sentence.format(**told) for sentence in words.pool("said", which))


def _head(facts: Facts, clothes: Clothes) -> list[Block]:
    named = _head_labels(clothes)
    project = (named["project"], facts.project) if facts.project else None
    authority = (named["authority"], facts.authority) if facts.authority else None
    body = (named["organisation"] if facts.project else "部门名称", facts.organisation)
    pairs = [pair for pair in (project, authority, body) if pair is not None]
    match clothes.head:
        case "line":
            return [Lines(("　　".join(f"{label}：{value}" for label, value in pairs),))]
        case "cells":
            return [page.even([page.row(*(f"{label}：{value}" for label, value in pairs))])]
        case "rows":
            return [page.even(page.row(*pair) for pair in pairs)]
        case _:
            first, rest = pairs[0], [text for pair in pairs[1:] for text in pair]
            return [page.even([page.row(*first), *([page.row(*rest)] if rest else [])])]


def _head_labels(clothes: Clothes) -> dict[str, str]:
    return {field: clothes.over(f"head_{field}", words.pool("head", field)[0]) for field in words.keys("head")}


def _total_in_head(facts: Facts) -> Block:
    score = Decimal(facts.total_score or 0)
    grade = "优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差"
    return Sheet([page.row("自评总分", facts.total_score or "", "自评等级", grade)])


def _goals(facts: Facts, clothes: Clothes) -> list[Block]:
    over = {field: clothes.over(field, words.usual(field)) for field in ("goal_target", "goal_actual")}
    if not facts.goals:
        return []
    if clothes.goals == "rows":
        return [page.even(_goal_rows(facts, over))]
    return [Sheet(_goal_table(facts, over))]


def _goal_rows(facts: Facts, over: dict[str, str]) -> Iterator[page.Line]:
    for number, goal in enumerate(facts.goals, 1):
        count = str(number) if len(facts.goals) > 1 else ""
        yield page.row(f"{over['goal_target']}{count}", goal.target)
        yield page.row(f"{over['goal_actual']}{count}", goal.actual or "")


def _goal_table(facts: Facts, over: dict[str, str]) -> list[page.Line]:
    """The goals under a heading, with their numbers where there are several."""
    numbered = len(facts.goals) > 1
    label = Cell("年度总体目标", down=len(facts.goals) + 1)
    heading: page.Line = [
        label,
        *([Cell("目标序号")] if numbered else []),
        Cell(over["goal_target"]),
        Cell(over["goal_actual"]),
    ]
    rows: list[page.Line] = [
        [None, *([Cell(str(number))] if numbered else []), Cell(goal.target), Cell(goal.actual or "")]
        for number, goal in enumerate(facts.goals, 1)
    ]
    return [heading, *rows]


def _money(facts: Facts, clothes: Clothes) -> list[Block]:
    if not facts.money:
        return []
    if clothes.money == "pairs":
        return [page.even(_pairs(facts.money[0], clothes))]
    headings = [clothes.over(field, words.usual(field)) for field in MONEY]
    heading = page.row("项目资金（万元）", *headings)
    rows = [page.row("", line.name, *_amounts(line)) for line in facts.money]
    heading[0] = Cell("项目资金（万元）", down=len(rows) + 1)
    return [Sheet([heading, *([None, *one[1:]] for one in rows)])]


def _amounts(line: Line) -> list[str]:
    return [
        text or "" for text in (line.initial, line.budget, line.spent, line.weight or "—", line.rate, line.score or "—")
    ]


def _pairs(line: Line, clothes: Clothes) -> Iterator[page.Line]:
    named = _pair_labels(clothes)
    yield page.row(named["budget"], line.budget or "", named["spent"], line.spent or "")
    points = (
        [named["money_weight"], line.weight, named["money_score"], line.score] if line.weight and line.score else []
    )
    yield page.row(named["rate"], line.rate or "", *(str(text) for text in points))


def _pair_labels(clothes: Clothes) -> dict[str, str]:
    return {field: clothes.over(f"pair_{field}", words.pool("pairs", field)[0]) for field in words.keys("pairs")}


def _indicators(facts: Facts, clothes: Clothes, dice: Dice) -> Block:
    order = _columns(clothes)
    heading = list(_heading(order, clothes, dice)) if clothes.heading else []
    body = list(_body(facts, order, clothes, dice))
    page_end = len(body) // 2
    lines = [*heading, *body[:page_end], *(heading if clothes.again else []), *body[page_end:]]
    if clothes.total_at == "row":
        lines.append(_total(facts, order, clothes))
    if clothes.guidance:
        lines.append(page.across(dice.one(words.pool("said", "guidance")), len(order)))
    if clothes.left:
        label = dice.one(words.pool("said", "heading"))
        lines = [[Cell(label if not at else "", down=1) if not at else None, *line] for at, line in enumerate(lines)]
        lines[0][0] = Cell(_broken(label) if clothes.labels == "broken" else label, down=len(lines))
    return page.even(lines)


def _columns(clothes: Clothes) -> list[str]:
    return [field for field in clothes.order if clothes.labels != "rows" or field not in _LABELS]


def _over(field: str, clothes: Clothes) -> str:
    if field.startswith("@"):
        return clothes.over("weight", words.usual("weight"))
    return field[1:] if field.startswith("+") else clothes.over(field, words.usual(field))


def _heading(order: Sequence[str], clothes: Clothes, dice: Dice) -> Iterator[page.Line]:
    groups = [run for kinds in (_VALUES, _POINTS) if (run := _run(order, kinds))] if clothes.grouped else []
    if not groups:
        yield [Cell(_over(field, clothes)) for field in order]
    else:
        upper: page.Line = [Cell(_over(field, clothes), down=2) for field in order]
        lower: page.Line = [None] * len(order)
        for start, end in groups:
            upper[start:end] = page.across(_group(order[start], dice), end - start)
            lower[start:end] = [Cell(_over(field, clothes)) for field in order[start:end]]
        yield from (upper, lower)
    if clothes.index:
        yield page.row(*_index(order, clothes.index))


def _group(field: str, dice: Dice) -> str:
    return dice.one(words.pool("groups", "values" if field in _VALUES else "points"))


def _run(order: Sequence[str], kinds: set[str]) -> tuple[int, int] | None:
    """Where two or more columns of these kinds stand side by side."""
    at = 0
    for inside, run in groupby(order, lambda field: field in kinds):
        count = len(list(run))
        if inside and count > 1:
            return at, at + count
        at += count
    return None


def _index(order: Sequence[str], kind: str) -> list[str]:
    words_first = sum(field in {"level1", "category", "name"} for field in order[:3])
    stems = words_first if kind == "stems" else 0
    return [*_STEMS[:stems], *(str(count) for count in range(1, len(order) - stems + 1))]


def _body(facts: Facts, order: Sequence[str], clothes: Clothes, dice: Dice) -> Iterator[page.Line]:
    before: tuple[str | None, str | None] = (None, None)
    for number, row in enumerate(facts.rows):
        if clothes.labels == "rows":
            if row.level1 and row.level1 != before[0]:
                yield page.across(row.level1, len(order))
            if row.category and (row.level1, row.category) != before:
                yield page.across(row.category, len(order))
        before = (row.level1, row.category)
        yield [_cell(facts.rows, number, field, clothes, dice) for field in order]


def _cell(rows: Sequence[Row], number: int, field: str, clothes: Clothes, dice: Dice) -> Cell | None:
    row = rows[number]
    if field.lstrip("@") in _LABELS:
        return _label(rows, number, field, clothes)
    if field.startswith("+"):
        return Cell(_extra(row, field[1:], number, dice))
    return Cell(_printed(row, field, parted="operator" in clothes.order or "unit" in clothes.order))


def _printed(row: Row, field: str, *, parted: bool) -> str:
    if field in {"operator", "unit"}:
        return str(getattr(row.target, field))
    if field in {"target", "actual"}:
        value: Parts | None = getattr(row, field)
        return "" if value is None else value.value if parted else value.whole
    return getattr(row, field) or ""


def _label(rows: Sequence[Row], number: int, field: str, clothes: Clothes) -> Cell | None:
    """The label of a row, or its label's weight: of its own, covering the rows below it, or broken over the first two of them."""
    of = _level if field.endswith("level1") else _both
    start = next(at for at in range(number, -1, -1) if at == 0 or of(rows[at - 1]) != of(rows[number]))
    end = next(at for at in range(number, len(rows)) if at + 1 == len(rows) or of(rows[at + 1]) != of(rows[number])) + 1
    text = _label_text(rows[start:end], field, clothes)
    if clothes.labels == "repeated":
        return Cell(text)
    if clothes.labels == "broken" and field == "level1" and clothes.format in _TEXTS and end - start > 1:
        torn = _broken(text).split("\n")
        return Cell(torn[number - start] if number - start < len(torn) else "")
    if number > start:
        return None
    return Cell(_broken(text) if clothes.labels == "broken" else text, down=end - start)


_TEXTS = {"tab", "pipe", "blanks"}


def _label_text(rows: Sequence[Row], field: str, clothes: Clothes) -> str:
    """The label of rows, their weight, or both."""
    weight = sum(Decimal(row.weight or 0) for row in rows)
    if field.startswith("@"):
        return str(weight)
    text = getattr(rows[0], field) or ""
    return f"{text}（{weight}分）" if clothes.label_weights and field == "level1" and text else text


def _level(row: Row) -> tuple[str | None, ...]:
    return (row.level1,)


def _both(row: Row) -> tuple[str | None, ...]:
    return (row.level1, row.category)


def _broken(text: str) -> str:
    """产出指标 → 产出指 / 标, as narrow cells break it."""
    return f"{text[:-1]}\n{text[-1]}" if len(text) > 2 else text


def _extra(row: Row, heading: str, number: int, dice: Dice) -> str:
    if heading == "序号":
        return str(number + 1)
    group = "extras" if heading in words.keys("extras") else "review"
    match dice.one(words.pool(group, heading)):
        case "*actual":
            return row.actual.whole if row.actual else ""
        case "*score":
            return row.score or ""
        case "*last":
            return _last_year(row, dice)
        case "*rate":
            return _rate(row)
        case text:
            return text


def _last_year(row: Row, dice: Dice) -> str:
    value = _number(row.target.value)
    if value is None or not row.target.unit:
        return "—"
    place = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return f"{(value * dice.whole(84, 97) / 100).quantize(place)}{row.target.unit}"


def _rate(row: Row) -> str:
    asked, got = _number(row.target.value), _number(row.actual.value) if row.actual else None
    if not asked or got is None or not row.target.unit:
        return "—"
    return f"{(got * 100 / asked).quantize(Decimal('0.01'))}%"


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.replace(".", "", 1).isdigit() else None


def _total(facts: Facts, order: Sequence[str], clothes: Clothes) -> page.Line:
    given = {"weight": facts.total_weight or "", "score": facts.total_score or ""}
    first = next(
        at
        for at, field in enumerate(order)
        if field not in {"level1", "category", "name", "+序号", "@level1", "@category"}
    )
    rest = [Cell(given.get(field, "")) for field in order[first:]]
    return [*page.across(clothes.total, first), *rest]


def _annex(facts: Facts, dice: Dice) -> list[Block]:
    """A list of what the money was spent on; its total is the amount spent."""
    if not facts.money or facts.money[0].spent is None:
        return []
    spent = Decimal(facts.money[0].spent)
    names = dice.some(words.pool("said", "parts"), 3)
    shares = [(spent * dice.whole(20, 38) / 100).quantize(Decimal("0.01")) for _part in names[1:]]
    amounts = [*shares, spent - sum(shares)]
    rows = [
        page.row(str(at), name, f"{amount:.2f}")
        for at, (name, amount) in enumerate(zip(names, amounts, strict=True), 1)
    ]
    title = Lines((dice.one(words.pool("said", "annex")),))
    return [
        title,
        Sheet([page.row("序号", "支出内容", "支出金额（万元）"), *rows, page.row("", "小计", f"{spent:.2f}")]),
    ]


def _expected(facts: Facts, clothes: Clothes) -> expected.Form:
    shown = set(clothes.order)
    return expected.Form(
        organisation=facts.organisation,
        project=facts.project,
        year=facts.year,
        goals=facts.goals,
        rows=tuple(_expected_rows(facts.rows, shown)),
        money=tuple(_expected_money(facts, clothes)),
        total_weight=facts.total_weight if clothes.total_at == "row" else None,
        total_score=facts.total_score if clothes.total_at != "none" else None,
        headings=_headings(clothes),
    )


def _headings(clothes: Clothes) -> dict[str, str]:
    """The words over or beside each field, as printed."""
    money = _pair_labels(clothes) if clothes.money == "pairs" else {field: _over(field, clothes) for field in MONEY}
    over = {field: _over(field, clothes) for field in _columns(clothes)} if clothes.heading else {}
    goals = {field: _over(field, clothes) for field in ("goal_target", "goal_actual")}
    return {**over, **money, **goals, **{f"head_{field}": label for field, label in _head_labels(clothes).items()}}


def _expected_rows(rows: Iterable[Row], shown: set[str]) -> Iterator[expected.Row]:
    parted = bool({"operator", "unit"} & shown)
    for row in rows:
        yield expected.Row(
            name=row.name,
            level1=row.level1 if "level1" in shown else None,
            category=row.category if "category" in shown else None,
            target=_texts(row.target, parted=parted),
            actual=_texts(row.actual, parted=parted) if row.actual else (),
            weight=row.weight if "weight" in shown else None,
            score=row.score if "score" in shown else None,
            reason=row.reason if "reason" in shown else None,
        )


def _texts(value: Parts, *, parted: bool) -> tuple[str, ...]:
    """What may be read of a value: as printed, and put together where its parts stand in cells of their own."""
    if not parted:
        return (value.whole,)
    operator, number, unit = value.operator, value.value, value.unit
    return tuple(
        dict.fromkeys([number, operator + number, number + unit, operator + number + unit, number + operator + unit])
    )


def _expected_money(facts: Facts, clothes: Clothes) -> Iterable[Line]:
    if clothes.money == "table" or not facts.money:
        return facts.money
    whole = facts.money[0]
    has_points = bool(whole.weight and whole.score)
    return (whole.model_copy(update={"initial": None, **({} if has_points else {"weight": None, "score": None})}),)
