"""The audit on a terminal."""

from hypothesis import example, given
from hypothesis import strategies as st
from outcomes import cause, finding, outcome

from auditor.memo.terminal import COLOURED, columns, pad, short, show, wrap


def test_no_line_is_wider_than_the_terminal():
    made = finding(message="实际完成情况写短视频52部，表中视频片和短视频数量为56部，" * 5)
    for line in show([outcome(made, causes=(cause(made),))], width=60).splitlines():
        assert columns(line) <= 60


def test_wide_characters_take_two_columns():
    assert columns("目标3") == 5
    assert pad("目标", 6) == "目标  "


def test_a_line_never_begins_with_closing_punctuation():
    lines = list(wrap("一二三四五，六七八九十。", 10))
    assert not any(line.startswith(("，", "。")) for line in lines)
    assert "".join(lines) == "一二三四五，六七八九十。"


def test_numbers_and_words_are_not_broken():
    assert "112,213.87" in list(wrap("全年预算数为 112,213.87 万元", 20))[1]


def test_a_long_quote_keeps_its_beginning_and_its_end():
    assert short("培训" * 30 + "34场").endswith("34场")


def test_without_colour_there_is_no_escape_character():
    assert "\x1b" not in show([outcome(finding())])
    assert "\x1b" in show([outcome(finding())], style=COLOURED)


def test_a_report_cannot_send_escape_characters_to_the_terminal():
    assert "\x1b" not in show([outcome(finding(message="\x1b[2J清屏"))])


def test_a_cause_is_not_said_twice():
    made = finding(message="同一句话")
    assert show([outcome(made, causes=(cause(made, message="同一句话"),))]).count("同一句话") == 1


@given(st.text(st.sampled_from("目标3，。 ab112.5、「」→%")), st.integers(12, 40))
@example("111111111、", 12)
def test_wrapping_keeps_every_word_and_the_width(text, width):
    lines = list(wrap(text, width, indent=2, lead="  "))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width for line in lines)
