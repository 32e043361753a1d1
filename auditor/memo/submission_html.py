"""The memo on a submission as one web page: the issues beside a tab for every file, both places lit.

Works without JavaScript (all files stand below each other, anchors lead everywhere) and without a network.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from auditor.locale import gettext as _
from auditor.memo import comparison
from auditor.memo.contents import SEVERITIES, Contents, clean, contents, severity_word
from auditor.memo.html import FAMILIES, Told, asset, page
from auditor.memo.numbers import MARKS, STATUSES, Number, numbers, status_word
from auditor.memo.pane import Pane, pane
from auditor.memo.records import Item, Matter, Quote
from auditor.memo.submission import Section, closing, document_heads, subject, told
from auditor.memo.submission import Told as Memo
from auditor.model.dossier import Result, Submission
from auditor.model.finding import Finding
from auditor.model.source import Document, Span

if TYPE_CHECKING:
    from markupsafe import Markup

Files = Sequence[tuple[Document, ...]]

_LANGUAGES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class _Marked:
    """What the pane of a file marks: issues of all its documents, by their numbers in the whole memo."""

    open_items: Sequence[Item]
    accepted: Sequence[Item] = ()


@dataclass(frozen=True)
class Tab:
    """A file with the documents in it. `prefix` keeps its anchors apart from other files'."""

    prefix: str
    name: str
    label: str
    pane: Pane
    numbers: Sequence[Number]


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
    not_run: Sequence[tuple[object, ...]]
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
    tabs = _tabs(prefix, submission, documents, memo)
    of = [_tab_of(tabs, document) for document in documents]
    goals = {one.fingerprint: " ".join(map(str, one.goals)) for one in _findings(submission)}

    def shown(items: Iterable[Item], section: Section) -> list[Told]:
        return [_shown(item, section.document, goals[item.fingerprint], of, memo.labels) for item in items]

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
        rows=[_row(line, of) for line in comparison.lines(submission)],
        tabs=tabs,
        passed=[(one.code, one.title, one.count, _("；").join(one.examples)) for one in memo.passed],
        not_run=[
            *((_("各份材料之间"), one.code, one.title, one.reason) for one in memo.not_run),
            *((label, one.code, one.title, one.reason) for label, alone in named for one in alone.not_run),
        ],
        unreadable=[(label, one.place, one.reason) for label, alone in named for one in alone.unreadable],
    )


def _tabs(prefix: str, submission: Submission, documents: Sequence[Document], memo: Memo) -> list[Tab]:
    """Every file once, with the numbers and quotes of all documents in it."""
    by_file: dict[str, list[int]] = {}
    for at, document in enumerate(documents):
        by_file.setdefault(document.sha256 + document.name, []).append(at)
    return [
        _tab(f"{prefix}d{number}-", submission, documents[places[0]], memo, places)
        for number, places in enumerate(by_file.values())
    ]


def _tab(prefix: str, submission: Submission, document: Document, memo: Memo, places: Sequence[int]) -> Tab:
    ledgers = (numbers(submission.outcomes[at], memo.within[at]) for at in places)
    ledger = [
        replace(number, index=index) for index, number in enumerate((one for found in ledgers for one in found), 1)
    ]
    quoted = [_of(item, section, places) for section in memo.sections for item in section.items]
    own = _Marked([item for item in quoted if item.quotes])
    shown = pane(document, cast("Contents", own), ledger)
    label = _("、").join(dict.fromkeys(memo.labels[at] for at in places))
    return Tab(prefix, clean(document.name), label, shown, ledger)


def _of(item: Item, section: Section, places: Sequence[int]) -> Item:
    """The finding with the quotes alone that stand in some documents."""
    return item._replace(quotes=tuple(one for one in item.quotes if _document(one, section.document) in places))


def _document(quote: Quote, document: int | None) -> int | None:
    return document if quote.document is None else quote.document


def _tab_of(tabs: Iterable[Tab], document: Document) -> Tab:
    return next(tab for tab in tabs if tab.name == clean(document.name))


def _shown(item: Item, document: int | None, goals: str, of: Sequence[Tab], called: Sequence[str]) -> Told:
    """A finding with its quotes by document, each linked to its place, and the tabs that hold them."""
    sides: dict[str, list[tuple[Quote, str]]] = {}
    tabs: list[str] = []
    for quote in item.quotes:
        at = _document(quote, document)
        if at is None or quote.span is None:
            sides.setdefault("", []).append((quote, ""))
            continue
        tabs.append(of[at].prefix)
        sides.setdefault(called[at], []).append((quote, of[at].prefix + of[at].pane.anchor(quote.span)))
    told_sides = tuple((label, tuple(found)) for label, found in sides.items())
    return Told(item, item.code[:2], goals, told_sides, " ".join(dict.fromkeys(tabs)))


def _row(line: comparison.Line, of: Sequence[Tab]) -> Row:
    links = []
    for cell in line.cells:
        tab = None if cell.document is None else of[cell.document]
        span = None if cell.start is None else Span(start=cell.start, end=cell.start + 1)
        links.append("" if tab is None else tab.prefix + tab.pane.anchor(span))
    return Row(line, links)
