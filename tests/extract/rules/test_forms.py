"""Whose report it is, how many forms a file holds, and what stands around the tables."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import document, report

from auditor.errors import AuditorError, NoReportFound
from auditor.extract import rules

PROJECT = (
    "2023年度项目支出绩效自评表\n项目名称\t渠道维修\n主管部门\t219-某县水务局\t实施单位\t219001-某县水利站\n"
    "项目资金(万元)\t\t全年预算数\t全年执行数\t执行率\n\t年度资金总额\t10\t9\t90%\n"
    "年度总体目标\t预期目标\t实际完成情况\n\t修渠12公里\t修渠13公里\n"
    "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n\t产出指标\t数量指标\t修渠长度\t≥12公里\t13公里\t90\t90\n"
)


def test_two_forms_in_one_file():
    second = PROJECT.replace("渠道维修", "泵站改造").replace("修渠", "建站")
    first_found, second_found = rules.extract(
        document(PROJECT + "总分\t100\t98\n-1-\n" + second + "总分\t100\t97\n-2-\n")
    )

    assert (first_found.project, second_found.project) == ("渠道维修", "泵站改造")
    assert (first_found.total.score, second_found.total.score) == (98, 97)
    assert [len(found.indicators) for found in (first_found, second_found)] == [1, 1]
    assert first_found.prose == second_found.prose == ()


def test_a_second_form_without_a_title_begins_at_its_project():
    second = PROJECT.split("\n", 1)[1].replace("渠道维修", "泵站改造")

    assert [found.project for found in rules.extract(document(PROJECT + second))] == ["渠道维修", "泵站改造"]


def test_organisation_project_and_year_of_a_project_form():
    found = report(PROJECT)

    assert (found.kind, found.organisation, found.project, found.year) == ("project", "某县水利站", "渠道维修", 2023)
    page = document(PROJECT)
    assert page.quote(found.organisation_span) == "某县水利站"
    assert page.quote(found.title_span) == found.title == "2023年度项目支出绩效自评表"
    assert [page.quote(period.span) for period in found.years] == ["2023年度"]


@pytest.mark.parametrize(
    ("head", "kind", "organisation", "year"),
    [
        ("# 整体支出绩效自评表\n\n(2024年度)\n\n部门名称\t\t某市园林局\t\t\n", "overall", "某市园林局", 2024),
        (
            "某区林业局2023年度部门整体绩效自评表\n主管部门\t某区林业局\t自评总分(分)\t97.93\n",
            "overall",
            "某区林业局",
            2023,
        ),
        ("2020年度禁捕项目自评表\n单位名称:农业科\t填报日期:\n项目名称\t油价补贴\n", "project", "农业科", 2020),
        ("2022年度中央对地方专项转移支付绩效自评表\n转移支付名称\t农田建设资金\n", "transfer", None, 2022),
        ("项目支出绩效自评表\n（2021年度）\n部门：某镇中学\n", "project", "某镇中学", 2021),
    ],
)
def test_heads_of_other_forms(head, kind, organisation, year):
    found = report(head + PROJECT.split("\n", 3)[3])

    assert (found.kind, found.organisation, found.year) == (kind, organisation, year)


def test_the_project_period():
    found = report(PROJECT.replace("实施单位\t219001-某县水利站", "专项实施期\t2022年3月-2022年11月"))

    assert (found.period.first, found.period.last) == (dt.date(2022, 3, 1), dt.date(2022, 11, 30))


@pytest.mark.parametrize(
    ("line", "weight", "score", "grade"),
    [
        ("总分\t\t\t\t\t\t100\t98.6\t—\n", "100", "98.6", None),
        ("总分\t100\t96\t优\n", "100", "96", "优"),
        ("总分\t\t\t\t\t\t100\t99.4\t99.2\n", "100", "99.4", None),
        ("总分\t100\n", "100", None, None),
        ("合计\t96.5分\n", None, "96.5", None),
        ("项目总得分\t99分\n", None, "99", None),
    ],
)
def test_total_rows(line, weight, score, grade):
    total = report(PROJECT + line).total

    assert [None if value is None else str(value) for value in (total.weight, total.score, total.grade)] == [
        weight,
        score,
        grade,
    ]


def test_a_lone_total_is_the_score_where_the_form_has_no_weights():
    form = PROJECT.replace("\t分值\t得分\n", "\t得分\n").replace("\t90\t90\n", "\t100\n")

    assert report(form + "总分\t100\n").total.score == 100


def test_a_total_at_the_head():
    total = report(PROJECT.replace("项目名称\t渠道维修\n", "项目名称\t渠道维修\t自评总分(分)\t97.93\n")).total

    assert str(total.score) == "97.93"


def test_notes_reasons_and_printed_rules():
    found = report(
        PROJECT
        + "其他需要说明事项\t无\n偏差大或目标未完成原因分析\t汛期来得早\n改进措施及结果应用方案\t\n\n"
        + "备注:1.定量指标得分=权重*B/A。2.定性指标分三档:100%-80%、80%-50%、50%-0%。\n"
    )

    assert [note.text for note in found.notes][:2] == ["无", "汛期来得早"]
    assert len(found.rules) == 1
    assert found.rules[0].text.startswith("1.定量指标")
    assert found.budget_reason.text == "无"


def test_a_narrative_keeps_its_paragraphs():
    found = report("某县交通局2022年公路项目绩效自评总结报告\n一、资金情况\n1、资金到位：2179万元全部到位。\n")

    assert (found.kind, found.organisation, found.year) == ("narrative", "某县交通局", 2022)
    assert [item.text for item in found.prose] == ["一、资金情况", "1、资金到位：2179万元全部到位。"]
    assert (found.goals, found.indicators, found.budget) == ((), (), ())


def test_prose_before_a_form_belongs_to_it():
    (found,) = rules.extract(document("某县水务局2023年度项目支出绩效自评报告\n本项目修渠13公里。\n" + PROJECT))

    assert found.kind == "project"
    assert [item.text for item in found.prose] == ["本项目修渠13公里。"]


@pytest.mark.parametrize("text", ["今天天气很好。\n", "品名\t数量\n苹果\t3\n", "会议通知\n请各位准时参加。\n"])
def test_nothing_recognisable_is_said(text):
    with pytest.raises(NoReportFound, match=r"form\.txt"):
        rules.extract(document(text))


def test_gb18030_gives_the_same_report():
    one, other = report(PROJECT), report(PROJECT.encode("gb18030"))

    assert one == other


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "",
                    "绩效指标",
                    "三级指标",
                    "指标值",
                    "完成值",
                    "预期目标",
                    "实际完成情况",
                    "全年预算数",
                    "全年执行数",
                    "总分",
                    "10",
                    "≥3座",
                    "自评结论",
                    "说明",
                    "项目名称",
                    "绩效目标1",
                ]
            ),
            max_size=6,
        ),
        max_size=8,
    )
)
def test_any_heap_of_labels_gives_reports_or_a_clear_error(lines):
    text = "绩效自评表\n" + "\n".join("\t".join(line) for line in lines)
    try:
        found = rules.extract(document(text))
    except AuditorError:
        return
    page = document(text)
    for item in found:
        for row in item.indicators:
            assert page.quote(row.name_span) == row.name


def test_an_organisation_before_a_year_in_full_width():
    (found,) = rules.extract(document("东岭县交通运输局２０２４年度项目绩效自评报告\n经自评，项目得分97.6分。\n"))
    assert (found.organisation, found.year) == ("东岭县交通运输局", 2024)


def test_what_stands_under_the_table_is_no_indicator():
    found = report(
        PROJECT
        + "总分\t100\t98\n自评等级\t优\n"
        + "备注：本表由某县水利站填报。\n填报人：张三\t联系电话：0931-1234567\n"
        + "定量指标按照实际完成值与年度指标值的比例计分，定性指标分三档计分。\t\t\t\n"
    )

    assert len(found.indicators) == 1
    assert found.unreadable == ()
    assert (found.total.score, found.total.grade) == (98, "优")
    assert [note.text for note in found.notes] == [
        "本表由某县水利站填报。",
        "定量指标按照实际完成值与年度指标值的比例计分，定性指标分三档计分。",
    ]


def test_a_unit_of_money_is_no_organisation():
    found = report(PROJECT.replace("主管部门\t219-某县水务局\t实施单位\t219001-某县水利站\n", "单位：元\n"))

    assert found.organisation is None
    assert found.budget[0].unit == "万元"


def test_a_title_spaced_out_and_an_organisation_above_it():
    found = report(
        "某市园林局\n2023年度部门整体支出绩效  自  评  报  告\n\n一、基本情况\n本年养护绿地12公顷，绩效自评工作已经完成。\n"
    )

    assert (found.title, found.organisation, found.year) == ("2023年度部门整体支出绩效自评报告", "某市园林局", 2023)


def test_a_numbered_heading_opens_no_form():
    (found,) = rules.extract(document(PROJECT + "三、项目支出绩效自评工作情况说明\n自评工作已经完成。\n"))

    assert len(found.prose) == 2


def test_a_table_flattened_to_single_blanks():
    found = report(
        "项目支出绩效自评表\n（2023年度）\n项目名称 委托业务\n"
        "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分\n"
        "产出指标 数量指标 项目数量 ≥50个 52个 50 50\n质量指标 合格率 100% 99% 40 39.6\n总分 90 89.6\n"
        "自评工作已经完成， 情况属实。\n"
    )

    assert [(row.category, row.name, row.target.text, row.actual.text, str(row.score)) for row in found.indicators] == [
        ("数量指标", "项目数量", "≥50个", "52个", "50"),
        ("质量指标", "合格率", "100%", "99%", "39.6"),
    ]
    assert str(found.total.score) == "89.6"
    assert found.project == "委托业务"
    assert [item.text for item in found.prose] == ["自评工作已经完成， 情况属实。"]
    page = document(
        "项目支出绩效自评表\n一级指标 二级指标 三级指标 年度指标值 实际完成值\n产出指标 数量指标 项目数量 ≥50个 52个\n"
    )
    (row,) = rules.extract(page)[0].indicators
    assert page.quote(row.target.quantity.span) == "≥50个"


def test_an_organisation_after_the_year():
    assert report("2023年度某市水利局部门整体支出绩效自评报告\n绩效自评已经完成。\n").organisation == "某市水利局"


def test_a_line_of_several_labels_and_a_seal():
    line = "部门名称：某市市场监督管理局（公章）\u3000\u3000填报日期：2025年3月10日"
    found = report(PROJECT.replace("主管部门\t219-某县水务局\t实施单位\t219001-某县水利站", line))

    assert found.organisation == "某市市场监督管理局"
