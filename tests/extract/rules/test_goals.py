"""Goals are paired, numbered and continued as printed."""

import pytest
from readings import document, gridded, report

from auditor.extract import rules

TITLE = "2023年度部门整体支出绩效自评表\n"


def goals(found):
    return [
        (goal.number, goal.target.text if goal.target else None, goal.actual.text if goal.actual else None)
        for goal in found.goals
    ]


def test_numbered_goals_over_three_pages_with_a_broken_label():
    found = report(
        TITLE
        + "年度绩效目标完成情况\t目标序号\t年度绩效目标\t\t\t实际完成情况\t\t\n"
        + "\t1\t新建泵站不少于3座\t\t\t新建泵站3座\t\t\n"
        + "2\t培训不少于200人次\t\t\t培训210人次\t\t\t\n\n"
        + "目标序号\t年度绩效目标\t实际完成情况\n3\t巡查不少于40次\t巡查52次\n\n年度  \n绩效  \n目标  \n完成  \n情况\n\n"
        + "\t目标序号\t年度绩效目标\t实际完成情况\n年度 绩效 目标 完成 情况\t4\t<p>演练2次</p>\t<p>演练2次</p>\n"
    )

    assert goals(found) == [
        (1, "新建泵站不少于3座", "新建泵站3座"),
        (2, "培训不少于200人次", "培训210人次"),
        (3, "巡查不少于40次", "巡查52次"),
        (4, "演练2次", "演练2次"),
    ]
    assert found.prose == ()


def test_a_goal_that_goes_on_over_a_page_break_keeps_its_places():
    page = gridded(
        TITLE.strip(),
        *[("目标序号", 1, 1), ("年度绩效目标", 1, 2), ("实际完成情况", 1, 3)],
        *[("1", 2, 1), ("新建泵站不少于3座，", 2, 2), ("新建泵站3座，", 2, 3)],
        *[("", 3, 1), ("培训不少于200人次", 3, 2), ("培训210人次", 3, 3)],
        *[("2", 4, 1), ("巡查不少于40次", 4, 2), ("巡查52次", 4, 3)],
    )
    (found,) = rules.extract(page)
    first = found.goals[0]

    assert goals(found)[0] == (1, "新建泵站不少于3座，培训不少于200人次", "新建泵站3座，培训210人次")
    assert len(found.goals) == 2
    start = first.target.text.index("200人次")
    assert page.quote(first.target.place(start, start + 5)) == "200人次"
    assert page.quote(first.target.place(0, 4)) == "新建泵站"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("年度总体目标\t预期目标\t实际完成情况\n\t修渠12公里\t修渠13公里\n", (1, "修渠12公里", "修渠13公里")),
        ("年度总体目标\t预期目标\t实际完成情况\n\t\t费用已经结算完毕。\n", (1, None, "费用已经结算完毕。")),
        (
            "年度总体目标\t年初设定目标\t年度总体目标完成情况综述\n\t修渠12公里\t修渠13公里\n",
            (1, "修渠12公里", "修渠13公里"),
        ),
        (
            "当年绩效目标\t年初绩效目标\t全年(调整)绩效目标\t全年目标实际完成情况\n\t修渠12公里\t\t修渠13公里\n",
            (1, "修渠12公里", "修渠13公里"),
        ),
        (
            "当年绩效目标\t年初绩效目标\t全年(调整)绩效目标\t全年目标实际完成情况\n\t修渠12公里\t修渠10公里\t修渠11公里\n",
            (1, "修渠10公里", "修渠11公里"),
        ),
        (
            "当年绩效目标\t年初绩效目标\t全年(调整)绩效目标\t全年目标实际完成情况\n\t修渠12公里\t修渠10公里\t\n",
            (1, "修渠10公里", None),
        ),
        (
            "年度总体目标\t全年修建渠道不少于12公里，受益农户300户。\n",
            (1, "全年修建渠道不少于12公里，受益农户300户。", None),
        ),
        (
            "年度总体目标\t全年修建渠道不少于12公里。\n年度总体目标完成情况\t全年修建渠道13公里。\n",
            (1, "全年修建渠道不少于12公里。", "全年修建渠道13公里。"),
        ),
    ],
)
def test_one_goal_of_a_project(lines, expected):
    found = report("2023年度项目支出绩效自评表\n项目名称\t渠道维修\n" + lines)

    assert goals(found) == [expected]


def test_goal_texts_are_quoted_from_the_document():
    text = "2023年度项目支出绩效自评表\n年度总体目标\t预期目标\t实际完成情况\n\t<p>修渠12公里</p>\t修渠13公里\n"
    (goal,) = report(text).goals

    assert document(text).quote(goal.target.span) == goal.target.text == "修渠12公里"
    assert goal.actual.span.line == 3


def test_goals_that_number_themselves_in_rows_of_their_own():
    found = report(
        TITLE
        + "年度绩效目标\t年度绩效目标\t实际完成情况\n\t1.新建泵站3座。\t新建泵站3座。\n\t2.培训200人次。\t培训210人次。\n\t（三）巡查40次。\t巡查52次。\n"
    )
    assert [(number, target) for number, target, _actual in goals(found)] == [
        (1, "1.新建泵站3座。"),
        (2, "2.培训200人次。"),
        (3, "（三）巡查40次。"),
    ]


def test_an_enumeration_within_one_goal_stays_one_goal():
    found = report(
        TITLE
        + "年度总体目标\t预期目标\t实际完成情况\n\t1.新建泵站3座；2.培训200人次。\t均已完成任务。\n\t3.3万亩农田受益。\t3.5万亩农田受益。\n"
    )
    assert len(found.goals) == 1


def test_a_goal_and_its_result_beside_one_label():
    found = report(TITLE + "年度总体目标\t补助幼儿园26所，惠及幼儿5200名。\t补助幼儿园26所，惠及幼儿5284名。\n")
    assert goals(found) == [(1, "补助幼儿园26所，惠及幼儿5200名。", "补助幼儿园26所，惠及幼儿5284名。")]


def test_goal_and_result_with_their_labels_in_their_cells():
    found = report(
        "项目绩效自评表\n年度总体目标   预期目标：改造运动场地2处，新增课桌椅600套。\n"
        "               实际完成情况：改造运动场地2处，新增课桌椅610套。\n"
        "一级指标   二级指标   三级指标       年度指标值   实际完成值\n产出指标   数量指标   新增课桌椅数量   ≥600套   610套\n"
    )

    assert goals(found) == [(1, "改造运动场地2处，新增课桌椅600套。", "改造运动场地2处，新增课桌椅610套。")]


def test_a_result_below_its_goal_under_a_label_without_the_word_for_state():
    found = report(
        "2022年度部门整体支出绩效自评表\n年度总体目标完成情况\t预期目标：受理案件5200件以上，开展巡回审判60次。\n"
        "\t实际完成：受理案件5634件，开展巡回审判67次。\n"
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\n产出指标\t数量指标\t受理案件数\t≥5200件\t5634件\n"
    )

    assert goals(found) == [(1, "受理案件5200件以上，开展巡回审判60次。", "受理案件5634件，开展巡回审判67次。")]


def test_goals_named_in_a_column_of_their_own():
    found = report(
        "2024年度部门整体支出绩效自评表\n年度主要目标完成情况\t目标名称\t主要内容\t完成情况\n"
        "\t目标1：强化食品监管\t抽检不少于450批次。\t抽检468批次。\n\t优化营商环境\t新增经营主体1.2万户。\t新增经营主体1.31万户。\n"
        "一级指标\t二级指标\t三级指标\t指标值\t完成值\n产出指标\t数量指标\t新增经营主体\t≥1.2万户\t13100户\n"
    )

    assert goals(found) == [
        (1, "抽检不少于450批次。", "抽检468批次。"),
        (2, "新增经营主体1.2万户。", "新增经营主体1.31万户。"),
    ]
