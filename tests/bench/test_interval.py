"""Wilson's interval, against published values."""

from decimal import Decimal

import pytest

from auditor.bench.interval import wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 10, "0.0000", "0.2775"),
        (10, 10, "0.7225", "1.0000"),
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
    ],
)
def test_intervals(hits, of, low, high):
    """The last two are Newcombe's (1998) examples for the score method."""
    share = wilson(hits, of)
    places = Decimal("0.0001")
    assert (share.low.quantize(places), share.high.quantize(places)) == (Decimal(low), Decimal(high))


def test_of_nothing_there_is_no_share():
    assert wilson(0, 0) is None
