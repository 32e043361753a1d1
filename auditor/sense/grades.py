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
    r"(?P<name>优秀?|良好?|中等?|不合格|不及格|合格|及格|一般|较?差)(?:等级|等次|等|级|档)?[”\"」’']?(?![\u4e00-\u9fff])"
)
# 95, 89.5; not the 95 of 95%, of 2024年 or of 3个等级
_SCORE = lazily(r"(?<![\d.])(?P<score>\d{1,3}(?:\.\d{1,2})?)(?![\d.%％]|\s*[年月日个档级等项])")
_FURTHEST = 40
"""Characters between two grades: 85分（含85分）以上、95分以下的为."""
_FEWEST = 3
"""Grades that a text must limit to be a scale of its own: 优秀, 合格 and 不合格 are one."""
_LEAST, _MOST = Decimal(60), Decimal(100)
"""Between these the best grade begins; points for a row (优30分、良20分) are no scale."""


class Scale(NamedTuple):
    """The lowest score of each grade, the best first, and where in the text the scale stands."""

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
    for behind in (True, False):
        found = _limited(flat, names, behind=behind)
        if found is not None:
            start = names[0].start() if behind else max(0, names[0].start() - _FURTHEST)
            end = min(len(text), names[-1].end() + _FURTHEST) if behind else names[-1].end()
            return Scale(found, start, end)
    return None


def _in_order(names: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The first run of names that goes from the best grade to the worst, none twice."""
    order = list(Grade)
    run: list[re.Match[str]] = []
    for name in names:
        place = order.index(_CALLED[name["name"]])
        if place == 0:
            if len(run) >= _FEWEST:
                break
            run = [name]
        elif run and place > order.index(_CALLED[run[-1]["name"]]) and name.start() - run[-1].end() <= _FURTHEST:
            run.append(name)
    return run if run and _CALLED[run[-1]["name"]] == Grade.POOR else []


def _limited(flat: str, names: Sequence[re.Match[str]], *, behind: bool) -> dict[str, Decimal] | None:
    """The lowest score of each grade, from the scores behind each name or before it; None where they make no scale."""
    ends = [name.end() for name in names]
    starts = [name.start() for name in names]
    if behind:
        stretches = zip(ends, [*starts[1:], min(len(flat), ends[-1] + _FURTHEST)], strict=True)
    else:
        stretches = zip([max(0, starts[0] - _FURTHEST), *ends[:-1]], starts, strict=True)
    found = [
        _Limited(_CALLED[name["name"]], tuple(_scores(flat[start:end])))
        for name, (start, end) in zip(names, stretches, strict=True)
    ]
    return _as_scale(found)


def _scores(words: str) -> list[Decimal]:
    within = re.split(r"[。;\n]", words)
    told = next((part for part in within if _SCORE.search(part)), "")
    return [value for one in _SCORE.finditer(told) if (value := Decimal(one["score"])) <= _MOST]


def _as_scale(found: Sequence[_Limited]) -> dict[str, Decimal] | None:
    """Each grade ends where the next better one begins: 85—95, or 85—94; one that prints no end is 85分以上."""
    if any(not one.scores for one in found):
        return None
    *better, worst = found
    lowest = [min(one.scores) for one in better]
    if any(above <= below for above, below in pairwise(lowest)) or not _LEAST <= lowest[0] < _MOST:
        return None
    tops = [max(one.scores) for one in (*better[1:], worst)]
    fits = [top <= above <= top + 1 for top, above in zip(tops, lowest, strict=True)]
    unbounded = [top == low for top, low in zip(tops, lowest[1:], strict=False)]
    if not fits[-1] or not all(fit or alone for fit, alone in zip(fits, unbounded, strict=False)):
        return None
    return {str(one.grade): low for one, low in zip(better, lowest, strict=True)} | {str(worst.grade): Decimal(0)}
