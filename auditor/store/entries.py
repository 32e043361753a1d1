"""What the record keeps of an audit: the row of its outcome, a row for each finding, and the whole results."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, TypeVar

from auditor.dossier import leading
from auditor.model.dossier import DocumentRole, Result, Submission, outcomes_of
from auditor.model.finding import Finding, OutcomeVerdict
from auditor.model.record import Record
from auditor.model.report import Report
from auditor.store.grams import grams
from auditor.store.packing import pack

State = Literal["done", "failed"]
_Value = TypeVar("_Value", str, int)


class Paper(Record):
    """A file of a submission: its name, where it was, what is in it, and its role where somebody says so."""

    name: str
    path: str
    sha256: str
    bytes: int = 0
    role: DocumentRole | None = None


class Planned(Record):
    """A submission as it is handed in. What is None is taken from its forms once they are read."""

    key: str
    content: str
    name: str
    folder: str
    papers: tuple[Paper, ...]
    unit_code: str | None = None
    unit: str | None = None
    department: str | None = None
    project_code: str | None = None
    project: str | None = None
    year: int | None = None
    supersedes: str | None = None
    listed: bool = False


def content_of(papers: Sequence[Paper]) -> str:
    """A digest of what is in the files of a submission, and in which role each is read."""
    return _digest(*(f"{paper.role or ''}:{paper.sha256}" for paper in papers))


def key_of(content: str, *told: object) -> str:
    """A digest that tells submissions apart: what is in them, where they stand, what a manifest says of them."""
    return _digest(content, *("" if one is None else str(one) for one in told))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


class Failure(Record):
    """A file that could not be read: the kind of error, and what was said, with the remedy."""

    name: str
    cause: str
    message: str


class FindingEntry(Record):
    """A finding as lists show it. `grams` are what its words are found by."""

    document: int | None
    fingerprint: str
    value_hash: str
    code: str
    severity: str
    confidence: str
    goal: int | None
    message: str
    quotes: str
    grams: str


class Entry(Record):
    """The outcome of a submission as it is kept. `unit`, `project`, `year` are those of its leading form."""

    content: str
    settings: str
    tool: str
    state: State
    attempts: int = 1
    verdict: OutcomeVerdict | None = None
    kind: str | None = None
    asserting: int = 0
    compared: int = 0
    coverage: Decimal | None = None
    score_stated: Decimal | None = None
    score_recomputed: Decimal | None = None
    grade_stated: str | None = None
    grade_recomputed: str | None = None
    rate: Decimal | None = None
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    forms: int = 0
    cause: str | None = None
    message: str | None = None
    needed: str | None = None
    seconds: Decimal | None = None
    tokens: int = 0
    unit: str | None = None
    project: str | None = None
    year: int | None = None
    findings: tuple[FindingEntry, ...] = ()
    failures: tuple[Failure, ...] = ()


class Made(Record):
    """An entry with the whole results and the facts that a view over many reports needs, both packed."""

    entry: Entry
    body: bytes | None = None
    facts: bytes | None = None


def failed(content: str, settings: str, tool: str, failures: Sequence[Failure], *, attempts: int = 1) -> Entry:
    """The entry of a submission of which nothing could be read."""
    first = failures[0]
    return Entry(
        content=content, settings=settings, tool=tool, state="failed", attempts=attempts, cause=first.cause,
        message=first.message, failures=tuple(failures),
    )  # fmt: skip


def entry(
    content: str, settings: str, tool: str, results: Sequence[Result], *, shown: Sequence[Result] = (),
    failures: Sequence[Failure] = (), seconds: Decimal | None = None,
    attempts: int = 1,
) -> Entry:  # fmt: skip
    """The entry of results. `shown` are the same with what is private of persons hidden: lists are handed around."""
    outcomes = [outcome for result in results for outcome in outcomes_of(result)]
    lead = results[0].outcomes[leading(results[0])] if isinstance(results[0], Submission) else results[0]
    open_ones = [one.severity for one in _all_findings(results) if one.accepted is None]
    asserting = sum(one.coverage.asserting for one in outcomes)
    compared = sum(one.coverage.compared for one in outcomes)
    reports = [one.report for one in (lead, *outcomes)]
    usage = {one.usage.prompt_tokens + one.usage.completion_tokens for one in outcomes if one.usage is not None}
    return Entry(
        content=content,
        settings=settings,
        tool=tool,
        state="done",
        attempts=attempts,
        verdict=worst(one.verdict for one in results),
        kind=lead.report.kind,
        asserting=asserting,
        compared=compared,
        coverage=Decimal(100 * compared // asserting) if asserting else None,
        score_stated=_within(lead.impact.score_stated),
        score_recomputed=_within(lead.impact.score_recomputed),
        grade_stated=lead.impact.grade_stated,
        grade_recomputed=lead.impact.grade_recomputed,
        rate=_within(execution_rate(lead.report)),
        errors=open_ones.count("error"),
        warnings=open_ones.count("warning"),
        notes=open_ones.count("note"),
        forms=len(outcomes),
        needed="\n".join(dict.fromkeys(line for one in outcomes for line in one.needed)) or None,
        seconds=seconds,
        tokens=sum(usage),
        unit=_first(one.organisation for one in reports),
        project=_first(one.project for one in reports),
        year=_first(one.year for one in reports),
        findings=tuple(_entries(shown or results)),
        failures=tuple(failures),
    )


def made(kept: Entry, results: Sequence[Result], facts: bytes | None = None) -> Made:
    """An entry with the whole results."""
    return Made(entry=kept, body=pack(results), facts=facts)


_ORDER: Sequence[OutcomeVerdict] = ("contradicted", "insufficient", "clear")


def worst(verdicts: Iterable[OutcomeVerdict]) -> OutcomeVerdict:
    """The worst of several verdicts."""
    return min(verdicts, key=_ORDER.index)


_MOST = Decimal(10) ** 11
"""Beyond what is kept exactly; a score or a rate like that is a misprint, and told by its check."""


def _within(value: Decimal | None) -> Decimal | None:
    return value if value is not None and abs(value) < _MOST else None


def execution_rate(report: Report) -> Decimal | None:
    """What was spent of the whole budget in per cent; as printed where only that is there."""
    line = next((one for one in report.budget if one.part == "total"), next(iter(report.budget), None))
    if line is None:
        return None
    if line.spent is not None and line.budget:
        return (line.spent * 100 / line.budget).quantize(Decimal("0.0001"))
    return line.rate


def _first(values: Iterable[_Value | None]) -> _Value | None:
    """What the leading form says, else the first that says it."""
    return next((value for value in values if value), None)


def _all_findings(results: Sequence[Result]) -> Iterator[Finding]:
    for result in results:
        if isinstance(result, Submission):
            yield from result.findings
        for outcome in outcomes_of(result):
            yield from outcome.findings


def _entries(results: Sequence[Result]) -> Iterator[FindingEntry]:
    """Every open finding, those of a document under its place among all documents."""
    place = 0
    for result in results:
        if isinstance(result, Submission):
            yield from (_finding(one, None) for one in result.findings if one.accepted is None)
        for outcome in outcomes_of(result):
            yield from (_finding(one, place) for one in outcome.findings if one.accepted is None)
            place += 1


def _finding(one: Finding, document: int | None) -> FindingEntry:
    quotes = "\n".join(dict.fromkeys(item.quote for item in one.evidence if item.quote))
    return FindingEntry(
        document=document,
        fingerprint=one.fingerprint,
        value_hash=one.value_hash,
        code=one.code,
        severity=one.severity,
        confidence=one.confidence,
        goal=one.goals[0] if one.goals else None,
        message=one.message,
        quotes=quotes,
        grams=found_by(one.message, quotes),
    )


def found_by(message: str, quotes: str) -> str:
    """What the words of a finding are found by; reckoned where the audit is, and not by the one that records all of them."""
    return grams(f"{message}\n{quotes}")
