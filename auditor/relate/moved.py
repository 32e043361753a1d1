"""Weights that differ from the plan's: whether all were multiplied by one factor, and what the moved ones did to the marks."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from auditor.text import rounding

Pair = tuple[Decimal, Decimal]
"""A weight of the form, and the plan's of the same row."""


class Marks(NamedTuple):
    """The share of the marks that the rows of both documents reached: by the form's weights, and by the plan's."""

    now: Fraction
    then: Fraction

    @property
    def raised(self) -> bool:
        """Whether the form's weights give a larger share."""
        return self.now > self.then


def rescaled(pairs: Sequence[Pair]) -> bool:
    """Whether all weights were multiplied by one factor, as from 90 points to 100, each rounded as it is printed."""
    ours, theirs = sum(one for one, _other in pairs), sum(other for _one, other in pairs)
    if len(pairs) < _SEVERAL or not ours or not theirs or ours == theirs or all(one == other for one, other in pairs):
        return False
    factor = Fraction(ours) / Fraction(theirs)
    return all(_is_scaled(one, other, factor) for one, other in pairs)


_SEVERAL = 2


def _is_scaled(ours: Decimal, theirs: Decimal, factor: Fraction) -> bool:
    exact = Fraction(theirs) * factor
    return rounding.contains(rounding.printed(ours), Decimal(exact.numerator) / Decimal(exact.denominator))


def marks(scored: Sequence[tuple[Decimal, Decimal, Decimal]]) -> Marks | None:
    """What the rows reached, each given as score, weight and the plan's weight; None where there is nothing to reach."""
    full, planned = sum(weight for _score, weight, _plan in scored), sum(plan for _score, _weight, plan in scored)
    if not full or not planned:
        return None
    now = Fraction(sum(score for score, _weight, _plan in scored)) / Fraction(full)
    then = sum((Fraction(score) / Fraction(weight) * Fraction(plan) for score, weight, plan in scored), Fraction(0))
    return Marks(now, then / Fraction(planned))
