"""One fact told again under another heading: found under other words, and not where something sets the two apart."""

from pathlib import Path

import pytest
import told
import yaml

from auditor.pipeline import audit

FRAME = """南坪县2024年度公共服务项目绩效自评报告
一、项目概况
本项目由南坪县公共服务中心组织实施。
二、项目实施情况
{words}
"""
CASES = yaml.safe_load((Path(__file__).parent / "retold.yaml").read_text(encoding="utf-8"))


UNDER_HEADINGS = """临汀市卫生健康局2024年基本公共卫生服务项目绩效自评报告
一、项目基本情况
全市承担项目任务的基层医疗卫生机构15家。
二、年度目标
1.家庭医生签约17万人以上；
2.举办健康知识讲座180场以上。
三、产出完成情况
（一）健康教育
—举办健康知识讲座196场；
—发放宣传资料18.6万份。
（二）家庭医生签约
—组建家医团队119个，{}，签约率42%。
"""


@pytest.mark.parametrize(
    ("told", "codes"),
    [("签约居民17.85万人", set()), ("签约居民16.85万人", {"CL04"}), ("走访居民3.2万户", {"CL06"})],
)
def test_a_result_is_read_under_the_heading_right_above_it(told, codes):
    findings = [
        one for outcome in audit(UNDER_HEADINGS.format(told).encode(), "report.txt") for one in outcome.findings
    ]
    assert {one.code for one in findings if one.code.startswith("CL") and one.severity != "note"} == codes


def framed(words):
    """The outcomes of a small report with some words in it."""
    return audit(FRAME.format(words=words).encode(), "report.txt")


def told_twice(words):
    return [one.working for outcome in framed(words) for one in outcome.findings if one.code == "CL14"]


@pytest.mark.parametrize("words", CASES["found"])
def test_a_fact_told_again_otherwise_is_found(words):
    assert len(told_twice(words)) == 1


@pytest.mark.parametrize("words", CASES["silent"])
def test_what_is_set_apart_is_no_fact_told_again(words):
    assert told_twice(words) == []


TWICE = [pytest.param(head, tell, id=head.lstrip("# ")[:30]) for head, tell in told.cases("retold")]


@pytest.mark.parametrize(("head", "tell"), TWICE)
def test_nothing_that_belongs_together_in_such_a_report_moved_unseen(head, tell):
    told.unmoved("retold", head, list(tell()))
