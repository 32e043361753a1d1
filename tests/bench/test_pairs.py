"""Rows of the samples, renamed, reordered, dropped and among strangers, find their mates."""

from decimal import Decimal
from random import Random

import pytest

from auditor.bench import base, pairs, results, tables
from auditor.settings import Settings


@pytest.fixture(scope="module")
def measured():
    return pairs.run(base.samples(), Settings(), seed=1)


def test_of_the_pairs_found_99_in_a_hundred_are_right(measured):
    assert len(measured) == 5
    for one in measured:
        assert one.wanted > 400
        assert one.precision.point >= Decimal("0.99"), one


def test_of_the_mates_95_in_a_hundred_are_found(measured):
    for one in measured:
        assert one.recall.point >= Decimal("0.95"), one


def test_the_same_seed_gives_the_same_figures(measured):
    assert pairs.run(base.samples(), Settings(), seed=1) == measured


def test_names_are_written_as_another_hand_writes_them():
    chance = Random(2)  # noqa: S311 - names to change
    names = {pairs.rename("改造农村户用厕所数量", chance) for _time in range(60)}
    assert len(names) > 5
    assert any(name.startswith("农村户用") for name in names)


def test_the_page_states_them(measured):
    bench = results.Bench(
        extractor="rules", reports=(), seed=1, most=None, trials=(), variants=(), speed=(), pairing=tuple(measured)
    )
    assert "renamed" in tables.markdown(bench)
    assert "两表对应" in tables.markdown(bench)
    assert "renamed" in tables.text(bench)
