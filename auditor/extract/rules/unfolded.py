"""Forms that an export wrote one cell a line: their rows put together again.

A run of lines that are the headings of an indicator table gives such a form away. Below a heading the lines are cut into
rows by least cost (what each cell is, and what a blank column costs); a line that is a label of the head takes the next
one as its value. All else stays as it is.
"""

from collections.abc import Iterator, Sequence
from itertools import count

from auditor.extract.rules import head, headings, labels
from auditor.extract.rules.align import MISSING
from auditor.extract.rules.columns.column import Column
from auditor.extract.rules.columns.naming import name
from auditor.extract.rules.fitting import VALUES, fits, is_dash
from auditor.extract.rules.rows import Entry, Row
from auditor.extract.rules.signs import is_total_label
from auditor.extract.rules.titles import is_title
from auditor.forms import LONGEST_HEADING, TableKind, current
from auditor.model.source import Span, Table
from auditor.text.patterns import lazily

_FEWEST_HEADINGS = 4
_LONGEST_CELL = 160
_MOST_GOAL_HEADINGS = 5
_NEVER = 1e6
_ORDINAL = lazily(r"\d{1,2}[.、)]?")
_ROW = 0.5
"""What it costs to begin one more row: of two cuts with equal cells the one with fewer rows holds."""


def unfold(rows: Sequence[Row]) -> list[Row]:
    """The rows with those that were written one cell a line put together; the very rows where no form was written so."""
    found = list(_runs(rows))
    if not found:
        return list(rows)
    return list(_Unfolding(rows, found).rows())


def _line(row: Row) -> Entry | None:
    return row.entries[0] if row.table is None and len(row.entries) == 1 else None


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Where lines follow each other that are the headings of an indicator table."""
    begin = None
    for index in range(len(rows) + 1):
        entry = _line(rows[index]) if index < len(rows) else None
        if entry is not None and _heads(entry, "indicators"):
            begin = index if begin is None else begin
            continue
        if begin is not None and _is_heading(rows[begin:index], "indicators"):
            yield begin, index
        begin = None


def _heads(entry: Entry, table: TableKind) -> bool:
    words = entry.words
    if len(words) > LONGEST_HEADING or labels.level(words) or labels.category(words):
        return False
    return current().hinted(table, words) is not None


def _is_heading(lines: Sequence[Row], table: TableKind) -> bool:
    if len(lines) < _FEWEST_HEADINGS:
        return False
    kinds = {current().named(table, line.entries[0].words) for line in lines}
    if table == "money":
        return len({"initial", "budget", "spent"} & kinds) >= 2
    return bool({"name", "level1"} & kinds) and len({"target", "actual", "weight", "score"} & kinds) >= 2


class _Unfolding:
    """One pass over the lines; headings change how those below them are taken."""

    def __init__(self, rows: Sequence[Row], runs: Sequence[tuple[int, int]]) -> None:
        self._rows = rows
        self._runs = dict(runs)
        self._numbers = count(1 + max((row.table.number for row in rows if row.table is not None), default=0))

    def rows(self) -> Iterator[Row]:
        """All rows in order."""
        index = 0
        while index < len(self._rows):
            if index in self._runs:
                stop = self._end_of_indicators(self._runs[index])
                end = self._end_of_total(stop)
                yield from self._indicators(index, self._runs[index], stop, end)
            elif (body := self._money_heading(index)) is not None:
                end = self._end_of_money(body)
                yield from self._money(index, body, end)
            elif (goals := self._goal_heading(index)) is not None:
                found = list(self._goals(index, *goals))
                yield from (row for row, _end in found)
                end = found[-1][1]
            elif self._is_pair(index):
                end = index + 2
                yield self._row(
                    self._rows[index:end], Table(number=next(self._numbers), span=self._rows[index].span, cells=())
                )
            else:
                end = index + 1
                yield self._rows[index]
            index = end

    def _row(self, lines: Sequence[Row], table: Table, places: Sequence[int] = ()) -> Row:
        columns = places or range(1, len(lines) + 1)
        entries = tuple(line.entries[0]._replace(column=place) for line, place in zip(lines, columns, strict=True))
        span = lines[0].span.model_copy(update={"end": lines[-1].span.end})
        return Row(entries, span, table=table, kind="table")

    def _table(self, span: Span) -> Table:
        return Table(number=next(self._numbers), span=span, cells=())

    # ------------------------------------------------------------ indicators

    def _end_of_indicators(self, begin: int) -> int:
        """The line below the last cell of the table: its total with its figures, or what cannot be a cell."""
        for index in range(begin, len(self._rows)):
            entry = _line(self._rows[index])
            if entry is None or index in self._runs or len(entry.words) > _LONGEST_CELL or is_title(entry.words):
                return index
            if (
                is_total_label(entry.words)
                or current().line("signature", entry.words)
                or current().line("conclusion", entry.words)
            ):
                return index
        return len(self._rows)

    def _indicators(self, begin: int, body: int, end: int, total: int) -> Iterator[Row]:
        table = self._table(self._rows[begin].span)
        heading = self._row(self._rows[begin:body], table)
        yield heading
        columns = [column for column in name("indicators", [heading], []) if column.place > 0]
        lines = self._rows[body:end]
        for first, last in _cut([line.entries[0] for line in lines], columns):
            places = _placed([line.entries[0] for line in lines[first:last]], columns)[1]
            yield self._row(lines[first:last], table, [columns[place].place for place in places])
        if total > end:
            yield self._row(self._rows[end:total], table)

    def _end_of_total(self, begin: int) -> int:
        """Below the figures of a total that stands at the end of a table; where it begins when none stands there."""
        entry = _line(self._rows[begin]) if begin < len(self._rows) else None
        if entry is None or not is_total_label(entry.words):
            return begin
        end = begin + 1
        while end < len(self._rows) and self._is_figure(end):
            end += 1
        return end if end > begin + 1 else begin

    def _is_figure(self, index: int) -> bool:
        entry = _line(self._rows[index])
        return entry is not None and (fits(entry.words) in VALUES or is_dash(entry.words))

    # ------------------------------------------------------------ money

    def _money_heading(self, begin: int) -> int | None:
        end = begin
        while end < len(self._rows) and (entry := _line(self._rows[end])) is not None and _heads(entry, "money"):
            end += 1
        return end if end > begin and _is_heading(self._rows[begin:end], "money") else None

    def _end_of_money(self, begin: int) -> int:
        index = begin
        while index < len(self._rows) and (entry := _line(self._rows[index])) is not None:
            if not self._is_figure(index) and not (headings.is_fund(entry.words) or index == begin):
                break
            index += 1
        return index

    def _money(self, begin: int, body: int, end: int) -> Iterator[Row]:
        """The heading, and a row for each name of a sum with the figures below it, in the order of the amounts."""
        table = self._table(self._rows[begin].span)
        lines = list(self._rows[begin:body])
        named = current().named("money", lines[0].entries[0].words) in {"initial", "budget", "spent", "funded"}
        yield self._row(lines, table, range(2, len(lines) + 2) if named else ())
        starts = [index for index in range(body, end) if index == body or not self._is_figure(index)]
        for start, stop in zip(starts, [*starts[1:], end], strict=True):
            yield self._row(self._rows[start:stop], table)

    # ------------------------------------------------------------ goals and head

    def _goal_heading(self, begin: int) -> tuple[int, int] | None:
        """Where the texts begin below 预期目标 and 实际完成情况, and how many columns there are (a number may come first)."""
        kinds: list[str] = []
        for index in range(begin, min(begin + _MOST_GOAL_HEADINGS, len(self._rows))):
            entry = _line(self._rows[index])
            kind = current().named("goals", entry.words) if entry is not None else None
            if kind is None:
                return None
            kinds.append(kind)
            if kinds[-2:] == ["target", "actual"] and self._are_texts(index + 1, numbered=kinds[-3:-2] == ["number"]):
                return index + 1, 3 if kinds[-3:-2] == ["number"] else 2
        return None

    def _are_texts(self, index: int, *, numbered: bool) -> bool:
        lines = [_line(row) for row in self._rows[index : index + 2 + numbered]]
        if len(lines) != 2 + numbered or any(line is None or headings.goal_label(line.words) for line in lines):
            return False
        return not numbered or (lines[0] is not None and _is_ordinal(lines[0].words))

    def _goals(self, begin: int, body: int, width: int) -> Iterator[tuple[Row, int]]:
        """The heading and the goals below it, each with the line behind it."""
        table = self._table(self._rows[begin].span)
        yield self._row(self._rows[body - width : body], table), body
        yield self._row(self._rows[body : body + width], table), body + width
        index = body + width
        while width > 2 and self._are_texts(index, numbered=True):
            yield self._row(self._rows[index : index + width], table), index + width
            index += width

    def _is_pair(self, index: int) -> bool:
        entry = _line(self._rows[index])
        following = _line(self._rows[index + 1]) if index + 1 < len(self._rows) else None
        if entry is None or following is None or head.kind(entry.words) is None:
            return False
        return head.kind(following.words) is None and index + 1 not in self._runs and not is_title(following.words)


def _is_ordinal(words: str) -> bool:
    return _ORDINAL.fullmatch(words) is not None or labels.goal(words) is not None


def _cut(entries: Sequence[Entry], columns: Sequence[Column]) -> list[tuple[int, int]]:
    """The lines cut into rows: of all cuts the one of least cost."""
    best = [0.0, *[_NEVER] * len(entries)]
    before = [0] * (len(entries) + 1)
    for end in range(1, len(entries) + 1):
        for begin in range(max(0, end - len(columns)), end):
            cost = best[begin] + _ROW + _placed(entries[begin:end], columns)[0]
            if cost < best[end]:
                best[end], before[end] = cost, begin
    cuts: list[tuple[int, int]] = []
    end = len(entries)
    while end:
        cuts.append((before[end], end))
        end = before[end]
    return cuts[::-1]


def _placed(entries: Sequence[Entry], columns: Sequence[Column]) -> tuple[float, list[int]]:
    """What it costs to take the entries, in order, for one row of these columns, and the column of each."""
    width = len(columns)
    labelled = len(entries) == 1 and (labels.level(entries[0].words) or labels.category(entries[0].words))
    blank = [0.0 if labelled else MISSING.get(column.kind, 0.05) for column in columns]
    costs = [0.0]
    for price in blank:
        costs.append(costs[-1] + price)
    ways: list[list[int]] = []
    for number, entry in enumerate(entries):
        suits = fits(entry.words)
        row = [_NEVER] * (width + 1)
        way = [0] * (width + 1)
        for place in range(number + 1, width + 1):
            taken = costs[place - 1] + min(suits.get(columns[place - 1].kind, 1.0), 6.0)
            skipped = row[place - 1] + blank[place - 1]
            if taken <= skipped:
                row[place], way[place] = taken, place
            else:
                row[place], way[place] = skipped, way[place - 1]
        costs = row
        ways.append(way)
    places: list[int] = []
    place = width
    for way in reversed(ways):
        place = way[place]
        places.append(place - 1)
        place -= 1
    return costs[width], places[::-1]
