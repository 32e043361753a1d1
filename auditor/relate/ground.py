"""What a place of the document is to a report, for the numbers there that no value of the report owns."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Generic, Literal, NamedTuple, TypeVar

from auditor.locale import gettext as _
from auditor.model.ledger import LedgerEntry
from auditor.model.report import AsideKind, ColumnReading, Report
from auditor.model.source import Document, Span, Table, Unreadable, make_span
from auditor.text import quantities

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
    "head": "表头填报信息中的数字",
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
        spans: list[Span] = []
        for block in document.blocks:
            spans += [cell.span for cell in block.table.cells] if block.table else (block.span,)
        starts = [span.start for span in spans]
        if starts != sorted(starts):
            spans.sort(key=attrgetter("start"))
            starts.sort()
        self._around, self._starts = spans, starts
        self._tables = {table.number: table for table in document.tables()}
        self._headings: dict[int, list[tuple[int, dict[int, str]]]] = {}

    def place(self, start: int, end: int) -> Span:
        """The characters with line, page, row and column as the paragraph or cell around them has."""
        before = bisect_right(self._starts, start) - 1
        if before < 0 or self._around[before].end < end:
            return make_span(start=start, end=end)
        return self._around[before].part(start - self._around[before].start, end - self._around[before].start)

    def heading(self, span: Span) -> str:
        """The words over a number in its own column: of the nearest row above that is all words, as headings are."""
        if span.table is None or span.column is None:
            return ""
        if span.table not in self._headings:
            self._headings[span.table] = list(_wordy(self._tables[span.table]))
        rows = self._headings[span.table]
        above = bisect_right(rows, span.start, key=lambda one: one[0]) - 1
        return rows[above][1].get(span.column, "") if above >= 0 else ""


_FEWEST_HEADINGS = 3
"""Cells that a row of headings has at least; a row of two is a label and its value."""
_WORDS_TO_A_FIGURE = 4
"""A heading may print its weight or unit; a row of values states a figure in more than every fourth cell."""


def _wordy(table: Table) -> Iterator[tuple[int, dict[int, str]]]:
    """The rows of a table that hold words and hardly a figure (2024年目标值, 分值（10分）): where each begins, its words by column."""
    for row in table.rows():
        filled = [cell for cell in row if cell.text.strip()]
        stated = sum(quantities.read(cell.text) is not None for cell in filled)
        if len(filled) >= _FEWEST_HEADINGS and stated <= len(filled) // _WORDS_TO_A_FIGURE:
            yield row[0].span.start, {cell.column: " ".join(cell.text.split()) for cell in filled}


def untold(document: Document, report: Report, ledger: Iterable[LedgerEntry]) -> tuple[Unreadable, ...]:
    """The places with unread numbers that neither the document nor the report names as unreadable, a column each."""
    told = (*document.unreadable, *report.unreadable)
    covered = Stretches((one.span, True) for one in told)
    named = {_quoted(document, one.span) for one in told}
    columns: dict[tuple[int | None, str], list[LedgerEntry]] = {}
    for entry in ledger:
        if entry.status == "unread" and not covered.at(entry.span.start) and entry.subject not in named:
            columns.setdefault((entry.span.table, entry.subject), []).append(entry)
    return tuple(_place_of(subject, entries) for (_table, subject), entries in columns.items())


def _place_of(heading: str, entries: Sequence[LedgerEntry]) -> Unreadable:
    quotes = _("、").join(entry.quote for entry in entries[:_QUOTED])
    told = (
        _("“{heading}”之下有 {count} 个数字没有读懂（{quotes}）")
        if heading
        else _("有 {count} 个数字没有读懂（{quotes}）")
    )
    more = quotes + "…" if len(entries) > _QUOTED else quotes
    reason = told.format(heading=heading, count=len(entries), quotes=more)
    return Unreadable(span=entries[0].span, reason=reason)


_QUOTED = 4
"""Numbers of an unread place that are quoted where it is told."""


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
        return Place("unread", "unread", self._layout.heading(span), _("表格中的这一处没有读懂，其中的数字没有核对"))


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
        if column.kind == UNKNOWN:
            yield column.span, _unknown(column)
        else:
            yield column.span, _beside(column) if column.kind in _BESIDE else None


_BESIDE = frozenset({"other", "number", "goal", "rate", "level1", "category", "label", "criterion"})
"""Columns that are understood and hold no values of the row: 评分标准, 上年值, 序号, 完成率, labels with their numbers."""


def _beside(column: ColumnReading) -> Place:
    return Place("not-a-claim", "label", column.heading, _("评分标准、上年值、序号、指标层级一类栏目中的数字"))


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
