"""TM02 date-outside-period."""

from collections.abc import Iterator
from datetime import date, timedelta

from auditor import prepared
from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.quantity import Period
from auditor.model.report import Indicator, Report
from auditor.model.source import Span
from auditor.text import dates, short
from auditor.text.patterns import lazily

Place = tuple[int, Indicator, Period]
MANY = 3
"""Rows from which on one wrong year explains them all."""
QUARTER = timedelta(days=92)
"""Longer stretches (2023年, 2024-2027年) name plans and comparisons, not dates of the work."""

# A printed year; nothing else is looked at.
_YEAR = prepared.pattern(r"[12１２][0-9０-９]{3}|二[〇零○]")
# "《…（2024年3月）》", "“2021年8月…”": names of documents
_QUOTED = prepared.pattern(r"《[^》]*》|“[^”]*”|〔[^〕]*〕")
# "较2023年12月", "自2021年5月起": a date that the work is measured from
_REFERENCE = lazily(
    r"(?:较|比|同比|环比|自|从|截[至止]|始于|以来|上年|去年|上期|批复|文号|立项|印发|开工)[^，,。；;]{0,6}$"
)
_STARTING = lazily(r"^(?:起|以来|开始|开工|立项|批复|印发|下达|之?后)")


@check("TM02", "date-outside-period", severity="warning", needs="indicators")
def date_outside_period(report: Report, context: Context) -> Iterator[Verdict]:
    """指标中的日期不在报告年度或项目实施期内。

    缘由：期限早于项目开始或晚于年度终了，往往是套用旧表未改年份。
    算法：指标名称、目标值、实际值中印有年份的日期，整个落在报告年度与项目实施期之外；三行以上的合成一条。
    不报：没有印年份；只有年份或跨度超过一季的（规划名称、对比年份）；书名号、引号内的；“较……”“自……起”一类作参照的；完成晚于期限由 TM01 报告。
    依据：报告自身：指标中的日期与报告年度、实施期的对照。
    示例：实施期2022年3月至11月，指标名称写“2021年11月30日前完成资金支付”。
    """
    allowed = _allowed(report)
    if allowed is None:
        yield NotAssessed(reason=_("没有读到报告年度或项目实施期"))
        return
    first, last = allowed
    outside: list[Place] = []
    for index, row in enumerate(report.indicators):
        found = list(_dates(row, report.year))
        strays = [period for period in found if period.last < first or period.first > last]
        outside += [(index, row, period) for period in strays[:1]]
        if found and not strays:
            yield Agreement(example=found[0].text)
    if len(outside) >= MANY:
        yield _many(outside, first, last)
    else:
        yield from (_one(place, first, last) for place in outside)


def _one(place: Place, first: date, last: date) -> Discrepancy:
    index, row, period = place
    return rows.discrepancy(
        row,
        index,
        _("{place}中的日期“{period}”不在{first}至{last}之内，待核实").format(
            place=rows.place(row), period=period.text, first=first.isoformat(), last=last.isoformat()
        ),
        (quoting.text(_("日期"), period.text, period.span), quoting.name(row)),
        action=_("核对是否套用往年表格未改年份，或另有跨年度的实施安排。"),
        values=(period.first.isoformat(), first.isoformat(), last.isoformat()),
    )


def _many(outside: list[Place], first: date, last: date) -> Discrepancy:
    shown = [f"「{row.name}」{period.text}" for _index, row, period in outside]
    return Discrepancy(
        message=_("{count}行的日期不在{first}至{last}之内：{names}，待核实").format(
            count=len(outside), first=first.isoformat(), last=last.isoformat(), names=quoting.listed(shown)
        ),
        action=_("核对是否套用往年表格未改年份；若报告年度另有所指，应更正标题或表头。"),
        evidence=tuple(quoting.text(_("日期"), period.text, period.span) for _index, _row, period in outside),
        goals=rows.goals_of(row for _index, row, _period in outside),
        indicators=tuple(index for index, _row, _period in outside),
        about=("dates outside",),
        values=tuple(shown),
    )


def _allowed(report: Report) -> tuple[date, date] | None:
    spans = [] if report.year is None else [(date(report.year, 1, 1), date(report.year, 12, 31))]
    if report.period is not None:
        spans.append((report.period.first, report.period.last))
    return (min(first for first, _last in spans), max(last for _first, last in spans)) if spans else None


def _dates(row: Indicator, year: int | None) -> Iterator[Period]:
    yield from _found(row.name, row.name_span, year)
    for cell in (row.target, row.actual):
        if cell is None or (cell is row.actual and _is_late(row)):
            continue
        if cell.period is not None and cell.period.text == cell.text.strip():
            yield from (period for period in (cell.period,) if _counts(period))
        else:
            yield from _found(cell.text, cell.span, year)


def _is_late(row: Indicator) -> bool:
    """A date behind its deadline is TM01's."""
    target, actual = (cell.period if cell else None for cell in (row.target, row.actual))
    return target is not None and actual is not None and not target.since and actual.first > target.last


def _counts(period: Period) -> bool:
    return period.year_printed and period.last - period.first <= QUARTER


def _found(text: str, span: Span, year: int | None) -> Iterator[Period]:
    if _prints_year(text):
        yield from _printed(text, span, year)


@short.remembered
def _prints_year(text: str) -> bool:
    return _YEAR.search(text) is not None


def _printed(text: str, span: Span, year: int | None) -> Iterator[Period]:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for period in dates.find(text, year, span.part):
        start, end = period.span.start - span.start, period.span.end - span.start
        if not _counts(period) or any(low <= start < high for low, high in quoted):
            continue
        if not _REFERENCE.search(text[:start]) and not _STARTING.match(text[end:]):
            yield period
