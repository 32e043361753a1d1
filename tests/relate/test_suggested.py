"""What a model may name of a text: whether it can be a relation at all, whether the text itself tells it, and how it may be read."""

from pathlib import Path

import pytest
import yaml

from auditor.model.number import Number
from auditor.model.source import Span
from auditor.model.suggestion import Suggestion
from auditor.relate import possible, suggested, told_by_text
from auditor.relate.surroundings import Surroundings
from auditor.text import quantities

CASES = yaml.safe_load((Path(__file__).parent / "suggested.yaml").read_text(encoding="utf-8"))


def figures(text, planned=()):
    """The figures of a text by their print, each the first time."""
    every = [
        Number(id=f"n{at}", quantity=one, role="prose", planned=one.text in planned)
        for at, one in enumerate(quantities.find(text))
    ]
    return every, {one.quantity.text: one for one in reversed(every)}


def told(kind, text, result, of, planned=()):
    """What becomes of a relation that a model names: impossible, untold or told, with its reading and how many others there are."""
    every, named = figures(text, planned)
    stated = named[result] if result else None
    sides = [] if kind == "count" else [named[name] for name in of]
    places = [Span(start=text.index(name), end=text.index(name) + len(name)) for name in of] if kind == "count" else []
    one = Suggestion(
        kind=kind,
        result=stated.quantity if stated else None,
        of=tuple(side.quantity for side in sides),
        items=tuple(places),
    )
    if not possible.possible(one, stated, sides):
        return "impossible"
    around = Surroundings(text, every)
    seen = [around.of(side.id) for side in ([stated] if stated else []) + sides]
    relation = suggested.relation_of(one, stated, sides)
    factor = "" if relation.factor is None else f" × {relation.factor}"
    said = ["told" if told_by_text.told(one, seen, around) else "untold"]
    said += [f"{relation.form}{factor}"] if relation.form or factor else []
    return ", ".join(said + ([f"{len(relation.otherwise)} other readings"] if relation.otherwise else []))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1][:30]}")
def test_what_a_model_names_is_told_by_the_text_or_not(case):
    kind, text, result, of, said, *planned = case
    assert told(kind, text, result, of, *planned) == said


def seen_at(text, print_):
    every, named = figures(text)
    return Surroundings(text, every).of(named[print_].id)


def test_the_words_around_a_figure_end_at_stops_and_after_so_many():
    assert seen_at("路灯，改造12盏灯具，完工", "12盏").lead == "改造"
    assert seen_at("路灯，改造12盏灯具，完工", "12盏").tail == "灯具"
    long = "甲乙丙丁戊己庚辛壬癸" * 3
    assert seen_at(f"{long}12盏{long}", "12盏").lead == long[-24:]
    assert seen_at(f"{long}12盏{long}", "12盏").tail == long[:12]
    assert seen_at("改造12盏灯具3套", "12盏").tail == "灯具"


def test_a_sentence_and_a_paragraph_begin_behind_their_marks():
    text = "\n甲村修路。乙村改造12盏。\n丙村"
    seen = seen_at(text, "12盏")
    assert [text[slice(*stretch)] for stretch in (seen.sentence, seen.paragraph)] == [
        "乙村改造12盏",
        "甲村修路。乙村改造12盏。",
    ]
    assert seen_at("改造12盏", "12盏").sentence == (0, 5)


def test_figures_of_one_sort_are_found_in_a_stretch_with_its_ends():
    text = "12盏、13盏，14人"
    every, named = figures(text)
    around = Surroundings(text, every)
    lamps = named["12盏"].quantity
    assert [one.number.id for one in around.within(0, len(text), lamps)] == ["n0", "n1"]
    assert [one.number.id for one in around.within(0, 6, lamps)] == ["n0"]
    assert [one.number.id for one in around.within(1, 7, lamps)] == ["n1"]


def test_a_refusal_shows_what_was_named_within_limits():
    _every, named = figures("护林员80人，经费600元")
    sides = [named["80人"].quantity, named["600元"].quantity]
    assert "sum：80人、600元”" in suggested.refusal(Suggestion(kind="sum", result=sides[0], of=(sides[1],)))
    assert "share：80人、600元”" in suggested.refusal(Suggestion(kind="share", of=tuple(sides)))
    many = suggested.refusal(Suggestion(kind="sum", of=tuple(sides * 20)))
    assert many.partition("：")[2].partition("”")[0] == "、".join(["80人", "600元"] * 20)[:40]
