"""What a row of the table says, and where it stands."""

import re
from decimal import Decimal

import builders

from auditor.checks import money, prose, quoting, rows
from auditor.checks.sc import adding


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
