"""How alike the subjects of two numbers are, and which pairs are sure enough to be one fact."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from auditor.text.similarity import Rarity, pairs, reduced

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

MANY = 50
"""A pair of characters that more subjects than these share tells none of them apart."""

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


Side = Mapping[int, str]
"""What is compared, by its place, with its subject."""


def best(
    left: Side,
    right: Side,
    alike: Callable[[str, str], float],
    fits: Callable[[int, int], bool],
    telling: Callable[[int], bool],
) -> Iterator[Pair]:
    """The surest pairs first, each side used once; then those left over that have no other partner.

    `fits` says whether two could be compared at all, `telling` whether what stands left is measured in a unit that tells
    subjects apart: such a pair may be faint when neither side has any other partner.
    """
    others = Others(right)
    faint = [
        Pair(a, b, score)
        for a, subject in left.items()
        for b in others.near(subject)
        if fits(a, b) and (score := alike(subject, right[b])) >= FAINT
    ]
    of_left, of_right = _by_side(faint)
    likely = [
        pair
        for pair in faint
        if pair.similarity >= LIKELY
        or (telling(pair.left) and len(of_left[pair.left]) == len(of_right[pair.right]) == 1)
    ]
    of_left, of_right = _by_side(likely)
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for pair in sorted(likely, key=lambda pair: (-pair.similarity, pair.left, pair.right)):
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


class Others:
    """Subjects by what stands in them, so that each is compared with those alone that it shares something telling with."""

    def __init__(self, side: Side) -> None:
        self._all = list(side)
        self._same: dict[str, list[int]] = defaultdict(list)
        self._sharing: dict[str, list[int]] = defaultdict(list)
        if len(side) > MANY:
            for place, subject in side.items():
                self._same[reduced(subject)].append(place)
                for pair in pairs(subject):
                    self._sharing[pair].append(place)

    def near(self, subject: str) -> Iterable[int]:
        """Those that may be alike: all of a few; of many the same ones, and those that share what stands in few of them."""
        if len(self._all) <= MANY:
            return self._all
        shared = [places for pair in pairs(subject) if len(places := self._sharing.get(pair, ())) <= MANY]
        return sorted({*self._same.get(reduced(subject), ()), *(place for places in shared for place in places)})


def _by_side(pairs: Iterable[Pair]) -> tuple[dict[int, list[Pair]], dict[int, list[Pair]]]:
    left: dict[int, list[Pair]] = defaultdict(list)
    right: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        left[pair.left].append(pair)
        right[pair.right].append(pair)
    return left, right
