"""Columns of money tables that come from others: under groups, by formulas of many letters, by what was left."""

from decimal import Decimal

import pytest
from readings import gridded, report

from auditor import pipeline
from auditor.extract import rules

HEAD = "2024年度湿地修复项目支出绩效自评表\n项目名称\t湿地修复\t实施单位\t青禾县林业局\n"
ROWS = (
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因\n"
    "产出指标\t数量指标\t补植芦苇\t≥320亩\t325亩\t60\t60\t\n效益指标\t社会效益指标\t开放天数\t≥300天\t310天\t30\t30\t\n"
)


def table(title, lines):
    """The form of a grid; None is merged into the cell on its left."""
    cells = []
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            if text is None:
                continue
            width = 1 + next((n for n, one in enumerate(line[column:]) if one is not None), len(line) - column)
            cells.append((text, row, column, 1, width))
    (read,) = rules.extract(gridded(title, *cells))
    return read


def found(text, *codes):
    (outcome,) = pipeline.audit(text.encode(), "form.txt")
    return [
        (finding.code, finding.working)
        for finding in outcome.findings
        if finding.code in (codes or ("BU02", "BU04", "BU05", "BU14", "BU01", "SC02"))
        and finding.severity in ("error", "warning")
    ]


# ---------------------------------------------------------------- two lines of headings


TASKS = [
    ["年度主要任务", "内容", "预算数（万元）", None, None, "执行数（万元）", None, None],
    ["", "", "总额", "财政拨款", "其他", "总额", "财政拨款", "其他"],
    ["巡护监测", "全年巡护", "62.00", "60.00", "2.00", "60.50", "58.50", "2.00"],
    ["生境修复", "补植芦苇", "41.00", "40.00", "1.00", "39.20", "38.20", "{part}"],
    ["科普宣传", "开放日", "7.00", "7.00", "0.00", "7.00", "7.00", "0.00"],
    ["合计", "", "110.00", "107.00", "3.00", "106.70", "103.70", "3.00"],
]
LEVELS = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ["产出指标", "数量指标", "补植芦苇", "≥320亩", "325亩", "60", "60", ""],
    ["效益指标", "社会效益指标", "开放天数", "≥300天", "310天", "30", "30", ""],
]


def test_the_totals_of_grouped_columns_are_the_amounts():
    read = table("2024年度部门整体支出绩效自评表", [*_filled("1.00"), *LEVELS])

    assert [(line.name, line.budget, line.spent) for line in read.budget] == [
        ("巡护监测", Decimal("62.00"), Decimal("60.50")),
        ("生境修复", Decimal("41.00"), Decimal("39.20")),
        ("科普宣传", Decimal("7.00"), Decimal("7.00")),
        ("合计", Decimal("110.00"), Decimal("106.70")),
    ]
    assert len(read.indicators) == 2
    assert all(len(line.reckoned) == 2 for line in read.budget)


def _filled(part):
    return [[cell if cell is None else cell.format(part=part) for cell in row] for row in TASKS]


GROUPED = (
    HEAD
    + "资金来源\t预算数（万元）\t\t\t执行数（万元）\t\t\t执行率\n\t总额\t财政拨款\t其他\t总额\t财政拨款\t其他\t\n"
    + "巡护监测\t62.00\t60.00\t2.00\t60.50\t58.50\t2.00\t97.58%\n生境修复\t41.00\t40.00\t1.00\t39.20\t38.20\t{part}\t95.61%\n"
    + "科普宣传\t7.00\t7.00\t0.00\t7.00\t7.00\t0.00\t100.00%\n合计\t110.00\t107.00\t3.00\t106.70\t103.70\t3.00\t97.00%\n"
    + ROWS
)


def test_parts_beside_their_total_add_up_to_it():
    assert found(GROUPED.format(part="1.00")) == []
    assert found(GROUPED.format(part="1.50")) == [("BU04", "38.20 + 1.50 = 39.7 ≠ 39.20")]


def test_parts_that_do_not_exhaust_their_total_are_held_to_nothing():
    table = GROUPED.format(part="1.00").replace("其他\t", "其中：奖补\t")
    assert found(table.replace("60.00\t2.00", "30.00\t2.00").replace("58.50\t2.00", "28.50\t2.00")
                 .replace("40.00\t1.00", "20.00\t1.00").replace("38.20\t1.00", "18.20\t1.00"), "BU04") == []  # fmt: skip


# ---------------------------------------------------------------- formulas


def lettered(rate="95.00%", left="10.00"):
    return (
        HEAD
        + "资金类别\t年初结转（A）\t当年下达（B）\t年中追加（C）\t实际使用（D）\t结转结余（E=A+B+C-D）\t使用率（D/(A+B+C)）\n"
        + f"中央资金\t20.00\t160.00\t20.00\t190.00\t{left}\t{rate}\n"
        + "省级资金\t4.00\t76.00\t0.00\t72.00\t8.00\t90.00%\n合计\t24.00\t236.00\t20.00\t262.00\t18.00\t93.57%\n"
        + ROWS
    )


def test_formulas_of_many_letters_that_hold_are_no_faults():
    assert found(lettered()) == []


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (lettered(rate="92.00%"), ("BU02", "190.00 ÷ (20.00 + 160.00 + 20.00) = 95% ≠ 92.00%")),
        (lettered(left="12.00"), ("BU14", "20.00 + 160.00 + 20.00 − 190.00 = 10 ≠ 12.00")),
    ],
)
def test_formulas_of_many_letters_are_recomputed(form, told):
    assert found(form) == [told]


def test_the_usual_formula_stays_the_usual_rate():
    form = HEAD + "资金\t全年预算数（A）\t全年执行数（B）\t执行率（B/A×100%）\n年度资金总额\t100.00\t90.00\t{}\n" + ROWS

    assert found(form.format("90.00%")) == []
    assert found(form.format("95.00%")) == [("BU02", "90.00 ÷ 100.00 = 90% ≠ 95.00%")]
    assert report(form.format("90.00%")).budget[0].reckoned == ()


def test_a_table_without_a_column_of_names_before_carried_money_keeps_its_names():
    lines = [
        ["", "上年结转A", "本年到位B", "实际支出C", "结余D=A+B-C", "执行率E=C/(A+B)"],
        ["年度资金总额", "120.00", "680.00", "760.00", "40.00", "95.00%"],
        ["其中：财政拨款", "120.00", "480.00", "588.00", "12.00", "98.00%"],
        ["单位自有资金", "0.00", "200.00", "172.00", "28.00", "86.00%"],
    ]
    cells = [(text, row, column) for row, line in enumerate(lines, 1) for column, text in enumerate(line, 2)]
    (read,) = rules.extract(gridded("项目支出绩效自评表", ("项目资金（万元）", 1, 1, 4, 1), *cells))

    assert [(line.name, line.funded, line.spent) for line in read.budget] == [
        ("年度资金总额", 680, 760),
        ("财政拨款", 480, 588),
        ("单位自有资金", 200, 172),
    ]


# ---------------------------------------------------------------- what was left


def left(third="1.10", carried=""):
    return (
        HEAD
        + f"资金来源\t预算数\t支出数\t结余\t支出率\n中央资金\t48.00\t46.08\t1.92\t96.00%\n省级资金\t30.00\t27.00\t{carried or '3.00'}\t90.00%\n"
        + f"自筹资金\t22.00\t20.90\t{third}\t95.00%\n合计\t100.00\t93.98\t6.02\t93.98%\n"
        + ROWS
    )


def test_what_was_left_is_the_budget_less_the_spending():
    assert found(left()) == []
    assert found(left(third="2.10")) == [("BU14", "22.00 − 20.90 = 1.1 ≠ 2.10")]


def test_what_was_left_by_a_way_that_the_table_does_not_show_is_held_to_nothing():
    assert found(left(third="9.10", carried="11.00").replace("6.02", "22.02")) == []


# ---------------------------------------------------------------- years


def test_an_amount_of_the_year_before_is_none_of_this_year():
    form = (
        HEAD
        + "经费情况（万元）\t2023年决算数\t2024年预算数\t2024年决算数\n项目支出\t620.00\t700.00\t672.00\n公用经费\t75.00\t74.00\t72.00\n"
        + ROWS
    )

    assert [(line.initial, line.budget, line.spent) for line in report(form).budget] == [
        (None, 700, 672),
        (None, 74, 72),
    ]
    assert found(form) == []


def test_ceilings_that_were_not_used_up_need_no_reason():
    form = HEAD + "经费情况（万元）\t预算数\t决算数\n{}\t12.00\t9.00\n" + ROWS

    assert found(form.format("三公经费"), "BU06") == []
    assert [code for code, _ in found(form.format("专项经费"), "BU06")] == ["BU06"]
