"""A fault in the facts of a form, which must be found whatever the form wears."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from auditor.bench.layouts.clothes import Clothes
from auditor.bench.layouts.facts import Facts
from auditor.bench.layouts.words import Dice


class Planted(NamedTuple):
    """The facts with one of them wrong, and the words that a finding which names it prints."""

    facts: Facts
    signs: tuple[str, ...]


Plant = Callable[[Facts, Clothes, Dice], Planted | None]


def shortfall(facts: Facts, clothes: Clothes, dice: Dice) -> Planted | None:
    """A row that the narrative is silent on stays below its target and keeps all its points, without a reason."""
    rows = [
        at
        for at, row in enumerate(facts.rows)
        if row.least and not row.said and row.actual is not None and row.score == row.weight
    ]
    if not rows or not {"weight", "score"} <= set(clothes.order):
        return None
    at = dice.one(rows)
    row = facts.rows[at]
    asked = Decimal(row.target.value)
    got = (asked * dice.whole(70, 85) / 100).quantize(Decimal(1).scaleb(int(asked.as_tuple().exponent)))
    if row.actual is None or got >= asked:
        return None
    wrong = row.model_copy(update={"actual": row.actual.model_copy(update={"value": str(got)})})
    return Planted(_with_row(facts, at, wrong), (row.name, str(got)))


def _with_row(facts: Facts, at: int, row: object) -> Facts:
    rows = list(facts.rows)
    return facts.model_copy(update={"rows": (*rows[:at], row, *rows[at + 1 :])})


def total(facts: Facts, clothes: Clothes, dice: Dice) -> Planted | None:
    """The total score is not the sum of the scores."""
    if facts.total_score is None or clothes.total_at != "row" or facts.total_weight is None:
        return None
    wrong = str(Decimal(facts.total_score) - dice.whole(2, 4))
    return Planted(facts.model_copy(update={"total_score": wrong}), (wrong,))


def rate(facts: Facts, _clothes: Clothes, dice: Dice) -> Planted | None:
    """The rate of the money is not what was spent of it."""
    if not facts.money or facts.money[0].rate is None:
        return None
    line = facts.money[0]
    shown = Decimal(str(line.rate).rstrip("%"))
    wrong = str(shown - dice.whole(5, 9))
    changed = line.model_copy(update={"rate": f"{wrong}%"})
    return Planted(facts.model_copy(update={"money": (changed, *facts.money[1:])}), (wrong,))


FAULTS: dict[str, Plant] = {"shortfall": shortfall, "total": total, "rate": rate}
