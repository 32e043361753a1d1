"""What a memo on several documents says: what lies between them first, then each; every quote with its document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.checks import registry
from auditor.diagnosis import verdict
from auditor.locale import gettext as _
from auditor.memo import by_hand
from auditor.memo.basis import basis
from auditor.memo.conclusion import priorities, set_aside
from auditor.memo.contents import (
    SEVERITIES,
    Contents,
    clean,
    contents,
    coverage_line,
    sentence,
    severity_word,
)
from auditor.memo.grouping import bundles, rank
from auditor.memo.records import After, Item, Matter, NotRunCheck, PassedCheck, Priority, make_passed_check
from auditor.memo.subjects import WITH_SUBJECT, Subjects, shortened
from auditor.memo.telling import Teller
from auditor.memo.terminal import (
    PLAIN,
    Style,
    brief_lines,
    closing_words,
    how_to_accept,
    matter_lines,
    wrap,
)
from auditor.memo.terminal import show as show_alone
from auditor.memo.words import examples
from auditor.model.dossier import Result, Submission, Submitted
from auditor.model.finding import Finding, Outcome, OutcomeVerdict, Severity
from auditor.model.ledger import LedgerEntry
from auditor.model.source import Place, Span
from auditor.relate.roles import role_word

_VERDICTS: Mapping[OutcomeVerdict, str] = {
    "contradicted": "材料中有数据不一致，须先核实",
    "insufficient": "未能充分核对，不能据此认为数据无误",
    "clear": "未发现数据相互矛盾",
}


class Section(NamedTuple):
    """The matters of one document, or those between several (`document` None), and what was accepted."""

    document: int | None
    title: str
    matters: tuple[Matter, ...]
    accepted: tuple[Item, ...] = ()

    @property
    def items(self) -> list[Item]:
        """Every finding, the accepted ones last."""
        return [*(item for matter in self.matters for item in matter.items), *self.accepted]


class Told(NamedTuple):
    """A whole memo on a submission."""

    verdict: str
    judged: OutcomeVerdict
    grouping: str
    labels: tuple[str, ...]
    """What each document is called: 自评报告, 自评表; with its file where two are of one role."""
    documents: tuple[tuple[str, ...], ...]
    """A row for each: number, role, file, organisation, project, year, verdict, how much was compared."""
    sections: tuple[Section, ...]
    within: tuple[Contents, ...]
    """What a memo on each document alone would say, numbered on."""
    coverage: str
    by_hand: tuple[str, ...]
    """What reviewers said of the reading, each with its document."""
    passed: tuple[PassedCheck, ...]
    not_run: tuple[NotRunCheck, ...]

    @property
    def matters(self) -> tuple[Matter, ...]:
        """Every open matter in the order of the memo."""
        return tuple(matter for section in self.sections for matter in section.matters)

    @property
    def items(self) -> list[Item]:
        """Every finding in the order of the memo."""
        return [item for section in self.sections for item in section.items]

    @property
    def priorities(self) -> tuple[Priority, ...]:
        """What to settle first."""
        return priorities(self.matters)

    @property
    def counts(self) -> list[tuple[Severity, int]]:
        """Open matters by severity."""
        return [(severity, sum(one.severity == severity for one in self.matters)) for severity in SEVERITIES]

    def where(self, matter: Matter) -> str:
        """The document that a matter is of; empty for what lies between several."""
        section = next(one for one in self.sections if matter in one.matters)
        return "" if section.document is None else section.title


def labels(submission: Submission) -> tuple[str, ...]:
    """What each document is called; where several are of one role with what tells them apart: project, file, or place among them."""
    words = [role_word(one.role) for one in submission.documents]
    called = [f"{word}{_told_apart(submission, at)}" for at, word in enumerate(words)]
    return tuple(
        one if called.count(one) == 1 else f"{one} {called[: at + 1].count(one)}" for at, one in enumerate(called)
    )


def leading(submission: Submission) -> Submitted:
    """The document that the others are about: the form, else the first."""
    return next((one for one in submission.documents if one.role == "table"), submission.documents[0])


def subject(submission: Submission) -> str:
    """Whose submission about what, of which year."""
    first = leading(submission)
    year = _("{year}年度").format(year=first.year) if first.year else ""
    return clean(" · ".join(filter(None, (first.organisation, first.project, year))))


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
    checks = registry.catalogue()
    titles = {check.code: _(check.title).rstrip("。.") for check in checks}
    bases = {check.code: basis(check) for check in checks}
    teller = Teller(_Between(submission), titles, bases, called=called)
    ranked = sorted(submission.findings, key=rank)
    matters = teller.matters(bundles((), [one for one in ranked if one.accepted is None]))
    accepted = teller.accepted([one for one in ranked if one.accepted is not None])
    within = _within(submission.outcomes, teller.told)
    sections = [Section(None, _("各份材料之间"), matters, accepted)]
    sections += [Section(at, called[at], memo.matters, memo.accepted) for at, memo in enumerate(within)]
    return Told(
        verdict=_verdict(submission, sections),
        judged=submission.verdict,
        grouping=sentence(submission.grouping),
        labels=called,
        documents=tuple(_document(submission, at) for at in range(len(submission.documents))),
        sections=tuple(sections),
        within=within,
        coverage=coverage_line(submission.coverage),
        by_hand=tuple(
            f"{label}{_('：')}{line}"
            for label, outcome in zip(called, submission.outcomes, strict=True)
            for line in by_hand.lines(outcome)
        ),
        passed=tuple(
            make_passed_check(code=one.code, title=titles.get(one.code, ""), count=one.count, examples=examples(one))
            for one in submission.passed
        ),
        not_run=tuple(NotRunCheck(one.code, titles.get(one.code, ""), clean(one.reason)) for one in submission.not_run),
    )


def _within(outcomes: Iterable[Outcome], after: After) -> tuple[Contents, ...]:
    """The memos on the documents alone, one numbered after the other."""
    made = []
    for outcome in outcomes:
        memo = contents(outcome, after)
        made.append(memo)
        after = memo.told
    return tuple(made)


_COLUMNS = ("年初预算数", "全年预算数", "到位数", "全年执行数", "执行率", "到位率", "总分")
"""Cells of a form that stand in no row of indicators, by what quotes of them are called."""


_COUNTING = frozenset({"SB01", "SB04"})
"""Checks between documents that speak of numbers in sentences."""


class _Between:
    """Says what a finding between documents is about: the row or the cell of a form in which one of its quotes stands."""

    def __init__(self, submission: Submission) -> None:
        self._rows = [
            [(row.span.start, row.span.end, row.name) for row in outcome.report.indicators]
            for outcome in submission.outcomes
        ]
        self._subjects = [Subjects(outcome) for outcome in submission.outcomes]

    def of(self, finding: Finding) -> str:
        """The name of the one row; empty where there is none, or several."""
        names = {name for item in finding.evidence for name in self._named(item.span)}
        names = names or {_(word) for item in finding.evidence for word in _COLUMNS if item.role.startswith(_(word))}
        return shortened(names.pop()) if len(names) == 1 else self._counted(finding)

    def _counted(self, finding: Finding) -> str:
        """What the first number counts that is quoted from a sentence, in its words."""
        if finding.code[:2] not in WITH_SUBJECT and finding.code not in _COUNTING:
            return ""
        places = (one.span for one in finding.evidence if isinstance(one.span, Place))
        inside = (self._subjects[span.document].inside(span) for span in places)
        first: Sequence[LedgerEntry] = next(filter(None, inside), ())
        return shortened(next((one.subject for one in first if one.subject), ""))

    def _named(self, span: Span | None) -> Iterator[str]:
        if isinstance(span, Place):
            yield from (name for start, end, name in self._rows[span.document] if start <= span.start < end)


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


DOCUMENT_SHARES = (3, 6, 8, 7, 8, 4, 8, 4)


def document_heads() -> tuple[str, ...]:
    """The headings of the list of documents."""
    return (_("序号"), _("材料"), _("文件"), _("单位"), _("项目"), _("年度"), _("结论"), _("核对率"))


def _verdict(submission: Submission, sections: Sequence[Section]) -> str:
    """One sentence: whether the submission can be relied on, and what was found where."""
    between, *within = sections
    words = [
        _counted(_("材料之间：{found}"), between.matters),
        _counted(_("各份材料内部：{found}"), [matter for one in within for matter in one.matters]),
    ]
    every = [*submission.findings, *(found for outcome in submission.outcomes for found in outcome.findings)]
    words += [coverage_line(submission.coverage), set_aside(every)]
    return (_("；").join([_(_VERDICTS[submission.verdict]), *filter(None, words)]) + _("。")).strip()


def _counted(words: str, matters: Sequence[Matter]) -> str:
    counts = [(severity_word(one), sum(matter.severity == one for matter in matters)) for one in SEVERITIES]
    said = _("、").join(_("{word} {count} 项").format(word=word, count=count) for word, count in counts if count)
    return words.format(found=said) if said else ""


def show(results: Sequence[Result], width: int = 100, style: Style = PLAIN, *, brief: bool = False) -> str:
    """The results for a terminal, one after another; brief: verdict, causes and errors only."""
    alone = [one for one in results if not isinstance(one, Submission)]
    if len(alone) == len(results):
        return show_alone(alone, width, style, brief=brief)
    page = _brief if brief else _page
    return "\n".join(
        "".join(f"{line}\n" for line in page(told(one), one, width, style))
        if isinstance(one, Submission)
        else show_alone([one], width, style, brief=brief)
        for one in results
    )


def _page(memo: Told, submission: Submission, width: int, style: Style) -> Iterator[str]:
    for row in memo.documents:
        about = " ".join(filter(None, (row[1], row[2], row[4] or row[3], row[5])))
        yield from wrap(about, width, style(f"{row[0]}  ", "faint"), 3)
    yield from wrap(memo.grouping, width)
    for line in memo.by_hand:
        yield from wrap(line, width)
    yield ""
    yield from _concluded(memo, submission, width)
    for section in memo.sections:
        if section.matters:
            yield ""
            yield style(f"{section.title} {len(section.matters)}", "strong")
        for matter in section.matters:
            yield from matter_lines(matter, width, style, weighed=True)
    yield ""
    yield from _foot(memo, width)


def _concluded(memo: Told, submission: Submission, width: int) -> Iterator[str]:
    yield from wrap(memo.verdict, width)
    for label, outcome in zip(memo.labels, submission.outcomes, strict=True):
        for needed in outcome.needed:
            yield from wrap(f"{label}{_('：')}{needed}", width, "  → ", 4)


def _brief(memo: Told, submission: Submission, width: int, style: Style) -> Iterator[str]:
    """Verdict, causes and errors; of the rest how many there are."""
    yield from _concluded(memo, submission, width)
    grave = [one for one in memo.matters if one.severity == "error" or one.is_cause]
    yield from brief_lines(grave, memo.matters, width, style, memo.where)
    yield from wrap(_left_open(memo), width)


def _foot(memo: Told, width: int) -> Iterator[str]:
    accepted = sum(len(section.accepted) for section in memo.sections)
    if memo.matters:
        yield from wrap(how_to_accept(), width)
    if accepted:
        yield _("已接受的疑点 {count} 处").format(count=accepted)
    yield from wrap(_left_open(memo), width)


def _left_open(memo: Told) -> str:
    """What was in order, and what was not looked at, over all documents and between them."""
    return closing_words(
        passed=len(memo.passed) + sum(len(one.passed) for one in memo.within),
        not_run=len(memo.not_run) + sum(len(one.not_run) for one in memo.within),
        unmatched=sum(len(one.unmatched) for one in memo.within),
        unreadable=sum(len(one.unreadable) for one in memo.within),
    )


def lacking(submission: Submission, called: Sequence[str]) -> list[tuple[verdict.Lack, str]]:
    """What the department can still bring to each document, with what the document is called."""
    return [
        (lack, label)
        for label, outcome in zip(called, submission.outcomes, strict=True)
        for lack in verdict.lacks(outcome, verdict.beside(outcome, submission.outcomes))
    ]


def closing() -> str:
    """That what was found is to be verified, and by what."""
    return _(
        "本备忘录列出各份材料内部和材料之间不能同时成立之处，均属“不一致，待核实”；口径、时点、单位和四舍五入的差异可能是其原因，以佐证材料为准。"
    )
