"""What is noted at each place that a finding quotes: the finding, this side, and where the other side stands."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.memo.contents import SEVERITIES, Item, Quote, bracketed, contents, report_name
from auditor.model.finding import Outcome, Severity
from auditor.model.source import Block, Box, Cell, Document, Span


class Note(NamedTuple):
    """One finding at one of its places. `lines` are clean; the first says which finding it is."""

    span: Span
    severity: Severity
    number: int
    code: str
    lines: tuple[str, ...]
    label: str
    """What the memo calls the finding."""
    fingerprint: str

    @property
    def text(self) -> str:
        """The whole note."""
        return "\n".join(self.lines)


class Leaf(NamedTuple):
    """A paragraph or a cell of the Document."""

    span: Span
    text: str
    box: Box | None
    rows: int = 1
    """How many rows of its table it covers."""


class Part(NamedTuple):
    """Characters `start`..`end` of a leaf, counted from its own start."""

    leaf: Leaf
    start: int
    end: int


def author() -> str:
    """Under whose name the notes stand."""
    return _("绩效自评核对")


def notes(
    document: Document,
    outcomes: Sequence[Outcome],
    least: Severity = "note",
    labels: Sequence[Mapping[str, str]] = (),
) -> list[Note]:
    """The notes on a document in reading order: a finding is told at its main place, and marked at its others.

    What was accepted, or weighs less than `least`, is not noted. A finding without a place of its own is noted at the
    document's beginning.
    """
    enough = SEVERITIES[: SEVERITIES.index(least) + 1]
    made: dict[tuple[int, int, str, int], Note] = {}
    for place, outcome in enumerate(outcomes):
        name = report_name(outcome.report) if len(outcomes) > 1 else ""
        stated = labels[place] if place < len(labels) else {}
        for told in contents(outcome).open_items:
            item = told._replace(label=stated.get(told.fingerprint, told.label))
            main: Quote | None = None
            for quote in _placed(item, document) if item.severity in enough else ():
                span = quote.span
                if span is not None:
                    note = _note(item, quote, span, name) if main is None else _mark(item, main, span)
                    main = main or quote
                    made.setdefault((span.start, span.end, item.fingerprint, place), note)
    return sorted(made.values(), key=lambda note: (note.span.start, note.span.end, note.number))


def _placed(item: Item, document: Document) -> list[Quote]:
    placed = [quote for quote in item.quotes if quote.span is not None]
    if placed or not document.blocks:
        return placed
    first = next(leaves(document))
    return [Quote(_("全文"), "", _("全文"), first.span)]


def _note(item: Item, quote: Quote, span: Span, name: str) -> Note:
    others = [other for other in item.quotes if other.span != quote.span]
    head = _("{number}. {severity}（{code} {fingerprint}）").format(
        number=item.label, code=item.code, severity=item.severity_word, fingerprint=item.short_fingerprint
    )
    here = _("本处：{role}「{quote}」").format(role=quote.role, quote=quote.text) if quote.text else _("本处：全文")
    lines = (
        " ".join(filter(None, (head, name))),
        item.message,
        here,
        *map(_against, others),
        _("计算：{working}").format(working=item.working) if item.working else "",
        _("建议：{action}").format(action=item.action) if item.action else "",
        item.confidence_word,
    )
    told = tuple(line for line in lines if line)
    return Note(span, item.severity, item.number, item.code, told, item.label, item.fingerprint)


def _against(other: Quote) -> str:
    """Another side; what stands in another document has its place in its role, and what is empty is not quoted."""
    told = other.role if other.span is None else other.role + bracketed(other.place)
    if not other.text:
        return _("对照：{told}").format(told=told)
    return _("对照：{told}「{quote}」").format(told=told, quote=other.text) + other.after


def _mark(item: Item, main: Quote, span: Span) -> Note:
    """A short mark at a place that a finding quotes too: which finding it is, and where it is told."""
    words = _("{number}. 见{place}的批注").format(number=item.label, place=main.place)
    return Note(span, item.severity, item.number, item.code, (words,), item.label, item.fingerprint)


def leaves(document: Document) -> Iterator[Leaf]:
    """The paragraphs and cells of a document in reading order."""
    for block in document.blocks:
        of_block: Sequence[Block | Cell] = (block,) if block.table is None else block.table.cells
        for one in of_block:
            yield Leaf(one.span, one.text, one.box, one.row_span if isinstance(one, Cell) else 1)


class Places:
    """Finds the paragraphs and cells that a span covers."""

    def __init__(self, document: Document) -> None:
        self._leaves = sorted(leaves(document), key=lambda leaf: (leaf.span.start, leaf.span.end))
        self._starts = [leaf.span.start for leaf in self._leaves]

    def anchor(self, span: Span) -> Part:
        """Where a note on a span is put that can stand at one place only: of a whole row, not at a label of many rows."""
        return min(self.parts(span), key=lambda part: part.leaf.rows)

    def parts(self, span: Span) -> list[Part]:
        """The covered part of each paragraph or cell that the span reaches; the nearest one whole when it covers none."""
        place = max(0, bisect_right(self._starts, span.start) - 1)
        found = []
        for index in range(place, len(self._leaves)):
            leaf = self._leaves[index]
            if leaf.span.start >= span.end:
                break
            start, end = max(span.start, leaf.span.start), min(span.end, leaf.span.end)
            if start < end:
                found.append(Part(leaf, start - leaf.span.start, end - leaf.span.start))
        if found or not self._leaves:
            return found
        leaf = self._leaves[place]
        return [Part(leaf, 0, len(leaf.text))]
