"""What an audit found, and what it could not look at."""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from pydantic import Field

from auditor.model.ledger import Coverage, LedgerEntry
from auditor.model.record import Datum, Record, unchecked, unchecked_often
from auditor.model.relation import RelationEntry, RelationStatus
from auditor.model.report import Report
from auditor.model.source import Place, Span, Unreadable

Severity = Literal["error", "warning", "note"]
Confidence = Literal["high", "medium", "low"]


class Evidence(Datum):
    """A quote on one side of a discrepancy. `role` says which side in a word (表述, 表格, 目标, 合计 …)."""

    role: str
    quote: str
    span: Place | Span | None
    """A Place where the quote is of one of several documents."""


make_evidence = unchecked_often(Evidence)


class Acceptance(Record):
    """Who accepted a finding, when, why, and until when."""

    by: str
    reason: str
    on: date | None = None
    """The day it was accepted, where it was given."""
    until: date | None = None
    message: str = ""
    """What the finding said when it was accepted: the values that the acceptance is bound to."""


class Discrepancy(Record):
    """What a check yields: two things that cannot both be right, or a rule broken. The registry makes a Finding of it.

    `about` names what it is about without values or places (goal, indicator name …): it makes the fingerprint.
    `values` are the values that decided: they make the value hash.
    """

    message: str
    working: str = ""
    action: str = ""
    evidence: tuple[Evidence, ...]
    goals: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()
    severity: Severity | None = None
    """Only where it differs from the check's own."""
    confidence: Confidence = "high"
    broken: bool | None = None
    """Whether numbers cannot hold together; only where it differs from the check's own."""
    about: tuple[str, ...]
    values: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    """The relations that it words, by id."""
    score_change: Decimal | None = None
    """What setting it right does to the total score, where arithmetic or a formula leaves no choice."""
    rests_on: tuple[Span, ...] = ()
    """Places whose own findings it repeats as a whole: once all of those are accepted, so is this."""


class Agreement(NamedTuple):
    """What a check yields when it looked and all was right; `example` is the working (126 + 152 + 123 = 401).

    `spans` are the numbers it looked at, where the ledger has no tie for them: sentences that are checked on their own.
    """

    example: str = ""
    spans: tuple[Span, ...] = ()


class NotAssessed(NamedTuple):
    """What a check yields when one place could not be looked at, and why."""

    reason: str


Verdict = Discrepancy | Agreement | NotAssessed

OutcomeVerdict = Literal["contradicted", "insufficient", "clear"]
"""What becomes of the report: it contradicts itself; too little of it could be compared; neither."""


class Finding(Record):
    """A discrepancy under its check's code."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence = "high"
    broken: bool = False
    """It rests on numbers that cannot hold together, and not on a rule of form or completeness."""
    goals: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()
    message: str
    working: str = ""
    action: str = ""
    evidence: tuple[Evidence, ...]
    relations: tuple[str, ...] = ()
    """The relations that it words, by id."""
    score_change: Decimal | None = None
    rests_on: tuple[Span, ...] = ()
    cause: str | None = None
    fingerprint: str
    value_hash: str
    accepted: Acceptance | None = None
    accepted_before: Acceptance | None = None
    """It was accepted once, at other values: the acceptance no longer holds."""


make_finding = unchecked(Finding)


class Cause(Record):
    """One root behind several findings."""

    id: str
    kind: str
    message: str
    proposal: str = ""
    """The one smallest change after which everything it touches would agree; a proposal, to be checked by whoever has the books."""
    findings: tuple[str, ...]


make_cause = unchecked(Cause)


class Passed(Record):
    """A check that looked `count` times and found all right, with a few workings."""

    code: str
    count: int = Field(ge=1)
    examples: tuple[str, ...] = ()


make_passed = unchecked(Passed)


class NotRun(Record):
    """A check that compared nothing, and why. `switched_off`: the settings kept it from looking."""

    code: str
    reason: str
    switched_off: bool = False


make_not_run = unchecked(NotRun)


class Tool(Record):
    """What made the Outcome."""

    name: str = "report-auditor"
    version: str
    extractor: Literal["rules", "llm", "both"] = "rules"
    profile: str = "national"
    lang: str = "zh"
    settings: str = ""
    """A digest of all settings that can change an Outcome: equal digests and equal files give equal Outcomes."""


make_tool = unchecked(Tool)


class Source(Record):
    """The file under audit."""

    name: str
    sha256: str
    format: str
    pages: int | None = None


make_source = unchecked(Source)


class Correction(Record):
    """One provable correction of the score: the finding it comes from, what it changes, and score and grade after it."""

    code: str
    finding: str
    change: Decimal
    score: Decimal
    grade: str | None = None


make_correction = unchecked(Correction)


class Impact(Record):
    """What the provable corrections do to score and grade, one after another."""

    score_stated: Decimal | None = None
    score_recomputed: Decimal | None = None
    grade_stated: str | None = None
    grade_recomputed: str | None = None
    corrections: tuple[Correction, ...] = ()


make_impact = unchecked(Impact)


class Review(Record):
    """Where rules and a language model read a report differently; nobody decided, a person has to look."""

    about: str
    rules: str
    model: str
    span: Span | None = None


class RelationsUsed(Record):
    """What became of the relations that a language model named.

    `refused` could be none: an id that was not shown, units that cannot hold together. `confirmed` stand between the same
    numbers as one of the rules'; `added` entered the network beside them.
    """

    named: int = 0
    refused: tuple[str, ...] = ()
    confirmed: int = 0
    added: int = 0


class Usage(Record):
    """What a language model cost, and what became of its answers.

    `ungrounded` are quotes that stand nowhere in the document and take part in nothing, `failed` calls that brought
    no answer, `review` readings that differ from the rules', `confirmed` values that both read alike, `added` places that
    only the model read. `notes` are what a reader of the memo has to be told. Calls, tokens and failures are those of the
    whole file, the rest is of one report.
    """

    model: str
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_calls: int = 0
    ungrounded: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    review: tuple[Review, ...] = ()
    confirmed: int = 0
    added: tuple[Span, ...] = ()
    relations: RelationsUsed | None = None
    notes: tuple[str, ...] = ()
    prompt_version: str = ""
    cost: Decimal | None = None


class LocalRule(Record):
    """One rule of scoring that the audit went by, and where it came from.

    `rule` is its name in the profiles, `value` what it said here; `origin` is the form under audit, the profile asked
    for, the profile of the organisation's place, or the national rules. `source` says so in words, `span` is the note.
    """

    rule: str
    value: str
    origin: Literal["form", "setting", "place", "national"]
    source: str = ""
    span: Span | None = None


make_local_rule = unchecked(LocalRule)


class ByHand(Record):
    """What a reviewer said of the reading: what a column is, or that two numbers are one fact.

    `about` is the heading of the column and the name of what it holds, or the two numbers as printed; `status` is what
    arithmetic says of those.
    """

    kind: Literal["column", "tie"]
    by: str
    on: date
    about: tuple[str, str]
    status: RelationStatus | None = None


def _nothing(value: tuple[ByHand, ...]) -> bool:
    return not value


class Outcome(Record):
    """All that an audit found: same input and settings, same bytes.

    `needed` says, in words, what would have to be there or be read for the report to be judged; empty unless the verdict is
    insufficient.
    """

    outcome_schema: Literal["auditor/outcome/2"] = Field(default="auditor/outcome/2", alias="schema")
    verdict: OutcomeVerdict
    needed: tuple[str, ...] = ()
    tool: Tool
    source: Source
    report: Report
    findings: tuple[Finding, ...]
    causes: tuple[Cause, ...] = ()
    relations: tuple[RelationEntry, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    coverage: Coverage
    passed: tuple[Passed, ...] = ()
    not_run: tuple[NotRun, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    impact: Impact = make_impact()
    rules: tuple[LocalRule, ...] = ()
    usage: Usage | None = None
    by_hand: tuple[ByHand, ...] = Field(default=(), exclude_if=_nothing)
    """What reviewers said of the reading; an audit alone has none of it, and then it is not written."""


make_outcome = unchecked(Outcome)
