"""Every number that a report prints, once, with what it is about."""

from decimal import Decimal

from auditor.model.quantity import Bound, Kind, Quantity
from auditor.model.record import Datum, unchecked_often
from auditor.model.source import Span


class Number(Datum):
    """A printed value at its place.

    `id` (n17) is unique in the document and follows reading order. `role` says what it is in the report (target, result,
    row-actual, budget, score, prose …), `subject` what it counts or measures, in the report's words. `goal`, `indicator` and
    `year` say where it belongs and of which other year it speaks; `planned` that the words around it speak of a plan.
    """

    id: str
    quantity: Quantity
    role: str
    subject: str = ""
    goal: int | None = None
    indicator: int | None = None
    year: int | None = None
    planned: bool = False
    quoted: bool = False
    clause: Span | None = None

    @property
    def span(self) -> Span:
        """Where it is printed, bound and unit included."""
        return self.quantity.span

    @property
    def value(self) -> Decimal:
        """The exact value in its unit, scale applied."""
        return self.quantity.value

    @property
    def unit(self) -> str:
        """The unit or classifier as printed."""
        return self.quantity.unit

    @property
    def kind(self) -> Kind:
        """What sort of number it is."""
        return self.quantity.kind

    @property
    def bound(self) -> Bound:
        """How it binds."""
        return self.quantity.bound


make_number = unchecked_often(Number)
