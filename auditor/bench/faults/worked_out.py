"""Faults in figures that a table works out itself: a column of the points taken off, set beside the scores."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.bench.kinds import Plant, fault, plant
from auditor.text.amounts import show

_LEAST = 5
"""Rows from which one that differs is told from the way of the others."""


@fault("points-off-slips", "SC17")
def points_off_slips(base: Base) -> Iterator[Plant]:
    """A column of the points taken off says one point more in one row than weight and score give."""
    column = points_off(base)
    for at in range(1, len(column) - 1):
        yield from plant(*column[:at], _more(column[at]), *column[at + 1 :])


def points_off(base: Base) -> list[Edit]:
    """A column of the points taken off behind the scores, right in every row: its heading, the rows, the total. Empty where none can be."""
    above = [one.span for one in base.report.columns if one.kind == "score"]
    heading = next((one for one in reversed(above) if base.rows and one.end < base.rows[0].span.start), None)
    total = base.report.total
    scored = [
        (row.weight, row.score, row.score_span)
        for row in base.rows
        if row.weight is not None and row.score is not None and row.score_span is not None
    ]
    if heading is None or len(scored) < max(len(base.rows), _LEAST):
        return []
    column = [_behind(heading.end, "扣分")]
    column += [_behind(span.end, show(weight - score)) for weight, score, span in scored]
    if total is None or total.weight is None or total.score is None or total.score_span is None:
        return column
    return [*column, _behind(total.score_span.end, show(total.weight - total.score))]


def _behind(end: int, words: str) -> Edit:
    return Edit(end, end, f"\t{words}")


def _more(edit: Edit) -> Edit:
    return edit._replace(words=f"\t{show(Decimal(edit.words) + 1)}")
