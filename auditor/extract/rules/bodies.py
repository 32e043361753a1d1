"""Names of bodies: where one begins and ends in a line, and what is none."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from auditor import prepared
from auditor.forms import lexicon
from auditor.text.patterns import lazily

_LONGEST = 48
_SHORTEST_PLACE = 2
_LONGEST_PLACE = 18
_FEW = 6
"""A district that no county or city precedes has a name of few characters; longer ones are words of a project."""


class Body(NamedTuple):
    """A body's name in a folded text: its characters, and whether it is a place alone (云山县)."""

    start: int
    end: int
    place: bool = False


class _Mark(NamedTuple):
    end: int
    firm: bool


def begins(text: str) -> Body | None:
    """The body whose name the folded text begins with: 某县水利局 in 某县水利局水库巡查经费.

    A place alone where no body follows it; None where neither stands there.
    """
    taken: int | None = None
    for mark in _marks(text):
        if mark.end > _LONGEST:
            break
        if taken is None:
            taken = mark.end if _stands(text, mark) else None
        elif _goes_deeper(text, taken, mark):
            taken = mark.end
    if taken is not None:
        return Body(0, _without_level(text, taken))
    reach = place(text)
    return Body(0, reach, place=True) if reach else None


def is_body(text: str) -> bool:
    """Whether the folded text is the name of a body and nothing else."""
    if not _SHORTEST_PLACE <= len(text) <= _LONGEST or not is_name(text) or _names_money(text):
        return False
    plain = _level().sub("", text)
    last = max((mark.end for mark in _marks(plain)), default=0)
    return last == len(plain)


def is_place(text: str) -> bool:
    """Whether the folded text is the name of a place and nothing else: 云山县, 江岭省云山县."""
    return place(text) == len(text) > 0


def is_name(text: str) -> bool:
    """Whether the folded text may name one body at all: no sentence, no word that stands for the body or for many."""
    bare = _SEAT.sub("", text)
    return bool(bare) and not _speech().search(bare) and not is_nobody(bare)


def is_nobody(text: str) -> bool:
    """Whether the folded text stands for the body without naming it (本单位), or for many (各县、区)."""
    return _nobody().fullmatch(text) is not None or _many().fullmatch(text[place(text) :]) is not None


def is_ministry(text: str) -> bool:
    """Whether the folded text names a ministry of the State."""
    return lexicon.pattern("organisations", "endings", "ministry").fullmatch(text) is not None


def is_inner(text: str) -> bool:
    """Whether the folded text names a section within a body: 农业科, 仓储与项目股."""
    return _INNER.search(text) is not None


def place(text: str) -> int:
    """How far the names of places reach with which the folded text begins: 江岭省云山县 in 江岭省云山县食品监管."""
    reach = 0
    while (end := _next_place(text, reach)) is not None:
        reach = end
    return reach


_SEAT = lazily(r"\(.{0,12}\)$|^[\[(]?\d[\d.]*[\])]?[-—_ ]?")
_INNER = lazily(r"[一-鿿][科股]\Z|[一-鿿](?:科室|处室)\Z")


def _marks(text: str) -> Iterator[_Mark]:
    """Every ending of a name of a body, from left to right; of two that end alike the firm one."""
    found: dict[int, bool] = {}
    for match in _firm().finditer(text):
        if match.start() and not _goes_on(text, match.end()):
            found[match.end()] = True
    for match in _facility().finditer(text):
        if match.start() and not _goes_on(text, match.end()):
            found.setdefault(match.end(), False)
    yield from (_Mark(end, found[end]) for end in sorted(found))


def _stands(text: str, mark: _Mark) -> bool:
    """Whether the name may end here: it is one name, and a facility is told from a building by what surrounds it."""
    name, rest = text[: mark.end], text[mark.end :]
    if not is_name(name) or _names_money(name):
        return False
    if mark.firm:
        return True
    return not rest or (is_placed(name) and not _works().match(rest))


def _goes_deeper(text: str, taken: int, mark: _Mark) -> bool:
    """Whether a name goes on within another: 某县公安局|交通警察大队, 某总局|某县某局; 国家某总局|南方监测中心 only where the text ends."""
    inner = text[taken : mark.end]
    if not is_name(text[: mark.end]) or _names_money(inner):
        return False
    if mark.end == len(text) or (mark.firm and place(inner) > 0):
        return True
    return _nested().fullmatch(inner) is not None and not _works().match(text[mark.end :])


def _without_level(text: str, end: int) -> int:
    """The name's end before 本级, 机关, (汇总)."""
    return len(_level().sub("", text[:end]))


def is_placed(name: str) -> bool:
    """Whether a name begins with a place or a state: 某县, 国家, 市."""
    return bool(_state().match(name)) or place(name) > 0


def _next_place(text: str, start: int) -> int | None:
    """The end of the place whose name begins at `start`."""
    for match in _place_ending().finditer(text, start, start + _LONGEST_PLACE):
        name = text[start : match.end()]
        if len(name) < _SHORTEST_PLACE or _goes_on_place(text, match.end()):
            continue
        if not _PLACE_NAME.fullmatch(name) or _common().search(name) or _MONEY.search(name):
            return None
        return match.end() if start or len(name) <= _FEW or _LONG_PLACE.search(name) else None
    return _short_province(text, start)


_PLACE_NAME = lazily(r"[一-鿿A-Z×*○Xx]+")
_LONG_PLACE = lazily(r"自治[县州旗区]$|(?:开发|高新|管理|林|新|工业园)区$|兵团$")


def _short_province(text: str, start: int) -> int | None:
    """四川, 内蒙古: a province without its ending, only at the very beginning and never alone."""
    found = lexicon.pattern("organisations", "places", "province").match(text) if start == 0 else None
    return found.end() if found is not None and _next_place(text, found.end()) is not None else None


@cache
def _firm() -> re.Pattern[str]:
    return lexicon.pattern("organisations", "endings", "firm")


@cache
def _facility() -> re.Pattern[str]:
    return lexicon.pattern("organisations", "endings", "facility")


@cache
def _nested() -> re.Pattern[str]:
    return prepared.pattern(rf"[一-鿿]{{0,14}}{lexicon.either('organisations', 'endings', 'nested')}")


@cache
def _works() -> re.Pattern[str]:
    return lexicon.pattern("organisations", "endings", "works")


@cache
def _level() -> re.Pattern[str]:
    return prepared.pattern(rf"{lexicon.either('organisations', 'endings', 'level')}+\Z")


@cache
def _nobody() -> re.Pattern[str]:
    return lexicon.pattern("organisations", "endings", "nobody")


@cache
def _many() -> re.Pattern[str]:
    return lexicon.pattern("organisations", "endings", "many")


@cache
def _speech() -> re.Pattern[str]:
    return lexicon.pattern("organisations", "endings", "speech")


@cache
def _state() -> re.Pattern[str]:
    return prepared.pattern("|".join(lexicon.either("organisations", "places", key) for key in ("state", "province")))


@cache
def _place_ending() -> re.Pattern[str]:
    return lexicon.pattern("organisations", "places", "ending")


@cache
def _common() -> re.Pattern[str]:
    return prepared.pattern(rf"{lexicon.either('organisations', 'places', 'common')}\Z")


_MONEY = lazily(r"(?:资金|项目|经费|专项|补助|补贴|绩效|自评|支出|奖补|整体)")
_MONEY_OFFICE = lazily(
    r"(?:资金|项目|经费|专项|补助)(?:管理|建设|服务|结算|监督|监管|评审|绩效|推进|工作|事务|稽察|支付)"
)


def _names_money(name: str) -> bool:
    """Whether a name holds the words of a project or fund, other than in 项目建设办公室, 资金管理中心."""
    return _MONEY.search(_MONEY_OFFICE.sub("", name)) is not None


def _goes_on(text: str, end: int) -> bool:
    return end < len(text) and _continuation("endings").match(text, end) is not None


def _goes_on_place(text: str, end: int) -> bool:
    return end < len(text) and _continuation("places").match(text, end) is not None


@cache
def _continuation(table: str) -> re.Pattern[str]:
    return lexicon.pattern("organisations", table, "goes_on")
