"""Words that decide: lists kept as data, with their sources."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from auditor import prepared
from auditor.text.normalize import fold

_FOLDER = Path(__file__).parent / "lexicons"
_SIGNS = re.compile(r"[\\^$.|?*+()\[\]{}]")


class _Words(NamedTuple):
    """The words of a list that are plain text, and a pattern of the others: most are plain, and need no compiling."""

    plain: tuple[str, ...]
    others: re.Pattern[str] | None


@cache
def _file(lexicon: str) -> dict[str, Any]:
    return prepared.toml((_FOLDER / f"{lexicon}.toml").read_text(encoding="utf-8"))


@cache
def words(lexicon: str, key: str) -> tuple[str, ...]:
    """The words of one list of one lexicon; each is a regular expression over folded text."""
    return tuple(_file(lexicon)[key])


@cache
def lists(lexicon: str) -> tuple[tuple[str, ...], ...]:
    """All lists of one lexicon, in the order of the file."""
    return tuple(tuple(one) for one in _file(lexicon).values())


@cache
def pattern(lexicon: str, key: str) -> re.Pattern[str]:
    """Matches any of the words."""
    return prepared.pattern("|".join(words(lexicon, key)))


@cache
def each(lexicon: str, key: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of one list, apart."""
    return tuple(prepared.pattern(one) for one in words(lexicon, key))


@lru_cache(maxsize=16384)
def has(lexicon: str, key: str, text: str) -> bool:
    """Whether the text holds one of the words."""
    return next(places(lexicon, key, fold(text)), None) is not None


def places(lexicon: str, key: str, folded: str) -> Iterator[tuple[int, int]]:
    """Where the words of a list stand in a folded text, start and end, in no order."""
    plain, others = _parted(lexicon, key)
    for word in plain:
        at = folded.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = folded.find(word, at + 1)
    if others is not None:
        yield from (match.span() for match in others.finditer(folded))


@lru_cache(maxsize=16384)
def is_one(lexicon: str, key: str, text: str) -> bool:
    """Whether the text is one of the words and nothing else."""
    return pattern(lexicon, key).fullmatch(fold(text).strip("。.；;，,、")) is not None


@cache
def _parted(lexicon: str, key: str) -> _Words:
    every = words(lexicon, key)
    others = [word for word in every if _SIGNS.search(word)]
    plain = tuple(word for word in every if not _SIGNS.search(word))
    return _Words(plain, prepared.pattern("|".join(others)) if others else None)
