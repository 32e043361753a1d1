"""The word lists are data, with their sources, and every word can match."""

import re
import tomllib
from pathlib import Path

import pytest

from auditor import sense
from auditor.sense import wording

KEY = re.compile(r'"?[\w.]+"? = \[')
TOLD = re.compile(r"#.*\[[DSCM]\]$")
"""A list says what it holds and where that comes from: seen on forms, in a source, on a platform, or from memory."""
FILES = sorted((Path(sense.__file__).parent / "lexicons").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_lexicon_names_its_sources_and_compiles(path):
    text = path.read_text(encoding="utf-8")
    assert "Source" in text
    lines = text.splitlines()
    lists = [place for place, line in enumerate(lines) if KEY.match(line)]
    assert [lines[place] for place in lists if not TOLD.match(lines[place - 1])] == []
    for key, words in tomllib.loads(text).items():
        assert len(words) == len(set(words)), key
        for word in words:
            re.compile(word)


@pytest.mark.parametrize("text", ["无", " 无。", "——", "/", "", None, "没有偏差"])
def test_an_empty_reason_says_nothing(text):
    assert not wording.says_something(text)


@pytest.mark.parametrize("text", ["无法按期到货", "正常", "没有轮换、动用库存"])
def test_a_reason_with_words_says_something(text):
    assert wording.says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "正常",
        "已完成",
        "按时完成年度目标任务",
        "超额完成",
        "详见附件2",
        "见报告",
        "已全部完成，达到预期目标",
        "完成情况良好",
        "同上",
    ],
)
def test_a_reason_that_all_is_well_is_none(text):
    assert not wording.gives_reason(text)


@pytest.mark.parametrize(
    "text", ["完成时间推迟", "资金未到位", "已完成招标，因雨季停工", "上级追加任务", "学员请假较多"]
)
def test_a_reason_names_what_was_in_the_way(text):
    assert wording.gives_reason(text)


def test_done_not_done_and_nothing_happened():
    assert [wording.says_short(text) for text in ("未达预期", "进度滞后", "仍有差距", "全部完成")] == [
        True,
        True,
        True,
        False,
    ]
    assert [
        wording.says_nothing_happened(text) for text in ("未发生安全事故", "零投诉", "无", "无人机巡查3次", "无法统计")
    ] == [True, True, True, False, False]
