"""Columns that the rules could not name, as the model names them: a heading of the table gets a meaning, and the rules read it anew.

The model sees the heading and a few rows and says what a column is; it supplies no cell. What is read so is of medium confidence.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.extract import rules
from auditor.extract.llm.answers import COLUMNS, ColumnAnswer
from auditor.extract.llm.chunks import Chunk, Sheet
from auditor.extract.llm.comparison import Comparison
from auditor.extract.rules import regions, rows
from auditor.forms import TableKind, also, bare
from auditor.model.report import Report
from auditor.model.source import Document, Span
from auditor.settings import Settings
from auditor.text.normalize import fold

_SHOWN = 4
"""Rows below a heading that are shown."""

_MONEY = frozenset({"initial", "budget", "spent", "funded"})


class Unnamed(NamedTuple):
    """A column without a name: its table's kind, its heading, and where that stands."""

    heading: str
    span: Span


def unnamed(report: Report) -> list[Unnamed]:
    """The columns with a heading that the rules could not name."""
    return [Unnamed(one.heading, one.span) for one in report.columns if one.kind == "unknown" and fold(one.heading)]


def questions(sheet: Sheet, at: int, report: Report) -> Iterator[Chunk]:
    """For each table with such columns its heading and a few rows."""
    asked: set[int] = set()
    for one in unnamed(report):
        line = next(
            (
                line
                for line in sheet.lines.values()
                if any(entry.span.start == one.span.start for entry in line.entries)
            ),
            None,
        )
        if line is None or line.number in asked or sheet.form_of[line.number] != at:
            continue
        asked.add(line.number)
        below = [sheet.lines[number] for number in sorted(sheet.lines) if number > line.number]
        own = [other for other in below if other.table == line.table][:_SHOWN]
        yield Chunk("columns", at, (line, *own))


def read(
    form_at: tuple[Document, int], told: Iterable[ColumnAnswer], report: Report, settings: Settings, note: Comparison
) -> Report:
    """The report as the rules read it with the headings that the model named; unchanged where none of them is one of the unnamed."""
    headings = dict(_headings(told, unnamed(report)))
    if not headings:
        return report
    document, start = form_at
    with also(settings.forms, headings):
        form = next((one for one in regions.split(rows.stream(document)) if one.extent[0].start == start), None)
        again = rules.of_form(document, form) if form is not None else report
    note.columns += [words for _table, words in headings]
    known = {words for _table, words in headings}
    named = tuple(
        one.model_copy(update={"by": "content", "confidence": "medium"}) if bare(fold(one.heading)) in known else one
        for one in again.columns
    )
    return again.model_copy(update={"columns": named})


def _headings(told: Iterable[ColumnAnswer], unknown: Sequence[Unnamed]) -> Iterator[tuple[tuple[TableKind, str], str]]:
    words = {bare(fold(one.heading)) for one in unknown}
    seen: set[str] = set()
    for one in told:
        heading = bare(fold(one.heading))
        if one.kind not in COLUMNS or heading in seen:
            continue
        if heading not in words:
            continue  # one that the rules named
        seen.add(heading)
        for table in _tables(one.kind):
            yield (table, heading), one.kind


def _tables(kind: str) -> tuple[TableKind, ...]:
    """The tables in which a column may be of a kind."""
    if kind == "rate":
        return "indicators", "money"
    return ("money",) if kind in _MONEY else ("indicators",)
