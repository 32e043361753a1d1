"""Words that decide: lists kept as data, with their sources."""

import re
import tomllib
from functools import cache
from pathlib import Path

from auditor.text.normalize import fold

_FOLDER = Path(__file__).parent / "lexicons"


@cache
def words(lexicon: str, key: str) -> tuple[str, ...]:
    """The words of one list of one lexicon; each is a regular expression over folded text."""
    data = tomllib.loads((_FOLDER / f"{lexicon}.toml").read_text(encoding="utf-8"))
    return tuple(data[key])


@cache
def lists(lexicon: str) -> tuple[tuple[str, ...], ...]:
    """All lists of one lexicon, in the order of the file."""
    data = tomllib.loads((_FOLDER / f"{lexicon}.toml").read_text(encoding="utf-8"))
    return tuple(tuple(one) for one in data.values())


@cache
def pattern(lexicon: str, key: str) -> re.Pattern[str]:
    """Matches any of the words."""
    return re.compile("|".join(words(lexicon, key)))


def has(lexicon: str, key: str, text: str) -> bool:
    """Whether the text holds one of the words."""
    return pattern(lexicon, key).search(fold(text)) is not None


def is_one(lexicon: str, key: str, text: str) -> bool:
    """Whether the text is one of the words and nothing else."""
    return pattern(lexicon, key).fullmatch(fold(text).strip("。.；;，,、")) is not None


def says_something(text: str | None) -> bool:
    """Whether a reason or note says anything: not empty, not a dash, not 无."""
    return text is not None and bool(fold(text)) and not is_one("reasons", "empty", text)
