"""Every number of the document: what it is, what it was tied to, and how that ended."""

from decimal import Decimal
from typing import Literal

from auditor.model.quantity import Bound
from auditor.model.record import Datum, Record, unchecked, unchecked_often
from auditor.model.source import Span

Status = Literal["agreed", "reconciled", "contradicted", "unmatched", "unread", "not-assessable", "not-a-claim"]
"""How it ended for a number. unread: it stands where nobody understood the report, so nobody knows what it asserts."""


class TiedTo(Record):
    """The other end of a tie: which list of the Report, the index in it, and how alike the subjects are (0 to 1)."""

    kind: Literal["indicator", "claim", "budget", "conclusion", "total"]
    index: int
    similarity: float = 1.0


make_tied_to = unchecked(TiedTo)
"""The other end of a tie that we found ourselves."""


class LedgerEntry(Datum):
    """One number of the document. `id` (n17) is unique in the document and follows reading order, over all its forms."""

    id: str
    quote: str
    span: Span
    value: Decimal
    unit: str = ""
    bound: Bound = "="
    places: int = 0
    role: str
    goal: int | None = None
    subject: str = ""
    status: Status
    tied_to: tuple[TiedTo, ...] = ()
    relations: tuple[str, ...] = ()
    """The relations that it stands in, by id."""
    findings: tuple[str, ...] = ()
    reason: str = ""


make_entry = unchecked_often(LedgerEntry)


class Coverage(Record):
    """The ledger in figures.

    `numbers` are all entries, `asserting` all but those that are no claim, `compared` those that agreed, were reconciled
    or contradicted.
    """

    numbers: int = 0
    asserting: int = 0
    compared: int = 0
    agreed: int = 0
    reconciled: int = 0
    contradicted: int = 0
    unmatched: int = 0
    unread: int = 0
    not_assessable: int = 0
    not_a_claim: int = 0

    @property
    def percent(self) -> Decimal | None:
        """How much of what asserts something was compared, rounded down to a whole per cent; None where nothing asserts."""
        return Decimal(100 * self.compared // self.asserting) if self.asserting else None

    def reaches(self, percent: Decimal) -> bool:
        """Whether at least so much was compared of what asserts something; never where nothing does."""
        return bool(self.asserting) and 100 * self.compared >= percent * self.asserting


make_coverage = unchecked(Coverage)
