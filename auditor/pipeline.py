"""The stages in order: bytes → Document → Reports → Ledger → findings → Outcome."""

import gc
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from auditor import __version__, forms
from auditor.locale import language
from auditor.model.finding import Finding, Outcome, Usage, make_outcome, make_source, make_tool
from auditor.model.ledger import LedgerEntry
from auditor.model.record import Record, forget, unchecked
from auditor.model.report import Report
from auditor.model.source import Document, Span
from auditor.model.suggestion import Suggestion
from auditor.settings import Settings, digest
from auditor.text import arithmetic

if TYPE_CHECKING:
    from auditor.checks.registry import Results
    from auditor.profiles.choice import Choice
    from auditor.readers.limits import Limits
    from auditor.relate import Network, Related


def audit(data: bytes, name: str, settings: Settings | None = None) -> list[Outcome]:
    """Audit a file; one Outcome for each form it holds.

    Raises UnreadableFile, UnsupportedFormat, NoReportFound, ModelError or SettingsError.
    """
    return list(audited(data, name, settings or Settings()).outcomes)


class Audited(Record):
    """A file as it was read, and the outcome of each form it holds."""

    document: Document
    outcomes: tuple[Outcome, ...]


make_audited = unchecked(Audited)
"""An `Audited` of parts that we made ourselves."""


def audited(data: bytes, name: str, settings: Settings) -> Audited:
    """Audit a file within its budget of time and memory: a small one here, any other in a process of its own.

    Raises as `audit` does. Where a model is asked, reading alone is done apart; its calls have a budget of their own.
    """
    from auditor import readers
    from auditor.readers import apart

    bounds = limits(settings)
    with language(settings.lang), _uncollected(), arithmetic.ours():
        if readers.is_light(data, name, bounds):
            return _audited_here(data, name, settings, bounds)
        if settings.extractor != "rules":
            document = Document.model_validate_json(apart.ask(_READING, data, name, bounds))
            return make_audited(document=document, outcomes=tuple(examine(document, settings)))
        told = settings.model_dump(mode="json", exclude={"api_key", "password", "headers"})
        return Audited.model_validate_json(apart.ask(_AUDITING, data, name, bounds, told))


def audited_within(data: bytes, name: str, settings: Settings) -> Audited:
    """As `audited`, all of it in this process, which may be lost: for one that serves nothing else and is replaced.

    Where a model is asked, the file is read apart as ever: the process holds the key.
    """
    if settings.extractor != "rules":
        return audited(data, name, settings)
    with language(settings.lang), _uncollected(), arithmetic.ours():
        return _audited_here(data, name, settings, limits(settings))


_READING, _AUDITING = "auditor.pipeline:read_apart", "auditor.pipeline:audit_apart"


def _audited_here(data: bytes, name: str, settings: Settings, bounds: "Limits") -> Audited:
    load(data, name, bounds)
    if settings.extractor != "rules":
        import_module("auditor.extract.llm.between")
    with bounded(name, settings):
        document = read(data, name, settings)
        return make_audited(document=document, outcomes=tuple(examine(document, settings)))


def load_code() -> None:
    """Load the code that auditing takes, whatever the file."""
    from auditor.checks import registry

    for module in _AUDITING_CODE:
        import_module(module)
    registry.catalogue()


@contextmanager
def bounded(name: str, settings: Settings) -> Iterator[None]:
    """Work in this process that ends in UnreadableFile when it takes longer, or more memory, than one audit may.

    What it loads should be loaded before (`load`).
    """
    from auditor.readers import alarm

    patience = settings.max_seconds + (settings.total_timeout if settings.extractor != "rules" else 0)
    with alarm.held(patience, settings.max_memory, name):
        yield


def load(data: bytes, name: str, bounds: "Limits") -> None:
    """Load the code that auditing a file takes: what is loaded when its time or memory ends would stay half loaded.

    Raises as `readers.admit` does.
    """
    from auditor import readers

    load_code()
    readers.load(readers.admit(data, readers.plain_name(name), bounds))


_AUDITING_CODE = (
    "auditor.checks.selection",
    "auditor.checks.verbatim",
    "auditor.diagnosis.verdict",
    "auditor.extract.rules",
    "auditor.profiles.choice",
    "auditor.relate.beside",
    "auditor.relate.statements.apart",
    "auditor.relate.statements.counted",
    "auditor.relate.statements.promises",
    "auditor.relate.statements.rereading",
    "auditor.relate.statements.totals",
    "auditor.twice",
    "encodings.ascii",
    "encodings.utf_8_sig",
    "tomllib",
    "unicodedata",
)
"""What only the work itself would load."""


def read_apart(data: bytes, name: str, bounds: "Limits", _more: object) -> str:
    """The document as JSON, in a process that serves this file alone."""
    from auditor import readers

    return readers.read(data, name, bounds).model_dump_json(by_alias=True)


def audit_apart(data: bytes, name: str, bounds: "Limits", told: object) -> str:
    """The document and its outcomes as JSON, in a process that serves this file alone; `told` are the settings."""
    from auditor import readers

    settings = Settings.model_validate(told)
    with _uncollected(), arithmetic.ours():
        document = readers.read(data, name, bounds)
        made = make_audited(document=document, outcomes=tuple(examine(document, settings)))
    return made.model_dump_json(by_alias=True)


_DIGITS = re.compile(r"\d+")
_AUDITS = itertools.count(1)
_BETWEEN_WALKS = 64
"""Audits between two walks over all objects of the process."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Work without the cycle collector: records hold no cycles, and its passes over them cost a third of an audit."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        forget()
        _count_as_old()
        gc.enable()


def _count_as_old() -> None:
    """Hand what the audit made to the collector as long-lived at no cost; enabling it would walk all of it first.

    Readers of workbooks and PDF leave a few cycles a file, so a long batch is walked now and then.
    """
    if next(_AUDITS) % _BETWEEN_WALKS == 0:
        gc.collect()
    else:  # whatever else is frozen is let go too: to ask how much that is would walk all of it
        gc.freeze()
        gc.unfreeze()


def read(data: bytes, name: str, settings: Settings) -> Document:
    """The file as read, within the limits that are set."""
    from auditor import readers

    return readers.read(data, name, limits(settings))


def limits(settings: Settings) -> "Limits":
    """The limits that the settings set to reading."""
    from auditor.readers.limits import Limits, make_limits

    password = settings.password.get_secret_value() if settings.password else None
    ceilings = {name: getattr(settings, name) for name in Limits.model_fields.keys() & Settings.model_fields.keys()}
    return make_limits(**{**ceilings, "password": password})


class Reading(NamedTuple):
    """A report as it was read, and what a language model cost and brought where one was asked.

    With a model, `ruled` is the report as the rules read it alone, where they see one, and `suggested` what the model says
    belongs together.
    """

    report: Report
    usage: Usage | None = None
    ruled: Report | None = None
    suggested: tuple[Suggestion, ...] = ()

    @property
    def sides(self) -> tuple[Report, ...]:
        """The report as the rules read it, and as it is read with a model where that differs."""
        return (self.report,) if self.ruled in (None, self.report) else (self.ruled, self.report)


def readings(document: Document, settings: Settings) -> list[Reading]:
    """The reports a document holds.

    Raises NoReportFound when it holds none and SettingsError for a file of forms that cannot be used; with a model also SettingsError and, unless rules may go on alone, ModelError.
    """
    with arithmetic.ours():
        return _readings(document, settings)


def _readings(document: Document, settings: Settings) -> list[Reading]:
    with forms.using(settings.forms):
        if settings.extractor == "rules":
            from auditor.extract import rules

            return [Reading(report) for report in rules.extract(document)]
        from auditor.extract import llm

        ask = llm.extract if settings.extractor == "llm" else llm.extract_beside
        return [Reading(*reading) for reading in ask(document, settings)]


def extract(document: Document, settings: Settings) -> list[Report]:
    """The reports a document holds, without what a model cost. Raises as `readings` does."""
    return [reading.report for reading in readings(document, settings)]


def unread(document: Document, reports: Sequence[Report], settings: Settings) -> list[LedgerEntry]:
    """The numbers that stand where nobody understood the reports."""
    from auditor.profiles import choice
    from auditor.relate import relate_all

    with arithmetic.ours():
        profiles = [choice.choose(report, settings.profile).profile for report in reports]
        related = relate_all(document, reports, profiles)
    return [entry for one in related for entry in one.entries if entry.status == "unread"]


def examine(document: Document, settings: Settings) -> list[Outcome]:
    """Audit every report of a document that was read already."""
    from auditor.text import quantities

    with arithmetic.ours(), quantities.remembering():
        return _examine(document, settings)


def _examine(document: Document, settings: Settings) -> list[Outcome]:
    bounds = limits(settings)
    if len(document.text) > 2 * bounds.max_numbers:  # a shorter text has no room for so many
        bounds.check_numbers(sum(1 for _found in _DIGITS.finditer(document.text)), document.name)
    read_as = readings(document, settings)
    bounds.check_forms(len(read_as), document.name)
    return judged(document, read_as, settings)


def judged(document: Document, read_as: Sequence[Reading], settings: Settings) -> list[Outcome]:
    """The outcomes of reports that were read already, whoever read them: nothing that the rules find alone is lost."""
    with arithmetic.ours():
        return _judged(document, read_as, settings)


def _judged(document: Document, read_as: Sequence[Reading], settings: Settings) -> list[Outcome]:
    from auditor.profiles import choice
    from auditor.relate import relate_all

    chosen = [choice.choose(one.sides[0], settings.profile) for one in read_as]
    sides = [(rules, side) for rules, one in zip(chosen, read_as, strict=True) for side in one.sides]
    related = iter(relate_all(document, [side for _rules, side in sides], [rules.profile for rules, _side in sides]))
    each = zip(read_as, chosen, strict=True)
    every = [_Read(reading, rules, tuple(next(related) for _side in reading.sides)) for reading, rules in each]
    return [_outcome(document, read, settings) for read in every]


class _Read(NamedTuple):
    """A report as read, the local rules it goes by, and the relations between its numbers in each of its sides."""

    reading: Reading
    chosen: "Choice"
    related: "tuple[Related, ...]"


def _outcome(document: Document, read: _Read, settings: Settings) -> Outcome:
    from auditor import diagnosis, twice
    from auditor.checks import registry, selection, verbatim
    from auditor.diagnosis import verdict
    from auditor.relate import listed, settle, untold

    report, usage = read.reading.report, read.reading.usage
    profile, related = read.chosen.profile, read.related[0]
    catalogue = registry.catalogue()
    selection.require_known(catalogue, settings.severity)
    checks = selection.choose(catalogue, settings.select, settings.ignore)

    def look(side: Report, network: "Network", of_model: bool) -> twice.Looked:
        results = registry.run(side, registry.Context(network, profile), checks)
        uncertain = _uncertain(document, side, usage if of_model else None)
        weighed = [_weighed(found, settings) for found in results.findings]
        guessed = _guessed(side)
        weighed = [_less_sure(found) if guessed(found) else found for found in weighed]
        weighed = [twice.doubtful(found) if uncertain(found) else found for found in weighed]
        return twice.Looked(*diagnosis.diagnose(side, network, weighed), results)

    ruled = read.reading.ruled
    if ruled is not None and len(read.related) > 1:
        looked, related = twice.looked(twice.Sides(ruled, related, report, read.related[1]), look)
    else:
        looked = look(report, related.network, ruled is None)
    diagnosed, causes, results = looked
    not_run = results.not_run
    if usage is not None:
        named = twice.named(document, report, related, read.reading.suggested, (profile, checks, usage))
        related, usage = named.related, named.usage
        diagnosed = [*diagnosed, *(_weighed_down(found, settings) for found in named.findings)]
        results.passed[:] = sorted((*results.passed, *named.results.passed), key=lambda one: one.code)
        not_run = twice.with_models(not_run, named.results.not_run)
    network = related.network
    findings = verbatim.verbatim(diagnosed, document)
    entries, coverage = settle(findings, related.entries, results.checked)
    audited = verdict.Audited(report, findings, entries, coverage)
    judged = verdict.judge(audited, settings.fail_under, model=usage is not None)
    return make_outcome(
        verdict=judged.verdict,
        needed=judged.needed,
        tool=make_tool(
            version=__version__,
            extractor=settings.extractor,
            profile=profile.name,
            lang=settings.lang,
            settings=digest(settings),
        ),
        source=make_source(name=document.name, sha256=document.sha256, format=document.format, pages=document.pages),
        report=report,
        findings=tuple(findings),
        causes=tuple(causes),
        relations=listed(network, findings),
        ledger=entries,
        coverage=coverage,
        passed=tuple(results.passed),
        not_run=(*not_run, *selection.switched_off(catalogue, checks)),
        unreadable=tuple(dict.fromkeys((*document.unreadable, *report.unreadable, *untold(document, report, entries)))),
        impact=diagnosis.impact(report, profile, findings, causes, added=_added(results)),
        usage=usage,
        rules=read.chosen.rules,
    )


def _added(results: "Results") -> bool:
    """Whether the total score was added up and found right."""
    return any(passed.code == "SC01" and passed.count for passed in results.passed)


def _weighed(finding: Finding, settings: Settings) -> Finding:
    """The finding at the severity the user gave its check, if any."""
    severity = settings.severity_of(finding.code)
    return finding.model_copy(update={"severity": severity}) if severity else finding


def _weighed_down(finding: Finding, settings: Settings) -> Finding:
    """A finding on a relation that only a model names at the severity the user gave its check, never above its own."""
    told = _weighed(finding, settings).severity
    return (
        finding
        if _GRAVITY.index(told) > _GRAVITY.index(finding.severity)
        else finding.model_copy(update={"severity": told})
    )


_GRAVITY = ("note", "warning", "error")


def _uncertain(document: Document, report: Report, usage: Usage | None) -> Callable[[Finding], bool]:
    """Tells findings on recognised characters, or on what only a model read, or on sums and counts over such rows."""
    added = usage.added if usage is not None else ()

    def rests_on_model(spans: Iterable[Span]) -> bool:
        return any(span.start < one.end and one.start < span.end for span in spans for one in added)

    counted = rests_on_model(row.span for row in report.indicators)
    return lambda found: (
        document.ocr
        or (counted and found.code[:2] in _OVER_ROWS)
        or rests_on_model(one.span for one in found.evidence if one.span is not None)
    )


def _guessed(report: Report) -> Callable[[Finding], bool]:
    """Tells findings that rest on a table where a column was named by its content alone."""
    tables = {column.table for column in report.columns if column.by == "content" and column.kind not in _NO_VALUES}
    return lambda found: any(one.span is not None and one.span.table in tables for one in found.evidence)


_NO_VALUES = frozenset({"unknown", "goal", "number", "other"})
"""Kinds of columns whose cells no finding rests on."""


def _less_sure(finding: Finding) -> Finding:
    """The finding at medium confidence at most; what it weighs stays."""
    return finding.model_copy(update={"confidence": "medium"}) if finding.confidence == "high" else finding


_OVER_ROWS = frozenset({"CT", "SC"})
"""Families that count the rows of the table and add them up."""
