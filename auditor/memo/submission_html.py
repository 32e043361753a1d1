"""The memo on a submission as one web page: the issues beside a tab for every document, both places lit.

Works without JavaScript (all documents stand below each other, anchors lead everywhere) and without a network.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.locale import gettext as _
from auditor.memo import comparison
from auditor.memo.contents import SEVERITIES, Contents, contents, severity_word
from auditor.memo.html import FAMILIES, Told, asset, page
from auditor.memo.numbers import MARKS, STATUSES, Between, numbers
from auditor.memo.records import Item, Matter, NotRunCheck, Quote
from auditor.memo.submission import Section, closing, document_heads, subject, told
from auditor.memo.submission import Told as Memo
from auditor.memo.tabs import Shown, Tab, tab_of, tabs
from auditor.memo.words import status_word
from auditor.model.dossier import Result, Submission
from auditor.model.finding import Finding
from auditor.model.source import Document, Span

if TYPE_CHECKING:
    from markupsafe import Markup

Files = Sequence[tuple[Document, ...]]

_LANGUAGES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class Row:
    """A line of the table of all documents, each cell with the link to its place."""

    line: comparison.Line
    links: Sequence[str]


@dataclass(frozen=True)
class View:
    """One submission as the template shows it."""

    prefix: str
    subject: str
    memo: Memo
    needed: Sequence[str]
    counts: Sequence[tuple[str, str, int]]
    closing: str
    document_heads: Sequence[str]
    sections: Sequence[
        tuple[Section, Sequence[tuple[str, str, Sequence[tuple[Matter, Sequence[Told]]]]], Sequence[Told]]
    ]
    """Each section, its matters by severity, and what of it was accepted."""
    heads: Sequence[str]
    rows: Sequence[Row]
    tabs: Sequence[Tab]
    passed: Sequence[tuple[object, ...]]
    not_run: Sequence[tuple[str, str, Sequence[NotRunCheck]]]
    """Why checks could not run, in which document, and which."""
    unreadable: Sequence[tuple[object, ...]]


def render(results: Sequence[Result], files: Files) -> bytes:
    """The page with every submission, one after another; forms alone stand behind as pages of their own kind do."""
    submissions = [
        (one, documents) for one, documents in zip(results, files, strict=True) if isinstance(one, Submission)
    ]
    views = [_view(f"s{at}-", one, documents) for at, (one, documents) in enumerate(submissions, 1)]
    lang = submissions[0][0].outcomes[0].tool.lang
    css = asset("memo.css") + asset("submission.css")
    found = [finding for one, _documents in submissions for finding in _findings(one)]
    return page(
        "submission.html.j2",
        lang=_LANGUAGES.get(lang, "zh-CN"),
        title=_("绩效自评材料核查备忘录"),
        views=views,
        alone=[_alone(one) for one in results if not isinstance(one, Submission)],
        severities=[(severity, severity_word(severity)) for severity in SEVERITIES],
        families=[(code, _(FAMILIES.get(code, code))) for code in sorted({one.code[:2] for one in found})],
        goals=sorted({goal for one in found for goal in one.goals}),
        statuses=[(status, MARKS[status], status_word(status)) for status in STATUSES],
        css=css,
        script=asset("memo.js"),
        policy=_policy(css),
    )


def _alone(result: Result) -> Contents:
    """What a form that belongs to no submission says, in short."""
    if isinstance(result, Submission):
        raise TypeError("a submission is no form alone")
    return contents(result)


def _policy(css: "Markup") -> str:
    style, script = _digest(css), _digest(asset("memo.js"))
    rules = ["default-src 'none'", f"style-src '{style}'", "base-uri 'none'", "form-action 'none'"]
    return "; ".join([*rules, f"script-src '{script}'"])


def _digest(text: "Markup") -> str:
    return "sha256-" + b64encode(hashlib.sha256(str(text).encode()).digest()).decode()


def _findings(submission: Submission) -> list[Finding]:
    return [*submission.findings, *(found for outcome in submission.outcomes for found in outcome.findings)]


def _view(prefix: str, submission: Submission, documents: Sequence[Document]) -> View:
    memo = told(submission)
    every = _tabs(prefix, submission, documents, memo)
    goals = {one.fingerprint: " ".join(map(str, one.goals)) for one in _findings(submission)}

    def shown(items: Iterable[Item], section: Section) -> list[Told]:
        return [_shown(_placed(item, section), goals[item.fingerprint], every, memo.labels) for item in items]

    def by_severity(section: Section) -> list[tuple[str, str, list[tuple[Matter, list[Told]]]]]:
        found = [
            (one, [(matter, shown(matter.items, section)) for matter in section.matters if matter.severity == one])
            for one in SEVERITIES
        ]
        return [(one, severity_word(one), matters) for one, matters in found if matters]

    named = list(zip(memo.labels, memo.within, strict=True))
    return View(
        prefix=prefix,
        subject=subject(submission),
        memo=memo,
        needed=[
            f"{label}{_('：')}{line}"
            for label, outcome in zip(memo.labels, submission.outcomes, strict=True)
            for line in outcome.needed
        ],
        counts=[(one, severity_word(one), count) for one, count in memo.counts],
        closing=closing(),
        document_heads=document_heads(),
        sections=[(section, by_severity(section), shown(section.accepted, section)) for section in memo.sections],
        heads=comparison.heads(submission),
        rows=[_row(line, every) for line in comparison.lines(submission)],
        tabs=every,
        passed=[(one.code, one.title, one.count, _("；").join(one.examples)) for one in memo.passed],
        not_run=list(_not_run([(_("各份材料之间"), memo.not_run), *((label, one.not_run) for label, one in named)])),
        unreadable=[(label, one.place, one.reason) for label, alone in named for one in alone.unreadable],
    )


def _not_run(missed: Iterable[tuple[str, Sequence[NotRunCheck]]]) -> Iterator[tuple[str, str, list[NotRunCheck]]]:
    """What could not be looked at, a line for each reason and document."""
    for where, checks in missed:
        for reason in dict.fromkeys(one.reason for one in checks):
            yield reason, where, [one for one in checks if one.reason == reason]


def _tabs(prefix: str, submission: Submission, documents: Sequence[Document], memo: Memo) -> tuple[Tab, ...]:
    """Every document, with its numbers and what is quoted of it."""
    between = Between.of(submission, memo.sections[0].items)
    shown = [
        Shown(outcome.report, document, label, numbers(outcome, memo.within[at], between, at))
        for at, (outcome, document, label) in enumerate(zip(submission.outcomes, documents, memo.labels, strict=True))
    ]
    items = [_placed(item, section) for section in memo.sections for item in section.items]
    return tabs(prefix, shown, items)


def _placed(item: Item, section: Section) -> Item:
    """The finding with the document of each of its quotes."""
    if section.document is None:
        return item
    return item._replace(quotes=tuple(one._replace(document=section.document) for one in item.quotes))


def _shown(item: Item, goals: str, of: Sequence[Tab], called: Sequence[str]) -> Told:
    """A finding with its quotes by document, each linked to its place, and the tabs that hold them."""
    sides: dict[str, list[tuple[Quote, str]]] = {}
    lit: list[str] = []
    for quote in item.quotes:
        if quote.document is None or quote.span is None:
            sides.setdefault("", []).append((quote, ""))
            continue
        tab = tab_of(of, quote.document, quote.span)
        lit.append(tab.prefix)
        sides.setdefault(called[quote.document], []).append((quote, tab.anchor(quote.span)))
    told_sides = tuple((label, tuple(found)) for label, found in sides.items())
    return Told(item, item.code[:2], goals, told_sides, " ".join(dict.fromkeys(lit)))


def _row(line: comparison.Line, of: Sequence[Tab]) -> Row:
    links = []
    for cell in line.cells:
        if cell.document is None or cell.start is None:
            links.append("")
            continue
        span = Span(start=cell.start, end=cell.start + 1)
        links.append(tab_of(of, cell.document, span).anchor(span))
    return Row(line, links)
