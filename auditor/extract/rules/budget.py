"""The money tables: one line a row, amounts by what their heading says."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.extract.rules import headings, reckoned, signs, values
from auditor.extract.rules.align import MISSING_AMOUNTS, align
from auditor.extract.rules.columns.column import Column
from auditor.extract.rules.fitting import fits, is_dash
from auditor.extract.rules.regions import Form, Region
from auditor.extract.rules.rows import Entry, Row
from auditor.forms import bare, current
from auditor.model.report import BudgetLine, BudgetPart, Rule, make_budget_line
from auditor.model.source import Span
from auditor.text import numbers
from auditor.text.patterns import lazily

Unit = Literal["元", "千元", "万元", "亿元"]

_UNITS: dict[str, Unit] = {"元": "元", "千元": "千元", "万元": "万元", "亿元": "亿元"}
_POINTS = lazily(r"[(](?:[一-鿿]{2})?:?(\d+(?:\.\d+)?)分(?:[)]|[*×])")

_NAMED_PARTS: tuple[BudgetPart, ...] = ("total", "carried", "basic", "project", "fiscal", "other")


class _Heading(NamedTuple):
    """What a money table's heading says for all its rows."""

    group: int
    unit: Unit
    weight: Decimal | None
    weight_span: Span | None
    name: Entry | None
    worked: tuple[reckoned.Worked, ...] = ()


def read(form: Form, printed_unit: Unit | None) -> tuple[BudgetLine, ...]:
    """The lines of the form's money tables; `printed_unit` is the unit printed outside of them (金额单位:元)."""
    lines: list[BudgetLine] = []
    group = 0
    for region in form.of("money", "pairs"):
        if region.kind == "money":
            found = _table(region, group + 1, printed_unit)
        else:
            found = _pairs(region, group + 1, printed_unit)
        lines += found
        group = max([group + 1, *(line.group for line in found)])
    return tuple(lines)


def _table(region: Region, group: int, printed_unit: Unit | None) -> list[BudgetLine]:
    heading = _heading(region, group, printed_unit)
    lines: list[BudgetLine] = []
    inside = 0
    for index, row in enumerate(region.rows):
        if index in region.repeated or headings.is_index(row):
            continue
        if (parts := _told_inside(row, heading)) is not None:
            inside += 1
            lines += parts
        elif (line := _line(row, region.columns, heading, totals=_totals(lines))) is not None:
            lines.append(line)
    return _merged_points(lines, region)


def _told_inside(row: Row, heading: _Heading) -> list[BudgetLine] | None:
    """其中：一般公共预算：8200.00 | 其中：基本支出：21350.00: sums in cells with their labels, one split of the total a column."""
    found: list[BudgetLine] = []
    for place, entry in enumerate(row.entries, 1):
        parts = _INSIDE.fullmatch(entry.text.strip())
        if parts is None:
            return None
        amount = numbers.decimal(parts["amount"])
        start = entry.text.index(parts["amount"])
        found.append(
            make_budget_line(
                name=parts["name"].strip(),
                part=_part(parts["name"].strip(), has_total=True),
                group=heading.group + place,
                unit=heading.unit,
                budget=amount,
                budget_span=entry.span.part(start, start + len(parts["amount"])),
                columns=frozenset({"budget"}),
                span=entry.span,
            )
        )
    return found or None


_INSIDE = lazily(
    r"(?:其中)?[:：]?\s*(?P<name>[一-鿿（）()]{2,16})\s*[:：]\s*(?P<amount>\d[\d,]*(?:\.\d+)?)\s*(?:亿|万|千)?元?"
)


def _merged_points(lines: list[BudgetLine], region: Region) -> list[BudgetLine]:
    """Weight and score that one merged cell gives to all the rows belong to the total."""
    places = {column.kind: column for column in region.columns}
    total = next((index for index, line in enumerate(lines) if line.part == "total" and line.score is None), None)
    if total is None or not {"weight", "score"} & places.keys():
        return lines
    row = next((row for row in region.rows if row.span == lines[total].span), None)
    inherited = {entry.span for entry in row.above} if row is not None else set()
    out = list(lines)
    for index, line in enumerate(lines):
        moved = {
            name: getattr(line, name)
            for kind in ("weight", "score")
            if getattr(line, f"{kind}_span") in inherited
            for name in (kind, f"{kind}_span")
        }
        if moved and index != total:
            out[index] = out[index].model_copy(update=dict.fromkeys(moved))
            out[total] = out[total].model_copy(update=moved)
    return out


class _Pair(NamedTuple):
    """A label and the amount beside it, and which of the pairs of its row it is."""

    place: int
    label: Entry
    value: Entry
    row: Row


def _pairs(region: Region, group: int, printed_unit: Unit | None) -> list[BudgetLine]:
    """Lines out of labels and amounts that stand side by side; labels that name a sum of money name a line of their own."""
    pairs = [
        _Pair(place, label, value, row)
        for row in region.rows
        for place, (label, value) in enumerate(signs.money_pairs(row) or signs.figure_pairs(row))
    ]
    guessed, proven = _guessed(pairs), _proven(pairs)
    named = next(
        (found for pair in pairs for entry in (pair.label, pair.value) if (found := unit(entry.words)) is not None),
        None,
    )
    above = next(
        (
            found
            for row in region.rows
            for entry in (*row.above, *row.entries)
            if (found := unit(entry.words)) is not None
        ),
        None,
    )
    chosen: Unit = named or above or printed_unit or "万元"
    drafts: dict[str, dict[str, object]] = {}
    sides: dict[int, str] = {}
    for pair in pairs:
        name, kind = ("", proven[pair.value.span]) if pair.value.span in proven else _meaning(pair, sides)
        if kind is None and not name:
            kind = guessed.get(pair.value.span)
        if kind is None:
            continue
        draft = drafts.setdefault(name, {"name": name or bare(pair.label.words).strip(":"), "span": pair.row.span})
        _state(draft, kind, pair.value, chosen)
        if kind == "score" and "weight" not in draft and (points := _POINTS.search(pair.label.words)) is not None:
            draft |= {"weight": Decimal(points[1]), "weight_span": pair.label.span}
    if (total := drafts.get("")) is not None and "weight" not in total:
        total |= _weight_above(region)
    kinds = frozenset(
        kind for draft in drafts.values() for key in draft if (kind := key.removesuffix("_entry")) in _KEPT
    )
    stated = [(name, draft) for name, draft in drafts.items() if len(draft) > len(("name", "span"))]
    return [_drafted(draft, name, group, chosen, kinds) for name, draft in stated]


def _weight_above(region: Region) -> dict[str, object]:
    """The points that the label before the pairs prints: 预算执行率（10分） | 预算数：428.6 | …."""
    for row in region.rows:
        for entry in row.entries[:1]:
            if (points := _POINTS.search(entry.words)) is not None and entry.words.count("分") == 1:
                return {"weight": Decimal(points[1]), "weight_span": entry.span}
    return {}


def _meaning(pair: _Pair, sides: dict[int, str]) -> tuple[str, str | None]:
    """The line a pair belongs to ("" for the total) and what its amount is there; None for sums of other years."""
    words = pair.label.words
    grammar = current()
    kind = grammar.named("money", words)
    if pair.value.words.endswith("%") and kind not in {"weight", "score"}:
        return "", "fundrate" if grammar.hinted("money", words) == "fundrate" else "rate"
    if kind in _AMOUNT_KINDS:
        sides[pair.place] = kind
        return "", kind
    if kind in {"rate", "fundrate", "weight", "score"}:
        return "", kind
    if grammar.line("money_left", _plain(pair.label)):
        return "", None  # what is left is no part of the budget
    if headings.is_fund(words):
        plain = _plain(pair.label)
        if "whole_period" in grammar.group(words) or sides.get(pair.place) == "whole_period":
            sides[pair.place] = "whole_period"
            return plain, None
        total = grammar.money["total"].name(plain)
        if total:
            sides.setdefault(pair.place, "budget")
        side = sides.get(pair.place, "budget") if total or not _stands_for_itself(pair) else "budget"
        return ("" if total else plain), side
    hinted = grammar.hinted("money", words)
    if hinted in _AMOUNT_KINDS:
        sides[pair.place] = hinted
    return "", hinted if hinted in _KEPT else None


def _stands_for_itself(pair: _Pair) -> bool:
    """Whether a sum beside others of its row is another part of the money, not another amount of the same: 一般公共预算 | … | 基本支出 | …."""
    names = [_plain(label) for label, _value in signs.money_pairs(pair.row)]
    return len(names) > 1 and names.count(_plain(pair.label)) == 1


def _guessed(pairs: Sequence[_Pair]) -> dict[Span, str]:
    """What figures beside labels that nobody listed are, by what they are to each other: a rate, its two sums, points."""
    known = {current().hinted("money", pair.label.words) for pair in pairs}
    open_pairs = [
        pair
        for pair in pairs
        if current().hinted("money", pair.label.words) is None and not headings.is_fund(pair.label.words)
    ]
    guessed: dict[Span, str] = {}
    figures = [(pair, values.points(pair.value)[0]) for pair in open_pairs]
    for pair, _figure in figures:
        if pair.value.words.endswith("%") and "rate" not in {*known, *guessed.values()}:
            guessed[pair.value.span] = "rate"
    rest = [(pair, figure) for pair, figure in figures if pair.value.span not in guessed and figure is not None]
    sums = [pair for pair, figure in rest if figure > _MOST_POINTS or "元" in pair.label.words]
    for kind, pair in zip([one for one in ("budget", "spent") if one not in known], sums, strict=False):
        guessed[pair.value.span] = kind
    points = [pair for pair, _figure in rest if pair not in sums]
    for kind, pair in zip([one for one in ("weight", "score") if one not in known], points, strict=False):
        guessed[pair.value.span] = kind
    return guessed


def _proven(pairs: Sequence[_Pair]) -> dict[Span, str]:
    """Budget and spending where the only two sums without very words give the only rate: 盘子 393.13 | 用出 380.28 | 96.73%."""
    grammar = current()
    plain = [pair for pair in pairs if not headings.is_fund(pair.label.words)]
    rates = [rate for pair in plain if (rate := values.percent(pair.value.words)) is not None]
    sums = [
        (pair, figure)
        for pair in plain
        if grammar.named("money", pair.label.words) is None
        and values.percent(pair.value.words) is None
        and (figure := values.amount(pair.value)[0])
        and grammar.hinted("money", pair.label.words) not in {"weight", "score"}
    ]
    if len(rates) != 1 or len(sums) != 2:
        return {}
    (first, whole), (second, part) = sums
    return {first.value.span: "budget", second.value.span: "spent"} if abs(part / whole * 100 - rates[0]) < 1 else {}


_MOST_POINTS = 20
"""No form gives more points than this to the execution of the budget."""

_AMOUNT_KINDS = frozenset({"initial", "budget", "funded", "spent"})


def _state(draft: dict[str, object], kind: str, entry: Entry, chosen: Unit) -> None:
    if kind in _AMOUNT_KINDS:
        amount, span = values.money(entry, chosen)
    elif kind in {"weight", "score"}:
        amount, span = values.points(entry)
    else:  # whether a rate is one of 1 or per cent, its amounts tell
        draft.setdefault(f"{kind}_entry", entry)
        return
    if amount is not None:
        draft.setdefault(kind, amount)
        draft.setdefault(f"{kind}_span", span)


def _drafted(draft: dict[str, object], name: str, group: int, chosen: Unit, kinds: frozenset[str]) -> BudgetLine:
    amounts = {kind: found for kind in _AMOUNT_KINDS if isinstance(found := draft.get(kind), Decimal)}
    for kind, used in (("rate", "spent"), ("fundrate", "funded")):
        entry = draft.pop(f"{kind}_entry", None)
        rate, span = _rate(entry if isinstance(entry, Entry) else None, amounts.get("budget"), amounts.get(used))
        if rate is not None:
            draft |= {kind: rate, f"{kind}_span": span}
    given = {_FIELD.get(key, key): value for key, value in draft.items()}
    part: BudgetPart = "total" if not name else _part(name, has_total=True)
    return BudgetLine.model_validate(
        {**given, "part": part, "group": group, "unit": chosen, "columns": kinds - {"fundrate"}}
    )


_FIELD = {"fundrate": "arrival_rate", "fundrate_span": "arrival_rate_span"}


def formulas(form: Form) -> tuple[Rule, ...]:
    """The scoring formulas that headings print: 得分(20分*执行率)."""
    return tuple(
        Rule(text=entry.text, span=entry.span)
        for region in form.of("money", "indicators")
        for row in region.heading
        for entry in row.entries
        if current().line("formula", entry.words)
    )


def unit(words: str) -> Unit | None:
    """The unit of money a heading or a line prints: 项目资金(万元), 金额单位:元."""
    found = current().around("unit", r"(?:[(:]|", r":?)(?:人民币)?(?P<unit>亿元|万元|千元|元)").search(words)
    return _UNITS[found["unit"]] if found else None


def reason(form: Form) -> Entry | None:
    """The reason printed in a column of the money table."""
    for region in form.of("money"):
        if not any(column.kind == "reason" for column in region.columns):
            continue
        for index, row in enumerate(region.rows):
            found = None if index in region.repeated else _by_kind(row, region.columns).get("reason")
            if found is not None and numbers.decimal(found.text) is None and not values.is_blank(found.words):
                return found
    return None


def _heading(region: Region, group: int, printed_unit: Unit | None) -> _Heading:
    entries = [entry for row in region.heading for entry in (*row.above, *row.entries)]
    inside = (entry for row in region.rows[:2] for entry in row.entries[:1])
    named = next((found for entry in (*entries, *inside) if (found := unit(entry.words)) is not None), printed_unit)
    weight, weight_span = None, None
    if not any(column.kind == "weight" for column in region.columns):
        for entry in entries:
            if (points := _POINTS.search(entry.words)) is not None:
                weight, weight_span = Decimal(points[1]), entry.span
                break
    label = next((column.entry for column in region.columns if column.kind == "label"), None)
    index = next((row for row in region.rows[:2] if headings.is_index(row)), None)
    worked = reckoned.worked(region.columns, index)
    return _Heading(group, named or "万元", weight, weight_span, label, worked)


def _totals(lines: Sequence[BudgetLine]) -> list[str]:
    """What the totals of a table so far are called."""
    return [line.name for line in lines if line.part == "total"]


def _is_settled(name: str, totals: Sequence[str]) -> bool:
    """Whether a table that has these totals has its total; 支出合计 below 收入合计 is one more."""
    grammar = current()
    other_side = grammar.speaks_of("use", name) and not any(grammar.speaks_of("use", one) for one in totals)
    return bool(totals) and not (other_side and all(grammar.speaks_of("income", one) for one in totals))


def _by_kind(row: Row, columns: tuple[Column, ...]) -> dict[str, Entry]:
    return _kinds(_placed(row, columns), columns)


def _kinds(placed: Mapping[int, Entry], columns: tuple[Column, ...]) -> dict[str, Entry]:
    by_kind: dict[str, Entry] = {}
    for index, entry in placed.items():
        by_kind.setdefault(columns[index].kind, entry)
    return by_kind


def _placed(row: Row, columns: tuple[Column, ...]) -> Mapping[int, Entry]:
    entries = row.entries
    if len(entries) > 1 and entries[0].column < columns[0].place and _is_label(entries[0]) and _is_label(entries[1]):
        entries = entries[1:]
    return align(entries, columns, exact=row.exact, missing=MISSING_AMOUNTS).columns


def _is_label(entry: Entry) -> bool:
    return fits(entry.words).get("label", 1.0) < 1


def _line(row: Row, columns: tuple[Column, ...], heading: _Heading, *, totals: Sequence[str]) -> BudgetLine | None:
    placed = _placed(row, columns)
    by_kind = _kinds(placed, columns)
    label = by_kind.get("label") or heading.name
    if (
        not {"initial", "budget", "spent", "funded", "rate", "score", "weight"} & set(by_kind)
        and "label" not in by_kind
    ):
        return None
    name, name_text = _name(label)
    has_total = _is_settled(name, totals)
    part = "total" if _is_unnamed(label, heading) and not has_total else _part(name, has_total=has_total)
    initial, initial_span = values.money(by_kind.get("initial"), heading.unit)
    budget, budget_span = values.money(by_kind.get("budget"), heading.unit)
    spent, spent_span = values.money(by_kind.get("spent"), heading.unit)
    funded, funded_span = values.money(by_kind.get("funded"), heading.unit)
    arrival, arrival_span = _rate(by_kind.get("fundrate"), budget, funded)
    rate, rate_span = _rate(by_kind.get("rate"), budget, spent)
    weight, weight_span = values.points(by_kind.get("weight"))
    if weight is None and part == "total":
        weight, weight_span = heading.weight, heading.weight_span
    score, score_span = values.points(by_kind.get("score"))
    if _says_no_amount(by_kind, (initial, budget, funded, spent, rate, score)):
        return None
    return make_budget_line(
        name=name_text,
        part=part,
        group=heading.group,
        unit=heading.unit,
        initial=initial,
        initial_span=initial_span,
        budget=budget,
        budget_span=budget_span,
        funded=funded,
        funded_span=funded_span,
        arrival_rate=arrival,
        arrival_rate_span=arrival_span,
        spent=spent,
        spent_span=spent_span,
        rate=rate,
        rate_span=rate_span,
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        reckoned=reckoned.read(heading.worked, placed, columns, heading.unit),
        columns=frozenset(column.kind for column in columns if column.kind in _KEPT - {"fundrate"}),
        span=row.span,
    )


def _is_unnamed(label: Entry | None, heading: _Heading) -> bool:
    """Whether a row has no name but that of its table, whose heading reaches down beside it: 资金情况 | 预算安排金额 | 实际支出金额."""
    return label is not None and heading.name is not None and label.span == heading.name.span


def _says_no_amount(by_kind: dict[str, Entry], figures: tuple[Decimal | None, ...]) -> bool:
    """Whether a row under the money table is about something else (分配科学性 | 按因素法分配): words where amounts would be."""
    if any(figure is not None for figure in figures):
        return False
    return any(
        kind in _KEPT and _WORDS.search(entry.words) is not None and not is_dash(entry.words)
        for kind, entry in by_kind.items()
    )


_WORDS = lazily(r"[一-鿿]{2}")
_KEPT = frozenset({"initial", "budget", "funded", "spent", "rate", "fundrate", "weight", "score"})


def _name(label: Entry | None) -> tuple[str, str]:
    plain = _plain(label) if label is not None else ""
    return plain, plain


def _plain(label: Entry) -> str:
    return re.sub(r"^其中:?|:$", "", bare(label.words))


def _part(name: str, *, has_total: bool) -> BudgetPart:
    if not name:
        return "part" if has_total else "total"
    grammar = current()
    for part in _NAMED_PARTS:
        if grammar.money[part].name(name) and not (part == "total" and has_total):
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
