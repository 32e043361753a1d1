"""Percentages of whole numbers, sums with a part that no place prints, and weights that were cut off."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import judged, number

from auditor.model.relation import Relation
from auditor.relate.judge import holds

RECONCILED, BROKEN = "reconciled", "contradicted"


def percent(share, places, how):
    return f"{share.quantize(Decimal(1).scaleb(-places), how)}%"


@given(st.integers(1, 400), st.data(), st.integers(0, 2), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_every_share_that_a_count_gives_is_possible(sample, data, places, how):
    some = data.draw(st.integers(0, sample))
    printed = percent(Decimal(100) * some / sample, places, how)
    assert judged("ratio", printed, f"{sample}份", form="some").status == RECONCILED


@given(st.integers(2, 90), st.data())
def test_halfway_between_two_counts_nothing_gives_the_share(sample, data):
    some = data.draw(st.integers(0, sample - 1))
    printed = percent((Decimal(some) + Decimal("0.5")) * 100 / sample, 1, ROUND_HALF_UP)
    told = judged("ratio", printed, f"{sample}份", form="some")
    assert told.status == BROKEN
    assert f"{some}/{sample} = " in told.working
    assert f"{some + 1}/{sample} = " in told.working


def test_the_counts_around_a_share_are_shown_and_none_beyond_the_sample():
    assert judged("ratio", "96.3%", "40份", form="some").working == "38/40 = 95.00%；39/40 = 97.50%"
    assert judged("ratio", "99.4%", "40份", form="some").working == "39/40 = 97.50%；40/40 = 100.00%"
    assert judged("ratio", "100%", "40份", form="some").working == "100% 可由 40份 得出"


@pytest.mark.parametrize(
    ("total", "status", "working"),
    [
        ("90个", RECONCILED, "40个 + 50个 = 90个"),
        ("95个", RECONCILED, "40个 + 50个 = 90个 ≤ 95个"),
        ("100个", RECONCILED, "40个 + 50个 = 90个 ≤ 100个"),
        ("101个", BROKEN, "40个 + 50个 = 90个 + 10 < 101个"),
        ("89个", BROKEN, "40个 + 50个 = 90个 > 89个"),
    ],
)
def test_what_a_list_leaves_out_is_no_more_than_is_known(total, status, working):
    told = judged("sum", total, "40个", "50个", form="open", factor=Decimal(10))
    assert (told.status, told.working, told.expected) == (status, working, Decimal(90))


@pytest.mark.parametrize(("total", "status"), [("100个", RECONCILED), ("90个", BROKEN), ("99个", BROKEN)])
def test_what_local_rules_give_is_part_of_the_sum(total, status):
    told = judged("sum", total, "40个", "50个", factor=Decimal(10))
    assert (told.status, told.expected) == (status, Decimal(100))
    assert told.working.startswith("40个 + 50个 + 10 = 100个")


@pytest.mark.parametrize(
    ("total", "of", "slight"),
    [
        ("100", ["33.33", "33.33", "33.33"], True),
        ("100", ["33.3", "33.3", "33.3"], True),
        ("100", ["49.45", "40", "10"], False),
        ("100", ["33.33", "33.33", "33.32"], False),
        ("99.98", ["33.33", "33.33", "33.33"], False),
    ],
)
def test_weights_cut_off_from_a_third_make_up_the_whole(total, of, slight):
    numbers = {name: given_as_printed(words, name) for name, words in zip("rabc", (total, *of), strict=False)}
    told = holds(Relation(kind="sum", result="r", of=tuple("abc"), by="test"), numbers)
    assert (told.status, told.slight) == (BROKEN, slight)


def given_as_printed(words, name):
    """A weight: a bare figure that was set as it stands."""
    made = number(words, name)
    return made.model_copy(update={"quantity": made.quantity.model_copy(update={"given": True})})
