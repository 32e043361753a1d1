"""What a model may name of a text: whether it can be a relation at all, whether the text itself tells it, and how it may be read."""

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from auditor.model.number import Number
from auditor.model.source import Span
from auditor.model.suggestion import Suggestion
from auditor.relate import network, possible, suggested, told_by_text, weighing
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


class _Desk(NamedTuple):
    """What is asked of a desk where the relation holds: the words around the figures."""

    around: Surroundings


@pytest.mark.parametrize(
    ("text", "told", "confidence"),
    [
        ("接诊120人，上年100人，增长20%。", True, "medium"),
        ("接诊120人，其中儿童100人，增长20%。", False, "low"),
    ],
)
def test_what_holds_and_the_text_tells_is_surer_than_what_only_holds(text, told, confidence):
    every, named = figures(text)
    rate, *sides = (named[name] for name in ("20%", "120人", "100人"))
    one = Suggestion(kind="growth", result=rate.quantity, of=tuple(side.quantity for side in sides))
    judged = network.judge("m1", suggested.relation_of(one, rate, sides), {each.id: each for each in every})
    said = weighing.weighed(judged, one, _Desk(Surroundings(text, every)), 2024)
    assert (said.told, said.judged.relation.confidence) == (told, confidence)
    assert said.judged.judgement.status in ("agreed", "reconciled")


@pytest.mark.parametrize(("apart", "said"), [(89, "told"), (90, "untold")])
def test_a_difference_is_told_only_so_far_from_its_figures(apart, said):
    text = f"未走访35家，{'核' * (apart - 10)}走访455家，企业480家"
    assert text.index("480家") - text.index("，") == apart
    assert told("difference", text, "35家", ["480家", "455家"]) == f"{said}, 1 other readings"


@pytest.mark.parametrize(("many", "could_be"), [(60, True), (61, False)])
def test_a_sum_is_of_sixty_figures_at_most(many, could_be):
    every, _named = figures("、".join(["12家"] * (many + 1)))
    result, *parts = every
    one = Suggestion(kind="sum", result=result.quantity, of=tuple(part.quantity for part in parts))
    assert possible.possible(one, result, parts) is could_be


READINGS = [
    ("ratio", "30万元，200人，1500元", "1500元", ["30万元", "200人"],
     ["30万元 200人 per 100", "30万元 200人 per 1000", "30万元 200人 per 10000", "30万元 200人 per 100000"]),
    ("growth", "120人，上年100人，20%", "20%", ["120人", "100人"],
     ["120人 100人 drop", "120人 100人 delta", "120人 100人 step", "120人 100人 fraction", "100人 120人", "100人 120人 step -1"]),
    ("difference", "480家，455家，35家", "35家", ["480家", "455家"], ["455家 480家"]),
    ("difference", "480家，455家，5家，35家", "35家", ["480家", "455家", "5家"], []),
    ("product", "80人，12次，960次", "960次", ["80人", "12次"], []),
    ("product", "80人，12次，30次，990次", "990次", ["80人", "12次", "30次"],
     ["80人 12次 30次 plus", "12次 30次 80人 plus", "30次 80人 12次 plus"]),
    ("sum", "7家，5家，12家", "12家", ["7家", "5家"], []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "result", "of", "readings"), READINGS)
def test_what_a_careful_writer_may_have_meant_besides(kind, text, result, of, readings):
    every, named = figures(text)
    print_of = {one.id: one.quantity.text for one in every}
    sides = [named[name] for name in of]
    one = Suggestion(kind=kind, result=named[result].quantity, of=tuple(side.quantity for side in sides))
    relation = suggested.relation_of(one, named[result], sides)
    told = [
        " ".join([*map(print_of.get, other.of), other.form, f"{other.factor or ''}"]).strip()
        for other in relation.otherwise
    ]
    assert [" ".join(words.split()) for words in told] == readings


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
