"""Rows of tables: what the model read in a row against what the rules read there, and rows only the model can read.

A row's place is its line; a field's place is a whole cell. Where the rules know the layout, a field counts as read alike
only when the model quotes the very cell. Where they do not (no heading they know), each field needs a cell of its own.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import permutations, product
from typing import NamedTuple, TypeVar

from auditor.extract.llm import grounding
from auditor.extract.llm.answers import Answer, BudgetRowAnswer, IndicatorAnswer
from auditor.extract.llm.chunks import Chunk, Line
from auditor.extract.llm.comparison import Comparison, printed
from auditor.extract.llm.grounding import Place
from auditor.extract.rules import budget, labels, values
from auditor.extract.rules.rows import Entry
from auditor.locale import gettext as _
from auditor.model.report import BudgetLine, BudgetPart, Indicator, Report, Value
from auditor.model.source import Span
from auditor.text import quantities
from auditor.text.normalize import fold

_T = TypeVar("_T")

_FIELDS = ("name", "operator", "target", "unit", "actual", "weight", "score", "reason")
_MONEY = ("name", "initial", "budget", "spent", "weight", "rate", "score")
_LABEL_FIELDS = frozenset({"name"})
_COLUMNS = frozenset({"target", "actual", "weight", "score", "reason"})
_ALL = frozenset((*_FIELDS, *_MONEY))

_PARTS: tuple[tuple[str, BudgetPart], ...] = (
    ("结转", "carried"),
    ("结余", "carried"),
    ("基本支出", "basic"),
    ("项目支出", "project"),
    ("总额", "total"),
    ("合计", "total"),
    ("总计", "total"),
    ("财政", "fiscal"),
    ("其他", "other"),
    ("自有", "other"),
    ("自筹", "other"),
)


def names() -> dict[str, str]:
    """The fields of a row as messages call them."""
    return {
        "name": _("名称"),
        "operator": _("指标性质"),
        "target": _("指标值"),
        "unit": _("度量单位"),
        "actual": _("完成值"),
        "weight": _("分值"),
        "score": _("得分"),
        "reason": _("偏差原因"),
        "initial": _("年初预算数"),
        "budget": _("全年预算数"),
        "spent": _("全年执行数"),
        "rate": _("执行率"),
        "goal": _("所属目标"),
        "level1": _("一级指标"),
        "category": _("二级指标"),
    }


def indicators(answers: Iterable[tuple[Chunk, IndicatorAnswer]], report: Report, note: Comparison) -> Report:
    """The rules' rows as the model confirms or doubts them, and the model's own where the rules could not read one.

    A row that the model read alike in every field is no longer ambiguous; one that only the model could place is. A field
    read differently stays as the rules read it and is listed for review: a poor model cannot weaken a finding.
    """
    rows = _Rows(report, note)
    told = list(rows.at_lines(answers))
    rows.order.learn(_own_cells(answer, line) for _chunk, answer, line in told if rows.is_open(line))
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
        self.order = Order(_FIELDS)

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
        row = _own_row(answer, _Seat(line, chunk, self.order), self._report.year, self._note)
        return row if row is None or not self._at else row.model_copy(update={"ambiguous": True})

    def report(self) -> Report:
        """The report with its rows, and without the places that could be read after all."""
        placed = {row.span.start for row in self._added}
        left = (place for place in self._report.unreadable if place.span is None or place.span.start not in placed)
        rows = tuple(sorted((*self._kept, *self._added), key=lambda row: row.span.start))
        return self._report.model_copy(update={"indicators": rows, "unreadable": tuple(left)})


class _Seat(NamedTuple):
    """Where a row of the model's own stands: its line, what is around it, and how its table orders its columns."""

    line: Line
    chunk: Chunk
    order: "Order"


class Order:
    """Which field stands before which, learnt from the rows of a table that leave no choice."""

    def __init__(self, usual: tuple[str, ...]) -> None:
        self._usual = usual
        self._before: Counter[tuple[str, str]] = Counter()

    def learn(self, rows: Iterable[Mapping[str, list[Place]]]) -> None:
        """Take note of rows: each field's possible places."""
        for found in rows:
            sure = {field: cells[0].cell for field, cells in found.items() if len(cells) == 1}
            self._before.update((a, b) for a, b in permutations(sure, 2) if sure[a] < sure[b])

    def likeness(self, assigned: Mapping[str, int]) -> tuple[int, int]:
        """How far an assignment of cells is in the order of the other rows, and then in the usual one."""
        learnt = usual = 0
        for a, b in permutations(assigned, 2):
            if assigned[a] < assigned[b]:
                learnt += _sign(self._before[a, b] - self._before[b, a])
                usual += self._usual.index(a) < self._usual.index(b)
        return learnt, usual

    def broken(self, assigned: Mapping[str, int]) -> bool:
        """Whether two cells stand the other way round than in most rows, or the rows are of two minds about them."""
        return any(
            assigned[a] < assigned[b] and self._before[a, b] < _MAJORITY * self._before[b, a]
            for a, b in permutations(assigned, 2)
        )


_MAJORITY = 3
"""To one: how many rows must have two columns in the same order before a row is read in it."""


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


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
        _compare(field, getattr(answer, field), line, spans[field], about=row.name, note=note, columns=known)
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
            for place in (_cells(field, quote, line) if quote.strip() else ())
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


def _compare(
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
    cells = _cells(field, quote, line)
    if not cells:
        note.lost(names()[field], quote, printed(line))
        return None
    if span is not None and any(_overlaps(place.entry.span, span) for place in cells):
        note.agrees()
        return True
    said = "" if span is None else _at(line, span)
    note.differs(f"{about} · {names()[field]}", said, quote, cells[0].entry.span)
    return False


def _cells(field: str, quote: str, line: Line) -> list[Place]:
    return grounding.label_cells(quote, line) if field in _LABEL_FIELDS else grounding.whole_cells(quote, line)


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


def _own_row(answer: IndicatorAnswer, seat: _Seat, year: int | None, note: Comparison) -> Indicator | None:
    """A row under a heading that the rules do not know, each field in a cell of its own."""
    line = seat.line
    laid = _spread(answer, _FIELDS, seat, note)
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


def _own_cells(answer: Answer, line: Line, fields: tuple[str, ...] = _FIELDS) -> dict[str, list[Place]]:
    return {field: _cells(field, quote, line) for field in fields if (quote := getattr(answer, field).strip())}


_MOST_WAYS = 4096
"""Ways to lay a row's quotes over its cells that are weighed; a row with more is not read."""

_DIGIT = re.compile(r"\d")


class _Laid(NamedTuple):
    """A row's fields at their cells, no cell twice; and whether there is any doubt of it."""

    cells: dict[str, Entry]
    doubtful: bool


def _spread(answer: Answer, fields: tuple[str, ...], seat: _Seat, note: Comparison) -> _Laid | None:
    """Each field's cell, in the order of the table's other rows.

    None when one of its numbers stands nowhere in the row, two fields want one cell, or the columns are not in the order of
    the other rows: then none of it is believed.
    """
    line = seat.line
    found = _own_cells(answer, line, fields)
    lost = [*(field for field, cells in found.items() if not cells), *_crowded(found)]
    for field in lost:
        note.lost(names()[field], getattr(answer, field), printed(line))
    if any(_DIGIT.search(fold(getattr(answer, field))) for field in lost if field != "reason"):
        return None
    found = {field: cells for field, cells in found.items() if field not in lost}
    choices = [sorted({place.cell for place in cells}) for cells in found.values()]
    if math.prod(map(len, choices)) > _MOST_WAYS:
        return None
    ways = [dict(zip(found, cells, strict=True)) for cells in product(*choices) if len(set(cells)) == len(cells)]
    if not ways:
        return None
    ranked = sorted(ways, key=seat.order.likeness, reverse=True)
    chosen = ranked[0]
    if seat.order.broken(chosen) or not _holds_points(chosen, line):
        note.differs(_("第 {line} 行").format(line=printed(line)), _("与同表各行的列序不合"), line.text, line.span)
        return None
    rivals = [way for way in ranked[1:] if seat.order.likeness(way)[0] == seat.order.likeness(chosen)[0]]
    doubts = (
        bool(lost),
        any(_reads_otherwise(way, chosen, line) for way in rivals),
        any(_DIGIT.search(entry.words) for at, entry in enumerate(line.entries) if at not in chosen.values()),
    )
    return _Laid({field: line.entries[cell] for field, cell in chosen.items()}, any(doubts))


def _holds_points(chosen: Mapping[str, int], line: Line) -> bool:
    """Whether what is said to be a weight or a score is a bare number of points."""
    points = (line.entries[chosen[field]] for field in ("weight", "score") if field in chosen)
    return all(values.points(entry)[0] is not None or not _DIGIT.search(entry.words) for entry in points)


def _reads_otherwise(way: Mapping[str, int], other: Mapping[str, int], line: Line) -> bool:
    return any(line.entries[way[field]].words != line.entries[other[field]].words for field in way)


def _crowded(found: Mapping[str, list[Place]]) -> list[str]:
    """Fields that claim the same cells and are more than these: nothing says which of them is wrong."""
    wanted = {field: frozenset(place.cell for place in cells) for field, cells in found.items()}
    return [field for field, cells in wanted.items() if sum(other <= cells for other in wanted.values()) > len(cells)]


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


def budget_lines(
    answers: Iterable[tuple[Chunk, BudgetRowAnswer]], known: tuple[BudgetLine, ...], note: Comparison
) -> tuple[BudgetLine, ...]:
    """The rules' money lines, compared; the model's own where the rules found no money table."""
    at = {line.span.start: line for line in known}
    order = Order(_MONEY)
    added: dict[int, BudgetLine] = {}
    told = [(chunk, answer, _numbered(chunk, answer.line)) for chunk, answer in answers]
    if not known:
        order.learn(_own_cells(answer, line, _MONEY) for _chunk, answer, line in told if line is not None)
    for chunk, answer, line in told:
        if line is None:
            note.lost(names()["name"], answer.name)
            continue
        expected = at.get(line.span.start)
        if expected is not None:
            _compare_money(expected, answer, line, note)
        elif known or line.number in added:
            continue
        elif (own := _own_money(answer, _Seat(line, chunk, order), bool(added), note)) is not None:
            added[line.number] = own
            note.adds(own.span)
    return known or tuple(added[number] for number in sorted(added))


def _numbered(chunk: Chunk, number: int) -> Line | None:
    return next((line for line in chunk.lines if line.number == number), None)


def _compare_money(expected: BudgetLine, answer: BudgetRowAnswer, line: Line, note: Comparison) -> None:
    for field in _MONEY[1:]:
        _compare(
            field, getattr(answer, field), line, getattr(expected, f"{field}_span"), about=expected.name, note=note
        )


def _own_money(answer: BudgetRowAnswer, seat: _Seat, has_total: bool, note: Comparison) -> BudgetLine | None:
    """A line of money under a heading that the rules do not know; one that is in doubt is left out."""
    line, chunk = seat.line, seat.chunk
    laid = _spread(answer, _MONEY, seat, note)
    if laid is None or laid.doubtful:
        return None
    cells = laid.cells
    name = cells.get("name")
    amounts = {field: values.amount(cells.get(field)) for field in ("initial", "budget", "spent")}
    if name is None or all(value is None for value, _ in amounts.values()):
        return None
    weight, weight_span = values.points(cells.get("weight"))
    score, score_span = values.points(cells.get("score"))
    rate = values.percent(cells["rate"].words) if "rate" in cells else None
    printed_units = (budget.unit(entry.words) for one in (*chunk.heading, *chunk.lines) for entry in one.entries)
    fields: dict[str, object] = {}
    for field, (value, span) in amounts.items():
        fields |= {field: value, f"{field}_span": span}
    return BudgetLine(
        name=name.words,
        part=_part(name.words, has_total=has_total),
        unit=next((unit for unit in printed_units if unit is not None), "万元"),
        rate=rate,
        rate_span=cells["rate"].span if rate is not None else None,
        weight=weight,
        weight_span=weight_span,
        score=score,
        score_span=score_span,
        columns=frozenset(cells) - {"name"},
        span=line.span,
        **fields,
    )


def _part(name: str, *, has_total: bool) -> BudgetPart:
    found: list[BudgetPart] = [part for words, part in _PARTS if words in name]
    part = found[0] if found else "part"
    return "part" if part == "total" and has_total else part
