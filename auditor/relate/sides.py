"""One document of a submission, and what of it is held against the form."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from auditor.model.dossier import DocumentRole
from auditor.model.report import Claim, ClaimRole, Report
from auditor.model.source import Span
from auditor.relate import money
from auditor.relate.numbers import Key, Numbers, Part, owned

Kind = Literal["told", "plan", "last"]
"""What is held against the form: the report's sentences, the plan, the form of the year before."""

ROLES: Mapping[Kind, DocumentRole] = {"told": "report", "plan": "plan", "last": "last-year"}
"""What the other document is."""
OF: Mapping[DocumentRole, Kind] = {role: kind for kind, role in ROLES.items()}
_TOLD: frozenset[ClaimRole] = frozenset({"target", "result", "prose", "conclusion"})
"""Roles of claims that stand in sentences of a report."""


class Side:
    """One document: its place in the submission, what was read in it, its numbers by the ids of its ledger, and its text."""

    def __init__(self, at: int, report: Report, ids: Mapping[int, str], text: str) -> None:
        self.at = at
        self.report = report
        self.text = text
        self.own = Numbers((one for one in owned(report) if one.quantity.span.start in ids), ids)
        """Its numbers by its own ids; `ids` names them by where they begin."""
        self.prefix = f"d{at}."
        """What the ids of its numbers begin with in a submission."""

    @cached_property
    def numbers(self) -> Numbers:
        """Its numbers by their ids in the submission."""
        return Numbers.joined([(self.prefix, self.own, every)])

    @cached_property
    def lead(self) -> int | None:
        """The line of its money table that stands for the whole of it."""
        tables = money.groups(self.report)
        lead = money.leading(tables[0]) if tables else None
        return next((place for place, line in enumerate(self.report.budget) if line is lead), None)


def merged(kind: Kind, other: Report, table: Report) -> Report:
    """The form, with the report's sentences and conclusion in place of its own."""
    if kind != "told":
        return table
    return table.model_copy(
        update={
            "claims": tuple(_in_prose(claim) for claim in other.claims),
            "listings": other.listings,
            "conclusion": other.conclusion,
            "goals": table.goals if len(table.goals) > 1 else (),
            "proposals": (),
            "budget_reason": None,
        }
    )


def _in_prose(claim: Claim) -> Claim:
    """A claim of any sentence, as prose; a promise speaks of what was planned."""
    if claim.role not in _TOLD:
        return claim
    planned = claim.planned or claim.role == "target"
    return claim.model_copy(update={"role": "prose", "goal": None, "planned": planned})


def of_sentences(key: Key) -> bool:
    """Whether a value is a sentence's: a claim, or a figure of the conclusion."""
    return key.part in _SENTENCES


def every(_key: Key) -> bool:
    """Whether a value is wanted: all are."""
    return True


def of_form(key: Key) -> bool:
    """Whether a value is of the form itself, and no sentence's."""
    return key.part not in _SENTENCES


_SENTENCES: frozenset[Part] = frozenset({"claim", "conclusion-score", "stated-count", "stated-amount", "stated-rate"})


def whole(report: Report) -> Span:
    """Where a form begins: what is counted when forms are."""
    known = (report.title_span, *report.extent, *(row.span for row in report.indicators))
    return next((span for span in known if span is not None), Span(start=0, end=0))
