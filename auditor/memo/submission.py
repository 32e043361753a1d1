"""What a memo on several documents says: what lies between them first, then each; every quote with its document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.checks import registry
from auditor.locale import gettext as _
from auditor.memo.contents import (
    SEVERITIES,
    accepted_words,
    clean,
    coverage_line,
    in_order,
    place,
    sentence,
    severity_word,
)
from auditor.memo.terminal import PLAIN, Style, wrap
from auditor.memo.terminal import show as show_alone
from auditor.model.dossier import Result, Submission
from auditor.model.finding import Evidence, Finding, OutcomeVerdict, Severity
from auditor.model.source import Place, Span
from auditor.relate.grouping import role_word

_VERDICTS: dict[OutcomeVerdict, str] = {
    "contradicted": "材料中有数据不一致，须先核实",
    "insufficient": "未能充分核对，不能据此认为数据无误",
    "clear": "未发现数据相互矛盾",
}
_CONFIDENCE = {"high": "", "medium": "把握中等，请先核对原文", "low": "把握较低：该处读取不确定，请先核对原文"}


@dataclass(frozen=True)
class Cited:
    """One side of a finding: which document, which side of it, its words, and where they stand."""

    document: int | None
    role: str
    text: str
    place: str
    span: Span | None

    @property
    def line(self) -> str:
        """自评表 实际完成值（第2页 表1 第5行）：「培训人数 105人」."""
        return _("{role}（{place}）：「{quote}」").format(role=self.role, place=self.place, quote=self.text)


@dataclass(frozen=True)
class Issue:
    """A finding as the memo of a submission tells it; `number` counts through the whole memo."""

    number: int
    code: str
    title: str
    severity: Severity
    message: str
    quotes: tuple[Cited, ...]
    working: str
    action: str
    confidence: str
    accepted: str
    fingerprint: str

    @property
    def severity_word(self) -> str:
        """错误, 警告 or 提示."""
        return severity_word(self.severity)


@dataclass(frozen=True)
class Section:
    """The issues of one document, or those between several (`document` None)."""

    document: int | None
    title: str
    issues: tuple[Issue, ...]

    @property
    def open(self) -> list[Issue]:
        """Those that nobody accepted."""
        return [issue for issue in self.issues if not issue.accepted]


@dataclass(frozen=True)
class Told:
    """A whole memo on a submission."""

    verdict: str
    judged: OutcomeVerdict
    grouping: str
    labels: tuple[str, ...]
    """What each document is called: 自评报告, 自评表; with its file where two are of one role."""
    documents: tuple[tuple[str, ...], ...]
    """A row for each: number, role, file, organisation, project, year, verdict, how much was compared."""
    sections: tuple[Section, ...]
    coverage: str
    passed: tuple[tuple[str, str, str, str], ...]
    not_run: tuple[tuple[str, str, str], ...]

    @property
    def issues(self) -> list[Issue]:
        """Every issue in the order of the memo."""
        return [issue for section in self.sections for issue in section.issues]

    @property
    def counts(self) -> list[tuple[Severity, int]]:
        """Open issues by severity."""
        still_open = [issue for section in self.sections for issue in section.open]
        return [(severity, sum(one.severity == severity for one in still_open)) for severity in SEVERITIES]


def labels(submission: Submission) -> tuple[str, ...]:
    """What each document is called; where several are of one role with what tells them apart: project, file, or place among them."""
    words = [role_word(one.role) for one in submission.documents]
    called = [f"{word}{_told_apart(submission, at)}" for at, word in enumerate(words)]
    return tuple(
        one if called.count(one) == 1 else f"{one} {called[: at + 1].count(one)}" for at, one in enumerate(called)
    )


def _told_apart(submission: Submission, at: int) -> str:
    """What tells a document from others of its role; nothing where it is the only one."""
    this = submission.documents[at]
    rivals = [one for one in submission.documents if one.role == this.role]
    if len(rivals) == 1:
        return ""
    if this.project and sum(one.project == this.project for one in rivals) == 1:
        return _("“{project}”").format(project=clean(this.project))
    return f" {clean(this.name)}" if sum(one.name == this.name for one in rivals) == 1 else ""


def told(submission: Submission) -> Told:
    """The memo of a submission."""
    called = labels(submission)
    checks = {check.code: _(check.title).rstrip("。.") for check in registry.catalogue()}
    teller = _Teller(called, checks)
    sections = [Section(None, _("各份材料之间"), teller.issues(_ranked(submission.findings), None))]
    for at, outcome in enumerate(submission.outcomes):
        sections.append(Section(at, called[at], teller.issues(in_order(outcome), at)))
    return Told(
        verdict=_verdict(submission, sections),
        judged=submission.verdict,
        grouping=sentence(submission.grouping),
        labels=called,
        documents=tuple(_document(submission, at) for at in range(len(submission.documents))),
        sections=tuple(sections),
        coverage=coverage_line(submission.coverage),
        passed=tuple(
            (one.code, checks.get(one.code, ""), str(one.count), clean(_("；").join(one.examples)))
            for one in submission.passed
        ),
        not_run=tuple((one.code, checks.get(one.code, ""), clean(one.reason)) for one in submission.not_run),
    )


class _Teller:
    """Numbers issues in the order in which they are told."""

    def __init__(self, called: Sequence[str], titles: dict[str, str]) -> None:
        self._called = called
        self._titles = titles
        self._number = 0

    def issues(self, findings: Iterable[Finding], document: int | None) -> tuple[Issue, ...]:
        """The findings of one document, or those between several."""
        return tuple(self._issue(finding, document) for finding in findings)

    def _issue(self, finding: Finding, document: int | None) -> Issue:
        self._number += 1
        held = finding.accepted
        return Issue(
            number=self._number,
            code=finding.code,
            title=self._titles.get(finding.code, finding.name),
            severity=finding.severity,
            message=sentence(finding.message),
            quotes=tuple(self._cited(one, document) for one in finding.evidence),
            working=clean(finding.working),
            action=sentence(finding.action),
            confidence=_(_CONFIDENCE[finding.confidence]) if finding.confidence != "high" else "",
            accepted=accepted_words(held.by, held.reason, held.until) if held else "",
            fingerprint=finding.fingerprint,
        )

    def _cited(self, one: Evidence, document: int | None) -> Cited:
        at = one.span.document if isinstance(one.span, Place) else document
        role = clean(one.role) if at is None else f"{self._called[at]} {clean(one.role)}"
        return Cited(at, role, clean(one.quote), place(one.span), one.span)


def _ranked(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, the accepted last; of equal weight in the order of the checks."""
    return sorted(findings, key=lambda one: (one.accepted is not None, SEVERITIES.index(one.severity), one.code))


def _document(submission: Submission, at: int) -> tuple[str, ...]:
    one, outcome = submission.documents[at], submission.outcomes[at]
    percent = outcome.coverage.percent
    return (
        str(at + 1),
        role_word(one.role),
        clean(one.name),
        clean(one.organisation or ""),
        clean(one.project or ""),
        str(one.year or ""),
        _(_VERDICTS[outcome.verdict]),
        "" if percent is None else f"{percent}%",
    )


DOCUMENT_SHARES = (1, 3, 4, 4, 4, 2, 4, 2)


def document_heads() -> tuple[str, ...]:
    """The headings of the list of documents."""
    return (_("序号"), _("材料"), _("文件"), _("单位"), _("项目"), _("年度"), _("结论"), _("核对率"))


def _verdict(submission: Submission, sections: Sequence[Section]) -> str:
    """One sentence: whether the submission can be relied on, and what was found where."""
    between, *within = sections
    words = [
        _counted(_("材料之间"), between.open),
        _counted(_("各份材料内部"), [i for one in within for i in one.open]),
    ]
    return (
        _("；").join([_(_VERDICTS[submission.verdict]), *filter(None, words), coverage_line(submission.coverage)])
        + _("。")
    ).strip()


def _counted(where: str, issues: Sequence[Issue]) -> str:
    counts = [(severity_word(one), sum(issue.severity == one for issue in issues)) for one in SEVERITIES]
    said = _("、").join(_("{word} {count} 项").format(word=word, count=count) for word, count in counts if count)
    return _("{where}{found}").format(where=where, found=said) if said else ""


def show(results: Sequence[Result], width: int = 100, style: Style = PLAIN, *, brief: bool = False) -> str:
    """The results for a terminal, one after another; `brief` leaves verdict and problems, each in a line with its sum."""
    alone = [one for one in results if not isinstance(one, Submission)]
    if len(alone) == len(results):
        return show_alone(alone, width, style, brief=brief)
    return "\n".join(
        "".join(f"{line}\n" for line in _page(told(one), one, width, style, brief=brief))
        if isinstance(one, Submission)
        else show_alone([one], width, style, brief=brief)
        for one in results
    )


def _page(memo: Told, submission: Submission, width: int, style: Style, *, brief: bool) -> Iterator[str]:
    for row in memo.documents:
        about = " ".join(filter(None, (row[1], row[2], row[4] or row[3], row[5])))
        yield from wrap(about, width, style(f"{row[0]}  ", "faint"), 3)
    yield from wrap(memo.grouping, width)
    yield ""
    yield from wrap(memo.verdict, width)
    for label, outcome in zip(memo.labels, submission.outcomes, strict=True):
        for needed in outcome.needed:
            yield from wrap(f"{label}{_('：')}{needed}", width, "  → ", 4)
    yield " · ".join(style(f"{severity_word(one)} {count}", one if count else "faint") for one, count in memo.counts)
    for section in memo.sections:
        shown = [issue for issue in section.open if issue.severity == "error" or not brief]
        if shown:
            yield ""
            yield style(f"{section.title} {len(shown)}", "strong")
            for issue in shown:
                yield from _issue(issue, width, style, brief=brief)
    if brief:
        return
    yield ""
    yield from wrap(closing(), width)


def _issue(issue: Issue, width: int, style: Style, *, brief: bool) -> Iterator[str]:
    head = f"{issue.number:>3}  {style(issue.code, issue.severity)}  "
    yield from wrap(issue.message, width, head, 11)
    for quote in () if brief else issue.quotes[:_SHOWN]:
        yield from wrap(quote.line, width, " " * 11, 13)
    if issue.working:
        yield from wrap(issue.working, width, " " * 11 + "= ", 13)


_SHOWN = 4
"""Quotes of an issue on a terminal; a memo shows all."""


def closing() -> str:
    """That what was found is to be verified, and by what."""
    return _(
        "本备忘录列出各份材料内部和材料之间不能同时成立之处，均属“不一致，待核实”；口径、时点、单位和四舍五入的差异可能是其原因，以佐证材料为准。"
    )
