"""Totals that nobody added up again: each explained in the one way that fits, or not at all."""

from decimal import Decimal

import builders
import pytest
from outcomes import finding

from auditor.diagnosis import totals

BUDGET = "年度资金总额 | 100 | 100 | 80 | 10 | 80% | 8"
"""The execution of the budget lost two of its ten points."""


def row(weight, score, name="管网长度"):
    return f"数量指标 | {name} | ≥100公里 | 90公里 | {weight} | {score}"


def off(by, **made):
    """The explanations of a total that is so much more than its parts."""
    return list(
        totals.stale(builders.report(**made), [finding("SC01", fingerprint="f", score_change=-Decimal(str(by)))])
    )


def only(found):
    (one,) = found
    return one


@pytest.mark.parametrize(
    ("by", "rows", "budget", "said"),
    [
        ("2.50", [row(20, "17.5")], (), "总分多出的2.5分，正是「管网长度」所扣的分（20 − 17.5）"),
        (2, [row(20, 20)], [BUDGET], "总分多出的2分，正是预算执行所扣的分，可能按满分计入"),
        (-8, [row(20, 20)], [BUDGET], "总分少的8分，正是预算执行得分，可能没有计入"),
        (8, [row(20, 20)], [BUDGET], "总分多出的8分，正是预算执行得分，可能计了两次"),
        ("0.5", [row(20, "19.5")], (), "正是「管网长度」所扣的分"),
        ("0.5", (), ["年度资金总额 | 100 | 100 | 95 | 10 | 95% | 9.5"], "正是预算执行所扣的分"),
        (8, [row(20, 20)], ["其中：财政拨款 | 1 | 1 | 1", BUDGET], "可能计了两次"),
    ],
)
def test_a_gap_that_one_part_explains(by, rows, budget, said):
    one = only(off(by, rows=rows, budget=budget, total="100 | 90"))
    assert said in one.message
    assert one.proposal == f"建议（供核实）：把总分改为{90 - Decimal(by).normalize():f}。"


@pytest.mark.parametrize(
    ("by", "rows", "budget"),
    [
        (3, [row(20, 18)], ()),
        (0, [row(20, 20)], ()),
        (-2, [row(20, 18)], ()),
        (-2, [row(18, 20)], ()),
        (2, [row("-", 18)], ()),
        (2, [row(20, "-")], ()),
        (2, [row(20, 18), row(30, 28, "水厂数量")], ()),
        (2, [row(20, 18)], [BUDGET]),
        (-2, [row(20, 20)], ["年度资金总额 | 100 | 100 | 80 | 8 | 80% | 10"]),
        (-3, [row(20, 20)], [BUDGET]),
        (9, [row(20, 20)], [BUDGET]),
        (2, [row(20, 20)], ["年度资金总额 | 100 | 100 | 80 | 10 | 80% | -"]),
        (2, [row(20, 20)], ()),
    ],
)
def test_a_gap_that_nothing_or_too_much_explains(by, rows, budget):
    assert off(by, rows=rows, budget=budget, total="100 | 90") == []


def test_a_row_whose_weight_is_not_printed_loses_nothing():
    line = "年度资金总额 | 100 | 100 | 80 | - | 80% | 8"
    assert "计了两次" in only(off(8, budget=[line], total="100 | 90")).message
    assert off(2, budget=[line], total="100 | 90") == []


@pytest.mark.parametrize(
    ("by", "total", "score"),
    [
        (8, "100 | 8", "0"),
        (8, "100 | 7.9", None),
        (-8, "100 | 92", "100"),
        (-8, "100 | 92.1", None),
        (-8, "120 | 100", "108"),
        (-8, "90 | 82", "90"),
        (-8, "90 | 83", None),
        (-8, "- | 92", "100"),
        (-8, "- | 93", None),
        (-8, "100 | -", None),
    ],
)
def test_no_total_is_proposed_below_nothing_or_above_the_full_marks(by, total, score):
    found = off(by, budget=[BUDGET], total=total)
    assert [one.proposal for one in found] == ([f"建议（供核实）：把总分改为{score}。"] if score else [])


def test_without_a_total_nothing_is_explained():
    assert off(8, budget=[BUDGET]) == []


def test_a_score_that_the_check_could_not_correct_is_not_explained():
    report = builders.report(rows=[row(20, 18)], total="100 | 90")
    assert list(totals.stale(report, [finding("SC01", score_change=None)])) == []
    assert list(totals.stale(report, [finding("SC07", score_change=Decimal(-2))])) == []


def test_the_conclusion_that_repeats_the_wrong_total_belongs_to_it():
    findings = [finding("SC10", fingerprint="c"), finding("SC01", fingerprint="f", score_change=Decimal(-2))]
    made = builders.report(rows=[row(20, 18)], total="100 | 90", conclusion={"score": 90})
    one = only(totals.stale(made, [*findings, finding("SC07", fingerprint="x")]))
    assert [part.fingerprint for part in one.findings] == ["f", "c"]


def concluded(**changed):
    made = {"rows": [row(20, 18), row(60, "59.5")], "budget": [BUDGET, "其中：财政拨款 | 1 | 1 | 1 | - | - | 9"]}
    report = builders.report(**(made | {"total": "100 | 85.50", "conclusion": {"score": "88.0"}} | changed))
    return list(totals.stale(report, [finding("SC10", fingerprint="c")]))


def test_a_conclusion_that_was_left_behind_by_the_total():
    one = only(concluded())
    assert one.message == "总分行85.5与各项得分合计一致，结论的88没有随之更新。"
    assert one.proposal == "建议（供核实）：把结论的88分改为85.5分。"
    assert [part.fingerprint for part in one.findings] == ["c"]
    assert only(concluded(budget=(), total="100 | 77.5")).message.startswith("总分行77.5")


@pytest.mark.parametrize(
    "changed",
    [
        {"total": "100 | 85.4"},
        {"total": None},
        {"total": "100 | -"},
        {"conclusion": None},
        {"conclusion": {"grade": "优"}},
        {"rows": [row(20, 18), row(60, "-")]},
    ],
)
def test_a_conclusion_that_the_scores_do_not_speak_for_or_against(changed):
    assert concluded(**changed) == []


def test_a_conclusion_is_not_left_behind_by_a_total_that_is_wrong_itself():
    report = builders.report(rows=[row(20, 18)], total="100 | 18", conclusion={"score": 20})
    findings = [finding("SC10"), finding("SC01", score_change=None)]
    assert list(totals.stale(report, findings)) == []


def funds(*budget):
    return list(totals.stale(builders.report(budget=budget), [finding("BU04", fingerprint="b")]))


FUNDS = ("年度资金总额 | 240 | 240.0 | 230", "其中：财政拨款 | 200 | 200 | 190", "其他资金 | 40 | 30.0 | 40")


def test_a_sum_of_money_that_kept_the_first_figure_of_a_part():
    one = only(funds(*FUNDS))
    said = "全年预算数合计按「其他资金」的年初数40计算才相符，现印30，可能调整分项后没有更新合计。"
    assert (one.message, one.proposal) == (said, "建议（供核实）：把全年预算数合计改为230。")
    assert [part.fingerprint for part in one.findings] == ["b"]


@pytest.mark.parametrize(
    "lines",
    [
        (FUNDS[0], FUNDS[1], "其他资金 | 40 | 40 | 40"),
        (FUNDS[0], FUNDS[1], "其他资金 | - | 30 | 40"),
        (FUNDS[0], FUNDS[1], "其他资金 | 40 | - | 40"),
        (FUNDS[0], FUNDS[1], "其他资金 | 41 | 30 | 40"),
        (FUNDS[0], "其中：财政拨款 | 210 | 200 | 190", FUNDS[2]),
        ("年度资金总额 | 240 | - | 230", *FUNDS[1:]),
        FUNDS[1:],
    ],
)
def test_a_sum_of_money_that_no_part_or_more_than_one_explains(lines):
    assert funds(*lines) == []


def test_a_part_that_lost_a_single_unit():
    one = only(funds(FUNDS[0], FUNDS[1], "其他资金 | 40 | 39 | 40"))
    assert one.proposal == "建议（供核实）：把全年预算数合计改为239。"


def test_a_total_may_stand_behind_its_parts():
    assert only(funds(*FUNDS[1:], FUNDS[0])).proposal == "建议（供核实）：把全年预算数合计改为230。"


def test_a_part_without_a_budget_adds_nothing():
    assert only(funds(*FUNDS, "上年结转资金 | 5 | - | -")).proposal == "建议（供核实）：把全年预算数合计改为230。"
