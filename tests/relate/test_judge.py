"""What arithmetic on printed digits says of each kind of relation, and what must not change it."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from judging import judged

from auditor.model.source import Span
from auditor.text import arithmetic

AGREED, RECONCILED, BROKEN, OPEN = "agreed", "reconciled", "contradicted", "not-assessable"


@pytest.mark.parametrize(
    ("kind", "result", "of", "form", "status"),
    [
        # one fact told twice
        ("same", "104家", ["104家"], "", AGREED),
        ("same", "104家", ["104个"], "", RECONCILED),
        ("same", "215.92万个", ["2159200个"], "", RECONCILED),
        ("same", "52部", ["56部"], "", BROKEN),
        ("same", "12.3公里", ["12300米"], "", RECONCILED),
        ("same", "86.1%", ["86.06%"], "", RECONCILED),
        ("same", "86.1%", ["86.16%"], "", BROKEN),
        ("same", "0.98", ["98%"], "", RECONCILED),
        ("same", "0.98", ["95%"], "", BROKEN),
        ("same", "12家", ["12家次"], "", OPEN),
        ("same", "12公里", ["12亩"], "", OPEN),
        ("same", "不少于72次", ["80次"], "", RECONCILED),
        ("same", "约500个", ["512个"], "", RECONCILED),
        ("same", "约500个", ["612个"], "", BROKEN),
        # two places that say what was asked
        ("same", "不少于210万个", ["≥2103000个"], "asked", BROKEN),
        ("same", "不少于210万个", ["≥2100000个"], "asked", RECONCILED),
        ("same", "不超过10%", ["小于10%"], "asked", AGREED),
        ("same", "≥12万人", ["12.3万人"], "asked", BROKEN),
        ("same", "12.3万人", ["≥12万人"], "asked", BROKEN),
        ("same", "12.3万人", ["12万人"], "asked", RECONCILED),
        # promises
        ("promise", "不少于100家", ["104家"], "", AGREED),
        ("promise", "不少于100家", ["96家"], "", BROKEN),
        ("promise", "56部", ["52部"], "", BROKEN),
        ("promise", "56部", ["60部"], "", AGREED),
        ("promise", "24期", ["15期", "8期"], "", BROKEN),
        ("promise", "23期", ["15期", "8期"], "", RECONCILED),
        ("promise", "小于10%", ["10%"], "", BROKEN),
        ("promise", "不高于10%", ["10%"], "", AGREED),
        ("promise", "10%", ["10%"], "strict", BROKEN),
        ("promise", "3起", ["5起"], "at-most", BROKEN),
        ("promise", "3起", ["0起"], "at-most", AGREED),
        ("promise", "约500个", ["612个"], "", AGREED),
        ("promise", "约500个", ["300个"], "", BROKEN),
        ("promise", "32.63公里", ["32.6公里"], "", RECONCILED),
        ("promise", "不少于32.63公里", ["32.6公里"], "", BROKEN),
        ("promise", "173万元", ["61.99万元"], "", OPEN),
        ("promise", "173万元", ["173万元"], "", AGREED),
        ("promise", "不超过173万元", ["180万元"], "", BROKEN),
        ("promise", "10项", ["12项"], "open", OPEN),
        ("promise", "不少于72次", ["不少于72次"], "", AGREED),
        ("promise", "不少于72次", ["不少于60次"], "", OPEN),
        ("promise", "不少于95%", ["0.98"], "", RECONCILED),
        ("promise", "不少于95%", ["0.9"], "", OPEN),
        ("promise", "100家", ["104家次"], "", OPEN),
        # bounds
        ("bound", "98家", ["100家"], "", AGREED),
        ("bound", "102家", ["100家"], "", BROKEN),
        ("bound", "100家", ["100家"], "strict", BROKEN),
        ("bound", "10%", ["<10%"], "", BROKEN),
        ("bound", "9%", ["<10%"], "", AGREED),
        ("bound", "105%", [], "limit", BROKEN),
        ("bound", "100%", [], "limit", AGREED),
        ("bound", "12公里", ["12亩"], "", OPEN),
        # sums
        ("sum", "401个", ["126个", "152个", "123个"], "", AGREED),
        ("sum", "400个", ["126个", "152个", "123个"], "", BROKEN),
        ("sum", "112213.87万元", ["15454.6万元", "72551.7万元", "24207.6万元"], "", RECONCILED),
        ("sum", "89.97万元", ["30万元", "30万元", "29.99万元"], "", BROKEN),
        ("sum", "89.99万元", ["30万元", "30万元", "29.99万元"], "", AGREED),
        ("sum", "3.5公里", ["1200米", "2300米"], "", RECONCILED),
        ("sum", "12家", ["5家", "7家次"], "", OPEN),
        ("sum", "12项", ["5项", "3项"], "open", RECONCILED),
        ("sum", "12项", ["5项", "8项"], "open", BROKEN),
        ("sum", "12项", ["5项"], "subset", RECONCILED),
        ("sum", "12.34万元", ["100000元", "23456元"], "", RECONCILED),
        ("sum", "95.5分", ["95分", "96分"], "mean", AGREED),
        ("sum", "95.3", ["95", "96", "95"], "mean", RECONCILED),
        ("sum", "95.9", ["95", "96", "95"], "mean", BROKEN),
        ("sum", "80万元", ["100万元", "30万元", "50万元"], "flow", AGREED),
        ("sum", "90万元", ["100万元", "30万元", "50万元"], "flow", BROKEN),
        # differences
        ("difference", "20万元", ["100万元", "80万元"], "", AGREED),
        ("difference", "25万元", ["100万元", "80万元"], "", BROKEN),
        ("difference", "3个百分点", ["98%", "95%"], "points", AGREED),
        ("difference", "3%", ["98%", "95%"], "points", AGREED),
        ("difference", "5个百分点", ["98%", "95%"], "points", BROKEN),
        ("difference", "3个百分点", ["98家", "95家"], "points", OPEN),
        # ratios
        ("ratio", "86.1%", ["96576.03万元", "112213.87万元"], "", RECONCILED),
        ("ratio", "50%", ["5家", "10家"], "", AGREED),
        ("ratio", "1", ["10", "10"], "", AGREED),
        ("ratio", "0.5", ["5", "10"], "", AGREED),
        ("ratio", "98.9%", ["1271处", "1285处"], "", RECONCILED),
        ("ratio", "90.9%", ["1271处", "1285处"], "", BROKEN),
        ("ratio", "50%", ["5家", "0家"], "", OPEN),
        ("ratio", "50%", ["5亩", "10家"], "", OPEN),
        ("ratio", "60%", ["3家", "3家", "10家"], "", AGREED),
        ("ratio", "100%", ["12家", "10家"], "limit", RECONCILED),
        ("ratio", "100%", ["12家", "10家"], "", BROKEN),
        ("ratio", "2倍", ["20家", "10家"], "", AGREED),
        ("ratio", "1.5万元", ["300万元", "200人"], "per", AGREED),
        # growth
        ("growth", "20%", ["120件", "100件"], "", AGREED),
        ("growth", "20%", ["80件", "100件"], "drop", AGREED),
        ("growth", "20%", ["20件", "100件"], "delta", AGREED),
        ("growth", "30.39%", ["4526.05万元", "3444.82万元"], "", BROKEN),
        ("growth", "31.39%", ["4526.05万元", "3444.82万元"], "", RECONCILED),
        ("growth", "2倍", ["300件", "100件"], "fraction", AGREED),
        ("growth", "20%", ["120件", "0件"], "", OPEN),
        ("growth", "20%", ["120件", "100亩"], "", OPEN),
        # products
        ("product", "8.6", ["10", "86.1%"], "", RECONCILED),
        ("product", "9.5", ["10", "86.1%"], "", BROKEN),
        ("product", "10", ["10", "104%"], "limit", RECONCILED),
        ("product", "9", ["10", "100%"], "limit", BROKEN),
        ("product", "9", ["10", "104%"], "", BROKEN),
        ("product", "60000元", ["200人", "300元/人"], "", AGREED),
        ("product", "600元", ["20元", "10次", "20次"], "plus", AGREED),
        # shares
        ("share", "", ["40%", "35%", "25%"], "", AGREED),
        ("share", "", ["33.3%", "33.3%", "33.3%"], "", RECONCILED),
        ("share", "", ["40%", "35%", "35%"], "", BROKEN),
        ("share", "", ["40家", "60家"], "", OPEN),
        # deadlines
        ("deadline", "2024年12月底前", ["2024年11月30日"], "", AGREED),
        ("deadline", "2024年12月31日", ["2025年1月15日"], "", BROKEN),
        ("deadline", "9月30日", ["10月8日"], "", BROKEN),
        ("deadline", "12月底前", ["2025年1月15日"], "", OPEN),
        ("deadline", "30天", ["28天"], "", AGREED),
        ("deadline", "30天", ["35天"], "", BROKEN),
        ("deadline", "30天", ["2024年12月10日"], "", OPEN),
        ("deadline", "2024年12月底前", ["30天"], "", OPEN),
    ],
)
def test_each_kind(kind, result, of, form, status):
    said = judged(kind, result or of[0], *of, form=form)
    assert said.status == status, said
    assert said.working if status != OPEN else said.reason


def test_a_count_of_what_is_listed():
    items = tuple(Span(start=place, end=place + 1) for place in range(5))
    assert judged("count", "5项", items=items).status == AGREED
    assert judged("count", "6项", items=items).status == BROKEN
    assert judged("count", "6项", items=items, form="open").status == RECONCILED
    assert judged("count", "4项", items=items, form="open").status == BROKEN
    assert judged("count", "5项").status == OPEN


def test_a_rate_per_so_many():
    assert judged("ratio", "12.3人", "123人", "100万人", form="per", factor=Decimal(100000)).status == AGREED
    assert judged("ratio", "13.3人", "123人", "100万人", form="per", factor=Decimal(100000)).status == BROKEN


def test_a_missing_year_is_the_reports_own():
    assert judged("deadline", "12月底前", "2025年1月15日", year=2024).status == BROKEN
    assert judged("deadline", "2025年6月底前", "12月10日", year=2024).status == AGREED


class TestNotes:
    def test_digits_that_were_cut_off_are_a_second_reading(self):
        said = judged("ratio", "86.8%", "8689元", "10000元")
        assert (said.status, said.truncated) == (RECONCILED, True)
        assert "截尾" in said.working

    def test_one_unit_of_the_last_place_of_a_rate_is_slight(self):
        assert judged("ratio", "86.19%", "215457.6元", "250000.00元").slight
        assert not judged("ratio", "86.29%", "215457.6元", "250000.00元").slight

    @pytest.mark.parametrize(
        ("result", "above", "below", "edges"),
        [("100%", "992元", "1000元", (100,)), ("90.0%", "8990元", "10000元", (90,))],
    )
    def test_what_crosses_a_threshold_is_not_slight(self, result, above, below, edges):
        said = judged("ratio", result, above, below, thresholds=[Decimal(edge) for edge in edges])
        assert (said.status, said.slight) == (BROKEN, False)

    def test_growth_and_averages_may_be_slight(self):
        assert judged("growth", "31.40%", "4526.05万元", "3444.82万元").slight
        assert judged("sum", "95.35", "95", "96", "95", form="mean").slight is False
        assert judged("sum", "95.4", "95", "96", "95", form="mean").slight

    @pytest.mark.parametrize(
        ("kind", "result", "of"),
        [
            ("sum", "402个", ["126个", "152个", "123个"]),
            ("sum", "90.05万元", ["30.00万元", "30.00万元", "29.99万元"]),
            ("same", "52部", ["53部"]),
            ("product", "8.63", ["10", "86.1%"]),
            ("difference", "25万元", ["100万元", "80万元"]),
        ],
    )
    def test_counts_amounts_scores_and_facts_never_are(self, kind, result, of):
        said = judged(kind, result, *of)
        assert (said.status, said.slight, said.truncated) == (BROKEN, False, False)

    def test_a_count_is_not_cut_off(self):
        assert not judged("sum", "400个", "126个", "152个", "123个").truncated


class TestWorking:
    @pytest.mark.parametrize(
        ("kind", "result", "of", "form", "working"),
        [
            ("sum", "56部", ["4部", "52部"], "", "4部 + 52部 = 56部"),
            ("sum", "55部", ["4部", "52部"], "", "4部 + 52部 = 56部 ≠ 55部"),
            ("sum", "3.5公里", ["1200米", "2300米"], "", "1200米 + 2300米 = 3.5公里"),
            ("ratio", "86.1%", ["96576.03", "112213.87"], "", "96576.03 ÷ 112213.87 = 86.06% ≈ 86.1%"),
            ("product", "9.5", ["10", "86.1%"], "", "10 × 86.1% = 8.61 ≠ 9.5"),
            ("growth", "20%", ["80件", "100件"], "drop", "(100件 − 80件) ÷ 100件 = 20%"),
            ("promise", "24期", ["15期", "8期"], "", "15期 + 8期 = 23期 < 24期"),
            ("promise", "小于10%", ["10%"], "", "10% 不满足 小于10%"),
            ("same", "52部", ["56部"], "", "52部 ≠ 56部"),
            ("same", "0.98", ["98%"], "", "0.98 = 98%"),
        ],
    )
    def test_is_a_sum_that_a_reader_can_check(self, kind, result, of, form, working):
        assert judged(kind, result, *of, form=form).working == working

    def test_tells_what_would_be_right(self):
        assert judged("ratio", "86.19%", "215457.6元", "250000.00元").expected == Decimal("86.18304")
        assert judged("sum", "3公里", "1200米", "2300米").expected == Decimal("3.5")


COUNTS = st.lists(st.integers(1, 5000), min_size=2, max_size=6)
FAMILY = ("个", "家", "座", "处", "所")


class TestNothingElseChanges:
    @given(COUNTS, st.integers(-3, 3), st.randoms())
    def test_the_order_of_parts(self, parts, off, random):
        shuffled = random.sample(parts, len(parts))
        whole = sum(parts) + off
        one = judged("sum", f"{whole}个", *(f"{part}个" for part in parts))
        other = judged("sum", f"{whole}个", *(f"{part}个" for part in shuffled))
        assert (one.status, one.expected) == (other.status, other.expected)
        assert one.status == (BROKEN if off else AGREED)

    @given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(FAMILY))
    def test_a_classifier_of_the_family(self, one, other, unit):
        apart = {AGREED: "fits", RECONCILED: "fits"}
        first = judged("same", f"{one}个", f"{other}个").status
        second = judged("same", f"{one}{unit}", f"{other}个").status
        assert apart.get(first, first) == apart.get(second, second)

    @given(st.integers(10, 99999), st.integers(10, 99999))
    def test_a_unit_that_converts(self, one, other):
        assume(one != other)
        assert judged("same", f"{one}00米", f"{other}00米").status == BROKEN
        assert judged("same", f"{one / 10:.1f}公里", f"{one}00米").status == RECONCILED

    @given(st.integers(1, 999999), st.sampled_from(["{:,}", "{}", "{}.0"]), st.integers(1, 999999))
    def test_another_writing_of_the_number(self, value, style, other):
        plain = judged("promise", f"不少于{other}件", f"{value}件").status
        written = judged("promise", f"不少于{other}件", f"{style.format(value)}件").status
        assert plain == written

    @given(st.decimals(1, 99, places=2), st.integers(1, 9999), st.integers(1, 9999))
    def test_a_pair_of_equal_facts_is_symmetric(self, rate, one, other):
        assert judged("same", f"{rate}%", f"{rate}%").status == AGREED
        assert judged("same", f"{one}人", f"{other}人").status == judged("same", f"{other}人", f"{one}人").status

    @given(st.integers(1, 99999), st.integers(1, 99999), st.integers(0, 3))
    def test_a_rate_rounded_at_any_place_is_right(self, above, below, places):
        assume(above <= below)
        exact = Decimal(above) / Decimal(below) * 100
        rounded = exact.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
        assume(rounded > 0)
        said = judged("ratio", f"{rounded}%", f"{above}元", f"{below}元")
        assert said.status in (AGREED, RECONCILED)
        assert not said.truncated
        cut = exact.quantize(Decimal(1).scaleb(-places), "ROUND_DOWN")
        assert cut == 0 or judged("ratio", f"{cut}%", f"{above}元", f"{below}元").status != BROKEN


def test_what_does_not_come_out_even_in_another_unit_is_added_up_all_the_same():
    """20亩 and 15.5亩 are 2.3666…公顷, printed to no place of an 亩."""
    with arithmetic.ours():
        assert judged("sum", "2.4公顷", "20亩", "15.5亩").status == "reconciled"
        assert judged("sum", "3.1公顷", "20亩", "15.5亩").status == "contradicted"
