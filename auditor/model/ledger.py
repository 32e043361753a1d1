"""Every number of the document: what it is, what it was tied to, and how that ended."""

from decimal import Decimal
from typing import Literal

from auditor.model.quantity import Bound
from auditor.model.record import Record
from auditor.model.source import Span

Status = Literal["agreed", "reconciled", "contradicted", "unmatched", "unread", "not-assessable", "not-a-claim"]
"""How it ended for a number. unread: it stands where nobody understood the report, so nobody knows what it asserts."""

TieKind = Literal["goal-result", "goal-target", "result-actual", "reason-row", "same-fact", "row-narrative"]


class TiedTo(Record):
    """The other end of a tie: which list of the Report, the index in it, and how alike the subjects are (0 to 1)."""

    kind: Literal["indicator", "claim", "budget", "conclusion", "total"]
    index: int
    similarity: float = 1.0


class Tie(Record):
    """A claim bound to what it must agree with, and what arithmetic says of it.

    kinds: goal-result (a promise ↔ the result claim for the same subject), goal-target (a promise ↔ an indicator's
    target), result-actual (a result claim ↔ an indicator's actual), reason-row (a number of a row's reason ↔ the row's
    actual), same-fact (two result claims of one subject), row-narrative (numbers of a sentence inside a row ↔ claims).

    `claim` is an index into `Report.claims`; `other` is an index into `Report.claims` or `Report.indicators`, as
    `other_kind` says. `similarity` and `runner_up` tell how sure the identity is. `verdict` is about the values:
    agreed (print to print, or the intervals meet), reconciled (after a sum, unit, rounding or bound, see `working`),
    contradicted. `listing` is the index of the listing whose sum reconciles, `composition` are the claims that add up.
    """

    kind: TieKind
    claim: int
    other_kind: Literal["claim", "indicator"]
    other: int
    similarity: float
    runner_up: float = 0.0
    verdict: Literal["agreed", "reconciled", "contradicted"]
    working: str = ""
    composition: tuple[int, ...] = ()
    """Claims (this one included) whose sum is the other side, when the claim alone is not."""
    proposed: bool = False
    """A language model proposed the pair; likeness of words did not find it."""


class LedgerEntry(Record):
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
    findings: tuple[str, ...] = ()
    reason: str = ""


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


class Ledger(Record):
    """The links of a report: ties between its claims, promises nobody reported on, and every number's entry."""

    ties: tuple[Tie, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()
    unreported: tuple[int, ...] = ()
    """Claims of goal texts for whose subject the result text has no claim."""
