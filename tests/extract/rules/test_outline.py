"""What paragraphs are about is told by the headings they stand under."""

import pytest
from readings import document, report

from auditor.extract import rules
from auditor.extract.rules import outline
from auditor.extract.rules.rows import stream

TITLE = "临川县水务局2023年农村供水项目绩效自评报告\n"


def told(text):
    entries = [row.entries[0] for row in stream(document(text))]
    return [(passage.entry.text, passage.stance) for passage in outline.passages(entries)]


def test_a_paragraph_takes_the_stance_of_its_innermost_heading():
    assert told(
        "一、项目概况\n（一）背景。水源不足。\n（二）年度目标\n铺设管网30公里。\n二、目标完成情况\n1.产出：铺设管网31公里。\n"
        "2.资金执行：支出80万元。\n三、存在问题\n管护不足。\n"
    ) == [
        ("水源不足。", None),
        ("铺设管网30公里。", "goal"),
        ("铺设管网31公里。", "result"),
        ("支出80万元。", None),
        ("管护不足。", None),
    ]


@pytest.mark.parametrize(
    ("line", "stance"),
    [
        ("预期目标：新建泵站3座。", "goal"),
        ("（一）年初设定目标：新建泵站3座。", "goal"),
        ("实际完成情况：新建泵站3座。", "result"),
        ("年度绩效目标完成情况：新建泵站3座。", "result"),
        ("二、绩效目标完成情况。新建泵站3座。", "result"),
        ("（五）运行质量达到预期。新建泵站3座。", "result"),
        ("（五）供水时长超过年度目标：新建泵站3座。", "result"),
        ("（五）故障率好于既定目标。新建泵站3座。", "result"),
        ("（五）预期达到目标：新建泵站3座。", "goal"),
        ("（五）拟达到的目标：新建泵站3座。", "goal"),
        ("（五）计划达到目标。新建泵站3座。", "goal"),
        ("（五）应达到预期水平。新建泵站3座。", "plan"),
        ("五、下一步工作计划：新建泵站3座。", None),
        ("（三）自评工作开展情况：新建泵站3座。", None),
        ("一、绩效目标分解下达情况：新建泵站3座。", "handed-on"),
        ("（二）绩效目标下达情况。新建泵站3座。", "handed-on"),
        ("一、工作计划：新建泵站3座。", "plan"),
    ],
)
def test_headings_in_a_line_with_their_text(line, stance):
    assert told(line + "\n") == [("新建泵站3座。", stance)]


def test_a_numbered_sentence_is_no_heading():
    assert told("1、2022年计划投资2179万元，新建道路32公里。\n") == [
        ("1、2022年计划投资2179万元，新建道路32公里。", None)
    ]
    assert told("2、项目共编制12个指标:一级指标3个。\n") == [("2、项目共编制12个指标:一级指标3个。", None)]


def test_goals_of_a_narrative_report():
    found = report(
        TITLE
        + "一、年度目标\n铺设管网30公里。\n受益人口2万人。\n二、完成情况\n（一）产出情况\n铺设管网31公里。\n（二）效益情况\n"
        "受益人口2.1万人。\n三、结论\n自评得分95分。\n"
    )
    (goal,) = found.goals

    assert goal.target.text == "铺设管网30公里。\n受益人口2万人。"
    assert goal.actual.text == "铺设管网31公里。\n受益人口2.1万人。"
    assert [claim.role for claim in found.claims if claim.quantity.unit == "公里"] == ["target", "result"]
    assert "铺设管网30公里。" not in [said.text for said in found.prose]


def test_every_number_of_a_goal_in_several_paragraphs_knows_its_place():
    text = (
        TITLE + "一、年度目标\n铺设管网30公里。\n受益人口2万人。\n二、完成情况\n铺设管网31公里。\n受益人口2.1万人。\n"
    )
    read = document(text)
    (found,) = rules.extract(read)

    assert [read.quote(claim.quantity.span) for claim in found.claims] == ["30公里", "2万人", "31公里", "2.1万人"]


def test_goals_printed_as_lines_above_the_table_of_a_form():
    found = report(
        "2022年度部门整体支出绩效自评表\n（一）预期目标：新增学位1350个。\n（二）完成情况：新增学位1410个。\n"
        "一级指标\t二级指标\t三级指标\t年初目标值\t实际完成值\n产出指标\t数量指标\t新增学位\t1350个\t1410个\n"
    )

    assert [(goal.target.text, goal.actual.text) for goal in found.goals] == [("新增学位1350个。", "新增学位1410个。")]


def test_each_promise_after_a_result_opens_a_goal():
    found = report(
        TITLE
        + "预期目标：铺设管网30公里。\n完成情况：铺设管网31公里。\n预期目标：培训90人次。\n完成情况：培训96人次。\n"
    )

    assert [(goal.number, goal.target.text) for goal in found.goals] == [(1, "铺设管网30公里。"), (2, "培训90人次。")]


def test_a_promise_that_no_result_answers_is_a_plan():
    found = report(TITLE + "一、年度目标\n铺设管网30公里。\n二、资金情况\n铺设管网31公里，支出90万元。\n")

    assert found.goals == ()
    assert [(claim.quantity.text, claim.planned) for claim in found.claims][:2] == [("30公里", True), ("31公里", False)]


@pytest.mark.parametrize(
    ("heading", "goals"), [("绩效目标分解下达情况", 1), ("资金下达情况", 0), ("资金分解下达及使用情况", 0)]
)
def test_goals_that_were_handed_on_are_promised_elsewhere(heading, goals):
    """Their results are told, what was handed on is no promise; money that was handed on is of no goal."""
    text = f"河湾县2023年度村道养护项目绩效自评报告\n一、{heading}\n资金随任务下达到9个乡镇。\n二、绩效目标完成情况\n养护及时率≥95%，完成养护120公里。\n"
    assert [(goal.target, "≥95%" in goal.actual.text) for goal in report(text).goals] == [(None, True)] * goals
