"""Layouts that people make for themselves: what stands where no form puts it is read, or left to nobody wrongly."""

from decimal import Decimal

import pytest
from readings import gridded, report, rows

from auditor import pipeline
from auditor.extract import rules
from auditor.model.classes import Grade

HEAD = "2023年度绿道管护项目支出绩效自评表\n项目名称\t绿道管护\t实施单位\t青禾县林业局\n"
MONEY = (
    "项目资金（万元）\t全年预算数\t全年执行数\t分值\t执行率\t得分\n年度资金总额\t100\t{spent}\t10\t{rate}%\t{score}\n"
)
COLUMNS = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n"
ROWS = (
    "产出指标\t数量指标\t补植乔木\t≥320株\t325株\t60\t60\t\n效益指标\t社会效益指标\t开放天数\t≥300天\t310天\t30\t30\t\n"
)


def codes(text):
    (outcome,) = pipeline.audit(text.encode(), "form.txt")
    return {finding.code for finding in outcome.findings}


# ---------------------------------------------------------------- totals


@pytest.mark.parametrize("told", ["核减分", "扣分", "减分值"])
def test_a_deduction_beside_the_total_is_not_the_total(told):
    found = report(
        "绩效自评复核表\n项目名称\t绿道管护\n"
        f"序号\t绩效指标\t年初目标\t自评完成值\t自评分\t复核完成值\t复核分\t{told}\t核减理由\n"
        "1\t补植乔木\t≥320株\t325株\t50\t325株\t50\t0\t\n"
        "2\t巡护次数\t≥120次\t126次\t50\t118次\t49.17\t0.83\t台账合计118次\n"
        "合计\t\t\t\t100\t\t99.17\t0.83\t\n"
    )

    assert (found.total.score, found.total.reviewed) == (Decimal(100), Decimal("99.17"))
    assert found.indicators[1].reviewed.remark == "台账合计118次"


def test_a_total_that_was_shifted_still_gives_its_two_figures():
    found = report(HEAD + COLUMNS + ROWS + "总分\t90\t90\n")

    assert (found.total.weight, found.total.score) == (90, 90)


@pytest.mark.parametrize(
    ("heading", "cell", "total"),
    [("得分/分值", "19/20", "98.5/100"), ("得分/满分", "19 / 20", "98.5/100"), ("分值/得分", "20/19", "100/98.5")],
)
def test_points_of_points_in_one_cell(heading, cell, total):
    found = report(
        f"{HEAD}指标\t目标\t完成\t{heading}\t备注\n补植乔木\t320株\t325株\t20/20\t\n拨付率\t100%\t95%\t{cell}\t晚到\n"
        f"合计\t\t\t{total}\t\n"
    )

    assert [(row.weight, row.score) for row in found.indicators] == [(20, 20), (20, 19)]
    assert (found.total.weight, found.total.score) == (100, Decimal("98.5"))


# ---------------------------------------------------------------- columns


def test_the_year_s_columns_are_its_own_beside_those_of_its_halves():
    found = report(
        HEAD
        + "一级指标\t二级指标\t三级指标\t上半年目标\t上半年完成\t下半年目标\t下半年完成\t全年目标\t全年完成\t分值\t得分\n"
        + "产出\t数量\t巡检次数\t≥6次\t6次\t≥6次\t7次\t≥12次\t13次\t50\t50\n"
        + "产出\t质量\t在线率\t≥98%\t98.4%\t≥98%\t98.8%\t≥98%\t98.6%\t50\t50\n"
    )

    assert [(row[4], row[5]) for row in rows(found)] == [("≥12次", "13次"), ("≥98%", "98.6%")]


@pytest.mark.parametrize("heading", ["实际完成值（截至12月底）", "1-12月完成值", "全年完成值"])
def test_the_whole_year_is_no_part_of_one(heading):
    assert rows(report(HEAD + COLUMNS.replace("实际完成值", heading) + ROWS))[0][5] == "325株"


@pytest.mark.parametrize("heading", ["发行（到位）数", "拨款(到账)"])
def test_what_brackets_say_names_a_column_whose_words_say_nothing(heading):
    found = report(
        f"{HEAD}资金\t计划数\t{heading}\t支出数\t支出进度\n项目总投资\t32000\t18000\t15300\t85%\n自筹资金\t12000\t6000\t4500\t75%\n"
    )

    assert [line.funded for line in found.budget] == [18000, 6000]


def test_a_single_column_of_categories_is_theirs():
    found = report(
        HEAD + "指标类型\t指标名称\t目标值\t实际值\t差异说明\n数量\t新建茶园\t20亩\t21亩\t\n质量\t成活率\t≥90%\t91%\t\n"
        "经济效益\t户均增收\t≥3000元\t3120元\t\n"
    )

    assert [row.category for row in found.indicators] == ["数量指标", "质量指标", "经济效益指标"]


def test_a_single_column_of_first_levels_stays_one():
    found = report(
        HEAD
        + "指标类型\t指标名称\t目标值\t实际值\n产出指标\t新建茶园\t20亩\t21亩\n效益指标\t户均增收\t≥3000元\t3120元\n"
    )

    assert [row.level1 for row in found.indicators] == ["产出指标", "效益指标"]


def test_a_label_of_a_level_is_a_name_in_a_table_without_levels():
    found = report(
        HEAD + "指标\t目标\t完成\t分值\t得分\t备注\n补植乔木\t320株\t325株\t90\t90\t\n预算执行\t100%\t98%\t10\t9.8\t\n"
    )

    assert [row[3:] for row in rows(found)][1] == ("预算执行", "100%", "98%", "10", "9.8")


# ---------------------------------------------------------------- money


@pytest.mark.parametrize(
    "row", ["权重10分\t得分9.5分", "权重：10分\t得分：9.5分", "分值10\t得分9.5", "权重\t10\t得分\t9.5"]
)
def test_points_in_the_cell_of_their_label(row):
    found = report(
        f"{HEAD}年度预算（万元）\t资金总额：\t640.50\t执行数：\t608.48\t执行率：\t95.00%\t{row}\n{COLUMNS}{ROWS}"
    )

    (line,) = found.budget
    assert (line.budget, line.spent, line.rate) == (Decimal("640.50"), Decimal("608.48"), Decimal("95.00"))
    assert (line.weight, line.score) == (10, Decimal("9.5"))


def test_sources_beside_uses_are_both_of_the_budget():
    text = (
        f"{HEAD}年度预算（万元）\t资金总额：\t640.50\t执行数：\t608.48\t执行率：\t95.00%\t权重10分\t得分9.5分\n"
        "\t其中：一般公共预算：\t600.50\t其中：基本支出：\t210.50\n\t政府性基金拨款：\t20.00\t项目支出：\t430.00\n"
        f"\t其他资金：\t20.00\t\t\n{COLUMNS}{ROWS}总分\t\t\t\t\t100\t99.5\t\n"
    )

    assert {line.name: line.budget for line in report(text).budget}["基本支出"] == Decimal("210.50")
    assert "BU04" not in codes(text)
    assert "BU04" in codes(text.replace("430.00", "420.00").replace("600.50", "590.50"))


def test_the_same_sum_on_both_sides_is_budget_and_spending():
    found = report(
        HEAD
        + "资金（万元）\t预算数：\t100\t执行数：\t95\n\t财政拨款：\t70\t财政拨款：\t66\n\t其他资金：\t30\t其他资金：\t29\n"
    )

    assert [(line.budget, line.spent) for line in found.budget] == [(100, 95), (70, 66), (30, 29)]


def test_income_and_spending_have_a_total_each():
    text = (
        f"{HEAD}项目\t预算数\t决算数\t差异\t差异率\n收入合计\t1860\t1905\t45\t2.42%\n支出合计\t1860\t{{}}\t-74.4\t-4.00%\n"
        "其中：基本支出\t1260\t1247.4\t-12.6\t-1.00%\n项目支出\t600\t538.2\t-61.8\t-10.30%\n" + COLUMNS + ROWS
    )

    assert not {"BU04", "BU05"} & codes(text.format("1785.6"))
    assert "BU04" in codes(text.format("1795.6"))
    assert {column.kind for column in report(text.format("1785.6")).columns}.isdisjoint({"fundrate", "unknown"})


# ---------------------------------------------------------------- the execution of the budget as a row


@pytest.mark.parametrize(("rate", "score", "said"), [("98", "9.8", False), ("80", "8", True)])
def test_a_row_of_execution_has_the_rate_of_the_money_table(rate, score, said):
    money = MONEY.format(spent=rate, rate=rate, score="")
    found = codes(HEAD + money + COLUMNS + ROWS + f"预算执行率\t\t\t\t\t10\t{score}\t\n总分\t\t\t\t\t100\t9{score}\t\n")

    assert ("SC08" in found) == said
    assert "ST01" not in found or said


def test_a_row_of_execution_that_meets_no_target_owes_no_reason_above_the_threshold():
    row = "指标\t目标\t完成\t备注\n补植乔木\t320株\t325株\t\n预算执行率\t100%\t{}\t\n"

    assert "IN01" not in codes(HEAD + row.format("96%"))
    assert "IN01" in codes(HEAD + row.format("72%"))


# ---------------------------------------------------------------- goals over their rows

OVER = (
    "部门整体支出绩效自评表\n（2023年度）\n部门名称：青岩县教育局\n"
    "绩效目标1：新建校舍8000平方米，购置课桌椅1200套。（{first}分）\n{result}绩效指标\t目标值\t完成值\t权重\t得分\n"
    "新建校舍面积\t8000㎡\t8120㎡\t20\t20\n购置课桌椅\t1200套\t1180套\t20\t19.67\n"
    "绩效目标2：培训教师600人次。（权重60）\n{other}绩效指标\t目标值\t完成值\t权重\t得分\n培训教师人次\t600人次\t612人次\t60\t60\n"
    "合计\t\t\t100\t99.67\n"
)
RESULTS = {"result": "完成情况：新建校舍8120平方米，购置课桌椅1200套。\n", "other": "完成情况：培训教师612人次。\n"}


def test_goals_on_lines_over_their_rows():
    found = report(OVER.format(first=40, **RESULTS))

    assert [(goal.number, goal.actual is not None) for goal in found.goals] == [(1, True), (2, True)]
    assert [row.goal for row in found.indicators] == [1, 1, 2]
    assert [(level.goal, level.weight) for level in found.levels] == [(1, 40), (2, 60)]


def test_what_a_goal_over_its_rows_says_is_compared():
    assert "CL01" in codes(OVER.format(first=40, **RESULTS))
    assert "SC03" in codes(OVER.format(first=50, **RESULTS))
    assert "SC03" not in codes(OVER.format(first=40, **RESULTS))


def test_a_form_without_room_for_results_lacks_none():
    assert "ST01" not in codes(OVER.format(first=40, result="", other=""))


def test_goals_of_a_text_without_tables_stay_its_own():
    found = report("2023年度绿道管护项目绩效自评报告\n绩效目标1：补植乔木320株。\n全年补植乔木325株，自评得分98分。\n")

    assert found.goals == ()


def test_points_in_brackets_are_no_result():
    found = report(HEAD + COLUMNS + ROWS + "说明：开放天数（权重30）全年310天。\n")

    assert {str(claim.quantity.value) for claim in found.claims} == {"310"}


# ---------------------------------------------------------------- closing words


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("产出指标得分45分，效益指标得分28分，综合得分92分。", "92"),
        ("预算执行得分9.5分（满分10分），自评总分98.5分。", "98.5"),
        ("产出指标满分50分，得分48分；总得分96分。", "96"),
        ("经自评，产出部分得分为50分，总得分98.5分。", "98.5"),
        ("项目绩效自评得分95分。", "95"),
        ("本项目绩效管理规范，自评得分为97分。", "97"),
    ],
)
def test_the_score_of_a_part_is_not_the_whole(words, score):
    assert report(f"2023年度绿道管护项目绩效自评报告\n自评结论\n{words}\n").conclusion.score == Decimal(score)


@pytest.mark.parametrize("words", ["优秀", "优", "“优”"])
def test_a_grade_alone_is_one(words):
    assert report(HEAD + COLUMNS + ROWS + f"自评结论\t{words}\n").conclusion.grade is Grade.EXCELLENT


@pytest.mark.parametrize(
    ("period", "year"),
    [("2023年1月1日至2023年12月31日", 2023), ("2023.1-2023.12", 2023), ("2021年1月至2023年12月", None)],
)
def test_a_period_within_one_year_says_which(period, year):
    assert report(f"绿道管护项目绩效自评表\n项目名称\t绿道管护\n评价时段\t{period}\n{COLUMNS}{ROWS}").year == year


# ---------------------------------------------------------------- forms on their side

SIDE = (
    "部门整体支出绩效自评表（2023年度）\n部门：云岭县林业局\n"
    "{head}一级指标\t产出\t\t效益\t满意度\n三级指标\t造林面积\t造林成活率\t森林覆盖率\t林农满意度\n"
    "年度指标值\t≥5000亩\t≥85%\t≥61%\t≥90%\n实际完成值\t5120亩\t83%\t61.4%\t91%\n分值\t30\t20\t30\t20\n得分\t30\t{score}\t30\t20\n"
)


@pytest.mark.parametrize("head", ["", "指标名称\t指标1\t指标2\t指标3\t指标4\n"])
def test_a_form_on_its_side_is_read_upright(head):
    assert rows(report(SIDE.format(head=head, score="19.53"))) == [
        (None, "产出", None, "造林面积", "≥5000亩", "5120亩", "30", "30"),
        (None, "产出", None, "造林成活率", "≥85%", "83%", "20", "19.53"),
        (None, "效益", None, "森林覆盖率", "≥61%", "61.4%", "30", "30"),
        (None, "满意度", "满意度指标", "林农满意度", "≥90%", "91%", "20", "20"),
    ]


def test_what_a_form_on_its_side_says_is_compared():
    assert "SC07" in codes(SIDE.format(head="", score="20"))
    (outcome,) = pipeline.audit(SIDE.format(head="", score="19.53").encode(), "form.txt")
    assert outcome.coverage.unread == 0
    assert outcome.coverage.asserting == 16


@pytest.mark.parametrize(
    "table",
    [
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t补植乔木\t≥320株\t325株\t60\t60\n",
        "指标\t目标\t完成\t分值\t得分\n补植乔木\t≥320株\t325株\t50\t50\n开放天数\t≥300天\t310天\t50\t50\n",
    ],
)
def test_an_upright_form_stays_as_it_is(table):
    assert next(row.name for row in report(HEAD + table).indicators) == "补植乔木"


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize("target", ["2023年10月", "10月底前", "11月底前完成"])
def test_a_row_of_dates_is_no_heading(target):
    found = report(
        HEAD + "一级指标\t二级指标\t三级指标\t预期指标值\t实际完成指标值\n项目完成\t质量指标\t合格率\t100%\t100%\n"
        f"\t时效指标\t完成时间\t{target}\t2023年9月\n项目效益\t可持续影响\t长效机制\t建立\t已建立\n满意度指标\t满意度\t村民满意度\t≥90%\t94%\n"
    )

    assert [row.name for row in found.indicators] == ["合格率", "完成时间", "长效机制", "村民满意度"]


def test_many_words_below_few_groups_are_the_lower_heading():
    (found,) = rules.extract(
        gridded(
            "2023年度绿道管护项目支出绩效自评表",
            ("绩效指标", 1, 1, 1, 3), ("指标值", 1, 4, 1, 3), ("评分", 1, 7, 1, 2), ("说明", 1, 9, 2, 1),
            *((word, 2, place) for place, word in enumerate(("一级", "二级", "三级", "上年", "目标", "实际", "满分", "得分"), 1)),
            *((word, 3, place) for place, word in enumerate(("产出", "数量", "补植乔木", "300", "320", "304", "100", "95", "台风影响"), 1)),
        )
    )  # fmt: skip

    (row,) = found.indicators
    assert (row.target.text, row.actual.text, row.weight, row.score, row.reason) == ("320", "304", 100, 95, "台风影响")


def test_a_list_of_projects_with_their_indicators_is_no_indicator_table():
    (found,) = rules.extract(
        gridded(
            "2023年度部门预算项目绩效自评汇总表",
            ("填报单位：月湖区农业农村局", 1, 1),
            ("序号", 2, 1, 2), ("项目名称", 2, 2, 2), ("预算数", 2, 3, 2), ("数量指标", 2, 4, 1, 3), ("满意度指标", 2, 7, 1, 3), ("自评得分", 2, 10, 2),
            *((word, 3, place) for place, word in enumerate(("指标名称", "目标值", "完成值") * 2, 4)),
            *((word, 4, place) for place, word in enumerate(("1", "农田建设", "1200", "建设面积", "80亩", "81亩", "农户满意度", "≥90%", "93%", "98"), 1)),
            *((word, 5, place) for place, word in enumerate(("2", "动物防疫", "300", "免疫畜禽", "12头", "12头", "农户满意度", "≥90%", "95%", "99"), 1)),
            ("合计", 6, 1, 1, 2), ("1500", 6, 3),
        )
    )  # fmt: skip

    assert (found.indicators, found.total) == ((), None)
    assert [item.name for item in found.lists[0].items] == ["农田建设", "动物防疫"]


# ---------------------------------------------------------------- points


@pytest.mark.parametrize(("score", "said"), [("14.53", False), ("13.80", False), ("12", True)])
def test_a_rate_of_completion_is_of_the_target_or_the_rate_itself(score, said):
    text = (
        f"{HEAD}三级指标\t分值\t评分标准\t目标值\t完成值\t得分\t扣分说明\n建议采纳率\t15\t完成率×分值\t≥95%\t92%\t{score}\t周期长\n"
        "审计项目\t85\t完成率×分值\t36个\t36个\t85\t\n"
    )

    assert ("SC06" in codes(text)) == said


@pytest.mark.parametrize(("total", "said"), [("99.9", False), ("103", True)])
def test_a_budget_whose_points_are_not_printed_still_counts_in_the_total(total, said):
    money = "预算执行情况（万元）\t预算数\t48600\t执行数\t48114\t执行率\t99%\n"

    assert ("SC01" in codes(HEAD + money + COLUMNS + ROWS + f"总分\t\t\t\t\t100\t{total}\t\n")) == said


def test_things_of_two_sorts_are_no_rate_of_each_other():
    goal = "年度目标\t预期目标\t目标实际完成情况\n\t配备垃圾桶3000个\t购置清运车20辆,配备垃圾桶3000个,垃圾收集覆盖率达98.5%。\n"

    assert "FE02" not in codes(HEAD + goal + COLUMNS + ROWS)


# ---------------------------------------------------------------- values with their labels

SPELLED = (
    "项目支出绩效自评表\n年度：2023年\n项目名称：智慧校园建设\n实施单位：东篱市第三中学\n预算数：150.00万元\n执行数：142.50万元\n执行率：95%\n"
    "一、产出指标（50分）\n1.数量指标\n（1）建设录播教室  目标值：6间  完成值：6间  分值：20  得分：20\n"
    "（2）购置平板电脑  目标值：≥400台  完成值：{actual}  分值：30  得分：30\n"
    "二、效益指标（30分）\n1.社会效益\n（1）受益学生  目标值：≥1800人  完成值：1865人  分值：30  得分：30\n"
    "三、满意度指标（10分）\n（1）师生满意度  目标值：≥90%  完成值：94%  分值：10  得分：10\n总分：99.5分\n"
)
A_LINE = (
    "项目支出绩效自评表\n2023年度\n项目名称：农田水利设施维修\n实施单位：永丰县水利局\n一级指标：产出指标（50分）\n二级指标：数量指标\n"
    "三级指标：维修渠道\n指标值：≥35公里\n完成值：36.2公里\n分值：25\n得分：25\n三级指标：维修水闸\n指标值：≥18座\n完成值：17座\n分值：25\n"
    "得分：23.61\n原因：1座水闸涉及用地协调\n一级指标：效益指标（30分）\n三级指标：灌溉面积\n指标值：≥1.2万亩\n完成值：1.26万亩\n分值：30\n得分：30\n"
    "总分：78.61\n"
)


def test_values_with_their_labels_on_one_line():
    found = report(SPELLED.format(actual="412台"))

    assert rows(found) == [
        (None, "产出指标", "数量指标", "建设录播教室", "6间", "6间", "20", "20"),
        (None, "产出指标", "数量指标", "购置平板电脑", "≥400台", "412台", "30", "30"),
        (None, "效益指标", "社会效益指标", "受益学生", "≥1800人", "1865人", "30", "30"),
        (None, "满意度指标", "满意度指标", "师生满意度", "≥90%", "94%", "10", "10"),
    ]
    assert [(line.budget, line.spent, line.rate) for line in found.budget] == [(150, Decimal("142.50"), 95)]
    assert found.total.score == Decimal("99.5")


def test_what_values_with_their_labels_say_is_compared():
    assert "SC07" in codes(SPELLED.format(actual="380台"))
    assert not {"SC07", "SC03", "SC01"} & codes(SPELLED.format(actual="412台"))


def test_a_value_a_line_with_its_label():
    found = report(A_LINE)

    assert rows(found) == [
        (None, "产出指标", "数量指标", "维修渠道", "≥35公里", "36.2公里", "25", "25"),
        (None, "产出指标", "数量指标", "维修水闸", "≥18座", "17座", "25", "23.61"),
        (None, "效益指标", None, "灌溉面积", "≥1.2万亩", "1.26万亩", "30", "30"),
    ]
    assert (found.indicators[1].reason, found.total.score) == ("1座水闸涉及用地协调", Decimal("78.61"))


def test_a_reason_that_tells_what_is_missing_contradicts_nothing():
    assert "CL09" not in codes(A_LINE)
    assert "CL09" in codes(A_LINE.replace("原因：1座", "原因：2座"))


@pytest.mark.parametrize("line", ["预算执行：正常", "目标：新建泵站3座", "完成情况：良好", "单位：万元"])
def test_lone_labels_are_no_indicators(line):
    assert report(f"2023年度绿道管护项目绩效自评报告\n{line}\n自评得分98分。\n").indicators == ()


# ---------------------------------------------------------------- the head


@pytest.mark.parametrize(
    "line",
    ["项目名称 滨江新区产业园标准化厂房", "项目名称：滨江新区产业园标准化厂房", "项目名称　滨江新区产业园标准化厂房"],
)
def test_a_label_of_the_head_with_one_blank_behind_it(line):
    assert report(f"专项债券项目绩效自评表\n{line}\n{COLUMNS}{ROWS}").project == "滨江新区产业园标准化厂房"


def test_the_points_of_the_label_before_sums_are_the_budget_s():
    found = report(
        f"{HEAD}预算执行率（10分）\t预算数（万元）：428.6\t执行数（万元）：428.6\t执行率：100%\t得分：10\n{COLUMNS}{ROWS}"
    )

    assert [(line.weight, line.score) for line in found.budget] == [(10, 10)]


# ---------------------------------------------------------------- two rows an indicator


@pytest.mark.parametrize("words", [("目标", "实际"), ("年初目标值", "完成值"), ("计划", "完成")])
def test_target_and_result_in_rows_of_their_own(words):
    asked, reached = words
    found = report(
        f"{HEAD}一级指标\t三级指标\t类型\t数值\t权重\t得分\n产出\t服务站\t{asked}\t≥60个\t50\t50\n\t\t{reached}\t63个\t\t\n"
        f"效益\t零售额\t{asked}\t≥2亿元\t50\t50\n\t\t{reached}\t2.15亿元\t\t\n"
    )

    assert [row[3:] for row in rows(found)] == [
        ("服务站", "≥60个", "63个", "50", "50"),
        ("零售额", "≥2亿元", "2.15亿元", "50", "50"),
    ]


# ---------------------------------------------------------------- goals


def test_goals_counted_in_a_column_that_is_called_otherwise():
    found = report(
        f"{HEAD}绩效目标\t年初目标\t全年完成\n1\t新建校舍1.2万平方米\t新建1.2万平方米\n2\t购置课桌凳3600套\t购置3520套\n{COLUMNS}{ROWS}"
    )

    assert [(goal.number, goal.target.text) for goal in found.goals] == [
        (1, "新建校舍1.2万平方米"),
        (2, "购置课桌凳3600套"),
    ]


def test_tasks_with_what_was_planned_and_done_are_goals():
    found = report(
        f"{HEAD}年度主要任务\t任务名称\t计划内容\t完成内容\n\t任务1\t新建供销社15个\t建成供销社15个\n\t任务2\t供应农资8000吨\t供应农资8120吨\n"
    )

    assert [(goal.target.text, goal.actual.text) for goal in found.goals] == [
        ("新建供销社15个", "建成供销社15个"),
        ("供应农资8000吨", "供应农资8120吨"),
    ]


def test_a_form_that_asks_for_results_alone_lacks_no_goal():
    assert "ST01" not in codes(HEAD + "绩效目标完成情况：完成人工造林2.4万亩，森林抚育1.6万亩。\n" + COLUMNS + ROWS)


# ---------------------------------------------------------------- grades and totals


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("□优 ☑良 □中 □差", Grade.GOOD),
        ("☑优 □良 □中 □差    自评得分：98分", Grade.EXCELLENT),
        ("□优秀 □良好 √中等 □差", Grade.FAIR),
    ],
)
def test_the_ticked_grade_is_the_grade(words, grade):
    assert report(f"{HEAD}{COLUMNS}{ROWS}自评结论\t{words}\n").conclusion.grade is grade


def test_a_form_without_a_tick_has_no_grade():
    conclusion = report(f"{HEAD}{COLUMNS}{ROWS}自评结论\t□优 □良 □中 □差\n").conclusion

    assert conclusion is None or conclusion.grade is None


def test_a_total_of_money_in_a_table_that_nobody_knows_is_not_the_score():
    found = report(
        f"{HEAD}任务\t主要内容\t总额\t财政\t其他\t进展说明\n河道\t治理河道12公里\t360\t300\t60\t已完工\n供水\t供水站5处\t240\t240\t0\t已完工\n"
        f"金额合计\t\t600\t540\t60\t\n{COLUMNS}{ROWS}总分\t\t\t\t\t100\t99.7\t\n"
    )

    assert (found.total.weight, found.total.score) == (100, Decimal("99.7"))


def test_weights_that_are_shares_of_one_are_points():
    found = report(
        f"{HEAD}指标\t目标\t完成\t权重\t得分\n治理面积\t32公顷\t33公顷\t0.6\t60\n营造林\t460公顷\t437公顷\t0.4\t38\n合计\t\t\t1\t98\n"
    )

    assert [row.weight for row in found.indicators] == [60, 40]
    assert (found.total.weight, found.total.score) == (100, 98)


@pytest.mark.parametrize(("stated", "said"), [("99.7", False), ("98.7", True)])
def test_the_score_with_the_budget_s_beside_a_total_of_the_rows(stated, said):
    money = "年度预算（万元）\t1200\t全年执行（万元）\t1164\n预算执行率\t97%\t预算执行得分\t9.7\n"
    text = f"{HEAD}{money}指标\t权重\t目标\t完成\t得分\n造林\t50\t2万亩\t2万亩\t50\n抚育\t40\t1万亩\t1万亩\t40\n合计\t90\t\t\t90\n自评总分：{stated}分\n"

    assert bool({"SC01", "SC10"} & codes(text)) == said


def test_a_row_of_execution_in_the_column_of_levels_has_its_name_there():
    from_grid = gridded(
        "2023年度绿道管护项目支出绩效自评表",
        *((word, 1, place) for place, word in enumerate(("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"), 1)),
        *((word, 2, place) for place, word in enumerate(("产出指标", "数量指标", "补植乔木", "320株", "325株", "90", "90"), 1)),
        ("预算执行率", 3, 1), ("", 3, 2), ("", 3, 3), ("100%", 3, 4), ("97.5%", 3, 5), ("10", 3, 6), ("9.75", 3, 7),
    )  # fmt: skip
    (found,) = rules.extract(from_grid)

    assert [(row.level1, row.name, row.score) for row in found.indicators][1] == (None, "预算执行率", Decimal("9.75"))


# ---------------------------------------------------------------- what forms print for all


@pytest.mark.parametrize(
    "note",
    [
        "注：1.得分一档最高不能超过该指标分值上限。",
        "2.定性指标根据指标完成情况分为达成预期指标、部分达成、未达成三档，分别按照100-80%（含80%）、80-60%（含60%）、60-0%合理确定分值。",
        "3.定量指标若为正向指标，则得分计算方法应用全年实际值（B）/年度指标值（A）*该指标分值。",
    ],
)
def test_a_note_of_the_national_forms_asserts_nothing(note):
    (outcome,) = pipeline.audit((HEAD + COLUMNS + ROWS + "总分\t\t\t\t\t90\t90\t\n" + note + "\n").encode(), "form.txt")

    assert outcome.coverage.unmatched == outcome.coverage.not_assessable == 0


def test_a_table_of_contents_asserts_nothing():
    text = f"2023年度绩效自评表汇编\n目录\n一、绿道管护绩效自评表……1\n二、路灯维护绩效自评表......12\n{HEAD}{COLUMNS}{ROWS}"

    assert {
        entry.quote
        for one in pipeline.audit(text.encode(), "form.txt")
        for entry in one.ledger
        if entry.status == "unmatched"
    } == set()


@pytest.mark.parametrize("label", ["未完成原因", "偏差原因分析", "未完成的原因及改进措施"])
def test_a_reason_for_all_rows_in_one_cell_is_a_note(label):
    table = "指标\t目标\t完成\t权重\t得分\n培训\t120期\t118期\t50\t49.17\n选派\t60名\t62名\t50\t50\n"

    assert "SC08" in codes(HEAD + table)
    assert "SC08" not in codes(f"{HEAD}{table}{label}：两期培训因疫情未举办，已列入次年计划。\t\t\t\t\n")


# ---------------------------------------------------------------- set with blanks


def test_a_value_that_one_blank_joins_to_its_name():
    found = report(
        f"{HEAD}一级指标   二级指标       三级指标           年度指标值      全年完成值     分值   得分\n"
        "产出指标   数量指标       开放天数           ≥300天          312天          50     50\n"
        "           时效指标       补助资金到位及时率 100%            98%            50     49\n"
    )

    assert rows(found)[1][3:] == ("补助资金到位及时率", "100%", "98%", "50", "49")


def test_letters_of_a_total_that_stand_apart_are_its_label():
    found = report(
        f"{HEAD}指标       目标     完成     分值   得分\n补植乔木   320株    325株    60     60\n开放天数   300天    310天    40     40\n"
        "合  计                       100    100\n"
    )

    assert ([row.name for row in found.indicators], found.total.score) == (["补植乔木", "开放天数"], 100)


# ---------------------------------------------------------------- lists

LIST = (
    "2023年度项目绩效自评结果汇总表\n填报单位：河口市水务局    单位：万元\n序号\t项目名称\t预算数\t执行数\t执行率\t自评得分\t等级\n"
    "1\t堤防养护\t320.00\t316.80\t99.00%\t98.9\t优\n2\t农村饮水\t560.00\t504.00\t90.00%\t94.0\t优\n合计\t\t880.00\t820.80\t{rate}\t\t\n"
)


def test_the_rate_of_a_list_s_total_is_worked_out():
    assert "BU02" not in codes(LIST.format(rate="93.27%"))
    assert "BU02" in codes(LIST.format(rate="94.27%"))
    assert pipeline.audit(LIST.format(rate="93.27%").encode(), "form.txt")[0].coverage.unread == 0


def test_a_list_without_a_rate_in_its_total_row_has_none():
    assert report(LIST.format(rate="")).lists[0].rate is None


# ---------------------------------------------------------------- money on its side, and local labels


def test_a_money_table_on_its_side():
    found = report(
        f"{HEAD}项目资金\t资金总额\t财政资金\t其他资金\n年初预算\t180.00\t150.00\t30.00\n调整预算\t176.00\t150.00\t26.00\n"
        f"实际支出\t167.20\t142.50\t24.70\n执行率\t95.00%\t95.00%\t95.00%\n{COLUMNS}{ROWS}"
    )

    assert [(line.name, line.initial, line.budget, line.spent, line.rate) for line in found.budget] == [
        ("资金总额", Decimal("180.00"), Decimal("176.00"), Decimal("167.20"), Decimal("95.00")),
        ("财政资金", Decimal("150.00"), Decimal("150.00"), Decimal("142.50"), Decimal("95.00")),
        ("其他资金", Decimal("30.00"), Decimal("26.00"), Decimal("24.70"), Decimal("95.00")),
    ]


LOCAL = (
    "部门整体支出绩效自评表（2023年度）\n填报单位：（盖章）云岩县档案馆\n一级指标\t二级指标\t三级指标\t权重\t年度指标值\t全年完成值\t得分\n"
    "履职效能（60分）\t重点工作（60分）\t接收档案\t20\t≥8000卷\t8236卷\t20\n\t\t数字化扫描\t{weight}\t≥60万页\t62.5万页\t{weight}\n"
    "管理效率（40分）\t预算管理（40分）\t预算执行率\t40\t≥95%\t99%\t40\n合计\t\t\t100\t\t\t100\n"
)


def test_the_points_of_labels_that_only_this_form_knows_are_theirs():
    found = report(LOCAL.format(weight=40))

    assert {(level.label, level.weight) for level in found.levels} >= {("重点工作", 60), ("预算管理", 40)}
    assert not any(row.ambiguous for row in found.indicators)
    assert found.organisation == "云岩县档案馆"
    assert "SC03" not in codes(LOCAL.format(weight=40))
    assert "SC03" in codes(LOCAL.format(weight=35))


def test_a_budget_with_a_score_and_no_weight_leaves_no_row_missing():
    money = "资金（万元）\t预算数\t执行数\t执行率\t得分\n年度资金总额\t5200\t4940\t95%\t9.5\n"

    assert not {"ST04", "SC02"} & codes(HEAD + money + COLUMNS + ROWS + "总分\t\t\t\t\t100\t99.5\t\n")


# ---------------------------------------------------------------- indicators in lines


@pytest.mark.parametrize("mark", ["★", "", "（1）", "1."])
def test_lines_that_tell_both_sides_of_an_indicator(mark):
    found = report(
        "项目支出绩效自评表\n项目名称：营养改善计划（2023年）\n项目单位：望谟县教育局\n"
        f"{mark}受益学生数：目标18600人，实际18742人；\n{mark}供餐天数：目标100天，实际96天；\n{mark}学生满意度：目标≥90%，实际95.3%。\n"
    )

    assert [row[3:6] for row in rows(found)] == [
        ("受益学生数", "18600人", "18742人"),
        ("供餐天数", "100天", "96天"),
        ("学生满意度", "≥90%", "95.3%"),
    ]


def test_one_such_line_in_a_report_stays_a_sentence():
    text = "2023年度绿道管护项目绩效自评报告\n供餐天数：目标100天，实际96天。\n自评得分98分。\n"

    assert report(text).indicators == ()


# ---------------------------------------------------------------- labels with their steps


@pytest.mark.parametrize("joint", ["-", "－", "—", "/", " - "])
def test_level_and_category_in_one_cell(joint):
    found = report(
        f"{HEAD}指标层级\t指标名称\t计划指标值\t实际完成值\t权重\t得分\n产出{joint}数量\t服务中心\t16个\t16个\t60\t60\n"
        f"效益{joint}社会\t服务人次\t≥5万人次\t6万人次\t40\t40\n"
    )

    assert [(row.level1, row.category) for row in found.indicators] == [("产出", "数量指标"), ("效益", "社会效益指标")]


def test_a_name_with_slashes_is_no_path():
    found = report(
        f"{HEAD}指标\t目标\t完成\t权重\t得分\n产出/投入比\t1.2倍\t1.3倍\t50\t50\n服务人次\t5万人次\t6万人次\t50\t50\n"
    )

    assert [row.name for row in found.indicators] == ["产出/投入比", "服务人次"]


# ---------------------------------------------------------------- money


@pytest.mark.parametrize("heading", ["预算调整数（+/-）", "预算追加数", "预算变动"])
def test_an_amount_below_nought_is_no_points(heading):
    found = report(
        f"{HEAD}预算安排及执行\t年初预算\t{heading}\t调整后预算\t预算执行数\t执行率\t结转结余\n\t500.00\t-20.00\t480.00\t468.00\t97.5%\t12.00\n"
    )

    (line,) = found.budget
    assert (line.initial, line.budget, line.spent, line.weight) == (500, 480, 468, None)


def test_what_is_left_of_the_money_is_no_part_of_it():
    found = report(
        f"{HEAD}批复预算：1,200,000.00元   实际支出：1,176,000.00元   结余：24,000.00元   执行率：98%\n{COLUMNS}{ROWS}"
    )

    assert [(line.part, line.spent) for line in found.budget] == [("total", Decimal("117.6"))]
    assert "BU01" not in codes(
        f"{HEAD}批复预算：120元   实际支出：117.6元   结余：2.4元   执行率：98%\n{COLUMNS}{ROWS}"
    )


@pytest.mark.parametrize("line", ["（2021年度）          金额：人民币元", "（2021年度）\t金额单位：元"])
def test_the_year_beside_the_unit_of_money(line):
    found = report(
        f"项目支出绩效自评情况表\n{line}\n项目名称：文化服务中心        主管单位：银杏县文旅局\n资金类别\t预算金额\t支出金额\t支出比例\n上级补助\t1,600,000\t1,520,000\t95.00%\n"
    )

    assert (found.year, found.project, found.budget[0].unit) == (2021, "文化服务中心", "元")


# ---------------------------------------------------------------- headings that look like titles, and labels like goals


def test_a_heading_whose_words_run_together_like_a_title_opens_no_form():
    found = report(
        f"{HEAD}批复预算\t120\t实际支出\t117\n指标名称\t年初指标值\t年末完成值\t自评说明\n康复人数\t320人\t326人\t完成\n辅具适配\t450件\t462件\t完成\n"
    )

    assert [row.name for row in found.indicators] == ["康复人数", "辅具适配"]


def test_a_category_called_after_goals_heads_no_levels():
    table = (
        "一级指标\t二级指标\t三级指标\t分值\t扣分\t得分\n投入（20分）\t目标设定（20分）\t目标合理性\t20\t0\t20\n"
        "过程（40分）\t预算执行（40分）\t预算完成率\t40\t0\t40\n产出（40分）\t职责履行（40分）\t社会公众满意度\t40\t0\t40\n合计\t\t\t100\t0\t100\n"
    )

    assert not {"SC16", "SC03"} & codes("部门整体支出绩效自评表（2023年度）\n单位名称\t靖江县法院\n" + table)


def test_a_row_of_satisfaction_under_another_level_is_satisfaction():
    table = "一级指标\t三级指标\t目标值\t完成值\t分值\t得分\n产出\t审结率\t≥95%\t96%\t50\t50\n效益\t{name}\t≥90%\t92%\t50\t50\n合计\t\t\t\t100\t100\n"

    assert "ST02" not in codes(HEAD + table.format(name="社会公众满意度"))
    assert "ST02" in codes(HEAD + table.format(name="社会公众知晓率"))


# ---------------------------------------------------------------- one cell, two things


def test_figures_behind_all_names_are_their_points():
    found = report(
        f"{HEAD}一级指标\t二级指标\t三级指标\t预期指标值\t实际完成值\t得分\n产出指标（60）\t数量指标\t维修渠道（60）\t45公里\t45公里\t60\n"
        "效益指标（30）\t社会效益\t灌溉保证率（30）\t≥85%\t86%\t30\n\t预算执行率（10）\t\t100%\t95%\t9.5\n"
    )

    assert [(row.level1, row.name, row.weight) for row in found.indicators] == [
        ("产出指标", "维修渠道", 60),
        ("效益指标", "灌溉保证率", 30),
        (None, "预算执行率", 10),
    ]


def test_a_figure_behind_some_names_is_part_of_them():
    found = report(f"{HEAD}指标\t目标\t完成\t得分\n新建泵站（3）\t45座\t45座\t60\n灌溉保证率\t≥85%\t86%\t40\n")

    assert [(row.name, row.weight) for row in found.indicators] == [("新建泵站（3）", None), ("灌溉保证率", None)]


@pytest.mark.parametrize("arrow", ["→", "->", " → "])
def test_from_target_to_result_in_one_cell(arrow):
    found = report(
        f"{HEAD}评价指标（分值）\t目标值{arrow}完成值\t得分\t备注\n新建水厂（60分）\t3座{arrow}3座\t60\t\n受益人口（40分）\t2.6万人{arrow}2.58万人\t39.7\t未入户\n"
    )

    assert [row[3:7] for row in rows(found)] == [
        ("新建水厂", "3座", "3座", "60"),
        ("受益人口", "2.6万人", "2.58万人", "40"),
    ]


def test_a_bound_behind_a_name_is_the_target_where_no_column_is():
    found = report(
        f"{HEAD}权重\t评价内容\t完成情况\t得分\n60\t人员控制率≤100%\t95.35%\t60\n40\t群众满意度≥90%\t89.6%\t40\n"
    )

    assert [row[3:6] for row in rows(found)] == [("人员控制率", "≤100%", "95.35%"), ("群众满意度", "≥90%", "89.6%")]


def test_years_below_their_heading_are_no_money():
    found = report(
        f"{HEAD}年度\t项目\t预算（万元）\t决算（万元）\n2023\t中小企业专项\t1200\t1164\n2023\t数字化补助\t800\t760\n"
    )

    assert [(line.initial, line.budget, line.spent) for line in found.budget] == [(None, 1200, 1164), (None, 800, 760)]


# ---------------------------------------------------------------- second columns, shares of the weight


TWO_SCORES = (
    HEAD + "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t单位初评得分\t自评得分\t原因\n"
    "产出指标\t数量指标\t补植乔木\t≥320株\t325株\t60\t{first}\t60\t\n效益指标\t社会效益指标\t开放天数\t≥300天\t306天\t40\t38\t40\t\n"
    "总分\t\t\t\t\t100\t{total}\t100\t\n"
)


def test_a_second_column_of_scores_is_beside_the_one_that_counts():
    found = report(TWO_SCORES.format(first="58", total="96"))

    assert [(row.score, row.score_again) for row in found.indicators] == [(60, 58), (40, 38)]
    assert (found.total.weight, found.total.score, found.total.again) == (100, 100, 96)
    assert not {"SC01", "SC05", "SC17"} & codes(TWO_SCORES.format(first="58", total="96"))


@pytest.mark.parametrize(("first", "total"), [("62", "100"), ("58", "98")])
def test_a_second_column_of_scores_keeps_to_its_weights_and_its_total(first, total):
    assert "SC17" in codes(TWO_SCORES.format(first=first, total=total))


@pytest.mark.parametrize(("rate", "wrong"), [("90.0%", False), ("95.0%", True)])
def test_the_score_as_a_share_of_its_weight(rate, wrong):
    form = (
        HEAD + "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t得分率\t原因\n"
        f"产出指标\t数量指标\t补植乔木\t≥320株\t288株\t20\t18\t{rate}\t旱情\n产出指标\t质量指标\t成活率\t≥90%\t93%\t30\t30\t100%\t\n"
        "效益指标\t社会效益指标\t开放天数\t≥300天\t306天\t50\t50\t100%\t\n合计\t\t\t\t\t100\t98\t98%\t\n"
    )

    assert ("SC17" in codes(form)) is wrong
    assert report(form).total.score_rate.value == 98


def test_weights_of_levels_do_not_take_a_category_for_a_goal():
    form = (
        HEAD + "一级指标\t分值\t二级指标\t分值\t三级指标\t分值\t评分标准\t得分\t扣分原因\n"
        "决策\t40\t项目立项\t25\t立项依据充分性\t25\t符合得满分\t25\t\n\t\t绩效目标\t15\t绩效目标合理性\t15\t符合得满分\t15\t\n"
        "产出\t60\t产出数量\t60\t补植完成率\t60\t按比例得分\t60\t\n合计\t100\t\t100\t\t100\t\t100\t\n"
    )

    assert "SC16" not in codes(form)


# ---------------------------------------------------------------- rows


def test_blanks_of_a_row_that_has_all_its_cells_stay_blank():
    found = report(
        HEAD + "一级指标\t二级指标\t三级指标\t分值\t目标值\t实际值\t得分\t扣分原因\n"
        "投入\t目标设定\t绩效目标合理性\t5\t\t\t5\n\t\t绩效指标明确性\t5\t\t\t4\t部分指标没有量化\n"
        "产出\t职责履行\t审批办件量\t90\t≥4.2万件\t43560件\t90\t\n合计\t\t\t100\t\t\t99\t\n"
    )

    assert [(row.weight, row.target, row.actual, row.score, row.reason) for row in found.indicators[:2]] == [
        (5, None, None, 5, None),
        (5, None, None, 4, "部分指标没有量化"),
    ]
    assert [row.category_printed or row.category for row in found.indicators] == ["目标设定", "目标设定", "职责履行"]


OWN_REASONS = (
    HEAD + "一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\n"
    "产出指标\t数量指标\t补植乔木\t≥320株\t288株\t20\t18\n\t\t偏差原因：春旱四十天，余下的秋季补植\n"
    "\t质量指标\t成活率\t≥90%\t93%\t30\t30\n效益指标\t社会效益指标\t开放天数\t≥300天\t306天\t50\t50\n{last}合计\t\t\t\t\t100\t98\n"
)


def test_a_reason_in_a_row_of_its_own_is_that_of_the_row_above_it():
    found = report(OWN_REASONS.format(last=""))

    assert [row.reason for row in found.indicators] == ["春旱四十天，余下的秋季补植", None, None]
    assert found.notes == ()


def test_a_reason_below_all_rows_is_a_note_of_the_form():
    found = report(
        OWN_REASONS.replace("\t\t偏差原因：春旱四十天，余下的秋季补植\n", "").format(last="偏差原因：春旱四十天\n")
    )

    assert [row.reason for row in found.indicators] == [None, None, None]
    assert [note.text for note in found.notes] == ["春旱四十天"]


PATHS_SPELLED = (
    "青禾镇2023年度防疫经费绩效自评表\n填报单位：青禾镇人民政府\n"
    "产出指标——数量指标\n指标名称：发放物资  目标值：≥5000份  完成值：5120份  分值：60  得分：60\n"
    "满意度指标——服务对象满意度指标\n指标名称：居民满意度  目标值：≥85%  完成值：86%  分值：40  得分：40\n{total}\n"
)


@pytest.mark.parametrize("total", ["合计：分值100分，得分100分", "总分：满分100，自评得分100。"])
def test_level_and_category_on_one_line_and_the_total_on_another(total):
    found = report(PATHS_SPELLED.format(total=total))

    assert [(row.level1, row.category) for row in found.indicators] == [
        ("产出指标", "数量指标"),
        ("满意度指标", "满意度指标"),
    ]
    assert (found.total.weight, found.total.score) == (100, 100)


# ---------------------------------------------------------------- the points of the budget


POINTS_BELOW = (
    HEAD
    + "资金来源\t预算数\t执行数\t执行率\n合计\t100\t94\t94%\n"
    + COLUMNS
    + ROWS
    + "合计\t\t\t\t\t90\t90\t\n{}\n总得分\t\t\t\t\t100\t{}\t\n"
)


@pytest.mark.parametrize("row", ["预算执行得分\t\t\t\t\t10\t9.4\t", "预算执行率分值10分，得分9.4分。"])
@pytest.mark.parametrize(("total", "wrong"), [("99.4", False), ("99.9", True)])
def test_the_points_of_the_budget_below_the_rows(row, total, wrong):
    form = POINTS_BELOW.format(row, total)

    line = report(form).budget[0]
    assert (line.weight, line.score) == (10, Decimal("9.4"))
    assert bool({"SC01", "SC10"} & codes(form)) is wrong


def test_points_of_the_budget_behind_a_label_and_totals_side_by_side():
    found = report(
        "平安社区建设项目绩效自评表\n项目单位\t百川街道办事处\t年度\t2024\n预算金额（万元）\t100\t实际支出（万元）\t90\n"
        "预算执行率\t90%\t执行率得分（10分）\t9.0\n" + COLUMNS + ROWS + "指标得分合计\t90\t自评总分\t99\t自评等级\t优\n"
    )

    assert (found.budget[0].weight, found.budget[0].score) == (10, 9)
    assert (found.total.weight, found.total.score) == (None, 99)
    assert found.conclusion.grade == Grade.EXCELLENT


def test_a_unit_of_money_behind_the_name_of_a_body_is_no_part_of_it():
    found = report("绿道管护项目绩效自评表\n填报单位：望山县第一中学 金额单位：万元\n" + COLUMNS + ROWS)

    assert found.organisation == "望山县第一中学"


def test_guidance_between_a_label_and_its_note_is_no_indicator():
    found = report(
        HEAD + COLUMNS + ROWS + "说明\t请在此处简要说明各级审计和财政监督中发现的问题，如没有请填无。\t无\t\t\t\t\n"
    )

    assert [row.name for row in found.indicators] == ["补植乔木", "开放天数"]
    assert [note.text for note in found.notes] == ["无"]
