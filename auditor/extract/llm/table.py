"""Rows of tables: what the model read in a row against what the rules read there, and rows only the model can read.

A row's place is its line; a field's place is a whole cell. Where the rules know the layout, a field counts as read alike
only when the model quotes the very cell. Where they do not (no heading they know), each field needs a cell of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from auditor.extract.llm import grounding
from auditor.extract.llm.answers import Answer, BudgetRowAnswer, IndicatorAnswer
from auditor.extract.llm.chunks import Chunk, Line
from auditor.extract.llm.comparison import Comparison, printed
from auditor.extract.llm.grounding import Place
from auditor.extract.rules import budget, labels, values
from auditor.extract.rules.rows import Entry
from auditor.locale import gettext as _
from auditor.model.report import BudgetLine, BudgetPart, Indicator, Value
from auditor.model.source import Span
from auditor.text import quantities
from auditor.text.normalize import fold

_T = TypeVar("_T")

_FIELDS = ("name", "operator", "target", "unit", "actual", "weight", "score", "reason")
_MONEY = ("name", "initial", "budget", "spent", "weight", "rate", "score")
_LABEL_FIELDS = frozenset({"name"})

_PARTS: tuple[tuple[str, BudgetPart], ...] = (
    ("结转", "carried"),
    ("结余", "carried"),
    ("基本支出", "basic"),
    ("项目支出", "project"),
    ("总额", "total"),
    ("合计", "total"),
    ("总计", "total"),
    ("财政", "fiscal"),
    ("其他", "other"),
    ("自有", "other"),
    ("自筹", "other"),
)


def names() -> dict[str, str]:
    """The fields of a row as messages call them."""
    return {
        "name": _("名称"),
        "operator": _("指标性质"),
        "target": _("指标值"),
        "unit": _("度量单位"),
        "actual": _("完成值"),
        "weight": _("分值"),
        "score": _("得分"),
        "reason": _("偏差原因"),
        "initial": _("年初预算数"),
        "budget": _("全年预算数"),
        "spent": _("全年执行数"),
        "rate": _("执行率"),
        "goal": _("所属目标"),
        "level1": _("一级指标"),
        "category": _("二级指标"),
    }


def indicators(
    answers: Iterable[tuple[Chunk, IndicatorAnswer]], known: tuple[Indicator, ...], year: int | None, note: Comparison
) -> tuple[Indicator, ...]:
    """The rules' rows as the model confirms or doubts them, and the model's own where the rules have none.

    A row that the model read alike in every field is no longer ambiguous; one with a field read differently is.
    """
    at = {row.span.start: index for index, row in enumerate(known)}
    kept = list(known)
    added: list[Indicator] = []
    taken: set[int] = set()
    for chunk, answer in answers:
        line = _line(chunk, answer.line, answer.name, note)
        if line is None:
            continue
        if line.number in taken:
            note.differs(_("第 {line} 行").format(line=printed(line)), "", answer.name, line.span)
            continue
        taken.add(line.number)
        index = at.get(line.span.start)
        if index is not None:
            kept[index] = _compared(kept[index], answer, line, note)
        elif not known and (row := _own_row(answer, line, chunk, year, note)) is not None:
            added.append(row)
        elif known:
            note.differs(_("第 {line} 行").format(line=printed(line)), _("不是指标"), answer.name, line.span)
    return tuple(kept) if known else tuple(sorted(added, key=lambda row: row.span.start))


def _line(chunk: Chunk, number: int, name: str, note: Comparison) -> Line | None:
    """The line an answer speaks of: the one it numbers if the name stands there, else the only one with that name."""
    by_number = {line.number: line for line in chunk.lines}
    line = by_number.get(number)
    if line is not None and grounding.label_cells(name, line):
        return line
    holding = [line for line in chunk.lines if any(place.fills_cell for place in grounding.places(name, line))]
    if len(holding) == 1:
        return holding[0]
    note.lost(names()["name"], name, printed(line) if line is not None else None)
    return None


def _compared(row: Indicator, answer: IndicatorAnswer, line: Line, note: Comparison) -> Indicator:
    """A row of the rules', field by field against the answer."""
    spans = {
        "name": row.name_span,
        "target": row.target.span if row.target else None,
        "actual": row.actual.span if row.actual else None,
        "weight": row.weight_span,
        "score": row.score_span,
        "reason": row.reason_span,
    }
    verdicts = [
        _compare(field, getattr(answer, field), line, spans[field], about=row.name, note=note) for field in spans
    ]
    verdicts += [_compare_labels(row, answer, note)]
    if False in verdicts:
        return row.model_copy(update={"ambiguous": True})
    return row.model_copy(update={"ambiguous": False}) if row.ambiguous and None not in verdicts else row


def _compare(field: str, quote: str, line: Line, span: Span | None, *, about: str, note: Comparison) -> bool | None:
    """True when read alike, False when differently, None when the model says nothing that can be placed."""
    if not quote.strip():
        return True if span is None else None
    cells = _cells(field, quote, line)
    if not cells:
        note.lost(names()[field], quote, printed(line))
        return None
    if span is not None and any(_overlaps(place.entry.span, span) for place in cells):
        note.agrees()
        return True
    said = "" if span is None else _at(line, span)
    note.differs(f"{about} · {names()[field]}", said, quote, cells[0].entry.span)
    return False


def _cells(field: str, quote: str, line: Line) -> list[Place]:
    return grounding.label_cells(quote, line) if field in _LABEL_FIELDS else grounding.whole_cells(quote, line)


def _overlaps(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _at(line: Line, span: Span) -> str:
    return " ".join(entry.text for entry in line.entries if _overlaps(entry.span, span))


def _compare_labels(row: Indicator, answer: IndicatorAnswer, note: Comparison) -> bool | None:
    """Goal, first level and category: alike under the names of the national forms; silence means as printed above."""
    told: tuple[tuple[str, object, object], ...] = (
        ("goal", labels.goal(fold(answer.goal)), row.goal),
        ("level1", labels.level(fold(answer.level1)), row.level1 and labels.level(row.level1)),
        ("category", labels.category(fold(answer.category)), row.category),
    )
    verdict = True
    for field, said, read in told:
        if said is None or read is None or said == read:
            continue
        note.differs(f"{row.name} · {names()[field]}", str(read), str(getattr(answer, field)), row.span)
        verdict = False
    return verdict


def _own_row(answer: IndicatorAnswer, line: Line, chunk: Chunk, year: int | None, note: Comparison) -> Indicator | None:
    """A row under a heading that the rules do not know, each field in a cell of its own."""
    cells, doubtful = _spread(answer, _FIELDS, line, note)
    name = cells.get("name")
    if name is None or not {"target", "actual", "weight", "score"} & set(cells):
        note.lost(names()["name"], answer.name, printed(line))
        return None
    weight, weight_span = values.points(cells.get("weight"))
    score, score_span = values.points(cells.get("score"))
    reason = cells.get("reason")
    above = _above(chunk, line)
    return Indicator(
        goal=_label(answer.goal, above, labels.goal),
        level1=_label(answer.level1, above, labels.level),
        category=_label(answer.category, above, labels.category),
        category_printed=_standing(answer.category, above),
        name=name.text,
        name_span=name.span,
        target=_target(cells, year),
        actual=values.value(cells["actual"], year) if "actual" in cells else None,
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        reason=reason.text if reason else None,
        reason_span=reason.span if reason else None,
        columns=frozenset(cells) & {"target", "actual", "weight", "score", "reason"},
        ambiguous=doubtful,
        span=line.span,
    )


def _target(cells: Mapping[str, Entry], year: int | None) -> Value | None:
    """The target: one cell, or operator, value and unit taken together."""
    entry = cells.get("target")
    if entry is None:
        return None
    plain = values.value(entry, year)
    operator, unit = cells.get("operator"), cells.get("unit")
    if operator is None and unit is None:
        return plain
    whole = quantities.assemble(operator.text if operator else "", entry.text, unit.text if unit else "", entry.span)
    return plain if whole is None else plain.model_copy(update={"quantity": whole, "text": whole.text})


def _spread(answer: Answer, fields: tuple[str, ...], line: Line, note: Comparison) -> tuple[dict[str, Entry], bool]:
    """Each field's cell, no cell twice; and whether a field was left out or could have stood in another cell too."""
    found = {field: _cells(field, quote, line) for field in fields if (quote := getattr(answer, field).strip())}
    taken: dict[int, str] = {}
    doubtful = False
    for field in _crowded(found):
        note.lost(names()[field], getattr(answer, field), printed(line))
        del found[field]
        doubtful = True
    for field in sorted(found, key=lambda name: (len({place.cell for place in found[name]}), fields.index(name))):
        free = sorted({place.cell for place in found[field]} - set(taken))
        if not free:
            note.lost(names()[field], getattr(answer, field), printed(line))
            doubtful = True
            continue
        alike = [other for other in found if other != field and _same_text(found[other], found[field])]
        doubtful |= len(free) > 1 + len(alike)
        taken[free[0]] = field
    return {field: line.entries[cell] for cell, field in taken.items()}, doubtful


def _crowded(found: Mapping[str, list[Place]]) -> list[str]:
    """Fields that claim the same cells and are more than these: nothing says which of them is wrong."""
    wanted = {field: frozenset(place.cell for place in cells) for field, cells in found.items()}
    return [field for field, cells in wanted.items() if sum(other <= cells for other in wanted.values()) > len(cells)]


def _same_text(a: list[Place], b: list[Place]) -> bool:
    return bool(a and b) and a[0].entry.words == b[0].entry.words


def _above(chunk: Chunk, line: Line) -> list[Line]:
    """The lines of the chunk down to this one, nearest first."""
    return [other for other in reversed((*chunk.heading, *chunk.lines)) if other.number <= line.number]


def _standing(quote: str, lines: list[Line]) -> str | None:
    """The cell that a label stands in, in this line or the nearest above."""
    for line in lines:
        for place in grounding.places(quote, line):
            if place.fills_cell:
                return place.entry.text
    return None


def _label(quote: str, lines: list[Line], named: Callable[[str], _T | None]) -> _T | None:
    standing = _standing(quote, lines)
    return None if standing is None else named(fold(standing))


def budget_lines(
    answers: Iterable[tuple[Chunk, BudgetRowAnswer]], known: tuple[BudgetLine, ...], note: Comparison
) -> tuple[BudgetLine, ...]:
    """The rules' money lines, compared; the model's own where the rules found no money table."""
    at = {line.span.start: line for line in known}
    added: list[BudgetLine] = []
    for chunk, answer in answers:
        line = next((line for line in chunk.lines if line.number == answer.line), None)
        if line is None:
            note.lost(names()["name"], answer.name)
            continue
        expected = at.get(line.span.start)
        if expected is not None:
            _compare_money(expected, answer, line, note)
        elif not known and (own := _own_money(answer, line, chunk, bool(added), note)) is not None:
            added.append(own)
    return known or tuple(added)


def _compare_money(expected: BudgetLine, answer: BudgetRowAnswer, line: Line, note: Comparison) -> None:
    for field in _MONEY[1:]:
        _compare(
            field, getattr(answer, field), line, getattr(expected, f"{field}_span"), about=expected.name, note=note
        )


def _own_money(
    answer: BudgetRowAnswer, line: Line, chunk: Chunk, has_total: bool, note: Comparison
) -> BudgetLine | None:
    cells, _doubtful = _spread(answer, _MONEY, line, note)
    name = cells.get("name")
    amounts = {field: values.amount(cells.get(field)) for field in ("initial", "budget", "spent")}
    if name is None or all(value is None for value, _ in amounts.values()):
        return None
    weight, weight_span = values.points(cells.get("weight"))
    score, score_span = values.points(cells.get("score"))
    rate = values.percent(cells["rate"].words) if "rate" in cells else None
    printed_units = (budget.unit(entry.words) for one in (*chunk.heading, *chunk.lines) for entry in one.entries)
    fields: dict[str, object] = {}
    for field, (value, span) in amounts.items():
        fields |= {field: value, f"{field}_span": span}
    return BudgetLine(
        name=name.words,
        part=_part(name.words, has_total=has_total),
        unit=next((unit for unit in printed_units if unit is not None), "万元"),
        rate=rate,
        rate_span=cells["rate"].span if rate is not None else None,
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        columns=frozenset(cells) - {"name"},
        span=line.span,
        **fields,
    )


def _part(name: str, *, has_total: bool) -> BudgetPart:
    found: list[BudgetPart] = [part for words, part in _PARTS if words in name]
    part = found[0] if found else "part"
    return "part" if part == "total" and has_total else part
