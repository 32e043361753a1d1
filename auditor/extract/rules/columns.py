"""What the columns of a table hold: all of them named at once, by least cost.

Heading words speak first, then what stands below them, the usual order, and what arithmetic says (a score is at most its
weight, an actual value is in the unit of its target, a rate is spent ÷ budget). A column whose heading nobody has seen is
named by its cells alone, with medium confidence; below a margin it stays unknown, and its numbers are told. Costs are
weights of preference between readings of one table, never tolerances on values.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from auditor.extract.rules import values
from auditor.extract.rules.fitting import fits
from auditor.extract.rules.rows import Entry, Row
from auditor.forms import TableKind, bare, current
from auditor.model.quantity import Quantity
from auditor.text import numbers, quantities, units

By = Literal["heading", "content", "both"]
Confidence = Literal["high", "medium", "low"]


class Column(NamedTuple):
    """A column of a table: what it holds, where it begins in the grid (1-based) and how many grid columns it covers."""

    kind: str
    place: int
    width: int
    entry: Entry | None = None
    """Its heading's own cell; the lower one of two."""
    heading: str = ""
    """Its heading's words, those of a group above it first."""
    by: By = "heading"
    confidence: Confidence = "high"


class Slot(NamedTuple):
    """A column before it is named: its place, and what its heading prints."""

    place: int
    width: int
    entry: Entry | None
    words: str
    groups: frozenset[str]


UNKNOWN = "unknown"
ASIDE = "other"
_REPEATED = frozenset({UNKNOWN, ASIDE, "number"})
"""Kinds that more than one column may be of; every other kind has one column."""

_KINDS: Mapping[TableKind, tuple[str, ...]] = {
    "indicators": (
        "level1", "category", "name", "adjusted", "target", "actual", "operator", "unit", "weight", "score", "rate", "reason",
    ),
    "money": ("label", "initial", "budget", "funded", "spent", "rate", "fundrate", "weight", "score", "reason"),
    "goals": ("number", "name", "adjusted", "target", "actual"),
}  # fmt: skip

_ORDERED: Mapping[TableKind, tuple[str, ...]] = {
    "indicators": (
        "number", "level1", "category", "name", "operator", "target", "adjusted", "unit", "actual", "rate", "weight", "score", "reason",
    ),
    "money": ("label", "initial", "budget", "funded", "fundrate", "spent", "weight", "rate", "score", "reason"),
    "goals": ("number", "name", "target", "adjusted", "actual"),
}  # fmt: skip
"""The order that forms print them in most often."""

_UNNAMED = 1.75
"""What it costs to leave a column without a name."""
_OUT_OF_ORDER = 0.15
_BEAM = 40
_PROMISING = 5
_SAMPLED = 48
"""Rows that naming looks at; reading looks at all of them."""
_SPARSE = 0.4
"""Words in few rows, most of them blank, are what rows have to say for themselves."""
_DOUBTFUL = 0.1
"""How much better a column's name must be than the next for it to stand."""
_BLANK: Mapping[str, float] = {
    "name": 2.5,
    "target": 1.2,
    "actual": 1.2,
    "weight": 1.2,
    "score": 1.2,
    "unit": 0.8,
    "operator": 0.8,
    "label": 1.5,
}
"""What it costs to take a column of blanks for one that forms fill."""
_AMOUNTS = frozenset({"initial", "budget", "funded", "spent"})
_AT_ODDS = 3.0
"""How badly the cells of a column may suit the words of its heading before they are looked at closely."""


def name(table: TableKind, heading: Sequence[Row], body: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a table, from the rows of its heading (none, one or several) and the rows below it."""
    slots = grid(heading, body)
    # rows of labels alone say nothing of a column
    body = [row for row in body if len(row.entries) > 1 and not all(_is_label(word) for word in row.words)]
    told = _once(_section_label(table, [_by_words(table, slot) for slot in slots], slots), slots)
    if _is_settled(table, told, slots, body):
        named = [
            Column(kind or ASIDE, slot.place, slot.width, slot.entry, slot.words)
            for slot, kind in zip(slots, told, strict=True)
        ]
    else:
        named = list(_named(table, slots, _cells(table, slots, told, body)))
    return tuple(_completed(table, named, told))


def _section_label(table: TableKind, kinds: list[str | None], slots: Sequence[Slot]) -> list[str | None]:
    """The kinds, the first of them none where it labels the section (年度指标完成情况) and no column of values."""
    out = list(kinds)
    if table == "indicators":
        if out and out[0] not in {None, "level1", "category", "name", "number", ASIDE} and len(out) > 1:
            out[0] = None
        if "name" not in out:
            titled = next((at for at, slot in enumerate(slots) if out[at] is None and bare(slot.words) in _ROWS), None)
            if titled is not None:
                out[titled] = "name"
    if table == "money" and len(out) > 2 and out[0] in _AMOUNTS and bare(slots[0].words).endswith("情况"):
        out[0] = None
    if table == "goals" and len(out) > 2 and out[0] in {"target", "actual", "adjusted"} and "target" in out[1:]:
        out[0] = None
    return out


_ROWS = frozenset({"绩效指标", "指标", "考核指标", "年度绩效指标"})
"""What names the rows where nothing else does (绩效指标 | 指标值 | 完成值); elsewhere it is the label of the section."""


def _completed(table: TableKind, named: list[Column], told: Sequence[str | None]) -> list[Column]:
    """The columns with the one before them that holds labels of goals and sections, whether the heading prints it or not."""
    if not named:
        return named
    if table == "money":
        return _with_label(named)
    first = named[0]
    if first.kind in {"goal", ASIDE, UNKNOWN} and told[0] is None and len(named) > 1:
        if table == "indicators":
            return [first._replace(kind="goal"), *named[1:]]
        named = named[1:]
    return [Column("goal", named[0].place - 1, 1), *named]


def _with_label(named: list[Column]) -> list[Column]:
    """A money table's columns from the one on that names the sums: by its heading, else the one before the amounts."""
    first = next((at for at, column in enumerate(named) if column.kind in _AMOUNTS), len(named))
    at = next((at for at, column in enumerate(named[:first]) if column.kind == "label"), None)
    titled = next((at for at, column in enumerate(named[:first]) if bare(column.heading).endswith("名称")), None)
    at = titled if titled is not None else at if at is not None else first - 1 if first else None
    if at is None:
        return [Column("label", named[0].place - 1, 1), *named]
    place = (
        named[at].place
        if at < first - 1 or (named[at].kind == "label" and at != first - 1)
        else named[first].place - 1
        if first < len(named)
        else named[at].place
    )
    label = named[at]._replace(kind="label", place=place, width=1)
    return [label, *named[at + 1 :]]


# ---------------------------------------------------------------- the grid of a heading


def grid(heading: Sequence[Row], body: Sequence[Row]) -> list[Slot]:
    """The columns that a heading prints, lower lines over the upper ones; without a heading those of the body."""
    if not heading:
        return _bodily(body)
    entries = [(entry, ()) for entry in heading[0].entries]
    for row, above in zip(heading[1:], heading, strict=False):
        entries = _under(entries, row, above)
    slots = [
        Slot(
            entry.column,
            entry.width,
            entry,
            entry.words,
            frozenset[str]().union(*(current().group(upper.words) for upper in over), current().group(entry.words)),
        )
        for entry, over in sorted(entries, key=lambda pair: pair[0].column)
    ]
    return sorted([*slots, *_beyond(slots, heading, body)], key=lambda slot: slot.place)


_Over = tuple[Entry, tuple[Entry, ...]]


def _under(entries: list[_Over], row: Row, above: Row) -> list[_Over]:
    """The columns after one more line of the heading: what stands under a group takes its place."""
    spans = _spans(entries, row, above)
    lower = [entry for entry in row.entries if not entry.inherited]
    if not row.exact and not row.places and spans:
        return _handed_out(entries, lower)
    taken: list[_Over] = []
    covered: set[int] = set()
    for entry in lower:
        at = next((index for index, (left, right) in enumerate(spans) if left <= entry.column < right), None)
        over = (*entries[at][1], entries[at][0]) if at is not None else ()
        covered |= {at} if at is not None else set()
        taken.append((entry, over))
    return [*(pair for index, pair in enumerate(entries) if index not in covered), *taken]


def _spans(entries: list[_Over], row: Row, above: Row) -> list[tuple[int, int]]:
    """Which grid columns each heading reaches over; without a known grid, up to the next heading."""
    if row.exact and above.exact:
        return [(entry.column, entry.column + entry.width) for entry, _over in entries]
    starts = [entry.column for entry, _over in entries]
    ends = [*starts[1:], max([*starts, *(entry.column for entry in row.entries)]) + 1]
    return list(zip(starts, ends, strict=True))


def _handed_out(entries: list[_Over], lower: list[Entry]) -> list[_Over]:
    """Lines whose columns nobody knows: the lower words go evenly to the upper ones that name no column themselves."""
    open_at = [index for index, (entry, _over) in enumerate(entries) if current().group(entry.words) and index]
    if not open_at or len(lower) % len(open_at):
        return entries
    each = len(lower) // len(open_at)
    out: list[_Over] = []
    for index, (entry, over) in enumerate(entries):
        if index not in open_at:
            out.append((entry, over))
            continue
        begin = open_at.index(index) * each
        out += [(one, (*over, entry)) for one in lower[begin : begin + each]]
    return [(entry._replace(column=place), over) for place, (entry, over) in enumerate(out, 1)]


def _bodily(body: Sequence[Row]) -> list[Slot]:
    """The columns of rows without a heading: every grid column that holds anything."""
    places: dict[int, int] = {}
    for row in body:
        for entry in row.entries:
            places[entry.column] = min(entry.width, places.get(entry.column, entry.width))
    return [Slot(place, places[place], None, "", frozenset()) for place in sorted(places)]


def _beyond(slots: list[Slot], heading: Sequence[Row], body: Sequence[Row]) -> Iterator[Slot]:
    """Columns that the heading leaves blank, where most rows of a known grid have something to say."""
    if not heading[0].exact and not heading[0].places:
        return
    reach = [(slot.place, slot.place + slot.width) for slot in slots]
    count: dict[int, int] = {}
    for row in body:
        if not row.exact and len(row.entries) <= len(slots):
            continue  # the row was shifted
        for entry in row.entries:
            if not any(left <= entry.column < right for left, right in reach) and entry.width == 1:
                count[entry.column] = count.get(entry.column, 0) + 1
    second = sorted(slot.place for slot in slots)[1] if len(slots) > 1 else 1
    for place, seen in sorted(count.items()):
        if place > second and seen > 1 and seen * 2 > len(body):
            yield Slot(place, 1, None, "", frozenset())


# ---------------------------------------------------------------- by words alone


def _by_words(table: TableKind, slot: Slot) -> str | None:
    """The kind whose very words the heading is, as the groups above it turn it; None for other words."""
    costs = _heading_costs(table, slot)
    return next((kind for kind, cost in costs.items() if cost == 0), None)


def _heading_costs(table: TableKind, slot: Slot) -> Mapping[str, float]:
    """What each kind costs by the heading's words and by the group it stands under."""
    if not slot.words:
        return {}
    costs = dict(current().heading(table, slot.words))
    if values.grade(slot.words) is not None:
        return dict.fromkeys(costs, 2.2) | {ASIDE: 0.0}  # what would be 优, 良, 中, 差: a standard, no result
    if table == "goals" and "whole_period" in slot.groups:
        return dict.fromkeys(costs, 2.2) | {ASIDE: 0.0}
    if table != "indicators" or not slot.groups:
        return costs
    if ("review" in slot.groups and costs.get("other") != 0) or ("review" in slot.groups and _only_reviewed(slot)):
        return _reviewed(costs, slot)
    if "former" in slot.groups:
        return {kind: 0.0 if kind == ASIDE else 2.2 for kind in costs}
    if "whole_period" in slot.groups and "this_year" not in current().group(slot.words):
        return {kind: cost + 1.2 if kind in {"target", "actual"} else cost for kind, cost in costs.items()} | {
            ASIDE: 0.3
        }
    return costs


def _only_reviewed(slot: Slot) -> bool:
    return "review" in current().group(slot.words)


def _reviewed(costs: Mapping[str, float], slot: Slot) -> dict[str, float]:
    """A reviewer's columns: the same words as the report's own, of the reviewer."""
    value = min(costs.get("actual", 1.0), costs.get("target", 1.0))
    score = min(costs.get("score", 1.0), costs.get("weight", 1.0))
    told: dict[str, float] = dict.fromkeys(costs, 2.2)
    if score < 1 and score <= value:
        return told | {"reviewed_score": 0.0}
    if value < 1 and "remark" not in current().group(slot.words):
        return told | {"reviewed_actual": 0.0}
    if "remark" in current().group(slot.words):
        return told | {"remark": 0.0}
    plain = bare(slot.words)
    return told | (
        {"reviewed_score": 0.0} if plain.endswith("分") else {"reviewed_actual": 0.4, "remark": 0.4, ASIDE: 0.6}
    )


_LAST_IS_OWN = frozenset({"weight", "budget"})
"""Kinds of which the last column is the row's own: the third level's weight, the budget after what was taken off it."""


def _once(kinds: list[str | None], slots: Sequence[Slot]) -> list[str | None]:
    """Of several columns with the words of one kind the one that is the row's own; the others only add to it."""
    out = list(kinds)
    for kind in {kind for kind in kinds if kind is not None and kind not in _REPEATED}:
        places = [index for index, one in enumerate(kinds) if one == kind]
        if len(places) < 2:
            continue
        keep = places[-1] if kind in _LAST_IS_OWN else places[0]
        for index in places:
            if index != keep:
                out[index] = _spare(kind, slots[index], kinds, index)
    return out


def _spare(kind: str, slot: Slot, kinds: Sequence[str | None], index: int) -> str:
    """What a second column of a kind is: the weight of a level beside its label, a second reason, or nothing more."""
    if kind == "weight":
        before = kinds[index - 1] if index else None
        return {"level1": "level1_weight", "category": "category_weight"}.get(before or "", ASIDE)
    if kind == "reason":
        return "more_reason"
    return ASIDE


_VALUES: Mapping[TableKind, frozenset[str]] = {
    "indicators": frozenset({"target", "actual", "adjusted", "weight", "score"}),
    "money": frozenset({"initial", "budget", "spent", "funded"}),
    "goals": frozenset({"target", "actual"}),
}


def _is_settled(table: TableKind, kinds: Sequence[str | None], slots: Sequence[Slot], body: Sequence[Row]) -> bool:
    """Whether the words say it all, and the cells below do not speak against them."""
    silent = [index for index, kind in enumerate(kinds) if kind is None]
    if table == "money":
        first = next((index for index, kind in enumerate(kinds) if kind in _AMOUNTS), 0)
        silent = [index for index in silent if index >= first]
    elif silent[:1] == [0] and not (table == "indicators" and "level1" not in kinds and _labels_first(slots, body)):
        silent = silent[1:]
    if table == "goals":
        return not silent
    if silent or any(slot.entry is None for slot in slots[1:]):
        return False
    if table == "indicators" and "name" not in kinds:
        return False
    return not _against(kinds, slots, body)


def _labels_first(slots: Sequence[Slot], body: Sequence[Row]) -> bool:
    """Whether the cells of the first column are labels of levels, whatever its heading says."""
    first = slots[0].place
    cells = [entry for row in _some(body) for entry in (*row.above, *row.entries) if entry.column == first]
    return any(_is_label(entry.words) for entry in cells)


def _against(kinds: Sequence[str | None], slots: Sequence[Slot], body: Sequence[Row]) -> bool:
    """Whether cells that surely stand in a column are out of the question for what its heading says."""
    at = {slot.place: index for index, slot in enumerate(slots)}
    odd = [0.0] * len(slots)
    seen = [0] * len(slots)
    for row in _some(body):
        entries = row.entries if row.exact else _without_goal(row)
        if not row.exact and len(entries) != len(slots):
            continue
        for order, entry in enumerate(entries):
            index = at.get(entry.column) if row.exact else order
            kind = kinds[index] if index is not None else None
            if index is not None and kind is not None:
                odd[index] += min(fits(entry.words).get(kind, 1.0), 6.0)
                seen[index] += 1
    return any(count > 1 and cost / count > _AT_ODDS for cost, count in zip(odd, seen, strict=True))


# ---------------------------------------------------------------- by what stands below


def _without_goal(row: Row) -> tuple[Entry, ...]:
    """The row without the label of a goal before it, which has no heading."""
    from auditor.extract.rules import labels

    return row.entries[1:] if labels.goal(row.entries[0].words) is not None else row.entries


class _Cell(NamedTuple):
    row: int
    entry: Entry


class _Stack(NamedTuple):
    """The cells that stand in one column, and what they are taken together."""

    cells: tuple[_Cell, ...]
    blank: float
    """The share of the rows that have nothing there."""


def _some(body: Sequence[Row]) -> Sequence[Row]:
    """Rows evenly out of all of them."""
    step = max(1, len(body) // _SAMPLED)
    return body[::step]


def _cells(table: TableKind, slots: Sequence[Slot], kinds: Sequence[str | None], body: Sequence[Row]) -> list[_Stack]:
    """The cells by column: by the grid where it is known, else as the columns whose headings speak align the row."""
    from auditor.extract.rules.align import align

    sample = _some(body)
    stacks: list[list[_Cell]] = [[] for _slot in slots]
    columns = [Column(kind or UNKNOWN, slot.place, slot.width) for slot, kind in zip(slots, kinds, strict=True)]
    known = sum(kind is not None and kind != ASIDE for kind in kinds)
    for number, row in enumerate(sample):
        if not row.exact and len(_without_goal(row)) == len(slots):
            for index, entry in enumerate(_without_goal(row)):
                stacks[index].append(_Cell(number, entry))
            continue
        if row.exact or _stands_straight(row, slots) or known < 2:
            for entry in (*row.above, *row.entries):
                index = _slot_of(entry, slots)
                if index is not None:
                    stacks[index].append(_Cell(number, entry))
            continue
        for index, entry in align(row.entries, columns, exact=False).columns.items():
            stacks[index].append(_Cell(number, entry))
    count = max(len(sample), 1)
    return [_Stack(tuple(cells), 1 - min(1.0, len({cell.row for cell in cells}) / count)) for cells in stacks]


def _stands_straight(row: Row, slots: Sequence[Slot]) -> bool:
    """Whether a row of a text has a cell, blank or not, for every column."""
    return bool(row.places) and len(row.places) >= len(slots) and max(row.places) <= slots[-1].place


def _slot_of(entry: Entry, slots: Sequence[Slot]) -> int | None:
    for index, slot in enumerate(slots):
        if slot.place <= entry.column < slot.place + max(slot.width, 1):
            return index
    return None


class _Traits(NamedTuple):
    """What the cells of a column have in common."""

    count: int
    bounded: float
    numeric: float
    percent: float
    counting: bool
    """1, 2, 3 … down the rows."""
    distinct: float
    length: float
    labels: float


def _traits(stack: _Stack) -> _Traits:
    own = [cell.entry.words for cell in stack.cells if not cell.entry.inherited]
    words = [cell.entry.words for cell in stack.cells]
    count = max(len(words), 1)
    figures = [numbers.decimal(one) for one in own]
    plain = [figure for figure in figures if figure is not None]
    counting = len(plain) > 1 and len(plain) * 2 > len(own) and all(b - a == 1 for a, b in pairwise(plain))
    return _Traits(
        len(words),
        sum((one[:1] in "≥≤<>=＞＜不" and any(char.isdigit() for char in one)) or one.endswith("前") for one in words)
        / count,
        len(plain) / max(len(own), 1),
        sum(one.endswith("%") for one in words) / count,
        counting,
        len(set(words)) / count,
        sum(map(len, words)) / count,
        sum(_is_label(one) for one in words) / count,
    )


def _is_label(words: str) -> bool:
    from auditor.extract.rules import labels

    return labels.level(words) is not None or labels.category(words) is not None


def _costs(table: TableKind, slot: Slot, stack: _Stack) -> dict[str, float]:
    """What each kind costs a column: its heading's words, and what its cells are."""
    by_words = _heading_costs(table, slot)
    kinds = (*_KINDS[table], *(_REVIEWED if "review" in slot.groups else ()))
    traits = _traits(stack)
    costs = {
        kind: by_words.get(kind, 1.0 if not by_words or kind in _KINDS[table] else 9.0) + _body(kind, stack, traits)
        for kind in kinds
    }
    if by_words.get("adjusted", 1.0) >= 1:
        costs.pop("adjusted", None)  # nothing but its heading tells an adjusted target from the first
    costs[ASIDE] = by_words.get(ASIDE, 1.0) + (0.55 if not traits.counting else -0.4) + 0.6 * (stack.blank > _SPARSE)
    costs["number"] = by_words.get("number", 1.0) + (
        -0.5 if traits.counting else 1.0 if by_words.get("number", 1.0) else 0.0
    )
    costs[UNKNOWN] = _UNNAMED + 2 * (min(by_words.values(), default=1.0) == 0)
    return costs


def _body(kind: str, stack: _Stack, traits: _Traits) -> float:
    """How badly the cells of a column suit a kind, per cell."""
    if not stack.cells:
        return 0.3 + _BLANK.get(kind, 0.0)
    like = {"reviewed_actual": "actual", "reviewed_score": "score", "remark": "reason"}.get(kind, kind)
    suits = sum(min(fits(cell.entry.words).get(like, 1.0), 6.0) for cell in stack.cells) / len(stack.cells)
    suits += _BLANK.get(kind, 0.0) * stack.blank
    return suits + _by_traits(kind, traits, stack)


def _by_traits(kind: str, traits: _Traits, stack: _Stack) -> float:
    match kind:
        case "target" | "adjusted":
            return -0.5 * traits.bounded + 0.25 * (traits.numeric > 0.9)
        case "actual":
            return 0.9 * traits.bounded + 0.25 * (traits.numeric > 0.9)
        case "weight" | "score":
            return 1.5 * traits.counting + 0.6 * (1 - traits.numeric)
        case "name":
            return 1.2 * (1 - traits.distinct) + (0.8 if traits.length < 3 else 0.0) + 1.5 * traits.labels
        case "level1" | "category":
            return 1.0 - traits.labels
        case "reason":
            sparse = 0.6 if stack.blank > _SPARSE else 0.0
            return 0.5 * (1 - stack.blank) - sparse + 0.6 * (traits.length < 4) + 1.0 * traits.labels
        case "rate" | "fundrate":
            return 0.8 * (1 - traits.percent)
        case "unit" | "operator":
            return 0.5 * traits.distinct
        case "label":
            return 0.8 * (1 - traits.distinct)
        case _:
            return 1.0 * traits.counting if kind in _AMOUNTS else 0.0


# ---------------------------------------------------------------- all at once


_REVIEWED = ("reviewed_actual", "reviewed_score", "remark")


class _Reading(NamedTuple):
    cost: float
    kinds: tuple[str, ...]


def _named(table: TableKind, slots: Sequence[Slot], cells: Sequence[_Stack]) -> Iterator[Column]:
    costs = [_costs(table, slot, stack) for slot, stack in zip(slots, cells, strict=True)]
    readings = sorted(
        (
            reading._replace(cost=reading.cost + _arithmetic(table, reading.kinds, cells))
            for reading in _beam(table, costs)
        ),
        key=lambda reading: (reading.cost, reading.kinds),
    )
    best = readings[0]
    weights = [index for index, kind in enumerate(best.kinds) if kind == "weight"]
    for index, (slot, kind) in enumerate(zip(slots, best.kinds, strict=True)):
        rival = next((other for other in readings[1:] if other.kinds[index] != kind), None)
        by_words = _heading_costs(table, slot).get(kind, 1.0)
        sure = rival is None or rival.cost - best.cost > _DOUBTFUL or by_words < 0.9
        yield _column(
            table,
            slot,
            kind if sure else UNKNOWN,
            cells[index],
            by_words,
            index=index,
            weights=weights,
            kinds=best.kinds,
        )


def _beam(table: TableKind, costs: Sequence[Mapping[str, float]]) -> list[_Reading]:
    """The readings of all columns that cost least, each kind given to one column."""
    order = {kind: place for place, kind in enumerate(_ORDERED[table])}
    readings = [_Reading(0.0, ())]
    for column in costs:
        open_kinds = sorted(column, key=lambda kind: (column[kind], kind))[: _PROMISING + 1]
        open_kinds += [kind for kind in (ASIDE, UNKNOWN) if kind not in open_kinds]
        following: list[_Reading] = []
        for cost, kinds in readings:
            for kind in open_kinds:
                if kind in kinds and kind not in _REPEATED:
                    continue
                wrong = sum(order.get(kind, 99) < order.get(other, -1) for other in kinds)
                following.append(_Reading(cost + column[kind] + _OUT_OF_ORDER * wrong, (*kinds, kind)))
        following.sort(key=lambda reading: (reading.cost, reading.kinds))
        readings = following[:_BEAM]
    return readings


def _column(
    table: TableKind,
    slot: Slot,
    kind: str,
    stack: _Stack,
    by_words: float,
    *,
    index: int,
    weights: Sequence[int],
    kinds: Sequence[str],
) -> Column:
    """The column under its name; one that nobody names and that holds figures is unknown, without figures it is an aside."""
    by: By = "heading" if not stack.cells else "both" if by_words < 1 else "content"
    told = _heading_costs(table, slot)
    if kind == UNKNOWN and told.get("number") == 0:
        return Column("number", slot.place, slot.width, slot.entry, slot.words, by)
    if kind in {UNKNOWN, ASIDE}:
        if told.get(ASIDE, 1.0) < 1 and kind == ASIDE:
            return Column(_lost_weight(slot, index, kinds, told), slot.place, slot.width, slot.entry, slot.words, by)
        spare = _spare_of(slot, index, kinds, told)
        if spare is not None:
            return Column(spare, slot.place, slot.width, slot.entry, slot.words, "both")
        if index == 0 and slot.place <= 1 and not _figures(stack):
            return Column("goal", slot.place, slot.width, slot.entry, slot.words, by)
        kind = UNKNOWN if _figures(stack) else ASIDE
    confidence: Confidence = "high" if by_words < 0.9 or by == "heading" else "medium"
    return Column(kind, slot.place, slot.width, slot.entry, slot.words, by, confidence if kind != UNKNOWN else "low")


def _lost_weight(slot: Slot, index: int, kinds: Sequence[str], told: Mapping[str, float]) -> str:
    return _spare_of(slot, index, kinds, told) or ASIDE


def _spare_of(slot: Slot, index: int, kinds: Sequence[str], told: Mapping[str, float]) -> str | None:
    """A second column of a kind that has its column: a level's weight, a second reason, another name."""
    words = min(told, key=lambda kind: told[kind], default=None)
    if words is None or told[words] >= 1 or words not in kinds or words in _REPEATED:
        return None
    return _spare(words, slot, list(kinds), index)


def _figures(stack: _Stack) -> bool:
    """Whether cells of a column state figures that may be claims."""
    return any(quantity.claimed for cell in stack.cells for quantity in quantities.find(cell.entry.text))


# ---------------------------------------------------------------- what arithmetic says


def _arithmetic(table: TableKind, kinds: Sequence[str], cells: Sequence[_Stack]) -> float:
    """What a reading costs by its sums: less than nothing where they come out."""
    at = {kind: index for index, kind in enumerate(kinds)}
    cost = 0.0
    if "weight" in at and "score" in at:
        cost += _ordered(cells[at["score"]], cells[at["weight"]])
    if table == "indicators" and "target" in at and "actual" in at:
        cost += _same_units(cells[at["target"]], cells[at["actual"]])
    if table == "money":
        if {"budget", "spent", "rate"} <= at.keys():
            cost += _rated(cells[at["budget"]], cells[at["spent"]], cells[at["rate"]])
        if {"budget", "spent"} <= at.keys():
            cost += 0.5 * _ordered(cells[at["spent"]], cells[at["budget"]])
        if {"weight", "score", "rate"} <= at.keys():
            cost += _scored(cells[at["weight"]], cells[at["rate"]], cells[at["score"]])
        if "budget" in at:
            cost += sum(
                1.5 * _far_below(cells[at[kind]], cells[at["budget"]])
                for kind in ("initial", "funded", "spent")
                if kind in at
            )
    return cost


def _pairs(one: _Stack, other: _Stack) -> list[tuple[Entry, Entry]]:
    by_row = {cell.row: cell.entry for cell in other.cells}
    return [(cell.entry, by_row[cell.row]) for cell in one.cells if cell.row in by_row]


def _figure(entry: Entry) -> Decimal | None:
    return values.points(entry)[0]


def _ordered(smaller: _Stack, larger: _Stack) -> float:
    """2 where no row keeps smaller ≤ larger, 0 where all do."""
    both = [
        (a, b) for x, y in _pairs(smaller, larger) if (a := _figure(x)) is not None and (b := _figure(y)) is not None
    ]
    if not both:
        return 0.3
    return 2.0 * sum(a > b for a, b in both) / len(both)


def _quantity(entry: Entry) -> Quantity | None:
    return values.value(entry, None).quantity


def _same_units(target: _Stack, actual: _Stack) -> float:
    """-0.5 where every row states both in one unit."""
    both = [
        (a, b) for x, y in _pairs(target, actual) if (a := _quantity(x)) is not None and (b := _quantity(y)) is not None
    ]
    if not both:
        return 0.2
    return 0.2 - 0.7 * sum(units.same_thing(a.unit, b.unit) for a, b in both) / len(both)


def _far_below(amounts: _Stack, budget: _Stack) -> bool:
    """Whether a column's figures are nowhere near the budget beside them: points, no sums of money."""
    both = [
        (a, b)
        for x, y in _pairs(amounts, budget)
        if (a := _figure(x)) is not None and (b := _figure(y)) is not None and b
    ]
    return bool(both) and all(a * _FAR < b for a, b in both)


_FAR = 5


def _scored(weight: _Stack, rate: _Stack, score: _Stack) -> float:
    """-1 where a score is its weight times the rate beside it, 0.4 where none is."""
    full = {cell.row: _figure(cell.entry) for cell in weight.cells}
    share = {cell.row: _figure(cell.entry) for cell in rate.cells}
    seen = right = 0
    for cell in score.cells:
        printed, most, part = _figure(cell.entry), full.get(cell.row), share.get(cell.row)
        if printed is None or not most or part is None:
            continue
        seen += 1
        right += min(abs(most * part / 100 - printed), abs(most * part - printed)) * 20 < most
    return 0.4 - 1.4 * right / seen if seen else 0.0


def _rated(budget: _Stack, spent: _Stack, rate: _Stack) -> float:
    """-1 where every row's rate is spent ÷ budget as printed (or as a fraction), 0.4 where none is."""
    base = {cell.row: _figure(cell.entry) for cell in budget.cells}
    used = {cell.row: _figure(cell.entry) for cell in spent.cells}
    seen = right = 0
    for cell in rate.cells:
        printed, whole, part = _figure(cell.entry), base.get(cell.row), used.get(cell.row)
        if printed is None or not whole or part is None:
            continue
        seen += 1
        share = part / whole * 100
        right += min(abs(share - printed), abs(share - printed * 100)) < 1
    return 0.4 - 1.4 * right / seen if seen else 0.0
