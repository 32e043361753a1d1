"""Figures that a slip of the hand turns into one another."""

import pytest

from auditor.text.misprints import one_left_out


@pytest.mark.parametrize(
    ("longer", "shorter", "said"),
    [
        ("1225", "125", True),
        ("125", "25", True),
        ("125", "12", True),
        ("12", "1", True),
        ("12.5", "125", True),
        ("125", "125", False),
        ("125", "13", False),
        ("1225", "12", False),
        ("12", "125", False),
    ],
)
def test_one_character_is_left_out_of_the_longer(longer, shorter, said):
    assert one_left_out(longer, shorter) is said
