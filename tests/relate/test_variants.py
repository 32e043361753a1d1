"""What holds of every sample when its numbers are written otherwise, its rows change places, its digits change or a true sentence is added."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from auditor.pipeline import audit

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ["culture", "housing", "roads", "rivers", "ferries", "cameras", "project", "flat", "farmland", "police"]
_UNITS = r"万元|元|人次|人|户|册|份|亩|平方米|米|公里|台|名|件|个|批次|株|吨"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_SPELLED = "零一二三四五六七八九"


@lru_cache(maxsize=len(NAMES) * 4)
def outcomes(text):
    """Of each sample as it is, asked for by many tests, worked out once."""
    return audit(text.encode(), "report.txt")


def told(text):
    """The findings of weight, by what they are about."""
    return Counter(one.code for made in outcomes(text) for one in made.findings if one.severity != "note")


def spelled(number):
    tens, ones = divmod(int(number), 10)
    return {0: "", 1: "十"}.get(tens, f"{_SPELLED[tens]}十") + (_SPELLED[ones] if ones or not tens else "")


WRITINGS = {
    "wide digits": (rf"\d+(?:\.\d+)?(?={_UNITS}|%)", lambda found: found[0].translate(_WIDE)),
    "thousands": (rf"(?<![\d.,-])[1-9]\d{{3,8}}(?=(?:\.\d+)?(?:{_UNITS}))", lambda found: f"{int(found[0]):,}"),
    "a wide per cent sign": ("%", lambda _found: "％"),
    "per cent in words": (r"(?<=[率度达为占])(\d\d)%(?=[，。；、\n])", lambda found: f"百分之{spelled(found[1])}"),
    "small counts in words": (
        r"(?<![\d.,年月第=≥≤><—~至到-])(?<=[一-鿿])([2-9]|[1-9]\d)(?=(?:场|期|次|座|栋|处|所|台|项)(?!\d))",
        lambda found: spelled(found[1]),
    ),
    "persons by another classifier": (r"(?<=\d)人(?!次|均|民|员|以|才|口)", lambda _found: "名"),
    "kilometres": (r"(?<=\d)公里", lambda _found: "千米"),
    "square metres": (r"(?<=\d)平方米", lambda _found: "㎡"),
    "a bound in two signs": ("≥", lambda _found: ">="),
    "a bound in other words": (r"不少于(?=\d)", lambda _found: "不低于"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("writing", WRITINGS)
def test_another_writing_of_the_numbers_changes_nothing(name, writing):
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    pattern, changed = WRITINGS[writing]
    assert told(re.sub(pattern, changed, text)) == told(text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("writing", WRITINGS)
def test_another_writing_in_the_sentences_alone_changes_nothing(name, writing):
    """The table keeps its own: both must still be one fact."""
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    pattern, changed = WRITINGS[writing]
    lines = [re.sub(pattern, changed, line) if "。" in line else line for line in text.split("\n")]
    assert told("\n".join(lines)) == told(text)


def exchanged(text):
    """The text with each two rows that stand under one category, one under the other, in each other's place."""
    lines = text.split("\n")
    rows = [row for made in outcomes(text) for row in made.report.indicators if row.span.line]
    for one, other in pairwise(rows):
        together = (one.goal, one.level1, one.category) == (other.goal, other.level1, other.category)
        first, second = one.span.line - 1, other.span.line - 1
        if not together or second != first + 1 or lines[first].count(one.name) != 1:
            continue
        if lines[second].count(other.name) != 1:
            continue
        left, right = lines[first].index(one.name), lines[second].index(other.name)
        changed = list(lines)
        changed[first], changed[second] = (
            lines[first][:left] + lines[second][right:],
            lines[second][:right] + lines[first][left:],
        )
        yield "\n".join(changed)


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_rows_changes_nothing(name):
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    for changed in exchanged(text):
        assert told(changed) == told(text)


def misprinted(text, random):
    """The text with a digit changed in three of its numbers."""
    for found in sorted(random.sample(list(re.finditer(r"\d+", text)), 3), key=lambda one: -one.start()):
        place = random.randrange(found.start(), found.end())
        text = f"{text[:place]}{random.randrange(10)}{text[place + 1 :]}"
    return text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_misprinted_a_broken_relation_is_worded_and_a_status_has_a_ground(name, seed):
    text = misprinted((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"), Random(seed))  # noqa: S311 - the same digits every time
    made = outcomes(text)
    silent = [
        (relation.by, relation.working)
        for one in made
        for relation in one.relations
        if relation.status == "contradicted" and not relation.findings and relation.by != "promises.row"
    ]
    assert silent == []
    assert [entry.quote for one in made for entry in one.ledger if not entry.relations and not entry.reason] == []


TRUE = [
    "全年召开调度会30次，其中上半年12次、下半年18次。",
    "项目占地120亩，其中建设用地80亩、绿化用地40亩，占比分别为66.7%和33.3%。",
    "办公用纸由上年的500包降至400包，下降20%。",
    "租用会场8次，每次1500元，共12000元。",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sentence", TRUE)
def test_a_true_sentence_more_loses_no_finding(name, sentence):
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    before = {one.fingerprint for made in outcomes(text) for one in made.findings if one.severity != "note"}
    after = {one.fingerprint for made in outcomes(f"{text.rstrip()}\n{sentence}\n") for one in made.findings}
    assert before <= after
