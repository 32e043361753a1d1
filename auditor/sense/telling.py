"""The telling words of a name: what is bad, what is done about it, what passes or is saved; and which way they point."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from auditor.sense import lexicon

Direction = Literal["more", "less", "either"]
"""More is better, less is better, or the words leave it open: then only equality says that a plain target is met."""

_WORDS = ("absent", "saved", "level", "fall", "rise", "good", "bad", "charged", "costs", "acts", "works", "answers")
"""The lists whose words may stand in one name; what two of them could read belongs to the one that begins first."""
_BAD = frozenset({"bad", "charged", "costs"})
_VERBS = frozenset({"absent", "saved", "fall", "answers", "works"})
_NEAR = 4
"""Characters between a verb and what it is done to: 化解 重大 信访积案."""
_FAR = 10
"""The same for what did not happen: 未发生 重大安全生产责任 事故."""
_HAPPENS = re.compile(r"(?:的)?(?:发生|出现)?[率度]")
"""What stands behind a word of a rate that counts how often it happens: 违规率, 案件发生率; not 案件评查率."""


class _Word(NamedTuple):
    """A telling word of a name: the list it is of, and where it stands."""

    kind: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def told(name: str, *, rate: bool, nought: bool) -> Direction | None:
    """What the words of a name say, the last of them first; None when they say nothing."""
    words = list(_words(name))
    bad = next((place for place in reversed(range(len(words))) if words[place].kind in _BAD), None)
    if bad is None:
        return _without_bad(words)
    if words[-1].kind in _BAD:
        return _ending_in_bad(name, words, rate=rate, nought=nought)
    match words[-1].kind:
        case "rise" | "level":
            return "less"
        case "answers":
            return "more" if rate else "either"
        case _:
            return "more"


def _without_bad(words: list[_Word]) -> Direction | None:
    match words[-1].kind if words else "":
        case "saved" | "absent":
            return "more"
        case "level":
            return "less"
        case "fall":
            return "either"
        case _:
            return None


def _ending_in_bad(name: str, words: list[_Word], *, rate: bool, nought: bool) -> Direction:
    """Names that end in what is bad: what is done to it decides, else less of it is better."""
    verb = next((word for word in reversed(words) if word.kind in _VERBS), None)
    things = [word for word in words if word.kind in _BAD and (verb is None or word.start >= verb.end)]
    if verb is not None and things[-1].kind == "costs" and verb.kind in {"works", "answers"}:
        verb = None  # 改造成本, 治理费用: the works are not done against their cost
    near = verb is not None and things[0].start - verb.end <= (_FAR if verb.kind == "absent" else _NEAR)
    if verb is not None and near:
        match verb.kind:
            case "absent" | "saved":
                return "more"
            case "works" if not rate:
                return "more"
            case "fall":
                return "either" if rate else "more"
            case "answers" if not rate:
                return "either"
            case _:
                pass
    if any(word.kind == "bad" for word in things) or nought:
        return "less"
    return "less" if rate and _HAPPENS.fullmatch(name[things[-1].end :]) else "either"


def _words(name: str) -> Iterator[_Word]:
    """The telling words of a name in order, none inside another."""
    found = (_Word(kind, start, end) for kind in _WORDS for start, end in lexicon.places("direction", kind, name))
    reached = 0
    for word in sorted(found, key=lambda word: (word.start, -word.end)):
        if word.start >= reached:
            reached = word.end
            yield word


def of_time(name: str) -> Direction:
    """Time that passes before something is done is to be short, time of service long."""
    words = list(_words(name))
    if any(word.kind == "absent" for word in words):
        return "more"
    if lexicon.has("direction", "elapsed", name) or any(word.kind == "bad" for word in words):
        return "less"
    return "more" if lexicon.has("direction", "served", name) else "either"
