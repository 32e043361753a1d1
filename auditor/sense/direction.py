"""Which way is better, and whether what was done meets what was asked."""

from decimal import Decimal

from auditor.model.classes import Category
from auditor.model.quantity import Quantity
from auditor.model.record import remembered
from auditor.model.report import Indicator
from auditor.sense import lexicon, shares, telling
from auditor.sense.telling import Direction as Direction  # noqa: PLC0414 - asked here by all rooms
from auditor.text import rounding, units
from auditor.text.normalize import fold

FLOORS = frozenset({"≥", ">"})
CEILINGS = frozenset({"≤", "<"})

_COUNTED = frozenset({"count", "number", "measure"})


def way(name: str, measure: Quantity, *, cost: bool = False, timely: bool = False) -> Direction:
    """Which way is better for what this name measures.

    `measure` is its target or promise: a rate, a count, a time or a sum of money is judged each in its own way. `cost` and
    `timely` say that the name is filed under costs, or under 时效.
    """
    bare = fold(name)
    if lexicon.has("direction", "ceilings", bare):
        return "less"
    if measure.kind == "duration":
        return telling.of_time(bare)
    told = telling.told(
        bare, rate=measure.kind in {"percent", "point"} or shares.is_rate(bare), nought=measure.value == 0
    )
    if cost and told in {None, "either"}:
        return _of_cost(bare, measure)
    if told is not None:
        return told
    return "either" if timely and measure.kind != "percent" else "more"


def is_ceiling(name: str) -> bool:
    """Whether a name is of what is only to be kept down: 三公经费, 人员经费控制数."""
    return lexicon.has("direction", "ceilings", fold(name))


@remembered
def of_row(row: Indicator) -> Direction:
    """Which way is better in this row; the sign of its target is not looked at. Open where the target is no quantity."""
    target = row.target.quantity if row.target else None
    return "either" if target is None else _way(row, target)


def is_cost(row: Indicator) -> bool:
    """Whether the row is filed under costs."""
    return "成本" in (row.category or "") or "成本" in (row.level1 or "")


def is_adverse(row: Indicator) -> bool:
    """Whether less is better here: costs, accidents, time that passes; not the inspections and trainings against them."""
    return of_row(row) == "less"


@remembered
def compared(row: Indicator) -> tuple[Quantity, Quantity] | None:
    """Target and actual in the unit of the target, 1 and 0.98 read as 100 % and 98 % where the row shows that they are.

    None where either is no quantity, or the two cannot be set side by side.
    """
    target = row.target.quantity if row.target else None
    actual = row.actual.quantity if row.actual else None
    return None if target is None or actual is None else _side_by_side(row, target, actual)


def alike(row: Indicator, target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity]:
    """Target and actual as the row is to be read, in per cent where it shows that 1 is 100 %; of two readings the one that meets."""
    first, *others = shares.readings(row.name, target, actual)
    return next((pair for pair in (first, *others) if _reached(row, *pair)), others[-1]) if others else first


def asked(row: Indicator) -> Quantity | None:
    """The target as it binds: one without a sign is a floor or a ceiling where the row tells which way is better.

    A target of nought of something good asks nothing: it is a floor of nought.
    """
    pair = compared(row)
    target = pair[0] if pair is not None else row.target.quantity if row.target else None
    return None if target is None else _bound(target, of_row(row))


@remembered
def met(row: Indicator) -> bool | None:
    """Whether the actual meets the target; None when that stays open.

    A target without an operator, or with =, is met by more where more is better, and by less where less is. Where the
    name leaves open which way is better (隐患排查数), only equality decides; where the printed sign contradicts the name
    (a cost of at least so much), nothing does.
    """
    return _judged(row, compared(row))


def meets(row: Indicator, target: Quantity, actual: Quantity) -> bool | None:
    """The same for numbers that the row might have printed."""
    return _judged(row, _side_by_side(row, target, actual))


def exactly(row: Indicator) -> bool | None:
    """Whether the actual is what the target prints, whichever way is better; None when the two cannot be compared."""
    pair = compared(row)
    return None if pair is None else rounding.satisfies(pair[1], pair[0])


def promised(promise: Quantity, subject: str) -> Quantity:
    """A promise of a text as it binds: one without a bound is promised at least, or at most where less is better.

    A plain sum of money or time, or what the words leave open, is no floor and no ceiling: any result answers it.
    """
    if promise.bound != "=":
        return promise
    direction = way(subject, promise)
    if direction == "either" or promise.kind in {"money", "duration"}:
        return promise.model_copy(update={"value": Decimal(0), "bound": "≥", "upper": None})
    return _bound(promise, direction)


def keeps(result: Quantity, promise: Quantity, subject: str) -> bool | None:
    """Whether a reported result keeps the promise of a text; None when the two cannot be compared or it stays open."""
    return rounding.satisfies(result, promised(promise, subject))


@remembered
def attainment(row: Indicator) -> Decimal | None:
    """The actual in per cent of a target that counts things and is to be reached; None for rates, time, costs and ceilings."""
    pair = compared(row)
    if pair is None or is_cost(row) or shares.is_rate(row.name) or pair[0].kind not in _COUNTED:
        return None
    target, actual = pair
    wanted = {"more", "either"} if target.bound in FLOORS else {"more"}
    if target.bound in CEILINGS or of_row(row) not in wanted or actual.bound != "=":
        return None
    if target.value <= 0 or target.upper is not None:
        return None
    return actual.value / target.value * 100


def reversed_cost(row: Indicator) -> bool:
    """Whether a sum of money that is a cost is bound from below (IN05)."""
    target = row.target.quantity if row.target else None
    if target is None or target.kind != "money" or not is_cost(row) or target.bound not in FLOORS:
        return False
    return not lexicon.has("direction", "cost_floor", row.name)


def reversed_output(row: Indicator) -> bool:
    """Whether an output that is to be many is bound from above (IN06)."""
    target = row.target.quantity if row.target else None
    if (
        row.category != Category.QUANTITY
        or target is None
        or target.kind not in _COUNTED
        or target.bound not in CEILINGS
    ):
        return False
    return of_row(row) == "more" and not any(lexicon.has("direction", key, row.name) for key in ("capped", "times"))


def sign_doubtful(row: Indicator) -> bool:
    """Whether the sign of the target contradicts what the row measures: met or not cannot be told before that is settled."""
    return reversed_cost(row) or reversed_output(row)


def _judged(row: Indicator, pair: tuple[Quantity, Quantity] | None) -> bool | None:
    return None if pair is None or sign_doubtful(row) else _reached(row, *pair)


def _way(row: Indicator, target: Quantity) -> Direction:
    return way(row.name, target, cost=is_cost(row), timely=row.category == Category.TIMELINESS)


def _side_by_side(row: Indicator, target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    target, actual = alike(row, target, actual)
    measured = units.converted(actual, target)
    return None if measured is None else (target, measured)


def _reached(row: Indicator, target: Quantity, actual: Quantity) -> bool | None:
    """Whether the actual, in the unit of the target, reaches it on the side that is better."""
    verdict = rounding.satisfies(actual, target)
    if verdict is not False or target.bound not in {"=", "~"}:
        return verdict
    match _way(row, target):
        case "more":
            return None if _exactly_nought(row, target) else actual.value > (target.upper or target.value)
        case "less":
            return actual.value < target.value
        case _:
            return None


def _bound(target: Quantity, direction: Direction) -> Quantity:
    if target.bound != "=" or direction == "either":
        return target
    if direction == "more":
        return target.model_copy(update={"bound": "≥", "upper": None})
    return target.model_copy(update={"bound": "≤", "value": target.upper or target.value, "upper": None})


def _exactly_nought(row: Indicator, target: Quantity) -> bool:
    """Whether a target of nought is printed with =: then nought may be meant, whatever is counted."""
    printed = fold(row.target.text) if row.target else ""
    return target.value == 0 and printed.startswith(("=", "等于"))


def _of_cost(name: str, measure: Quantity) -> Direction:
    """A cost is to be low; rates of spending and of quality are to be high, and a standard is neither."""
    if measure.kind == "percent":
        if lexicon.has("direction", "cost_rates", name):
            return "more"
        part = lexicon.has("direction", "cost_parts", name)
        return "more" if lexicon.has("measures", "share", name) and not part else "less"
    return "either" if lexicon.has("direction", "cost_floor", name) else "less"
