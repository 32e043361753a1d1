"""What a form works out for itself beside its rows and below them: 完成率, 偏差率, 扣分, 小计.

Forms work out a column in ways of their own. It is held to them where most of its rows keep to one; a row that none explains is broken.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from auditor.model.number import Number
from auditor.model.relation import Relation, make_relation
from auditor.model.report import Indicator, Report, Subtotal
from auditor.relate import adding
from auditor.relate.judge import holds
from auditor.relate.numbers import Numbers, Part

COMPLETION, POINTS_OFF, SUBTOTAL = "columns.completion", "columns.points-off", "columns.subtotal"
"""The rules: a row's rate by its target and result, the points taken off, and the sum of the rows above."""
SCORE_RATE, AGAIN_WITHIN, AGAIN_TOTAL = "columns.score-rate", "columns.again-within", "columns.again-total"
"""The rules: the score as a share of its weight; of a second column of scores, each within its weight, and their total."""

_FEWEST = 2
"""Rows that must keep to their column's ways before it is held to them."""
_FLOORS = frozenset({"≥", ">", "="})
_WHOLE = 100


class _Cell(NamedTuple):
    """A cell of such a column: the ways it may be worked out, and whether it must be one of them."""

    ways: tuple[Relation, ...]
    bound: bool = True


def propose(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """What such columns and rows must come to."""
    yield from _column(report, numbers, "completion", _completed)
    yield from _column(report, numbers, "points-off", _taken_off)
    if any(row.score_rate is not None for row in report.indicators):
        yield from _column(report, numbers, "score-rate", _share_of_weight)
    yield from _total_share(report, numbers)
    if any(row.score_again is not None for row in report.indicators):
        yield from _scored_again(report, numbers)
    for index, subtotal in enumerate(report.subtotals):
        yield from _added(report, numbers, index, subtotal)


def _column(
    report: Report, numbers: Numbers, part: Part, worked_out: Callable[[Numbers, int, Number], _Cell]
) -> Iterator[Relation]:
    """The cells of a column, where most of those that can be worked out are."""
    printed = [(index, numbers.get(part, index)) for index in range(len(report.indicators))]
    cells = [worked_out(numbers, index, one) for index, one in printed if one is not None]
    cells = [cell for cell in cells if cell.ways]
    kept = [[way for way in cell.ways if _holds(way, numbers, report.year)] for cell in cells]
    kinds = Counter(way.kind for ways in kept for way in ways)
    held = [bool(ways) for ways in kept]
    if sum(held) < max(_FEWEST, len(cells) - len(cells) // 3):
        return
    for cell, fits in zip(cells, held, strict=True):
        if fits or cell.bound:
            first, *others = sorted(cell.ways, key=lambda way: -kinds[way.kind])
            yield first.model_copy(update={"otherwise": tuple(others)})


def _holds(relation: Relation, numbers: Numbers, year: int | None) -> bool:
    return holds(relation, numbers.by_id, year=year).status in {"agreed", "reconciled"}


def _completed(numbers: Numbers, index: int, rate: Number) -> _Cell:
    """Result ÷ target, or how far the result is off it; of ceilings each form has its own way, and 100 % may be the most."""
    target, actual = numbers.get("row-target", index), numbers.get("row-actual", index)
    if target is None or actual is None or target.value <= 0 or target.quantity.upper is not None:
        return _Cell(())
    place = rate.span
    ways = [
        make_relation(
            kind="ratio", result=rate.id, of=of, form="asked", by=COMPLETION, confidence="medium", place=place
        )
        for of in ((actual.id, target.id), (target.id, actual.id))
        if of[0] == actual.id or (target.bound not in _FLOORS and actual.value > 0)
    ]
    turned = (actual.value - target.value) * rate.value < 0
    change = make_relation(
        kind="growth", result=rate.id, of=(actual.id, target.id), form="asked", factor=Decimal(-1) if turned else None,
        by=COMPLETION, confidence="medium", place=place,
    )  # fmt: skip
    most = rate.value == (_WHOLE if rate.kind == "percent" else 1) and actual.value >= target.value
    return _Cell((*ways, change), bound=target.bound in _FLOORS and not most)


def _share_of_weight(numbers: Numbers, index: int, rate: Number) -> _Cell:
    """The score ÷ the weight."""
    score, weight = numbers.get("score", index), numbers.get("weight", index)
    if score is None or weight is None:
        return _Cell(())
    of = (score.id, weight.id)
    return _Cell(
        (make_relation(kind="ratio", result=rate.id, of=of, by=SCORE_RATE, confidence="medium", place=rate.span),)
    )


def _total_share(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """The total score ÷ the total of weights, as the form prints it below such a column."""
    rate, score, weight = (numbers.get(part) for part in _OF_TOTAL)
    if report.total is not None and rate is not None and score is not None and weight is not None:
        of = (score.id, weight.id)
        yield make_relation(kind="ratio", result=rate.id, of=of, by=SCORE_RATE, confidence="medium", place=rate.span)


_OF_TOTAL: tuple[Part, Part, Part] = ("total-rate", "total-score", "total-weight")


def _scored_again(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """The scores of a second column, each within its weight; their total, with or without the budget's score."""
    rows = [numbers.get("score-again", index) for index in range(len(report.indicators))]
    for index, score in enumerate(rows):
        weight = numbers.get("weight", index)
        if score is not None and weight is not None:
            yield make_relation(kind="bound", result=score.id, of=(weight.id,), by=AGAIN_WITHIN, place=score.span)
    total, scored = numbers.get("total-again"), tuple(one.id for one in rows if one is not None)
    if total is None or len(scored) < len(rows) or not scored or not adding.table_is_whole(report):
        return
    places = {id(line): index for index, line in enumerate(report.budget)}
    counted = [numbers.get("budget-score", places[id(line)]) for line in adding.counted(report)]
    alone = make_relation(kind="sum", result=total.id, of=scored, by=AGAIN_TOTAL, confidence="medium", place=total.span)
    both = alone.model_copy(update={"of": (*scored, *(one.id for one in counted if one is not None))})
    yield both.model_copy(update={"otherwise": (alone,)})


def _taken_off(numbers: Numbers, index: int, off: Number) -> _Cell:
    """The weight less the score, or the score less the reviewer's."""
    pairs = [(numbers.get(a, index), numbers.get(b, index)) for a, b in _LEFT]
    ways = [
        make_relation(
            kind="difference",
            result=off.id,
            of=(before.id, left.id),
            by=POINTS_OFF,
            confidence="medium",
            place=off.span,
        )
        for before, left in pairs
        if before is not None and left is not None
    ]
    return _Cell(tuple(ways))


_LEFT: tuple[tuple[Part, Part], ...] = (("weight", "score"), ("weight", "reviewed-score"), ("score", "reviewed-score"))


def _added(report: Report, numbers: Numbers, index: int, subtotal: Subtotal) -> Iterator[Relation]:
    """The rows that a subtotal may add up: those since the last one, those of its first level, or of its category."""
    for whole, part in _SUMS:
        result = numbers.get(whole, index)
        if result is None:
            continue
        readings = [
            make_relation(kind="sum", result=result.id, of=ids, by=SUBTOTAL, confidence="medium", place=subtotal.span)
            for first in _begins(report.indicators, subtotal)
            if (ids := tuple(one.id for at in range(first, subtotal.end) if (one := numbers.get(part, at)) is not None))
        ]
        if readings:
            yield readings[0].model_copy(update={"otherwise": tuple(readings[1:])})


_SUMS: tuple[tuple[Part, Part], ...] = (("subtotal-weight", "weight"), ("subtotal-score", "score"))


def _begins(rows: Sequence[Indicator], subtotal: Subtotal) -> list[int]:
    """Where the rows that a subtotal adds up may begin."""
    above = rows[: subtotal.end]
    last = above[-1]
    of_goal = _alike(above, lambda row: row.goal == last.goal)
    since = max(subtotal.first, of_goal) if last.goal is not None else subtotal.first
    of_level = _alike(above, lambda row: row.level1 == last.level1)
    of_category = _alike(above, lambda row: (row.level1, row.category) == (last.level1, last.category))
    return list(dict.fromkeys((since, of_level, of_category, of_goal)))


def _alike(above: Sequence[Indicator], same: Callable[[Indicator], bool]) -> int:
    """Where the last rows that are alike begin."""
    return len(above) - sum(1 for _row in takewhile(same, reversed(above)))
