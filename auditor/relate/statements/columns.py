"""Runs that stand across rows which are told in words: one column of them under one word."""

from collections.abc import Callable, Iterable
from itertools import dropwhile, groupby
from operator import attrgetter

from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily


def columns(told: Iterable[list[Mention]]) -> list[Run]:
    """Runs that stand across rows told in words: 东河镇下达60万元，支付57万元；西岭镇下达80万元，支付76万元."""
    found: list[Run] = []
    for sentence in told:
        group = [one for one in sentence if not one.depth and one.quantity.kind != "date"]
        segments = _rows(group, attrgetter("segment"))
        if len(segments) > 1:
            found.extend(_by_words(segments))
        for rows in _tables(_rows(group, attrgetter("clause"))):
            found.extend(_by_clauses(rows))
        found.extend(_by_turns([one for one in group if not one.percent]))
    return found


def _rows(group: list[Mention], part: Callable[[Mention], int]) -> list[list[Mention]]:
    """The parts of a sentence that hold figures: its segments, or its clauses."""
    return [list(row) for _part, row in groupby(group, key=part)]


def _by_turns(told: list[Mention]) -> list[Run]:
    """Columns of what is told by turns: 其中，国家级修缮2项，投入212万元，省级修缮3项，投入174万元."""
    rows = list(dropwhile(lambda one: _OPENS.search(one.gap) is None, told))
    if len(rows) < 2 * _TURNS or len({one.clause for one in rows}) < len(rows) or alike(rows[0], rows[1]):
        return []
    counted, paid = rows[0::2], rows[1::2]
    if len(counted) != len(paid) or not all(_in_turn(cells) for cells in (counted, paid)):
        return []
    opener = rows[0].gap.split("。")[-1]
    return [Run(tuple(cells), strong=True, opener=opener) for cells in (counted, paid)]


_TURNS = 2
_OPENS = lazily(r"其中|即:|包括|分别为")


def _in_turn(cells: list[Mention]) -> bool:
    """Whether all cells of a column are told like its first."""
    first = cells[0]
    return all(alike(first, one) and one.amount and one.planned == first.planned for one in cells) and not any(
        one.has("mean", "price", "former", "increment", "total") for one in cells
    )


def _tables(clauses: list[list[Mention]]) -> list[list[list[Mention]]]:
    """The clauses that stand one after the other under one shape; one that sums up is none of them."""
    tables: list[list[list[Mention]]] = [[]]
    for row in clauses:
        sums_up = row[0].has("total")
        if sums_up or (tables[-1] and ("其中" in row[0].gap or _shape(tables[-1][-1]) != _shape(row))):
            tables.append([])
        if not sums_up:
            tables[-1].append(row)
    return [rows for rows in tables if len(rows) > 1]


def _by_clauses(rows: list[list[Mention]]) -> list[Run]:
    """Columns of rows that commas part: 讲座24场2880人次，展览6场9600人次，共30场12480人次."""
    if len({cell for row in rows for cell in _shape(row)}) < _TURNS:
        return []
    first = rows[0][0]
    said = first.gap.split("。")[-1]
    opener = said if _OPENS.search(said) and first.began == first.opened else ""
    return [
        Run((top, *below), strong=True, opener=opener)
        for top, *below in zip(*rows, strict=True)
        if top.amount and not top.has("mean")
    ]


def _by_words(rows: list[list[Mention]]) -> list[Run]:
    """One run for each place that all rows fill with like figures under like words, and one of what each row comes to; the row that sums up is none."""
    if rows[-1][0].has("total") and len(rows) > _SUMMED:
        rows = rows[:-1]
    shortest = min(len(row) for row in rows)
    if shortest > 1:
        rows = [row[-shortest:] for row in rows]
    if len({_shape(row) for row in rows}) == 1:
        return [
            Run((top, *below), strong=True, opener="")
            for top, *below in zip(*rows, strict=True)
            if (top.amount or top.percent) and not top.has("mean") and all(_under_one_word(top, one) for one in below)
        ]
    last = [
        next(
            (one for one in reversed(row) if one.quantity.kind == "money" and one.amount and not one.has("mean")), None
        )
        for row in rows
    ]
    cells = [one for one in last if one is not None]
    counted = all(any(one.quantity.kind == "count" for one in row) for row in rows)
    return [Run(tuple(cells), strong=True, opener="")] if counted and len(cells) == len(rows) else []


_SUMMED = 2
"""Rows that a last one sums up, at the least."""


def _under_one_word(one: Mention, other: Mention) -> bool:
    """Whether two cells stand under the same word: 东河镇下达 and 西岭镇下达."""
    return alike(one, other) and one.lead[-2:] == other.lead[-2:]


def _shape(row: list[Mention]) -> tuple[str, ...]:
    return tuple(f"{one.quantity.kind}{one.unit}" for one in row)
