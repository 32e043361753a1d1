"""A result as both pages show it: what is to be done or decided, beside the documents with the places lit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from auditor.diagnosis.verdict import beside, lacks
from auditor.locale import gettext as _
from auditor.memo import by_hand, privacy
from auditor.memo.contents import Item, Quote, clean, contents, coverage_line
from auditor.memo.numbers import numbers
from auditor.memo.submission import labels, told
from auditor.memo.tabs import Shown, Tab, tab_of, tabs
from auditor.memo.todo import Task, Unread, tasks, todo
from auditor.model.dossier import Result, Submission, outcomes_of
from auditor.model.finding import OutcomeVerdict, Severity
from auditor.model.source import Document, Span

VERDICTS: dict[OutcomeVerdict, str] = {
    "contradicted": "有数据不一致",
    "insufficient": "未能充分核对",
    "clear": "未发现数据相互矛盾",
}


@dataclass(frozen=True)
class Linked:
    """A quote with the tab of its document and the anchor of its place."""

    role: str
    text: str
    place: str
    span: Span | None
    document: int | None
    tab: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Point:
    """A finding on the page. `document` is None for what lies between documents; `number` counts through the page."""

    number: int
    fingerprint: str
    code: str
    title: str
    subject: str
    severity: Severity
    weight: str
    """The clerk's word: 必须改正, 应当说明, 可以斟酌."""
    weighs: Severity
    message: str
    stands: str
    change: str
    working: str
    action: str
    basis: str
    confidence: str
    why: str
    place: str
    document: int | None
    quotes: tuple[Linked, ...]
    accepted: str = ""
    value_hash: str = ""

    @property
    def family(self) -> str:
        """The family of its check: CL, BU, …"""
        return self.code[:2]

    @property
    def tabs(self) -> str:
        """The tabs that hold its places, with blanks between."""
        return " ".join(dict.fromkeys(one.tab for one in self.quotes if one.tab))


@dataclass(frozen=True)
class Page:
    """One form or submission."""

    name: str
    verdict: OutcomeVerdict
    verdict_word: str
    coverage: str
    needed: tuple[str, ...]
    lacks: tuple[str, ...]
    """Of what is needed, what the department itself can bring."""
    labels: tuple[str, ...]
    points: tuple[Point, ...]
    unread: tuple[tuple[str, Unread], ...]
    by_hand: tuple[str, ...]
    """What reviewers said of the reading."""
    tabs: tuple[Tab, ...]

    @property
    def open(self) -> tuple[Point, ...]:
        """Those that no baseline accepts."""
        return tuple(one for one in self.points if not one.accepted)


def pages(results: Sequence[Result], files: Sequence[tuple[Document, ...]]) -> list[Page]:
    """Every result as a page, with what is private of persons hidden."""
    covered = privacy.covered_results(results, files)
    return [page(f"p{at}-", one, documents) for at, (one, documents) in enumerate(zip(*covered, strict=True))]


def page(prefix: str, result: Result, documents: Sequence[Document]) -> Page:
    """One result; `prefix` keeps its anchors apart from those of others on the same page."""
    outcomes = outcomes_of(result)
    called = labels(result) if isinstance(result, Submission) else (clean(documents[0].name),)
    points = list(_points(result))
    shown = [
        Shown(outcome.report, document, label, numbers(outcome, contents(outcome)))
        for outcome, document, label in zip(outcomes, documents, called, strict=True)
    ]
    every = tabs(prefix, shown, points)
    unread = [(called[at], spot) for at, outcome in enumerate(outcomes) for spot in todo(outcome).unread]
    return Page(
        name=_name(result, documents),
        verdict=result.verdict,
        verdict_word=_(VERDICTS[result.verdict]),
        coverage=coverage_line(result.coverage),
        needed=tuple(dict.fromkeys(line for outcome in outcomes for line in outcome.needed)),
        lacks=tuple(
            dict.fromkeys(one.said for outcome in outcomes for one in lacks(outcome, beside(outcome, outcomes)))
        ),
        labels=called,
        points=tuple(replace(one, quotes=tuple(_linked(quote, every) for quote in one.quotes)) for one in points),
        unread=tuple(unread),
        by_hand=tuple(line for outcome in outcomes for line in by_hand.lines(outcome)),
        tabs=every,
    )


def _name(result: Result, documents: Sequence[Document]) -> str:
    report = outcomes_of(result)[0].report
    parts = (report.organisation, report.project, _("{year}年度").format(year=report.year) if report.year else None)
    return clean(" · ".join(filter(None, parts))) or clean(documents[0].name)


def _points(result: Result) -> Iterator[Point]:
    """What lies between documents first, then each document in the order of its form, then what was accepted."""
    number = 0
    if isinstance(result, Submission):
        hashes = {one.fingerprint: one.value_hash for one in result.findings}
        between = told(result).sections[0]
        items = [item for matter in between.matters for item in matter.items]
        for task in tasks(items, result.findings, {}):
            number += 1
            yield _to_do(task, _point(number, task.item, None, hashes[task.item.fingerprint]))
        for item in between.accepted:
            number += 1
            yield _point(number, item, None, hashes[item.fingerprint])
    for at, outcome in enumerate(outcomes_of(result)):
        listed = todo(outcome)
        hashes = {one.fingerprint: one.value_hash for one in outcome.findings}
        for task in listed.tasks:
            number += 1
            yield _to_do(task, _point(number, task.item, at, hashes[task.item.fingerprint]))
        for item in listed.memo.accepted:
            number += 1
            yield _point(number, item, at, hashes[item.fingerprint])


_WEIGHTS: dict[Severity, str] = {"error": "必须改正", "warning": "应当说明", "note": "可以斟酌"}


def _to_do(task: Task, point: Point) -> Point:
    """The point as the clerk's list tells it."""
    weighs = cast("Severity", task.weight)
    return replace(point, weight=task.weight_word, weighs=weighs, stands=task.stands, change=task.change, why=task.why)


def _point(number: int, item: Item, at: int | None, value_hash: str) -> Point:
    return Point(
        number=number,
        fingerprint=item.fingerprint,
        code=item.code,
        title=item.title,
        subject=item.subject or item.title,
        severity=item.severity,
        weight=_(_WEIGHTS[item.severity]),
        weighs=item.severity,
        message=item.message,
        stands=item.message,
        change="",
        working=item.working,
        action=item.action,
        basis=item.basis,
        confidence=item.confidence_word,
        why="",
        place=item.place,
        document=at,
        quotes=tuple(_quoted(one, at) for one in item.quotes),
        accepted=item.accepted,
        value_hash=value_hash,
    )


def _quoted(quote: Quote, at: int | None) -> Linked:
    return Linked(quote.role, quote.text, quote.place, quote.span, quote.document if at is None else at)


def _linked(quote: Linked, every: Sequence[Tab]) -> Linked:
    if quote.document is None or quote.span is None:
        return quote
    tab = tab_of(every, quote.document, quote.span)
    return replace(quote, tab=tab.prefix, anchor=tab.anchor(quote.span))
