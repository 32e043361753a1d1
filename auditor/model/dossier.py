"""The documents that a department hands in together: what each is among them, and what an audit of all of them found."""

from typing import Literal

from pydantic import Field

from auditor.model.finding import Finding, NotRun, Outcome, OutcomeVerdict, Passed
from auditor.model.ledger import Coverage
from auditor.model.record import Record, unchecked
from auditor.model.relation import RelationEntry
from auditor.model.report import Report

DocumentRole = Literal["report", "table", "plan", "last-year", "annex"]
"""report: the prose; table: the form under audit; plan: targets approved beforehand; last-year: the form of a year before;
annex: a form of a part (a project of the department), compared with nothing but the lists that name it."""


class ReportKey(Record):
    """What tells the documents of submissions apart."""

    organisation: str | None = None
    project: str | None = None
    year: int | None = None
    role: DocumentRole


class Submitted(Record):
    """One document of a submission: the file it stands in, and what it is among the others."""

    name: str
    sha256: str
    role: DocumentRole
    organisation: str | None = None
    project: str | None = None
    year: int | None = None


class Dossier(Record):
    """The reports of one submission, each with its key, in the order of the documents."""

    keys: tuple[ReportKey, ...]
    reports: tuple[Report, ...]

    def of(self, role: DocumentRole) -> tuple[int, ...]:
        """The documents of a role, by their places."""
        return tuple(place for place, key in enumerate(self.keys) if key.role == role)


make_report_key = unchecked(ReportKey)
make_dossier = unchecked(Dossier)
"""Such records of parts that fit as they are."""


class Mate(Record):
    """A row of a document's indicator table, or a number of its sentences (by id), that speaks of what its mates speak of."""

    document: int
    row: int | None = None
    number: str | None = None


class Compared(Record):
    """What the documents say of one thing, a document a cell: a row of the table and its mates; a row that has none stands alone.

    `differs` says that two of them do not say the same: their bounds, weights or results.
    """

    name: str
    category: str | None = None
    mates: tuple[Mate, ...]
    differs: bool = False


class Submission(Record):
    """All that an audit of several documents found: each alone, and between them.

    `outcomes[i]` is of `documents[i]`; ids of numbers begin with the document's place ("d0.n17"), and spans of `findings`
    carry it. `grouping` says in words why the documents were taken together. `compared` pairs the rows.
    """

    submission_schema: Literal["auditor/submission/1"] = Field(default="auditor/submission/1", alias="schema")
    verdict: OutcomeVerdict
    grouping: str
    documents: tuple[Submitted, ...]
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...] = ()
    relations: tuple[RelationEntry, ...] = ()
    coverage: Coverage
    compared: tuple[Compared, ...] = ()
    passed: tuple[Passed, ...] = ()
    not_run: tuple[NotRun, ...] = ()


Way = Literal["file", "apart", "together"]
"""Which documents belong together: those of one file that name the same body and project, none, or all."""

Result = Outcome | Submission
"""What an audit gives for a form alone, and for several of one submission."""


def outcomes_of(result: Result) -> tuple[Outcome, ...]:
    """The outcome of every document."""
    return result.outcomes if isinstance(result, Submission) else (result,)
