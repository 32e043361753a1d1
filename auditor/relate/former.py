"""What the form says of the year before, against that year's own form."""

from collections.abc import Iterator

from auditor.model.quantity import Quantity
from auditor.model.relation import Relation
from auditor.model.report import Indicator
from auditor.relate import likeness
from auditor.relate.sides import Side
from auditor.relate.subjects import comparable
from auditor.text.similarity import reduced

CARRIED, LAST = "across.carried", "across.last"
"""The rules: what was carried over, and what is told of last year."""


def carried(other: Side, table: Side) -> Iterator[Relation]:
    """上年结转: no more than last year's budget less last year's spending."""
    before = other.lead
    own = next((at for at, line in enumerate(table.report.budget) if line.part == "carried"), None)
    if before is None or own is None:
        return
    over = table.numbers.get("budget", own) or table.numbers.get("budget-initial", own)
    budget, spent = other.numbers.get("budget", before), other.numbers.get("spent", before)
    if over is not None and budget is not None and spent is not None and over.value > 0:
        yield Relation(kind="difference", result=over.id, of=(budget.id, spent.id), by=CARRIED, confidence="medium")


def told(other: Side, table: Side) -> Iterator[Relation]:
    """Claims that speak of the year before, against last year's rows of that name."""
    year = other.report.year
    rows = other.report.indicators
    said = {
        at: claim.subject
        for at, claim in enumerate(table.report.claims)
        if claim.year is not None
        and claim.year == year
        and not claim.quoted
        and len(reduced(claim.subject)) >= likeness.SHORTEST
    }
    printed = {at: quantity for at, row in enumerate(rows) if (quantity := _actual(row)) is not None}
    names = likeness.Likeness([*said.values(), *(row.name for row in rows)])

    def fits(one: int, other: int) -> bool:
        return comparable(table.report.claims[one].quantity, printed[other])

    for pair in likeness.best(said, {at: rows[at].name for at in printed}, names.of, fits, lambda _at: False):
        ours, theirs = table.numbers.get("claim", pair.left), other.numbers.get("row-actual", pair.right)
        if pair.similarity >= likeness.SURE and ours is not None and theirs is not None:
            yield Relation(kind="same", result=ours.id, of=(theirs.id,), by=LAST, confidence=pair.confidence)


def _actual(row: Indicator) -> Quantity | None:
    return row.actual.quantity if row.actual is not None else None
