"""How alike two names are, by the pairs of characters that are rare in this report.

生态环境 stands in half of a report's names and says little; 志愿者 stands in two and says much. No dictionary, no model.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from auditor import prepared
from auditor.text.normalize import fold

# Words that name no subject; dropped before comparing. Longer ones first.
FILLERS = [
    "完成情况",
    "工作情况",
    "相关工作",
    "数量",
    "次数",
    "个数",
    "总数",
    "人数",
    "家数",
    "完成",
    "开展",
    "组织",
    "进行",
    "工作",
    "情况",
    "相关",
    "有关",
    "等",
    "的",
    "了",
    "和",
    "与",
    "及",
    "各",
    "数",
]

_FILLER = prepared.pattern("|".join(FILLERS))
_MARKS = prepared.pattern(r"[^\w]|_")


@lru_cache(maxsize=16384)
def reduced(text: str) -> str:
    """The characters that carry a name: folded, without punctuation and filler words; all of them if nothing is left."""
    bare = _MARKS.sub("", fold(text)).lower()
    return _FILLER.sub("", bare) or bare


@lru_cache(maxsize=16384)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a reduced text; a single character stands for itself."""
    bare = reduced(text)
    return frozenset(bare[at : at + 2] for at in range(max(1, len(bare) - 1))) if bare else frozenset()


class _Weights(dict[str, float]):
    """What each pair says, worked out when it is first asked for."""

    def __init__(self, texts: int, seen: Mapping[str, int]) -> None:
        super().__init__()
        self._texts = texts
        self._seen = seen

    def __missing__(self, pair: str) -> float:
        found = self[pair] = math.log((self._texts + 1) / (self._seen.get(pair, 0) + 1)) + 0.1
        return found

    def of(self, pairs: frozenset[str]) -> float:
        """What several pairs say together."""
        return sum(map(self.__getitem__, sorted(pairs)))


class _Wholes(dict[str, float]):
    """What all pairs of a text say together, added up when it is first asked for."""

    def __init__(self, weights: _Weights) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, text: str) -> float:
        found = self[text] = self._weights.of(pairs(text))
        return found


class Rarity:
    """Weights of character pairs within one report: the fewer of its texts use a pair, the more it says."""

    def __init__(self, texts: Iterable[str]) -> None:
        listed = list(texts)
        self._weights = _Weights(len(listed), Counter(chain.from_iterable(map(pairs, listed))))
        self._wholes = _Wholes(self._weights)

    def weight(self, pair: str) -> float:
        """What one pair says: log((N + 1) / (n + 1)) + a little, so that nothing weighs nought."""
        return self._weights[pair]

    def similarity(self, a: str, b: str) -> float:
        """How alike two texts are, 0 to 1, the same both ways: twice the shared weight over the weight of both."""
        both = self._wholes[a] + self._wholes[b]
        return 2 * self._shared(a, b) / both if both else 0.0

    def containment(self, a: str, b: str) -> float:
        """How much of what a says is found in b, 0 to 1: 1 when all of a's pairs stand in b."""
        whole = self._wholes[a]
        return self._shared(a, b) / whole if whole else 0.0

    def alike(self, a: str, b: str) -> tuple[float, float]:
        """The similarity of two texts, and how much of the one that says less is found in the other, from one look."""
        shared, whole, other = self._shared(a, b), self._wholes[a], self._wholes[b]
        return (2 * shared / (whole + other), shared / min(whole, other)) if whole and other else (0.0, 0.0)

    def _shared(self, a: str, b: str) -> float:
        return self._weights.of(pairs(a) & pairs(b))
