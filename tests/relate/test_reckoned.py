"""What arithmetic says of printed numbers, to the working: both sides of every limit, and what cannot be told."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from judging import judged, number

from auditor.model.quantity import Interval
from auditor.model.relation import Relation
from auditor.relate import judge, operands
from auditor.text import quantities

CASES = yaml.safe_load((Path(__file__).parent / "reckoned.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("how", "result", "of", "ended"), [pytest.param(*one, id=f"{one[0]} {one[1]}") for one in CASES]
)
def test_what_is_printed_is_reckoned(how, result, of, ended):
    told, _times, factor = how.partition("×")
    kind, _slash, form = told.partition("/")
    said = judged(kind, result or of[0], *of, form=form, factor=Decimal(factor) if factor else None)
    note = " slight" if said.slight else " cut" if said.truncated else ""
    assert f"{said.status}{note}: {said.working or said.reason}" == ended


def of_exact(result, *weights, factor=None):
    """Weights and their total, which are just what they print."""
    named = {f"n{place}": number(words, f"n{place}") for place, words in enumerate((result, *weights))}
    exact = {
        name: one.model_copy(update={"quantity": one.quantity.model_copy(update={"given": True})})
        for name, one in named.items()
    }
    relation = Relation(kind="sum", result="n0", of=tuple(named)[1:], by="test", factor=factor)
    return judge.holds(relation, exact)


@pytest.mark.parametrize(
    ("result", "weights", "factor", "slight"),
    [
        ("100", ["33.33", "33.33", "33.33"], None, True),
        ("100", ["33.33", "33.33", "23.33"], Decimal(10), True),
        ("99", ["33.33", "33.33", "33.33"], None, False),
        ("100", ["33.33", "33.33", "33.31"], None, False),
        ("100分", ["33.33", "33.33", "33.33"], None, False),
        ("100", ["33.33", "33.33", "33.33分"], None, False),
    ],
)
def test_thirds_that_were_cut_make_up_their_whole_number_nearly(result, weights, factor, slight):
    said = of_exact(result, *weights, factor=factor)
    assert (said.status, said.slight) == ("contradicted", slight)


@pytest.mark.parametrize(
    ("base", "planned", "status"),
    [
        ("≥100家", True, "contradicted"),
        ("≥100家", False, "reconciled"),
        ("100-110家", True, "reconciled"),
        ("≥100元", True, "reconciled"),
    ],
)
def test_a_rate_of_a_plan_is_taken_of_just_what_it_asks(base, planned, status):
    """96 of at least 100 may be 95 per cent; of a plan for at least 100 it is 96."""
    unit = base.lstrip("≥0123456789-")
    named = {"n0": number("90%", "n0"), "n1": number(f"96{unit}", "n1"), "n2": number(base, "n2")}
    named["n2"] = named["n2"].model_copy(update={"planned": planned})
    relation = Relation(kind="ratio", result="n0", of=("n1", "n2"), by="test")
    assert judge.holds(relation, named).status == status


def test_two_prints_are_one_fact_unless_both_are_asked():
    one, other = quantities.read("≥99家"), quantities.read("≥100家")
    assert judge.same(one, other).status == "reconciled"
    assert judge.same(one, other, asked=True).status == "contradicted"


@pytest.mark.parametrize(
    ("interval", "capped"),
    [
        (Interval(low=Decimal(90), high=Decimal(100), high_closed=False), None),
        (Interval(low=Decimal(90), high=Decimal(99)), None),
        (Interval(low=Decimal(90), high=Decimal(110), low_closed=False), Interval(low=Decimal(90), high=Decimal(100), low_closed=False)),
        (Interval(low=Decimal(105), high=Decimal(110), low_closed=False), Interval(low=Decimal(100), high=Decimal(100))),
        (Interval(low=Decimal(90)), Interval(low=Decimal(90), high=Decimal(100))),
        (Interval(low_closed=False), Interval(high=Decimal(100), low_closed=False)),
    ],
)  # fmt: skip
def test_nothing_of_an_interval_is_above_the_most(interval, capped):
    found = operands.capped(interval, Decimal(100))
    assert found == (capped or interval)
