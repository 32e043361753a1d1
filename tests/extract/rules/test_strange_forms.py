"""Forms as clerks write them: heads, columns and cells that no national form prints."""

import pytest
from readings import gridded, report, rows

TITLE = "2023年度项目支出绩效自评表\n"
HEAD = TITLE + "项目名称\t绿道管护\n实施单位\t青禾县林业局\n"
HEADING = "三级指标\t年度指标值\t实际完成值\t分值\t得分\n"


@pytest.mark.parametrize("label", ["具体操办", "经手单位", "谁来办", "承办方"])
def test_a_body_beside_a_label_nobody_listed_is_the_unit(label):
    found = report(TITLE + f"{label}\t青禾县园林管护中心\n" + HEADING + "补植乔木\t≥320株\t325株\t100\t100\n")

    assert found.organisation == "青禾县园林管护中心"


def test_a_body_named_as_a_superior_yields_to_the_one_that_carries_out():
    found = report(
        TITLE
        + "归口管理\t青禾县林业局\t具体承办\t青禾县园林管护中心\n"
        + HEADING
        + "补植乔木\t≥320株\t325株\t100\t100\n"
    )

    assert found.organisation == "青禾县园林管护中心"


@pytest.mark.parametrize(
    "head",
    ["所评事项\t绿道管护经费\n", "款项用途\t绿道管护经费\n", "所评项目：绿道管护经费　　操办单位：青禾县林业局\n"],
)
def test_a_project_beside_a_label_nobody_listed_is_the_project(head):
    found = report(TITLE + head + HEADING + "补植乔木\t≥320株\t325株\t100\t100\n")

    assert found.project == "绿道管护经费"


def test_words_beside_a_label_nobody_listed_are_no_project():
    found = report(TITLE + "实施地点\t青禾县东郊\n" + HEADING + "补植乔木\t≥320株\t325株\t100\t100\n")

    assert found.project is None


def test_a_bare_number_is_in_the_unit_behind_the_name():
    (row, rate) = report(
        HEAD + HEADING + "道路硬化里程（公里）\t≥120\t125\t50\t50\n群众满意度（%）\t≥90\t92\t50\t50\n"
    ).indicators

    assert (row.target.quantity.unit, row.target.quantity.value, row.target.quantity.bound) == ("公里", 120, "≥")
    assert (row.actual.quantity.unit, row.actual.quantity.value, row.actual.text) == ("公里", 125, "125")
    assert rate.actual.quantity.unit == "%"


@pytest.mark.parametrize(
    ("name", "value"), [("道路硬化里程（公里）", "125公里"), ("硬化道路（含桥梁）", "125"), ("道路硬化", "125")]
)
def test_no_unit_is_taken_that_is_none_or_printed_already(name, value):
    (row,) = report(HEAD + HEADING + f"{name}\t{value}\t{value}\t100\t100\n").indicators

    assert row.actual.quantity.unit == ("公里" if "公里" in value else "")


@pytest.mark.parametrize(
    "cell", ["目标≥1200人，完成1186人", "目标值：≥1200人；实际完成：1186人", "计划≥1200人，实际1186人"]
)
def test_target_and_result_in_one_cell_are_two_values(cell):
    (row, other) = report(
        HEAD + f"三级指标\t目标及完成\t分值\t得分\n补贴教师人数\t{cell}\t50\t49\n补贴标准\t{cell}\t50\t49\n"
    ).indicators

    assert (row.target.text, row.actual.text) == ("≥1200人", "1186人")
    assert (other.target, other.actual.text) != (None, cell)


def test_the_criterion_of_a_row_is_kept_beside_its_values():
    (row,) = report(
        HEAD + "三级指标\t年度指标值\t评分标准\t实际完成值\t分值\t得分\n清运及时率\t100%\t权重×完成率\t99%\t20\t19.8\n"
    ).indicators

    assert (row.criterion, row.actual.text, str(row.score)) == ("权重×完成率", "99%", "19.8")


@pytest.mark.parametrize("heading", ["计分办法", "评分细则", "考核标准", "扣分标准", "得分计算公式"])
def test_a_criterion_has_many_names(heading):
    (row,) = report(
        HEAD + f"三级指标\t年度指标值\t实际完成值\t分值\t得分\t{heading}\n投诉件数\t≤30件\t34件\t20\t16\t每超1件扣1分\n"
    ).indicators

    assert row.criterion == "每超1件扣1分"


@pytest.mark.parametrize("heading", ["扣分说明", "得分说明", "评分依据"])
def test_what_explains_a_score_is_no_criterion(heading):
    (row,) = report(
        HEAD + f"三级指标\t年度指标值\t实际完成值\t分值\t得分\t{heading}\n投诉件数\t≤30件\t34件\t20\t16\t雨季设备检修\n"
    ).indicators

    assert row.criterion is None


def test_labels_of_the_framework_stand_in_rows_of_their_own():
    found = report(
        HEAD
        + HEADING
        + "决策\n项目立项\n立项依据充分性\t充分\t充分\t20\t20\n管理\n资金管理\n预算执行率\t100%\t99%\t20\t19.8\n"
        "产出\n数量指标\n补植乔木\t≥320株\t325株\t60\t60\n"
    )

    assert [(row.level1, row.category_printed, row.name) for row in found.indicators] == [
        ("决策", "项目立项", "立项依据充分性"),
        ("管理", "资金管理", "预算执行率"),
        ("产出", "数量指标", "补植乔木"),
    ]


def test_a_unit_column_makes_bare_numbers_an_indicator_s():
    found = report(
        HEAD
        + "绩效指标\t计量单位\t年度计划\t年度实际\t权重\t自评\n新建农田\t亩\t20000\t20150\t50\t50\n机耕路\t公里\t36\t35.2\t50\t49\n"
    )

    assert [(row.name, row.target.quantity.unit, str(row.score)) for row in found.indicators] == [
        ("新建农田", "亩", "50"),
        ("机耕路", "公里", "49"),
    ]


def test_a_group_of_values_is_no_table_of_goals():
    found = report(
        HEAD + "指标\t\t目标\t\t完成\t\n类别\t名称\t值\t单位\t值\t单位\t分值\t得分\n"
        "数量\t改造卫生室\t45\t个\t45\t个\t50\t50\n满意度\t村民满意度\t≥90\t%\t91\t%\t50\t50\n"
    )

    assert found.goals == ()
    assert [row.name for row in found.indicators] == ["改造卫生室", "村民满意度"]


def test_rows_below_pairs_of_money_are_read_or_told():
    found = gridded(
        "2023年度移民资金绩效自评表",
        ("资金总额（万元）", 1, 1), ("680", 1, 2), ("支出金额（万元）", 1, 3), ("665.2", 1, 4),
        ("甬栏", 2, 1), ("丁栏", 2, 2), ("戊栏", 2, 3), ("己栏", 2, 4),
        ("某事", 3, 1), ("多少", 3, 2), ("17", 3, 3), ("某样", 3, 4),
    )  # fmt: skip
    from auditor.extract import rules

    (only,) = rules.extract(found)
    assert [str(line.spent) for line in only.budget] == ["665.2"]
    assert [spot.part for spot in only.unreadable] == ["block"]


def test_total_and_grade_in_cells_with_their_labels_close_a_table():
    found = report(HEAD + HEADING + "补植乔木\t≥320株\t325株\t100\t100\n自评总分：100分\t等级：优秀\n")

    assert str(found.total.score) == "100"
    assert found.conclusion.grade == "优"
    assert rows(found) == [(None, None, None, "补植乔木", "≥320株", "325株", "100", "100")]


def test_an_amount_column_is_read_or_told():
    found = report(
        HEAD + "资金来源\t全年预算数\t甬栏\t全年执行数\t执行率\n年度资金总额\t120\t118\t114\t95%\n其他资金\t20\t19\t18\t90%\n"
        + HEADING + "补植乔木\t≥320株\t325株\t100\t100\n"
    )  # fmt: skip

    kinds = {column.heading: column.kind for column in found.columns}
    assert kinds["甬栏"] in {"funded", "initial", "unknown"}
    assert kinds["甬栏"] != "unknown" or any("甬栏" in spot.reason for spot in found.unreadable)


def test_equal_amounts_are_the_first_and_the_year_s_budget():
    found = report(
        HEAD + "资金出处\t甬栏\t丁栏\t实际支出\t执行率\n年度资金总额\t296.67\t296.67\t293.7\t99%\n其他资金\t20\t20\t19.8\t99%\n"
        + HEADING + "补植乔木\t≥320株\t325株\t100\t100\n"
    )  # fmt: skip

    line = found.budget[0]
    assert (str(line.initial), str(line.budget), str(line.spent)) == ("296.67", "296.67", "293.7")


@pytest.mark.parametrize(
    ("label", "planned", "done"),
    [
        ("总体目标", "年初设定", "完成情况"),
        ("年度总体目标", "预期", "实际"),
        ("绩效目标", "设定情况", "实际完成"),
        ("年度绩效目标", "年初计划", "年末完成情况"),
        ("项目总体目标", "申报内容", "落实情况"),
    ],
)
def test_goals_stand_beside_words_for_plan_and_result(label, planned, done):
    found = report(
        HEAD
        + f"{label}\t{planned}\t补植乔木320株，群众满意度达到90%以上。\n\t{done}\t补植乔木325株，群众满意度92%。\n"
        + HEADING
        + "补植乔木\t≥320株\t325株\t100\t100\n"
    )

    (goal,) = found.goals
    assert (goal.target.text[:7], goal.actual.text[:7]) == ("补植乔木320", "补植乔木325")
    assert found.unreadable == ()


def test_words_for_plan_and_result_elsewhere_are_no_goals():
    found = report(
        HEAD + "实施内容\t计划\t补植乔木320株，管护绿道18公里。\n" + HEADING + "补植乔木\t≥320株\t325株\t100\t100\n"
    )

    assert [goal.actual for goal in found.goals] == []


@pytest.mark.parametrize("heading", ["资金情况\t资金来源", "项目资金\t资金性质", "预算执行情况\t经费渠道"])
def test_sums_are_named_in_the_column_in_which_the_rows_have_words(heading):
    found = report(
        HEAD
        + f"{heading}\t预算安排\t实际支出\t执行率\n\t省级补助\t420\t400\t95.24%\n\t市级配套\t180\t170\t94.44%\n\t合计\t600\t570\t95%\n"
        + HEADING
        + "补植乔木\t≥320株\t325株\t100\t100\n"
    )

    assert [(line.name, line.part, str(line.budget)) for line in found.budget] == [
        ("省级补助", "part", "420"),
        ("市级配套", "part", "180"),
        ("合计", "total", "600"),
    ]


def test_points_behind_a_name_are_its_weight_where_no_column_holds_them():
    found = report(
        HEAD
        + "指标（分值）\t目标值\t实际值\t得分\n一、产出（70分）\n补植乔木（40分）\t320株\t325株\t40\n管护绿道（30 分）\t18公里\t18公里\t30\n"
        "二、满意度(30分)\n群众满意度(30分)\t90%\t92%\t30\n合计（100分）\t\t\t100\n"
    )

    assert [(row.name, str(row.weight)) for row in found.indicators] == [
        ("补植乔木", "40"),
        ("管护绿道", "30"),
        ("群众满意度", "30"),
    ]
    assert (found.total.weight, found.total.score) == (100, 100)
    assert found.total.weight_span.end - found.total.weight_span.start == 3


def test_points_in_a_name_are_no_weight_beside_a_column_of_weights():
    (row,) = report(HEAD + HEADING + "技能测试平均分（80分）\t≥80分\t86分\t100\t100\n").indicators

    assert (row.name, row.weight) == ("技能测试平均分（80分）", 100)


@pytest.mark.parametrize("tier", ["一级指标", "评价维度", "序号\t一级指标", "一级指标\t备注"])
def test_a_summary_of_scores_is_a_list_with_its_sums_and_the_total(tier):
    first = "1\t" if tier.startswith("序号") else ""
    rows_ = [
        ("决策", "20", "19"),
        ("过程", "20", "18.5"),
        ("产出", "35", "33.2"),
        ("效益", "25", "23.6"),
        ("合计", "100", "94.3"),
    ]
    behind = "\t" if tier.endswith("备注") else ""
    lines = "".join(f"{first}{name}{behind}\t{weight}\t{score}\n" for name, weight, score in rows_)
    found = report(
        "关于绿道管护项目支出绩效自评报告\n一、评分情况\n项目由青禾县林业局组织实施，评价情况如下。\n"
        f"{tier}\t权重\t得分\n{lines}综合得分94.3分，等级为“优”。\n"
    )

    (summary,) = found.lists
    assert [(column.heading, str(column.total.value), len(column.figures)) for column in summary.columns] == [
        ("权重", "100", 4),
        ("得分", "94.3", 4),
    ]
    assert (str(found.total.weight), str(found.total.score)) == ("100", "94.3")
    assert found.unreadable == ()


@pytest.mark.parametrize(("between", "behind"), [("-", ""), ("/", "指标"), ("—", "指标")])
def test_one_column_may_print_level_and_category(between, behind):
    found = report(
        HEAD
        + "序号\t指标名称\t指标类型\t目标值\t实际值\t权重\t得分\n"
        + f"1\t补植乔木\t产出{behind}{between}数量{behind}\t320株\t325株\t60\t60\n2\t绿地覆盖\t效益{behind}{between}生态效益{behind}\t38%\t39%\t40\t40\n"
    )

    assert [(row.level1[:2], row.category) for row in found.indicators] == [
        ("产出", "数量指标"),
        ("效益", "生态效益指标"),
    ]


def test_labels_and_sums_of_money_may_share_their_cells():
    found = report(
        HEAD
        + "项目资金（万元）\n年初预算：150    调整后预算：142.5    实际执行：138.7    执行率：97.33%\n"
        + HEADING
        + "补植乔木\t≥320株\t325株\t100\t100\n"
    )

    (line,) = found.budget
    assert (str(line.initial), str(line.budget), str(line.spent), str(line.rate)) == ("150", "142.5", "138.7", "97.33")
