"""Rows of two indicator tables that speak of one thing: by equal name, else by the best mutual likeness; never by value."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.model.quantity import Quantity
from auditor.model.report import Indicator
from auditor.relate import likeness
from auditor.relate.likeness import Likeness, Pair
from auditor.text import units
from auditor.text.normalize import fold
from auditor.text.similarity import reduced


class Pairing(NamedTuple):
    """Pairs of rows as places in either table, and the rows of either that found no mate."""

    pairs: tuple[Pair, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]


def pair(left: Sequence[Indicator], right: Sequence[Indicator]) -> Pairing:
    """The rows that speak of one thing: within a goal equal names first, then the most alike; then the same over all goals."""
    left = _renumbered(left, right)
    found = list(_equal(left, right, _WAYS, []))
    if _have_goals(left) and _have_goals(right):
        found += _alike(left, right, found, within=True)
    found += _equal(left, right, _ANYWHERE, found)
    found += _alike(left, right, found, within=False)
    taken = {one.left for one in found}, {one.right for one in found}
    return Pairing(
        tuple(sorted(found, key=lambda one: (one.right, one.left))),
        tuple(at for at in range(len(left)) if at not in taken[0]),
        tuple(at for at in range(len(right)) if at not in taken[1]),
    )


def _renumbered(left: Sequence[Indicator], right: Sequence[Indicator]) -> Sequence[Indicator]:
    """The rows with their goals as the other table numbers them: a plan may tell the same goals in another order.

    A goal is the one with which it shares most names that are unique on both sides; one that shares none is of its own.
    """
    if not (_have_goals(left) and _have_goals(right)):
        return left
    shared = Counter(_goals_of_one_name(left, right))
    theirs = _most(shared)
    ours = _most(Counter({(there, here): count for (here, there), count in shared.items()}))
    same = {here: there for here, there in theirs.items() if ours.get(there) == here}
    if all(here == there for here, there in same.items()):
        return left
    taken = set(same.values())
    return [row.model_copy(update={"goal": _goal(row.goal, same, taken)}) for row in left]


def _goals_of_one_name(left: Sequence[Indicator], right: Sequence[Indicator]) -> Iterator[tuple[int, int]]:
    ours, theirs = (_by(rows, range(len(rows)), _ANYWHERE[0]) for rows in (left, right))
    for name, places in ours.items():
        mates = theirs.get(name, [])
        if len(places) == len(mates) == 1:
            here, there = left[places[0]].goal, right[mates[0]].goal
            if here is not None and there is not None:
                yield here, there


def _most(shared: Counter[tuple[int, int]]) -> dict[int, int]:
    """For each goal the one with which it shares most, its own number first; none where two share as much."""
    best: dict[int, int] = {}
    for here in {one for one, _other in shared}:
        counts = sorted(((count, there == here, there) for (one, there), count in shared.items() if one == here))
        if len(counts) == 1 or counts[-1][:2] != counts[-2][:2]:
            best[here] = counts[-1][2]
    return best


def _goal(own: int | None, same: Mapping[int, int], taken: set[int]) -> int | None:
    """The goal's number in the other table; one that no number there stands for where its own means another goal."""
    if own is None or own in same:
        return same.get(own) if own is not None else None
    return -own if own in taken else own


Named = Callable[[Indicator], tuple[object, ...]]

_WAYS: tuple[Named, ...] = (
    lambda row: (fold(row.name), row.goal, row.category),
    lambda row: (reduced(row.name), row.goal, row.category),
)
"""By what rows of one goal are called equal, the surest first."""
_ANYWHERE: tuple[Named, ...] = (
    lambda row: (fold(row.name), row.category),
    lambda row: (fold(row.name),),
    lambda row: (reduced(row.name), row.category),
)
"""By what rows of any goals are."""


def _have_goals(rows: Sequence[Indicator]) -> bool:
    """Whether the rows stand under several goals, so that the same name under another goal is another row."""
    return len({row.goal for row in rows if row.goal is not None}) > 1


def _left(left: Sequence[Indicator], right: Sequence[Indicator], found: Sequence[Pair]) -> tuple[list[int], list[int]]:
    """The rows of either side that have no mate yet."""
    taken = {one.left for one in found}, {one.right for one in found}
    return [at for at in range(len(left)) if at not in taken[0]], [at for at in range(len(right)) if at not in taken[1]]


def _equal(
    left: Sequence[Indicator], right: Sequence[Indicator], ways: Sequence[Named], found: Sequence[Pair]
) -> Iterator[Pair]:
    """Rows of one name; where several bear it, those that stand alone under it on either side, or as many in one order."""
    here, there = (set(places) for places in _left(left, right, found))
    for named in ways:
        ours, theirs = _by(left, here, named), _by(right, there, named)
        for name, rows in ours.items():
            mates = theirs.get(name, [])
            if len(rows) == len(mates):
                for one, other in zip(rows, mates, strict=True):
                    here.discard(one)
                    there.discard(other)
                    yield Pair(one, other, 1.0)


def _by(rows: Sequence[Indicator], places: Iterable[int], named: Named) -> dict[tuple[object, ...], list[int]]:
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place in sorted(places):
        found[named(rows[place])].append(place)
    return found


def _alike(
    left: Sequence[Indicator], right: Sequence[Indicator], found: Sequence[Pair], *, within: bool
) -> Iterator[Pair]:
    """Rows of other names within category and unit, and within their goal where asked: each the other's best, and ahead of every rival."""
    here, there = _left(left, right, found)
    names = Likeness([*(row.name for row in left), *(row.name for row in right)])

    def fits(one: int, other: int) -> bool:
        same_goal = not within or left[one].goal == right[other].goal
        return same_goal and _category(left[one], right[other]) and _unit(left[one], right[other])

    ours, theirs = {at: left[at].name for at in here}, {at: right[at].name for at in there}
    yield from likeness.best(ours, theirs, names.of, fits, lambda _at: False)


def _category(a: Indicator, b: Indicator) -> bool:
    return a.category is None or b.category is None or a.category == b.category


def _unit(a: Indicator, b: Indicator) -> bool:
    """Whether what they ask can be set side by side; where one is in words both must be."""
    one, other = _asked(a), _asked(b)
    if one is None or other is None:
        return one is other
    return units.comparable(one, other)


def _asked(row: Indicator) -> Quantity | None:
    """The target's quantity; where the row has none (a plan's has no actual), its actual's."""
    if row.target is not None and row.target.quantity is not None:
        return row.target.quantity
    return row.actual.quantity if row.actual is not None else None
