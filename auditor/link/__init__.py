"""Ties: what each number of a report must agree with, decided from what it speaks of and never from its value."""

from collections.abc import Sequence

from auditor.link.ledger import Linked, entries, settle
from auditor.link.ties import tie
from auditor.model.ledger import Ledger
from auditor.model.report import Report
from auditor.model.source import Document

__all__ = ["link", "link_all", "settle"]


def link(document: Document, report: Report) -> Ledger:
    """The ties of a report, the promises nobody reported on, and an entry for every number of its stretch of the document."""
    return link_all(document, [report])[0]


def link_all(document: Document, reports: Sequence[Report]) -> list[Ledger]:
    """The links of every report of a document; an id is of one number, whichever report it belongs to."""
    linked = [Linked(report, *tie(report)) for report in reports]
    return [
        Ledger(ties=one.ties, unreported=one.unreported, entries=made)
        for one, made in zip(linked, entries(document, linked), strict=True)
    ]
