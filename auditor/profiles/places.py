"""Which county, prefecture and province the name of a body begins with."""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "places.txt"
_LONGEST = 16
"""Characters of the longest name of a county."""
_SHORTEST = 2


class Place(NamedTuple):
    """A place by its name, with the prefecture (empty where it has none, or several have the name) and province it lies in."""

    name: str
    prefecture: str
    province: str


def of(name: str) -> Place | None:
    """The place that a name begins with, the longest that there is; None where it names none, or one that two provinces have."""
    return _begun(name[:_LONGEST])


@lru_cache(maxsize=1024)
def _begun(name: str) -> Place | None:
    for length in range(len(name), _SHORTEST - 1, -1):
        found = set(_named(name[:length]))
        if found:
            provinces, prefectures = {place.province for place in found}, {place.prefecture for place in found}
            only = prefectures.pop() if len(prefectures) == 1 else ""
            return Place(name[:length], only, provinces.pop()) if len(provinces) == 1 else None
    return None


def _named(name: str) -> Iterator[Place]:
    """Every place of this name; the list is searched as text, which is faster than to take it apart for one name."""
    text, wanted = _text(), f" {name} "
    at = text.find(wanted)
    while at >= 0:
        province, prefecture, _counties = text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)].split("\t")
        yield Place(name, next(iter(prefecture.split()), ""), province.strip())
        at = text.find(wanted, at + 1)


@cache
def _text() -> str:
    """The list, every name between blanks."""
    lines = (line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return "\n" + "".join(f"{line} \n".replace("\t", "\t ").replace(" ", "  ").replace("\t", " \t") for line in lines)
