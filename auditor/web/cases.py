"""A case under review: what the audit found, what reviewers made of it, and the results that go into papers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from threading import Lock
from typing import Literal, NamedTuple

from auditor import baseline, dossier
from auditor.diagnosis import verdict
from auditor.locale import gettext as _
from auditor.model.dossier import Result, Submission, outcomes_of
from auditor.model.finding import Acceptance, ByHand, Evidence, Finding, Outcome, Severity
from auditor.model.ledger import LedgerEntry
from auditor.model.quantity import Quantity
from auditor.model.source import Document, Span
from auditor.relate import judge, statuses
from auditor.settings import Settings
from auditor.store import Store, casework, lists
from auditor.store.casework import Batch, Deed, Standing, Status, Version
from auditor.store.lists import Decision, Listed
from auditor.text import quantities
from auditor.web.shown import Page, Point, pages

Choice = Literal["confirmed", "rejected", "accepted", "asked", "excluded"]
CHOICES: Mapping[Choice, str] = {
    "confirmed": "属实",
    "rejected": "误报",
    "accepted": "解释后接受",
    "asked": "待单位说明",
    "excluded": "不纳入",
}
"""The decisions of a reviewer, in the order of their keys 1 to 5."""

LOWERS = frozenset({"rejected", "accepted", "excluded"})
"""Decisions after which the finding weighs less: they need a reason."""

STATUSES: Mapping[Status, str] = {
    "new": "未开始",
    "working": "核查中",
    "waiting": "待单位说明",
    "decided": "已全部决定",
    "issued": "已签发",
}

Machine = Literal["first", "new", "persisting", "changed"]
MACHINE: Mapping[Machine, str] = {"first": "", "new": "新增", "persisting": "仍存在", "changed": "数值变动"}
"""How a finding compares with the version before."""

OWN, TIED = "RV01", "RV02"
"""Codes of a finding that a reviewer wrote, and of two numbers that a reviewer tied and that do not agree."""


@dataclass(frozen=True)
class Shown:
    """A point with what the machine and the reviewers say of it."""

    point: Point
    report: str
    machine: Machine
    decision: Decision | None
    """The last one, unless it was taken back."""
    history: tuple[Decision, ...]
    wording: str

    @property
    def key(self) -> str:
        """What names it on the page."""
        return f"{'' if self.point.document is None else self.point.document}-{self.point.fingerprint}"

    @property
    def holds(self) -> bool:
        """Whether a decision stands, made at the values of now."""
        return self.decision is not None and self.decision.value_hash == self.point.value_hash

    @property
    def message(self) -> str:
        """The wording of now."""
        return self.wording or self.point.message


class Row(NamedTuple):
    """An indicator under review: where it stands, its values, and what the reviewer says instead."""

    key: str
    document: int
    name: str
    target: str
    actual: str
    weight: Decimal | None
    score: Decimal | None
    reviewed_actual: str
    reviewed_score: Decimal | None
    reason: str


class Gone(NamedTuple):
    """A finding of the version before that stands no more: 已改正."""

    code: str
    message: str
    severity: str


@dataclass(frozen=True)
class Whole:
    """All of a case, as the record has it."""

    store: Store
    listed: Listed
    batch: Batch | None
    results: Sequence[Result]
    files: Sequence[tuple[Document, ...]]
    deeds: Sequence[Deed]
    versions: Sequence[Version]
    named: Sequence[Deed]
    """What reviewers said columns of the batch are, in any of its cases."""
    lang: str

    @cached_property
    def history(self) -> dict[tuple[str, str], list[Decision]]:
        """All decisions, by report and fingerprint."""
        found: dict[tuple[str, str], list[Decision]] = {}
        for report in dict.fromkeys(self.reports.values()):
            for one in lists.decisions(self.store, report):
                found.setdefault((report, one.fingerprint), []).append(one)
        return found

    @cached_property
    def reports(self) -> dict[tuple[int, int | None], str]:
        """What tells the report of a finding apart, by result and document."""
        found: dict[tuple[int, int | None], str] = {}
        for at, result in enumerate(self.results):
            for place, outcome in enumerate(outcomes_of(result)):
                found[at, place] = baseline.identity(outcome)
            if isinstance(result, Submission):
                found[at, None] = baseline.identity(result.outcomes[dossier.leading(result)])
        return found

    def last(self, kind: str) -> dict[str, Deed]:
        """The last deed of a kind for each target; one with an empty body was taken back."""
        found: dict[str, Deed] = {}
        for deed in self.deeds:
            if deed.kind == kind:
                found.pop(deed.target, None)
                if deed.body:
                    found[deed.target] = deed
        return found

    @property
    def is_issued(self) -> bool:
        """Whether this version is locked."""
        marks = [deed.kind for deed in self.deeds if deed.kind in ("issue", "reopen", "correct")]
        return bool(marks) and marks[-1] == "issue"

    @cached_property
    def amended(self) -> list[Result]:
        """The results with what reviewers added and tied: findings of their own, wordings, ties. Decisions are not in it."""
        return [self._amended(at, one) for at, one in enumerate(self.results)]

    @cached_property
    def pages(self) -> list[Page]:
        """Everything to show beside the source; empty where the documents were not kept."""
        return pages(self.amended, self.files) if self.files else []

    @cached_property
    def shown(self) -> list[list[Shown]]:
        """The points of each page with their decisions."""
        before = self._before()
        return [[self._shown(at, point, before) for point in page.points] for at, page in enumerate(self.pages)]

    def _shown(self, at: int, point: Point, before: Mapping[str, str] | None) -> Shown:
        report = self.reports[at, point.document]
        history = tuple(self.history.get((report, point.fingerprint), ()))
        last = history[-1] if history and history[-1].state != "open" else None
        wording = self.last("wording").get(point.fingerprint)
        return Shown(
            point, report, _machine(point, before), last, history, str(wording.body["text"]) if wording else ""
        )

    def _before(self) -> dict[str, str] | None:
        """The findings of the version before, by fingerprint, with their values; None for the first."""
        if len(self.versions) < 2:
            return None
        values = casework.values_of(self.store, self.versions[-2].outcome_id)
        return {fingerprint: value for (_document, fingerprint), value in values.items()}

    @cached_property
    def gone(self) -> list[Gone]:
        """What stood in the version before and no longer does."""
        if len(self.versions) < 2:
            return []
        now = {one.fingerprint for result in self.results for one in _findings(result)}
        before = lists.results_of_outcome(self.store, self.versions[-2].outcome_id)
        old = {one.fingerprint: one for result in before for one in _findings(result)}
        return [Gone(one.code, one.message, one.severity) for key, one in old.items() if key not in now]

    @cached_property
    def standing(self) -> Standing:
        """How far the case is."""
        every = [one for of_page in self.shown for one in of_page if not one.point.accepted]
        still_open = Counter(one.point.severity for one in every if not one.holds)
        asked = any(one.holds and one.decision is not None and one.decision.state == "asked" for one in every)
        touched = len(every) > still_open.total() or any(deed.kind != "view" for deed in self.deeds)
        status: Status = "working" if touched else "new"
        if not still_open.total() and (every or touched):
            status = "waiting" if asked else "decided"
        if self.is_issued:
            status = "issued"
        return Standing(
            status, still_open["error"], still_open["warning"], still_open["note"], self.reviewed_score, None
        )

    @cached_property
    def rows(self) -> list[Row]:
        """The indicators of the form under audit, with what the reviewer says of each."""
        said = self.last("row")
        found: list[Row] = []
        for at, result in enumerate(self.results):
            place = dossier.leading(result) if isinstance(result, Submission) else 0
            report = outcomes_of(result)[place].report
            for number, one in enumerate(report.indicators):
                key = f"{at}-{number}"
                told = said[key].body if key in said else {}
                printed = one.reviewed.score if one.reviewed is not None else None
                stated = told.get("score")
                found.append(
                    Row(
                        key=key,
                        document=place,
                        name=one.name,
                        target=one.target.text if one.target else "",
                        actual=one.actual.text if one.actual else "",
                        weight=one.weight,
                        score=one.score,
                        reviewed_actual=str(told.get("actual", "")),
                        reviewed_score=Decimal(str(stated)) if stated not in (None, "") else printed,
                        reason=str(told.get("reason", "")),
                    )
                )
        return found

    @property
    def reviewed_score(self) -> Decimal | None:
        """复核分: the rows' reviewed scores, and their own where the reviewer says nothing; the budget's score counts too.

        None where nothing was reviewed.
        """
        if not any(row.reviewed_score is not None for row in self.rows):
            return None
        taken = sum(
            (row.score or Decimal(0))
            - (row.reviewed_score if row.reviewed_score is not None else row.score or Decimal(0))
            for row in self.rows
        )
        stated = self.listed.score_recomputed if self.listed.score_recomputed is not None else self.listed.score_stated
        return None if stated is None else stated - taken

    def for_papers(self, settings: Settings, *, confirmed: bool) -> list[Result]:
        """The results as papers tell them: without what was rejected or left out; with `confirmed` only what was found true."""
        return [self._told(at, one, settings, confirmed=confirmed) for at, one in enumerate(self.amended)]

    def _told(self, at: int, result: Result, settings: Settings, *, confirmed: bool) -> Result:
        bearers = dossier.bearers(result)
        places: list[int | None] = [*range(len(outcomes_of(result)))]
        if isinstance(result, Submission):
            places.append(None)
        marked = []
        for place, outcome in zip(places, bearers, strict=True):
            kept = [
                one
                for finding in outcome.findings
                if (one := self._decided(self.reports[at, place], finding, confirmed=confirmed)) is not None
            ]
            told = {one.fingerprint for one in kept}
            causes = [
                one.model_copy(update={"findings": tuple(f for f in one.findings if f in told)})
                for one in outcome.causes
            ]
            update = {"findings": tuple(kept), "causes": tuple(one for one in causes if one.findings)}
            marked.append(outcome.model_copy(update=update))
        return dossier.borne(result, verdict.again_together(marked, settings.fail_under))

    def _decided(self, report: str, finding: Finding, *, confirmed: bool) -> Finding | None:
        history = self.history.get((report, finding.fingerprint), [])
        last = history[-1] if history else None
        state = last.state if last is not None and last.value_hash == finding.value_hash else "open"
        if state in ("rejected", "excluded") or (confirmed and state != "confirmed"):
            return None
        if state == "accepted" and last is not None:
            until = date.fromisoformat(last.until) if last.until else None
            held = Acceptance(by=last.who, reason=last.reason, on=last.at.date(), until=until, message=finding.message)
            return finding.model_copy(update={"accepted": held})
        return finding

    def _amended(self, at: int, result: Result) -> Result:
        worded = {target: str(deed.body["text"]) for target, deed in self.last("wording").items()}
        own = [deed for deed in self.last("own").values() if deed.body.get("result") == at]
        ties = [deed for deed in self.last("tie").values() if deed.body.get("result") == at]
        outcomes = [self._with(place, outcome, worded, own, ties) for place, outcome in enumerate(outcomes_of(result))]
        if not isinstance(result, Submission):
            return outcomes[0]
        findings = tuple(_worded(one, worded) for one in result.findings)
        return result.model_copy(update={"outcomes": tuple(outcomes), "findings": findings})

    def _with(
        self, place: int, outcome: Outcome, worded: Mapping[str, str], own: Iterable[Deed], ties: Iterable[Deed]
    ) -> Outcome:
        findings = [_worded(one, worded) for one in outcome.findings]
        findings += [_own(deed) for deed in own if deed.body.get("document") == place]
        ledger, said = outcome.ledger, list(self._named(outcome))
        for deed in ties:
            tied = _tied(ledger, deed) if deed.body.get("document") == place else None
            if tied is not None:
                ledger = tied.ledger
                said.append(tied.said)
                findings += [tied.broken] if tied.broken is not None else []
        update = {
            "findings": tuple(findings), "ledger": ledger, "coverage": statuses.coverage(ledger), "by_hand": tuple(said),
        }  # fmt: skip
        return outcome.model_copy(update=update)

    def _named(self, outcome: Outcome) -> Iterator[ByHand]:
        """The columns of a form that were read by a reviewer's word, as it stands now; an audit before it knew none of it."""
        read = {("".join(one.heading.split()), one.kind) for one in outcome.report.columns}
        for heading, deed in {"".join(one.target.split()): one for one in self.named}.items():
            kind = str(deed.body.get("kind", ""))
            if (heading, kind) in read:
                yield ByHand(kind="column", by=deed.who, on=deed.at.astimezone().date(), about=(deed.target, kind))


def load(store: Store, submission: int, lang: str) -> Whole | None:
    """A case; None where there is none of that number."""
    listed = lists.one(store, submission)
    if listed is None:
        return None
    results = lists.results(store, submission)
    files = casework.documents(store, listed.outcome_id) if listed.outcome_id is not None else []
    batch = casework.batch_of(store, submission)
    return Whole(
        store=store,
        listed=listed,
        batch=batch,
        results=results,
        files=files,
        deeds=casework.deeds(store, submission),
        versions=casework.versions(store, submission),
        named=casework.named_columns(store, batch.run) if batch is not None else (),
        lang=lang,
    )


def _findings(result: Result) -> Iterator[Finding]:
    if isinstance(result, Submission):
        yield from result.findings
    for outcome in outcomes_of(result):
        yield from outcome.findings


def _machine(point: Point, before: Mapping[str, str] | None) -> Machine:
    if before is None:
        return "first"
    if point.fingerprint not in before:
        return "new"
    return "persisting" if before[point.fingerprint] == point.value_hash else "changed"


def _worded(finding: Finding, worded: Mapping[str, str]) -> Finding:
    return (
        finding.model_copy(update={"message": worded[finding.fingerprint]})
        if finding.fingerprint in worded
        else finding
    )


def _own(deed: Deed) -> Finding:
    """A finding that a reviewer wrote about words of the report."""
    told = deed.body
    span = Span.model_validate(told["span"]) if told.get("span") else None
    severity: Severity = told.get("severity", "warning")
    return Finding(
        code=OWN,
        name="reviewers-own",
        severity=severity,
        confidence="high",
        message=str(told["message"]),
        action=str(told.get("action", "")),
        evidence=(Evidence(role=_("表述"), quote=str(told["quote"]), span=span),),
        fingerprint=deed.target,
        value_hash=deed.target,
    )


class _Tied(NamedTuple):
    """The ledger after two numbers were tied, what is said of it, and the finding where they do not agree."""

    ledger: tuple[LedgerEntry, ...]
    said: ByHand
    broken: Finding | None


def _tied(ledger: Sequence[LedgerEntry], deed: Deed) -> _Tied | None:
    """Two numbers that a reviewer says are one fact: compared as any other pair, and told where they are not the same."""
    by_id = {entry.id: entry for entry in ledger}
    pair = [by_id.get(str(deed.body.get(side))) for side in ("one", "other")]
    if pair[0] is None or pair[1] is None:
        return None
    one, other = pair[0], pair[1]
    judged = judge.same(_quantity(one), _quantity(other))
    said = ByHand(
        kind="tie", by=deed.who, on=deed.at.astimezone().date(), about=(one.quote, other.quote), status=judged.status
    )
    if judged.status == "not-assessable":
        return _Tied(tuple(ledger), said, None)
    reason = _("复核人员认定与「{quote}」为同一事实").format(quote=other.quote)
    changed = {
        one.id: one.model_copy(update={"status": judged.status, "reason": reason}),
        other.id: other.model_copy(update={"status": judged.status}) if other.status == "unmatched" else other,
    }
    made = tuple(changed.get(entry.id, entry) for entry in ledger)
    if judged.status != "contradicted":
        return _Tied(made, said, None)
    finding = Finding(
        code=TIED,
        name="reviewers-tie",
        severity="warning",
        broken=True,
        message=_("「{one}」与「{other}」说的是同一事实，数值不一致。").format(one=one.quote, other=other.quote),
        working=judged.working,
        evidence=tuple(Evidence(role=_("表述"), quote=side.quote, span=side.span) for side in (one, other)),
        fingerprint=deed.target,
        value_hash=f"{one.value}-{other.value}"[:16],
    )
    return _Tied(made, said, finding)


def _quantity(entry: LedgerEntry) -> Quantity:
    """The number of an entry as printed."""
    found = [one for one in quantities.find(entry.quote) if one.claimed]
    return next((one for one in found if one.value == entry.value), found[0])


def point_of(whole: Whole, key: str) -> tuple[int, Shown] | None:
    """The point of a key, with its page."""
    for at, of_page in enumerate(whole.shown):
        for one in of_page:
            if one.key == key:
                return at, one
    return None


def selected(whole: Whole, at: int, document: int, anchor: int, text: str) -> Span | None:
    """Where words that were selected in the source stand: at or after the beginning of their paragraph or cell."""
    documents = whole.files[at] if at < len(whole.files) else ()
    if not 0 <= document < len(documents):
        return None
    whole_text = documents[document].text
    start = whole_text.find(text, max(0, anchor))
    if start < 0:
        return None
    block = next((one.span for one in documents[document].blocks if one.span.start <= start < one.span.end), None)
    made = Span(start=start, end=start + len(text))
    return made if block is None else block.model_copy(update={"start": start, "end": start + len(text)})


class Cases:
    """The cases that are being looked at: loaded once, and again when anything in them changed. Thread-safe."""

    def __init__(self, store: Store, most: int = 16) -> None:
        self._store = store
        self._most = most
        self._lock = Lock()
        self._known: dict[tuple[int, str], Whole] = {}

    def get(self, number: int, lang: str) -> Whole | None:
        """A case as it is now."""
        listed = lists.one(self._store, number)
        with self._lock:
            known = self._known.get((number, lang))
        if known is not None and listed == known.listed:
            return known
        found = load(self._store, number, lang)
        if found is not None:
            with self._lock:
                self._known[number, lang] = found
                while len(self._known) > self._most:
                    self._known.pop(next(iter(self._known)))
        return found

    def changed(self, number: int, lang: str) -> None:
        """Something was written down in a case: it is loaded anew, and how far it is is reckoned."""
        with self._lock:
            for key in [key for key in self._known if key[0] == number]:
                del self._known[key]
        found = self.get(number, lang)
        if found is not None:
            casework.stand(self._store, number, found.standing)
