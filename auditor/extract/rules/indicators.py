"""The rows of the indicator table, each under its goal, first level and category."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.extract.rules import header, labels, values
from auditor.extract.rules.align import Placed, align
from auditor.extract.rules.rows import Entry, Row
from auditor.extract.rules.sections import Body
from auditor.locale import gettext as _
from auditor.model.report import Indicator, LevelWeight, SubRow, Value
from auditor.model.source import Span, Unreadable
from auditor.text import quantities
from auditor.text.normalize import fold

_PART = re.compile(r"其中:?.*|[-—–]其中.*")
_DOTS = re.compile(r"[.…·。*×xX]{2,}")
_TEMPLATE = re.compile(rf"{_DOTS.pattern}|(?:绩效)?指标\d*:?[.…*×xX]*|\d{{1,2}}[、.]?|小计|合计")
_FRAGMENT = re.compile(r"标|指标|效指标|益指标|度指标|标\(.*\)|\(?\d+分\)")
_COLUMNS = {
    "target": "target",
    "adjusted": "target",
    "actual": "actual",
    "weight": "weight",
    "score": "score",
    "reason": "reason",
}


class Reading(NamedTuple):
    """What the rows of an indicator table gave: every row is in one of the lists or counted as blank or heading."""

    indicators: tuple[Indicator, ...]
    levels: tuple[LevelWeight, ...]
    unreadable: tuple[Unreadable, ...]
    seen: int


class _Place(NamedTuple):
    """Where a row stands: carried from row to row and over page breaks."""

    goal: int | None = None
    level1: str | None = None
    category: str | None = None
    printed: str | None = None


class _Cells(NamedTuple):
    """A row's entries by what their column holds."""

    by_kind: dict[str, Entry]
    placed: Placed
    columns: frozenset[str]
    """As `Indicator.columns` names them."""
    has_levels: bool
    row: Row


def read(bodies: Iterable[Body], year: int | None) -> Reading:
    """Read the rows from top to bottom."""
    place = _Place()
    indicators: list[Indicator] = []
    levels: list[LevelWeight] = []
    unreadable: list[Unreadable] = []
    seen = 0
    for body in bodies:
        seen += 1
        cells = _cells(body)
        if cells is None:
            place = _under_heading(place, body.row, levels)
            continue
        levels += _weights(cells, place)
        place = _moved(place, cells)
        name = cells.by_kind.get("name")
        if _is_blank(name, cells):
            continue
        if name is None or _is_bare(cells):
            unreadable.append(Unreadable(span=body.row.span, reason=_reason(name)))
        elif _PART.fullmatch(name.words) and not _is_scored(cells) and indicators:
            indicators[-1] = _with_part(indicators[-1], _part(name, cells, year))
        else:
            indicators.append(_indicator(name, cells, place, year))
    return Reading(tuple(indicators), tuple(levels), tuple(unreadable), seen)


def _cells(body: Body) -> _Cells | None:
    """The row by column; None for a heading, first or repeated."""
    row, columns = body.row, body.columns
    if len(row.entries) >= 3 and header.indicator_columns(row) is not None:
        return None
    entries = _with_inherited(row) if row.exact else _unglued(row.entries)
    placed = align(entries, columns, exact=row.exact)
    by_kind: dict[str, Entry] = {}
    for index, entry in placed.columns.items():
        kind = columns[index].kind
        if not entry.inherited or kind in {"goal", "level1", "category", "name"}:
            by_kind.setdefault(kind, entry)
    kinds = frozenset(_COLUMNS[column.kind] for column in columns if column.kind in _COLUMNS)
    has_levels = any(column.kind == "level1" for column in columns)
    return _Cells(by_kind, placed, kinds, has_levels, row)


def _unglued(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, labels parted from what a single blank joins them to: 满意度指标 服务对象满意度 家长满意度.

    A table aligned by blanks has no more than one between cells where a label fills its column.
    """
    parted: list[Entry] = []
    for entry in entries:
        rest = entry
        while (found := _GLUED.match(rest.text)) is not None and _is_label(fold(found[1])):
            parted.append(rest._replace(words=fold(found[1]), text=found[1], span=rest.span.part(*found.span(1))))
            text = rest.text[found.end() :]
            rest = rest._replace(words=fold(text), text=text, span=rest.span.part(found.end(), len(rest.text)))
        parted.append(rest)
    if len(parted) == len(entries):
        return list(entries)
    return [entry._replace(column=place) for place, entry in enumerate(parted, parted[0].column)]


_GLUED = re.compile(r"(\S+)\s+(?=\S)")


def _is_label(words: str) -> bool:
    return labels.level(words) is not None or labels.category(words) is not None


def _with_inherited(row: Row) -> list[Entry]:
    if not row.above:
        return list(row.entries)
    return sorted((*row.above, *row.entries), key=lambda entry: entry.column)


def _under_heading(place: _Place, row: Row, levels: list[LevelWeight]) -> _Place:
    """A heading may carry the goal of the rows below it as its label: 年度绩效目标1(80分) | 一级指标 | …"""
    first = row.entries[0]
    number = labels.goal(first.words)
    if number is None:
        return place
    levels += _level_weight(first, number)
    return _Place(goal=number)


def _weights(cells: _Cells, place: _Place) -> list[LevelWeight]:
    """The weights that the row's own labels print."""
    found: list[LevelWeight] = []
    goal_entry = cells.by_kind.get("goal")
    number = labels.goal(goal_entry.words) if goal_entry else None
    for kind in ("goal", "level1", "category"):
        entry = cells.by_kind.get(kind)
        if entry is not None and not entry.inherited:
            found += _level_weight(entry, number or place.goal)
    return found


def _level_weight(entry: Entry, number: int | None) -> list[LevelWeight]:
    printed = labels.weight(entry.words)
    if printed is None:
        return []
    return [LevelWeight(label=printed[0], goal=number, weight=printed[1], span=entry.span)]


def _moved(place: _Place, cells: _Cells) -> _Place:
    """Where the row stands: what it prints itself, and for the rest what was printed last."""
    goal_entry, level_entry, category_entry = (cells.by_kind.get(kind) for kind in ("goal", "level1", "category"))
    number = labels.goal(goal_entry.words) if goal_entry else None
    level1, category, printed = place.level1, place.category, place.printed
    if level_entry is not None and not _FRAGMENT.fullmatch(level_entry.words):
        level1 = labels.level(level_entry.words) or level_entry.words
        if category_entry is None and category is not None and _leaves(category, place.level1, level1):
            category = printed = None
        category = category or labels.only_category(level1)
    if category_entry is not None and not _FRAGMENT.fullmatch(category_entry.words):
        category, printed = labels.category(category_entry.words), category_entry.text
        if level_entry is None and category is not None and (level1 is None or not labels.belongs(category, level1)):
            level1 = labels.usual_level(category) if cells.has_levels else level1
    return _Place(place.goal if number is None else number, level1, category, printed)


def _leaves(category: str, before: str | None, level1: str) -> bool:
    """Whether the category printed last does not go on under the first level printed now."""
    return not labels.belongs(category, level1) or (labels.national_level(level1) is None and before != level1)


def _is_blank(name: Entry | None, cells: _Cells) -> bool:
    """A row of the template that nobody filled in: labels only, or dots."""
    stated = [
        cells.by_kind[kind] for kind in ("target", "adjusted", "actual", "weight", "score") if kind in cells.by_kind
    ]
    if any(not _DOTS.fullmatch(entry.words) for entry in stated):
        return name is not None and _TEMPLATE.fullmatch(name.words) is not None and name.words in {"小计", "合计"}
    if any(not _DOTS.fullmatch(entry.words) for entry in cells.placed.unplaced):
        return False
    return name is None or name.inherited or _TEMPLATE.fullmatch(name.words) is not None


def _is_bare(cells: _Cells) -> bool:
    """A name and nothing that a row states: more likely a torn row than an indicator."""
    return not {"target", "adjusted", "actual", "weight", "score"} & set(cells.by_kind)


def _reason(name: Entry | None) -> str:
    if name is None:
        return _("这一行读不出指标名称。")
    return _("这一行只有名称，没有指标值、完成值和分值。")


def _is_scored(cells: _Cells) -> bool:
    return any(values.points(cells.by_kind.get(kind))[0] is not None for kind in ("weight", "score"))


def _part(name: Entry, cells: _Cells, year: int | None) -> SubRow:
    return SubRow(
        name=name.text, target=_target(cells, year), actual=_value(cells, "actual", year), span=cells.row.span
    )


def _with_part(indicator: Indicator, part: SubRow) -> Indicator:
    return indicator.model_copy(update={"parts": (*indicator.parts, part)})


def _indicator(name: Entry, cells: _Cells, place: _Place, year: int | None) -> Indicator:
    weight, weight_span = values.points(cells.by_kind.get("weight"))
    score, score_span = values.points(cells.by_kind.get("score"))
    reason = cells.by_kind.get("reason")
    return Indicator(
        goal=place.goal,
        level1=place.level1,
        category=place.category,
        category_printed=place.printed,
        name=name.text,
        name_span=name.span,
        target=_target(cells, year),
        actual=_actual(cells, year),
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        reason=reason.text if reason else None,
        reason_span=reason.span if reason else None,
        columns=cells.columns,
        ambiguous=cells.placed.ambiguous or bool(cells.placed.unplaced),
        span=cells.row.span,
    )


def _value(cells: _Cells, kind: str, year: int | None) -> Value | None:
    entry = cells.by_kind.get(kind)
    return values.value(entry, year) if entry is not None else None


def _actual(cells: _Cells, year: int | None) -> Value | None:
    """The actual value; a bare number is in the unit that 度量单位 prints for its row."""
    plain, unit = _value(cells, "actual", year), cells.by_kind.get("unit")
    quantity = plain.quantity if plain is not None else None
    if plain is None or unit is None or quantity is None or quantity.unit or quantity.text != plain.text.strip():
        return plain
    measured = quantities.assemble("", plain.text, unit.text, quantity.span)
    if measured is None or measured.bound != "=":
        return plain
    return plain.model_copy(update={"quantity": measured.model_copy(update={"text": quantity.text})})


def _target(cells: _Cells, year: int | None) -> Value | None:
    """The target: one cell, or 指标性质 + 指标值 + 度量单位 taken together."""
    entry = cells.by_kind.get("adjusted") or cells.by_kind.get("target")
    if entry is None:
        return None
    operator, unit = cells.by_kind.get("operator"), cells.by_kind.get("unit")
    if operator is None and unit is None:
        return values.value(entry, year)
    whole = [item.text for item in (operator, entry, unit) if item is not None]
    quantity = quantities.assemble(operator.text if operator else "", entry.text, unit.text if unit else "", entry.span)
    plain = values.value(entry, year)
    if quantity is None:
        return plain
    return Value(text="".join(whole), span=_joined(entry, operator, unit), quantity=quantity, period=plain.period)


def _joined(entry: Entry, operator: Entry | None, unit: Entry | None) -> Span:
    """The stretch of neighbouring cells; the value's own cell where something else stands between them."""
    parts = sorted((item.span.start, item.span.end) for item in (operator, entry, unit) if item is not None)
    if any(after[0] - before[1] > 1 for before, after in pairwise(parts)):
        return entry.span
    return entry.span.model_copy(update={"start": parts[0][0], "end": parts[-1][1]})
