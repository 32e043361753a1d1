"""Faults in the columns that a reviewer fills in."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from auditor.bench import edits
from auditor.bench.base import Base
from auditor.bench.kinds import Plant, fault, plant
from auditor.checks import rows
from auditor.sense import reviewing


@fault("reviewed-total-slips", "SC15")
def reviewed_total_slips(base: Base) -> Iterator[Plant]:
    """The total of the reviewed scores is not their sum."""
    total = base.report.total
    if total is not None and total.reviewed is not None:
        yield from plant(edits.slipped(base.text, total.reviewed_span))


@fault("reviewed-score-slips", "SC15")
def reviewed_score_slips(base: Base) -> Iterator[Plant]:
    """The reviewed score of a row slips, the total stands."""
    for row in base.rows if base.report.total is not None and base.report.total.reviewed is not None else ():
        if row.reviewed is not None and row.reviewed.score:
            yield from plant(edits.slipped(base.text, row.reviewed.score_span))


@fault("deviation-slips", "SC15")
def deviation_slips(base: Base) -> Iterator[Plant]:
    """The printed 偏离度 of a row is not what its two values give."""
    for row in base.rows:
        deviation = row.reviewed.deviation if row.reviewed is not None else None
        if deviation is not None and deviation.value:
            yield from plant(edits.slipped(base.text, deviation.number_span, _told_apart(abs(deviation.value))))


def _told_apart(deviation: Decimal) -> Callable[[Decimal], bool]:
    """A value further away than the rounding of what it compares explains."""
    return lambda other: abs(other - deviation) >= 1 and other <= Decimal(100)


@fault("remark-deducts-otherwise", "SC15")
def remark_deducts_otherwise(base: Base) -> Iterator[Plant]:
    """The reviewer's remark takes off more or less than the reviewed score does."""
    for row in base.rows:
        off = reviewing.deducted(row.reviewed) if row.reviewed is not None else None
        if off is not None and rows.full(row):
            yield from plant(edits.slipped(base.text, off.number_span))
