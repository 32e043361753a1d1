"""What arithmetic on printed numbers can honestly claim."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.quantity import Interval, Quantity
from auditor.text import quantities, rounding

_CENTS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000)
_EXACT = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1000, max_value=1000)


def quantity(printed: str) -> Quantity:
    [found] = quantities.find(printed)
    return found


@pytest.mark.parametrize(
    ("printed", "interval"),
    [
        ("86.1%", "[86.05, 86.15)"),
        ("95%", "[94.5, 95.5)"),
        ("52部", "52"),
        ("104家", "104"),
        ("215.92万个", "[2159150, 2159250)"),
        ("67.5万元", "[674500, 675500)"),
        ("300万元", "[2995000, 3005000)"),
        ("三百万元", "[2995000, 3005000)"),
        ("不少于72次", "[72, ∞)"),
        ("超过800条", "(800, ∞)"),
        ("≤90万元", "(−∞, 900000]"),
        ("小于10%", "(−∞, 10)"),
        ("近30篇", "[20, 30)"),
        ("约300人", "[250, 350)"),
        ("约12.5公里", "[12.45, 12.55)"),
        ("30余家", "(30, 40)"),
        ("52万余条", "(520000, 530000)"),
        ("3-5个", "[3, 5]"),
        ("1.5‰", "[0.145, 0.155)"),
        ("50", "50"),
        ("0.55", "[0.545, 0.555)"),
    ],
)
def test_the_printed_digits_are_the_tolerance(printed, interval):
    assert rounding.show(rounding.interval(quantity(printed))) == interval


@given(_EXACT)
def test_a_number_belongs_to_the_interval_of_its_rounding(exact):
    rounded = exact.quantize(Decimal("0.01"), "ROUND_HALF_UP")

    assert rounding.contains(rounding.printed(rounded), exact)
    assert rounding.rounds_to(exact, rounded)


@given(_EXACT, _CENTS)
def test_rounding_to_and_lying_in_the_interval_are_the_same(exact, printed):
    assert rounding.rounds_to(exact, printed) == rounding.contains(rounding.printed(printed), exact)


@given(st.lists(_EXACT, max_size=6))
def test_the_sum_of_roundings_holds_the_rounded_sum(exacts):
    printed = [rounding.printed(exact.quantize(Decimal("0.01"), "ROUND_HALF_UP")) for exact in exacts]

    assert rounding.contains(rounding.total(printed), sum(exacts, Decimal(0)))


@given(_EXACT, _EXACT)
def test_difference_and_product_hold_the_exact_result(a, b):
    x, y = (rounding.printed(value.quantize(Decimal("0.01"), "ROUND_HALF_UP")) for value in (a, b))

    assert rounding.contains(rounding.difference(x, y), a - b)
    assert rounding.contains(rounding.product(x, y), a * b)


@given(_EXACT, _EXACT.filter(lambda value: abs(value) > 1))
def test_a_ratio_holds_the_exact_result(a, b):
    x, y = (rounding.printed(value.quantize(Decimal("0.01"), "ROUND_HALF_UP")) for value in (a, b))
    ratio = rounding.ratio(x, y)

    assert ratio.low is not None
    assert ratio.high is not None
    assert ratio.low - Decimal("1e-20") <= a / b <= ratio.high + Decimal("1e-20")


def test_a_ratio_over_what_may_be_nought_says_nothing():
    assert rounding.ratio(rounding.exact(Decimal(1)), rounding.printed(Decimal(0))) == Interval()


@given(_CENTS, _CENTS, _CENTS, _CENTS)
def test_meeting_is_the_same_both_ways(a, b, c, d):
    x, y = Interval(low=min(a, b), high=max(a, b)), Interval(low=min(c, d), high=max(c, d), low_closed=False)

    assert rounding.meet(x, y) == rounding.meet(y, x)


def test_intervals_that_touch_meet_only_where_both_own_the_end():
    assert not rounding.meet(rounding.printed(Decimal("86.1")), rounding.exact(Decimal("86.15")))
    assert rounding.meet(rounding.printed(Decimal("86.2")), rounding.exact(Decimal("86.15")))


@pytest.mark.parametrize(
    ("actual", "target", "verdict"),
    [
        ("104家", "≥100家", True),
        ("98.40%", "≥80%", True),
        ("10%", "<10%", False),
        ("10%", "≤10%", True),
        (">99.9%", "≥99.9%", True),
        (">99.9%", "≥99.95%", None),
        (">80%", ">80%", True),
        ("≥90%", ">90%", None),
        ("<10%", "≥20%", False),
        ("=100%", "100%", True),
        ("40次", "=35次", False),
        ("56部", "=56部", True),
        ("2159200个", "≥210万个", True),
        ("1.25万件", "≥1.2万件", True),
        ("90", "≤90万元", True),
        ("91", "≤90万元", False),
        ("100", "≥100百分比", True),
        ("0.98", "≥95%", None),
        ("0.98", "≤95%", None),
        ("32公里", "≥31500米", True),
        ("0.9天", "<1天", True),
        ("30小时", "≤1天", False),
        ("1901家次", "≥500家", None),
        ("95%", "≥3个百分点", None),
        ("4个", "3-5个", True),
        ("6个", "3-5个", False),
        ("近30篇", "≥30篇", False),
        ("近30篇", "≥20篇", True),
        ("30余家", "≥30家", True),
    ],
)
def test_an_actual_meets_its_target_or_not(actual, target, verdict):
    assert rounding.satisfies(quantity(actual), quantity(target)) is verdict
