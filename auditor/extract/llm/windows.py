"""What is shown when relations are asked for: figures under numbers, values masked («#17 人»), in windows over the text.

What may belong together is a matter of words, so values are not shown: a model that cannot see them can neither make them
fit nor pass over those that do not. Words, units and classifiers stay. Headings with figures, goals and conclusions are
carried into every window, and so are the rows of the table that speak of what the window tells, so that a promise and its
result meet however far apart they stand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.extract.llm.chunks import Chunk, Figure, Line, Sheet
from auditor.extract.rules import conclusion, outline
from auditor.extract.rules.regions import Form
from auditor.extract.rules.rows import Entry
from auditor.model.quantity import Quantity
from auditor.model.source import Span
from auditor.text import quantities
from auditor.text.similarity import pairs
from auditor.text.words_of_size import spelled

_LONGEST_HEADING = 60


class Size(NamedTuple):
    """How much one window may hold, and how much is carried into it; a single line may be longer."""

    characters: int = 4000
    figures: int = 130
    carried: int = 1500
    rows: int = 30


def with_windows(sheet: Sheet, size: Size | None = None, *, first: int = 0) -> Sheet:
    """The sheet with its figures numbered (on from `first`), and the windows in which relations are asked for."""
    size = size or Size()
    figures: dict[int, Figure] = {}
    shown: dict[int, Line] = {}
    for number, line in sorted(sheet.lines.items()):
        shown[number] = _masked(line, figures, first)
    of_line: dict[int, list[Figure]] = {}
    for figure in figures.values():
        of_line.setdefault(figure.line, []).append(figure)
    told = [_Told(at, sheet.forms[at], lines, shown, of_line) for at, lines in enumerate(sheet.told)]
    rows = [_rows(sheet, one.at, shown) for one in told]
    windows = [window for one, own in zip(told, rows, strict=True) for window in _windows(one, own, size)]
    carried = tuple(tuple(shown[line.number] for line in _carried(one, size)) for one in told)
    return sheet._replace(
        chunks=(*sheet.chunks, *windows), figures=figures, carried=carried, rows=tuple(map(tuple, rows))
    )


def ids(text: str) -> list[int]:
    """The numbers of the figures that a text shows."""
    return [int(number) for number in _SHOWN.findall(text)]


def mask(figure: Figure) -> str:
    """A figure as it is shown: its number and what it is measured in."""
    unit = "日期" if figure.quantity.kind == "date" else figure.quantity.unit
    return f"«#{figure.number} {unit}»" if unit else f"«#{figure.number}»"


_SHOWN = re.compile(r"«#(\d+)[^»]*»")


def _masked(line: Line, figures: dict[int, Figure], first: int) -> Line:
    """The line with each figure under its number; the figures are added to those known."""
    return line._replace(
        shown=tuple(
            _cell(entry, cell, _Home(line.number, first), figures)
            for entry, cell in zip(line.entries, line.shown, strict=True)
        )
    )


class _Home(NamedTuple):
    """The line that figures stand in, and how many there are in documents before."""

    line: int
    first: int


def _cell(entry: Entry, shown: str, home: _Home, figures: dict[int, Figure]) -> str:
    pieces: list[str] = []
    place = 0
    for quantity in _asserting(entry.text):
        start, end = quantity.number_span.start, quantity.number_span.end
        figure = Figure(home.first + len(figures) + 1, _placed(quantity, entry.span), home.line)
        figures[figure.number] = figure
        pieces += [shown[place:start], mask(figure)]
        place = end
    return "".join([*pieces, shown[place:]])


def _asserting(text: str) -> list[Quantity]:
    """The figures of a text that assert an amount, a rate or a date, in order and apart from each other."""
    found = [one for one in quantities.find(text) if one.claimed or one.kind == "date"]
    taken = [one.span for one in found]
    found += [one for one in spelled(text) if not any(one.span.start < s.end and s.start < one.span.end for s in taken)]
    return sorted(found, key=lambda one: one.span.start)


def _placed(quantity: Quantity, base: Span) -> Quantity:
    spans = {name: getattr(quantity, name) for name in ("span", "number_span")}
    return quantity.model_copy(update={name: base.part(one.start, one.end) for name, one in spans.items()})


class _Told(NamedTuple):
    """The lines of one form that tell something, as they are shown, with their figures."""

    at: int
    form: Form
    lines: Sequence[Line]
    shown: Mapping[int, Line]
    figures: Mapping[int, Sequence[Figure]]

    def count(self, line: Line) -> int:
        return len(self.figures.get(line.number, ()))


def _rows(sheet: Sheet, at: int, shown: Mapping[int, Line]) -> list[Line]:
    """The rows of the form's indicator table, each called R and its line's number."""
    starts = {row.span.start for region in sheet.forms[at].of("indicators") for row in region.rows}
    return [
        line._replace(shown=(f"R{line.number}", *shown[line.number].shown))
        for number, line in sorted(sheet.lines.items())
        if sheet.form_of[number] == at and line.span.start in starts
    ]


def _windows(told: _Told, rows: Sequence[Line], size: Size) -> Iterator[Chunk]:
    """The lines in windows that overlap by a line, each with what is carried into it."""
    runs = list(_runs(told, size))
    carried = _carried(told, size) if len(runs) > 1 else []
    for run in runs:
        own = {line.number for line in run}
        lines = tuple(told.shown[line.number] for line in run)
        above = tuple(told.shown[line.number] for line in carried if line.number not in own)
        said = tuple(speaking(rows, lines, size.rows))
        if any(map(told.count, run)):
            yield Chunk("relations", told.at, lines, (*said, *above))


def _runs(told: _Told, size: Size) -> Iterator[list[Line]]:
    run: list[Line] = []
    length = figures = 0
    for line in told.lines:
        more, count = len(told.shown[line.number].text), told.count(line)
        if run and (length + more > size.characters or figures + count > size.figures):
            yield run
            run = run[-1:] if len(run) > 1 and len(run[-1].text) < size.characters // 4 else []
            length, figures = sum(len(one.text) for one in run), sum(map(told.count, run))
        run.append(line)
        length += more
        figures += count
    if run:
        yield run


def _carried(told: _Told, size: Size) -> list[Line]:
    """Lines with figures that all windows see: headings, goals and plans, the conclusion; what does not fit is left out."""
    promised = {entry.span.start for entry, stance in outline.passages(told.form.prose) if stance in ("goal", "plan")}
    promised |= {item.entry.span.start for item in told.form.goal_texts if item.entry is not None}
    promised |= {row.span.start for region in told.form.of("goals") for row in region.rows}
    closing = {item.entry.span.start for item in told.form.conclusions if item.entry is not None}
    chosen: list[Line] = []
    left = size.carried
    for line in told.lines:
        starts = {line.span.start, *(entry.span.start for entry in line.entries)}
        if told.count(line) and (starts & (promised | closing) or _heads(line) or _concludes(line)):
            left -= len(told.shown[line.number].text)
            if left >= 0:
                chosen.append(line)
    return chosen


def _heads(line: Line) -> bool:
    text = line.entries[0].text.strip()
    return len(line.entries) == 1 and len(text) <= _LONGEST_HEADING and not text.endswith(("。", "；", ";"))


def _concludes(line: Line) -> bool:
    return any(conclusion.states_anything(conclusion.read(entry)) for entry in line.entries if line.table is None)


def speaking(rows: Sequence[Line], lines: Iterable[Line], most: int) -> Iterator[Line]:
    """The rows that share the most words with the lines, in the order of the table."""
    said = frozenset(pair for line in lines for pair in pairs(line.text))
    shared = {row.number: len(pairs("".join(row.shown[:4])) & said) for row in rows}
    ranked = sorted((number for number in shared if shared[number] > 1), key=lambda number: (-shared[number], number))
    kept = set(ranked[:most])
    return (row for row in rows if row.number in kept)
