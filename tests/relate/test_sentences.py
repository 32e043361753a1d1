"""Sentences of each kind: right ones hold, wrong ones are found, and what only looks alike is not tied."""

from pathlib import Path

import pytest
import yaml

from auditor.relate import network, statements
from auditor.relate.statements import paragraphs

SENTENCES = Path(__file__).parent / "sentences"

YEAR = 2024


def judged(text, year=YEAR):
    """The relations that a text states, each with what arithmetic says of it."""
    said = statements.read(paragraphs.plain(text.split("\n")), year)
    numbers = {number.id: number for number in said.numbers}
    judged = (network.judge(f"r{at}", relation, numbers, year) for at, relation in enumerate(said.relations))
    return [(one.relation, one.judgement) for one in judged]


def _cases(which):
    for file in sorted(SENTENCES.glob("*.yaml")):
        if file.stem == "apart":
            continue
        for text, right, wrong in yaml.safe_load(file.read_text(encoding="utf-8")):
            said = text.replace("{}", right if which == "right" else wrong)
            yield pytest.param(file.stem, said, id=f"{file.stem} {said[:40]}")


@pytest.mark.parametrize(("kind", "text"), list(_cases("right")))
def test_a_right_sentence_is_tied_and_holds(kind, text):
    told = judged(text)
    assert [one.working for _relation, one in told if one.status == "contradicted"] == []
    assert kind in {relation.kind for relation, one in told if one.status in ("agreed", "reconciled")}


@pytest.mark.parametrize(("kind", "text"), list(_cases("wrong")))
def test_a_wrong_sentence_is_found(kind, text):
    broken = {relation.kind for relation, one in judged(text) if one.status == "contradicted"}
    assert kind in broken


APART = yaml.safe_load((SENTENCES / "apart.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", APART)
def test_what_only_looks_alike_is_not_tied(text):
    assert [(relation.by, one.working) for relation, one in judged(text) if one.status == "contradicted"] == []


@pytest.mark.parametrize(
    "text",
    [
        "4个标段于2023年11月30日前完工，1个标段延至12月18日完工，按时完工率80%。",
        "抽查设施47处完好、3处破损，完好率94%。",
    ],
)
def test_a_rate_of_what_is_told_in_two_figures_is_not_accused(text):
    assert [
        relation for relation, one in judged(text) if relation.kind == "ratio" and one.status == "contradicted"
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "排查隐患120处，完成整改126处，整改完成率105%。",
        "排查隐患120处，整改完成126处，完成率105%。",
        "抽检样品400批次，合格412批次，合格率103%。",
    ],
)
def test_what_was_done_of_what_was_found_cannot_pass_it(text):
    assert "bound" in {relation.kind for relation, one in judged(text) if one.status == "contradicted"}
