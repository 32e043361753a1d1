"""Points for a target partly reached, a mean of rates by their amounts, and what the proposers tie together for them."""

from decimal import Decimal

import builders
import pytest
from judging import judged

from auditor.relate.earned import CRITERION, EARNED, PROPORTION, due
from auditor.relate.headed import HEADED
from auditor.relate.money_rows import ARRIVED, COST


@pytest.mark.parametrize(
    ("form", "score", "actual", "target", "status"),
    [
        ("earned", "8", "80人", "100人", "agreed-or-reconciled"),
        ("earned", "8.0", "80人", "100人", "agreed-or-reconciled"),
        ("earned", "9.5", "80人", "100人", "contradicted"),
        ("earned", "7.9", "80人", "100人", "contradicted"),
        ("earned", "9.37", "45次", "48次", "agreed-or-reconciled"),  # cut off
        ("earned", "9.38", "45次", "48次", "agreed-or-reconciled"),  # rounded
        ("earned", "9.36", "45次", "48次", "contradicted"),
        ("earned", "9", "45次", "48次", "agreed-or-reconciled"),  # whole points of 9.375
        ("earned", "8", "1600米", "2公里", "agreed-or-reconciled"),  # other units of one family
        ("earned-less", "9.09", "110元", "100元", "agreed-or-reconciled"),
        ("earned-less", "9", "125元", "100元", "contradicted"),
        ("excess", "9", "110元", "100元", "agreed-or-reconciled"),
        ("excess", "0", "250元", "100元", "agreed-or-reconciled"),
        ("excess", "1", "250元", "100元", "contradicted"),
    ],
)
def test_points_by_how_much_was_reached(form, score, actual, target, status):
    found = judged("product", score, "10", actual, target, form=form)
    assert found.status in status.replace("agreed-or-reconciled", "agreed reconciled").split()


@pytest.mark.parametrize(
    ("score", "rate", "broken"),
    [
        ("9.42", "94.15%", False),
        ("9.41", "94.15%", False),
        ("9.9", "94.15%", True),
        ("10", "103%", False),
        ("10.3", "103%", True),
    ],
)
def test_points_by_the_rate_that_the_row_reports(score, rate, broken):
    assert (judged("product", score, "10", rate, form="earned").status == "contradicted") is broken


def test_a_target_of_nought_earns_nothing_that_can_be_told():
    assert judged("product", "8", "10", "80人", "0人", form="earned").status == "not-assessable"
    assert judged("product", "8", "10", "0元", "100元", form="earned-less").status == "not-assessable"
    assert judged("product", "8", "10", "80人", "100公里", form="earned").status == "not-assessable"


@pytest.mark.parametrize(
    ("whole", "broken"), [("85.0%", False), ("85%", False), ("85.1%", False), ("86.0%", True), ("95.0%", True)]
)
def test_a_mean_of_rates_by_their_amounts(whole, broken):
    """100.0 × 90.0 % and 100.0 × 80.0 % may come to 84.9 to 85.1 %."""
    found = judged("ratio", whole, "100.0万元", "90.0%", "100.0万元", "80.0%", form="weighted")
    assert (found.status == "contradicted") is broken
    assert found.expected == Decimal(85)


def test_a_mean_of_rates_of_unlike_amounts():
    found = judged("ratio", "60%", "300.0万元", "50.0%", "1000000元", "90.0%", form="weighted")
    assert found.status != "contradicted"
    assert judged("ratio", "60%", "300.0万元", "50.0%", "100人", "90.0%", form="weighted").status == "not-assessable"


@pytest.mark.parametrize(
    ("asked", "broken"), [("95%", True), ("70%", False), ("71%", True), ("65%", False), ("60%以上", False)]
)
def test_a_rate_that_is_asked_for_is_reached_from_there_on(asked, broken):
    assert (judged("ratio", asked, "182万元", "260万元", form="at-least").status == "contradicted") is broken


def relations(of, **parts):
    network = builders.context(builders.report(**parts), "national").network
    return [(one.by, one.relation.form, one.judgement.status) for one in network.of(of=of)]


def test_a_row_that_lost_points_for_a_missed_target_is_tied():
    rows = ["数量指标 | 培训人数 | ≥100人 | 80人 | 10 | 8", "成本指标 | 单位成本 | ≤100元 | 110元 | 10 | 9.09"]
    assert relations(EARNED, rows=rows) == [
        (PROPORTION, "earned", "reconciled"),
        (PROPORTION, "earned-less", "reconciled"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "数量指标 | 培训人数 | ≥100人 | 120人 | 10 | 8",
        "数量指标 | 培训人数 | ≥100人 | 80人 | 10 | 10",
        "数量指标 | 培训人数 | ≥100人 | 80公里 | 10 | 8",
        "数量指标 | 培训人数 | ≥100人 | 80人 | 10 | 8 | - | 每少1人扣0.5分",
        "数量指标 | 培训情况 | 良好 | 一般 | 10 | 8",
    ],
)
def test_what_no_formula_gives_is_left_alone(row):
    assert relations(EARNED, rows=[row]) == []


def test_a_criterion_of_the_row_stands_before_the_form_s_own_way():
    rows = [
        "数量指标 | 资金支出率 | ≥95% | 94.15% | 10 | 9.42 | - | 得分=权重×支出率",
        "数量指标 | 培训人数 | ≥100人 | 80人 | 10 | 5",
    ]
    assert relations(EARNED, rows=rows, rules=["每少完成1%扣0.5分"]) == [(CRITERION, "earned", "reconciled")]


def test_the_points_due_are_told_to_two_places():
    report = builders.report(rows=["数量指标 | 培训场次 | ≥3场 | 2场 | 10 | 10"])
    context = builders.context(report, "national")
    assert due(report.indicators[0], 0, context.network.numbers, context.profile) == Decimal("6.67")


def test_a_heading_is_what_stands_under_it():
    assert relations(HEADED, levels=["年度绩效目标 80", "产出指标 50", "效益指标 30"]) == [(HEADED, "", "agreed")]
    assert relations(HEADED, levels=["年度绩效目标 80", "产出指标 60", "效益指标 40"]) == [(HEADED, "", "contradicted")]
    assert relations(HEADED, levels=["年度绩效目标 80", "产出指标 80"]) == []


def test_the_cost_of_the_whole_is_what_was_spent_of_any_line():
    budget = ["年度资金总额 | 100 | 100 | 95 | 10 | 95% | 9.5", "其中：财政拨款 | 90 | 90 | 85.20"]
    rows = "成本指标 | 项目总成本 | ≤90.00万元 | {} | 10 | 10"
    assert relations(COST, budget=budget, rows=[rows.format("95万元")]) == [(COST, "", "agreed")]
    assert relations(COST, budget=budget, rows=[rows.format("85.2万元")]) == [(COST, "", "reconciled")]
    assert relations(COST, budget=budget, rows=[rows.format("90.00万元")]) == [(COST, "", "contradicted")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("数量指标 | 资金到位率 | ≥95% | 70% | 5 | 5", [("", "agreed")]),
        ("数量指标 | 资金到位率 | ≥95% | 100% | 5 | 5", [("", "contradicted")]),
        ("数量指标 | 资金到位率 | - | - | 5 | 5", [("per", "contradicted")]),
        ("数量指标 | 资金到位率 | - | - | 5 | 3.5", []),
        ("数量指标 | 资金到位率 | ≥95%", [("at-least", "contradicted")]),
        ("数量指标 | 资金到位率 | ≥60%", [("at-least", "reconciled")]),
        ("数量指标 | 到位及时率 | ≥95% | 100% | 5 | 5", []),
    ],
)
def test_what_arrived_is_told_by_actual_points_or_target(row, found):
    budget = ["年度资金总额 | 260 | 260 | 180 | 10 | 69.23% | 6.92 | 182"]
    assert [(form, status) for _by, form, status in relations(ARRIVED, budget=budget, rows=[row])] == found


def test_what_arrived_in_full_earns_full_marks():
    budget = ["年度资金总额 | 260 | 260 | 180 | 10 | 69.23% | 6.92 | 300"]
    assert relations(ARRIVED, budget=budget, rows=["数量指标 | 资金到位率 | - | - | 5 | 5"]) == []
