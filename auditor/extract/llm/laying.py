"""Lays what the model read in a row over the row's cells: each field in a cell of its own, in the order of the other rows."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import permutations, product
from typing import NamedTuple

from auditor.extract.llm import grounding
from auditor.extract.llm.answers import Answer
from auditor.extract.llm.chunks import Chunk, Line
from auditor.extract.llm.comparison import Comparison, printed
from auditor.extract.llm.grounding import Place
from auditor.extract.rules import values
from auditor.extract.rules.rows import Entry
from auditor.locale import gettext as _
from auditor.text.normalize import fold

ROW = ("name", "operator", "target", "unit", "actual", "weight", "score", "reason")
"""The fields of an indicator, in the usual order of their columns."""

MONEY = ("name", "initial", "budget", "spent", "weight", "rate", "score")
"""The fields of a line of money."""

_LABEL_FIELDS = frozenset({"name"})


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
        "arrived": _("到位数"),
        "surplus": _("结余数"),
        "goal": _("所属目标"),
        "level1": _("一级指标"),
        "category": _("二级指标"),
    }


class Order:
    """Which field stands before which, learnt from the rows of a table that leave no choice."""

    def __init__(self, usual: tuple[str, ...]) -> None:
        self._usual = usual
        self._before: Counter[tuple[str, str]] = Counter()

    def learn(self, rows: Iterable[Mapping[str, list[Place]]]) -> None:
        """Take note of rows: each field's possible places."""
        for found in rows:
            sure = {field: cells[0].cell for field, cells in found.items() if len(cells) == 1}
            self._before.update((a, b) for a, b in permutations(sure, 2) if sure[a] < sure[b])

    def likeness(self, assigned: Mapping[str, int]) -> tuple[int, int]:
        """How far an assignment of cells is in the order of the other rows, and then in the usual one."""
        learnt = usual = 0
        for a, b in permutations(assigned, 2):
            if assigned[a] < assigned[b]:
                learnt += _sign(self._before[a, b] - self._before[b, a])
                usual += self._usual.index(a) < self._usual.index(b)
        return learnt, usual

    def broken(self, assigned: Mapping[str, int]) -> bool:
        """Whether two cells stand the other way round than in most rows, or the rows are of two minds about them."""
        return any(
            assigned[a] < assigned[b] and self._before[a, b] < _MAJORITY * self._before[b, a]
            for a, b in permutations(assigned, 2)
        )


_MAJORITY = 3
"""To one: how many rows must have two columns in the same order before a row is read in it."""


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def cells_of(field: str, quote: str, line: Line) -> list[Place]:
    """The cells that a field's quote may stand for: whole ones, and for a name one that is alike."""
    return grounding.label_cells(quote, line) if field in _LABEL_FIELDS else grounding.whole_cells(quote, line)


def own_cells(answer: Answer, line: Line, fields: tuple[str, ...] = ROW) -> dict[str, list[Place]]:
    """The cells that each field told may stand for."""
    return {field: cells_of(field, quote, line) for field in fields if (quote := getattr(answer, field).strip())}


_MOST_WAYS = 4096
"""Ways to lay a row's quotes over its cells that are weighed; a row with more is not read."""

_DIGIT = re.compile(r"\d")


class Seat(NamedTuple):
    """Where a row of the model's own stands: its line, what is around it, and how its table orders its columns."""

    line: Line
    chunk: Chunk
    order: "Order"


class Laid(NamedTuple):
    """A row's fields at their cells, no cell twice; and whether there is any doubt of it."""

    cells: dict[str, Entry]
    doubtful: bool


def spread(answer: Answer, fields: tuple[str, ...], seat: Seat, note: Comparison) -> Laid | None:
    """Each field's cell, in the order of the table's other rows.

    None when one of its numbers stands nowhere in the row, two fields want one cell, or the columns are not in the order of
    the other rows: then none of it is believed.
    """
    line = seat.line
    found = own_cells(answer, line, fields)
    lost = [*(field for field, cells in found.items() if not cells), *_crowded(found)]
    for field in lost:
        note.lost(names()[field], getattr(answer, field), printed(line))
    if any(_DIGIT.search(fold(getattr(answer, field))) for field in lost if field != "reason"):
        return None
    found = {field: cells for field, cells in found.items() if field not in lost}
    choices = [sorted({place.cell for place in cells}) for cells in found.values()]
    if math.prod(map(len, choices)) > _MOST_WAYS:
        return None
    ways = [dict(zip(found, cells, strict=True)) for cells in product(*choices) if len(set(cells)) == len(cells)]
    if not ways:
        return None
    ranked = sorted(ways, key=seat.order.likeness, reverse=True)
    chosen = ranked[0]
    if seat.order.broken(chosen) or not _holds_points(chosen, line):
        note.differs(_("第 {line} 行").format(line=printed(line)), _("与同表各行的列序不合"), line.text, line.span)
        return None
    rivals = [way for way in ranked[1:] if seat.order.likeness(way)[0] == seat.order.likeness(chosen)[0]]
    doubts = (
        bool(lost),
        any(_reads_otherwise(way, chosen, line) for way in rivals),
        any(_DIGIT.search(entry.words) for at, entry in enumerate(line.entries) if at not in chosen.values()),
    )
    return Laid({field: line.entries[cell] for field, cell in chosen.items()}, any(doubts))


def _holds_points(chosen: Mapping[str, int], line: Line) -> bool:
    """Whether what is said to be a weight or a score is a bare number of points."""
    points = (line.entries[chosen[field]] for field in ("weight", "score") if field in chosen)
    return all(values.points(entry)[0] is not None or not _DIGIT.search(entry.words) for entry in points)


def _reads_otherwise(way: Mapping[str, int], other: Mapping[str, int], line: Line) -> bool:
    return any(line.entries[way[field]].words != line.entries[other[field]].words for field in way)


def _crowded(found: Mapping[str, list[Place]]) -> list[str]:
    """Fields that claim the same cells and are more than these: nothing says which of them is wrong."""
    wanted = {field: frozenset(place.cell for place in cells) for field, cells in found.items()}
    return [field for field, cells in wanted.items() if sum(other <= cells for other in wanted.values()) > len(cells)]
