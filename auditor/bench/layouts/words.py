"""The words that layouts print, ordinary and unusual, and the draws that choose among them."""

import random
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

_FILE = Path(__file__).parent / "words.toml"
_Thing = TypeVar("_Thing")

Pools = dict[str, dict[str, list[str]]]


class Dice:
    """Draws that are the same for the same seed, whatever was drawn elsewhere."""

    def __init__(self, *seed: object) -> None:
        self._random = random.Random(":".join(map(str, seed)))  # noqa: S311 - a layout is no secret

    def one(self, things: Sequence[_Thing]) -> _Thing:
        """One of the things."""
        return self._random.choice(things)

    def some(self, things: Sequence[_Thing], count: int) -> list[_Thing]:
        """So many different ones of the things, in the order drawn."""
        return self._random.sample(things, min(count, len(things)))

    def whole(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return self._random.randint(least, most)

    def chance(self, percent: int) -> bool:
        """Yes in so many of a hundred draws."""
        return self._random.randrange(100) < percent


@cache
def _pools() -> Pools:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def pool(group: str, key: str) -> tuple[str, ...]:
    """The words of one list, in the order of the file."""
    return tuple(_pools()[group][key])


def keys(group: str) -> tuple[str, ...]:
    """What a group has lists for."""
    return tuple(_pools()[group])


def usual(field: str) -> str:
    """The heading that most forms print over a field."""
    return pool("usual", field)[0]


@cache
def unusual(field: str) -> tuple[str, ...]:
    """Headings over a field that no list holds: those written down, and every first part with every last."""
    pools = _pools()
    grown = [first + last for first in pools["first"].get(field, ()) for last in pools["last"].get(field, ())]
    return tuple(dict.fromkeys([*pools["unusual"][field], *grown]))
