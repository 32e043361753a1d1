"""Ties: what each number of a report must agree with, decided from what it speaks of and never from its value."""

from auditor.link.ledger import entries, settle
from auditor.link.ties import tie
from auditor.model.ledger import Ledger
from auditor.model.report import Report
from auditor.model.source import Document

__all__ = ["link", "settle"]


def link(document: Document, report: Report) -> Ledger:
    """The ties of a report, the promises nobody reported on, and an entry for every number of the document."""
    ties, unreported = tie(report)
    return Ledger(ties=ties, unreported=unreported, entries=entries(document, report, ties, unreported))
