"""Several documents of one submission: each audited alone, then held against each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from auditor import pipeline
from auditor.errors import AuditorError, ModelError, SettingsError
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.model.dossier import Compared, DocumentRole, Dossier, Mate, ReportKey, Result, Submission, Submitted, Way
from auditor.model.finding import Finding, NotRun, Outcome, OutcomeVerdict, RelationsUsed
from auditor.model.ledger import Coverage, LedgerEntry, Status
from auditor.model.number import Number
from auditor.model.relation import RelationEntry
from auditor.model.report import Report, Statement
from auditor.model.source import Document, Place
from auditor.profiles import Profile, choice
from auditor.relate import Judged, across, grouping, statuses
from auditor.relate.across import Crossing, Side
from auditor.relate.grouping import Group
from auditor.relate.network import Network, listed_as
from auditor.relate.numbers import Key, Numbers
from auditor.settings import Settings
from auditor.text import arithmetic

if TYPE_CHECKING:
    from auditor.checks.registry import Check


class Given(NamedTuple):
    """A file as read, and the role of its forms where the user says so (--plan, --last-year)."""

    document: Document
    role: DocumentRole | None = None


class Audited(NamedTuple):
    """A form audited alone, with the file it stands in."""

    document: Document
    outcome: Outcome


class Done(NamedTuple):
    """What an audit of files gave, in order, with the file of each outcome: as many for each result as it has documents."""

    results: tuple[Result, ...]
    documents: tuple[tuple[Document, ...], ...]


def audit(
    files: Sequence[tuple[bytes, str]], settings: Settings | None = None, *, way: Way = "together"
) -> list[Result]:
    """Audit files of one submission: bytes and a name each. Raises what `pipeline.audit` raises."""
    settings = settings or Settings()
    with language(settings.lang):
        each = [(None, partial(pipeline.audited, data, name, settings)) for data, name in files]
        return list(held_together(alone(each, stops=(AuditorError,)).forms, settings, way).results)


class Trouble(NamedTuple):
    """A file that could not be audited, by its place among those given, and why."""

    place: int
    error: AuditorError


class Alone(NamedTuple):
    """Files audited one after another: every form with the place and the role of its file, and the files with trouble."""

    forms: tuple[tuple[int, DocumentRole | None, Audited], ...]
    troubles: tuple[Trouble, ...]


def alone(
    files: Iterable[tuple[DocumentRole | None, Callable[[], pipeline.Audited]]],
    *, stops: tuple[type[AuditorError], ...] = (SettingsError,),
) -> Alone:  # fmt: skip
    """Audit files alone, each by its own call. A file's own trouble is kept beside the others; what `stops` them all is raised."""
    forms: list[tuple[int, DocumentRole | None, Audited]] = []
    troubles: list[Trouble] = []
    for place, (role, audited) in enumerate(files):
        try:
            made = audited()
        except stops:
            raise
        except AuditorError as error:
            troubles.append(Trouble(place, error))
        else:
            forms += [(place, role, Audited(made.document, outcome)) for outcome in made.outcomes]
    return Alone(tuple(forms), tuple(troubles))


def examine(given: Sequence[Given], settings: Settings, way: Way) -> Done:
    """Audit files that were read already: every form alone, and the forms of each submission against each other."""
    each = [
        (file, one.role, Audited(one.document, outcome))
        for file, one in enumerate(given)
        for outcome in pipeline.examine(one.document, settings)
    ]
    return held_together(each, settings, way)


def held_together(each: Sequence[tuple[int, DocumentRole | None, Audited]], settings: Settings, way: Way) -> Done:
    """Forms that were audited alone, with the file and the role of each, as submissions."""
    submitted = [grouping.Submitted(file, audited.outcome.report, role) for file, role, audited in each]
    groups = grouping.group(submitted, way)
    results: list[Result] = []
    documents: list[tuple[Document, ...]] = []
    for group in groups:
        members = [each[place][2] for place in group.members]
        documents.append(tuple(one.document for one in members))
        with arithmetic.ours():
            results.append(members[0].outcome if len(members) == 1 else _cited(group, members, settings))
    return Done(tuple(results), tuple(documents))


def _cited(group: Group, members: Sequence[Audited], settings: Settings) -> Submission:
    """The submission, with every quote between documents as its own document has it.

    Raises UnreadableFile when holding its documents against each other takes longer than the audit of one may.
    """
    from auditor.checks import registry, verbatim

    registry.catalogue()
    names = dict.fromkeys(one.document.name for one in members)
    with pipeline.bounded("、".join(names), settings):
        made = _submission(group, members, settings)
        found = verbatim.across(made.findings, [one.document for one in members])
        return made.model_copy(update={"findings": tuple(found)})


def _submission(group: Group, members: Sequence[Audited], settings: Settings) -> Submission:
    from auditor.checks import registry, selection

    members = _answered(group.dossier, _compared_only(group.dossier, members), settings)
    members, repeated = _told_once(group.dossier, members)
    sides = [
        across.Side(
            at, one.outcome.report, {entry.span.start: entry.id for entry in one.outcome.ledger}, one.document.text
        )
        for at, one in enumerate(members)
    ]
    crossings = across.relate(group.dossier, sides)
    checks = selection.choose(registry.catalogue(), settings.select, settings.ignore)
    context = registry.Across(tuple(crossings), _profile(group.dossier, members, settings))
    results = registry.run_across(group.dossier, context, checks)
    twins = _twins([_weighed(one, settings, members) for one in results.findings], crossings, members)
    findings = [*repeated, *(twin.finding for twin in twins if twin.within is None)]
    judged = [(crossing, one) for crossing in crossings for one in crossing.network.relations]
    members, named, listed = _named(members, [one for _crossing, one in judged], checks, settings)
    findings += named
    outcomes = _settled(_mentioned(members, crossings), judged, findings, settings)
    return Submission(
        verdict=_verdict(outcomes, findings),
        grouping=group.why,
        documents=tuple(_submitted(key, one) for key, one in zip(group.dossier.keys, members, strict=True)),
        outcomes=tuple(outcomes),
        findings=tuple(findings),
        relations=(*(_listed(one, twins) for _crossing, one in judged), *listed),
        coverage=_coverage(outcomes),
        compared=tuple(_compared(group.dossier, crossings)),
        passed=tuple(results.passed),
        not_run=tuple(results.not_run),
    )


def _named(
    members: Sequence[Audited], known: Sequence[Judged], checks: "Sequence[Check]", settings: Settings
) -> tuple[list[Audited], list[Finding], list[RelationEntry]]:
    """The documents, and what a model names between them: nothing without one, nor where it cannot be asked, which is told."""
    from auditor import twice

    members = list(members)
    if settings.extractor == "rules" or len(members) < 2 or all(one.code != twice.MODELS for one in checks):
        return members, [], []
    first = members[0].outcome
    try:
        made = twice.between([one.document for one in members], [one.outcome for one in members], known, settings)
    except ModelError as error:
        why = _("没有用模型对照几份材料：{error}").format(error=error)
        usage = first.usage and first.usage.model_copy(update={"notes": (*first.usage.notes, why)})
        members[0] = members[0]._replace(outcome=first.model_copy(update={"usage": usage}))
        return members, [], []
    if first.usage is not None:
        told = made.told
        used = first.usage.relations or RelationsUsed()
        relations = used.model_copy(
            update={
                "named": used.named + told.named,
                "refused": (*used.refused, *told.refused, *made.refused),
                "added": used.added + len(made.relations),
            }
        )
        usage = first.usage.model_copy(
            update={
                "calls": first.usage.calls + told.calls,
                "prompt_tokens": first.usage.prompt_tokens + told.prompt,
                "completion_tokens": first.usage.completion_tokens + told.completion,
                "failed": (*first.usage.failed, *told.failed),
                "relations": relations,
            }
        )
        members[0] = members[0]._replace(outcome=first.model_copy(update={"usage": usage}))
    return members, made.findings, made.relations


_FOR_COMPARISON: frozenset[DocumentRole] = frozenset({"plan", "last-year"})
"""Documents that are there to be compared with."""


def _compared_only(dossier: Dossier, members: Sequence[Audited]) -> list[Audited]:
    """The documents; those for comparison with nothing against them but numbers that cannot all be right.

    What last year's form lacks was last year's matter, and what a plan lacks of a self-evaluation it need not have.
    """
    return [
        _without_rules(one) if key.role in _FOR_COMPARISON and one.outcome.report.kind != "plan" else one
        for key, one in zip(dossier.keys, members, strict=True)
    ]


def _without_rules(one: Audited) -> Audited:
    kept = tuple(found for found in one.outcome.findings if found.broken)
    left = sorted({found.code for found in one.outcome.findings} - {found.code for found in kept})
    reason = _("这份材料只供比较，不按自评表的填报要求核对")
    untold = tuple(NotRun(code=code, reason=reason) for code in left)
    update = {"findings": kept, "not_run": (*one.outcome.not_run, *untold)}
    return one._replace(outcome=one.outcome.model_copy(update=update))


_TOLD_AGAIN = frozenset({"CL", "BU", "CT", "SC", "FE", "TM"})
"""Families whose findings a report repeats word for word where it repeats the form."""


def _told_once(dossier: Dossier, members: Sequence[Audited]) -> tuple[list[Audited], list[Finding]]:
    """The documents, and apart from them what both report and form contradict with the same figures: one finding, quoted from both."""
    members, raised = list(members), []
    for at, other in ((at, other) for at in dossier.of("report") for other in dossier.of("table")):
        theirs = {(one.code, one.value_hash): one for one in members[other].outcome.findings if _may_be_told_again(one)}
        for found in members[at].outcome.findings:
            twin = theirs.pop((found.code, found.value_hash), None) if _may_be_told_again(found) else None
            if twin is None:
                continue
            raised.append(_quoting_both(twin, other, found, at))
            members[at] = _spared(members[at], found)
            members[other] = _spared(members[other], twin)
    return members, raised


def _may_be_told_again(found: Finding) -> bool:
    return found.code[:2] in _TOLD_AGAIN and found.cause is None and bool(found.evidence)


def _quoting_both(found: Finding, at: int, twin: Finding, other: int) -> Finding:
    """The finding of one document with the quotes of both."""
    quotes = [
        item.model_copy(update={"span": Place.of(place, item.span)})
        for place, one in ((at, found), (other, twin))
        for item in one.evidence
        if item.span is not None
    ]
    relations = tuple(f"d{place}.{name}" for place, one in ((at, found), (other, twin)) for name in one.relations)
    return found.model_copy(update={"evidence": tuple(quotes), "relations": relations, "rests_on": ()})


def _spared(one: Audited, found: Finding) -> Audited:
    kept = tuple(other for other in one.outcome.findings if other is not found)
    return one._replace(outcome=one.outcome.model_copy(update={"findings": kept}))


_ANSWERED = frozenset({"ST06"})
"""Checks that look for words anywhere: what the form lacks the report may say."""


def _answered(dossier: Dossier, members: Sequence[Audited], settings: Settings) -> list[Audited]:
    """The documents without the findings that miss in a form what the report of the submission says."""
    from auditor.checks import registry

    told = [said for at in dossier.of("report") for said in _told(dossier.reports[at])]
    checks = [check for check in registry.catalogue() if check.code in _ANSWERED]
    answered = []
    for key, one in zip(dossier.keys, members, strict=True):
        if key.role not in ("table", "annex") or not told:
            answered.append(one)
            continue
        report = one.outcome.report.model_copy(update={"prose": (*one.outcome.report.prose, *told)})
        nothing = Network(Numbers((), {}), ())
        again = registry.run(report, registry.Context(nothing, _profile(dossier, members, settings)), checks)
        still = {finding.code for finding in again.findings}
        kept = tuple(one for one in one.outcome.findings if one.code not in _ANSWERED or one.code in still)
        answered.append(one._replace(outcome=one.outcome.model_copy(update={"findings": kept})))
    return answered


def _told(report: Report) -> Iterator[Statement]:
    """All that a report says in sentences."""
    yield from report.prose
    yield from (side for goal in report.goals for side in (goal.target, goal.actual) if side is not None)


_UNTOLD = "CL12"
"""The check that misses rows in the texts of the form: the report may speak of them."""


def _mentioned(members: Sequence[Audited], crossings: Sequence[Crossing]) -> list[Audited]:
    """The documents without the note that no text mentions rows, where the report mentions all of them."""
    told = {
        key.at
        for one in crossings
        if one.kind == "told"
        for judged in one.network.relations
        for key in _rows(one, judged)
    }
    tables = {one.table.at for one in crossings}
    return [
        one._replace(outcome=one.outcome.model_copy(update={"findings": tuple(_missing(one.outcome.findings, told))}))
        if at in tables and told
        else one
        for at, one in enumerate(members)
    ]


def _missing(findings: Iterable[Finding], told: set[int]) -> Iterator[Finding]:
    return (one for one in findings if one.code != _UNTOLD or not one.indicators or not told.issuperset(one.indicators))


def _profile(dossier: Dossier, members: Sequence[Audited], settings: Settings) -> Profile:
    """The local rules of the form under audit; without one those of the first document."""
    tables = dossier.of("table")
    return choice.choose(members[tables[0] if tables else 0].outcome.report, settings.profile).profile


def _submitted(key: ReportKey, one: Audited) -> Submitted:
    return Submitted(name=one.document.name, sha256=one.document.sha256, **key.model_dump())


def _weighed(finding: Finding, settings: Settings, members: Sequence[Audited]) -> Finding:
    """The finding at the severity the user gave its check; at low confidence where what it rests on was read unsurely."""
    severity = settings.severity_of(finding.code)
    weighed = finding.model_copy(update={"severity": severity}) if severity else finding
    unsure = any(
        isinstance(one.span, Place) and _unsure(members[one.span.document], one.span) for one in finding.evidence
    )
    return _doubtful(weighed) if unsure else weighed


def _doubtful(finding: Finding) -> Finding:
    """The finding at low confidence, and never an error by itself."""
    severity = "warning" if finding.severity == "error" else finding.severity
    return finding.model_copy(update={"severity": severity, "confidence": "low"})


def _unsure(one: Audited, span: Place) -> bool:
    """Whether characters were recognised in a picture, or only a language model read them."""
    added = one.outcome.usage.added if one.outcome.usage is not None else ()
    return one.document.ocr or any(span.start < other.end and other.start < span.end for other in added)


class _Twin(NamedTuple):
    """A finding between documents, and the one that tells the same contradiction within one of them."""

    finding: Finding
    within: Finding | None


def _twins(findings: Iterable[Finding], crossings: Sequence[Crossing], members: Sequence[Audited]) -> list[_Twin]:
    """Each finding between documents with the finding of one document that tells the same.

    A sentence that its own money table contradicts by the figure that stands on the form too is one contradiction, and so
    is a row that the form's own text contradicts by what the report repeats.
    """
    by_id = {one.id: (crossing, one) for crossing in crossings for one in crossing.network.relations}
    return [_Twin(one, _within(one, by_id, members)) for one in findings]


_ONE_FACT = frozenset({"CL01", "CL02", "CL14", "BU08", "BU15", "SC10"})
"""Checks that find one fact told in two ways; others (a missed target) quote two numbers that need not be equal."""


def _within(
    finding: Finding, by_id: Mapping[str, tuple[Crossing, Judged]], members: Sequence[Audited]
) -> Finding | None:
    for name in finding.relations:
        crossing, judged = by_id[name]
        first = judged.first or judged.relation
        if crossing.kind != "told" or first.kind != "same" or not first.of:
            continue
        told, printed = crossing.number(first.result), crossing.number(first.of[0])
        for side, here, there in ((crossing.other, told, printed), (crossing.table, printed, told)):
            for own in members[side.at].outcome.findings:
                if own.code in _ONE_FACT and own.severity != "note" and _holds_apart(own, here, there, side):
                    return own
    return None


def _holds_apart(finding: Finding, here: Number, there: Number, side: Side) -> bool:
    """Whether a finding of one document holds this number against another that is equal to what the other document has."""
    spans = [item.span for item in finding.evidence if item.span is not None]
    if not any(span.start < here.span.end and here.span.start < span.end for span in spans):
        return False
    held = [
        number
        for number in side.own.by_id.values()
        if any(span.start <= number.span.start < span.end for span in spans)
    ]
    return any(number.value == there.value and number.kind == there.kind for number in held)


def _settled(
    members: Sequence[Audited],
    judged: Sequence[tuple[Crossing, Judged]],
    findings: Sequence[Finding],
    settings: Settings,
) -> list[Outcome]:
    """The outcomes with what the other documents made of their numbers."""
    from auditor.checks import registry
    from auditor.diagnosis import verdict

    by_number: dict[str, list[Judged]] = defaultdict(list)
    for _crossing, one in judged:
        for name in dict.fromkeys((one.relation.result, *one.relation.of)):
            by_number[name].append(one)
    between = {check.code for check in registry.catalogue() if check.documents}
    settled = []
    for at, member in enumerate(members):
        quoted = _quoted(at, findings)
        ledger = tuple(
            _entry(entry, by_number.get(f"d{at}.{entry.id}", ()), f"d{at}.{entry.id}", quoted)
            for entry in member.outcome.ledger
        )
        update = {
            "ledger": ledger,
            "coverage": statuses.coverage(ledger),
            "not_run": tuple(one for one in member.outcome.not_run if one.code not in between),
        }
        settled.append(member.outcome.model_copy(update=update))
    return verdict.again_together(settled, settings.fail_under)


def _quoted(at: int, findings: Iterable[Finding]) -> list[tuple[int, int, str]]:
    """Where findings between documents quote this one."""
    return [
        (item.span.start, item.span.end, finding.fingerprint)
        for finding in findings
        for item in finding.evidence
        if isinstance(item.span, Place) and item.span.document == at
    ]


_RANK: Mapping[Status, int] = {"contradicted": 3, "reconciled": 2, "agreed": 1}
"""Of a number that was compared: the worst counts."""
_KEPT = frozenset({"not-a-claim", "unread"})
"""What a number stays, whatever other documents say."""


def _entry(
    entry: LedgerEntry, relations: Sequence[Judged], name: str, quoted: Sequence[tuple[int, int, str]]
) -> LedgerEntry:
    prints = tuple(mark for start, end, mark in quoted if start <= entry.span.start < end)
    update: dict[str, object] = {"findings": (*entry.findings, *prints)} if prints else {}
    if relations:
        update["relations"] = (*entry.relations, *(one.id for one in relations))
    if entry.status not in _KEPT:
        for one in relations:
            update |= _worse(entry, update, one, name)
    return entry.model_copy(update=update) if update else entry


def _worse(entry: LedgerEntry, update: Mapping[str, object], one: Judged, name: str) -> dict[str, object]:
    """What a relation makes of a number, where that is worse than what it was, or it was not compared before."""
    status = one.judgement.status
    before = _RANK.get(cast("Status", update.get("status", entry.status)), 0)
    if status == "not-assessable" or (one.broken and not one.contradicts(name)) or _RANK[status] <= before:
        return {}
    return {"status": status, "reason": "" if status == "agreed" else one.judgement.working}


_WORST: tuple[OutcomeVerdict, ...] = ("contradicted", "insufficient", "clear")


def _verdict(outcomes: Iterable[Outcome], findings: Iterable[Finding]) -> OutcomeVerdict:
    """That of the worst part, and contradicted where the documents contradict each other."""
    from auditor.diagnosis.verdict import contradicts

    found = {outcome.verdict for outcome in outcomes}
    if any(contradicts(one) for one in findings if one.accepted is None):
        return "contradicted"
    return next(verdict for verdict in _WORST if verdict in found)


def bearers(result: Result) -> tuple[Outcome, ...]:
    """The outcomes that bear the findings of a result: each document's, and for those between them the form's once more."""
    if isinstance(result, Outcome):
        return (result,)
    between = result.outcomes[leading(result)].model_copy(update={"findings": result.findings})
    return (*result.outcomes, between)


def borne(result: Result, marked: Sequence[Outcome]) -> Result:
    """The result with the findings of its bearers as they are now, some of them accepted, and judged again."""
    if isinstance(result, Outcome):
        return marked[0]
    *outcomes, between = marked
    update = {"outcomes": tuple(outcomes), "findings": between.findings}
    return result.model_copy(update={**update, "verdict": _verdict(outcomes, between.findings)})


def leading(submission: Submission) -> int:
    """The document that a submission is called by: the form."""
    roles = [one.role for one in submission.documents]
    return roles.index("table") if "table" in roles else 0


def _coverage(outcomes: Iterable[Outcome]) -> Coverage:
    """The ledgers of all documents in figures."""
    return statuses.coverage(tuple(entry for outcome in outcomes for entry in outcome.ledger))


def _listed(one: Judged, twins: Iterable[_Twin]) -> RelationEntry:
    """A relation as a submission lists it, with the findings that word it, of the submission or of one document."""
    words = tuple((twin.within or twin.finding).fingerprint for twin in twins if one.id in twin.finding.relations)
    return listed_as(one, words)


def _compared(dossier: Dossier, crossings: Sequence[Crossing]) -> Iterator[Compared]:
    """The rows of the form with their mates in the other documents, then the rows of those that have none."""
    if not crossings:
        return
    table = crossings[0].table
    mates: dict[int, list[Mate]] = defaultdict(list)
    apart: set[int] = set()
    for crossing in crossings:
        for row, mate in _mates(crossing):
            mates[row].append(mate)
        apart |= {key.at for one in crossing.network.relations if one.broken for key in _rows(crossing, one)}
    for at, indicator in enumerate(dossier.reports[table.at].indicators):
        cells = sorted((Mate(document=table.at, row=at), *mates[at]), key=lambda mate: mate.document)
        yield Compared(name=indicator.name, category=indicator.category, mates=tuple(cells), differs=at in apart)
    for crossing in crossings:
        if crossing.kind != "told" and crossing.other.report.indicators:
            for at in crossing.pairing.left:
                indicator = crossing.other.report.indicators[at]
                alone = Mate(document=crossing.other.at, row=at)
                dropped = crossing.kind == "plan"
                yield Compared(name=indicator.name, category=indicator.category, mates=(alone,), differs=dropped)


def _mates(crossing: Crossing) -> Iterator[tuple[int, Mate]]:
    """The rows of the form, each with what speaks of it in the other document."""
    if crossing.kind != "told":
        yield from ((pair.right, Mate(document=crossing.other.at, row=pair.left)) for pair in crossing.pairing.pairs)
        return
    for one in crossing.network.relations:
        first = one.first or one.relation
        for key in _rows(crossing, one):
            yield key.at, Mate(document=crossing.other.at, number=first.result)


def _rows(crossing: Crossing, one: Judged) -> Iterator[Key]:
    """The rows of the form that a relation holds a number against."""
    first = one.first or one.relation
    for name in (first.result, *first.of):
        if name.startswith(crossing.table.prefix):
            for key in crossing.table.own.keys(name.removeprefix(crossing.table.prefix)):
                if key.part in ("row-target", "row-actual", "weight"):
                    yield key
