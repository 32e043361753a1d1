"""Tables that stand on their side, an indicator or a sum of money a column: 三级指标 | 造林面积 | 抚育面积, below it 年度指标值 | ≥5000亩 | ≥8000亩."""

from collections.abc import Iterator, Sequence
from itertools import count

from auditor.extract.rules import headings
from auditor.extract.rules.fitting import VALUES, fits, is_dash
from auditor.extract.rules.rows import Entry, Row
from auditor.forms import current
from auditor.model.source import Table

_FEWEST_ROWS = 3
_FEWEST_CELLS = 2
"""Besides the label of its row: less is a label and its value."""
_VALUES = frozenset({"target", "adjusted", "actual", "weight", "score"})
_LONGEST_NAME = 40


def turn(rows: Sequence[Row]) -> list[Row]:
    """The rows, those of tables that stand on their side turned upright; the very rows where there are none."""
    numbers = count(1 + max((row.table.number for row in rows if row.table is not None), default=0))
    out: list[Row] = []
    index = 0
    while index < len(rows):
        run = _run(rows, index) or _money(rows, index)
        if run:
            out += _upright(run, next(numbers))
            index += len(run)
        else:
            out.append(rows[index])
            index += 1
    return out


def _run(rows: Sequence[Row], begin: int) -> list[Row]:
    """The rows from here on that are a table on its side: each begins with another heading; nothing where none begins."""
    first = rows[begin]
    if _kind(first) is None:
        return []
    kinds: list[str] = []
    run: list[Row] = []
    for row in rows[begin:]:
        kind = _kind(row)
        if kind is None or row.table is None or first.table is None or row.table.number != first.table.number:
            break
        if kind in kinds and not (kind == "name" and _is_template(run[kinds.index(kind)])):
            break
        kinds.append(kind)
        run.append(row)
    stated = _VALUES.intersection(kinds)
    whole = len(run) >= _FEWEST_ROWS and "name" in kinds and len(stated) >= 2 and stated & {"target", "actual"}
    return run if whole and _hold_values(run, kinds) else []


def _money(rows: Sequence[Row], begin: int) -> list[Row]:
    """The rows from here on that are a money table on its side: sums of money over 年初预算, 全年预算, 支出; nothing where none begins."""
    first = rows[begin]
    if first.table is None or len(first.entries) <= _FEWEST_CELLS or not _names_funds(first):
        return []
    kinds: list[str] = []
    run = [first]
    for row in rows[begin + 1 :]:
        kind = current().named("money", row.entries[0].words) if len(row.entries) > _FEWEST_CELLS else None
        known = kind is not None and kind not in kinds and kind != "label"
        if not known or kind is None or row.table is None or row.table.number != first.table.number:
            break
        if any(fits(entry.words) not in VALUES and not is_dash(entry.words) for entry in row.entries[1:]):
            break
        kinds.append(kind)
        run.append(row)
    whole = "spent" in kinds and {"budget", "initial"}.intersection(kinds)
    return run if whole and len({row.entries[0].column for row in run}) == 1 else []


def _names_funds(row: Row) -> bool:
    return all(headings.is_fund(entry.words) for entry in row.entries[1:])


def _kind(row: Row) -> str | None:
    """What the first cell of a row says of all the others; None where it is no heading, or the others are headings too."""
    if row.table is None or len(row.entries) <= _FEWEST_CELLS:
        return None
    label, *others = row.entries
    grammar = current()
    kind = grammar.named("indicators", label.words)
    if kind is None or label.column > row.entries[1].column:
        return None
    named = sum(grammar.named("indicators", entry.words) is not None for entry in others)
    return None if named * 2 > len(others) and kind != "name" else kind


def _hold_values(run: Sequence[Row], kinds: Sequence[str]) -> bool:
    """Whether all rows begin in one column, and those of values reach no further than that of the names."""
    if len({row.entries[0].column for row in run}) > 1:
        return False
    names = next(row for row, kind in reversed(list(zip(run, kinds, strict=True))) if kind == "name")
    if any(
        len(entry.words) > _LONGEST_NAME or current().named("indicators", entry.words) for entry in names.entries[1:]
    ):
        return False
    reach = {entry.column for entry in names.entries[1:]}
    stated = (row for row, kind in zip(run, kinds, strict=True) if kind in _VALUES)
    return all(entry.column in reach for row in stated for entry in row.entries[1:])


def _is_template(row: Row) -> bool:
    """Whether a row only counts the columns: 指标1 | 指标2 | 指标3."""
    return all(current().line("template", entry.words) for entry in row.entries[1:])


def _upright(run: Sequence[Row], number: int) -> Iterator[Row]:
    """A heading of the first cells, and a row for each column beside them."""
    run = [row for row in run if not (_is_template(row) and len(row.entries) > 1)]
    whole = run[0].span.model_copy(update={"end": run[-1].span.end})
    table = Table(number=number, span=whole, cells=(), exact=True)
    places = frozenset(range(1, len(run) + 1))
    heading = tuple(row.entries[0]._replace(column=place, width=1) for place, row in enumerate(run, 1))
    yield Row(heading, whole, table=table, kind="table", places=places)
    columns = sorted({entry.column for row in run for entry in row.entries[1:]})
    for column in columns:
        entries = tuple(
            entry._replace(column=place, width=1, inherited=entry.inherited or entry.column != column)
            for place, row in enumerate(run, 1)
            if (entry := _at(row, column)) is not None
        )
        own = [entry for entry in entries if not entry.inherited]
        above = tuple(entry for entry in entries if entry.inherited)
        if own:
            yield Row(tuple(own), own[0].span, above, table, "table", places=places)


def _at(row: Row, column: int) -> Entry | None:
    """The cell of a row that stands in a column, or reaches over it."""
    return next((one for one in row.entries[1:] if one.column <= column < one.column + max(one.width, 1)), None)
