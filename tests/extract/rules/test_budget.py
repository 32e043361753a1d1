"""Money rows are read by their heading, with blanks and dashes left blank."""

from decimal import Decimal

import pytest
from readings import document, gridded, report

from auditor.extract import rules
from auditor.relate import money

TITLE = "2023年度项目支出绩效自评表\n"
NATIONAL = "项目资金(万元)\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"


def lines(text):
    return [
        tuple(
            None if value is None else str(value)
            for value in (b.name, b.part, b.initial, b.budget, b.spent, b.rate, b.weight, b.score)
        )
        for b in report(TITLE + text).budget
    ]


def test_the_national_layout():
    assert lines(
        NATIONAL
        + "\t年度资金总额:\t1,200.50\t1300\t1118.5\t10\t86.0%\t8.6\n"
        + "\t其中:当年财政拨款\t1000\t1100\t1000\t—\t\t—\n"
        + "\t上年结转资金\t\t\t\t—\t\t—\n"
        + "\t其他资金\t200.50\t200\t118.5\t-\t(不清)\t-\n"
    ) == [
        ("年度资金总额", "total", "1200.50", "1300", "1118.5", "86.0", "10", "8.6"),
        ("当年财政拨款", "fiscal", "1000", "1100", "1000", None, None, None),
        ("上年结转资金", "carried", None, None, None, None, None, None),
        ("其他资金", "other", "200.50", "200", "118.5", None, None, None),
    ]


def test_a_blank_initial_amount_stays_blank():
    assert lines(NATIONAL + "\t年度资金总额\t\t387664.62\t387664.62\t10\t100%\t10\n") == [
        ("年度资金总额", "total", None, "387664.62", "387664.62", "100", "10", "10")
    ]


def test_one_row_whose_label_is_in_the_heading():
    found = report(
        "2023年度部门整体支出绩效自评表\n"
        "预算执行情况\t部门预算金额(万元)\t年初预算数\t全年预算数(A)\t全年执行数(B)\t分值\t得分\t执行率(B/A)\n"
        "\t\t873.7\t1122.87\t965.03\t10\t8.6\t85.9%\n"
        "偏差原因分析及改进措施\t部分项目当年未能结算。\t\t\t\t\t\t\n"
    )
    (line,) = found.budget

    assert (line.name, line.part, line.unit) == ("部门预算金额", "total", "万元")
    assert (line.initial, line.budget, line.spent) == (Decimal("873.7"), Decimal("1122.87"), Decimal("965.03"))
    assert (line.weight, line.score, line.rate) == (10, Decimal("8.6"), Decimal("85.9"))
    assert found.budget_reason.text == "部分项目当年未能结算。"


def test_only_budget_and_spending():
    assert lines(
        "项目资金(元)\t\t全年预算数(A)\t全年执行数(B)\t执行率(B/A)\n\t年度资金总额\t194.9\t190\t97.5%\n\t县级资金\t194.9\t190\t97.5%\n"
    ) == [
        ("年度资金总额", "total", None, "194.9", "190", "97.5", None, None),
        ("县级资金", "part", None, "194.9", "190", "97.5", None, None),
    ]


def test_the_weight_in_the_heading_belongs_to_the_total():
    found = report(
        TITLE
        + "预算执行情况(万元)(20分)\t\t预算数(A)\t执行数(B)\t执行率(B/A)\t得分(20分*执行率)\n\t年度财政资金总额\t1.56\t1.56\t1\t20\n"
    )
    (line,) = found.budget

    assert (line.weight, line.score, line.rate) == (20, 20, 100)
    assert (
        document(TITLE + "预算执行情况(万元)(20分)\t\t预算数(A)\t执行数(B)\t执行率(B/A)\t得分(20分*执行率)\n").quote(
            line.weight_span
        )
        == "预算执行情况(万元)(20分)"
    )
    assert [rule.text for rule in found.rules] == ["得分(20分*执行率)"]


@pytest.mark.parametrize(
    ("amounts", "printed", "rate"),
    [
        ("100\t86.1", "86.1%", "86.1"),
        ("100\t86.1", "0.861", "86.1"),
        ("100\t86.1", "86.1", "86.1"),
        ("100\t100", "1", "100"),
        ("1000\t10", "1", "1"),
        ("\t", "79.27", "79.27"),
        ("\t", "0.79", "79"),
        ("0\t0", "0", "0"),
    ],
)
def test_rates_are_per_cent_however_printed(amounts, printed, rate):
    (line,) = report(
        TITLE + f"项目资金(万元)\t\t全年预算数\t全年执行数\t执行率\n\t年度资金总额\t{amounts}\t{printed}\n"
    ).budget

    assert line.rate == Decimal(rate)


def test_rows_shifted_by_one_column_and_the_weight_of_the_rate():
    assert lines(
        "\t\t年初预算数\t全年(调整)预算数\t全年执行数\t执行率\t执行率权重\t执行率得分\n"
        "年度总金额\t(不清)\t(不清)\t(不清)\t\t\t\n其中财政拨款\t120\t130\t103.05\t79.27\t10\t7.93\n"
    ) == [
        ("年度总金额", "total", None, None, None, None, None, None),
        ("财政拨款", "fiscal", "120", "130", "103.05", "79.27", "10", "7.93"),
    ]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("项目资金(元)", "元"), ("项目资金(单位:亿元)", "亿元"), ("资金情况", "万元"), ("预算情况(千元)", "千元")],
)
def test_the_unit_is_printed_in_the_heading(heading, unit):
    (line,) = report(TITLE + f"{heading}\t\t全年预算数\t全年执行数\t执行率\n\t年度资金总额\t10\t10\t100%\n").budget

    assert line.unit == unit


def test_the_unit_may_stand_above_the_table():
    (line,) = report(TITLE + "金额单位：元\n\n项目资金\t\t全年预算数\t全年执行数\n\t年度资金总额\t10\t10\n").budget

    assert line.unit == "元"


def test_merged_labels_of_a_known_grid():
    (found,) = rules.extract(
        gridded(
            TITLE.strip(),
            *[
                ("项目资金（万元）", 1, 1, 3),
                ("", 1, 2),
                ("年初预算数", 1, 3),
                ("全年预算数", 1, 4),
                ("全年执行数", 1, 5),
            ],
            *[("年度资金总额", 2, 2), ("90", 2, 3), ("", 2, 4), ("85", 2, 5)],
            *[("其他资金", 3, 2), ("", 3, 3), ("", 3, 4), ("5", 3, 5)],
        )
    )

    assert [(line.part, line.initial, line.budget, line.spent) for line in found.budget] == [
        ("total", 90, None, 85),
        ("other", None, None, 5),
    ]


def test_the_columns_of_a_transfer_form():
    (line,) = report(
        "2023年度转移支付区域绩效自评表\n"
        "资金情况(万元)\t\t年度预算数(A)\t资金到位数(D)\t到位率(D/A)\t全年执行数(E)\t预算执行率(E/A)\n"
        "\t年度资金总额\t300\t280\t93.3%\t270\t90%\n"
    ).budget

    assert (line.budget, line.spent, line.rate) == (300, 270, 90)


def test_tasks_are_named_by_their_own_column():
    found = report(
        TITLE
        + "年度主要任务\t任务名称\t主要内容\t完成情况\t预算数(万元)\t执行数(万元)\t执行率\n"
        + "\t养老服务\t建设养老中心2个\t已建成2个\t120\t118\t98.33%\n"
    )

    assert [(line.name, line.part, line.budget, line.spent) for line in found.budget] == [
        ("养老服务", "part", 120, 118)
    ]


def test_a_table_of_what_was_granted_what_arrived_and_what_was_spent():
    found = report(
        "专项资金绩效自评表（2023年度）\n资金情况\t资金性质\t预算安排（万元）\t实际到位（万元）\t实际支出（万元）\t支出进度\n"
        "\t省级资金\t1500\t1500\t1425\t95.00%\n\t县级配套\t300\t240\t240\t100.00%\n\t合计\t1800\t1740\t1665\t95.69%\n"
    )

    assert [(line.name, line.budget, line.funded, line.spent, line.rate) for line in found.budget] == [
        ("省级资金", 1500, 1500, 1425, Decimal("95.00")),
        ("县级配套", 300, 240, 240, Decimal("100.00")),
        ("合计", 1800, 1740, 1665, Decimal("95.69")),
    ]


def test_rows_about_the_management_of_money_are_no_lines_of_it():
    found = report(
        "中央对地方转移支付绩效自评表（2023年度）\n资金投入情况（万元）\t\t全年预算数（A）\t全年执行数（B）\t预算执行率（B/A）\n"
        "\t年度资金总额：\t420\t398.5\t94.88%\n资金管理情况\t分配科学性\t按因素法分配\t存在问题和改进措施\n\t下达及时性\t30日内下达\n"
    )

    assert [line.name for line in found.budget] == ["年度资金总额"]


@pytest.mark.parametrize("label", ["资金情况（万元）", "资金安排及使用情况（万元）", "项目经费（万元）"])
def test_a_row_without_a_name_beside_the_heading_that_reaches_down_is_the_total(label):
    heading = [
        (words, 1, column) for column, words in enumerate(("预算安排金额", "实际到位金额", "实际支出金额", "支出率"), 2)
    ]
    figures = [(words, 2, column) for column, words in enumerate(("860.00", "860.00", "825.60", "96.00%"), 2)]
    (found,) = rules.extract(gridded("2023年度项目支出绩效自评表", (label, 1, 1, 2), *heading, *figures))
    (line,) = found.budget
    assert (line.part, str(line.budget), str(line.spent), str(line.rate)) == ("total", "860.00", "825.60", "96.00")


def test_money_of_one_level_among_several_is_not_all_of_the_fiscal_money():
    found = report(
        TITLE
        + "资金来源\t预算数\t支出数\n中央财政资金\t1800\t1742.3\n省级财政资金\t640\t610\n市级财政资金\t120\t110\n合计\t2560\t2462.3\n"
    )
    assert money.find(found, "fiscal") is None
    alone = report(TITLE + "资金来源\t预算数\t支出数\n市级财政资金\t120\t110\n单位自筹\t30\t30\n合计\t150\t140\n")
    assert money.find(alone, "fiscal").name == "市级财政资金"
