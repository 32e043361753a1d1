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
from auditor.memo.contents import Contents, clean, contents
from auditor.memo.html import asset, page
from auditor.memo.numbers import MARKS, STATUSES, Number, numbers, status_word
from auditor.memo.pane import Pane, pane
from auditor.memo.submission import Cited, Issue, Section, Told, closing, document_heads, told
from auditor.model.dossier import Result, Submission
from auditor.model.source import Document, Span

if TYPE_CHECKING:
    from markupsafe import Markup

Files = Sequence[tuple[Document, ...]]

_LANGUAGES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class _Marked:
    """What the pane of a file marks: issues of all its documents, by their numbers in the whole memo."""

    open_items: Sequence[Issue]
    accepted: Sequence[Issue] = ()


@dataclass(frozen=True)
class Tab:
    """A file with the documents in it. `prefix` keeps its anchors apart from other files'."""

    prefix: str
    name: str
    label: str
    pane: Pane
    numbers: Sequence[Number]


@dataclass(frozen=True)
class Linked:
    """A quote with the tab and the anchor of its place."""

    quote: Cited
    tab: str
    anchor: str


@dataclass(frozen=True)
class Shown:
    """An issue with its quotes linked, and the tabs that hold them."""

    issue: Issue
    quotes: Sequence[Linked]
    tabs: str


@dataclass(frozen=True)
class Row:
    """A line of the table of all documents, each cell with the link to its place."""

    line: comparison.Line
    links: Sequence[str]


@dataclass(frozen=True)
class View:
    """One submission as the template shows it."""

    prefix: str
    memo: Told
    closing: str
    document_heads: Sequence[str]
    sections: Sequence[tuple[Section, Sequence[Shown]]]
    heads: Sequence[str]
    rows: Sequence[Row]
    tabs: Sequence[Tab]


def render(results: Sequence[Result], files: Files) -> bytes:
    """The page with every submission, one after another; forms alone stand behind as pages of their own kind do."""
    submissions = [
        (one, documents) for one, documents in zip(results, files, strict=True) if isinstance(one, Submission)
    ]
    views = [_view(f"s{at}-", one, documents) for at, (one, documents) in enumerate(submissions, 1)]
    lang = submissions[0][0].outcomes[0].tool.lang
    css = asset("memo.css") + asset("submission.css")
    return page(
        "submission.html.j2",
        lang=_LANGUAGES.get(lang, "zh-CN"),
        title=_("绩效自评材料核查备忘录"),
        views=views,
        alone=[_alone(one) for one in results if not isinstance(one, Submission)],
        statuses=[(status, MARKS[status], status_word(status)) for status in STATUSES],
        css=css,
        script=asset("submission.js"),
        policy=_policy(css),
    )


def _alone(result: Result) -> Contents:
    """What a form that belongs to no submission says, in short."""
    if isinstance(result, Submission):
        raise TypeError("a submission is no form alone")
    return contents(result)


def _policy(css: "Markup") -> str:
    style, script = _digest(css), _digest(asset("submission.js"))
    rules = ["default-src 'none'", f"style-src '{style}'", "base-uri 'none'", "form-action 'none'"]
    return "; ".join([*rules, f"script-src '{script}'"])


def _digest(text: "Markup") -> str:
    return "sha256-" + b64encode(hashlib.sha256(str(text).encode()).digest()).decode()


def _view(prefix: str, submission: Submission, documents: Sequence[Document]) -> View:
    memo = told(submission)
    tabs = _tabs(prefix, submission, documents, memo)
    of = [_tab_of(tabs, document) for document in documents]
    return View(
        prefix=prefix,
        memo=memo,
        closing=closing(),
        document_heads=document_heads(),
        sections=[(section, [_shown(issue, of) for issue in section.issues]) for section in memo.sections],
        heads=comparison.heads(submission),
        rows=[_row(line, of) for line in comparison.lines(submission)],
        tabs=tabs,
    )


def _tabs(prefix: str, submission: Submission, documents: Sequence[Document], memo: Told) -> list[Tab]:
    """Every file once, with the numbers and quotes of all documents in it."""
    by_file: dict[str, list[int]] = {}
    for at, document in enumerate(documents):
        by_file.setdefault(document.sha256 + document.name, []).append(at)
    return [
        _tab(f"{prefix}d{number}-", submission, documents[places[0]], memo, places)
        for number, places in enumerate(by_file.values())
    ]


def _tab(prefix: str, submission: Submission, document: Document, memo: Told, places: Sequence[int]) -> Tab:
    ledger = [number for at in places for number in numbers(submission.outcomes[at], contents(submission.outcomes[at]))]
    own = _Marked([_of(one, places) for one in memo.issues if any(quote.document in places for quote in one.quotes)])
    shown = pane(document, cast("Contents", own), ledger)
    label = _("、").join(dict.fromkeys(memo.labels[at] for at in places))
    return Tab(prefix, clean(document.name), label, shown, ledger)


def _of(issue: Issue, places: Sequence[int]) -> Issue:
    """The issue with the quotes alone that stand in some documents."""
    return replace(issue, quotes=tuple(quote for quote in issue.quotes if quote.document in places))


def _tab_of(tabs: Iterable[Tab], document: Document) -> Tab:
    return next(tab for tab in tabs if tab.name == clean(document.name))


def _shown(issue: Issue, of: Sequence[Tab]) -> Shown:
    linked = [_linked(quote, of) for quote in issue.quotes]
    return Shown(issue, linked, " ".join(dict.fromkeys(one.tab for one in linked if one.tab)))


def _linked(quote: Cited, of: Sequence[Tab]) -> Linked:
    if quote.document is None or quote.span is None:
        return Linked(quote, "", "")
    tab = of[quote.document]
    return Linked(quote, tab.prefix, tab.prefix + tab.pane.anchor(quote.span))


def _row(line: comparison.Line, of: Sequence[Tab]) -> Row:
    links = []
    for cell in line.cells:
        tab = None if cell.document is None else of[cell.document]
        span = None if cell.start is None else Span(start=cell.start, end=cell.start + 1)
        links.append("" if tab is None else tab.prefix + tab.pane.anchor(span))
    return Row(line, links)
