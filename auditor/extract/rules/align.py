"""Which cell of an odd row belongs to which column: the assignment, in order, of least cost.

Exports of merged tables drop leading cells and shift the rest, so a cell's column number proves little. What a cell is
(a first-level name, a bounded quantity, the pair of weight and score at the end, a sentence …) tells where it fits; a
change of the shift inside a row costs too. In a table whose grid is known, the grid decides. Costs are weights of
preference between readings of one row, never tolerances on values.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from auditor.extract.rules.columns.column import ASIDE, CRITERION, MOST_COLUMNS, Column
from auditor.extract.rules.fitting import VALUES, fits, fits_by
from auditor.extract.rules.rows import Entry
from auditor.forms import current
from auditor.model.record import remembered

_IMPOSSIBLE = 6.0
_UNPLACED = 7.0
_SHIFT_CHANGES = 0.6
_SHIFTED = 0.05
_OFF_GRID = 6.0
_NEARLY_EQUAL = 0.3

MISSING: Mapping[str, float] = {
    "name": 3.0,
    "target": 1.5,
    "actual": 1.5,
    "weight": 2.0,
    "score": 2.0,
    "operator": 0.5,
    "unit": 0.5,
    "rate": 0.4,
    "number": 1.0,
}
"""What it costs to leave a column of goals or indicators blank; columns that often are cost nothing."""

MISSING_AMOUNTS: Mapping[str, float] = {"label": 0.5}
"""Any amount, rate or score of a money table may be blank: there the shift of the row decides."""

_UNNAMED = 2.5
"""More for a row that states values and yet has no name."""

_NAMED_AGAIN = 0.5
"""What it costs to take a label for a name where the cell before it says the same."""

_KEPT = 3
_MOST_CELLS = 2
"""A row of more cells than this for each column is none of the table; those behind find no column."""

_REQUIRED = frozenset({"name", "target", "actual", "weight", "score"})
_LABELS = frozenset({"goal", "level1", "category"})
_LEVELS = frozenset({"level1", "category"})


class Placed(NamedTuple):
    """A row's entries by the index of their column, what found no column, and whether another reading is as good."""

    columns: dict[int, Entry]
    unplaced: tuple[Entry, ...]
    ambiguous: bool


_Path = tuple[float, tuple[int, ...], int, int | None]
"""A reading of the row so far: its cost, the column of each entry (-1 for one without), the last column taken, and how far
that column's heading stands from its entry. The cheaper reading sorts first."""


def align(
    entries: Sequence[Entry],
    columns: Sequence[Column],
    *,
    exact: bool,
    missing: Mapping[str, float] = MISSING,
    whole: bool = False,
) -> Placed:
    """Place each entry in a column, in order.

    `exact`: the grid is known and decides. `missing`: what a blank costs by kind of column. `whole`: the row has a cell,
    blank or not, for each column, so that labels and reasons nobody listed are what they stand under.
    """
    if (straight := _in_place(entries, columns, whole=whole)) is not None:
        return straight
    if len(columns) > MOST_COLUMNS:
        return _by_grid(entries, columns)
    entries, beyond = entries[: _MOST_CELLS * len(columns)], entries[_MOST_CELLS * len(columns) :]
    flat = _LEVELS.isdisjoint(column.kind for column in columns)
    costs = [
        tuple(_costs(entry, columns, exact=exact, again=flat or _again(entries, place)))
        for place, entry in enumerate(entries)
    ]
    blank = [missing.get(column.kind, 0.0) for column in columns]
    grammar = current()
    if sum([fits_by(grammar, entry.words) in VALUES for entry in entries]) > 1:
        blank = [cost + _UNNAMED * (column.kind == "name") for cost, column in zip(blank, columns, strict=True)]
    stand = tuple([entry.column for entry in entries])
    paths = _paths(stand, _seats(columns), tuple(costs), tuple(blank), 0.0 if exact else _SHIFT_CHANGES)
    cost, places = paths[0][:2]
    placed = {column: entries[index] for index, column in enumerate(places) if column >= 0}
    unplaced = (*(entries[index] for index, column in enumerate(places) if column < 0), *beyond)
    rival = len(paths) > 1 and paths[1][0] - cost < _NEARLY_EQUAL and not exact
    return Placed(placed, unplaced, rival)


def _by_grid(entries: Sequence[Entry], columns: Sequence[Column]) -> Placed:
    """The row by where its cells stand alone, in a table of more columns than any form has."""
    at = {column.place: index for index, column in enumerate(columns)}
    placed = {at[entry.column]: entry for entry in entries if entry.column in at}
    return Placed(placed, tuple(entry for entry in entries if entry.column not in at), ambiguous=False)


def _in_place(entries: Sequence[Entry], columns: Sequence[Column], *, whole: bool = False) -> Placed | None:
    """The row as it stands, when each entry stands under a heading that it suits and nothing that matters is missing.

    A blank between entries that stand right is a blank: a cell that was lost would have moved those behind it.
    """
    grid = _grid(columns)
    if not grid.wanted:
        return None
    grammar = current()
    placed: dict[int, Entry] = {}
    kinds: set[str] = set()
    for entry in entries:
        known = grid.at.get(entry.column)
        if known is None:
            return None
        index, kind, like = known
        cost = fits_by(grammar, entry.words).get(like, 1.0) if like else 0.0
        if cost > 0.5 and not (whole and cost <= _IN_PLACE.get(like, 0)):
            return None
        placed[index] = entry
        kinds.add(kind)
    if "name" in grid.wanted and "name" not in kinds:
        return None
    missing = grid.wanted - kinds
    if missing and not missing <= {column.kind for column in columns[: max(placed, default=0)]}:
        return None
    return Placed(placed, (), ambiguous=False)


_IN_PLACE: Mapping[str, float] = {"level1": 3.0, "category": 3.0, "reason": 1.0}
"""How badly words may suit the column that they stand in, where the row leaves none out."""


class _Grid(NamedTuple):
    """What all rows of a table ask of its columns."""

    at: Mapping[int, tuple[int, str, str]]
    """By place: the index of the column, its kind, and the kind that its cells are like; "" where any words suit."""
    wanted: frozenset[str]


@remembered
def _grid(columns: Sequence[Column]) -> _Grid:
    kinds = [column.kind for column in columns]
    at = {
        column.place: (index, kind, "" if kind in {ASIDE, CRITERION} else _LIKE.get(kind, kind))
        for index, (column, kind) in enumerate(zip(columns, kinds, strict=True))
    }
    return _Grid(at, _REQUIRED.intersection(kinds))


_LIKE: Mapping[str, str] = {
    "reviewed_actual": "actual",
    "reviewed_score": "score",
    "deviation": "rate",
    "remark": "reason",
    "more_reason": "reason",
    "level1_weight": "weight",
    "category_weight": "weight",
    "deducted": "score",
    "score_again": "score",
    "score_rate": "rate",
}
"""Columns whose cells are like those of another kind."""


def _again(entries: Sequence[Entry], place: int) -> bool:
    """Whether a label is printed again beside itself: 预算执行 | 预算执行 | 预算执行 is level, category and name."""
    return place > 0 and entries[place].words == entries[place - 1].words and fits(entries[place].words) not in VALUES


def _costs(entry: Entry, columns: Sequence[Column], *, exact: bool, again: bool = False) -> list[float]:
    """What it costs to take the entry for a cell of each column.

    `again`: a label may be a name here, for it repeats the cell before it, or the table has no column of levels.
    """
    suits = fits(entry.words)
    if again and suits not in VALUES:
        suits = {**suits, "name": min(suits.get("name", 1.0), _NAMED_AGAIN)}
    worth = [suits.get(like, 1.0) for like in _alike(columns)]
    if not exact:
        return [cost + _SHIFTED * (entry.column != column.place) for cost, column in zip(worth, columns, strict=True)]
    begin, end = entry.column, entry.column + entry.width
    return [
        min(cost, 1.0) + _OFF_GRID * (begin >= column.place + column.width or column.place >= end)
        for cost, column in zip(worth, columns, strict=True)
    ]


@remembered
def _alike(columns: Sequence[Column]) -> Sequence[str]:
    """Of each column the kind that its cells are like."""
    return [_LIKE.get(column.kind, column.kind) for column in columns]


class _Seat(NamedTuple):
    """Where a column stands, and whether it holds labels."""

    place: int
    labels: bool


@remembered
def _seats(columns: Sequence[Column]) -> tuple[_Seat, ...]:
    return tuple(_Seat(column.place, column.kind in _LABELS) for column in columns)


@lru_cache(maxsize=256)
def _paths(
    stand: tuple[int, ...],
    seats: tuple[_Seat, ...],
    costs: tuple[tuple[float, ...], ...],
    blank: tuple[float, ...],
    change: float,
) -> tuple[_Path, ...]:
    """The best reading of the row and, where there is one that differs in more than labels, the next best.

    Of the readings that have come to the same column only the best few go on. Rows of one table are alike: what those of
    one shape come to is remembered, by the places where their cells `stand` and by costs alone.
    """
    skip = [0.0, *accumulate(blank)]
    paths: list[_Path] = [(0.0, (), -1, None)]
    for column, row in zip(stand, costs, strict=True):
        shifts = [seat.place - column for seat in seats]
        open_places = [place for place, cost in enumerate(row) if cost < _IMPOSSIBLE]
        following: list[_Path] = [(cost + _UNPLACED, (*places, -1), last, shift) for cost, places, last, shift in paths]
        best = following[0][0]
        for cost, places, last, shift in paths:
            for place in open_places:
                if place > last:
                    moved = change if shift is not None and shift != shifts[place] else 0.0
                    price = cost + row[place] + skip[place] - skip[last + 1] + moved
                    if price <= best + _UNPLACED + 1:  # what costs more is none of the promising
                        best = min(best, price)
                        following.append((price, (*places, place), place, shifts[place]))
        paths = _promising(following)
    ends = sorted((cost + skip[-1] - skip[last + 1], places, last, shift) for cost, places, last, shift in paths)
    first = ends[0]
    return (first, *(path for path in ends[1:] if _differs(first, path, seats)))[:2]


def _promising(paths: list[_Path]) -> list[_Path]:
    """The paths worth going on with: the three best of each last column, none that one lost entry could beat."""
    paths.sort()
    worst = paths[0][0] + _UNPLACED + 1
    kept: list[_Path] = []
    seen: dict[int, int] = {}
    for path in paths:
        cost, _places, last, _shift = path
        if cost > worst:
            break
        seen[last] = seen.get(last, 0) + 1
        if seen[last] <= _KEPT:
            kept.append(path)
    return kept


def _differs(a: _Path, b: _Path, seats: Sequence[_Seat]) -> bool:
    """Whether two readings place an entry differently in a way that matters: more than between label columns."""
    return any(
        one != other and not (one >= 0 and other >= 0 and seats[one].labels and seats[other].labels)
        for one, other in zip(a[1], b[1], strict=True)
    )
