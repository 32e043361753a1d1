"""Whole narratives of our own: what is wrong in them is found and nothing else, and most of their figures are tied."""

from pathlib import Path

import pytest
import yaml
from test_sentences import judged as judged_text

from auditor import pipeline
from auditor.extract import rules
from auditor.relate import statements
from auditor.relate.judge import holds
from auditor.settings import Settings

HERE = Path(__file__).parent
EXPECTED = yaml.safe_load((HERE / "narratives" / "expected.yaml").read_text(encoding="utf-8"))
SPOKEN = yaml.safe_load((HERE / "spoken.yaml").read_text(encoding="utf-8"))
FAMILIES = {"ratio": {"ratio", "product"}, "product": {"ratio", "product"}, "sum": {"sum", "difference"}, "difference": {"sum", "difference"}}  # fmt: skip


def told(name):
    """What the sentences of a narrative state: its numbers, and each relation with what arithmetic says of it."""
    path = HERE / "narratives" / f"{name}.txt"
    document = pipeline.read(path.read_bytes(), path.name, Settings())
    (report,) = rules.extract(document)
    said = statements.of_report(report, document)
    numbers = {number.id: number for number in said.numbers}
    return numbers, [(one, holds(one, numbers, year=report.year)) for one in said.relations]


@pytest.mark.parametrize("name", sorted(EXPECTED))
class TestNarratives:
    def test_what_is_wrong_is_found_and_nothing_else(self, name):
        _numbers, relations = told(name)
        broken = [f"{one.kind}: {said.working}" for one, said in relations if said.status == "contradicted"]
        assert sorted(broken) == sorted(EXPECTED[name]["broken"])

    def test_most_figures_stand_in_a_relation(self, name):
        numbers, relations = told(name)
        tied = {number for one, _said in relations for number in (one.result, *one.of)}
        assert len(relations) >= EXPECTED[name]["relations"]
        assert 100 * len(tied) >= (EXPECTED[name]["share"] - 1) * len(numbers)

    def test_no_relation_names_a_number_twice(self, name):
        for one, _said in told(name)[1]:
            sides = (one.result, *one.of)
            assert one.kind == "share" or len(set(sides)) == len(sides)


@pytest.mark.parametrize(("kind", "text"), [pytest.param(*one, id=one[1][:30]) for one in SPOKEN["heard"]])
def test_what_people_say_is_heard(kind, text):
    assert {relation.kind for relation, _one in judged_text(text)} & FAMILIES.get(kind, {kind})


@pytest.mark.xfail(strict=True, reason="not heard yet")
@pytest.mark.parametrize(("kind", "text"), [pytest.param(*one, id=one[1][:30]) for one in SPOKEN["known"]])
def test_what_is_not_heard_yet(kind, text):
    assert {relation.kind for relation, _one in judged_text(text)} & FAMILIES.get(kind, {kind})
