"""The limits of grades that a text prints: 90（含）分以上为优, 良（80—90分）, S≥60为中, 不合格：60分以下."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from auditor.model.classes import Grade
from auditor.text.normalize import narrow
from auditor.text.patterns import lazily

_CALLED: dict[str, Grade] = {
    "优秀": Grade.EXCELLENT, "优": Grade.EXCELLENT, "良好": Grade.GOOD, "良": Grade.GOOD,
    "中等": Grade.FAIR, "中": Grade.FAIR, "合格": Grade.FAIR, "及格": Grade.FAIR, "一般": Grade.FAIR,
    "不合格": Grade.POOR, "不及格": Grade.POOR, "较差": Grade.POOR, "差": Grade.POOR,
}  # fmt: skip
_NAME = lazily(
    r"(?:(?<=[为是次级分成和及或的档评])|(?<![\u4e00-\u9fff]))[“\"「‘']?"
    r"(?P<name>优秀?|良好?|中等?|不合格|不及格|合格|及格|一般|较?差)(?:等级|等次|等|级|档)?[”\"」’']?(?!(?!的)[\u4e00-\u9fff])"
)
# 95, 89.5; not the 95 of 95%, of 2024年 or of 3个等级
_SCORE = lazily(r"(?<![\d.])(?P<score>\d{1,3}(?:\.\d{1,2})?)(?![\d.%％]|\s*[年月日个档级等项])")
_FURTHEST = 40
"""Characters between two grades: 85分（含85分）以上、95分以下的为."""
_FEWEST = 2
"""Grades that a text must limit, from the best down: 95分以上为优、85分至95分为良."""
# "95分以上", "85—95", "S≥85", "不足70分": what makes a score a limit, and not one that somebody got
_LIMIT = lazily(r"以[上下]|[≥≤<>≧≦＜＞]|\d[分)\]]?[—–~～至-]|[—–~～至-][(\[]?\d|不足|低于|含|\d,\d+[)\]]")
_LEAST, _MOST = Decimal(60), Decimal(100)
"""Between these the best grade begins; points for a row (优30分、良20分) are no scale."""


class Scale(NamedTuple):
    """The lowest score of each grade, the best first, and where in the text the scale stands.

    It is whole where its last grade begins at nought; else it says nothing of what lies below.
    """

    lowest: dict[str, Decimal]
    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Whether a place of the text lies within it."""
        return self.start <= place < self.end


class _Limited(NamedTuple):
    grade: Grade
    scores: tuple[Decimal, ...]


def scale(text: str) -> Scale | None:
    """The whole scale of grades that a text prints; None where it prints none, or one that does not fit together."""
    if "优" not in text:
        return None
    flat = narrow(text)
    names = _in_order(list(_NAME.finditer(flat)))
    if len(names) < _FEWEST:
        return None
    return _told(flat, names, _behind(flat, names)) or _told(flat, names, _before(flat, names))


def _in_order(names: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The first run of names that goes from the best grade to the worst, none twice."""
    order = list(Grade)
    run: list[re.Match[str]] = []
    for name in names:
        place = order.index(_CALLED[name["name"]])
        if place == 0:
            if len(run) > _FEWEST:
                break
            run = [name]
        elif run and place > order.index(_CALLED[run[-1]["name"]]) and name.start() - run[-1].end() <= _FURTHEST:
            run.append(name)
    return run


def _behind(flat: str, names: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """What stands behind each name up to the next: 优（95分及以上）、良（85—95分）; behind the last, to the end of its sentence."""
    last = names[-1].end()
    stop = _SENTENCE_END.search(flat, last, last + _FURTHEST)
    end = stop.start() if stop is not None else min(len(flat), last + _FURTHEST)
    return [(name.end(), other.start()) for name, other in pairwise(names)] + [(last, end)]


def _before(flat: str, names: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """What stands before each name from the one before it: 95分以上为优，85分以上为良; before the first, its own clause."""
    first = names[0].start()
    start = max((one.end() for one in _CLAUSE_END.finditer(flat, max(0, first - _FURTHEST), first)), default=0)
    return [(start, first)] + [(name.end(), other.start()) for name, other in pairwise(names)]


_SENTENCE_END = lazily(r"[。;；\n]")
_CLAUSE_END = lazily(r"[。;；:：,，、\n](?!\d+[)\]])")


def _told(flat: str, names: Sequence[re.Match[str]], stretches: Sequence[tuple[int, int]]) -> Scale | None:
    found = [
        _Limited(_CALLED[name["name"]], tuple(_scores(flat[start:end])))
        for name, (start, end) in zip(names, stretches, strict=True)
    ]
    limits = _as_scale(found)
    first, last = stretches[0], stretches[-1]
    start, end = min(first[0], names[0].start()), max(last[1], names[-1].end())
    return None if limits is None else Scale(limits, start, end)


def _scores(words: str) -> list[Decimal]:
    if _LIMIT.search(words) is None:
        return []
    return [value for one in _SCORE.finditer(words) if (value := Decimal(one["score"])) <= _MOST]


def _as_scale(found: Sequence[_Limited]) -> dict[str, Decimal] | None:
    """Each grade ends where the next better one begins: 85—95, or 85—94; one that prints no end is 85分以上."""
    if any(not one.scores for one in found):
        return None
    better = [one for one in found if one.grade != Grade.POOR]
    worst = [one for one in found if one.grade == Grade.POOR]
    lowest = [min(one.scores) for one in better]
    if any(above <= below for above, below in pairwise(lowest)) or not _LEAST <= lowest[0] < _MOST:
        return None
    tops = [max(one.scores) for one in (*better[1:], *worst)]
    fits = [top <= above <= top + 1 for top, above in zip(tops, lowest, strict=False)]
    unbounded = [*(top == low for top, low in zip(tops, lowest[1:], strict=False)), *([False] * len(worst))]
    if not all(fit or alone for fit, alone in zip(fits, unbounded, strict=True)):
        return None
    limits = {str(one.grade): low for one, low in zip(better, lowest, strict=True)}
    return limits | {str(one.grade): Decimal(0) for one in worst}
