"""Columns are named by heading, cells, order and sums, all at once."""

import pytest
from readings import report, rows

HEAD = "2023年度绿道管护项目支出绩效自评表\n项目名称\t绿道管护\t实施单位\t青禾县林业局\n"
ROWS = (
    "产出指标\t数量指标\t补植乔木\t≥320株\t325株\t30\t30\n"
    "产出指标\t质量指标\t苗木成活率\t≥92%\t95%\t40\t40\n"
    "效益指标\t社会效益指标\t开放天数\t≥300天\t310天\t30\t29\n"
)
READ = [
    (None, "产出指标", "数量指标", "补植乔木", "≥320株", "325株", "30", "30"),
    (None, "产出指标", "质量指标", "苗木成活率", "≥92%", "95%", "40", "40"),
    (None, "效益指标", "社会效益指标", "开放天数", "≥300天", "310天", "30", "29"),
]
USUAL = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def form(heading, body=ROWS):
    return report(HEAD + "\t".join(heading) + "\n" + body)


@pytest.mark.parametrize("place", range(len(USUAL)))
def test_a_heading_of_no_list_loses_no_column(place):
    heading = [*USUAL[:place], "甬栏", *USUAL[place + 1 :]]

    assert rows(form(heading)) == READ


@pytest.mark.parametrize("heading", [list("ABCDEFG"), ["甲", "乙", "丙", "丁", "戊", "己", "庚"]])
def test_numbered_headings_above_known_ones_are_no_rows(heading):
    assert rows(report(HEAD + "\t".join(USUAL) + "\n" + "\t".join(heading) + "\n" + ROWS)) == READ


def test_a_table_without_a_heading_is_named_by_its_cells():
    found = report(HEAD + ROWS)

    assert rows(found) == READ
    assert {column.by for column in found.columns} == {"content"}


def test_the_weights_of_levels_stand_in_columns_of_their_own():
    found = report(
        HEAD + "一级指标\t权重\t二级指标\t权重\t三级指标\t年度指标值\t实际完成值\t权重\t得分\n"
        "产出指标\t60\t数量指标\t20\t补植乔木\t≥320株\t325株\t20\t20\n"
        "产出指标\t60\t质量指标\t40\t苗木成活率\t≥92%\t95%\t40\t40\n"
    )

    assert [(row.name, str(row.weight), str(row.score)) for row in found.indicators] == [
        ("补植乔木", "20", "20"),
        ("苗木成活率", "40", "40"),
    ]


def test_a_reviewer_s_columns_are_the_reviewer_s():
    found = report(
        HEAD
        + "\t".join([*USUAL, "复核完成值", "复核得分"])
        + "\n产出指标\t数量指标\t补植乔木\t≥320株\t325株\t30\t30\t318株\t28\n"
    )

    (row,) = found.indicators
    assert (row.actual.text, str(row.score)) == ("325株", "30")
    assert (row.reviewed.actual.text, str(row.reviewed.score)) == ("318株", "28")


def test_the_review_of_a_row_is_read_with_deviation_and_remark_and_its_total():
    found = report(
        HEAD + "一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t自评得分\t复核完成值\t复核得分\t偏离度\t备注\n"
        "预算执行\t预算执行\t预算执行\t≥95%\t97%\t40\t40\t97%\t40\t0\t\n"
        "产出指标\t数量指标\t补植乔木\t≥320株\t325株\t60\t60\t318株\t50\t-16.67%\t少7株\n"
        "合计\t\t\t\t\t100\t100\t\t90\n"
    )

    budget, row = found.indicators
    assert (budget.level1, budget.name, str(budget.reviewed.score)) == ("预算执行", "预算执行", "40")
    assert (row.reviewed.deviation.text, row.reviewed.remark, row.reason) == ("-16.67%", "少7株", None)
    assert [str(one) for one in (found.total.weight, found.total.score, found.total.reviewed)] == ["100", "100", "90"]


def test_reasons_of_the_unit_behind_a_review_stay_the_unit_s():
    found = report(
        HEAD + "一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t得分\t复核得分\t偏差原因分析及改进措施\n"
        "产出指标\t数量指标\t补植乔木\t≥320株\t315株\t60\t58\t58\t连日降雨\n"
        "产出指标\t数量指标\t修剪灌木\t≥90亩\t92亩\t40\t40\t40\t\n"
    )

    assert found.indicators[0].reason == "连日降雨"


def test_the_column_of_goals_behind_the_label_of_the_section():
    rows = [
        "\t绩效目标1\t产出指标\t数量指标\t补植乔木\t≥320株\t325株\t50\t50\n",
        "\t绩效目标2\t产出指标\t数量指标\t修剪灌木\t≥90亩\t92亩\t50\t50\n",
    ]
    found = report(
        HEAD + "绩效指标\t绩效目标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n" + "".join(rows)
    )

    assert [row.goal for row in found.indicators] == [1, 2]


def test_a_blank_adjusted_target_leaves_the_first():
    found = report(
        HEAD + "一级指标\t二级指标\t三级指标\t年度指标值\t调整后指标值\t实际完成值\t分值\t得分\n"
        "产出指标\t数量指标\t补植乔木\t≥320株\t/\t325株\t30\t30\n"
        "产出指标\t数量指标\t修枝\t≥90亩\t≥80亩\t85亩\t30\t30\n"
    )

    assert [row.target.text for row in found.indicators] == ["≥320株", "≥80亩"]


TIERS = [
    "决策\t{}\t立项依据充分性\t充分\t充分\t5\t5\n",
    "产出\t{}\t资助幼儿园数\t≥26所\t26所\t10\t10\n",
    "产出\t{}\t资助对象准确率\t100%\t100%\t10\t10\n",
    "效益\t{}\t惠及幼儿人数\t≥5200名\t5284名\t15\t15\n",
]


def tiers(*words):
    """A form whose second column has a heading of no list over these words."""
    heading = ["大类", "中项名称", "三级指标", "目标值", "实际完成值", "分值", "得分"]
    return form(heading, "".join(row.format(word) for row, word in zip(TIERS, words, strict=True)))


def test_labels_of_categories_between_levels_and_names_are_read_whatever_heads_them():
    rows = tiers("项目立项", "数量指标", "质量指标", "社会效益指标").indicators
    assert [row.category_printed or row.category for row in rows] == [
        "项目立项",
        "数量指标",
        "质量指标",
        "社会效益指标",
    ]


def test_other_words_between_levels_and_names_are_no_categories():
    rows = tiers("甲村", "乙村", "丙村", "丁村").indicators
    assert [row.category_printed or row.category for row in rows] == [None] * 4
