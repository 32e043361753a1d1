"""Indicators that take two rows, the target in one and the result in the other: 类型 | 数值, below it 目标 | ≥60个 and 实际 | 63个."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from auditor.extract.rules.rows import Entry, Row
from auditor.forms import Grammar, current

_FEWEST = 2
"""Indicators that a table must tell so."""
_LONGEST_SIDE = 6
_SIDES = ("target", "actual")


def fold(rows: Sequence[Row]) -> list[Row]:
    """The rows, the two of each such indicator made one; the very rows where no table tells them so."""
    out: list[Row] = []
    for _number, group in groupby(rows, key=lambda row: row.table.number if row.table is not None else None):
        table = list(group)
        out += list(_folded(table, place)) if (place := _place(table)) is not None else table
    return out


def _place(table: Sequence[Row]) -> int | None:
    """The column that says which side a row tells: target and result by turns."""
    if table[0].table is None:
        return None
    grammar = current()
    sides: dict[int, list[str]] = {}
    for row in table:
        for entry in row.entries:
            if len(entry.words) <= _LONGEST_SIDE and (side := _side_of(grammar, entry.words)) is not None:
                sides.setdefault(entry.column, []).append(side)
    for column, told in sides.items():
        if len(told) >= 2 * _FEWEST and told == list(_SIDES) * (len(told) // 2):
            return column
    return None


def _side(entry: Entry) -> str | None:
    return _side_of(current(), entry.words) if len(entry.words) <= _LONGEST_SIDE else None


@lru_cache(maxsize=4096)
def _side_of(grammar: Grammar, words: str) -> str | None:
    kind = grammar.hinted("indicators", words)
    return kind if kind in _SIDES else None


def _folded(table: Sequence[Row], place: int) -> Iterator[Row]:
    """The heading with a column for each side, and a row for each two."""
    first = next(at for at, row in enumerate(table) if _told(row, place) is not None)
    asked: Row | None = None
    for at, row in enumerate(table):
        side = _told(row, place)
        if at == first - 1:
            yield _heading(row, table[first : first + 2], place)
        elif side == "target":
            asked = row
        elif side == "actual" and asked is not None:
            yield _one(asked, row, place)
            asked = None
        else:
            yield row


def _told(row: Row, place: int) -> str | None:
    entry = _at(row, place)
    return _side(entry) if entry is not None else None


def _at(row: Row, place: int) -> Entry | None:
    return next((entry for entry in row.entries if entry.column == place), None)


def _heading(row: Row, sides: Sequence[Row], place: int) -> Row:
    """The heading, its words for side and value those of the two sides."""
    named = {
        place + step: label._replace(column=place + step, width=1)
        for step, side in enumerate(sides)
        if (label := _at(side, place)) is not None
    }
    kept = [entry for entry in row.entries if entry.column not in named]
    return row._replace(entries=tuple(sorted([*kept, *named.values()], key=lambda entry: entry.column)))


def _one(asked: Row, reached: Row, place: int) -> Row:
    """Both rows as one: the target where the side stood, the result where the values stand, and what either row says besides."""
    values = {
        place + step: value._replace(column=place + step)
        for step, row in enumerate((asked, reached))
        if (value := _at(row, place + 1)) is not None
    }
    besides = {
        entry.column: entry
        for row in (reached, asked)
        for entry in row.entries
        if entry.column not in {place, place + 1}
    }
    entries = sorted([*besides.values(), *values.values()], key=lambda entry: entry.column)
    span = asked.span.model_copy(update={"end": max(asked.span.end, reached.span.end)})
    return asked._replace(entries=tuple(entries), span=span)
