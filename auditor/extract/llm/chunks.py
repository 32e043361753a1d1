"""Cuts a document into what is shown to the model: numbered lines, along the document's own structure.

A line is a table row or a paragraph (a long one in several, cut between sentences). Rows of one table go together, each
piece under the heading of its table; goals together, paragraphs together. Every line is in at least one piece.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from auditor.extract.llm.answers import Task
from auditor.extract.llm.redact import redact
from auditor.extract.rules import regions, rows
from auditor.extract.rules.regions import Form, Labelled
from auditor.extract.rules.rows import Entry, Row
from auditor.model.quantity import Quantity
from auditor.model.source import Document, Span
from auditor.text import persons
from auditor.text.private import masked

_SENTENCE_END = re.compile(r"(?<=[。；;！？!?])")
_LONGEST_PARAGRAPH = 1200
_HEAD_LINES = 12
"""How many of the first lines may name the report, its organisation and its project."""

_BREAK = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")


class Line(NamedTuple):
    """A numbered line: its cells, and the same cells as they are shown (masked where that was asked for)."""

    number: int
    entries: tuple[Entry, ...]
    shown: tuple[str, ...]
    span: Span
    table: int | None

    @property
    def text(self) -> str:
        """The line as the model sees it. Nothing inside of it can begin a line of its own."""
        return f"[{self.number}] " + " | ".join(_BREAK.sub(" ", cell) for cell in self.shown)


class Chunk(NamedTuple):
    """What one call shows: the lines to read, and headings that are only to be understood."""

    task: Task
    form: int
    lines: tuple[Line, ...]
    heading: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The lines of the chunk, heading first."""
        return "\n".join(line.text for line in (*self.heading, *self.lines))

    def halves(self) -> tuple["Chunk", ...] | None:
        """The chunk in two; a single line without what is carried along, and None when it stands alone."""
        middle = len(self.lines) // 2
        if not middle:
            carries = self.task == "relations" and self.heading
            return (self._replace(heading=()),) if carries else None
        return self._replace(lines=self.lines[:middle]), self._replace(lines=self.lines[middle:])

    def only(self, numbers: Iterable[int]) -> "Chunk":
        """The chunk with some of its lines."""
        wanted = set(numbers)
        return self._replace(lines=tuple(line for line in self.lines if line.number in wanted))


class Figure(NamedTuple):
    """A figure of a line under the number that it is shown by."""

    number: int
    quantity: Quantity
    line: int


class Sheet(NamedTuple):
    """A document cut up: the forms it holds, its numbered lines, and the chunks of each form."""

    forms: tuple[Form, ...]
    lines: dict[int, Line]
    form_of: dict[int, int]
    """The form that each line belongs to."""
    chunks: tuple[Chunk, ...]
    told: tuple[tuple[Line, ...], ...] = ()
    """The lines of each form that tell something in words: whose figures may belong together."""
    figures: Mapping[int, Figure] = MappingProxyType({})
    """The figures that are shown under a number instead of their value."""
    carried: tuple[tuple[Line, ...], ...] = ()
    """The lines of each form that all its windows see, values masked."""
    rows: tuple[tuple[Line, ...], ...] = ()
    """The rows of each form's indicator table, values masked."""


class Limits(NamedTuple):
    """How much one chunk may hold; a single line may be longer."""

    lines: int = 24
    characters: int = 2400


def cut(document: Document, limits: Limits | None = None, *, redacted: bool = False) -> Sheet:
    """The document in chunks."""
    limits = limits or Limits()
    forms = tuple(form for form in regions.split(rows.stream(document)) if _holds_anything(form))
    lines = list(_lines(document, redacted=redacted))
    starts = [_start(form) for form in forms]
    by_form: list[list[Line]] = [[] for _ in forms]
    for line in lines:
        index = max((at for at, start in enumerate(starts) if start <= line.span.start), default=0)
        if forms:
            by_form[index].append(line)
    tasks = [_Tasks(form) for form in forms]
    chunks = [chunk for at, asked in enumerate(tasks) for chunk in _chunks(at, asked, by_form[at], limits)]
    return Sheet(
        forms,
        {line.number: line for line in lines},
        {line.number: at for at, group in enumerate(by_form) for line in group},
        tuple(chunks),
        tuple(tuple(asked.telling(by_form[at])) for at, asked in enumerate(tasks)),
    )


def _lines(document: Document, *, redacted: bool) -> Iterator[Line]:
    number = 0
    people = persons.in_tables(document) if redacted else persons.Persons((), ())
    hidden = dict((*people.names, *people.numbers))
    for row in rows.stream(document):
        for entries, span in _parts(row):
            number += 1
            shown = tuple(entry.text for entry in entries)
            if redacted:
                shown = _masked_across(entries, tuple(redact(_without(entry, hidden)) for entry in entries))
            yield Line(number, entries, shown, span, row.table.number if row.table else None)


def _without(entry: Entry, hidden: Mapping[int, int]) -> str:
    """The text of an entry without the person that a list names in it."""
    start = entry.span.start + len(entry.text) - len(entry.text.lstrip())
    end = hidden.get(start, start)
    return masked(entry.text, [(start - entry.span.start, end - entry.span.start)] if end > start else [])


def _masked_across(entries: tuple[Entry, ...], shown: tuple[str, ...]) -> tuple[str, ...]:
    """The cells with what a label in the cell before gives away masked too: 联系人 | 李某某."""
    whole = redact("|".join(shown))
    cells: list[str] = []
    place = 0
    for entry in entries:
        cells.append(whole[place : place + len(entry.text)])
        place += len(entry.text) + 1
    return tuple(cells)


def _parts(row: Row) -> Iterator[tuple[tuple[Entry, ...], Span]]:
    """The row, or the pieces of a long paragraph."""
    entry = row.entries[0]
    if row.table is not None or len(entry.text) <= _LONGEST_PARAGRAPH:
        yield row.entries, row.span
        return
    start = 0
    for end in _cuts(entry.text):
        span = entry.span.part(start, end)
        yield (entry._replace(text=entry.text[start:end], span=span),), span
        start = end


def _cuts(text: str) -> Iterator[int]:
    """Where to cut a long paragraph: after sentences, every thousand characters or so."""
    start = place = 0
    for sentence in _SENTENCE_END.split(text):
        if place > start and place + len(sentence) - start > _LONGEST_PARAGRAPH:
            yield place
            start = place
        place += len(sentence)
    yield len(text)


def _start(form: Form) -> int:
    return form.extent[0].start


def _holds_anything(form: Form) -> bool:
    return bool(
        form.titles or form.fields or form.prose or form.regions or form.goal_texts or form.conclusions or form.notes
    )


def _chunks(at: int, tasks: "_Tasks", lines: list[Line], limits: Limits) -> Iterator[Chunk]:
    by_task: dict[Task, list[tuple[Line, tuple[Line, ...]]]] = {}
    heading: dict[Task, tuple[Line, ...]] = {}
    table: int | None = None
    for place, line in enumerate(lines):
        if line.table != table or line.table is None:
            heading, table = {}, line.table
        for task in tasks.of(line, place):
            if task == "relations":
                continue
            if tasks.is_heading(line, task):
                heading[task] = (line,)
                continue
            by_task.setdefault(task, []).append((line, heading.get(task, ())))
    for task, members in by_task.items():
        yield from _grouped(task, at, members, limits)


def _grouped(task: Task, at: int, members: list[tuple[Line, tuple[Line, ...]]], limits: Limits) -> Iterator[Chunk]:
    run: list[Line] = []
    size = 0
    over: tuple[Line, ...] = ()
    for line, heading in members:
        length = len(line.text)
        if run and (heading != over or len(run) >= limits.lines or size + length > limits.characters):
            yield Chunk(task, at, tuple(run), over)
            run, size = [], 0
        over = heading
        run.append(line)
        size += length
    if run:
        yield Chunk(task, at, tuple(run), over)


class _Tasks:
    """Which tasks look at which lines of a form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.at: dict[int, set[Task]] = {}
        self.headings: dict[Task, set[int]] = {}
        for kind, tasks in _TASKS_OF.items():
            for region in form.of(*kind):
                repeated = [region.rows[index] for index in region.repeated]
                self.headings.setdefault(tasks[0], set()).update(
                    entry.span.start for row in (*region.heading, *repeated) for entry in row.entries[:1]
                )
                for row in (*region.heading, *region.rows):
                    self._add(row.span, *tasks)
        for total in form.totals:
            self._add(total.row.span, "conclusion")
        labelled: list[tuple[Sequence[Labelled], tuple[Task, ...]]] = [
            (form.goal_texts, ("goals", "relations")),
            (form.conclusions, ("conclusion", "relations")),
            (form.notes, ("relations",)),
        ]
        for items, tasks in labelled:
            for entry in (item.entry for item in items if item.entry is not None):
                self._add(entry.span, *tasks)
        missing: list[tuple[Task, bool]] = [
            ("goals", not (form.of("goals") or form.goal_texts)),
            ("indicators", not form.of("indicators")),
            ("budget", not form.of("money", "pairs")),
        ]
        self.unknown_table: tuple[Task, ...] = tuple(task for task, lacks in missing if lacks)
        self.narrative = not form.has_body

    def _add(self, span: Span, *tasks: Task) -> None:
        self.at.setdefault(span.start, set()).update(tasks)

    def of(self, line: Line, place: int) -> list[Task]:
        """The tasks of a line, in a fixed order; every line has one."""
        found: set[Task] = set()
        for entry in line.entries:
            found |= self.at.get(entry.span.start, set())
        found |= self.at.get(line.span.start, set())
        if place < _HEAD_LINES and "indicators" not in found:
            found.add("head")
        if line.table is None and self.narrative:
            found |= {"goals", "conclusion", "relations"}
            found |= {"budget"} if _tells_money(line) else set()
        elif line.table is None and not found:
            found |= {"relations"}
        elif not found - {"head"}:
            found |= set(self.unknown_table) if len(line.entries) > 2 else {"relations", "conclusion"}
        return [task for task in _ORDER if task in found] or ["relations"]

    def telling(self, lines: Sequence[Line]) -> Iterator[Line]:
        """The lines that tell something in words, in their order."""
        return (line for place, line in enumerate(lines) if "relations" in self.of(line, place))

    def is_heading(self, line: Line, task: Task) -> bool:
        """Whether a line names the columns of the lines below it."""
        if line.table is None or len(line.entries) < 2:
            return False
        return line.entries[0].span.start in self.headings.get(task, ())


_MONEY_TOLD = re.compile(r"预算|到位|支出|支付|执行率|[拨花余]|结转|资金|经费")
_AMOUNT = re.compile(r"\d[\d.,，]*\s*[万亿千]?元")
_AMOUNTS = 2


def _tells_money(line: Line) -> bool:
    """Whether a paragraph tells what was budgeted, received or spent."""
    text = line.entries[0].text
    return _MONEY_TOLD.search(text) is not None and len(_AMOUNT.findall(text)) >= _AMOUNTS


_TASKS_OF: dict[tuple[str, ...], tuple[Task, ...]] = {
    ("indicators",): ("indicators",),
    ("goals",): ("goals", "relations"),
    ("money", "pairs"): ("budget",),
}
"""Which tasks look at the regions of some kinds."""

_ORDER: tuple[Task, ...] = ("head", "goals", "budget", "indicators", "conclusion", "relations")
