"""What a model names by the dozen: what fits by chance, and what cannot all be meant."""

from decimal import Decimal

import pytest
from judging import number

from auditor.model.relation import Relation
from auditor.relate import chance, network
from auditor.relate.suggested import Named


def named(kind, result, *of, told=False, name="r1", start=0):
    """A relation that a model names, as it was judged, with its numbers by id from `start` on."""
    numbers = {f"n{start + at}": number(words, f"n{start + at}") for at, words in enumerate((result or of[0], *of))}
    first, *others = numbers
    relation = Relation(kind=kind, result=first if result else "", of=tuple(others), by="model.relations")
    return Named(network.judge(name, relation, numbers), told=told, kind=kind, subject=""), numbers


@pytest.mark.parametrize(
    ("result", "share"),
    [
        ("1841人", 1841), ("1840人", 184), ("1800人", 18), ("1000人", 1), ("95%", 95), ("12.30%", 1230), ("12.3%", 123),
        ("0人", 1), ("约1841人", 1), ("3-5人", 1), ("1.2万人", 12), ("7人", 7), ("0.5%", 5), ("-8%", 8),
    ],
)  # fmt: skip
def test_a_figure_fits_by_chance_as_seldom_as_it_has_digits(result, share):
    one, numbers = named("sum", result, "3人", "4人")
    assert chance.likelihood(one.judged, numbers) == Decimal(1) / share


def test_shares_fit_by_chance_as_seldom_as_they_are_fine():
    one, numbers = named("share", "", "40%", "35%", "25%")
    assert chance.likelihood(one.judged, numbers) == Decimal("0.03")
    one, numbers = named("share", "", "40.5%", "59.5%")
    assert chance.likelihood(one.judged, numbers) == Decimal("0.002")


def counted(*each):
    """Which of several named relations say what became of their numbers."""
    made = [named(*words, told=told, name=f"r{at}", start=10 * at) for at, (words, told) in enumerate(each, 1)]
    numbers = {name: one for _named, some in made for name, one in some.items()}
    return [one.id for one in chance.beyond_chance([one for one, _some in made], numbers)]


SUM = ("sum", "1841人", "841人", "1000人")
SHORT = ("sum", "18人", "8人", "10人")
BROKEN = ("sum", "1842人", "841人", "1000人")


@pytest.mark.parametrize(
    ("each", "said"),
    [
        ([(SUM, False)], ["r1"]),
        ([(SHORT, False)], []),
        ([(SHORT, True)], ["r1"]),
        ([(BROKEN, False)], []),
        ([(BROKEN, True)], ["r1"]),
        ([(("same", "1841人", "1841人"), False)], []),
        ([(("sum", "20人", "8人", "12人"), False)], []),
        ([(("sum", "21人", "8人", "13人"), False)], ["r1"]),
        ([(("sum", "39人", "8人", "31人"), False), (BROKEN, False)], []),
        ([(("sum", "41人", "8人", "33人"), False), (BROKEN, False)], ["r1"]),
        ([(("sum", "39人", "8人", "31人"), False), (BROKEN, True)], ["r1", "r2"]),
        ([(("sum", "39人", "8人", "31人"), False), (("same", "5人", "6人"), False)], ["r1"]),
    ],
)
def test_what_the_text_tells_counts_and_what_fits_too_seldom_to_be_chance(each, said):
    assert counted(*each) == said


def sure(*told):
    """Which stay sure of broken ways to make up one total."""
    made = [named(*words, told=True, name=f"r{at}") [0] for at, words in enumerate(told, 1)]  # fmt: skip
    return [one.told for one in chance.without_rivals(made)]


def test_more_than_two_broken_ways_of_one_kind_make_none_of_them_sure():
    assert sure(BROKEN, BROKEN) == [True, True]
    assert sure(BROKEN, BROKEN, BROKEN) == [False, False, False]
    assert sure(BROKEN, BROKEN, SUM) == [True, True, True]
    assert sure(BROKEN, BROKEN, BROKEN, SUM) == [False, False, False, True]
    assert sure(BROKEN, BROKEN, ("same", "5人", "6人")) == [True, True, True]


def test_what_is_unsure_is_so_in_its_relation_too():
    one, _numbers = named(*BROKEN, told=True)
    unsure = one.unsure()
    assert (unsure.told, unsure.judged.relation.confidence) == (False, "low")
