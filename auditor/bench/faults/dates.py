"""Faults in dates and years."""

from collections.abc import Iterator
from datetime import date, timedelta

from auditor.bench import edits
from auditor.bench.base import Base
from auditor.bench.kinds import Plant, fault, plant
from auditor.model.quantity import Period

_LATE = timedelta(days=40)


@fault("finished-late", "TM01", "TM02")
def finished_late(base: Base) -> Iterator[Plant]:
    """The actual date is forty days after the deadline."""
    for row in base.rows:
        due, done = (row.target.period if row.target else None), (row.actual.period if row.actual else None)
        if due is not None and done is not None:
            yield from plant(edits.at(done.span, _written(due.last + _LATE)))


@fault("date-of-another-year", "TM02", "TM01")
def date_of_another_year(base: Base) -> Iterator[Plant]:
    """A deadline bears last year's number."""
    for row in base.rows:
        for value in (row.target, row.actual):
            if value is not None and value.period is not None and value.period.year_printed:
                yield from plant(_year(base, value.period, -1))


@fault("year-of-title-left", "TM03", "TM02")
def year_of_title_left(base: Base) -> Iterator[Plant]:
    """The year of the title is last year's, the body speaks of this year."""
    if base.report.title_span is not None and len(base.report.years) > 1:
        found = [
            year
            for year in base.report.years
            if _inside(year, base.report.title_span.start, base.report.title_span.end)
        ]
        for year in found:
            yield from plant(_year(base, year, -1))


@fault("years-disagree", "TM03", "TM02")
def years_disagree(base: Base) -> Iterator[Plant]:
    """One place prints another year of report than the others."""
    if len(base.report.years) > 1:
        for year in base.report.years:
            yield from plant(_year(base, year, -1))


def _inside(period: Period, start: int, end: int) -> bool:
    return start <= period.span.start < end


def _year(base: Base, period: Period, change: int) -> edits.Edit | None:
    printed = base.quote(period.span)
    year = str(period.first.year)
    place = printed.find(year)
    if place < 0:
        return None
    start = period.span.start + place
    return edits.Edit(start, start + len(year), str(period.first.year + change))


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
