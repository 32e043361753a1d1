"""What numbers mean to each other: relations that rules or a model propose, and the one judge of their arithmetic."""

from collections.abc import Sequence
from typing import NamedTuple

from auditor.model.ledger import LedgerEntry
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.profiles import Profile
from auditor.relate import ledger, network, said, statuses
from auditor.relate.ground import untold
from auditor.relate.ledger import Entered
from auditor.relate.network import Judged, Network, listed
from auditor.relate.statuses import settle

__all__ = ["Judged", "Network", "Related", "listed", "relate", "relate_all", "settle", "untold"]


class Related(NamedTuple):
    """A report's network of relations, and an entry for every number of its stretch of the document."""

    network: Network
    entries: tuple[LedgerEntry, ...]
    entered: Entered


def relate(document: Document, report: Report, profile: Profile) -> Related:
    """The relations between the numbers of a report, judged, and how each number ended."""
    return relate_all(document, [report], [profile])[0]


def relate_all(document: Document, reports: Sequence[Report], profiles: Sequence[Profile]) -> list[Related]:
    """The same for every report of a document; an id is of one number, whichever report it belongs to."""
    stated = said.of_all(document, reports)
    made = []
    entries = ledger.enter(document, reports, [one.numbers for one in stated])
    for report, profile, entered, told in zip(reports, profiles, entries, stated, strict=True):
        built = network.build(report, entered.numbers, profile, said.renamed(told, entered.ids))
        made.append(Related(built, statuses.entries(entered, built, plan=report.kind == "plan"), entered))
    return made
