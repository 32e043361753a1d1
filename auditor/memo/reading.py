"""What was read of a report, over the report itself: each value in the colour of what it was taken for, the unread marked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.memo.contents import clean, report_name
from auditor.memo.html import asset, page, policy
from auditor.memo.pane import Leaf, Piece, anchor, parts, visible
from auditor.model.ledger import LedgerEntry
from auditor.model.report import Report, Statement
from auditor.model.source import Document, Span

KINDS = {
    "head": "表头（单位、项目、年度）",
    "goal": "年度绩效目标",
    "result": "目标完成情况",
    "name": "指标名称",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "原因说明",
    "money": "资金",
    "conclusion": "自评结论",
    "total": "总分",
    "prose": "正文",
    "aside": "已识别、不作核对（填表说明、清单、签章）",
    "unread": "没有读懂",
}
"""What a passage was taken for, in the order of the legend; each has its colour in reading.css."""


class Mark(NamedTuple):
    """A stretch of the document's text, and what it was taken for."""

    start: int
    end: int
    kind: str
    why: str = ""


class Column(NamedTuple):
    """How a column was named."""

    table: int
    heading: str
    kind: str
    by: str
    confidence: str


def render(document: Document, reports: Sequence[Report], unread: Sequence[LedgerEntry], lang: str) -> bytes:
    """The page. `unread` are the numbers that stand where nobody understood the report."""
    marks = [*(mark for report in reports for mark in marks_of(report))]
    marks += [Mark(one.span.start, one.span.end, "unread", one.reason) for one in unread]
    cutter = _Cutter(document, marks)
    shown = tuple(parts(document, cutter))
    return page(
        "reading.html.j2",
        lang="en" if lang == "en" else "zh-CN",
        title=_("{name}：读到的内容").format(name=clean(document.name)),
        names=[report_name(report) for report in reports],
        legend=[(kind, _(KINDS[kind]), cutter.counted[kind]) for kind in KINDS if cutter.counted[kind]],
        columns=[column for report in reports for column in _columns(report)],
        untold=_untold(document, reports),
        parts=shown,
        said={kind: _(word) for kind, word in KINDS.items()},
        css=asset("reading.css"),
        policy=policy("reading.css"),
    )


def marks_of(report: Report) -> Iterator[Mark]:
    """Every passage that the report was read from."""
    heads = (report.title_span, report.organisation_span, report.project_span, *(one.span for one in report.years))
    yield from _of("head", *heads)
    for goal in report.goals:
        yield from _said("goal", goal.target)
        yield from _said("result", goal.actual)
    for row in report.indicators:
        values = (("target", row.target), ("actual", row.actual))
        yield from (mark for kind, value in values if value is not None for mark in _of(kind, value.span))
        yield from _of("name", row.name_span, *(part.span for part in row.parts))
        yield from _of("weight", row.weight_span)
        yield from _of("score", row.score_span)
        yield from _of("reason", row.reason_span, row.criterion_span)
    for level in report.levels:
        yield from _of("weight", level.span)
    for line in report.budget:
        amounts = (line.initial_span, line.budget_span, line.funded_span, line.spent_span)
        yield from _of("money", *amounts, line.arrival_rate_span, line.rate_span)
        yield from _of("weight", line.weight_span)
        yield from _of("score", line.score_span)
    for total in report.totals:
        yield from _of("total", total.weight_span, total.score_span, total.grade_span)
    if report.conclusion is not None:
        yield from _of("conclusion", report.conclusion.span)
    for note in (report.budget_reason, *report.notes):
        yield from _said("reason", note)
    for passage in report.prose:
        yield from _said("prose", passage)
    yield from (mark for aside in report.asides for mark in _of("aside", aside.span))


def _of(kind: str, *spans: Span | None) -> Iterator[Mark]:
    yield from (Mark(span.start, span.end, kind) for span in spans if span is not None)


def _said(kind: str, said: Statement | None) -> Iterator[Mark]:
    if said is not None:
        yield from _of(kind, *(said.pieces or (said.span,)))


def _columns(report: Report) -> Iterator[Column]:
    how = {"heading": _("表头"), "content": _("内容"), "both": _("表头和内容")}
    sure = {"high": _("高"), "medium": _("中"), "low": _("低")}
    for one in report.columns:
        yield Column(one.table, clean(one.heading) or "—", one.kind, how[one.by], sure[one.confidence])


def _untold(document: Document, reports: Sequence[Report]) -> list[str]:
    """What could not be read, each once."""
    places = (*document.unreadable, *(one for report in reports for one in report.unreadable))
    return list(dict.fromkeys(one.reason for one in places))


class _Cutter:
    """Cuts paragraphs and cells where what a passage was taken for changes; the innermost passage counts."""

    def __init__(self, document: Document, marks: Iterable[Mark]) -> None:
        self._text = document.text
        self.counted: Counter[str] = Counter()
        self._marks: list[Mark | None] = [None] * len(document.text)
        for mark in sorted(dict.fromkeys(marks), key=lambda one: (one.start - one.end, one.start)):
            self._marks[mark.start : mark.end] = [mark] * (min(mark.end, len(self._marks)) - mark.start)
            self.counted[mark.kind] += 1

    def leaf(self, span: Span, row_span: int = 1, column_span: int = 1, filler: int = 0) -> Leaf:
        """The pieces of one paragraph or cell."""
        place = anchor(span.start) if span.end > span.start else ""
        return Leaf(place, tuple(self._pieces(span.start, span.end)), (), row_span, column_span, filler)

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        begun = start
        for place in range(start, end):
            if place + 1 == end or self._marks[place] is not self._marks[place + 1]:
                mark = self._marks[place]
                taken = (mark.kind, mark.why) if mark is not None else ("", "")
                yield Piece(visible(self._text[begun : place + 1]), taken_for=taken[0], why=taken[1])
                begun = place + 1
