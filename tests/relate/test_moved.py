"""Weights moved since the plan: one factor for all, or marks that rose."""

from decimal import Decimal
from fractions import Fraction

import pytest

from auditor.relate.moved import marks, rescaled


def pairs(*printed):
    return [(Decimal(ours), Decimal(theirs)) for ours, theirs in printed]


@pytest.mark.parametrize(
    ("weights", "scaled"),
    [
        (pairs(("50", "45"), ("30", "27"), ("20", "18")), True),
        (pairs(("33.3", "30"), ("33.3", "30"), ("33.4", "30")), False),
        (pairs(("33.33", "30"), ("66.67", "60")), True),
        (pairs(("15", "5"), ("5", "15")), False),
        (pairs(("50", "50"), ("30", "30")), False),
        (pairs(("100", "90")), False),
        (pairs(("0", "10"), ("0", "20")), False),
    ],
)
def test_one_factor_for_all(weights, scaled):
    assert rescaled(weights) is scaled


def test_marks_under_both_weights():
    """15 of 20 points by the form, 5 of 20 by the plan: the row that was done weighs more now."""
    found = marks([(Decimal(15), Decimal(15), Decimal(5)), (Decimal(0), Decimal(5), Decimal(15))])
    assert found == (Fraction(3, 4), Fraction(1, 4))
    assert found.raised
    assert not marks([(Decimal(5), Decimal(5), Decimal(15)), (Decimal(0), Decimal(15), Decimal(5))]).raised
    assert not marks([(Decimal(8), Decimal(10), Decimal(20))]).raised


def test_marks_of_nothing():
    assert marks([]) is None
    assert marks([(Decimal(5), Decimal(5), Decimal(0))]) is None
