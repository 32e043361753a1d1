"""Whole narratives with faults marked where they are planted: ⟦what is right|what is planted⟧.

The text with all that is right raises no error and no warning; with each fault planted alone, something new is said of it.
"""

import re
from pathlib import Path

import pytest

from auditor import pipeline

TOLD = sorted((Path(__file__).parent / "told").glob("*.txt"))
MARK = re.compile(r"⟦(?P<right>[^|⟧]*)\|(?P<wrong>[^⟧]*)⟧")
_RAISED = frozenset({"error", "warning"})

UNHEARD = {
    ("culture_county", "1.9"): "so far from what the figures come to that others may be meant",
    ("culture_county", "19.06"): "what was newly bought makes up the difference told in the next clause",
    ("culture_county", "6.54"): "points between a rate told before and one in a bracket",
    ("culture_county", "8"): "what there was a year before stands in a bracket behind the sum",
    ("disabled_county", "1,800"): "two products that make up a sum together",
    ("disabled_county", "33.83"): "a share of what the paragraph before counted",
    ("disabled_county", "53"): "both figures of a rate stand behind it",
    ("farmland_city", "0.7"): "a list whose total stands in the first section",
    ("farmland_city", "18.6"): "what is left of one of several funds",
    ("farmland_city", "95.6"): "the rate of one of several funds, whose whole stands elsewhere",
    ("farmland_city", "623.7"): "what is left of a contract told in another section",
    ("farmland_city", "6730.2"): "what was due and what was paid, both behind one price",
    ("old_estates", "108.2"): "分别为目标的: rates in turn, of figures of three kinds",
    ("old_estates", "1760"): "what arrived of one source, the whole of which the first section tells",
    ("old_estates", "85.5"): "a date stands between the whole and its part",
    ("public_health", "10"): "cases in every hundred thousand",
    ("public_health", "34"): "a standard stands between what is needed and what there is",
    ("rural_roads", "12月26日"): "one of several dates in a list",
    ("rural_roads", "360"): "各 before a figure for every one of them",
    ("rural_roads", "4.34"): "a price against another price of the same unit",
    ("rural_roads", "5"): "points between two rates of another section",
    ("court", "4.21"): "by how much a goal of another sentence was passed",
    ("disabled", "234.2"): "a standard told in one sentence, people and months in the next",
    ("drug_safety", "46.9"): "what was not spent, told in a section of its own",
    ("forest_fire", "12.53"): "a share told with 中有, of which only the first word names it",
    ("forest_fire", "67"): "what there was a year before stands in a bracket behind the sum",
    ("innovation_fund", "125"): "what was planned stands behind what was done",
    ("innovation_fund", "670"): "prizes of several levels and a price make up a sum together",
    ("innovation_fund", "93"): "rates in turn of a list and of another list two paragraphs before",
    ("reservoir_migrants", "203.86"): "what was carried over, told in a section of its own",
    ("reservoir_migrants", "551.5"): "the rate of one of several funds, whose whole stands elsewhere",
    ("reservoir_migrants", "7.67"): "a share of one of several funds, whose whole stands elsewhere",
    ("reservoir_migrants", "7月20日"): "what was asked stands in quotes behind what was done",
    ("eldercare", "245"): "what was newly built makes up the difference told in another sentence",
    ("eldercare", "68"): "the base of the share stands in a bracket, the part behind it",
    ("eldercare_city", "76"): "what was newly built makes up the difference told in another clause",
    ("eldercare_city", "840"): "by how much a numbered goal was passed, told under another name",
    ("emergency_office", "3月20日"): "a feast day for a deadline",
    ("water_supply", "460"): "what was not paid of one source, told under two verbs",
    ("weak_schools", "690"): "rows of a count and a sum each, against a total of the sentence before",
    ("employment", "2"): "a word of nought (动态清零) against a number",
    ("internships", "1860"): "some of all, the whole of which the first section tells",
    ("internships", "68"): "占全市的, of which the whole stands in another section",
    ("meteorology", "6"): "by how much a goal named in the same clause was passed",
    ("waterway", "0.9"): "points taken off are not added up",
    ("waterway", "2.8"): "by how much a rule of the same clause was passed",
}
"""What is not found yet, and why."""

ALARMS = {"vocational": {"ST01"}}
"""The body stands in the title only, run into the name of the project."""


def found(text, name):
    """What an audit says of a text: the findings at or above a warning, by code, message and working."""
    outcomes = pipeline.audit(text.encode(), name)
    said = [one for outcome in outcomes for one in outcome.findings if one.severity in _RAISED]
    return {(one.code, one.message, one.working) for one in said}


def planted(marked, place):
    """The text with all right but the fault that begins at a place."""
    return MARK.sub(lambda mark: mark["wrong" if mark.start() == place else "right"], marked)


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_a_planted_fault_is_found_and_what_is_right_is_not_accused(path):
    marked = path.read_text(encoding="utf-8")
    clean = found(MARK.sub(lambda mark: mark["right"], marked), path.name)
    assert {code for code, *_rest in clean} == ALARMS.get(path.stem, set())
    missed = set()
    for fault in MARK.finditer(marked):
        if not found(planted(marked, fault.start()), path.name) - clean:
            missed.add((path.stem, fault["wrong"]))
    assert missed == {key for key in UNHEARD if key[0] == path.stem}
