"""Shares of one beside percentages: 0.98 and 98 are one rate, 0.4 and 40人 are not."""

import pytest

from auditor.sense import shares
from auditor.text import quantities


def read(name, target, actual):
    """Every way to read both cells, in figures and units."""
    told = shares.readings(name, quantities.read(target), quantities.read(actual))
    return [" ".join(f"{one.value.normalize():f}{one.unit}" for one in way) for way in told]


@pytest.mark.parametrize(
    ("target", "actual", "ways"),
    [
        ("0.95", "98%", ["95% 98%"]),
        ("0.95", "98", ["95% 98%"]),
        ("1", "100%", ["100% 100%"]),
        ("1", "100", ["100% 100%"]),
        ("95%", "0.98", ["95% 0.98%", "95% 98%"]),
        ("95", "0.98", ["95% 0.98%", "95% 98%"]),
        ("100%", "1", ["100% 1%", "100% 100%"]),
        ("50%", "1", ["50% 1%", "50% 100%"]),
        ("5%", "0.4", ["5% 0.4%", "5% 40%"]),
        ("2%", "0.4", ["2% 0.4%", "2% 40%"]),
        ("2", "0.4", ["2% 0.4%", "2% 40%"]),
        ("0.9", "1.5", ["90% 1.5%"]),
        ("0.9", "1.5%", ["90% 1.5%"]),
    ],
)
def test_a_share_of_one_beside_a_percentage_may_be_one_too(target, actual, ways):
    assert read("产品合格率", target, actual) == ways


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("产品合格率", "0.95", "98人"),
        ("产品合格率", "0.95", "0.98"),
        ("产品合格率", "0.95", "101"),
        ("新增站点数", "0.5", "40"),
        ("产品合格率", "95%", "98%"),
        ("产品合格率", "5", "1"),
        ("产品合格率", "5%", "1"),
        ("产品合格率", "95%", "0"),
        ("产品合格率", "1%", "0.4"),
        ("产品合格率", "1", "0.4"),
        ("产品合格率", "0.9", "1"),
        ("产品合格率", "0.9", "1%"),
        ("产品合格率", "95家", "0.98"),
        ("培训进度", "95", "0.98"),
    ],
)
def test_what_no_share_of_one_shows_stays_as_it_is_printed(name, target, actual):
    assert read(name, target, actual) == [f"{target} {actual}"]


@pytest.mark.parametrize(
    ("share", "percent"),
    [("0.9", "90% 0"), ("1", "100% 0"), ("0.98", "98% 0"), ("0.971", "97.1% 1"), ("0.9755", "97.55% 2")],
)
def test_a_share_in_per_cent_has_two_places_less_and_never_fewer_than_none(share, percent):
    told = shares.in_per_cent(quantities.read(share))
    assert f"{told.value.normalize():f}{told.unit} {told.places}" == percent
    assert told.upper is None


def test_both_ends_of_a_share_become_per_cents():
    told = shares.in_per_cent(quantities.read("0.9-0.95"))
    assert (told.value, told.upper) == (90, 95)
