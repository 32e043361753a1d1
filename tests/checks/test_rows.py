"""What a row of the table says, and where it stands."""

import re
from decimal import Decimal

import builders

from auditor.checks import prose, quoting, registry, rows
from auditor.checks.ct import counting
from auditor.model.report import Statement
from auditor.model.source import Span
from auditor.relate import money, numbers
from auditor.text import quantities, rounding


def test_a_place_is_told_as_a_reviewer_would():
    assert (
        rows.place(builders.row("3: 数量指标 | 现场核查数量 | ≥100家 | 104家")) == "绩效目标3 数量指标「现场核查数量」"
    )


def test_a_row_has_two_quantities_or_none():
    def pair(cells):
        found = rows.quantities(builders.row(f"数量指标 | 现场核查数量 | {cells}"))
        return found and tuple(one.text for one in found)

    assert pair("≥100家 | 104家") == ("≥100家", "104家")
    assert [pair(cells) for cells in ("≥100家 | -", "- | 104家", "≥100家 | 已完成", "全部 | 104家")] == [None] * 4


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
    told = numbers.of(report)
    full, part = (rounding.interval(told.get("score", at).quantity) for at in (0, 1))
    assert (full.low, full.high, part.low, part.high) == tuple(map(Decimal, ("10", "10", "6.665", "6.675")))


def test_a_long_quote_is_cut():
    assert len(quoting.cut("长" * 500)) == quoting.LONGEST


def test_many_counted_rows_are_shown_by_the_runs_they_stand_in():
    names = [f"数量指标 | 甲{number} | ≥3人 | 3人" for number in range(14)]
    report = builders.report(rows=[*names[:9], "质量指标 | 乙 | 100% | 100%", *names[9:]])
    counted = [(number, row) for number, row in enumerate(report.indicators) if row.category == "数量指标"]
    assert [(one.role, one.quote) for one in counting.rows(counted)] == [
        ("第1—9项指标（9项）", "甲0"),
        ("第11—15项指标（5项）", "甲9"),
    ]


TEXT = "全年修路10公里，共植\n第2页\n树100亩，成活率95%。完工。"
FIRST, REST = TEXT.index("\n"), TEXT.index("树")


def over_the_break():
    """A passage whose first sentence a page break cuts: 全年修路10公里，共植 … 树100亩，成活率95%。"""
    pieces = (Span(start=0, end=FIRST, line=1), Span(start=REST, end=len(TEXT), line=3))
    return Statement(text=TEXT[:FIRST] + TEXT[REST:], span=pieces[0], pieces=pieces)


def at(span):
    return TEXT[span.start : span.end]


def test_numbers_behind_a_page_break_stand_where_they_do():
    cut, whole = prose.split(over_the_break())
    found = quantities.find(cut.text, cut.place)
    assert [at(one.number_span) for one in found] == ["10公里", "100亩", "95%"]
    assert [one.span.line for one in found] == [1, 3, 3]
    assert [cut.text[cut.offset(one.number_span) : cut.end(one.number_span)] for one in found] == [
        "10公里",
        "100亩",
        "95%",
    ]
    assert (at(whole.span), whole.pieces) == ("完工。", ())


def test_a_sentence_that_the_break_cuts_knows_both_its_pieces():
    cut, _whole = prose.split(over_the_break())
    assert [at(piece) for piece in cut.pieces] == ["全年修路10公里，共植", "树100亩，成活率95%。"]


def test_of_many_facts_that_deny_a_denial_three_are_shown_and_all_are_counted():
    rows = [
        f"数量指标 | 检查{name}企业数量 | ≥100家 | 9{at}家 | 10 | 9.2 | 人手不足" for at, name in enumerate("甲乙丙丁")
    ]
    report = builders.report(rows=rows, notes=["存在的问题及原因：无。"])
    told = registry.run(report, builders.context(report), [one for one in registry.catalogue() if one.code == "CL17"])
    (found,) = told.findings
    assert (len(found.working.split("；")), "4处" in found.message) == (3, True)
