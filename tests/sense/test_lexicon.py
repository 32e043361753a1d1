"""The word lists are data, with their sources, and every word can match."""

import re
import tomllib
from pathlib import Path

import pytest

from auditor import sense
from auditor.sense import lexicon

FILES = sorted((Path(sense.__file__).parent / "lexicons").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_lexicon_names_its_sources_and_compiles(path):
    text = path.read_text(encoding="utf-8")
    assert "Source" in text
    for key, words in tomllib.loads(text).items():
        assert len(words) == len(set(words)), key
        for word in words:
            re.compile(word)


@pytest.mark.parametrize("text", ["无", " 无。", "——", "/", "", None, "没有偏差"])
def test_an_empty_reason_says_nothing(text):
    assert not lexicon.says_something(text)


@pytest.mark.parametrize("text", ["无法按期到货", "正常", "没有轮换、动用库存"])
def test_a_reason_with_words_says_something(text):
    assert lexicon.says_something(text)
