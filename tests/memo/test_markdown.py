"""The memo as Markdown."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from outcomes import cause, document, finding, outcome

from auditor.memo.markdown import escape, render


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("=35次", "\\=35次"),
        ("<1天", "\\<1天"),
        ("a|b", "a\\|b"),
        ("`code`", "\\`code\\`"),
        ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ("- 项", "\\- 项"),
        ("+3", "\\+3"),
        ("3.5%", "3.5%"),
        ("1. 完成", "1\\. 完成"),
        ("**人", "\\*\\*人"),
        ("[链接](http://x)", "\\[链接\\](http://x)"),
        ("&lt;", "\\&lt;"),
    ],
)
def test_the_words_of_a_report_are_text_and_never_markup(text, escaped):
    assert escape(text) == escaped


def test_a_memo_has_every_part_in_order():
    inside = finding()
    alone = finding("CL01", severity="error", fingerprint="e" * 16)
    memo = render([outcome(inside, alone, causes=(cause(inside),))], [document()]).decode()
    parts = [
        "# 绩效自评报告核查备忘录",
        "## 一、核查范围",
        "## 二、核查结论",
        "## 三、主要问题",
        "## 四、处理意见",
        "## 附件一　问题清单",
        "CL01",
        "CL02",
        "## 附件二　勾稽对照表",
        "## 附件三　未核对事项与原因",
        "### 未能读取之处",
        "### 未能执行的核对",
        "## 附件四　通过项",
        "126 + 152 + 123 = 401",
        "aaaaaaaa",
    ]
    places = [memo.index(part) for part in parts]
    assert places == sorted(places)


def test_both_quotes_stand_with_their_places_and_the_sum():
    memo = render([outcome(finding())], [document()]).decode()
    assert "实际完成情况（第2行）：「短视频52部」" in memo
    assert "实际完成值（第3行）：「视频片和短视频数量 56部」" in memo
    assert "4部 + 52部 = 56部" in memo


def test_a_quote_cannot_break_a_table_or_open_a_tag():
    entry = outcome().ledger[0].model_copy(update={"quote": "a|b\n<script>", "status": "reconciled"})
    memo = render([outcome(ledger=(entry,))], [document()]).decode()
    assert "a\\|b \\<script\\>" in memo


def test_the_same_outcome_gives_the_same_bytes():
    assert render([outcome(finding())], [document()]) == render([outcome(finding())], [document()])


def test_several_reports_follow_one_another():
    assert render([outcome(), outcome()], [document(), document()]).decode().count("# 绩效自评报告核查备忘录") == 2


def text_of(markdown):
    """The words a reader of the rendered page sees."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return "".join(child.content for token in tokens for child in token.children or [])


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1))
@example("&amp;<b>*x*|`y`|~~z~~[a](b)![c](d)\\")
@example("1) 甲")
@example("=35次")
def test_whatever_a_report_says_is_read_back_word_for_word(text):
    assert text_of(f"{escape(text)}\n") == text
    assert text_of(f"- {escape(text)}\n") == text
    assert text_of(f"| a |\n|---|\n| {escape(text)} |\n") == f"a{text}"
