"""The documents of a submission as tabs of a page: what of its file is each one's, its numbers, and where it quotes lead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from auditor.memo.contents import clean
from auditor.memo.numbers import Number, Other
from auditor.memo.pane import Mark, Pane, pane
from auditor.model.report import Report
from auditor.model.source import Block, Document, Span


@dataclass(frozen=True)
class Tab:
    """A document with its own part of its file. `prefix` keeps its anchors apart from other documents'."""

    prefix: str
    name: str
    label: str
    document: int
    file: int
    """The first document of its file."""
    pane: Pane
    numbers: tuple[Number, ...]

    def anchor(self, span: Span | None) -> str:
        """Where a place of it stands on the page; empty where that is nowhere."""
        at = self.pane.anchor(span)
        return self.prefix + at if at else ""


class Quoting(Protocol):
    """A quote with its place, and the document it stands in where several are told of."""

    @property
    def span(self) -> Span | None:
        """Its place."""
        ...

    @property
    def document(self) -> int | None:
        """The document that the place is in."""
        ...


class Told(Protocol):
    """What a memo numbers, with what it quotes."""

    @property
    def number(self) -> int:
        """Its number in the memo."""
        ...

    @property
    def quotes(self) -> Sequence[Quoting]:
        """What it quotes."""
        ...


class Shown(NamedTuple):
    """A document to be shown: what it was read as, its file, what the memo calls it, and its numbers."""

    report: Report
    file: Document
    label: str
    numbers: Sequence[Number]


def tabs(prefix: str, documents: Sequence[Shown], told: Iterable[Told]) -> tuple[Tab, ...]:
    """A tab for every document, in order: the blocks of its file that are its own, its numbers, and what is quoted marked."""
    marks: dict[int, list[Mark]] = {}
    for item in told:
        for quote in item.quotes:
            if quote.document is not None and quote.span is not None:
                marks.setdefault(quote.document, []).append(Mark(quote.span.start, quote.span.end, item.number))
    made: list[Tab] = []
    for at, (one, own) in enumerate(zip(documents, _shares(documents), strict=True)):
        sharing = [place for place, other in enumerate(documents) if _is_same(other.file, one.file)]
        quoted = [mark for place in sharing for mark in marks.get(place, ())]
        shown = pane(one.file.model_copy(update={"blocks": own}), quoted, one.numbers)
        made.append(Tab(f"{prefix}d{at}-", clean(one.file.name), one.label, at, sharing[0], shown, tuple(one.numbers)))
    return tuple(replace(one, numbers=tuple(_linked(number, one, made) for number in one.numbers)) for one in made)


def tab_of(every: Sequence[Tab], document: int, span: Span) -> Tab:
    """The tab in which a place of a document is shown: another's where the two share a file and the place is in its part."""
    own = every[document]
    if own.pane.shows(span):
        return own
    return next((one for one in every if one.file == own.file and one.pane.shows(span)), own)


def _linked(number: Number, own: Tab, every: Sequence[Tab]) -> Number:
    """The number with the anchors of what it is tied to."""
    others = tuple(_led(one, own, every) for one in number.others)
    relations = tuple(
        replace(one, others=tuple(_led(other, own, every) for other in one.others)) for one in number.relations
    )
    return replace(number, others=others, relations=relations)


def _led(other: Other, own: Tab, every: Sequence[Tab]) -> Other:
    at = own.document if other.document is None else other.document
    label, place = every[at].label, other.place
    if at != own.document and not place.startswith(label):
        place = f"{label} {place}"
    return replace(other, href=tab_of(every, at, other.span).anchor(other.span), place=place)


def _is_same(one: Document, other: Document) -> bool:
    return one is other or (one.sha256 == other.sha256 and one.name == other.name)


def _shares(documents: Sequence[Shown]) -> list[tuple[Block, ...]]:
    """The blocks of each document, of those that stand in its file."""
    shares: list[tuple[Block, ...]] = [()] * len(documents)
    for at, one in enumerate(documents):
        sharing = [place for place, other in enumerate(documents) if _is_same(other.file, one.file)]
        if sharing[0] == at:
            parts = divided(one.file, [documents[place].report for place in sharing])
            for place, part in zip(sharing, parts, strict=True):
                shares[place] = part
    return shares


def divided(document: Document, reports: Sequence[Report]) -> list[tuple[Block, ...]]:
    """The blocks of a file for each of the forms read in it.

    A table in which two forms stand is shown with both; what belongs to none goes with what stands before it.
    """
    if len(reports) == 1 or not all(one.extent for one in reports):
        return [document.blocks] * len(reports)
    owners = [frozenset(at for at, one in enumerate(reports) if _overlaps(one, block)) for block in document.blocks]
    last = next((own for own in owners if own), frozenset({0}))
    for place, own in enumerate(owners):
        owners[place] = last = own or last
    whole = list(zip(document.blocks, owners, strict=True))
    return [tuple(block for block, own in whole if at in own) for at in range(len(reports))]


def _overlaps(report: Report, block: Block) -> bool:
    return any(one.start < block.span.end and block.span.start < one.end for one in report.extent)
