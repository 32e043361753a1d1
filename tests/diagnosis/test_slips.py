import pytest

from auditor.diagnosis.slips import between
from auditor.text import quantities


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("36.8公里", "38.6公里", "digit-slip"),
        ("2350人", "20350人", "digit-slip"),
        ("1122人", "11222人", "digit-slip"),
        ("54.3立方米", "54.3万立方米", "unit-slip"),
        ("325元", "325万元", "unit-slip"),
        ("3.6公里", "36公里", "digit-slip"),
        ("312.85万元", "3218500元", "digit-slip"),
        ("52部", "56部", None),
        ("4部", "42部", None),
        ("100人", "1000人", "digit-slip"),
        ("34场", "40次", None),
        ("0人", "10人", None),
    ],
)
def test_which_slip_turns_one_number_into_the_other(a, b, kind):
    one, other = quantities.read(a), quantities.read(b)
    found = between(one, other)
    assert (found.kind if found else None) == kind
    assert (between(other, one).kind if found else None) == kind
