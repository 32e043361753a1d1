"""Bare numbers in cells."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text import amounts, numbers


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("112,213.87", "112213.87"),
        ("０.55", "0.55"),
        (" 8.60 ", "8.60"),
        ("-3", "-3"),
        ("- 1,200,000", "-1200000"),
        ("15，000.50", "15000.50"),
        (".5", "0.5"),
        ("215,457.6", "215457.6"),
    ],
)
def test_a_bare_number_keeps_its_places(cell, printed):
    assert str(numbers.decimal(cell)) == printed


@pytest.mark.parametrize("cell", ["8.6%", "", "—", "-", ".", "1,2", "12,34,567", "100家", "(不清)", "1.2.3", "2024年"])
def test_anything_beside_the_number_makes_it_none(cell):
    assert numbers.decimal(cell) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_shown_amount_reads_back(value):
    assert numbers.decimal(amounts.show(value)) == value


def test_an_amount_is_shown_without_an_exponent():
    assert amounts.show(Decimal("1E+4")) == "10000"
