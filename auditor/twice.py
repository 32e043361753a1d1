"""What was found by the rules alone, and beside it what a model's reading and its relations add: never less, never weaker.

Every finding of the rules stays, at its severity and confidence. What only the second reading finds is doubtful: a warning at
most, of low confidence. What only a relation of the model finds is worded by FE04, which says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from auditor.checks import registry
from auditor.checks.fe import suggested_relation_broken
from auditor.checks.registry import Check, Context, Results
from auditor.model.finding import Cause, Finding, NotRun, Outcome, Usage
from auditor.model.relation import RelationEntry
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.model.suggestion import Suggestion
from auditor.profiles import Profile
from auditor.relate import Judged, Related, modelled, statuses
from auditor.relate.beside import beside
from auditor.relate.network import Network, listed_as
from auditor.settings import Settings

if TYPE_CHECKING:
    from auditor.extract.llm import between as llm_between

_SURENESS = ("low", "medium", "high")


class Looked(NamedTuple):
    """What the checks found in one reading of a report, and the causes behind it."""

    findings: list[Finding]
    causes: list[Cause]
    results: Results


class Sides(NamedTuple):
    """A report as the rules read it, and as a model read it beside them, each with its relations."""

    ruled: Report
    of_rules: Related
    report: Report
    with_model: Related


Look = Callable[[Report, Network, bool], Looked]
"""Runs the checks over one reading; the flag says whether a model had a hand in it."""


def looked(sides: Sides, look: Look) -> tuple[Looked, Related]:
    """What the rules' reading gave, with what only the other one gives behind it, and both networks as one."""
    joined = beside(sides.of_rules, sides.with_model, plan=sides.report.kind == "plan")
    first = look(sides.ruled, sides.of_rules.network, False)
    second = look(sides.report, sides.with_model.network, True)
    ours = {finding.fingerprint: finding for finding in second.findings}
    kept = [_moved(_surer(one, ours.get(one.fingerprint)), sides) for one in first.findings]
    prints = {one.fingerprint for one in kept}
    tables = _named_tables(sides)

    def less(one: Finding) -> Finding:
        in_table = one.confidence == "medium" and any(item.span and item.span.table in tables for item in one.evidence)
        return _no_error(one) if in_table else doubtful(one)

    added = [
        _renamed(less(one), joined.names)
        for one in second.findings
        if one.fingerprint not in prints and not any(_says_the_same(one, other) for other in kept)
    ]
    results = _both(first.results, second.results, {one.code for one in (*kept, *added)})
    causes = [*first.causes, *_more(first.causes, second.causes, {one.fingerprint for one in added})]
    of = {print_: cause.id for cause in causes[len(first.causes) :] for print_ in cause.findings}
    added = [one.model_copy(update={"cause": of.get(one.fingerprint)}) for one in added]
    return Looked([*kept, *added], causes, results), joined.related


def _says_the_same(finding: Finding, other: Finding) -> bool:
    """Whether a finding is another one again under the name of a goal or row that only the second reading has."""
    if finding.code != other.code or not finding.evidence:
        return False
    places = [item.span for item in other.evidence if item.span is not None]
    return all(
        item.span is not None and any(item.span.start < one.end and one.start < item.span.end for one in places)
        for item in finding.evidence
    )


def _named_tables(sides: Sides) -> set[int]:
    """The tables of which only the second reading knows a column."""
    unknown = {one.span.start for one in sides.ruled.columns if one.kind == "unknown"}
    return {one.table for one in sides.report.columns if one.span.start in unknown and one.kind != "unknown"}


def _no_error(finding: Finding) -> Finding:
    return finding.model_copy(update={"severity": "warning"}) if finding.severity == "error" else finding


def doubtful(finding: Finding) -> Finding:
    """The finding at low confidence, and never an error by itself."""
    severity = "warning" if finding.severity == "error" else finding.severity
    return finding.model_copy(update={"severity": severity, "confidence": "low"})


def _surer(finding: Finding, again: Finding | None) -> Finding:
    """The rules' finding, at the confidence of the second reading where that is higher: a model confirmed what it rests on."""
    if again is None or again.value_hash != finding.value_hash:
        return finding
    surer = max(finding.confidence, again.confidence, key=_SURENESS.index)
    return finding.model_copy(update={"confidence": surer})


def _moved(finding: Finding, sides: Sides) -> Finding:
    """The rules' finding with the places that its rows have among those of the report that is shown."""
    if not finding.indicators:
        return finding
    now = {row.span.start: at for at, row in enumerate(sides.report.indicators)}
    rows = (sides.ruled.indicators[at].span.start for at in finding.indicators)
    return finding.model_copy(update={"indicators": tuple(now[start] for start in rows if start in now)})


def _renamed(finding: Finding, names: Mapping[str, str]) -> Finding:
    return finding.model_copy(update={"relations": tuple(names.get(name, name) for name in finding.relations)})


def _both(first: Results, second: Results, found: set[str]) -> Results:
    """What passed and what did not run in either: a check that compared something in one reading has run."""
    passed = {one.code: one for one in (*first.passed, *second.passed)}
    ran = {*passed, *found}
    left = {one.code for one in first.not_run} & {one.code for one in second.not_run}
    not_run = [one for one in second.not_run if one.code in left and one.code not in ran]
    return Results(
        findings=[],
        passed=[passed[code] for code in sorted(passed)],
        not_run=not_run,
        checked=second.checked | first.checked,
    )


def _more(first: Sequence[Cause], second: Iterable[Cause], added: set[str]) -> Iterable[Cause]:
    """The causes of what only the second reading found, numbered on."""
    for cause in second:
        members = tuple(print_ for print_ in cause.findings if print_ in added)
        if len(members) == len(cause.findings):
            number = len(first) + 1 + int(cause.id.rpartition("-")[2])
            yield cause.model_copy(update={"id": f"{cause.kind}-{number}"})


class Named(NamedTuple):
    """What a model's relations brought: findings, what became of them, the network and the ledger with them."""

    findings: list[Finding]
    results: Results
    related: Related
    usage: Usage


def named(
    document: Document,
    report: Report,
    related: Related,
    suggested: Sequence[Suggestion],
    judging: tuple[Profile, Sequence[Check], Usage],
) -> Named:
    """The relations that a model names beside all others, and the findings on those that are broken."""
    profile, checks, usage = judging
    joined = modelled.join(document, related.network, related.entries, suggested, report.year)
    results = registry.run(report, Context(joined.network, profile), [one for one in checks if one.code == MODELS])
    entries = statuses.entries(related.entered, joined.counted, plan=report.kind == "plan")
    used = usage.relations
    if used is not None:
        refused = (*used.refused, *joined.refused)
        told = {"refused": refused, "confirmed": joined.confirmed, "added": len(joined.named)}
        usage = usage.model_copy(update={"relations": used.model_copy(update=told)})
    return Named(results.findings, results, Related(joined.network, entries, related.entered), usage)


MODELS = "FE04"
"""The check that words the model's relations."""


def with_models(not_run: Iterable[NotRun], instead: Sequence[NotRun]) -> list[NotRun]:
    """What did not run, with what the check of the model's relations says for itself in its place."""
    return [said for one in not_run for said in (instead if one.code == MODELS else (one,))]


class Between(NamedTuple):
    """What a model names between the documents of a submission: findings and relations, and what it cost."""

    findings: list[Finding]
    relations: list[RelationEntry]
    told: "llm_between.Between"
    refused: tuple[str, ...]


def between(
    documents: Sequence[Document], outcomes: Sequence[Outcome], known: Sequence[Judged], settings: Settings
) -> Between:
    """The relations that a model names between documents, beside those of the rules. Raises what asking raises."""
    from auditor.extract.llm import between as llm_between

    told = llm_between.ask(documents, [one.report for one in outcomes], settings)
    stated = {frozenset((one.relation.result, *one.relation.of)) for one in known}
    found = modelled.across([one.ledger for one in outcomes], told.suggested, stated)
    check = next(one for one in registry.catalogue() if one.code == MODELS)
    findings = [
        registry.worded(check, suggested_relation_broken.between(one, found.numbers))
        for one in found.named
        if one.judged.broken
    ]
    words = {name: (finding.fingerprint,) for finding in findings for name in finding.relations}
    listed = [listed_as(one.judged, words.get(one.judged.id, ())) for one in found.named]
    return Between(findings, listed, told, found.refused)
