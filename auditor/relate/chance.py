"""What a model names by the dozen: relations that fit by chance, and relations that cannot all be meant.

A model that names every pair and triple of a report would find some that fit: none of them says what became of a number. And it would name
many sums for one total: none of them is sure.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.relate.network import Judged
from auditor.relate.operands import WHOLE, step_of
from auditor.relate.suggested import DERIVED, FAMILY, Named

_SELDOM = 20
"""A relation counts that chance would bring in fewer than one of so many reports."""


_MOST_WAYS = 2
"""Broken ways to make up one number that a model may be sure of: a total is split by one thing and by another, hardly by a third."""


def without_rivals(named: Sequence[Named]) -> tuple[Named, ...]:
    """The relations, those as unsure that break a number in more ways of one kind than a writer tells it in."""
    ways = Counter(_way(one) for one in named if one.told and one.judged.broken)
    return tuple(one.unsure() if ways[_way(one)] > _MOST_WAYS and one.judged.broken else one for one in named)


def _way(one: Named) -> tuple[str, str]:
    return FAMILY[one.judged.relation.kind], one.judged.relation.result


def beyond_chance(named: Sequence[Named], numbers: Mapping[str, Number]) -> Iterator[Judged]:
    """The relations that say what became of their numbers: told by the text, or held by arithmetic that chance does not bring."""
    untold = [one for one in named if not one.told and one.kind in DERIVED]
    readings = sum(1 + len(one.judged.relation.otherwise) for one in untold)
    for one in named:
        fits = one.judged.held and one.kind in DERIVED
        if one.told or (fits and likelihood(one.judged, numbers) * readings * _SELDOM <= 1):
            yield one.judged


def likelihood(one: Judged, numbers: Mapping[str, Number]) -> Decimal:
    """How likely figures that have nothing to do with each other would fit like this: 1840 of four digits one in 184, 95% one in 95."""
    relation = one.relation
    if relation.kind == "share":
        return min(step_of(numbers[name].quantity) for name in relation.of) * len(relation.of) / WHOLE
    return _left_open(numbers[relation.result].quantity)


def _left_open(quantity: Quantity) -> Decimal:
    """The share of the numbers of its size that print so: noughts at the end of a whole number are no digits."""
    if quantity.bound != "=" or quantity.upper is not None or not quantity.value:
        return Decimal(1)
    step = step_of(quantity)
    if quantity.places == 0:
        while quantity.value % (step * 10) == 0:
            step *= 10
    return min(Decimal(1), step / abs(quantity.value))
