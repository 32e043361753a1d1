"""The unit that stands behind a number: 万元 after 150, 微克/立方米, 元/人·年, 台（套）, 个百分点, 三成半.

What a unit must not stand before (个人, 次数) is asked of the one that is found: a pattern that holds all of it takes long to compile.
"""

import re
from collections.abc import Iterable

from auditor.text.patterns import lazily
from auditor.text.units import KIND_OF_UNIT
from auditor.text.words import NOT_AFTER

_AMBIGUOUS = frozenset({"月", "T", "L", "G", "伏", "安", "帕", "瓦", "当量"})
"""Units that are something else behind a number; after a stroke (元/月) they are units."""
_WORDS = tuple(word for word in KIND_OF_UNIT if word not in _AMBIGUOUS)
_PER = frozenset({*_WORDS, "月", "车", "L", "生", "学生", "标准"})
_IN_BRACKETS = _PER | {"次"}
_JOINED = frozenset(_WORDS) - {"百分点", "个百分点"}
"""Units that others may be joined to."""
_LONGEST = max(map(len, _IN_BRACKETS))

STARTS = frozenset(word[0] for word in _WORDS) | {" ", "成"}
"""What a unit, or the space before it, begins with."""

_FREQUENT = "%元个次家人份项件名条部万天小"


def _by_first(words: Iterable[str]) -> str:
    """Alternatives grouped by their first character, frequent ones first and longer words before shorter ones."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    order = sorted(groups, key=lambda first: (_FREQUENT.find(first) % 99, first))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(groups[first])})" for first in order)


_UNIT = lazily(
    r"[ ]{0,4}(个?百分 ?点"
    r"|成(?:半|[一二三四五六七八九](?=[以左的，。、；;：:,\s()（）”]|$)|(?=[以左多半的及，。、；;：:,\s()（）”]|$"
    r"|农[户民]|居民|村民|群众|企业|职工|学[员生]|受访|参[训保]|资金|用户))"
    rf"|个半(?:小时|月|学期)|{_by_first(_WORDS)})"
)
_STROKES = frozenset("/／·每")
_STROKES_BEHIND_BRACKETS = frozenset("/／")
_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")
_ENDS = frozenset("\t\n，。、；：,;:）)") | {""}
"""Behind these a unit is whole, whatever it is; most stand so."""
_JOINING = _STROKES | _OPENING | {" "}


def at(flat: str, start: int) -> tuple[str, int] | None:
    """The unit that begins here, after up to four spaces, as it is printed, and where it ends.

    24人每人500元 counts people, and 每人 belongs to what each of them gets; of 500元每人 it is part of the unit.
    """
    found = _UNIT.match(flat, start)
    if found is None:
        return None
    word, end = found[1], found.end()
    if flat[end : end + 1] in _ENDS:
        return word, end
    guard = _GUARDS.get(word)
    if guard is not None and guard.match(flat, end) is not None:
        shorter = _shorter(flat, end - len(word), word)
        if shorter is None:
            return None
        word, end = shorter
    if flat[end : end + 1] in _JOINING and word in _JOINED and not flat.startswith(f"每{word}", end):
        begin, end = end - len(word), _with_others(flat, end)
        return flat[begin:end], end
    return word, end


def _shorter(flat: str, begin: int, word: str) -> tuple[str, int] | None:
    """The next shorter unit, where a longer one is the beginning of another word: 个体户 behind 3个体户."""
    for end in range(begin + len(word) - 1, begin, -1):
        part = flat[begin:end]
        guard = _GUARDS.get(part)
        if part in _JOINED and (guard is None or guard.match(flat, end) is None):
            return part, end
    return None


def _with_others(flat: str, end: int) -> int:
    """Where a unit ends that others may be joined to: 元/人·年, 台（套）, 个（处）/年."""
    for _stroke in range(2):
        end = _per(flat, end, _STROKES) or end
    if flat[end : end + 1] in _OPENING and (closed := _bracketed(flat, end + 1)) is not None:
        return _per(flat, closed, _STROKES_BEHIND_BRACKETS) or closed
    return end


def _per(flat: str, at: int, strokes: frozenset[str]) -> int | None:
    """Where the unit ends behind a stroke; None where there is no stroke or no unit behind it."""
    at += flat.startswith(" ", at)
    if flat[at : at + 1] not in strokes:
        return None
    return next((end for end in _ends(flat, at + 1) if flat[at + 1 : end] in _PER), None)


def _bracketed(flat: str, at: int) -> int | None:
    """Behind the bracket that holds one unit and nothing else."""
    ends = (end for end in _ends(flat, at) if flat[at:end] in _IN_BRACKETS)
    return next((end + 1 for end in ends if flat[end : end + 1] in _CLOSING), None)


def _ends(flat: str, at: int) -> range:
    """Where a unit that begins here may end, the longest first."""
    return range(min(at + _LONGEST, len(flat)), at, -1)


def _guard(word: str) -> re.Pattern[str] | None:
    """What a word is no unit before."""
    after = [NOT_AFTER.get(word, "品(?!牌|种|质)" if len(word) > 1 and word[-1] == "次" else "")]
    if word[-1].isascii() and word[-1].isalpha():
        after.append("[A-Za-z0-9²³^]")
    guards = "|".join(filter(None, after))
    return lazily(guards) if guards else None


_GUARDS = {word: guard for word in _WORDS if (guard := _guard(word)) is not None}
