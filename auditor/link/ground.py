"""What a place of the document is to a report, for the numbers there that no value of the report owns."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from auditor.locale import gettext as _
from auditor.model.report import AsideKind, ColumnReading, Report
from auditor.model.source import Document, Span, Unreadable

UNKNOWN = "unknown"
"""The kind of a column that nobody could name."""

UNREAD_COLUMN = "unread-column"
"""The role of a number in an unread column of the indicators or the money: where one stands, nothing is clear."""

COLUMNS_OF = frozenset({"indicators", "money"})
"""Parts of the form (`Unreadable.part`) whose unread columns are so told."""

_ASIDES: dict[AsideKind, str] = {
    "index": "行次、列次或栏目编号",
    "list": "清单、附件中的数字，只核对其合计",
    "guidance": "填报说明中的数字",
    "signature": "签章、联系方式中的数字",
    "process": "评价程序、安排中的数字",
    "note": "备注、注释中的数字",
    "form-note": "表格本身的说明",
    "date": "日期",
}


class Place(NamedTuple):
    """What a place is: its role and subject in the ledger, and why its numbers were not compared."""

    status: Literal["not-a-claim", "unread"]
    role: str
    subject: str
    reason: str


class Layout:
    """The paragraphs and cells of a document by where they begin, laid out once for all of its reports."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._around = sorted(
            (cell.span for block in document.blocks for cell in (block.table.cells if block.table else (block,))),
            key=lambda span: span.start,
        )
        self._starts = [span.start for span in self._around]

    def place(self, start: int, end: int) -> Span:
        """The characters with line, page, row and column as the paragraph or cell around them has."""
        before = bisect_right(self._starts, start) - 1
        if before < 0 or self._around[before].end < end:
            return Span(start=start, end=end)
        return self._around[before].part(start - self._around[before].start, end - self._around[before].start)


What = TypeVar("What")


class Stretches(Generic[What]):
    """Stretches of the text with what they are; of two that overlap, the one that begins first or is longer."""

    def __init__(self, spans: Iterable[tuple[Span | None, What]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._whats: list[What] = []
        known = [(span, what) for span, what in spans if span is not None]
        for span, what in sorted(known, key=lambda one: (one[0].start, -one[0].end)):
            begin = max(span.start, self._ends[-1] if self._ends else 0)
            if begin < span.end:
                self._starts.append(begin)
                self._ends.append(span.end)
                self._whats.append(what)

    def at(self, offset: int) -> What | None:
        """What stands there."""
        before = bisect_right(self._starts, offset) - 1
        return self._whats[before] if before >= 0 and offset < self._ends[before] else None


class _Columns:
    """The columns of the document's tables under the headings by which they were named."""

    def __init__(self, layout: Layout, headings: Iterable[tuple[Span, Place | None]]) -> None:
        self._headings: dict[tuple[int, int], list[tuple[int, Place | None]]] = {}
        for span, place in sorted(headings, key=lambda one: one[0].start):
            here = layout.place(span.start, span.end)
            if here.table is not None and here.column is not None:
                self._headings.setdefault((here.table, here.column), []).append((span.start, place))

    def over(self, span: Span) -> Place | None:
        """The nearest heading above the place in its own column, where that heading was not understood."""
        if span.table is None or span.column is None:
            return None
        headings = self._headings.get((span.table, span.column), [])
        above = bisect_right(headings, span.start, key=lambda one: one[0]) - 1
        return headings[above][1] if above >= 0 else None


class Ground:
    """What each place of a report's stretch of the document is, apart from the values that were read."""

    def __init__(self, layout: Layout, report: Report) -> None:
        self._layout = layout
        self._names = Stretches((span, _heading()) for span in _names(report))
        self._asides = Stretches([*_asides(report)])
        unread = [(one, _unread(layout.document, one)) for one in (*layout.document.unreadable, *report.unreadable)]
        self._unread = Stretches((one.span, place) for one, place in unread)
        self._columns = _Columns(layout, [*_named(report.columns), *_unnamed(unread)])

    def at(self, span: Span) -> Place | None:
        """What stands at a number that no value owns; None where the place is plain text."""
        understood = self._names.at(span.start) or self._asides.at(span.start)
        return understood or self._unread.at(span.start) or self._columns.over(span)

    def beyond(self, span: Span) -> Place | None:
        """What a number that belongs to nothing is: in a table nobody understood it, in plain text nobody used it."""
        if span.table is None:
            return None
        return Place("unread", "unread", "", _("表格中的这一处没有读懂，其中的数字没有核对"))


def _names(report: Report) -> Iterator[Span | None]:
    """Headings, names and the rules that the form prints for itself."""
    yield from (column.span for column in report.columns)
    yield from (report.title_span, report.organisation_span, report.project_span)
    yield from (rule.span for rule in report.rules)


def _heading() -> Place:
    return Place("not-a-claim", "label", "", _("名称、栏目或评分规则中的数字"))


def _asides(report: Report) -> Iterator[tuple[Span, Place]]:
    for aside in report.asides:
        yield aside.span, Place("not-a-claim", "label", "", _(_ASIDES[aside.kind]))


def _unread(document: Document, place: Unreadable) -> Place:
    subject = _quoted(document, place.span)
    return Place("unread", UNREAD_COLUMN if place.part in COLUMNS_OF else "unread", subject, place.reason)


def _quoted(document: Document, span: Span | None) -> str:
    """The first words of a place, enough to find it by."""
    return "" if span is None else " ".join(document.text[span.start : min(span.end, span.start + 40)].split())


def _named(columns: Iterable[ColumnReading]) -> Iterator[tuple[Span, Place | None]]:
    for column in columns:
        yield column.span, _unknown(column) if column.kind == UNKNOWN else None


def _unknown(column: ColumnReading) -> Place:
    told = (
        _("“{heading}”一栏没有认出是什么，其中的数字没有核对")
        if column.heading
        else _("没有栏目名称的一栏，其中的数字没有核对")
    )
    return Place("unread", UNREAD_COLUMN, column.heading, told.format(heading=column.heading))


def _unnamed(unread: Sequence[tuple[Unreadable, Place]]) -> Iterator[tuple[Span, Place]]:
    """What is told as unread column by its heading alone."""
    for one, place in unread:
        if one.span is not None and one.part in COLUMNS_OF:
            yield one.span, place
