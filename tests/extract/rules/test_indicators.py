"""Indicator rows are read by their heading, whatever province wrote it and whatever an export did to them."""

from decimal import Decimal

import pytest
from readings import document, gridded, report, rows

from auditor.extract import rules
from auditor.readers.builder import Builder, Draft

HEAD = "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施"


def form(*lines: str, head: str = HEAD) -> str:
    return "2023年度项目支出绩效自评表\n" + head + "\n" + "\n".join(lines) + "\n"


def test_labels_are_carried_down():
    found = report(
        form(
            "\t产出指标\t数量指标\t新建泵站\t≥3座\t3座\t10\t10\t",
            "\t\t\t维修闸门\t5座\t4座\t10\t8\t汛期来得早",
            "\t\t质量指标\t验收合格率\t100%\t100%\t10\t10\t",
            "\t效益指标\t社会效益指标\t受益农户\t≥300户\t320户\t20\t20\t",
        )
    )

    assert rows(found) == [
        (None, "产出指标", "数量指标", "新建泵站", "≥3座", "3座", "10", "10"),
        (None, "产出指标", "数量指标", "维修闸门", "5座", "4座", "10", "8"),
        (None, "产出指标", "质量指标", "验收合格率", "100%", "100%", "10", "10"),
        (None, "效益指标", "社会效益指标", "受益农户", "≥300户", "320户", "20", "20"),
    ]
    assert [row.reason for row in found.indicators] == [None, "汛期来得早", None, None]
    assert found.rows_seen == 5
    assert not any(row.ambiguous for row in found.indicators)


@pytest.mark.parametrize(
    "line",
    [
        "\t质量指标\t验收合格率\t100%\t99%\t10\t9\t\t",
        "质量指标\t\t\t验收合格率\t100%\t99%\t10\t9\t",
        "\t\t\t质量指标\t验收合格率\t100%\t99%\t10\t9",
        "质量指标\t验收合格率\t100%\t99%\t10\t9",
    ],
)
def test_a_shifted_row_is_read_like_a_straight_one(line):
    found = report(form("\t产出指标\t数量指标\t新建泵站\t≥3座\t3座\t10\t10\t", line))

    assert rows(found)[1] == (None, "产出指标", "质量指标", "验收合格率", "100%", "99%", "10", "9")


@pytest.mark.parametrize(
    "line",
    [
        "新建水闸\t\t\t\t≥2座\t2座\t10\t10\t",
        "\t新建水闸\t\t\t≥2座\t2座\t10\t10\t",
        "\t\t新建水闸\t≥2座\t2座\t10\t10\t\t",
        "新建水闸\t≥2座\t2座\t10\t10",
    ],
)
def test_a_name_in_a_label_column_is_still_the_name(line):
    found = report(form("\t产出指标\t数量指标\t新建泵站\t≥3座\t3座\t10\t10\t", line))

    assert rows(found)[1] == (None, "产出指标", "数量指标", "新建水闸", "≥2座", "2座", "10", "10")


def test_words_as_values_do_not_mislead_a_shifted_row():
    found = report(
        form(
            "\t效益指标\t社会效益指标\t改善出行\t明显改善\t明显改善\t10\t10\t",
            "便利群众办事\t\t\t提供一站式服务\t提供了一站式服务\t10\t10\t\t",
        )
    )

    assert rows(found)[1][3:] == ("便利群众办事", "提供一站式服务", "提供了一站式服务", "10", "10")


def test_goal_labels_stand_in_the_first_column_wherever_it_went():
    found = report(
        form(
            "绩效目标1\t产出指标\t数量指标\t新建泵站\t≥3座\t3座\t10\t10\t",
            "\t绩效目标2\t产出指标\t数量指标\t新建水闸\t≥2座\t2座\t10\t10",
            "\t\t质量指标\t验收合格率\t100%\t100%\t10\t10\t",
            head=HEAD.replace("绩效指标", "年度指标完成情况", 1),
        )
    )

    assert [row[:4] for row in rows(found)] == [
        (1, "产出指标", "数量指标", "新建泵站"),
        (2, "产出指标", "数量指标", "新建水闸"),
        (2, "产出指标", "质量指标", "验收合格率"),
    ]


def test_a_heading_repeated_on_the_next_page_changes_nothing():
    found = report(
        form("绩效目标1\t产出指标\t数量指标\t新建泵站\t≥3座\t3座\t10\t10\t")
        + f"\n{HEAD}\n\t\t\t新建水闸\t≥2座\t2座\t10\t10\t\n"
    )

    assert rows(found)[1] == (1, "产出指标", "数量指标", "新建水闸", "≥2座", "2座", "10", "10")
    assert found.rows_seen == 4


def test_a_category_of_another_level_brings_its_level_along():
    found = report(
        form(
            "\t产出指标\t成本指标\t项目成本\t≤50万元\t49万元\t10\t10\t",
            "\t\t社会效益指标\t受益农户\t≥300户\t320户\t20\t20\t",
        )
    )

    assert found.indicators[1].level1 == "效益指标"


def test_satisfaction_may_stand_under_benefit():
    found = report(
        form(
            "\t效益指标\t满意度指标\t农户满意度\t≥90%\t95%\t20\t20\t",
            "\t\t\t学生满意度\t≥90%\t92%\t20\t20\t",
        )
    )

    assert [(row.level1, row.category, row.name) for row in found.indicators] == [
        ("效益指标", "满意度指标", "农户满意度"),
        ("效益指标", "满意度指标", "学生满意度"),
    ]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("服务对象满意度", "满意度指标"),
        ("社会公众满意度指标", "满意度指标"),
        ("服务对象满意度指标等", "满意度指标"),
        ("可持续影响", "可持续影响指标"),
        ("产出数量", "数量指标"),
        ("环境效益指标", "生态效益指标"),
        ("生态环境成本指标", "生态环境成本指标"),
        ("经济成本", "经济成本指标"),
    ],
)
def test_categories_have_one_name(printed, name):
    (row,) = report(form(f"\t产出指标\t{printed}\t某项工作\t≥3项\t3项\t10\t10\t")).indicators

    assert (row.category, row.category_printed) == (name, printed)


def test_cost_as_a_first_level():
    found = report(
        form(
            "\t成本指标(20分)\t经济成本指标\t养护总成本\t≤300万元\t298万元\t10\t10\t",
            "\t\t社会成本指标\t扰民投诉\t≤5起\t3起\t10\t10\t",
            "\t产出指标(40分)\t数量指标\t养护里程\t≥120公里\t121公里\t40\t40\t",
            "\t满意度指标\t\t服务对象满意度\t≥90%\t95%\t10\t10\t",
        )
    )

    assert [row[1:4] for row in rows(found)] == [
        ("成本指标", "经济成本指标", "养护总成本"),
        ("成本指标", "社会成本指标", "扰民投诉"),
        ("产出指标", "数量指标", "养护里程"),
        ("满意度指标", "满意度指标", "服务对象满意度"),
    ]
    assert [(level.label, level.weight) for level in found.levels] == [("成本指标", 20), ("产出指标", 40)]


def test_weight_before_target():
    found = report(
        form(
            "\t产出指标\t数量指标\t★新建泵站\t20\t3座\t3座\t20\t",
            head="绩效指标\t一级指标\t二级指标\t三级指标\t分值\t年度指标值\t全年实际值\t得分\t未完成原因及拟采取的改进措施",
        )
    )

    assert rows(found) == [(None, "产出指标", "数量指标", "★新建泵站", "3座", "3座", "20", "20")]


def test_target_split_over_three_columns():
    found = report(
        form(
            "\t产出指标\t数量指标\t培训人数\t≧\t735\t人次\t740\t10\t10\t",
            "\t效益指标\t社会效益指标\t知晓情况\t\t有效\t\t有效\t10\t10\t",
            head="绩效指标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t实际完成值\t分值\t得分\t偏差原因分析及改进措施",
        )
    )
    first, second = found.indicators

    assert first.target.text == "≧735人次"
    assert (first.target.quantity.bound, first.target.quantity.value, first.target.quantity.unit) == ("≥", 735, "人次")
    assert (second.target.text, second.target.quantity, second.actual.text) == ("有效", None, "有效")


def test_flat_list_with_the_unit_first():
    found = report(
        form(
            "\t造林面积\t万亩\t≥\t28\t10\t28\t10\t",
            "\t火灾受害率\t%\t≤\t0.9\t10\t0\t10\t",
            head="绩效指标\t指标名称\t计量单位\t指标性质\t指标值\t指标权重(分)\t全年完成值\t指标得分(分)\t说明",
        )
    )

    assert rows(found) == [
        (None, None, None, "造林面积", "≥28万亩", "28", "10", "10"),
        (None, None, None, "火灾受害率", "≤0.9%", "0", "10", "10"),
    ]
    assert found.indicators[0].target.quantity.value == 280000
    assert found.indicators[0].actual.quantity.value == 280000
    assert found.indicators[0].actual.text == "28"


def test_other_words_in_the_heading():
    found = report(
        form("养护面积\t≥12万平方米\t12.5万平方米\t30\t30\t", head="绩效指标\t指标值\t全年完成值\t权重\t自评得分\t备注")
    )

    assert rows(found) == [(None, None, None, "养护面积", "≥12万平方米", "12.5万平方米", "30", "30")]


def test_a_form_without_scores_says_so():
    (row,) = report(
        form(
            "\t产出指标\t数量指标\t储备到位率\t100%\t100%\t",
            head="绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t全年完成值\t未完成原因和改进措施",
        )
    ).indicators

    assert row.columns == {"target", "actual", "reason"}
    assert (row.weight, row.score) == (None, None)


def test_parts_belong_to_the_row_above_and_template_rows_are_none():
    found = report(
        form(
            "\t产出指标(50分)\t数量指标\t补助种植面积\t29.5亩\t29.5亩\t20\t20\t",
            "\t\t\t其中桃树面积\t1.5亩\t1.5亩\t\t\t",
            "\t\t\t其中:苹果树面积\t28亩\t28亩\t\t\t",
            "\t\t\t……\t\t\t\t\t",
            "\t\t……\t\t\t\t\t\t",
            "\t\t\t指标2:\t\t\t\t\t",
            "\t效益指标\t生态效益指标\t\t\t\t\t\t",
        )
    )
    (row,) = found.indicators

    assert [(part.name, part.target.text, part.actual.text) for part in row.parts] == [
        ("其中桃树面积", "1.5亩", "1.5亩"),
        ("其中:苹果树面积", "28亩", "28亩"),
    ]
    assert found.unreadable == ()
    assert found.rows_seen == 8


def test_a_row_without_a_name_is_reported():
    text = form("\t产出指标\t数量指标\t新建泵站\t≥3座\t3座\t10\t10\t", "\t\t\t\t\t\t10\t10\t")
    found = report(text)

    assert len(found.indicators) == 1
    (torn,) = found.unreadable
    assert document(text).quote(torn.span).split() == ["10", "10"]


def test_a_torn_name_is_reported_and_no_indicator():
    found = report(
        form("\t产出指标\t数量指标\t新建泵站\t≥3座\t3座\t10\t10\t", "\t\t\t及其附属设施的全部配套工程\t\t\t\t\t")
    )

    assert len(found.indicators) == 1
    assert len(found.unreadable) == 1


def test_a_lone_value_stays_where_the_export_put_it():
    found = report(
        form(
            "\t产出指标\t数量指标\t新建泵站\t\t3座\t10\t10\t",
            "\t\t\t新建水闸\t≥2座\t\t10\t0\t",
        )
    )

    assert [row[4:6] for row in rows(found)] == [(None, "3座"), ("≥2座", None)]


def test_a_blank_score_beside_a_column_for_the_reviewer():
    found = report(
        form(
            "\t产出指标\t数量指标\t垃圾清运量\t≥\t18\t万吨\t18.9\t15\t\t15",
            head="绩效指标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t实际完成值\t分值\t得分\t复核分",
        )
    )

    (row,) = found.indicators
    assert (row.actual.text, str(row.weight), row.score) == ("18.9", "15", None)


def test_a_level_of_its_own_on_one_form_is_the_second_level_of_another():
    found = report(
        form(
            "\t管理（25分）\t资金管理\t资金使用合规性\t15\t合规\t合规\t15",
            "\t管理（25分）\t组织实施\t管理制度健全性\t10\t健全\t健全\t10",
            head="绩效指标\t一级指标\t二级指标\t三级指标\t分值\t年度指标值\t全年实际值\t得分",
        )
    )

    assert [row.level1 for row in found.indicators] == ["管理", "管理"]


def test_a_unit_is_no_actual_value_where_that_is_blank():
    found = report(
        form(
            "\t产出指标\t数量指标\t学生受资助人数\t≥\t735\t人次\t\t10\t10",
            "\t\t质量指标\t营养改善计划覆盖率\t≥\t100\t%\t\t10\t10",
            head="绩效指标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t实际完成值\t分值\t得分",
        )
    )

    assert [row[4:6] for row in rows(found)] == [("≥735人次", None), ("≥100%", None)]


def test_a_blank_target_leaves_the_cells_behind_it_where_they_are():
    found = report(
        form(
            "\t产出指标\t数量指标\t推广农机\t\t186台\t10\t10\t秋季补贴政策提高了补贴额度，申购增加",
        )
    )

    assert [row[4:6] for row in rows(found)] == [(None, "186台")]
    assert found.indicators[0].reason.startswith("秋季补贴政策")
    assert not found.indicators[0].ambiguous


def test_merged_cells_give_the_labels_where_the_grid_is_known():
    head = [(text, 1, column) for column, text in enumerate(HEAD.split("\t"), start=1)]
    (found,) = rules.extract(
        gridded(
            "2023年度部门整体支出绩效自评表",
            *head,
            ("绩效目标1", 2, 1, 3),
            ("产出指标(60分)", 2, 2, 2),
            ("数量指标", 2, 3, 2),
            *((text, 2, column) for column, text in enumerate(["泵站", "3座", "3座", "10", "10"], start=4)),
            ("水闸", 3, 4),
            ("", 3, 5),
            ("5座", 3, 6),
            ("10", 3, 7, 2),
            ("8", 3, 8),
            ("效益指标", 4, 2),
            ("社会效益指标", 4, 3),
            ("防洪能力", 4, 4),
            ("提升", 4, 5),
            ("提升", 4, 6),
            ("20", 4, 8),
        )
    )

    assert rows(found) == [
        (1, "产出指标", "数量指标", "泵站", "3座", "3座", "10", "10"),
        (1, "产出指标", "数量指标", "水闸", None, "5座", "10", "8"),
        (1, "效益指标", "社会效益指标", "防洪能力", "提升", "提升", None, "20"),
    ]
    assert [(level.label, level.goal, level.weight) for level in found.levels] == [("产出指标", 1, Decimal(60))]
    assert not any(row.ambiguous for row in found.indicators)


def test_cells_are_quoted_from_the_document():
    text = form("\t产出指标\t数量指标\t<p>新建泵站</p>\t≥3座\t3座&nbsp;\t0.50\t0.5\t")
    (row,) = report(text).indicators
    page = document(text)

    assert (row.name, page.quote(row.name_span)) == ("新建泵站", "新建泵站")
    assert (row.actual.text, page.quote(row.actual.span)) == ("3座", "3座")
    assert (str(row.weight), page.quote(row.weight_span)) == ("0.50", "0.50")
    assert page.quote(row.target.quantity.span) == "≥3座"
    assert row.name_span.line == 3


def test_dates_are_read_with_the_report_year():
    (row,) = report(form("\t产出指标\t时效指标\t完成时间\t12月底前\t2023年11月30日\t10\t10\t")).indicators

    assert (row.target.period.last.year, row.target.period.last.month, row.target.period.by) == (2023, 12, True)
    assert row.actual.period.last.day == 30


def test_a_system_of_criteria_without_targets():
    found = report(
        form(
            "投入\t10\t目标设定\t5\t目标合理性\t3\t目标是否合理\t合理得3分\t3",
            "\t\t\t\t指标明确性\t2\t指标是否清晰\t明确得2分\t1.5",
            "过程\t90\t预算执行\t90\t预算完成率\t90\t完成程度\t按比例得分\t88",
            head="一级指标\t分值\t二级指标\t分值\t三级指标\t分值\t指标解释\t评分标准\t得分",
        )
    )

    assert [(row.level1, row.name, str(row.weight), str(row.score)) for row in found.indicators] == [
        ("投入", "目标合理性", "3", "3"),
        ("投入", "指标明确性", "2", "1.5"),
        ("过程", "预算完成率", "90", "88"),
    ]
    assert found.indicators[0].columns == {"weight", "score"}


def test_labels_cut_in_two_by_a_page_break():
    builder = Builder("form.pdf", "pdf", "0" * 64)
    builder.paragraph("2023年度项目支出绩效自评表")
    first = [HEAD.split("\t"), ["", "产出指", "数量指", "新建泵站", "3座", "3座", "10", "10"]]
    second = [["", "标", "标", "新建水闸", "2座", "2座", "10", "10"]]
    for number, lines in enumerate((first, second), start=1):
        cells = [Draft(text, row, column) for row, line in enumerate(lines, 1) for column, text in enumerate(line, 1)]
        builder.table(cells, page=number)
    (found,) = rules.extract(builder.document(pages=2))

    assert [row[1:4] for row in rows(found)] == [
        ("产出指标", "数量指标", "新建泵站"),
        ("产出指标", "数量指标", "新建水闸"),
    ]


def test_the_unit_of_the_row_is_the_unit_of_its_actual_value():
    head = "绩效指标\t指标名称\t计量单位\t指标性质\t指标值\t指标权重(分)\t全年完成值\t指标得分(分)"
    found = report(
        form(
            "\t家庭医生签约人数\t万人\t≥\t15\t10\t15.8\t10",
            "\t接种率\t%\t≥\t95\t10\t98.7%\t10",
            "\t建档率\t%\t≥\t95\t10\t达标\t10",
            head=head,
        )
    )
    actual = [row.actual.quantity for row in found.indicators]
    assert [(one.value, one.unit) if one else None for one in actual] == [
        (Decimal(158000), "人"),
        (Decimal("98.7"), "%"),
        None,
    ]
    assert [row.actual.text for row in found.indicators] == ["15.8", "98.7%", "达标"]


def test_labels_that_fill_their_columns_are_parted_from_what_follows():
    """Aligned by blanks, a table has no more than one behind a label as wide as its column."""
    found = report(
        "项目绩效自评表\n一级指标   二级指标       三级指标         年度指标值   实际完成值   分值   得分\n"
        "产出指标   数量指标       新增课桌椅数量   ≥600套       610套        80     80\n"
        "满意度指标 服务对象满意度 家长满意度       ≥90%         96.5%        10     10\n"
    )

    assert rows(found)[1] == (None, "满意度指标", "满意度指标", "家长满意度", "≥90%", "96.5%", "10", "10")


def test_a_heading_of_two_lines():
    found = report(
        "2023年度项目支出绩效自评表\n"
        "一级指标\t二级指标\t三级指标\t指标值\t\t分值\t得分\n"
        "\t\t\t年度指标值\t实际完成值\n"
        "产出指标\t数量指标\t修渠长度\t≥12公里\t13公里\t50\t50\n"
    )

    assert rows(found) == [(None, "产出指标", "数量指标", "修渠长度", "≥12公里", "13公里", "50", "50")]


def test_a_heading_of_two_lines_with_merged_cells():
    upper = [(words, 1, column, 2) for column, words in enumerate(("一级指标", "二级指标", "三级指标"), start=1)]
    upper += [("指标值", 1, 4, 1, 2), ("分值", 1, 6, 2), ("得分", 1, 7, 2)]
    lower = [("年度指标值", 2, 4), ("实际完成值", 2, 5)]
    body = ("产出指标", "数量指标", "修渠长度", "≥12公里", "13公里", "50", "50")
    (found,) = rules.extract(
        gridded(
            "2023年度项目支出绩效自评表",
            *upper,
            *lower,
            *((words, 3, column) for column, words in enumerate(body, start=1)),
        )
    )

    assert rows(found) == [(None, *body)]


def test_second_level_labels_of_the_framework_leave_the_first_level_alone():
    found = report(
        "2023年度项目支出绩效自评表\n"
        "一级指标\t二级指标\t三级指标\t分值\t评分标准\t自评得分\n"
        "决策(5分)\t绩效目标(5分)\t绩效目标合理性\t5\t合理得5分\t5\n"
        "过程(25分)\t资金管理(15分)\t资金到位率\t15\t到位率100%得满分\t15\n"
        "\t组织实施(10分)\t管理制度健全性\t10\t健全得10分\t10\n"
        "产出(40分)\t产出成本(40分)\t成本节约率\t40\t≥0\t40\n"
        "效益(30分)\t项目效益(20分)\t惠及居民户数\t20\t≥9000户\t20\n"
    )

    assert [(row.level1, row.category, row.category_printed) for row in found.indicators] == [
        ("决策", None, "绩效目标(5分)"),
        ("过程", None, "资金管理(15分)"),
        ("过程", None, "组织实施(10分)"),
        ("产出", "成本指标", "产出成本(40分)"),
        ("效益", None, "项目效益(20分)"),
    ]
    assert not any(row.ambiguous for row in found.indicators)


def test_a_row_with_dashes_for_its_levels_stands_under_none():
    found = report(
        form(
            "\t产出指标\t数量指标\t铺设主管网\t≥68公里\t69公里\t80\t80",
            "\t满意度指标\t满意度指标\t用水户满意度\t≥90%\t92%\t10\t10",
            "预算执行率\t——\t——\t预算执行率\t100%\t93%\t10\t9.3",
        )
    )

    assert rows(found)[-1] == (None, None, None, "预算执行率", "100%", "93%", "10", "9.3")


def test_names_that_print_their_level_and_category():
    found = report(
        "2023年度财政支出项目绩效评价（自评）表\n项目名称\t残疾人两项补贴\n指标\t目标值\t实际值\t标准分\t得分\n"
        "产出-数量-生活补贴发放人数\t8200人\t8164人\t50\t49.8\n"
        "效益-保障家庭基本生活\t≥98%\t98.6%\t30\t30\n"
        "满意度-补贴对象满意度\t≥90%\t94.5%\t20\t20\n"
    )

    assert [(row.level1, row.category, row.name) for row in found.indicators] == [
        ("产出指标", "数量指标", "生活补贴发放人数"),
        ("效益指标", None, "保障家庭基本生活"),
        ("满意度指标", "满意度指标", "补贴对象满意度"),
    ]


def test_the_execution_rate_in_the_first_of_the_columns_of_levels_stands_under_none():
    found = report(
        form(
            "产出指标\t数量指标\t直补移民人数\t≥4850人\t4832人\t80\t79",
            "满意度指标\t服务对象满意度指标\t移民满意度\t≥90%\t91%\t10\t10",
            "预算执行率\t\t\t\t99%\t10\t9.9",
            head="一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分",
        )
    )

    assert rows(found)[-1] == (None, None, None, "预算执行率", None, "99%", "10", "9.9")


PARTS = [
    "\t产出指标\t数量指标\t造林面积\t≥5万亩\t5.1万亩\t10\t10\t",
    "\t\t\t其中：人工造林\t≥2万亩\t2.1万亩\t{0}\t{0}\t",
    "\t\t\t封山育林\t≥2万亩\t2万亩\t{0}\t{0}\t",
    "\t\t\t低效林改造\t≥1万亩\t1万亩\t{0}\t{0}\t",
]


@pytest.mark.parametrize("points", ["/", "——", "-", ""])
@pytest.mark.parametrize(
    "below",
    ["\t\t\t聘用护林员\t620名\t620名\t10\t10\t", "\t\t质量指标\t苗木成活率\t≥90%\t93%\t10\t10\t"],
)
def test_rows_that_go_on_with_the_parts_of_a_row_are_parts_too(points, below):
    found = report(form(*(line.format(points) for line in PARTS), below))

    assert [len(row.parts) for row in found.indicators] == [3, 0]
    assert [part.name for part in found.indicators[0].parts] == ["其中：人工造林", "封山育林", "低效林改造"]


@pytest.mark.parametrize(
    "below",
    [
        "\t\t\t聘用护林员\t620名\t620名\t\t\t",
        "\t\t质量指标\t退化林修复\t≥1万亩\t1万亩\t\t\t",
        "\t\t\t退化林修复\t≥1万亩\t1万亩\t5\t5\t",
    ],
)
def test_a_row_of_another_unit_category_or_with_points_is_no_part(below):
    found = report(form(*(line.format("/") for line in PARTS[:2]), below))

    assert [len(row.parts) for row in found.indicators] == [1, 0]


def test_fields_of_the_head_between_the_heading_and_its_rows_are_no_row():
    found = report(
        form(
            "项目单位\t云山县民政局\t项目年度\t2024",
            "产出指标\t数量指标\t保障孤儿人数\t≥86人\t86人\t50\t50",
            "产出指标\t质量指标\t审核准确率\t100%\t100%\t50\t50",
            head="一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分",
        )
    )

    assert [row.name for row in found.indicators] == ["保障孤儿人数", "审核准确率"]
