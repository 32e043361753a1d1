"""Right reports that print more than they did, and print it right: points over the levels, what arrived, an effect with its measure."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.bench import edits
from auditor.bench.base import Base
from auditor.bench.faults.plausible import arrivals, paid_in_full
from auditor.bench.faults.scores import heading_of_levels
from auditor.bench.faults.worked_out import points_off
from auditor.bench.variants import Rewritten, edited, variant
from auditor.model.classes import Level


@variant("points over the levels", "SC16")
def points_over_the_levels(base: Base) -> Iterator[Rewritten]:
    """The heading over the first levels prints the points that they come to."""
    yield from edited(base, [heading_of_levels(base, 0)])


@variant("points taken off in a column", "SC17")
def points_taken_off_in_a_column(base: Base) -> Iterator[Rewritten]:
    """A column behind the scores prints the points that each row lost."""
    yield from edited(base, points_off(base))


@variant("all of the budget arrived", "BU17")
def all_of_the_budget_arrived(base: Base) -> Iterator[Rewritten]:
    """The money table prints what arrived, all of the budget, and a row that 100 % did."""
    yield from edited(base, arrivals(base, Decimal(1)))


@variant("paid in full", "BU16")
def paid_in_full_and_done(base: Base) -> Iterator[Rewritten]:
    """All of the budget is spent, rate and scores say so, and the outputs are what they were."""
    yield from edited(base, paid_in_full(base))


@variant("an effect with its measure", "IN20")
def effect_with_its_measure(base: Base) -> Iterator[Rewritten]:
    """A row of effects that asks for a per cent says of what in its target."""
    for row in base.rows:
        target = row.target.quantity if row.target is not None else None
        if row.level1 == Level.EFFECT and row.target is not None and target is not None and target.kind == "percent":
            named = edits.at(row.name_span, f"{row.name}明显提高")
            yield from edited(base, [named])
