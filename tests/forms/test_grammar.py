"""What headings and labels say, from words that no list holds too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import forms
from auditor.forms import AGAINST, UNKNOWN, bare, current


@pytest.mark.parametrize(
    ("table", "words", "kind"),
    [
        ("indicators", "2024年目标值", "target"),
        ("indicators", "年终完成值", "actual"),
        ("indicators", "全年(调整)绩效目标", "target"),
        ("indicators", "评分标准", "criterion"),
        ("indicators", "佐证材料", "other"),
        ("money", "实际下达", "funded"),
        ("money", "完成投资额", "spent"),
        ("money", "结余(万元)", "other"),
    ],
)
def test_a_heading_names_its_field(table, words, kind):
    assert kind in {current().named(table, words), current().hinted(table, words)}


@pytest.mark.parametrize(
    ("words", "kind"), [("所评事项", "project"), ("具体操办", "executor"), ("归口管理", "authority"), ("甬丁", None)]
)
def test_a_label_of_the_head_that_nobody_listed_hints_at_its_kind(words, kind):
    assert current().head_hint(words) == kind


@pytest.mark.parametrize("words", ["4.年初目标值(A)", "一、年初目标值", "年初目标值:", "*年初目标值"])
def test_numbers_brackets_and_signs_are_no_part_of_a_heading(words):
    assert bare(words) == "年初目标值"


@given(
    st.sampled_from(["indicators", "money", "goals"]),
    st.text("年初目标完成实际预算支出分值得原因说明甬丁", min_size=1, max_size=12),
)
def test_a_heading_names_one_field_or_none(table, words):
    costs = current().heading(table, words)

    assert sum(cost == 0 for cost in costs.values()) <= 1
    assert all(0 <= cost <= AGAINST for cost in costs.values())
    assert current().hinted(table, words) is None or min(costs.values()) < UNKNOWN


def test_what_is_remembered_of_words_has_an_end(monkeypatch):
    monkeypatch.setattr(forms, "_MOST_HEADINGS", 10)
    grammar = forms.Grammar(forms._shipped_layers())
    for number in range(50):
        assert set(grammar.heading("indicators", f"{number}.5").values()) == {UNKNOWN}
    assert len(grammar._headings) <= 10
    assert grammar.named("indicators", "年度指标值") == "target"
