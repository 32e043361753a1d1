"""What is asked of short words is remembered: 100%, 数量指标 and 2024年12月底 stand in many cells of many documents."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

LONGEST = 24
"""Characters of what is remembered; longer words are one document's own."""

_MOST = 4096
"""Words that one question is remembered of."""

_Answer = TypeVar("_Answer")


def remembered(work: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """Remembers what was worked out of the last few thousand short words; of longer ones it is worked out each time."""
    known = lru_cache(maxsize=_MOST)(work)

    @wraps(work)
    def answer(words: str) -> _Answer:
        return known(words) if len(words) <= LONGEST else work(words)

    return answer
