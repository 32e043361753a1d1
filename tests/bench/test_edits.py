"""How printed numbers slip, and how a text is changed at places."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.bench import edits
from auditor.bench.edits import Edit
from auditor.model.source import Span
from auditor.text import numbers


def test_edits_are_made_at_their_places_whatever_their_order():
    assert edits.apply("新建泵站3座，水闸2座。", [Edit(9, 10, "4"), Edit(4, 5, "30")]) == "新建泵站30座，水闸4座。"


def test_two_edits_of_one_place_are_refused():
    with pytest.raises(ValueError, match="two edits"):
        edits.apply("新建泵站13座", [Edit(4, 6, "1"), Edit(5, 6, "2")])


@pytest.mark.parametrize(
    ("printed", "slip"),
    [("486.5", "468.5"), ("486.5", "4866.5"), ("486.5", "86.5"), ("12", "21"), ("3", "4"), ("1,286", "1,826")],
)
def test_digits_are_exchanged_doubled_dropped_and_mistyped(printed, slip):
    assert slip in edits.slips(printed)


@given(st.decimals(min_value="0.01", max_value="99999", places=2))
def test_a_slip_is_another_number_as_people_would_print_it(value):
    printed = str(value)
    for slip in edits.slips(printed):
        assert numbers.decimal(slip) not in (None, numbers.decimal(printed))
        assert not (slip.startswith("0") and not slip.startswith("0."))


def test_a_number_is_found_only_where_it_stands_alone():
    text = "≥480公里\t12座13座"
    assert edits.figure(text, Span(start=0, end=6)).value == 480
    assert edits.figure(text, Span(start=7, end=13)) is None
    assert edits.figure(text, None) is None


def test_a_value_is_written_to_the_places_printed_there():
    assert edits.written("99.0%", Span(start=0, end=5), Decimal("86.14")) == Edit(0, 4, "86.1")
