"""Single sentences of each kind: enough of them, all different, and judged no worse than they were."""

from pathlib import Path

import pytest
import yaml

from auditor.assets import checkout
from auditor.bench import sentences, tables
from auditor.bench.results import Bench
from auditor.cli.bench import PAGE
from auditor.settings import Settings

FIGURES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
"""How many wrong sentences of a kind are found at least, and how many right ones accused at most."""


def test_every_kind_of_relation_has_thirty_wrong_and_thirty_right_sentences():
    kinds = {
        "bound",
        "count",
        "deadline",
        "difference",
        "growth",
        "product",
        "promise",
        "ratio",
        "same",
        "share",
        "sum",
    }
    assert kinds == set(sentences.kinds()) - {"contract"}
    counted = [len(set(said)) for kind in kinds for said in sentences.sentences(kind).values()]
    assert set(counted) == {30}


def test_no_sentence_is_wrong_and_right():
    said = [words for kind in sentences.kinds() for listed in sentences.sentences(kind).values() for words in listed]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("kind", sentences.kinds())
def test_a_kind_is_judged_no_worse_than_it_was(kind):
    told = sentences.tried(kind, Settings())
    assert (told.wrong - len(told.missed)) >= FIGURES[kind]["found"], told.missed
    assert len(told.accused) <= FIGURES[kind]["accused"], told.accused


def test_the_page_shows_what_was_missed_and_accused():
    told = sentences.tried("contract", Settings()).model_copy(update={"missed": ("甲\n乙",), "accused": ("丙",)})
    page = tables.markdown(
        Bench(extractor="rules", reports=(), seed=0, most=None, trials=(), variants=(), speed=(), sentences=(told,))
    )
    assert "甲 / 乙" in page
    assert "丙" in page


def test_the_page_of_results_speaks_of_every_kind():
    """`auditor bench --write` renews the page."""
    page = (checkout() / PAGE).read_text(encoding="utf-8")
    assert [kind for kind in sentences.kinds() if f"| {kind} |" not in page] == []
