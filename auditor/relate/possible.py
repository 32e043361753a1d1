"""Which suggestions of a model can be relations at all, by how many figures they name and by their units."""

from collections.abc import Callable, Mapping, Sequence

from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.model.suggestion import SuggestedKind, Suggestion
from auditor.relate.surroundings import one_sort
from auditor.text import units

RATES = frozenset({"percent", "multiple", "number", "point"})


def possible(one: Suggestion, result: Number | None, of: Sequence[Number]) -> bool:
    """Whether figures of these units could stand in such a relation at all."""
    parts = [side.quantity for side in of]
    stated = result.quantity if result is not None else None
    every = [*parts, *([stated] if stated is not None else [])]
    if one.kind == "deadline":
        return len(parts) == 1 and any(all(side.kind == kind for side in every) for kind in ("date", "duration"))
    if any(side.kind == "date" for side in every):
        return False
    if one.kind == "share":
        return stated is None and len(parts) > 1 and all(side.kind == "percent" for side in parts)
    if stated is None:
        return False
    if one.kind == "count":
        return not parts and stated.kind in ("count", "number") and len(one.items) > 1
    least, most, fits = _ARITY[one.kind]
    return least <= len(parts) <= most and fits(stated, parts)


def _alike(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    return all(fit_together(side, stated) for side in parts)


def _apart(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    """A difference of like things, or of two percentages in points."""
    points = stated.kind in ("point", "percent") and all(side.kind == "percent" for side in parts)
    return points or _alike(stated, parts)


def _grows(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    return stated.kind in RATES and fit_together(parts[0], parts[1])


def fit_together(side: Quantity, other: Quantity) -> bool:
    """Whether two figures are of one sort, or one can be told in the unit of the other."""
    return one_sort(side, other) or units.converted(side, other) is not None


def _divides(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    """A share of like things, or so much of one thing for each of another."""
    *above, below = parts
    if stated.kind in RATES and all(fit_together(side, below) or side.kind == below.kind == "count" for side in above):
        return True
    return stated.kind != "percent" and below.kind != "percent" and all(_per(side, stated) for side in above)


def _per(side: Quantity, stated: Quantity) -> bool:
    if (side.kind == "money") != (stated.kind == "money"):
        return False
    head = stated.unit.partition("/")[0]
    return (
        not head
        or not side.unit
        or fit_together(side, stated)
        or units.factor(side.unit, head) is not None
        or side.unit[:1] == head[:1]
    )


def _multiplies(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    """Money comes of one price; what is counted of things alone."""
    prices = sum(side.kind == "money" for side in parts)
    return prices == 1 if stated.kind == "money" else not prices and stated.kind != "percent"


_MANY = 60
_ARITY: Mapping[SuggestedKind, tuple[int, int, Callable[[Quantity, Sequence[Quantity]], bool]]] = {
    "sum": (2, _MANY, _alike), "mean": (2, _MANY, _alike), "flow": (2, _MANY, _alike), "promise": (1, _MANY, _alike),
    "same": (1, 1, _alike), "part": (1, 1, _alike), "difference": (2, _MANY, _apart), "growth": (2, 2, _grows),
    "ratio": (2, _MANY, _divides), "product": (2, _MANY, _multiplies),
}  # fmt: skip
"""How many figures a kind has beside its result, and what their units must be."""
