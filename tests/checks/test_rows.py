"""What a row of the table says: met or not, how far beyond, and where it stands."""

import re
from decimal import Decimal

import builders
import pytest

from auditor.checks import money, prose, quoting, rows
from auditor.checks.sc import adding


@pytest.mark.parametrize(
    ("words", "met"),
    [
        ("数量指标 | 核查企业数 | ≥100家 | 104家", True),
        ("数量指标 | 核查企业数 | ≥100家 | 99家", False),
        ("数量指标 | 志愿活动 | =35次 | 40次", True),
        ("成本指标 | 项目成本 | =576万元 | 570万元", True),
        ("成本指标 | 项目成本 | =576万元 | 580万元", False),
        ("质量指标 | 事故发生数 | 0起 | 1起", False),
        ("数量指标 | 隐患排查数 | 100处 | 92处", None),
        ("时效指标 | 服务 | 300天 | 320天", None),
        ("质量指标 | 合格率 | ≥95% | 0.98", None),
        ("数量指标 | 服务数 | ≥2000个 | 2017人", None),
        ("质量指标 | 产品质量 | 优良 | 优良", None),
    ],
)
def test_a_target_is_met_missed_or_left_open(words, met):
    assert rows.met(builders.row(words)) is met


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("数量指标 | 检查企业数 | ≥500家次 | 1901家次", Decimal("380.2")),
        ("数量指标 | 修建道路 | ≥3公里 | 3300米", Decimal(110)),
        ("质量指标 | 合格率 | ≥50% | 100%", None),
        ("数量指标 | 败诉 | ≤3件 | 0件", None),
        ("数量指标 | 推动次数 | ≥72次 | ≥72次", None),
    ],
)
def test_attainment_is_of_counts_that_are_to_be_reached(words, share):
    assert rows.attainment(builders.row(words)) == share


def test_a_place_is_told_as_a_reviewer_would():
    assert (
        rows.place(builders.row("3: 数量指标 | 现场核查数量 | ≥100家 | 104家")) == "绩效目标3 数量指标「现场核查数量」"
    )


def test_a_row_placed_by_guess_lends_its_finding_low_confidence():
    unsure = builders.report(rows=["数量指标 | 甲 | 6个 | 6个"], ambiguous=[0]).indicators[0]
    assert rows.discrepancy(unsure, 0, "不一致", (quoting.name(unsure),)).confidence == "low"


def test_the_leading_line_is_the_total_else_the_first_with_a_rate():
    total = builders.report(budget=["其中：财政拨款 | 90 | 90 | 80", "年度资金总额 | 90 | 90 | 80 | 10 | 88.9% | 8.89"])
    assert money.leading(total.budget).name == "年度资金总额"
    rated = builders.report(budget=["年度资金总额", "其中：财政拨款 | - | - | - | 10 | 79.27% | 7.93"])
    assert money.leading(rated.budget).name == "其中：财政拨款"


def test_sentences_keep_their_place_in_the_document():
    report = builders.report(goals=(), prose=["全年修路10公里。共植树100亩，成活率95%。"])
    (found,) = prose.sentences(report, re.compile("成活率"))
    start = report.prose[0].span.start
    assert (found.text, found.span.start - start) == ("共植树100亩，成活率95%。", 9)


def test_full_marks_add_up_exactly_and_computed_scores_within_their_print():
    report = builders.report(rows=["数量指标 | 甲 | ≥3人 | 3人 | 10 | 10", "数量指标 | 乙 | ≥3人 | 2人 | 10 | 6.67"])
    possible = adding.possible_scores(report)
    assert (possible.low, possible.high) == (Decimal("16.665"), Decimal("16.675"))


def test_a_long_quote_is_cut():
    assert len(quoting.cut("长" * 500)) == quoting.LONGEST
