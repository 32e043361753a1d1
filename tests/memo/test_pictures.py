"""Pictures for people who would rather look than read, with the same in words."""

import re
from decimal import Decimal

from lxml import etree
from outcomes import acceptance, finding, outcome, span

from auditor.locale import language
from auditor.memo import pictures
from auditor.model.finding import Impact
from auditor.model.ledger import Coverage
from auditor.model.report import Goal, Indicator, Report

SVG = "{http://www.w3.org/2000/svg}"


def rows(*places):
    return tuple(
        Indicator(goal=goal, category=category, name="短视频", name_span=span("短视频"), span=span("短视频"))
        for goal, category in places
    )


def reported(*findings, places=((1, "数量指标"), (2, "质量指标"))):
    goals = tuple(Goal(number=number, span=span("指标")) for number in (1, 2))
    return outcome(*findings, report=Report(kind="overall", goals=goals, indicators=rows(*places)))


def fields(picture):
    """Each field of the strip: its words and its colour."""
    drawn = etree.fromstring(picture).iter(f"{SVG}rect")
    return {rect.findtext(f"{SVG}title"): rect.get("fill") for rect in drawn}


def test_a_field_has_the_colour_of_its_worst_open_finding():
    found = (
        finding(severity="note", indicators=(0,), goals=(1,), fingerprint="1" * 16),
        finding(severity="error", indicators=(0,), goals=(1,), fingerprint="2" * 16),
        finding(severity="error", indicators=(1,), goals=(2,), fingerprint="3" * 16, accepted=acceptance()),
        finding(severity="warning", goals=(2,), fingerprint="4" * 16),
    )
    drawn = fields(pictures.strip(reported(*found)))
    colours = {legend.word: legend.colour for legend in pictures.strip_legend()}
    assert drawn == {
        "目标1 目标与完成情况：没有疑点": colours["有指标，没有疑点"],
        "目标2 目标与完成情况：疑点 1": colours["疑点"],
        "目标1 数量指标：问题 1、关注事项 1": colours["问题"],
        "目标2 质量指标：没有疑点": colours["有指标，没有疑点"],
    }


def test_the_strip_says_in_words_where_the_findings_are():
    (words,) = re.findall(r'aria-label="([^"]+)"', pictures.strip(reported(finding(indicators=(0,), goals=(1,)))))
    assert words == "目标与指标类别的疑点分布：目标1 数量指标 疑点 1"


def test_one_goal_is_no_strip():
    assert pictures.strip(outcome(finding())) == ""


def test_the_coverage_bar_shares_its_length_among_the_statuses():
    picture = pictures.coverage_bar(Coverage(numbers=12, agreed=6, contradicted=3, unmatched=1, not_a_claim=2), "多少")
    assert [float(rect.get("width")) for rect in etree.fromstring(picture).iter(f"{SVG}rect")] == [600, 300, 100]
    assert pictures.coverage_bar(Coverage(numbers=2, not_a_claim=2), "") == ""


def test_the_scores_stand_on_one_scale():
    two = Impact(score_stated=Decimal(100), score_recomputed=Decimal("87.5"), grade_stated="优", grade_recomputed="良")
    picture = etree.fromstring(pictures.score_bar(outcome(impact=two)))
    filled = [rect for rect in picture.iter(f"{SVG}rect") if rect.get("fill") != "none"]
    assert [float(rect.get("width")) for rect in filled] == [400, 350]
    assert picture.get("aria-label") == "得分：自评 100 分（优），重算 87.5 分（良），相差 12.5"


def test_a_score_beyond_the_scale_or_not_recomputed_is_not_drawn():
    assert pictures.score_bar(outcome(impact=Impact(score_stated=Decimal(110), score_recomputed=Decimal(9)))) == ""
    assert pictures.score_bar(outcome()) == ""


def test_labels_have_room_in_every_language():
    for lang in ("zh", "en"):
        with language(lang):
            drawn = etree.fromstring(pictures.strip(reported(places=((1, "可持续影响指标"), (2, "质量指标")))))
        longest = max(len(text.text.encode("gb18030")) for text in drawn.iter(f"{SVG}text"))
        assert min(float(rect.get("x")) for rect in drawn.iter(f"{SVG}rect")) >= longest * 6
