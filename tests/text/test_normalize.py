"""The same words, however they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text import normalize


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("　产出 指标\n", "产出指标"),
        ("<p>系统故障率＜１０％</p>", "系统故障率<10%"),
        ("⼯作", "工作"),
        ("４台（套）", "4台(套)"),
        ("a&nbsp;b<br/>c", "abc"),
    ],
)
def test_folding_drops_width_tags_and_space(typed, folded):
    assert normalize.fold(typed) == folded


@pytest.mark.parametrize("text", ["<1天", "<9件且>3件", "a<b"])
def test_a_bound_is_no_tag(text):
    assert normalize.fold(text) == text


@given(st.text(alphabet="产出 \t\n<p>/1２％㎡（）⼯"))
def test_folding_with_offsets_folds_the_same(text):
    assert normalize.folded(text).text == normalize.fold(text)


def test_the_way_back_leads_to_the_original_characters():
    text = "<p>短视频 ５２部</p>"
    folded = normalize.folded(text)
    at = folded.text.index("52部")

    start, end = folded.original(at, at + 3)

    assert text[start:end] == "５２部"


@given(st.text())
def test_narrowing_moves_no_character(text):
    assert len(normalize.narrow(text)) == len(text)


def test_a_wide_comma_separates_thousands_only_between_wide_digits():
    assert normalize.narrow("４，５６５") == "4,565"
    assert normalize.narrow("126，152") == "126，152"


@pytest.mark.parametrize(
    ("typed", "narrowed"),
    [
        ("投资15，000万元", "投资15,000万元"),
        ("1，234，567.89元", "1,234,567.89元"),
        ("15，000", "15,000"),
        ("受益64 200人", "受益64,200人"),
        ("发放贷款1 200笔", "发放贷款1,200笔"),
        ("抽检食品1 850批次", "抽检食品1,850批次"),
        ("≥\t64\u2009200人\t", "≥\t64,200人\t"),
    ],
)
def test_thousands_stand_before_a_unit(typed, narrowed):
    assert normalize.narrow(typed) == narrowed


@pytest.mark.parametrize(
    "typed",
    ["3，4，5", "2020，2021年", "126、152，123人", "人数 100 200人", "≥100 200人次，", "95，100%", "100 200 300"],
)
def test_a_list_has_no_thousands(typed):
    assert normalize.narrow(typed) == typed
