"""The working paper (底稿) as a workbook: findings, every number, every row, and the scores recomputed by formulas.

Whatever the report says is stored as text, so that =35次, +1 and @x never become formulas. The only formulas are ours.
"""

import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from auditor.locale import gettext as _
from auditor.memo.archive import without_clock
from auditor.memo.contents import SEVERITIES, Contents, Item, contents, place, report_name, severity_word
from auditor.memo.numbers import MARKS, STATUSES, numbers, status_word
from auditor.memo.recomputation import recompute
from auditor.memo.sheet import Column, Value, fill, landscape, line, put
from auditor.model.finding import Outcome, Severity
from auditor.model.ledger import Status
from auditor.model.source import Document

if TYPE_CHECKING:
    from openpyxl import Workbook

_SEVERITY_SHADES: Mapping[Severity, str] = {"error": "F8D0CC", "warning": "FCE9BF", "note": "D6E6F4"}
_STATUS_SHADES: Mapping[Status, str] = {
    "agreed": "D8EEDF",
    "reconciled": "D6E6F4",
    "contradicted": "F8D0CC",
    "unmatched": "FCE9BF",
    "not-assessable": "E7E9EC",
}

Audited = Sequence[tuple[Outcome, Contents]]
Rows = Callable[[Outcome, Contents], Iterator[Sequence[Value]]]


def render(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> bytes:  # noqa: ARG001 - every writer's signature
    """The workbook; with several reports, each row says which report it is about."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    audited = [(outcome, contents(outcome)) for outcome in outcomes]
    _summary(book, audited)
    _list(book, _("问题清单"), _finding_columns(), audited, _findings)
    _list(book, _("勾稽明细"), _ledger_columns(), audited, _ledger)
    _list(book, _("指标表"), _row_columns(), audited, _rows)
    for number, outcome in enumerate(outcomes, 1):
        recompute(book.create_sheet(_("分值得分复算") + (f" {number}" if len(outcomes) > 1 else "")), outcome)
    _list(book, _("通过项"), _passed_columns(), audited, _passed)
    _list(book, _("未核对"), _open_columns(), audited, _not_looked_at)
    made = io.BytesIO()
    book.save(made)
    return without_clock(made.getvalue())


def _list(book: "Workbook", title: str, columns: Sequence[Column], audited: Audited, rows: Rows) -> None:
    several = len(audited) > 1
    lines = (
        [*([report_name(outcome.report)] if several else []), *row]
        for outcome, memo in audited
        for row in rows(outcome, memo)
    )
    fill(book.create_sheet(title), [*([Column(_("报告"), 24)] if several else []), *columns], lines)


def _summary(book: "Workbook", audited: Audited) -> None:
    """What was audited and the first paragraph of the memo."""
    from openpyxl.styles import Font

    sheet = book.create_sheet(_("摘要"))
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    row = 0
    for _outcome, memo in audited:
        row += 1
        title = put(sheet, row, 1, memo.headings.title)
        title.font = Font(name=title.font.name, bold=True, size=14)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        for label, value in _summary_lines(memo):
            row += 1
            line(sheet, row, (label, value), (24, 100))
            put(sheet, row, 1, label, bold=True)
        row += 1
    landscape(sheet)


def _summary_lines(memo: Contents) -> Iterator[tuple[str, Value]]:
    yield from memo.identity
    yield memo.headings.summary, memo.summary
    yield from ((word, count) for _severity, word, count in memo.counts)
    for headline in memo.headlines:
        yield (
            f"{memo.headings.causes} {headline.number}",
            _("{kind}：{message}").format(kind=headline.kind, message=headline.message),
        )
    yield from memo.figures
    yield "", memo.headings.closing


def _finding_columns() -> list[Column]:
    shades = {severity_word(one): _SEVERITY_SHADES[one] for one in SEVERITIES}
    heads = ((_("序号"), 6), (_("严重程度"), 9, shades), (_("代码"), 8), (_("所查问题"), 26), (_("目标"), 10))
    more = ((_("位置"), 14), (_("事实"), 52), (_("原文"), 46), (_("计算"), 30), (_("处理"), 34), (_("成因"), 12))
    last = ((_("把握"), 14), (_("已接受"), 18), (_("核查人意见"), 20), (_("标识"), 18))
    return [Column(*head) for head in (*heads, *more, *last)]


def _findings(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:  # noqa: ARG001 - every list's signature
    causes = {item.fingerprint: headline for headline in memo.headlines for item in headline.items}
    for item in (*memo.open_items, *memo.accepted):
        cause = causes.get(item.fingerprint)
        named = f"{cause.number}. {cause.kind}" if cause else ""
        yield (
            *(item.number, item.severity_word, item.code, item.title, item.goals, item.place, item.message),
            *(quoted(item), item.working, item.action, named, item.confidence_word),
            *(item.accepted or item.accepted_before, "", item.fingerprint),
        )


def quoted(item: Item) -> str:
    """Every quote of a finding with its side and place."""
    return _("；").join(
        _("{role}（{place}）「{quote}」").format(role=one.role, place=one.place, quote=one.text) for one in item.quotes
    )


def _ledger_columns() -> list[Column]:
    shades = {_told(status): shade for status, shade in _STATUS_SHADES.items()}
    heads = ((_("序号"), 6), (_("位置"), 14), (_("原文"), 16), (_("数值"), 16), (_("单位"), 8), (_("出处"), 14))
    more = (
        (_("目标"), 8),
        (_("事项"), 36),
        (_("核对结果"), 18, shades),
        (_("对应"), 50),
        (_("说明"), 40),
        (_("疑点"), 10),
    )
    return [Column(*head) for head in (*heads, *more)]


def _ledger(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:
    for one in numbers(outcome, memo):
        others = _("；").join(f"{other.text}（{other.place}）" for other in one.others)
        findings = _("、").join(map(str, one.findings))
        yield (
            *(one.index, one.place, one.quote, one.value, one.unit, one.role, one.goal, one.subject),
            *(_told(one.status), others, one.reason, findings),
        )


def _told(status: Status) -> str:
    return f"{MARKS[status]} {status_word(status)}".strip()


def _row_columns() -> list[Column]:
    heads = (
        (_("行"), 6),
        (_("位置"), 14),
        (_("目标"), 8),
        (_("一级指标"), 12),
        (_("二级指标"), 14),
        (_("三级指标"), 36),
    )
    more = ((_("年度指标值"), 18), (_("实际完成值"), 18), (_("分值"), 8), (_("得分"), 8), (_("偏差原因"), 40))
    last = ((_("读取"), 12), (_("疑点"), 20))
    return [Column(*head) for head in (*heads, *more, *last)]


def _rows(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:
    """The indicators as read, each with the findings about it."""
    told = {item.fingerprint: f"{item.number} {item.code}" for item in (*memo.open_items, *memo.accepted)}
    about: defaultdict[int, list[str]] = defaultdict(list)
    for finding in outcome.findings:
        for index in finding.indicators:
            about[index].append(told[finding.fingerprint])
    for index, row in enumerate(outcome.report.indicators):
        yield (
            *(index + 1, place(row.span), row.goal, row.level1 or "", row.category or "", row.name),
            *(row.target.text if row.target else "", row.actual.text if row.actual else ""),
            *(row.weight, row.score, row.reason or "", _("不确定") if row.ambiguous else ""),
            _("、").join(about[index]),
        )


def _passed_columns() -> list[Column]:
    return [Column(_("代码"), 8), Column(_("所查问题"), 60), Column(_("次数"), 8), Column(_("示例"), 90)]


def _passed(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:  # noqa: ARG001
    for one in memo.passed:
        yield one.code, one.title, one.count, _("；").join(one.examples)


def _open_columns() -> list[Column]:
    return [Column(_("类别"), 18), Column(_("位置"), 16), Column(_("内容"), 50), Column(_("原因"), 70)]


def _not_looked_at(outcome: Outcome, memo: Contents) -> Iterator[Sequence[Value]]:
    """Silence is not a pass: what could not be looked at, and why."""
    for spot in memo.unreadable:
        yield memo.headings.unreadable, spot.place, "", spot.reason
    for missed in memo.not_run:
        yield memo.headings.not_run, "", f"{missed.code} {missed.title}", missed.reason
    for number in memo.unmatched:
        words = " ".join(filter(None, (number.quote, number.role, number.goal, number.subject)))
        yield memo.headings.unmatched, number.place, words, number.reason
    for status in STATUSES:
        if status == "not-assessable":
            for entry in numbers(outcome, memo):
                if entry.status == status:
                    yield status_word(status), entry.place, f"{entry.quote} {entry.subject}", entry.reason
