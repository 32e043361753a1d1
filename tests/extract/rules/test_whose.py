import pytest
from readings import report

from auditor.extract.rules import whose
from auditor.extract.rules.rows import Entry
from auditor.model.source import Span
from auditor.text.normalize import fold


def entries(*lines):
    """Lines of one document, one below the other."""
    made, start = [], 0
    for line in lines:
        made.append(Entry(fold(line), line, Span(start=start, end=start + len(line)), 1))
        start += len(line) + 1
    return made


def field(kind, value):
    return kind, entries(value)[0]


def body(fields=(), title=(), prose=()):
    found = whose.organisation(fields, entries(*title), entries(*prose))
    return None if found is None else found.text


def of_project(fields=(), title=()):
    found = whose.project(fields, entries(*title))
    return None if found is None else found.text


def of_year(fields=(), title=(), prose=()):
    return whose.year(fields, entries(*title), entries(*prose))


def test_the_department_of_the_head_comes_first():
    fields = [
        field("authority", "沙溪县教育局"),
        field("executor", "沙溪县第二中学"),
        field("department", "沙溪县体育馆"),
    ]

    assert body(fields, ["沙溪县财政局2023年度绩效自评表"]) == "沙溪县体育馆"
    assert body(fields[:2], ["沙溪县财政局2023年度绩效自评表"]) == "沙溪县第二中学"
    assert body(fields[:1], ["沙溪县财政局2023年度绩效自评表"]) == "沙溪县财政局"
    assert body(fields[:1], ["2023年度绩效自评表"]) == "沙溪县教育局"


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("219001-沙溪县水利站", "沙溪县水利站"),
        ("[199]国家海洋观测总局", "国家海洋观测总局"),
        ("沙溪县水利局（公章）", "沙溪县水利局"),
        ("219001沙溪县水利站", "沙溪县水利站"),
        ("（219）沙溪县水利站", "沙溪县水利站"),
        ("37中学", "37中学"),
        ("1" * 80, "1" * 80),
        ("001 沙溪县水利局", "沙溪县水利局"),
        ("农业科", "农业科"),
        ("备注", None),
        ("/", None),
        ("——", None),
        ("万元", None),
        ("各县（市、区）", None),
        ("本单位", None),
        ("由县水利局牵头。各乡镇配合实施", None),
        ("市教育局本级及86所义务教育学校", None),
    ],
)
def test_what_a_unit_field_may_name(value, named):
    assert body([field("department", value)]) == named


def test_a_ministry_never_reports_and_a_superior_only_where_nobody_else_is_named():
    fields = [field("superior", "江岭省农业农村厅"), field("authority", "农业农村部")]

    assert body(fields, ["蚕桑发展补助资金绩效自评表"]) == "江岭省农业农村厅"
    assert body(fields[1:], ["蚕桑发展补助资金绩效自评表"]) is None
    assert body([*fields, field("authority", "青崖市农业农村局")]) == "青崖市农业农村局"


def test_a_section_yields_to_its_body():
    fields = [field("authority", "沙溪县粮食局"), field("executor", "仓储与项目股")]

    assert body(fields) == "沙溪县粮食局"
    assert body(fields[1:]) == "仓储与项目股"


def test_a_body_above_the_title():
    assert body(title=["沙溪县水利局", "2023年度水库加固项目绩效自评报告"]) == "沙溪县水利局"


@pytest.mark.parametrize(
    "prose",
    [
        ["沙溪县林业局（以下简称我局）按照要求开展自评。"],
        ["沙溪县林业局根据县财政局要求成立自评小组，对项目进行了自评。"],
        ["2023年项目由沙溪县林业局组织实施，资金100万元。"],
        ["县财政局：", "我局开展了自评，现报告如下。", "沙溪县林业局", "2024年3月5日"],
        ["我局开展了自评。", "沙溪县林业局 2024年3月5日"],
        ["我局开展了自评。", "沙溪县林业局（盖章）", "二〇二四年三月五日"],
        ["我局开展了自评。", "项目单位（盖章）：沙溪县林业局"],
    ],
)
def test_prose_and_signature_name_the_body_where_head_and_title_do_not(prose):
    assert body(title=["2023年度造林补助资金绩效自评报告"], prose=prose) == "沙溪县林业局"
    assert body(title=["沙溪县2023年度造林补助资金绩效自评报告"], prose=prose) == "沙溪县林业局"


@pytest.mark.parametrize(
    "prose",
    [
        ["市财政局：", "按照要求报告如下。"],
        ["根据《沙溪县财政局关于开展2023年度绩效自评工作的通知》要求，我单位开展了自评。"],
        ["本年各乡镇组织实施了项目。"],
        ["2020年7月16日"],
        ["项目单位（盖章）"],
        ["该项目由第三方机构组织实施。"],
    ],
)
def test_addressees_quoted_titles_and_many_are_no_body(prose):
    assert body(title=["造林补助资金绩效自评报告"], prose=prose) is None
    assert body(title=["沙溪县造林补助资金绩效自评报告"], prose=prose) == "沙溪县"


def test_the_project_of_the_head_and_of_the_title():
    title = ["沙溪县水利局2023年度水库加固项目绩效自评表"]

    assert of_project([field("project", "小型水库除险加固")], title) == "小型水库除险加固"
    assert of_project([field("project", "备注")], title) == "水库加固项目"
    assert of_project([field("project", "建设地点")], ["项目支出绩效自评表"]) is None
    assert of_project([field("project", "我局按照要求完成了项目。")], ["项目支出绩效自评表"]) is None


def test_a_project_broken_over_two_lines():
    lines = entries("2023年度城乡学校食堂改造与", "体育器材更新项目绩效自评报告")
    found = whose.project((), lines)

    assert found.text == "城乡学校食堂改造与体育器材更新项目"
    assert (found.span.start, found.span.end) == (6, 15)


@pytest.mark.parametrize(
    ("fields", "title", "prose", "year"),
    [
        ([], ["2023年度项目支出绩效自评表"], [], 2023),
        ([], ["项目支出绩效自评表", "（2023年度）"], ["2024年度安排资金。"], 2023),
        ([], ["2022年水库加固项目绩效自评表", "（2023年度）"], [], 2023),
        ([field("year", "2023")], ["2022年水库加固项目绩效自评表"], [], 2023),
        ([], ["2022年水库加固项目绩效自评表"], [], 2022),
        ([], ["二〇二三年度项目支出绩效自评表"], [], 2023),
        ([field("year", "2024")], ["项目支出绩效自评表"], [], 2024),
        ([field("year", "2024年"), field("other", "2025年3月10日")], ["项目支出绩效自评表"], [], 2024),
        ([field("other", "2025年3月10日")], ["项目支出绩效自评表"], [], None),
        ([field("project", "2020年服务贸易资金")], ["项目支出绩效自评表"], [], 2020),
        (
            [],
            ["项目支出绩效自评报告"],
            ["根据沙财绩〔2024〕6号文件，2022年度开展自评。", "2022年度资金100万元，比2021年度多。"],
            2022,
        ),
        (
            [],
            ["项目支出绩效自评报告"],
            ["按照《沙溪县2021年度规划》和2021—2025年安排，2023年资金到位。", "2024年3月5日"],
            2023,
        ),
        ([], ["项目支出绩效自评报告"], ["本年资金到位。"], None),
    ],
)
def test_the_year_under_report(fields, title, prose, year):
    assert of_year(fields, title, prose) == year


def test_the_places_that_print_the_year():
    fields = [field("year", "2024"), field("other", "2025年3月10日")]
    found = whose.years(fields, entries("项目支出绩效自评表", "（2023年度）"))

    assert [(period.text, period.first.year, period.year_printed) for period in found] == [
        ("2023年度", 2023, True),
        ("2024", 2024, True),
    ]


def test_a_body_alone_right_below_the_title():
    assert (
        body((), ["2024年度县级预算项目绩效自评报告"], ["沙溪县应急管理局", "一、项目基本情况"]) == "沙溪县应急管理局"
    )
    assert (
        body((), ["2024年度县级预算项目绩效自评报告"], ["一、基本情况", "项目由多方参与", "沙溪县应急管理局"]) is None
    )


def test_a_bureau_that_passes_money_on_does_not_report():
    text = (
        "江岭市转移支付2023年度绩效自评报告\n一、基本情况\n中央资金1800万元，当前由江岭市财政局全部拨付至江岭市东岸区财政局，"
        "东岸区财政局拨付项目资金1200万元。\n绩效目标完成情况：全部完成。\n"
    )

    assert "拨付" not in (report(text).organisation or "")


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ("填报单位：江岭市疾病预防控制中心填报日期：2023年3月8日", "江岭市疾病预防控制中心"),
        ("主管部门 江岭市公安局 实施单位 巡特警支队", "江岭市公安局"),
    ],
)
def test_the_label_of_the_next_field_ends_a_body(head, named):
    text = f"2022年度项目支出绩效自评表\n{head}\n绩效目标完成情况：全部完成，支出41.2万元。\n"

    assert report(text).organisation in (named, "巡特警支队")


def test_a_body_below_the_year_is_named_without_it():
    text = "2022年度江岭县公安局\n\n收治经费专项资金绩效报告\n一、项目概况\n全年收治20人，绩效目标完成情况良好。\n"

    assert report(text).organisation == "江岭县公安局"
