"""The working paper (底稿) as a workbook: findings, every number, every row, and the scores recomputed by formulas.

Whatever the report says is stored as text, so that =35次, +1 and @x never become formulas. The only formulas are ours.
"""

import io
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo.archive import without_clock
from auditor.memo.contents import (
    SEVERITIES,
    Contents,
    Headings,
    Item,
    ModelPart,
    bracketed,
    contents,
    place,
    report_name,
)
from auditor.memo.numbers import MARKS, STATUSES, Number, numbers
from auditor.memo.paper import Grid, Heading, Paper, Words
from auditor.memo.recomputation import recompute
from auditor.memo.records import QUOTES_TOLD
from auditor.memo.sheet import Column, Value, fill, landscape, line, put
from auditor.memo.words import status_word, weight_word
from auditor.model.finding import Outcome, Severity
from auditor.model.ledger import Status
from auditor.model.source import Document, Span

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SEVERITY_SHADES: Mapping[Severity, str] = {"error": "F8D0CC", "warning": "FCE9BF", "note": "D6E6F4"}
_STATUS_SHADES: Mapping[Status, str] = {
    "agreed": "D8EEDF",
    "reconciled": "D6E6F4",
    "contradicted": "F8D0CC",
    "unmatched": "FCE9BF",
    "unread": "E6DCF2",
    "not-assessable": "E7E9EC",
}

_WORST_FIRST: Sequence[Status] = ("contradicted", "unread", "unmatched", "not-assessable", "reconciled", "agreed")
_SUMMARY = (34, 90)
"""Widths of the first sheet."""

Rows = Callable[[Outcome, Contents], Iterator[Sequence[Value]]]


def render(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> bytes:  # noqa: ARG001 - every writer's signature
    """The workbook; with several reports, each row says which report it is about."""
    return saved(workbook([Named(one, contents(one), report_name(one.report)) for one in outcomes]))


class Named(NamedTuple):
    """A report with its memo, and what it is called among others."""

    outcome: Outcome
    memo: Contents
    name: str


def workbook(audited: Sequence[Named]) -> "Workbook":
    """The sheets of all reports."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _summary(book, audited)
    _list(book, _("问题清单"), _finding_columns(), audited, _findings)
    _list(book, _("佐证"), _quote_columns(), audited, _quotes)
    _list(book, _("勾稽明细"), _ledger_columns(), audited, _ledger)
    _list(book, _("指标表"), _row_columns(), audited, _rows)
    for number, one in enumerate(audited, 1):
        if len(audited) == 1 or _scored(one.outcome):
            recompute(tab(book, _("分值得分复算"), _told_apart(audited, number)), one.outcome)
    _list(book, _("通过项"), _passed_columns(), audited, _passed)
    _list(book, _("未核对"), _open_columns(), audited, _not_looked_at)
    return book


def _told_apart(audited: Sequence[Named], number: int) -> str:
    """What is said behind the name of a sheet of one of several reports: a short name that is its own, else its number."""
    name = audited[number - 1].name
    if len(audited) == 1:
        return ""
    own = len(name) <= _SHORT_NAME and [one.name for one in audited].count(name) == 1
    return f" {name}" if own else f" {number}"


_SHORT_NAME = 12
"""Characters of a name that the name of a sheet has room for."""


def _scored(outcome: Outcome) -> bool:
    """Whether there is anything to recompute: marks given, or money spent."""
    report = outcome.report
    return any(row.score is not None for row in report.indicators) or any(
        one.score is not None for one in report.budget
    )


def saved(book: "Workbook") -> bytes:
    """The workbook as bytes, without the hour it was written. Raises SettingsError where the sheets, which go through temporary files, find no room."""
    from lxml.etree import SerialisationError

    made = io.BytesIO()
    try:
        book.save(made)
    except (OSError, SerialisationError) as error:
        message = _("无法写出工作簿：临时目录 {folder} 没有空间或不能写，请清理后再试，或用 TMPDIR 另指一处。")
        raise SettingsError(message.format(folder=tempfile.gettempdir())) from error
    return without_clock(made.getvalue())


_SHEET_WIDTH = 150
"""Narrow characters across a sheet that is printed on A4."""
_TICKS = ("□", "☑")


def lay_out(papers: Sequence[Paper]) -> bytes:
    """Papers as sheets: paragraphs across, tables in columns of their own shares; a box can be ticked from a list."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for number, paper in enumerate(papers, 1):
        _sheet(tab(book, paper.title, f" {number}" if len(papers) > 1 else ""), paper)
    return saved(book)


def _sheet(sheet: "Worksheet", paper: Paper) -> None:
    from openpyxl.utils import get_column_letter

    grids = [part for part in paper.parts if isinstance(part, Grid)]
    shares = max((grid.shares for grid in grids), key=len, default=(1,))
    widths = [max(4, _SHEET_WIDTH * share // sum(shares)) for share in shares]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = _across(sheet, 1, paper.title, widths, bold=True)
    for part in paper.parts:
        match part:
            case Heading(text):
                row = _across(sheet, row, text, widths, bold=True)
            case Words(text, label):
                row = _across(sheet, row, label + text, widths)
            case Grid():
                row = _grid(sheet, row, part, widths)
    landscape(sheet)


def _across(sheet: "Worksheet", row: int, text: str, widths: Sequence[int], *, bold: bool = False) -> int:
    line(sheet, row, (text,), (sum(widths),))
    put(sheet, row, 1, text, bold=bold)
    if len(widths) > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(widths))
    return row + 1


def _grid(sheet: "Worksheet", row: int, grid: Grid, widths: Sequence[int]) -> int:
    """A table from this row on, its last column as wide as what is left."""
    columns = len(grid.shares)
    own = [*widths[: columns - 1], sum(widths[columns - 1 :])]
    rows = [*([grid.heads] if grid.heads else []), *grid.rows]
    for number, cells in enumerate(rows, row):
        line(sheet, number, cells, own)
        if columns < len(widths):
            sheet.merge_cells(start_row=number, start_column=columns, end_row=number, end_column=len(widths))
        if grid.heads and number == row:
            for column, text in enumerate(cells, 1):
                put(sheet, number, column, text, bold=True)
    boxes = [number for number, cells in enumerate(rows, row) if cells[0] == _TICKS[0]]
    if boxes:
        _tickable(sheet, boxes)
    return row + len(rows) + 1


def _tickable(sheet: "Worksheet", rows: Sequence[int]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation(type="list", formula1='"{}"'.format(",".join(_TICKS)), allow_blank=True)
    choice.add(f"A{rows[0]}:A{rows[-1]}")
    sheet.add_data_validation(choice)


def tab(book: "Workbook", title: str, which: str = "") -> "Worksheet":
    """A sheet whose name Excel accepts (at most 31 characters, some of them not)."""
    name = "".join(" " if mark in "[]:*?/\\" else mark for mark in title)
    made: Worksheet = book.create_sheet(name[: 31 - len(which)].strip() + which)
    return made


def _list(book: "Workbook", title: str, columns: Sequence[Column], audited: Sequence[Named], rows: Rows) -> None:
    several = len(audited) > 1
    lines = ([*([name] if several else []), *row] for outcome, memo, name in audited for row in rows(outcome, memo))
    fill(tab(book, title), [*([Column(_("报告"), 24)] if several else []), *columns], lines)


def _summary(book: "Workbook", audited: Sequence[Named]) -> None:
    """What was audited and the first paragraph of the memo."""
    from openpyxl.styles import Font

    sheet = tab(book, _("摘要"))
    for letter, width in zip("AB", _SUMMARY, strict=True):
        sheet.column_dimensions[letter].width = width
    row = 0
    for _outcome, memo, name in audited:
        row += 1
        title = put(sheet, row, 1, name if len(audited) > 1 else memo.headings.title)
        title.font = Font(name=title.font.name, bold=True, size=14)
        sheet.row_dimensions[row].height = 24
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        for label, value in _summary_lines(memo):
            row += 1
            line(sheet, row, (label, value if isinstance(value, str) else str(value)), _SUMMARY)
            put(sheet, row, 1, label, bold=True)
        row += 1
    landscape(sheet)


def _summary_lines(memo: Contents) -> Iterator[tuple[str, str | int]]:
    yield from memo.identity
    yield memo.headings.summary, memo.summary
    if memo.needed:
        yield memo.headings.needed, "\n".join(memo.needed)
    if memo.unread_first:
        yield memo.headings.unreadable, "\n".join(memo.unread_first)
    yield from ((word, count) for _severity, word, count in memo.counts)
    for headline in memo.headlines:
        yield (
            f"{memo.headings.causes} {headline.number}",
            _("{kind} · {title}：{message}").format(kind=headline.kind, title=headline.title, message=headline.message),
        )
    yield from memo.figures
    yield "", memo.headings.closing


def _finding_columns() -> list[Column]:
    shades = {weight_word(one): SEVERITY_SHADES[one] for one in SEVERITIES}
    heads = ((_("序号"), 7), (_("轻重"), 9, shades), (_("合并项"), 18), (_("代码"), 7), (_("所查问题"), 18))
    more = ((_("目标"), 7), (_("位置"), 10), (_("事实"), 36), (_("原文"), 36), (_("计算"), 20), (_("处理"), 24))
    last = ((_("依据"), 22), (_("成因"), 10), (_("把握"), 9), (_("标识"), 10), (_("核查人意见"), 14))
    return [*(Column(*head) for head in (*heads, *more, *last)), Column(_("已接受"), 16, printed=False)]


def _findings(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:  # noqa: ARG001 - every list's signature
    causes = {item.fingerprint: headline for headline in memo.headlines for item in headline.items}
    matters = {item.fingerprint: matter for matter in memo.matters for item in matter.items}
    for item in (*memo.open_items, *memo.accepted):
        cause, matter = causes.get(item.fingerprint), matters.get(item.fingerprint)
        named = f"{cause.number}. {cause.kind}" if cause else ""
        told = matter.title if matter and len(matter.items) > 1 else ""
        yield (
            *(item.label, item.severity_word, told, item.code, item.title, item.goals, item.place, item.message),
            *(
                "\n".join(_shown(item)),
                item.working,
                item.action,
                _relied_on(item),
                named,
                item.confidence_word,
            ),
            *(item.short_fingerprint, "", item.accepted or item.accepted_before),
        )


def _shown(item: Item) -> list[str]:
    """The first quotes of a finding: a row has no room for a hundred, and the sheet of quotes has each in its own."""
    if len(item.quotes) <= _MOST_QUOTES:
        return [one.line for one in item.quotes]
    more = len(item.quotes) - QUOTES_TOLD
    told = [one.line for one in item.quotes[:QUOTES_TOLD]]
    return [*told, _("另 {count} 处见“佐证”").format(count=more)]


_MOST_QUOTES = 12
"""Quotes that a row has room for."""


def _quote_columns() -> list[Column]:
    heads = ((_("序号"), 7), (_("代码"), 7), (_("标识"), 10), (_("事项"), 36), (_("出处"), 24), (_("位置"), 14))
    return [*(Column(*head) for head in heads), Column(_("原文"), 60)]


def _quotes(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:  # noqa: ARG001
    """Every quote of every finding, a row each."""
    for item in (*memo.open_items, *memo.accepted):
        for one in item.quotes:
            about = item.subject or item.title
            yield item.label, item.code, item.short_fingerprint, about, one.role, one.place, one.text


def _relied_on(item: Item) -> str:
    """The basis; one that is only named for reference bears a mark, so that it is looked up before it is quoted."""
    if not item.basis or not item.unread_basis:
        return item.basis
    return _("参照：{basis}（＊引用前须核对原文）").format(basis=item.basis)


def _ledger_columns() -> list[Column]:
    shades = {_told(status): shade for status, shade in _STATUS_SHADES.items()}
    heads = ((_("序号"), 6), (_("位置"), 12), (_("原文"), 14), (_("数值"), 12), (_("单位"), 7), (_("出处"), 14))
    more = (
        (_("目标"), 8),
        (_("事项"), 32),
        (_("核对结果"), 14, shades),
        (_("对应"), 44),
        (_("说明"), 32),
        (_("疑点"), 8),
    )
    return [Column(*head) for head in (*heads, *more)]


def _ledger(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:
    for one in numbers(outcome, memo):
        others = "\n".join(other.text + bracketed(other.place) for other in one.others)
        findings = _("、").join(one.matters)
        yield (
            *(one.index, one.place, one.quote, one.value, one.unit, one.role, one.goal, one.subject),
            *(_told(one.status), others, one.reason, findings),
        )


def _told(status: Status) -> str:
    return f"{MARKS[status]} {status_word(status)}".strip()


def _row_columns() -> list[Column]:
    shades = {_told(status): shade for status, shade in _STATUS_SHADES.items()}
    heads = (
        (_("行"), 6),
        (_("位置"), 12),
        (_("目标"), 6),
        (_("一级指标"), 10),
        (_("二级指标"), 12),
        (_("三级指标"), 30),
    )
    more = ((_("年度指标值"), 16), (_("实际完成值"), 16), (_("分值"), 7), (_("得分"), 7), (_("偏差原因"), 28))
    last = ((_("读取"), 8), (_("核对结果"), 14, shades), (_("所做核对"), 44), (_("疑点"), 12))
    return [Column(*head) for head in (*heads, *more, *last)]


def _rows(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:
    """The indicators as read, each with what its numbers were held against and the findings about it."""
    told = {item.fingerprint: f"{item.label} {item.code}" for item in (*memo.open_items, *memo.accepted)}
    about: defaultdict[int, list[str]] = defaultdict(list)
    for finding in outcome.findings:
        for index in finding.indicators:
            about[index].append(told[finding.fingerprint])
    held = _held_against(outcome, memo)
    for index, row in enumerate(outcome.report.indicators):
        result, checks = _looked_at(held[index], row.span)
        yield (
            *(index + 1, place(row.span), row.goal, row.level1 or "", row.category or "", row.name),
            *(row.target.text if row.target else "", row.actual.text if row.actual else ""),
            *(row.weight, row.score, row.reason or "", _("不确定") if row.ambiguous else ""),
            *(result, checks, _("、").join(about[index])),
        )


def _held_against(outcome: Outcome, memo: Contents) -> Mapping[int, list[Number]]:
    """By row, the numbers of its cells and the claims of the text that were tied to it."""
    held: defaultdict[int, list[Number]] = defaultdict(list)
    for entry, number in zip(outcome.ledger, numbers(outcome, memo), strict=True):
        for tie in entry.tied_to:
            if tie.kind == "indicator":
                held[tie.index].append(number)
    return held


def _looked_at(found: Sequence[Number], row: Span) -> tuple[str, str]:
    """The worst result on a row, and its numbers: those of the row itself in one line, each of elsewhere in its own."""
    worst = next((status for status in _WORST_FIRST if any(number.status == status for number in found)), None)
    ordered = sorted(found, key=lambda number: number.span.start)
    here = [f"{one.mark} {one.role} {one.quote} {one.reason}".strip() for one in ordered if _beside(one.span, row)]
    there = [
        f"{one.mark} {one.role} {one.quote}{bracketed(one.place)}{one.reason}"
        for one in ordered
        if not _beside(one.span, row)
    ]
    return (_told(worst) if worst else "", "\n".join(filter(None, (" · ".join(here), *dict.fromkeys(there)))))


def _beside(span: Span, row: Span) -> bool:
    """Whether a number stands in this row of the table."""
    return (span.sheet, span.page, span.table, span.row, span.line) == (
        row.sheet,
        row.page,
        row.table,
        row.row,
        row.line,
    )


def _passed_columns() -> list[Column]:
    return [Column(_("代码"), 8), Column(_("所查问题（均未发现）"), 60), Column(_("次数"), 8), Column(_("示例"), 90)]


def _passed(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:  # noqa: ARG001
    for one in memo.passed:
        yield one.code, one.title, one.count, "\n".join(one.examples)


def _open_columns() -> list[Column]:
    return [Column(_("类别"), 18), Column(_("位置"), 16), Column(_("内容"), 50), Column(_("原因"), 70)]


def _model(model: ModelPart, heads: Headings) -> Iterator[Sequence[Value]]:
    """What became of a language model's answers."""
    for doubt in model.doubts:
        words = f"{doubt.about}：{heads.by_rules}「{doubt.rules}」，{heads.by_model}「{doubt.model}」"
        yield heads.model, doubt.place, words, heads.review
    for reason, lines in ((heads.ungrounded, model.ungrounded), (heads.failed, model.failed)):
        yield from ((heads.model, "", line, reason) for line in lines)


def _not_looked_at(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:
    """Silence is not a pass: what could not be looked at, and why."""
    for spot in memo.unreadable:
        yield memo.headings.unreadable, spot.place, "", spot.reason
    if memo.model is not None:
        yield from _model(memo.model, memo.headings)
    for missed in memo.not_run:
        yield memo.headings.not_run, "", f"{missed.code} {missed.title}", missed.reason
    for number in memo.unmatched:
        words = " ".join(filter(None, (number.quote, number.role, number.goal, number.subject)))
        yield memo.headings.unmatched, number.place, words, number.reason
    for status in STATUSES:
        if status in ("unread", "not-assessable"):
            for entry in numbers(outcome, memo):
                if entry.status == status:
                    yield status_word(status), entry.place, f"{entry.quote} {entry.subject}", entry.reason
