"""How alike the subjects of two numbers are, and which pairs are sure enough to be one fact."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from auditor.text.similarity import Rarity

SURE = 0.55
"""How alike two subjects must be to be one fact whatever other partners there are. Set on self-written pairs (tests/relate)."""

LIKELY = 0.3
"""How alike two subjects must be when each is the other's only possible partner in its goal."""

FAINT = 0.08
"""How alike two subjects must be that are the only ones measured in their unit: 养护国省道320公里, 养护里程 302公里."""

CLEAR_LEAD = 0.15
"""How far ahead of the runner-up an identity must be to be sure."""

INSIDE = 0.9
"""What a subject wholly inside a longer one counts, against 1 for the same words."""

SHORT_INSIDE = 0.6
"""The same for a subject of two characters."""

SHORTEST = 2
"""A subject of fewer characters identifies nothing."""


class Pair(NamedTuple):
    """Two that are taken for one fact: their places among those compared, how alike they are, and the best rival of either."""

    left: int
    right: int
    similarity: float
    runner_up: float = 0.0

    @property
    def confidence(self) -> Literal["high", "medium"]:
        """Whether the identity is sure: alike enough, and clearly ahead of every other."""
        sure = self.similarity >= SURE and self.similarity - self.runner_up >= CLEAR_LEAD
        return "high" if sure else "medium"


class Likeness:
    """How alike the subjects of one report are."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rarity = Rarity(texts)

    def of(self, a: str, b: str) -> float:
        """How alike two subjects are; a short one wholly inside a long one counts almost as much as the same words."""
        similarity, inside = self._rarity.alike(a, b)
        worth = SHORT_INSIDE if min(len(a), len(b)) <= SHORTEST else INSIDE
        return max(similarity, worth * inside)


def best(
    left: Sequence[int],
    right: Sequence[int],
    alike: Callable[[int, int], float],
    fits: Callable[[int, int], bool],
    telling: Callable[[int], bool],
) -> Iterator[Pair]:
    """The surest pairs first, each side used once; then those left over that have no other partner.

    `fits` says whether two could be compared at all, `telling` whether what stands left is measured in a unit that tells
    subjects apart: such a pair may be faint when neither side has any other partner.
    """
    faint = [Pair(a, b, score) for a in left for b in right if fits(a, b) and (score := alike(a, b)) >= FAINT]
    of_left, of_right = _by_side(faint)
    pairs = [
        pair
        for pair in faint
        if pair.similarity >= LIKELY
        or (telling(pair.left) and len(of_left[pair.left]) == len(of_right[pair.right]) == 1)
    ]
    of_left, of_right = _by_side(pairs)
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.similarity, pair.left, pair.right)):
        if pair.left in taken_left or pair.right in taken_right:
            continue
        rivals = [
            other.similarity
            for other in (*of_left[pair.left], *of_right[pair.right])
            if other != pair
            and (pair.similarity >= SURE or not (other.left in taken_left or other.right in taken_right))
        ]
        if pair.similarity < SURE and rivals:
            continue
        taken_left.add(pair.left)
        taken_right.add(pair.right)
        yield pair._replace(runner_up=max(rivals, default=0.0))


def _by_side(pairs: Iterable[Pair]) -> tuple[dict[int, list[Pair]], dict[int, list[Pair]]]:
    left: dict[int, list[Pair]] = defaultdict(list)
    right: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        left[pair.left].append(pair)
        right[pair.right].append(pair)
    return left, right
