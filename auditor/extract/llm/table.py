"""Rows of the indicator table: what the model read in a row against what the rules read there, and rows only the model can read.

A row's place is its line; a field's place is a whole cell. Where the rules know the layout, a field counts as read alike
only when the model quotes the very cell. Where they do not (no heading they know), each field needs a cell of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from auditor.extract.llm import grounding
from auditor.extract.llm.answers import IndicatorAnswer
from auditor.extract.llm.chunks import Chunk, Line
from auditor.extract.llm.comparison import Comparison, printed
from auditor.extract.llm.laying import MONEY, ROW, Order, Seat, cells_of, names, own_cells, spread
from auditor.extract.rules import labels, values
from auditor.extract.rules.rows import Entry
from auditor.locale import gettext as _
from auditor.model.report import Indicator, Report, Value
from auditor.model.source import Span
from auditor.text import quantities
from auditor.text.normalize import fold

_T = TypeVar("_T")

_COLUMNS = frozenset({"target", "actual", "weight", "score", "reason"})
_ALL = frozenset((*ROW, *MONEY))


def indicators(answers: Iterable[tuple[Chunk, IndicatorAnswer]], report: Report, note: Comparison) -> Report:
    """The rules' rows as the model confirms or doubts them, and the model's own where the rules could not read one.

    A row that the model read alike in every field is no longer ambiguous; one that only the model could place is. A field
    read differently stays as the rules read it and is listed for review: a poor model cannot weaken a finding.
    """
    rows = _Rows(report, note)
    told = list(rows.at_lines(answers))
    rows.order.learn(own_cells(answer, line) for _chunk, answer, line in told if rows.is_open(line))
    for chunk, answer, line in told:
        rows.take(chunk, answer, line)
    return rows.report()


class _Rows:
    """The rows of one report while answers are laid against them."""

    def __init__(self, report: Report, note: Comparison) -> None:
        self._report = report
        self._note = note
        self._at = {row.span.start: index for index, row in enumerate(report.indicators)}
        self._kept = list(report.indicators)
        self._added: list[Indicator] = []
        self._unread = {place.span.start for place in report.unreadable if place.span is not None}
        self.order = Order(ROW)

    def at_lines(
        self, answers: Iterable[tuple[Chunk, IndicatorAnswer]]
    ) -> Iterator[tuple[Chunk, IndicatorAnswer, Line]]:
        """Each answer at the line it speaks of; a line is spoken of once."""
        taken: set[int] = set()
        for chunk, answer in answers:
            line = _line(chunk, answer.line, answer.name, self._note)
            if line is None:
                continue
            if line.number in taken:
                self._note.differs(_("第 {line} 行").format(line=printed(line)), "", answer.name, line.span)
                continue
            taken.add(line.number)
            yield chunk, answer, line

    def is_open(self, line: Line) -> bool:
        """Whether the rules could not read the line: it stands in no table of theirs, or could not be placed there."""
        return line.span.start not in self._at and (not self._at or line.span.start in self._unread)

    def take(self, chunk: Chunk, answer: IndicatorAnswer, line: Line) -> None:
        """Compare the row that the rules read there, or read one of our own."""
        index = self._at.get(line.span.start)
        if index is not None:
            row = _compared(self._kept[index], answer, line, self._note)
            self._kept[index] = _filled(row, answer, line, self._report.year, self._note)
        elif not self.is_open(line):
            self._note.differs(_("第 {line} 行").format(line=printed(line)), _("不是指标"), answer.name, line.span)
        elif (own := self._own(chunk, answer, line)) is not None:
            self._added.append(own)
            self._note.adds(own.span)

    def _own(self, chunk: Chunk, answer: IndicatorAnswer, line: Line) -> Indicator | None:
        row = _own_row(answer, Seat(line, chunk, self.order), self._report.year, self._note)
        return row if row is None or not self._at else row.model_copy(update={"ambiguous": True})

    def report(self) -> Report:
        """The report with its rows, and without the places that could be read after all."""
        placed = {row.span.start for row in self._added}
        left = (place for place in self._report.unreadable if place.span is None or place.span.start not in placed)
        rows = tuple(sorted((*self._kept, *self._added), key=lambda row: row.span.start))
        return self._report.model_copy(update={"indicators": rows, "unreadable": tuple(left)})


def _line(chunk: Chunk, number: int, name: str, note: Comparison) -> Line | None:
    """The line an answer speaks of: the one it numbers if the name stands there, else the only one with that name."""
    by_number = {line.number: line for line in chunk.lines}
    line = by_number.get(number)
    if line is not None and grounding.label_cells(name, line):
        return line
    holding = [line for line in chunk.lines if any(place.fills_cell for place in grounding.places(name, line))]
    if len(holding) == 1:
        return holding[0]
    note.lost(names()["name"], name, printed(line) if line is not None else None)
    return None


def _compared(row: Indicator, answer: IndicatorAnswer, line: Line, note: Comparison) -> Indicator:
    """A row of the rules', field by field against the answer."""
    spans = {
        "name": row.name_span,
        "target": row.target.span if row.target else None,
        "actual": row.actual.span if row.actual else None,
        "weight": row.weight_span,
        "score": row.score_span,
        "reason": row.reason_span,
    }
    known = row.columns | {"name"}
    verdicts = [
        compare(field, getattr(answer, field), line, spans[field], about=row.name, note=note, columns=known)
        for field in spans
    ]
    verdicts += [_compare_labels(row, answer, note)]
    return row.model_copy(update={"ambiguous": False}) if row.ambiguous and all(verdicts) else row


def _filled(row: Indicator, answer: IndicatorAnswer, line: Line, year: int | None, note: Comparison) -> Indicator:
    """The row with what stands in columns that the rules do not know: a cell that nothing else of the row claims."""
    known = [row.name_span, row.weight_span, row.score_span, row.reason_span]
    known += [value.span if value else None for value in (row.target, row.actual)]
    filled: dict[str, object] = {}
    for field in sorted(_COLUMNS - row.columns):
        quote = getattr(answer, field)
        free = [
            place
            for place in (cells_of(field, quote, line) if quote.strip() else ())
            if not any(span is not None and _overlaps(place.entry.span, span) for span in known)
            and labels.category(place.entry.words) is None
            and labels.level(place.entry.words) is None
        ]
        if len({place.cell for place in free}) != 1:
            continue
        entry = free[0].entry
        known.append(entry.span)
        note.adds(entry.span)
        if field in {"target", "actual"}:
            filled[field] = values.value(entry, year)
        elif field == "reason":
            filled |= {"reason": entry.text, "reason_span": entry.span}
        else:
            filled[field], filled[f"{field}_span"] = values.points(entry)
    return row.model_copy(update={**filled, "ambiguous": True}) if filled else row


def compare(
    field: str,
    quote: str,
    line: Line,
    span: Span | None,
    *,
    about: str,
    note: Comparison,
    columns: AbstractSet[str] = _ALL,
) -> bool | None:
    """True when read alike, False when differently, None when the model says nothing that can be placed.

    `columns` are those that the rules know: what the model reads in others is no difference.
    """
    if not quote.strip():
        return True if span is None else None
    if span is None and field not in columns:
        return None
    cells = cells_of(field, quote, line)
    if not cells:
        note.lost(names()[field], quote, printed(line))
        return None
    if span is not None and any(_overlaps(place.entry.span, span) for place in cells):
        note.agrees()
        return True
    said = "" if span is None else _at(line, span)
    note.differs(f"{about} · {names()[field]}", said, quote, cells[0].entry.span)
    return False


def _overlaps(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _at(line: Line, span: Span) -> str:
    return " ".join(entry.text for entry in line.entries if _overlaps(entry.span, span))


def _compare_labels(row: Indicator, answer: IndicatorAnswer, note: Comparison) -> bool | None:
    """Goal, first level and category: alike under the names of the national forms; silence means as printed above."""
    told: tuple[tuple[str, object, object], ...] = (
        ("goal", labels.goal(fold(answer.goal)), row.goal),
        ("level1", labels.level(fold(answer.level1)), row.level1 and labels.level(row.level1)),
        ("category", labels.category(fold(answer.category)), row.category),
    )
    verdict = True
    for field, said, read in told:
        if said is None or read is None or said == read:
            continue
        if field == "level1" and fold(answer.level1) == fold(answer.category):
            continue
        note.differs(f"{row.name} · {names()[field]}", str(read), str(getattr(answer, field)), row.span)
        verdict = False
    return verdict


def _own_row(answer: IndicatorAnswer, seat: Seat, year: int | None, note: Comparison) -> Indicator | None:
    """A row under a heading that the rules do not know, each field in a cell of its own."""
    line = seat.line
    laid = spread(answer, ROW, seat, note)
    if laid is None:
        return None
    cells = laid.cells
    name = cells.get("name")
    if name is None or not {"target", "actual", "weight", "score"} & set(cells):
        note.lost(names()["name"], answer.name, printed(line))
        return None
    weight, weight_span = values.points(cells.get("weight"))
    score, score_span = values.points(cells.get("score"))
    reason = cells.get("reason")
    above = _above(seat.chunk, line)
    return Indicator(
        goal=_label(answer.goal, above, labels.goal),
        level1=_label(answer.level1, above, labels.level),
        category=_label(answer.category, above, labels.category),
        category_printed=_standing(answer.category, above),
        name=name.text,
        name_span=name.span,
        target=_target(cells, year),
        actual=values.value(cells["actual"], year) if "actual" in cells else None,
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        reason=reason.text if reason else None,
        reason_span=reason.span if reason else None,
        columns=frozenset(cells) & _COLUMNS,
        ambiguous=laid.doubtful,
        span=line.span,
    )


def _target(cells: Mapping[str, Entry], year: int | None) -> Value | None:
    """The target: one cell, or operator, value and unit taken together."""
    entry = cells.get("target")
    if entry is None:
        return None
    plain = values.value(entry, year)
    operator, unit = cells.get("operator"), cells.get("unit")
    if operator is None and unit is None:
        return plain
    whole = quantities.assemble(operator.text if operator else "", entry.text, unit.text if unit else "", entry.span)
    return plain if whole is None else plain.model_copy(update={"quantity": whole, "text": whole.text})


def _above(chunk: Chunk, line: Line) -> list[Line]:
    """The lines of the chunk down to this one, nearest first."""
    return [other for other in reversed((*chunk.heading, *chunk.lines)) if other.number <= line.number]


def _standing(quote: str, lines: list[Line]) -> str | None:
    """The cell that a label stands in, in this line or the nearest above."""
    for line in lines:
        for place in grounding.places(quote, line):
            if place.fills_cell:
                return place.entry.text
    return None


def _label(quote: str, lines: list[Line], named: Callable[[str], _T | None]) -> _T | None:
    standing = _standing(quote, lines)
    return None if standing is None else named(fold(standing))
