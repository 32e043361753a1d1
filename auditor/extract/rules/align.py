"""Which cell of an odd row belongs to which column: the assignment, in order, of least cost.

Exports of merged tables drop leading cells and shift the rest, so a cell's column number proves little. What a cell is
(a first-level name, a bounded quantity, the pair of weight and score at the end, a sentence …) tells where it fits; a
change of the shift inside a row costs too. In a table whose grid is known, the grid decides. Costs are weights of
preference between readings of one row, never tolerances on values.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from auditor.extract.rules import labels
from auditor.extract.rules.header import Column
from auditor.extract.rules.rows import Entry
from auditor.text import units

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

_KEPT = 3

_REQUIRED = frozenset({"name", "target", "actual", "weight", "score"})
_NATIONAL = frozenset(
    {"产出指标", "效益指标", "满意度指标", "成本指标", "产出", "效益", "满意度", "成本", "决策", "过程", "管理"}
)
_LABELS = frozenset({"goal", "level1", "category"})

_BARE = re.compile(r"[-+]?[\d,]*\.?\d+分?")
_PERCENT = re.compile(r"[-+]?[\d,]*\.?\d+[%‰]")
_DASH = re.compile(r"[-—–─_/\\]+|[(]?不清[)]?|无")
_OPERATOR = re.compile(r"[<>=≤≥＜＞≦≧═]{1,2}|定性|定量|等于|不?[大小少低高多]于(?:等于)?|正向|反向|正指标|逆指标")
_BOUNDED = re.compile(r"[<>=≤≥]")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"\d{4}[年./-]\d{0,2}.{0,10}|\d{1,2}月.{0,6}")
_SECTION = re.compile(r".{0,4}(?:绩效指标|指标完成情况|绩效目标完成情况|总体目标|目标|完成情况|绩效)(?:[(]\d+分[)])?")
_BROKEN = frozenset("年度绩效目标指标完成情况")


class Placed(NamedTuple):
    """A row's entries by the index of their column, what found no column, and whether another reading is as good."""

    columns: dict[int, Entry]
    unplaced: tuple[Entry, ...]
    ambiguous: bool


class _Path(NamedTuple):
    """A reading of the row so far."""

    cost: float
    places: tuple[int, ...]
    """The column of each entry so far, -1 for an entry without one."""
    last: int
    """The last column taken."""
    shift: int | None
    """How far that column's heading stands from the entry."""


def align(
    entries: Sequence[Entry], columns: Sequence[Column], *, exact: bool, missing: Mapping[str, float] = MISSING
) -> Placed:
    """Place each entry in a column, in order.

    `exact`: the grid is known and decides. `missing`: what a blank costs by kind of column.
    """
    if (straight := _in_place(entries, columns)) is not None:
        return straight
    costs = [[_cost(entry, column, exact=exact) for column in columns] for entry in entries]
    blank = [missing.get(column.kind, 0.0) for column in columns]
    if sum(fits(entry.words) in _VALUES for entry in entries) > 1:
        blank = [cost + _UNNAMED * (column.kind == "name") for cost, column in zip(blank, columns, strict=True)]
    paths = _paths(entries, columns, costs, blank, 0.0 if exact else _SHIFT_CHANGES)
    best = paths[0]
    placed = {column: entries[index] for index, column in enumerate(best.places) if column >= 0}
    unplaced = tuple(entries[index] for index, column in enumerate(best.places) if column < 0)
    rival = len(paths) > 1 and paths[1].cost - best.cost < _NEARLY_EQUAL and not exact
    return Placed(placed, unplaced, rival)


def _in_place(entries: Sequence[Entry], columns: Sequence[Column]) -> Placed | None:
    """The row as it stands, when each entry stands under a heading that it suits and nothing that matters is missing.

    A blank between entries that stand right is a blank: a cell that was lost would have moved those behind it.
    """
    at = {column.place: index for index, column in enumerate(columns)}
    placed: dict[int, Entry] = {}
    for entry in entries:
        index = at.get(entry.column)
        if index is None or (columns[index].kind != "other" and fits(entry.words).get(columns[index].kind, 1.0) > 0.5):
            return None
        placed[index] = entry
    kinds = {columns[index].kind for index in placed}
    wanted = {column.kind for column in columns} & _REQUIRED
    blank = {column.kind for index, column in enumerate(columns) if index < max(placed, default=0)} - kinds
    named = "name" in kinds or "name" not in wanted
    return Placed(placed, (), ambiguous=False) if wanted and named and wanted <= kinds | blank else None


def _cost(entry: Entry, column: Column, *, exact: bool) -> float:
    cost = fits(entry.words).get(column.kind, 1.0)
    if not exact:
        return cost + (_SHIFTED if entry.column != column.place else 0.0)
    apart = entry.column >= column.place + column.width or column.place >= entry.column + entry.width
    return min(cost, 1.0) + (_OFF_GRID if apart else 0.0)


def _paths(
    entries: Sequence[Entry], columns: Sequence[Column], costs: list[list[float]], blank: list[float], change: float
) -> list[_Path]:
    """The best reading of the row and, where there is one that differs in more than labels, the next best.

    Of the readings that have come to the same column only the best few go on.
    """
    skip = [0.0, *accumulate(blank)]
    paths = [_Path(0.0, (), -1, None)]
    for entry, row in zip(entries, costs, strict=True):
        shifts = [column.place - entry.column for column in columns]
        open_places = [place for place, cost in enumerate(row) if cost < _IMPOSSIBLE]
        following = [path._replace(cost=path.cost + _UNPLACED, places=(*path.places, -1)) for path in paths]
        for cost, places, last, shift in paths:
            for place in open_places:
                if place > last:
                    moved = change if shift is not None and shift != shifts[place] else 0.0
                    price = cost + row[place] + skip[place] - skip[last + 1] + moved
                    following.append(_Path(price, (*places, place), place, shifts[place]))
        paths = _promising(following)
    ends = [path._replace(cost=path.cost + skip[-1] - skip[path.last + 1]) for path in paths]
    ends.sort(key=lambda path: (path.cost, path.places))
    first = ends[0]
    return [first, *(path for path in ends[1:] if _differs(first, path, columns))][:2]


def _promising(paths: list[_Path]) -> list[_Path]:
    """The paths worth going on with: the three best of each last column, none that one lost entry could beat."""
    paths.sort(key=lambda path: (path.cost, path.places))
    worst = paths[0].cost + _UNPLACED + 1
    kept: list[_Path] = []
    seen: dict[int, int] = {}
    for path in paths:
        if path.cost > worst:
            break
        seen[path.last] = seen.get(path.last, 0) + 1
        if seen[path.last] <= _KEPT:
            kept.append(path)
    return kept


def _differs(a: _Path, b: _Path, columns: Sequence[Column]) -> bool:
    """Whether two readings place an entry differently in a way that matters: more than between label columns."""
    return any(
        one != other
        and not (one >= 0 and other >= 0 and columns[one].kind in _LABELS and columns[other].kind in _LABELS)
        for one, other in zip(a.places, b.places, strict=True)
    )


def is_dash(words: str) -> bool:
    """Whether a cell prints that there is no figure, or that nobody can read it."""
    return _DASH.fullmatch(words) is not None


@lru_cache(maxsize=8192)
def fits(words: str) -> Mapping[str, float]:
    """How badly the words suit each kind of column: 0 is made for it, 6 and more is out of the question."""
    for pattern, costs in _SHAPES:
        if pattern.fullmatch(words):
            return costs
    if units.is_known(words):
        return _UNIT
    if labels.goal(words) is not None:
        return _GOAL_LABEL
    if (label := _label(words)) is not None:
        return label
    return _text(words)


def _text(words: str) -> Mapping[str, float]:
    """Words that are neither a number nor a label: a value, a word, a name, a sentence."""
    if _BOUNDED.match(words) or _DATE.fullmatch(words):
        return _VALUE
    has_digit = _DIGIT.search(words) is not None
    if has_digit and len(words) <= 12:
        return _SHORT_WITH_DIGITS
    if _SECTION.fullmatch(words) or (len(words) <= 8 and _BROKEN.issuperset(words)):
        return _SECTION_LABEL
    if len(words) <= 8 and not has_digit:
        return _WORD
    return _SENTENCE if len(words) > 24 else _PHRASE


def _label(words: str) -> Mapping[str, float] | None:
    if labels.framework(words):
        return _FRAMEWORK_LABEL
    is_level, is_category = labels.level(words) is not None, labels.category(words) is not None
    if is_level and is_category:
        return _EITHER_LABEL
    if is_level:
        return _LEVEL_LABEL if labels.level(words) in _NATIONAL else _LOCAL_LEVEL_LABEL
    if is_category:
        return _CATEGORY_LABEL if "指标" in words else _UNMARKED_LABEL
    return None


def _table(**costs: float) -> Mapping[str, float]:
    return costs


_NUMBER = _table(
    goal=8,
    level1=8,
    category=8,
    name=6,
    operator=6,
    unit=6,
    target=0.5,
    adjusted=0.5,
    actual=0.5,
    weight=0,
    score=0,
    rate=0.3,
    reason=6,
    other=1,
    number=0,
    label=6,
    initial=0,
    budget=0,
    spent=0,
    funded=0,
    fundrate=0.3,
)
_RATE = {
    **_NUMBER,
    "weight": 2.5,
    "score": 4,
    "rate": 0,
    "fundrate": 0,
    "target": 0,
    "actual": 0,
    "number": 6,
    "name": 5,
}
_RATE |= {"initial": 4, "budget": 4, "spent": 4, "funded": 4}
_NOTHING = {**_NUMBER, "name": 5, "operator": 1, "unit": 1, "weight": 0.5, "score": 0.5, "rate": 0.5, "reason": 0.5}
_NOTHING |= {"label": 4, "number": 5, "target": 0.6, "actual": 0.3}
_SIGN = {**_NUMBER, "operator": 0, "weight": 8, "score": 8, "rate": 8, "target": 3, "actual": 4, "name": 8}
_VALUE = _table(
    goal=8,
    level1=8,
    category=8,
    name=4.5,
    operator=6,
    unit=6,
    target=0,
    adjusted=0,
    actual=0.1,
    weight=6,
    score=6,
    rate=2,
    reason=3,
    other=1,
    number=8,
    label=3,
    initial=5,
    budget=5,
    spent=5,
    funded=5,
)
_SHORT_WITH_DIGITS = {
    **_VALUE,
    "name": 1.5,
    "reason": 2,
    "initial": 2,
    "budget": 2,
    "spent": 2,
    "funded": 2,
    "label": 2,
}
_WORD = _table(
    goal=5,
    level1=3,
    category=3,
    name=0.3,
    operator=5,
    unit=2,
    target=0.3,
    adjusted=0.3,
    actual=0.3,
    weight=8,
    score=8,
    rate=3,
    reason=0.8,
    other=1,
    number=8,
    label=0,
    initial=6,
    budget=6,
    spent=6,
    funded=6,
)
_UNIT = {**_WORD, "unit": 0, "name": 1.5, "target": 1.5, "adjusted": 1.5, "actual": 1.5}
_PHRASE = {**_WORD, "goal": 8, "level1": 4, "category": 4, "name": 0, "unit": 8, "reason": 0.4}
_SENTENCE = {
    **_PHRASE,
    "level1": 8,
    "category": 8,
    "operator": 8,
    "name": 0.5,
    "target": 0.2,
    "actual": 0.2,
    "reason": 0.2,
}
_SENTENCE |= {"label": 3}
_SECTION_LABEL = {**_WORD, "goal": 0.4, "level1": 2, "category": 3, "name": 1.5}
_GOAL_LABEL = {**_WORD, "goal": 0, "level1": 6, "category": 8, "name": 6, "target": 6, "actual": 6, "reason": 6}
_LEVEL_LABEL = {**_WORD, "goal": 3, "level1": 0, "category": 4, "name": 6, "target": 6, "actual": 6, "reason": 6}
_LOCAL_LEVEL_LABEL = {**_LEVEL_LABEL, "category": 1.5}
"""资金管理, 预算执行: first level on one form, second level under 管理 on another."""
_UNMARKED_LABEL = {**_LEVEL_LABEL, "level1": 3, "category": 0, "name": 3.5}
_CATEGORY_LABEL = {**_LEVEL_LABEL, "level1": 3, "category": 0}
_FRAMEWORK_LABEL = {**_LEVEL_LABEL, "level1": 0.7, "category": 0, "name": 3.5}
_EITHER_LABEL = {**_LEVEL_LABEL, "level1": 0.4, "category": 0}
_VALUES = (_NUMBER, _RATE, _VALUE)
_SHAPES = ((_BARE, _NUMBER), (_PERCENT, _RATE), (_DASH, _NOTHING), (_OPERATOR, _SIGN))
