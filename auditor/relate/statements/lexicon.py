"""The words by which sentences tie their figures: lexicon.toml, compiled when first asked for."""

import re
from functools import cache
from pathlib import Path

from auditor import prepared

_FILE = Path(__file__).with_name("lexicon.toml")


@cache
def _data() -> dict[str, dict[str, str | list[str]]]:
    return prepared.toml(_FILE.read_text(encoding="utf-8"))


@cache
def pattern(section: str, key: str) -> re.Pattern[str]:
    """Matches any of the words of one list."""
    words = _data()[section][key]
    return prepared.pattern(words if isinstance(words, str) else "|".join(words))


def has(section: str, key: str, text: str) -> bool:
    """Whether the text holds one of the words."""
    return pattern(section, key).search(text) is not None


def those(section: str, keys: tuple[str, ...], text: str) -> set[str]:
    """The lists of which the text holds one of the words; most texts hold none of any."""
    if _any(section, keys).search(text) is None:
        return set()
    return {key for key in keys if has(section, key, text)}


@cache
def _any(section: str, keys: tuple[str, ...]) -> re.Pattern[str]:
    return prepared.pattern("|".join(f"(?:{pattern(section, key).pattern})" for key in keys))


@cache
def each(section: str, key: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of one list, apart."""
    return tuple(prepared.pattern(words) for words in _data()[section][key])


@cache
def pairs(section: str, key: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The pairs of one list, each compiled."""
    return tuple((prepared.pattern(pair[0]), prepared.pattern(pair[1])) for pair in _data()[section][key])


@cache
def first_of_pair(section: str, key: str) -> re.Pattern[str]:
    """Matches the first words of any pair of one list."""
    return prepared.pattern("|".join(f"(?:{pair[0]})" for pair in _data()[section][key]))


@cache
def keys(section: str) -> tuple[str, ...]:
    """The names of the lists of a section, in the order of the file."""
    return tuple(_data()[section])
