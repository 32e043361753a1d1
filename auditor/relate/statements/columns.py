"""Runs that stand across rows which are told in words: one column of them under one word."""

from collections.abc import Iterable

from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily


def columns(told: Iterable[list[Mention]]) -> list[Run]:
    """Runs that stand across rows told in words: 东河镇下达60万元，支付57万元；西岭镇下达80万元，支付76万元."""
    found: list[Run] = []
    for group in told:
        rows = _rows(group)
        if len(rows) > 1:
            found.extend(_by_words(rows))
        found.extend(_by_clauses(group))
        found.extend(_by_turns(group))
    return found


def _by_turns(group: list[Mention]) -> list[Run]:
    """Columns of what is told by turns: 其中，国家级修缮2项，投入212万元，省级修缮3项，投入174万元."""
    told = [one for one in group if not one.depth and one.quantity.kind != "date" and not one.percent]
    begin = next((at for at, one in enumerate(told) if _OPENS.search(one.gap)), None)
    rows = told[begin:] if begin is not None else []
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


def _by_clauses(group: list[Mention]) -> list[Run]:
    """Columns of rows that commas part: 讲座24场2880人次，展览6场9600人次，共30场12480人次; the row that sums up is none."""
    clauses: dict[int, list[Mention]] = {}
    for mention in group:
        if not mention.depth and mention.quantity.kind != "date":
            clauses.setdefault(mention.clause, []).append(mention)
    found: list[Run] = []
    rows: list[list[Mention]] = []
    for row in [*clauses.values(), []]:
        opens = bool(row) and bool(rows) and "其中" in row[0].gap
        fits = len(row) > 1 and not row[0].has("total") and (not rows or _shape(rows[-1]) == _shape(row))
        if fits and not opens:
            rows.append(row)
            continue
        if len(rows) > 1 and len(set(_shape(rows[0]))) > 1:
            first, *_others = rows[0]
            said = first.gap.split("。")[-1]
            opener = said if _OPENS.search(said) and first.began == first.opened else ""
            found.extend(
                Run((top, *below), strong=True, opener=opener)
                for top, *below in zip(*rows, strict=True)
                if top.amount and not top.has("mean")
            )
        rows = [row] if len(row) > 1 and not row[0].has("total") else []
    return found


def _rows(group: list[Mention]) -> list[list[Mention]]:
    """The segments of a sentence that hold figures."""
    rows: dict[int, list[Mention]] = {}
    for mention in group:
        if not mention.depth and mention.quantity.kind != "date":
            rows.setdefault(mention.segment, []).append(mention)
    return list(rows.values())


def _by_words(rows: list[list[Mention]]) -> list[Run]:
    """One run for each place that all rows fill with like figures under like words, and one of what each row comes to; the row that sums up is none."""
    if rows[-1][0].has("total") and len(rows) > _SUMMED:
        rows = rows[:-1]
    shortest = min(len(row) for row in rows)
    if shortest > 1:
        rows = [row[-shortest:] for row in rows]
    shape = [_shape(row) for row in rows]
    if all(one == shape[0] for one in shape):
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
