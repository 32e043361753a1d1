"""What a missed target earns by the formulas of scoring."""

from decimal import Decimal

from auditor.checks import rows
from auditor.model.quantity import Interval, Quantity
from auditor.model.report import Indicator
from auditor.profiles import Profile
from auditor.text import amounts, rounding, units


def expected(row: Indicator, profile: Profile) -> list[Interval]:
    """The scores that the formulas give, the profile's own first."""
    pair = rows.quantities(row)
    if pair is None or row.weight is None:
        return []
    target, actual = pair
    measured = units.converted(actual, target)
    if measured is None or target.value <= 0 or target.upper is not None or measured.bound != "=":
        return []
    if target.bound in rows.CEILINGS or (target.bound == "=" and rows.is_adverse(row)):
        excess, ratio = _excess(target, measured, row.weight), _reverse(target, measured, row.weight)
        return [
            reading
            for reading in ([ratio, excess] if profile.reverse_score == "ratio" else [excess, ratio])
            if reading is not None
        ]
    share = rounding.scale(rounding.interval(measured), 1 / target.value)
    return [rounding.scale(share, row.weight)]


def _excess(target: Quantity, actual: Quantity, weight: Decimal) -> Interval | None:
    over = rounding.scale(
        rounding.difference(rounding.interval(actual), rounding.exact(target.value)), 1 / target.value
    )
    score = rounding.scale(rounding.difference(rounding.exact(Decimal(1)), over), weight)
    if score.high is None or score.high < 0:
        return rounding.exact(Decimal(0))
    return score


def _reverse(target: Quantity, actual: Quantity, weight: Decimal) -> Interval | None:
    share = rounding.ratio(rounding.exact(target.value), rounding.interval(actual))
    return None if share.low is None else rounding.scale(share, weight)


def point(earned: Interval) -> str:
    """The middle of the interval, to two places."""
    ends = [end for end in (earned.low, earned.high) if end is not None]
    return amounts.show((sum(ends, Decimal(0)) / len(ends)).quantize(Decimal("0.01"))) if ends else "0"
