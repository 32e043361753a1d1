"""What the columns of a table hold: all of them named at once, by least cost.

Heading words speak first, then what stands below them, the usual order, and what arithmetic says (a score is at most its
weight, an actual value is in the unit of its target, a rate is spent ÷ budget). A column whose heading nobody has seen is
named by its cells alone, with medium confidence; below a margin it stays unknown, and its numbers are told. Costs are
weights of preference between readings of one table, never tolerances on values.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.extract.rules import labels, reckoned
from auditor.extract.rules.columns import arithmetic, completing, settling, stacks, wording
from auditor.extract.rules.columns.column import ASIDE, MOST_COLUMNS, REPEATED, UNKNOWN, By, Column, Confidence
from auditor.extract.rules.columns.costs import costs_of
from auditor.extract.rules.columns.slots import Slot, grid
from auditor.extract.rules.columns.stacks import Stack
from auditor.extract.rules.rows import Row
from auditor.forms import TableKind

_ORDERED: Mapping[TableKind, tuple[str, ...]] = {
    "indicators": (
        "number", "level1", "category", "name", "operator", "target", "adjusted", "unit", "actual", "rate", "weight", "score", "reason",
    ),
    "money": ("label", "initial", "budget", "funded", "fundrate", "spent", "weight", "rate", "score", "reason"),
    "goals": ("number", "name", "target", "adjusted", "actual"),
}  # fmt: skip
"""The order that forms print them in most often."""

_OUT_OF_ORDER = 0.15
_NEVER_BEHIND = 5
"""The budget as first set stands before the one of the year, where both are printed."""
_NEVER = 9.0
_BEAM = 60
_PROMISING = 5
_DOUBTFUL = 0.1
"""How much better a column's name must be than the next for it to stand."""


def name(table: TableKind, heading: Sequence[Row], body: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a table, from the rows of its heading (none, one or several) and the rows below it."""
    slots = grid(heading, body, between=table == "indicators")
    # rows of labels alone say nothing of a column
    body = [row for row in body if len(row.entries) > 1 and not all(map(labels.names_level_or_category, row.words))]
    told = completing.without_section(table, [wording.by_words(table, slot) for slot in slots], slots)
    told = wording.once(told)
    if settling.is_settled(table, told, slots, body):
        named = [
            Column(kind or ASIDE, slot.place, slot.width, slot.entry, slot.words)
            for slot, kind in zip(slots, told, strict=True)
        ]
    else:
        usual, beyond = slots[:MOST_COLUMNS], slots[MOST_COLUMNS:]
        named = list(_named(table, usual, stacks.stand(usual, told[:MOST_COLUMNS], body)))
        named += [Column(UNKNOWN, slot.place, slot.width, slot.entry, slot.words, "content", "low") for slot in beyond]
    if table == "money":
        named = _understood(named)
    done = completing.completed(table, named, told, body)
    over = {slot.place: slot.over for slot in slots if slot.over}
    return tuple(column._replace(over=over[column.place]) if column.place in over else column for column in done)


def _understood(named: list[Column]) -> list[Column]:
    """The columns, those that only the formulas of other headings tell no longer unknown: 年中追加(C)."""
    if all(column.kind != UNKNOWN for column in named):
        return named
    summed = reckoned.summed([column.heading for column in named])
    return [
        column._replace(kind=ASIDE, confidence="medium") if column.kind == UNKNOWN and index in summed else column
        for index, column in enumerate(named)
    ]


class _Reading(NamedTuple):
    cost: float
    kinds: tuple[str, ...]


def _named(table: TableKind, slots: Sequence[Slot], cells: Sequence[Stack]) -> Iterator[Column]:
    words = [wording.by_words(table, slot) for slot in slots]
    rivalled = [kind == "name" and words.count(kind) > 1 for kind in words]
    costs = [
        costs_of(table, slot, stack, rivalled=shared)
        for slot, stack, shared in zip(slots, cells, rivalled, strict=True)
    ]
    if table == "money":
        _never_points([slot.words for slot in slots], costs)
    readings = sorted(
        (
            reading._replace(cost=reading.cost + arithmetic.cost(table, reading.kinds, cells))
            for reading in _beam(table, costs)
        ),
        key=lambda reading: (reading.cost, reading.kinds),
    )
    best = readings[0]
    for index, (slot, kind) in enumerate(zip(slots, best.kinds, strict=True)):
        rival = next((other for other in readings[1:] if other.kinds[index] != kind), None)
        by_words = wording.costs(table, slot).get(kind, 1.0)
        sure = rival is None or rival.cost - best.cost > _DOUBTFUL or by_words < 0.9
        yield _column(
            table,
            slot,
            kind if sure else UNKNOWN,
            cells[index],
            by_words,
            index=index,
            kinds=best.kinds,
        )


def _never_points(headings: Sequence[str], costs: Sequence[dict[str, float]]) -> None:
    """Take sums of money, as the formulas of the headings tell them, for nothing else."""
    for index in reckoned.summed(headings):
        costs[index] |= {kind: costs[index].get(kind, 0.0) + _NEVER for kind in ("weight", "score", "rate", "fundrate")}


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
                if kind in kinds and kind not in REPEATED:
                    continue
                wrong = sum(order.get(kind, 99) < order.get(other, -1) for other in kinds)
                wrong += _NEVER_BEHIND * (kind == "initial" and "budget" in kinds)
                following.append(_Reading(cost + column[kind] + _OUT_OF_ORDER * wrong, (*kinds, kind)))
        following.sort(key=lambda reading: (reading.cost, reading.kinds))
        readings = following[:_BEAM]
    return readings


def _column(
    table: TableKind,
    slot: Slot,
    kind: str,
    stack: Stack,
    by_words: float,
    *,
    index: int,
    kinds: Sequence[str],
) -> Column:
    """The column under its name; one that nobody names and that holds figures is unknown, without figures it is an aside."""
    by: By = "heading" if not stack.cells else "both" if by_words < 1 else "content"
    told = wording.costs(table, slot)
    if kind == UNKNOWN and told.get("number") == 0:
        return Column("number", slot.place, slot.width, slot.entry, slot.words, by)
    if kind in {UNKNOWN, ASIDE}:
        if told.get(ASIDE, 1.0) < 1 and kind == ASIDE:
            return Column(_spare_of(index, kinds, told) or ASIDE, slot.place, slot.width, slot.entry, slot.words, by)
        if _is_tier(index, kinds, stack):
            return Column("category", slot.place, slot.width, slot.entry, slot.words, "content", "medium")
        spare = _spare_of(index, kinds, told)
        if spare is not None:
            return Column(spare, slot.place, slot.width, slot.entry, slot.words, "both")
        if index == 0 and slot.place <= 1 and not stacks.states_figures(stack):
            return Column("goal", slot.place, slot.width, slot.entry, slot.words, by)
        kind = UNKNOWN if stacks.states_figures(stack) else ASIDE
    confidence: Confidence = "high" if by_words < 0.9 or by == "heading" else "medium"
    return Column(kind, slot.place, slot.width, slot.entry, slot.words, by, confidence if kind != UNKNOWN else "low")


_MOSTLY = 0.5


def _is_tier(index: int, kinds: Sequence[str], stack: Stack) -> bool:
    """大类 | 中项名称 | 三级指标: labels of categories between those of levels and the names, however their heading calls them."""
    if "category" in kinds or "level1" not in kinds[:index] or "name" not in kinds[index + 1 :]:
        return False
    return stacks.traits_of(stack).labels >= _MOSTLY


def _spare_of(index: int, kinds: Sequence[str], told: Mapping[str, float]) -> str | None:
    """A second column of a kind that has its column: a level's weight, a second reason, another name."""
    words = min(told, key=lambda kind: told[kind], default=None)
    if words is None or told[words] >= 1 or words not in kinds or words in REPEATED:
        return None
    return wording.spare(words, kinds, index)
