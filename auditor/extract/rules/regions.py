"""Cuts a document into forms, and each form into finished regions: tables with their headings, labels with their values, prose."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor import prepared
from auditor.extract.rules import (
    goals_above,
    head,
    headings,
    outline,
    sided,
    signs,
    spelled,
    titles,
    told_total,
    turned,
    unfolded,
)
from auditor.extract.rules.columns import naming
from auditor.extract.rules.columns.column import Column
from auditor.extract.rules.head import Field
from auditor.extract.rules.rows import Entry, Row
from auditor.extract.rules.signs import Above, Sign
from auditor.forms import TableKind, current
from auditor.model.report import Aside, AsideKind
from auditor.model.source import Span
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_FEWEST_CELLS = 3
_LONGEST_ROW = 300
_WORDS_OF_PROSE = 8
_CHECKBOX = lazily(r"[☑☐□■√✓]")
_LOOK_AHEAD = 6
_LONGEST_TITLE = 4
"""Cells that a title is cut into at most."""


class Region(NamedTuple):
    """A finished table: the rows of its heading (none, one or several), its columns, and the rows below."""

    kind: str
    """indicators, money, goals, pairs (labels and amounts side by side), list, or unknown."""
    heading: tuple[Row, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    repeated: frozenset[int] = frozenset()
    """Where, among the rows, its heading stands once more."""
    above: Entry | None = None
    """The line or row right above its heading, alone in its row: what a list is called."""
    reasons: frozenset[int] = frozenset()
    """Which of the rows give the reason of the row above them: 偏差原因：汛期停工."""


class Body(NamedTuple):
    """A row that stands for itself, with the columns of the table it closes."""

    columns: tuple[Column, ...]
    row: Row


class Labelled(NamedTuple):
    """A label and the text beside it (None when it was left blank), and the table that was open there."""

    label: str
    entry: Entry | None
    section: str


class Form(NamedTuple):
    """One form of a file, cut into regions."""

    titles: tuple[Entry, ...] = ()
    fields: tuple[Field, ...] = ()
    head: tuple[Entry, ...] = ()
    """All that the rows of its head print."""
    regions: tuple[Region, ...] = ()
    goal_texts: tuple[Labelled, ...] = ()
    """Goal and result texts beside their labels, outside of a goal table; the label is target or actual."""
    totals: tuple[Body, ...] = ()
    stated: tuple[Row, ...] = ()
    """A total score or a grade beside its label, outside of a total row: 自评总分 | 95.2 in the head."""
    executed: tuple[Row, ...] = ()
    """The points and the score of the budget's execution, on a row or line outside of the tables."""
    conclusions: tuple[Labelled, ...] = ()
    notes: tuple[Labelled, ...] = ()
    prose: tuple[Entry, ...] = ()
    asides: tuple[Aside, ...] = ()
    labels: tuple[str, ...] = ()
    """The words of its head's labels."""
    extent: tuple[Span, ...] = ()

    def of(self, *kinds: str) -> tuple[Region, ...]:
        """The regions of some kinds, in order."""
        return tuple(region for region in self.regions if region.kind in kinds)

    @property
    def has_body(self) -> bool:
        """Whether the form has tables of its own."""
        return bool(self.of("indicators", "money", "goals", "pairs") or self.goal_texts)

    @property
    def has_head(self) -> bool:
        """Whether the form names its project."""
        return any(item.kind == "project" for item in self.fields)


def split(rows: Iterable[Row]) -> list[Form]:
    """The forms of a file, in order; prose before a form belongs to it."""
    stream = sided.fold(spelled.spell(turned.turn(unfolded.unfold([_rejoined(row) for row in rows]))))
    cutter = _Cutter()
    forms: list[Form] = []
    for index, row in enumerate(stream):
        if cutter.is_opened_anew_by(row, _title_begun(stream[index : index + titles.LINES])):
            forms.append(cutter.finished())
            cutter = _Cutter()
        cutter.take(row, stream[index + 1 : index + 1 + _LOOK_AHEAD])
    return [*forms, cutter.finished()]


def _rejoined(row: Row) -> Row:
    """The row, the label of its total in one cell again where blanks between its letters cut it in two: 合 | 计."""
    if len(row.entries) < _FEWEST_CELLS or len(row.entries[0].words) != 1 or len(row.entries[1].words) != 1:
        return row
    first, second, *others = row.entries
    words = first.words + second.words
    if row.exact or not (signs.is_total_label(words) or current().line("subtotal", words)):
        return row
    whole = first._replace(words=words, text=words, span=first.span.model_copy(update={"end": second.span.end}))
    return row._replace(entries=(whole, *others))


def _title_begun(rows: Sequence[Row]) -> str | None:
    """The title that the first of these lines begins and the next ones go on with, or whose body it names; None where it does neither."""
    lines: list[str] = []
    for row in rows:
        if row.table is not None:
            break
        lines.append("".join(row.words))
    return titles.begun(lines)


_TABLES: Mapping[str, TableKind] = {"indicators": "indicators", "money": "money", "goals": "goals"}
"""The kinds of regions whose columns have names."""


class _Open(NamedTuple):
    """The table that is being read."""

    kind: str
    heading: list[Row]
    rows: list[Row]
    repeated: set[int]
    above: Entry | None = None
    reasons: tuple[int, ...] = ()


class _Cutter:
    """Sorts the rows of one form, from top to bottom; what it makes is frozen."""

    def __init__(self) -> None:
        self._titles: list[Entry] = []
        self._fields: list[Field] = []
        self._head_entries: list[Entry] = []
        self._regions: list[Region] = []
        self._goal_texts: list[Labelled] = []
        self._totals: list[tuple[int | None, Row]] = []
        self._stated: list[Row] = []
        self._executed: list[Row] = []
        self._conclusions: list[Labelled] = []
        self._notes: list[Labelled] = []
        self._prose: list[Entry] = []
        self._asides: list[Aside] = []
        self._labels: list[str] = []
        self._spans: list[Span] = []
        self._open: _Open | None = None
        self._ended = False
        self._parted = False
        self._table: int | None = None
        self._bodies = 0
        self._spaced = False
        self._spoken = 0
        self._section = "head"
        self._sign: Sign | None = None
        self._goal_row: Row | None = None
        self._before: Row | None = None
        self._last: Row | None = None

    # ------------------------------------------------------------ which form

    def is_opened_anew_by(self, row: Row, begun: str | None = None) -> bool:
        """Whether a row begins another form: a title, the first line of one (`begun` is all of it), or another project's name, below tables of this one."""
        whole = begun or ("".join(row.words) if len(row.entries) <= _LONGEST_TITLE else "")
        if begun or (whole and not headings.names_columns(row) and titles.is_title(whole)):
            return bool(self._bodies) or self._is_report(whole)
        if not self._bodies:
            return False
        named = any(item.kind == "project" for item in self._fields)
        return named and head.kind(row.entries[0].words) == "project" and len(row.entries) > 1

    def _is_report(self, title: str) -> bool:
        """Whether what was read so far is a report of its own, in prose, before the form that this title opens."""
        if self._spoken < _A_REPORT:
            return False
        own = [entry.words for entry in self._titles if titles.is_title(entry.words)]
        return bool(own) and fold(title) not in own

    # ------------------------------------------------------------ row by row

    def take(self, row: Row, below: Sequence[Row]) -> None:
        """Give the row to what its sign says that it is."""
        self._spans.append(row.span)
        self._before, self._last = self._last, row
        if row.table is None:
            self._take_line(row, below)
            return
        sign = signs.of_row(row, below, self._above())
        if sign == "across":
            self._take_line(row, below)
        else:
            self._put(sign, row)
        self._table = row.table.number

    def _take_line(self, row: Row, below: Sequence[Row]) -> None:
        if self._bodies and (summed := told_total.parted(row)) is not None:
            self._put("total", summed)
            return
        cut = _cut_at_blanks(row)
        if cut is not None and self._take_spaced(cut, below):
            return
        sign = signs.of_line(row, self._above(), below)
        self._put(sign, row)

    def _take_spaced(self, cut: Row, below: Sequence[Row]) -> bool:
        """A table row that an export flattened to words with single blanks between them; its heading must be known."""
        after = [again for one in below if (again := _cut_at_blanks(one)) is not None]
        opened = headings.opens(cut, after)
        if opened is not None and opened != "list":
            self._put(opened, cut)
            self._spaced = True
            return True
        if not self._spaced or self._open is None:
            return False
        sign = signs.of_row(cut, after, self._above())
        if sign in {"prose", "loose", "note", "headless"}:
            return False
        self._put(sign, cut)
        return True

    def _above(self) -> Above:
        opened = self._open
        return Above(
            opened.kind if opened else None,
            tuple(opened.heading) if opened else (),
            len(opened.rows) if opened else 0,
            self._table,
            self._ended,
            self._parted,
            bool(self._bodies),
            bool(opened and opened.kind == "goals" and opened.rows),
            self._sign in {"goal-texts", "goal-above"},
        )

    def _put(self, sign: Sign, row: Row) -> None:
        if (taker := _TAKERS.get(sign)) is not None:
            taker(self, row)
        self._sign = sign

    # ------------------------------------------------------------ what becomes of it

    def _say(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._prose.append(entry)
            self._spoken += len(entry.words)

    def begin(self, kind: str, heading: list[Row]) -> None:
        self._close()
        before = self._before
        above = before.entries[0] if before is not None and len(before.entries) == 1 else None
        own = [self._goal_row] if self._goal_row is not None and kind == "indicators" else []
        self._goal_row = None
        self._open = _Open(kind, heading, own, set(), above if kind == "list" else None)
        self._section = kind
        self._ended = self._parted = False
        self._bodies += kind != "list"
        if heading and heading[0].table is not None:
            self._table = heading[0].table.number

    def headless(self, row: Row) -> None:
        self.begin("indicators", [])
        self.body(row)

    def lower(self, row: Row) -> None:
        self._current().heading.append(row)

    def again(self, row: Row) -> None:
        self._current().repeated.add(len(self._current().rows))
        self._current().rows.append(row)

    def title(self, row: Row) -> None:
        self._close()
        self._titles.append(_in_one(row))

    def year(self, row: Row) -> None:
        self._titles.append(row.entries[0])

    def concluded(self, row: Row) -> None:
        self._conclusions.append(_labelled(row, self._section))

    def graded(self, row: Row) -> None:
        self._stated.append(row)

    def executed(self, row: Row) -> None:
        self._executed.append(row)

    def spoken(self, row: Row) -> None:
        self._say([row.entries[0]])
        self._parted = True

    def _current(self) -> _Open:
        if self._open is None:
            self._open = _Open("unknown", [], [], set())
        return self._open

    def body(self, row: Row) -> None:
        self._parted = False
        self._current().rows.append(row)

    def _close(self) -> None:
        opened, self._open = self._open, None
        if opened is None or not (opened.rows or opened.heading):
            return
        opened = self._with_reasons(opened)
        named: tuple[Column, ...] = ()
        if (kind := _TABLES.get(opened.kind)) is not None:
            rows = [row for index, row in enumerate(opened.rows) if index not in opened.repeated]
            named = naming.name(kind, opened.heading, rows)
        self._regions.append(
            Region(
                opened.kind,
                tuple(opened.heading),
                named,
                tuple(opened.rows),
                frozenset(opened.repeated),
                opened.above,
                frozenset(opened.reasons),
            )
        )

    def _with_reasons(self, opened: _Open) -> _Open:
        """The table; reasons that stand between its rows are theirs, those below all of them are a note of the form."""
        if not opened.reasons:
            return opened
        if opened.reasons[0] >= len(opened.rows) - len(opened.reasons):
            return opened._replace(rows=opened.rows[: opened.reasons[0]], reasons=())
        said = {found.span for index in opened.reasons if (found := reason(opened.rows[index])) is not None}
        self._notes = [note for note in self._notes if note.entry is None or note.entry.span not in said]
        return opened

    def total(self, row: Row) -> None:
        """A total row, or one that prints a total beside other things; what else it prints belongs to the head."""
        places = signs.totals_within(row)
        if len(places) > 1 and places[0] == 0 and all(b - a == _PAIR for a, b in pairwise(places)):
            self.head(row)  # 指标得分合计 | 89.25 | 自评总分 | 98.25
        elif not places or places[0] < (2 if self._section == "indicators" else 1):
            self._totals.append((self._place(), row))
        else:
            self._beside(row, places)
        self._ended = self._open is not None

    def _beside(self, row: Row, places: list[int]) -> None:
        for index in places:
            self._stated.append(row._replace(entries=row.entries[index : index + 2]))

    def _place(self) -> int | None:
        """Which region, once finished, the open indicator table will be."""
        return len(self._regions) if self._open is not None and self._open.kind == "indicators" else None

    def note(self, row: Row) -> None:
        opened = self._open
        if (
            opened is not None
            and opened.kind == "indicators"
            and opened.rows
            and not self._ended
            and _gives_reason(row)
        ):
            self._open = opened._replace(reasons=(*opened.reasons, len(opened.rows)))
            opened.rows.append(row)
        entry = row.entries[0]
        found = signs.note_line(entry) if len(row.entries) == 1 else None
        if found is not None:
            self._notes.append(Labelled(found[0], found[1], self._section))
        elif len(row.entries) == 1 and len(entry.words) > _LONGEST_LABEL:
            self._notes.append(Labelled("", entry, self._section))
        else:
            self._notes.append(_labelled(row, self._section))

    def process(self, row: Row) -> None:
        """How the project went, or how its money was managed: words that are no goal and no result of one."""
        self._say(entry for entry in row.entries[1:] if len(entry.words) >= _WORDS_OF_PROSE)

    def goals_beside(self, row: Row) -> None:
        self._bodies += 1
        if self._open is not None and self._open.kind != "goals":
            self._close()
        entries = row.entries
        if len(entries) <= 2 and (pair := outline.labelled(entries[-1])) is not None:
            side = headings.goal_label(fold(pair[0])) or "target"
            self._goal_texts.append(Labelled(side, pair[1], self._section))
            return
        for side, entry in signs.goal_pairs(row, goes_on=self._sign == "goal-texts"):
            self._goal_texts.append(Labelled(side, entry, self._section))

    def goal_above(self, row: Row) -> None:
        """A goal on a line of its own, above the table of its indicators: 绩效目标1：新建校舍8000平方米（40分）."""
        label, text = goals_above.parted(row.entries[0])
        self._bodies += 1
        self._goal_texts.append(Labelled("target", text, self._section))
        labelled = row._replace(entries=(label,))
        if self._open is not None and self._open.kind == "indicators":
            self.body(labelled)
        else:
            self._goal_row = labelled

    def pair(self, row: Row) -> None:
        self._bodies += 1
        if self._open is None or self._open.kind != "pairs":
            self._close()
            self._open = _Open("pairs", [], [], set())
            self._section = "money"
        self.body(row)
        self._ended = False

    def head(self, row: Row) -> None:
        if self._open is not None and self._open.kind == "pairs":
            self._close()
        if (found := _YEAR_BEFORE.match(row.entries[0].text)) is not None:
            entry = row.entries[0]
            self._titles.append(
                entry._replace(words=fold(found[0]), text=found[0], span=entry.span.part(*found.span()))
            )
        self._head_entries.extend(row.entries)
        self._fields.extend(head.read(row.entries).fields)
        if not self._bodies:
            self._fields.extend(head.guessed(row.entries))
        self._labels.extend(head.labels(row.entries))
        inside = [pair for entry in row.entries if (pair := head.label_and_value(entry)) is not None]
        for label, value in (*inside, *pairwise(row.entries)):
            if signs.states_result(label, value):
                self._stated.append(row._replace(entries=(label, value)))

    def loose(self, row: Row) -> None:
        """A row of no table that we know: its sentences may still claim something; its figures are told."""
        if len(row.entries) == 1 and titles.is_mark(row.entries[0].words):
            self.aside("form-note", row)
            return
        if all(len(entry.words) >= _WORDS_OF_PROSE for entry in row.entries) and len(row.entries) == 1:
            self._say(entry for entry in row.entries if not _CHECKBOX.search(entry.words))
            return
        if self._open is None or self._open.kind != "unknown":
            self._close()
            self._open = _Open("unknown", [], [], set())
            self._ended = False
        self.body(row)

    def aside(self, kind: AsideKind, row: Row) -> None:
        self._asides.append(Aside(kind=kind, span=row.span))

    def guided(self, row: Row) -> None:
        """Guidance of the form, kept as it is printed: it may say how scores are graded."""
        self._asides.append(Aside(kind="form-note", span=row.span, text=" ".join(one.text for one in row.entries)))

    # ------------------------------------------------------------ the end

    def finished(self) -> Form:
        """The form, all its regions closed and named."""
        self._close()
        totals = tuple(
            Body(self._regions[place].columns if place is not None and place < len(self._regions) else (), row)
            for place, row in self._totals
        )
        return Form(
            tuple(self._titles),
            tuple(self._fields),
            tuple(self._head_entries),
            tuple(self._regions),
            tuple(self._goal_texts),
            totals,
            tuple(self._stated),
            tuple(self._executed),
            tuple(self._conclusions),
            tuple(self._notes),
            tuple(self._prose),
            tuple(self._asides),
            tuple(self._labels),
            tuple(_joined(self._spans)),
        )


_TAKERS: Mapping[Sign, Callable[[_Cutter, Row], None]] = {
    "indicators": lambda cutter, row: cutter.begin("indicators", [row]),
    "money": lambda cutter, row: cutter.begin("money", [row]),
    "goals": lambda cutter, row: cutter.begin("goals", [row]),
    "list": lambda cutter, row: cutter.begin("list", [row]),
    "headless": _Cutter.headless,
    "lower": _Cutter.lower,
    "repeated": _Cutter.again,
    "index": lambda cutter, row: cutter.aside("index", row),
    "title": _Cutter.title,
    "year-line": _Cutter.year,
    "total": _Cutter.total,
    "executed": _Cutter.executed,
    "grade": _Cutter.graded,
    "conclusion": _Cutter.concluded,
    "note": _Cutter.note,
    "process": _Cutter.process,
    "guidance": _Cutter.guided,
    "signature": lambda cutter, row: cutter.aside("signature", row),
    "goal-texts": _Cutter.goals_beside,
    "goal-above": _Cutter.goal_above,
    "money-pairs": _Cutter.pair,
    "fields": _Cutter.head,
    "body": _Cutter.body,
    "loose": _Cutter.loose,
    "prose": _Cutter.spoken,
}
"""What takes a row, by its sign; page numbers and fragments of labels are nobody's."""

_YEAR_BEFORE = prepared.pattern(r"[（(]\s*(?:19|20)\d\d\s*年[度]?\s*[）)](?=\s|\Z)")
"""（2023年度）　　复核机构：… on one line."""
_LONGEST_LABEL = 24
_PAIR = 2
_A_REPORT = 80
"""Words of prose under a title that make a report of its own."""


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """From the first to where the last of them ends."""
    if spans:
        yield spans[0].model_copy(update={"end": max(span.end for span in spans)})


def _in_one(row: Row) -> Entry:
    """The title, which blanks between its letters may have cut into cells."""
    first = row.entries[0]
    if len(row.entries) == 1:
        return first
    return Entry("".join(row.words), "".join(entry.text for entry in row.entries), row.span, first.column)


def reason(row: Row) -> Entry | None:
    """What a row of its own says under its label: 偏差原因：汛期停工, in one cell or in two."""
    found = signs.note_line(row.entries[0]) if len(row.entries) == 1 else None
    if found is not None:
        return found[1]
    return row.entries[1] if len(row.entries) > 1 else None


def _gives_reason(row: Row) -> bool:
    """Whether a row is the reason of a shortfall with its label; 备注 and 说明 may be of anything."""
    found = signs.note_line(row.entries[0]) if len(row.entries) == 1 else None
    label = found[0] if found is not None else row.entries[0].words if len(row.entries) > 1 else ""
    return len(label) <= _LONGEST_LABEL and current().line("reason", label) and reason(row) is not None


def _labelled(row: Row, section: str) -> Labelled:
    label, *beside = row.entries
    own = [entry for entry in beside if not signs.is_guidance(entry.words)] if len(beside) > 1 else beside
    return Labelled(label.words, next(iter(own or beside), None), section)


def _cut_at_blanks(row: Row) -> Row | None:
    """A line as a row, cut at its single blanks; None where too few cells come out."""
    entry = row.entries[0]
    if row.table is not None and len(row.entries) > 1:
        return None
    if len(entry.text) > _LONGEST_ROW or " " not in entry.text.replace("\u3000", " "):
        return None
    entries = tuple(
        entry._replace(words=words, text=found[0], span=entry.span.part(*found.span()), column=column)
        for column, found in enumerate(re.finditer(r"\S+", entry.text), start=1)
        if (words := fold(found[0]))
    )
    return row._replace(entries=entries) if len(entries) >= _FEWEST_CELLS else None
