"""What the sums of a table say of a reading of its columns."""

from collections.abc import Sequence
from decimal import Decimal

from auditor.extract.rules import values
from auditor.extract.rules.columns.stacks import Stack
from auditor.extract.rules.rows import Entry
from auditor.forms import TableKind
from auditor.model.quantity import Quantity
from auditor.text import units


def cost(table: TableKind, kinds: Sequence[str], cells: Sequence[Stack]) -> float:
    """What a reading costs by its sums: less than nothing where they come out."""
    at = {kind: index for index, kind in enumerate(kinds)}
    cost = 0.0
    if "weight" in at and "score" in at:
        cost += _ordered(cells[at["score"]], cells[at["weight"]])
    if table == "indicators" and "target" in at and "actual" in at:
        cost += _same_units(cells[at["target"]], cells[at["actual"]])
        cost += 0.8 * (_bounded(cells[at["actual"]]) > 0 == _bounded(cells[at["target"]]))
    if table == "money":
        if {"budget", "spent", "rate"} <= at.keys():
            cost += _rated(cells[at["budget"]], cells[at["spent"]], cells[at["rate"]])
        if {"budget", "spent"} <= at.keys():
            cost += 0.5 * _ordered(cells[at["spent"]], cells[at["budget"]])
        if {"weight", "score", "rate"} <= at.keys():
            cost += _scored(cells[at["weight"]], cells[at["rate"]], cells[at["score"]])
        if "budget" in at:
            cost += sum(
                1.5 * _far_below(cells[at[kind]], cells[at["budget"]])
                for kind in ("initial", "funded", "spent")
                if kind in at
            )
    return cost


def _pairs(one: Stack, other: Stack) -> list[tuple[Entry, Entry]]:
    by_row = {cell.row: cell.entry for cell in other.cells}
    return [(cell.entry, by_row[cell.row]) for cell in one.cells if cell.row in by_row]


def _figure(entry: Entry) -> Decimal | None:
    return values.points(entry)[0]


def _ordered(smaller: Stack, larger: Stack) -> float:
    """2 where no row keeps smaller ≤ larger, 0 where all do."""
    both = [
        (a, b) for x, y in _pairs(smaller, larger) if (a := _figure(x)) is not None and (b := _figure(y)) is not None
    ]
    if not both:
        return 0.3
    return 2.0 * sum(a > b for a, b in both) / len(both)


def _quantity(entry: Entry) -> Quantity | None:
    return values.value(entry, None).quantity


def _same_units(target: Stack, actual: Stack) -> float:
    """-0.5 where every row states both in one unit."""
    both = [
        (a, b) for x, y in _pairs(target, actual) if (a := _quantity(x)) is not None and (b := _quantity(y)) is not None
    ]
    if not both:
        return 0.2
    return 0.2 - 0.7 * sum(units.same_thing(a.unit, b.unit) for a, b in both) / len(both)


def _bounded(stack: Stack) -> int:
    """How many cells state a bound: what is promised, no result."""
    return sum(entry.words[:1] in "≥≤<>" for _row, entry in stack.cells)


def _far_below(amounts: Stack, budget: Stack) -> bool:
    """Whether a column's figures are nowhere near the budget beside them: points, no sums of money."""
    both = [
        (a, b)
        for x, y in _pairs(amounts, budget)
        if (a := _figure(x)) is not None and (b := _figure(y)) is not None and b
    ]
    return bool(both) and all(a * _FAR < b for a, b in both)


_FAR = 5


def _scored(weight: Stack, rate: Stack, score: Stack) -> float:
    """-1 where a score is its weight times the rate beside it, 0.4 where none is."""
    full = {cell.row: _figure(cell.entry) for cell in weight.cells}
    share = {cell.row: _figure(cell.entry) for cell in rate.cells}
    seen = right = 0
    for cell in score.cells:
        printed, most, part = _figure(cell.entry), full.get(cell.row), share.get(cell.row)
        if printed is None or not most or part is None:
            continue
        seen += 1
        right += min(abs(most * part / 100 - printed), abs(most * part - printed)) * 20 < most
    return 0.4 - 1.4 * right / seen if seen else 0.0


def _rated(budget: Stack, spent: Stack, rate: Stack) -> float:
    """-1 where every row's rate is spent ÷ budget as printed (or as a fraction), 0.4 where none is."""
    base = {cell.row: _figure(cell.entry) for cell in budget.cells}
    used = {cell.row: _figure(cell.entry) for cell in spent.cells}
    seen = right = 0
    for cell in rate.cells:
        printed, whole, part = _figure(cell.entry), base.get(cell.row), used.get(cell.row)
        if printed is None or not whole or part is None:
            continue
        seen += 1
        share = part / whole * 100
        right += min(abs(share - printed), abs(share - printed * 100)) < 1
    return 0.4 - 1.4 * right / seen if seen else 0.0
