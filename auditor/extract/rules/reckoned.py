"""What a money table says itself of how its columns come from each other: 结余 E=A+B-C, 执行率 D/(A+B), a total over its parts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.extract.rules import values
from auditor.extract.rules.columns.column import AMOUNTS, Column
from auditor.extract.rules.rows import Entry, Row
from auditor.forms import bare, current
from auditor.model.report import Figure, Reckoned, Reckoning, make_figure, make_reckoned, make_reckoning
from auditor.text.patterns import lazily

_TAIL = lazily(r"[A-Z(][A-Z\d()=+\-/×xX*%]*$")
"""结余D=A+B-C → D=A+B-C; 执行率(C/(A+B)) → (C/(A+B)); 实际支出C → C."""
_UNIT = lazily(r"[(][^()A-Z]*[)]$")
_TERM = r"[A-Z](?:[+-][A-Z])*"
_FORMULA = lazily(rf"(?:\((?P<group>{_TERM})\)|(?P<above>{_TERM}))(?:/(?:\((?P<below>{_TERM})\)|(?P<one>[A-Z])))?")
_PER_CENT = lazily(r"[×xX*]100%?$")
_SIGNS = str.maketrans({"—": "-", "–": "-", "−": "-", "÷": "/", "－": "-", "＋": "+"})


class Way(NamedTuple):
    """How a column comes from others, by their indices: what is added, what is taken off, what it is divided by."""

    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    below: tuple[int, ...] = ()


class Worked(NamedTuple):
    """A column that comes from others, and the ways in which it may; `printed` says that its heading prints the way."""

    column: int
    ways: tuple[Way, ...]
    printed: bool


def worked(columns: Sequence[Column], index: Row | None = None) -> tuple[Worked, ...]:
    """The columns of a money table that come from others of it. `index`: the row that numbers them, with formulas in it."""
    below = {entry.column: entry.words for entry in index.entries} if index is not None else {}
    printed = _printed([(column.heading, below.get(column.place, "")) for column in columns])
    known = {one.column for one in printed}
    left = (one for one in (*_balances(columns), *_over_parts(columns)) if one.column not in known)
    return (*(one for one in printed if not _is_usual(one, columns)), *left)


def summed(headings: Sequence[str]) -> frozenset[int]:
    """The columns that by the formulas of the headings are sums of money: what is added, taken off or divided, and what comes of it."""
    found: set[int] = set()
    for one in _printed([(heading, "") for heading in headings]):
        (way,) = one.ways
        found |= {*way.plus, *way.minus, *way.below, *(() if way.below else (one.column,))}
    return frozenset(found)


def _printed(headings: Sequence[tuple[str, str]]) -> list[Worked]:
    """The columns whose heading, or the row of letters below it, says how they come from others."""
    told = [_told(heading) or _told(below) for heading, below in headings]
    at: dict[str, int] = {}
    for place, one in enumerate(told):
        if one is not None and one[0]:
            if one[0] in at:
                return []  # letters that stand for two columns say nothing
            at[one[0]] = place
    ways = [(place, _way(one[1], at, place)) for place, one in enumerate(told) if one is not None and one[1]]
    return [Worked(place, (way,), printed=True) for place, way in ways if way is not None]


def _told(heading: str) -> tuple[str, str] | None:
    """The letter of a column, and the letters it comes from; either may be blank. None where its heading prints neither."""
    found = _TAIL.search(_UNIT.sub("", heading.translate(_SIGNS)))
    if found is None:
        return None
    own, equals, rest = _unwrapped(found[0]).rpartition("=")
    plain = _unwrapped(_PER_CENT.sub("", _unwrapped(rest)))
    if equals:
        return own.strip("()"), plain
    return (plain, "") if len(plain) == 1 and plain.isalpha() else ("", plain)


def _unwrapped(words: str) -> str:
    """The words without the brackets around all of them."""
    depth = 0
    for place, char in enumerate(words):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return words[1:-1] if place == len(words) - 1 and char == ")" else words
    return words


def _way(words: str, at: Mapping[str, int], own: int) -> Way | None:
    found = _FORMULA.fullmatch(words)
    if found is None:
        return None
    letters = re.findall(r"[A-Z]", words)
    if not all(letter in at for letter in letters) or own in {at[letter] for letter in letters} or len(letters) < 2:
        return None
    plus, minus = _signed(found["group"] or found["above"], at)
    below, less = _signed(found["below"] or found["one"] or "", at)
    return None if less or (below and minus) else Way(plus, minus, below)


def _signed(words: str, at: Mapping[str, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    plus: list[int] = []
    minus: list[int] = []
    for sign, letter in re.findall(r"([+-]?)([A-Z])", words):
        (minus if sign == "-" else plus).append(at[letter])
    return tuple(plus), tuple(minus)


def _is_usual(one: Worked, columns: Sequence[Column]) -> bool:
    """Whether it is what every money table says: spent ÷ budget, arrived ÷ budget."""
    (way,) = one.ways
    kinds = [columns[place].kind for place in (one.column, *way.plus, *way.below)]
    return not way.minus and kinds in (["rate", "spent", "budget"], ["fundrate", "funded", "budget"])


def _balances(columns: Sequence[Column]) -> Iterator[Worked]:
    """A column of what was left: of the budget, of what arrived, with what was left from the year before."""
    kinds = {column.kind: place for place, column in enumerate(columns)}
    if "spent" not in kinds:
        return
    for place, column in enumerate(columns):
        if column.kind in AMOUNTS or column.over or not current().line("money_left", bare(column.heading)):
            continue
        bases = [kinds[kind] for kind in ("budget", "funded", "initial") if kind in kinds]
        carried = [at for at, one in enumerate(columns[:place]) if current().line("money_carried", bare(one.heading))]
        ways = [Way((base, *more), (kinds["spent"],)) for base in bases for more in ([], carried)]
        if ways:
            yield Worked(place, tuple(dict.fromkeys(ways)), printed=False)


def _over_parts(columns: Sequence[Column]) -> Iterator[Worked]:
    """A column of sums with the columns of its parts beside it, under one group: 执行数 over 总额 | 财政拨款 | 其他."""
    for place, column in enumerate(columns):
        if column.kind in AMOUNTS and column.over:
            parts = [at for at, one in enumerate(columns) if one.over == column.over and at != place]
            if parts:
                yield Worked(place, (Way(tuple(parts)),), printed=False)


def read(
    told: Sequence[Worked], cells: Mapping[int, Entry], columns: Sequence[Column], unit: str
) -> tuple[Reckoned, ...]:
    """What a row prints in such columns, with the figures that they come from; a blank counts as nothing."""
    found: list[Reckoned] = []
    for one in told:
        result = _figure(cells.get(one.column), unit)
        ways = [made for way in one.ways if (made := _reckoning(way, cells, unit)) is not None]
        if result is None or not ways:
            continue
        shown = cells[one.column].words
        found.append(
            make_reckoned(
                heading=columns[one.column].heading,
                result=result,
                percent=shown.endswith("%") or any(way.below for way in one.ways),
                ways=tuple(ways),
                printed=one.printed,
            )
        )
    return tuple(found)


def _reckoning(way: Way, cells: Mapping[int, Entry], unit: str) -> Reckoning | None:
    plus, minus, below = (
        tuple(figure for at in side if (figure := _figure(cells.get(at), unit)) is not None)
        for side in (way.plus, way.minus, way.below)
    )
    if not plus or (way.below and not below) or (way.minus and not minus):
        return None
    return make_reckoning(plus=plus, minus=minus, below=below)


def _figure(entry: Entry | None, unit: str) -> Figure | None:
    if entry is None:
        return None
    amount, span = values.money(entry, unit)
    if amount is None and (share := values.percent(entry.words)) is not None:
        amount, span = share, entry.span
    return None if amount is None or span is None else make_figure(value=amount, span=span)
