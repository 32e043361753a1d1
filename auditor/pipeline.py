"""The stages in order: bytes → Document → Reports → Ledger → findings → Outcome."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from auditor import __version__
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.model.finding import Finding, Outcome, Source, Tool
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.settings import Settings


def audit(data: bytes, name: str, settings: Settings | None = None) -> list[Outcome]:
    """Audit a file; one Outcome for each form it holds.

    Raises UnreadableFile, UnsupportedFormat, NoReportFound, ModelError or SettingsError.
    """
    settings = settings or Settings()
    with language(settings.lang), _uncollected():
        return examine(read(data, name, settings), settings)


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
        gc.enable()


def read(data: bytes, name: str, settings: Settings) -> Document:
    """The file as read, within the limits that are set."""
    from auditor import readers
    from auditor.readers.limits import Limits

    password = settings.password.get_secret_value() if settings.password else None
    limits = Limits(max_bytes=settings.max_bytes, max_pages=settings.max_pages, password=password)
    return readers.read(data, name, limits)


def extract(document: Document, settings: Settings) -> list[Report]:
    """The reports a document holds. Raises NoReportFound when it holds none, SettingsError for an extractor there is not."""
    from auditor.extract import rules

    if settings.extractor != "rules":
        raise SettingsError(_("还不能用模型读取：请去掉 --extractor，或设为 rules。"))
    return rules.extract(document)


def examine(document: Document, settings: Settings) -> list[Outcome]:
    """Audit every report of a document that was read already."""
    return [_outcome(document, report, settings) for report in extract(document, settings)]


def _outcome(document: Document, report: Report, settings: Settings) -> Outcome:
    from auditor import diagnosis
    from auditor.checks import registry, selection
    from auditor.link import link, settle
    from auditor.profiles import choice

    ledger = link(document, report)
    chosen = choice.choose(report, settings.profile)
    profile = chosen.profile
    checks = selection.choose(registry.catalogue(), settings.select, settings.ignore)
    results = registry.run(report, registry.Context(ledger, profile), checks)
    weighed = [_doubtful(_weighed(finding, settings), document) for finding in results.findings]
    findings, causes = diagnosis.diagnose(weighed)
    entries, coverage = settle(findings, ledger.entries, results.checked)
    return Outcome(
        tool=Tool(version=__version__, extractor=settings.extractor, profile=profile.name, lang=settings.lang),
        source=Source(name=document.name, sha256=document.sha256, format=document.format, pages=document.pages),
        report=report,
        findings=tuple(findings),
        causes=tuple(causes),
        ledger=entries,
        coverage=coverage,
        passed=tuple(results.passed),
        not_run=tuple(results.not_run),
        unreadable=(*document.unreadable, *report.unreadable),
        impact=diagnosis.impact(report, profile),
        rules=chosen.rules,
    )


def _weighed(finding: Finding, settings: Settings) -> Finding:
    """The finding at the severity the user gave its check, if any."""
    severity = settings.severity_of(finding.code)
    return finding.model_copy(update={"severity": severity}) if severity else finding


def _doubtful(finding: Finding, document: Document) -> Finding:
    """A finding on recognised characters: low confidence, and never an error by itself."""
    if not document.ocr:
        return finding
    severity = "warning" if finding.severity == "error" else finding.severity
    return finding.model_copy(update={"severity": severity, "confidence": "low"})
