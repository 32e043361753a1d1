"""What a money table works out of its own columns: by the formulas that its headings print, else by the ways that most of its rows keep to."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from auditor.model.number import Number
from auditor.model.relation import Form, Relation, RelationKind, make_relation
from auditor.model.report import BudgetLine, Report
from auditor.relate.judge import holds
from auditor.relate.numbers import Numbers
from auditor.relate.reckonings import Reckon, reckonings

RECKONED = "money.reckoned"
"""The rule."""

_FEWEST = 2
"""Rows that must keep to one way before a column without a formula is held to it."""


def propose(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """What such figures must come to."""
    guessed: dict[tuple[int, str], list[Relation]] = defaultdict(list)
    for one in reckonings(report):
        if (relation := _relation(one, numbers)) is None:
            continue
        if one.of.printed:
            yield relation
        else:
            guessed[one.column].append(relation)
    for column in guessed.values():
        held = [_holds(relation, numbers) for relation in column]
        if sum(held) >= max(_FEWEST, len(column) - len(column) // 3):
            yield from column


def is_over_several(line: BudgetLine) -> bool:
    """Whether the table takes its rate of more than the budget: 执行率 C/(A+B)."""
    return any(
        one.printed and one.result.span == line.rate_span and any(len(way.below) > 1 for way in one.ways)
        for one in line.reckoned
    )


def _holds(relation: Relation, numbers: Numbers) -> bool:
    return any(holds(one, numbers.by_id).status in {"agreed", "reconciled"} for one in (relation, *relation.otherwise))


def _relation(one: Reckon, numbers: Numbers) -> Relation | None:
    """The relation of a figure in its ways, the first of them the one proposed."""
    result = numbers.get("reckoned", one.at)
    if result is None:
        return None
    ways = [made for way in one.ways if (made := _way(one, result, way, numbers)) is not None]
    return ways[0].model_copy(update={"otherwise": tuple(ways[1:])}) if ways else None


def _way(one: Reckon, result: Number, way: tuple[tuple[int, ...], ...], numbers: Numbers) -> Relation | None:
    plus, minus, below = ([found.id for at in side if (found := numbers.get("operand", at))] for side in way)
    shaped = _shape(plus, minus, below)
    if shaped is None or (not below and result.kind == "percent"):
        return None
    kind, form, of = shaped
    return make_relation(
        kind=kind,
        form=form,
        result=result.id,
        of=of,
        by=RECKONED,
        confidence="high" if one.of.printed else "medium",
        place=one.line.span,
    )


def _shape(plus: list[str], minus: list[str], below: list[str]) -> tuple[RelationKind, Form, tuple[str, ...]] | None:
    """How the figures stand to each other, where a relation can say it."""
    if below:
        if minus or (len(below) > 1 and len(plus) > 1):
            return None
        return "ratio", "whole" if len(below) > 1 else "", (*plus, *below)
    if not minus:
        return "sum", "", tuple(plus)
    if len(plus) == 1:
        return "difference", "", (*plus, *minus)
    return ("sum", "flow", (*plus, *minus)) if len(minus) == 1 else None


def sort_of(relation: Relation) -> Literal["rate", "balance", "total"]:
    """What a figure of such a relation is: a rate, what was left, or the sum of its parts."""
    if relation.kind == "ratio":
        return "rate"
    return "total" if relation.kind == "sum" and relation.form != "flow" else "balance"
