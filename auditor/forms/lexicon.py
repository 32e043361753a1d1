"""Lists of words from the grammar of forms, each read once."""

import re
from functools import cache
from pathlib import Path

from auditor import prepared

_FOLDER = Path(__file__).parent / "words"


@cache
def tables(name: str) -> dict[str, dict[str, list[str]]]:
    """The tables of one file, each a set of lists."""
    return prepared.toml((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, table: str, key: str) -> tuple[str, ...]:
    """The words of one list; each is a regular expression over folded text."""
    return tuple(tables(name)[table][key])


@cache
def either(name: str, table: str, key: str) -> str:
    """The words of one list as one group, the longest first; to be joined into larger patterns."""
    return f"(?:{'|'.join(sorted(words(name, table, key), key=len, reverse=True))})"


@cache
def pattern(name: str, table: str, key: str) -> re.Pattern[str]:
    """Matches any of the words."""
    return prepared.pattern(either(name, table, key))
