"""Pairs of characters: how Chinese words of two and more characters are found without a dictionary."""

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import add

from auditor.text.normalize import fold

_RUNS = re.compile(r"\w+")
_LETTER = "abcdefghijklmnopqrstuvwxyz234567"
_BITS = 5


def grams(text: str) -> str:
    """The pairs of neighbouring characters of each run of letters and digits, as words that any index takes apart by blanks.

    Each pair is spelt in a few plain letters, so that no tokenizer has an opinion of its own on it.
    """
    runs = _RUNS.findall(fold(text).lower())
    found = {run for run in runs if len(run) == 1}
    return " ".join(sorted(map(_spelt, found.union(*map(_pairs, runs)))))


def wanted(text: str) -> list[str]:
    """The pairs that whatever contains a text contains too; none for a text without two neighbouring letters or digits."""
    runs = _RUNS.findall(fold(text).lower())
    return sorted(map(_spelt, set[str]().union(*map(_pairs, runs))))


def _pairs(run: str) -> Iterator[str]:
    return map(add, run, run[1:])


@lru_cache(maxsize=1 << 16)
def _spelt(pair: str) -> str:
    """A pair in plain letters: each character by its number, to the base 32."""
    return "".join(_number(ord(mark)) for mark in pair)


def _number(value: int) -> str:
    spelt = ""
    while value:
        spelt = _LETTER[value & 31] + spelt
        value >>= _BITS
    return spelt.rjust(3, "a") if len(spelt) <= 3 else f"z{spelt.rjust(4, 'a')}"
