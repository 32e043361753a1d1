"""The money table: which lines make one, which leads it, and its figures as intervals; and what its points add to the total."""

from decimal import Decimal

import builders
import pytest

from auditor import profiles
from auditor.relate import adding, money

NATIONAL = profiles.load("national")
TOTAL = "年度资金总额 | 500 | 480 | 456 | 10 | 95% | 9.5"
FISCAL = "财政资金 | 300 | 290 | 280"
OTHER = "其他资金 | 200 | 190 | 176"


def report(*budget, **more):
    return builders.report(budget=budget, **more)


def lines(*budget):
    return report(*budget).budget


def test_two_tables_that_were_read_as_one_part_at_their_totals():
    before = money.groups(report(TOTAL, FISCAL, TOTAL, OTHER))
    behind = money.groups(report(FISCAL, TOTAL, OTHER, TOTAL))
    one = money.groups(report(FISCAL, TOTAL, OTHER))
    assert [[len(table) for table in found] for found in (before, behind, one)] == [[2, 2], [2, 2], [3]]
    assert money.groups(report()) == []


@pytest.mark.parametrize(
    ("budget", "leads"),
    [
        ((FISCAL, TOTAL), "年度资金总额"),
        ((FISCAL, OTHER), "财政资金"),
        ((FISCAL, "其他资金 | 200 | 190 | 176 | - | 92.63%"), "其他资金"),
        ((FISCAL, "其他资金 | 200 | 190 | 176 | 10 | - | 9"), "其他资金"),
        (("年度资金总额 | 500 | 480 | 456", "财政资金 | 300 | 290 | 280 | - | 96.55%"), "年度资金总额"),
        (("年度资金总额 | 500 | - | 456", "财政资金 | 300 | 290 | 280 | - | 96.55%"), "财政资金"),
        (("年度资金总额 | 500 | - | 456", FISCAL), "年度资金总额"),
    ],
)
def test_a_table_is_led_by_its_total_else_by_what_is_rated(budget, leads):
    assert money.leading(lines(*budget)).name == leads


@pytest.mark.parametrize(
    ("budget", "counts"),
    [
        ((TOTAL, "财政资金 | 300 | 290 | 280 | 6 | - | 5"), ["年度资金总额"]),
        (("年度资金总额 | 500 | 480 | 456", "财政资金 | 300 | 290 | 280 | 6 | - | 5", OTHER), ["财政资金"]),
        (("年度资金总额 | 500 | 480 | 456 | 10", "财政资金 | 300 | 290 | 280 | 6"), ["年度资金总额"]),
        (("年度资金总额 | 500 | 480 | 456", "财政资金 | 300 | 290 | 280 | - | - | 5", "其他资金 | 1 | 1 | 1 | 4"), ["财政资金", "其他资金"]),
        (("年度资金总额 | 500 | 480 | 456", FISCAL), []),
    ],
)  # fmt: skip
def test_the_points_of_the_leading_line_count_else_those_of_all_others(budget, counts):
    assert [line.name for line in money.scored(lines(*budget))] == counts


def test_a_rate_is_taken_of_the_budget_and_of_the_first_one_only_without_its_column():
    (line,) = lines("年度资金总额 | 500 | - | 456")
    assert money.base(line) is None
    assert money.base(line.model_copy(update={"columns": frozenset({"initial"})})) == 500
    assert money.base(lines(TOTAL)[0]) == 480


@pytest.mark.parametrize(
    ("line", "low", "exact"),
    [
        ("年度资金总额 | 500 | 480 | 456", True, Decimal(95)),
        ("年度资金总额 | 500 | 480 | -", False, None),
        ("年度资金总额 | 500 | 0 | 456", False, None),
        ("年度资金总额 | 500 | - | 456", False, None),
        ("年度资金总额 | 500 | 1 | 0", True, Decimal(0)),
    ],
)
def test_a_rate_is_recomputed_where_both_figures_stand(line, low, exact):
    (one,) = lines(line)
    assert (money.rate(one) is not None, money.exact_rate(one)) == (low, exact)


def test_the_rate_of_printed_figures_is_an_interval_of_per_cents():
    found = money.rate(lines(TOTAL)[0])
    assert found.low < 95 < found.high
    assert found.high - found.low < Decimal("0.5")


def test_one_levels_money_is_not_the_fiscal_money_of_several():
    city, province = "市级财政资金 | 200 | 190 | 176", "省级财政资金 | 300 | 290 | 280"
    assert money.find(report(TOTAL, city, province), "fiscal") is None
    assert money.find(report(TOTAL, city), "fiscal").name == "市级财政资金"
    assert money.find(report(TOTAL, FISCAL, province), "fiscal").name == "财政资金"
    assert money.find(report(TOTAL), "fiscal") is None
    assert money.find(report(FISCAL, TOTAL), "total").name == "年度资金总额"


@pytest.mark.parametrize(
    ("budget", "spent"),
    [
        ((TOTAL,), 95),
        (("年度资金总额 | 500 | 480 | 240",), 50),
        (("年度资金总额 | 500 | 480 | 240 | 10 | 51%",), 51),
        ((), None),
    ],
)
def test_how_much_was_spent_is_as_printed_else_as_recomputed(budget, spent):
    assert money.execution(report(*budget)) == spent


ROW = "数量指标 | 培训人数 | ≥100人 | 120人 | {} | 9"


def test_what_a_row_repeats_of_the_money_table_is_not_added_twice():
    once = report(TOTAL, rows=(ROW.format(90),))
    twice = report(TOTAL, rows=(ROW.format(90), "预算执行率 | 预算执行率 | 100% | 95% | 10 | 9.5"))
    other = report(TOTAL, rows=(ROW.format(90), "预算执行率 | 预算执行率 | 100% | 95% | 20 | 9.5"))
    assert [adding.budget_weights(one) for one in (once, twice, other)] == [[10], [], [10]]
    assert [adding.budget_scores(one) for one in (once, twice, other)] == [[Decimal("9.5")], [], [Decimal("9.5")]]


@pytest.mark.parametrize(
    ("budget", "weight", "total", "left"),
    [
        ((), 90, None, 10), ((), 91, None, 0), ((TOTAL,), 90, None, 0), ((), 90, "90 | 88", 0), ((), 80, "90 | 88", 10), ((), 80, "- | 88", 10),
    ],
)  # fmt: skip
def test_the_budgets_weight_is_left_out_where_its_table_is_not_in_the_file_and_has_room(budget, weight, total, left):
    made = report(*budget, rows=(ROW.format(weight),), total=total)
    assert adding.left_out(made, NATIONAL) == left


def test_weights_and_scores_are_added_as_far_as_they_are_printed():
    rows = report(rows=(ROW.format(40), ROW.format("-"), "质量指标 | 合格率 | ≥95% | 97% | 20")).indicators
    assert (adding.weights(rows), adding.scores(rows)) == (60, 18)
    assert (adding.weights(()), adding.scores(())) == (0, 0)


@pytest.mark.parametrize(
    ("line", "all_"),
    [
        ("年度资金总额 | 500 | 480 | 480 | 10 | 100% | 10", True),
        ("年度资金总额 | 500 | 480 | 479 | 10 | 100% | 10", False),
        ("年度资金总额 | 500 | 480 | 480 | 10 | 100% | 9", False),
        ("年度资金总额 | - | - | - | 10 | 100% | 10", True),
        ("年度资金总额 | - | - | - | 10 | 99% | 10", False),
        ("年度资金总额 | - | - | - | 10 | - | 10", False),
    ],
)
def test_full_marks_stand_where_all_was_spent(line, all_):
    assert adding.all_spent(lines(line)[0]) is all_


@pytest.mark.parametrize(
    ("more", "whole"),
    [
        ({"rows": (ROW.format(100),)}, True),
        ({"rows": (ROW.format(90),)}, False),
        ({"rows": (ROW.format(90),), "budget": (TOTAL,)}, True),
        ({"rows": (ROW.format(90),), "total": "100 | 98"}, True),
        ({"rows": (ROW.format(90),), "total": "100 | 98", "total_first": True}, False),
        ({"rows": (ROW.format("-"),), "notes": ("备注",)}, True),
        ({"rows": (ROW.format("-"),), "conclusion": {"score": 98}}, True),
        ({"rows": (ROW.format(90),), "notes": ("备注",)}, False),
        ({"rows": (ROW.format("-"),)}, False),
        ({"rows": (), "total": "100 | 98"}, False),
    ],
)
def test_a_table_is_whole_that_ends_in_a_total_or_fills_the_hundred(more, whole):
    assert adding.table_is_whole(builders.report(**more)) is whole


@pytest.mark.parametrize(
    ("rules", "otherwise"),
    [
        ((), False), (("执行率每低1个百分点扣0.5分",), True), (("得分=执行率*10",), False), (("20分*执行率，低于80%不得分",), False), (("执行率低于80%须说明",), False),
        (("得分=执行率*10", "执行率低于80%不得分"), True),
    ],
)  # fmt: skip
def test_a_form_may_score_the_rate_in_its_own_way(rules, otherwise):
    assert adding.rate_scored_otherwise(builders.report(rules=rules)) is otherwise
