"""Whether figures listed behind a total can be its parts at all: by what they are called, never by what they come to."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from auditor import prepared
from auditor.sense import lexicon


def may_be_parts(names: Sequence[str], whole: str, behind: str = "") -> bool:
    """Whether figures under these names may add up to a whole told in these words.

    Not what came and what went (新增215户、退出168户), not the highest and the lowest, not the two sides of a difference
    (收入大于支出18万元，其中…), not steps of one thing, not changes of something that the whole is no change of, nor what the words behind say overlaps.
    """
    said = "|".join(names)
    if lexicon.has("parts", "came", said) and lexicon.has("parts", "went", said):
        return False
    if lexicon.has("parts", "extremes", said) or lexicon.has("parts", "overlapping", behind):
        return False
    if lexicon.has("parts", "difference", whole) or _reached_by_one(names):
        return False
    if _one_after_the_other(names) and _AND_THOSE_LEFT.match(behind) is None:
        return False
    return not lexicon.has("parts", "changed", names[0]) or lexicon.has("parts", "change", whole)


def _reached_by_one(names: Sequence[str]) -> bool:
    """Whether the names tell of things that one person may have reached all of: 取得证书1512人，就业1260人."""
    if len(names) < 1 + 1 or any(_NONE_OF_THEM.search(name) for name in names):
        return False
    reached = [{at for at, one in enumerate(lexicon.each("parts", "reached")) if one.search(name)} for name in names]
    return all(reached) and not frozenset.intersection(*map(frozenset, reached)) and len(set().union(*reached)) > 1


def _one_after_the_other(names: Sequence[str]) -> bool:
    """Whether each name tells of a step that follows the one before: 320人参加笔试，300人参加面试，285人合格."""
    if not all(map(_any_step().search, names)) or any(map(_NONE_OF_THEM.search, names)):
        return False
    courses = ([_step(course, name) for name in names] for course in _courses())
    return any(all(-1 < one < other for one, other in pairwise(steps)) for steps in courses)


_AND_THOSE_LEFT = prepared.pattern(r"[^,;、]{0,12}[,;、][^,;、]{0,4}(?:未(?!成年)|其[他余])")
"""已开工10项，完工20项，未开工6项: with those that did not begin the list tells of all."""


def _step(course: Sequence[re.Pattern[str]], name: str) -> int:
    """The last step of a course that a name tells of; less than nought where it tells of none."""
    return max((at for at, step in enumerate(course) if step.search(name)), default=-1)


@cache
def _any_step() -> re.Pattern[str]:
    return prepared.pattern("|".join(step for steps in lexicon.lists("steps") for step in steps))


@cache
def _courses() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(tuple(map(prepared.pattern, steps)) for steps in lexicon.lists("steps"))


_NONE_OF_THEM = prepared.pattern(r"未(?!成年)|不|非|其[他余]|无")


def goes_on_with_another(words: str) -> bool:
    """Whether a figure under these words is no further part but another matter: 累计办证, 实际支出, 含异地医保, 超额."""
    return lexicon.has("parts", "another", words)
