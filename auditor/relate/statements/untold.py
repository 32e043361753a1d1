"""Rates of a whole that no figure tells: those that a sentence seems to get wrong are accused of nothing."""

from collections.abc import Mapping

from auditor.model.number import Number
from auditor.model.relation import Relation
from auditor.relate.operands import step_of
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily


def of_all_told(reading: Reading, relation: Relation, numbers: Mapping[str, Number]) -> bool:
    """Whether a rate is what one figure is of both: 4个标段按期完工，1个标段延期，按时完工率80% has no figure of all five."""
    stated, sides = numbers[relation.result].quantity, [numbers[name].quantity.value for name in relation.of]
    if stated.kind != "percent" or len(sides) != 1 + 1 or not sum(sides):
        return False
    rate, base = reading.named(relation.result), reading.named(relation.of[-1])
    if base.has("total") or not _RATE.search(rate.lead):
        return False
    return any(abs(side / sum(sides) * 100 - stated.value) * 2 <= step_of(stated) for side in sides)


def of_one_of_a_list(reading: Reading, relation: Relation, numbers: Mapping[str, Number]) -> bool:
    """Whether the base is one of a list without a total, and more passed than it counts: the rate is of the list, which no figure tells.

    春季培训252人次，秋季培训243人次，考核合格471人，合格率95.2%.
    """
    stated, sides = numbers[relation.result].quantity, [numbers[name].quantity.value for name in relation.of]
    if stated.kind != "percent" or stated.value > _WHOLE or len(sides) != 1 + 1 or sides[0] <= sides[1]:
        return False
    top, base = (reading.named(name) for name in relation.of)
    run = reading.run_of.get(base.at)
    return run is not None and base.at not in reading.parts and top not in run.members


_WHOLE = 100
_RATE = lazily(r"率[^占]{0,4}$")
