"""The cells that stand in one column of a table, and what they have in common."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from auditor.extract.rules import labels
from auditor.extract.rules.align import align
from auditor.extract.rules.columns.column import ASIDE, UNKNOWN, Column
from auditor.extract.rules.columns.slots import Slot
from auditor.extract.rules.rows import Entry, Row
from auditor.text import numbers, quantities

_SAMPLED = 48
"""Rows that naming looks at; reading looks at all of them."""


def without_goal(row: Row) -> tuple[Entry, ...]:
    """The row without the label of a goal before it, which has no heading."""
    return row.entries[1:] if labels.goal(row.entries[0].words) is not None else row.entries


class Cell(NamedTuple):
    """A cell of a column, and which of the rows looked at it stands in."""

    row: int
    entry: Entry


class Stack(NamedTuple):
    """The cells that stand in one column, and what they are taken together."""

    cells: tuple[Cell, ...]
    blank: float
    """The share of the rows that have nothing there."""


def some(body: Sequence[Row]) -> Sequence[Row]:
    """Rows evenly out of all of them."""
    step = max(1, len(body) // _SAMPLED)
    return body[::step]


def stand(slots: Sequence[Slot], kinds: Sequence[str | None], body: Sequence[Row]) -> list[Stack]:
    """The cells by column: by the grid where it is known, else as the columns whose headings speak align the row."""
    sample = some(body)
    stacks: list[list[Cell]] = [[] for _slot in slots]
    several = list(kinds).count("name") > 1  # which of them holds the names is the question
    columns = [
        Column(UNKNOWN if kind is None or (kind == "name" and several) else kind, slot.place, slot.width)
        for slot, kind in zip(slots, kinds, strict=True)
    ]
    known = sum(kind is not None and kind != ASIDE for kind in kinds)
    for number, row in enumerate(sample):
        if not row.exact and len(without_goal(row)) == len(slots):
            for index, entry in enumerate(without_goal(row)):
                stacks[index].append(Cell(number, entry))
            continue
        if row.exact or _stands_straight(row, slots) or known < 2:
            for entry in (*row.above, *row.entries):
                if (place := _slot_of(entry, slots)) is not None:
                    stacks[place].append(Cell(number, entry))
            continue
        for index, entry in align(row.entries, columns, exact=False).columns.items():
            stacks[index].append(Cell(number, entry))
    count = max(len(sample), 1)
    return [Stack(tuple(cells), 1 - min(1.0, len({cell.row for cell in cells}) / count)) for cells in stacks]


def _stands_straight(row: Row, slots: Sequence[Slot]) -> bool:
    """Whether a row of a text has a cell, blank or not, for every column."""
    return bool(row.places) and len(row.places) >= len(slots) and max(row.places) <= slots[-1].place


def _slot_of(entry: Entry, slots: Sequence[Slot]) -> int | None:
    before = bisect_right(slots, entry.column, key=_place) - 1
    if before < 0 or entry.column >= slots[before].place + max(slots[before].width, 1):
        return None
    return before


def _place(slot: Slot) -> int:
    return slot.place


class Traits(NamedTuple):
    """What the cells of a column have in common."""

    bounded: float
    numeric: float
    percent: float
    counting: bool
    """1, 2, 3 … down the rows."""
    distinct: float
    length: float
    labels: float
    largest: Decimal
    """Of its plain figures."""
    negative: bool
    """A plain figure of it is below nought."""
    merged: bool
    """No cell of it is a row's own: one label stands over all of them."""


def traits_of(stack: Stack) -> Traits:
    """What the cells of a column have in common, as shares of them."""
    own = [cell.entry.words for cell in stack.cells if not cell.entry.inherited]
    words = [cell.entry.words for cell in stack.cells]
    count = max(len(words), 1)
    figures = [numbers.decimal(one) for one in own]
    plain = [figure for figure in figures if figure is not None]
    counting = len(plain) > 1 and len(plain) * 2 > len(own) and all(b - a == 1 for a, b in pairwise(plain))
    return Traits(
        sum((one[:1] in "≥≤<>=＞＜不" and any(char.isdigit() for char in one)) or one.endswith("前") for one in words)
        / count,
        len(plain) / max(len(own), 1),
        sum(one.endswith("%") for one in words) / count,
        counting,
        len(set(words)) / count,
        sum(map(len, words)) / count,
        sum(map(labels.names_level_or_category, words)) / count,
        max(plain, default=Decimal(0)),
        min(plain, default=Decimal(0)) < 0,
        bool(words) and not own,
    )


def states_figures(stack: Stack) -> bool:
    """Whether cells of a column state figures that may be claims, bare ones too."""
    return any(
        numbers.decimal(cell.entry.text) is not None or any(one.claimed for one in quantities.find(cell.entry.text))
        for cell in stack.cells
    )
