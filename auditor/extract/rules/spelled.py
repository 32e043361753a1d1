"""Indicators that spell each of their values out: 维修渠道  目标值：35公里  完成值：36公里  分值：25, on one line or a value a line."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from auditor.extract.rules import head, labels, paths, titles, told_both
from auditor.extract.rules.rows import Entry, Row
from auditor.forms import current
from auditor.model.source import Table
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_ORDER = ("level1", "category", "name", "target", "adjusted", "actual", "weight", "score", "reason")
_TIERS = frozenset({"level1", "category"})
_VALUES = frozenset({"target", "adjusted", "actual", "weight", "score"})
_FEWEST_VALUES = 2
_FEWEST_TOLD = 3
_NUMBERED = lazily(r"\s*(?:[（(]\d{1,2}[)）]|\d{1,2}[.、．](?!\d)|[★▲●◆※*])\s*")


class _Value(NamedTuple):
    """A label and what it spells out."""

    kind: str
    label: Entry
    entry: Entry


class _Record(NamedTuple):
    """An indicator, its values by kind, and the rows that it stands in."""

    values: tuple[_Value, ...]
    rows: tuple[Row, ...]
    told: bool = False
    """A line tells it: so few may be a sentence of a report, that only several of them are a table."""


def spell(rows: Sequence[Row]) -> list[Row]:
    """The rows, those that spell out an indicator put under one heading; the very rows where there are none."""
    numbers = count(1 + max((row.table.number for row in rows if row.table is not None), default=0))
    out: list[Row] = []
    run: list[_Record | Row] = []
    index, in_form = 0, False
    while index < len(rows):
        in_form = _is_in_form(rows[index], before=in_form)
        record = _record(rows, index)
        if record is not None and record.told and not in_form:
            record = None  # a report says such things in sentences
        if record is not None:
            run.append(record)
            index += len(record.rows)
            continue
        if _labels_only(rows[index]):
            run.append(rows[index])
        else:
            out += _closed(run, numbers)
            run = []
            out.append(rows[index])
        index += 1
    return [*out, *_closed(run, numbers)]


def _is_in_form(row: Row, *, before: bool) -> bool:
    """Whether what follows a row belongs to a form: the last title says so."""
    words = row.words[0] if row.table is None and len(row.entries) == 1 else ""
    return "表" in words and "报告" not in words if words and titles.is_title(words) else before


def _labels_only(row: Row) -> bool:
    """Whether a line is the label of a level or category, as stands over such indicators: 一、产出指标（50分）."""
    if len(row.entries) != 1:
        return False
    words = row.words[0]
    return bool(labels.level(words) or labels.category(words)) or paths.labels_alone(row.entries[0]) is not None


def _record(rows: Sequence[Row], begin: int) -> _Record | None:
    """The indicator that these rows spell out from here on; None where none begins."""
    row = rows[begin]
    if len(row.entries) > 1:
        return _of_row(row)
    if row.table is None and (told := _of_line(row)) is not None:
        return told
    value = _value(row.entries[0]) if row.table is None else None
    if value is None or value.kind not in {*_TIERS, "name"}:
        return None
    values = [value]
    end = begin + 1
    while end < len(rows) and end - begin < len(_ORDER):
        entry = rows[end].entries[0]
        following = _value(entry) if rows[end].table is None and len(rows[end].entries) == 1 else None
        if following is None or following.kind in {one.kind for one in values} or _goes_back(following, values):
            break
        values.append(following)
        end += 1
    return _whole(values, rows[begin:end])


def _goes_back(value: _Value, before: Sequence[_Value]) -> bool:
    """Whether a level or a name begins another indicator: values stand before it already."""
    return value.kind in {*_TIERS, "name"} and any(one.kind in _VALUES for one in before)


def _of_row(row: Row) -> _Record | None:
    """An indicator on one line: its name, then its values."""
    first, *others = row.entries
    values: list[_Value] = []
    for entry in others:
        if (value := _value(entry)) is None:
            return None
        values.append(value)
    if len({value.kind for value in values}) < len(values):
        return None
    own = _value(first)
    if own is not None and own.kind not in {*_TIERS, "name"}:
        return None
    name = own or _Value("name", first, _without_number(first))
    return _whole([name, *values], [row])


def _of_line(row: Row) -> _Record | None:
    """An indicator that a line tells with both of its sides: ★受益学生数：目标18600人，实际18742人；."""
    pair = head.label_and_value(_ended(row.entries[0]))
    both = told_both.parted(pair[1]) if pair is not None else None
    if pair is None or both is None:
        return None
    name = _Value("name", pair[0], _without_number(pair[0]))
    sides = [_Value(kind, entry, entry) for kind, entry in zip(("target", "actual"), both, strict=True)]
    return _Record((name, *sides), (row,), told=True)


def _ended(entry: Entry) -> Entry:
    """The line without its last stop."""
    text = entry.text.rstrip(" ；;。.")
    return entry._replace(words=fold(text), text=text, span=entry.span.part(0, len(text)))


def _whole(values: Sequence[_Value], rows: Sequence[Row]) -> _Record | None:
    kinds = {value.kind for value in values}
    stated = _VALUES & kinds
    told = "name" in kinds and len(stated) >= _FEWEST_VALUES and stated & {"target", "actual"}
    return _Record(tuple(values), tuple(rows)) if told else None


def _value(entry: Entry) -> _Value | None:
    pair = head.label_and_value(entry)
    kind = current().named("indicators", pair[0].words) if pair is not None else None
    return _Value(kind, pair[0], pair[1]) if pair is not None and kind in _ORDER else None


def _without_number(entry: Entry) -> Entry:
    found = _NUMBERED.match(entry.text)
    if found is None or not entry.text[found.end() :].strip():
        return entry
    text = entry.text[found.end() :]
    return entry._replace(words=fold(text), text=text, span=entry.span.part(found.end(), len(entry.text)))


def _closed(run: Sequence[_Record | Row], numbers: "count[int]") -> Iterator[Row]:
    """The run as a table, labels over its rows where they stood; the very rows where it holds no indicator."""
    records = [one for one in run if isinstance(one, _Record)]
    if not records or (all(one.told for one in records) and len(records) < _FEWEST_TOLD):
        for one in run:
            yield from (one,) if isinstance(one, Row) else one.rows
        return
    first: dict[str, _Value] = {}
    for record in records:
        for value in record.values:
            first.setdefault(value.kind, value)
    places = {kind: place for place, kind in enumerate((kind for kind in _ORDER if kind in first), 1)}
    span = records[0].rows[0].span
    table = Table(number=next(numbers), span=span, cells=(), exact=True)
    heading = tuple(_named(first[kind], kind)._replace(column=place, width=1) for kind, place in places.items())
    yield Row(heading, span, table=table, kind="table", places=frozenset(places.values()))
    for one in run:
        yield _with_labels_parted(one) if isinstance(one, Row) else _row(one, places, table)


def _with_labels_parted(row: Row) -> Row:
    """The row of labels, level and category apart where one line prints both."""
    both = paths.labels_alone(row.entries[0])
    return row if both is None else row._replace(entries=tuple(e._replace(column=at) for at, e in enumerate(both, 1)))


def _named(value: _Value, kind: str) -> Entry:
    """The label as a heading; what stands without one is called what such a column is."""
    if value.label is not value.entry and current().named("indicators", value.label.words) == kind:
        return value.label
    called = current().unnamed[kind]
    return value.label._replace(words=called, text=called)


def _row(record: _Record, places: dict[str, int], table: Table) -> Row:
    entries = [value.entry._replace(column=places[value.kind], width=1) for value in record.values]
    first, last = record.rows[0].span, record.rows[-1].span
    span = first.model_copy(update={"end": last.end})
    ordered = tuple(sorted(entries, key=lambda entry: entry.column))
    return Row(ordered, span, table=table, kind="table", places=frozenset(places.values()))
