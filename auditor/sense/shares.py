"""Rates written as plain numbers: 1 for 100 %, 0.98 for 98 %."""

from decimal import Decimal
from functools import lru_cache

from auditor.model.quantity import Quantity
from auditor.sense import lexicon
from auditor.text.normalize import fold

_HUNDRED = Decimal(100)
_HALF = Decimal(50)


@lru_cache(maxsize=4096)
def is_rate(name: str) -> bool:
    """Whether the name is that of a rate: 合格率, 占比, 满意度; not 频率 or 效率, whose numbers mean something else."""
    bare = fold(name)
    return lexicon.pattern("measures", "rate").fullmatch(bare) is not None and not lexicon.has(
        "measures", "no_share", bare
    )


def readings(name: str, target: Quantity, actual: Quantity) -> tuple[tuple[Quantity, Quantity], ...]:
    """The ways to read target and actual of a row: in per cent where one is a share of 1 and the other, or the name, shows it.

    0.4 beside 5% may be 0.4 % and 40 %; a plain 1 is 100 % only beside a target of that size.
    """
    if _is_share(target) and (_is_percent(actual) or (is_rate(name) and _over_one(actual))):
        return ((in_per_cent(target), actual if actual.unit else _signed(actual)),)
    shown = target.kind == "percent" or (is_rate(name) and not target.unit)
    if shown and target.value > 1 and _is_share(actual) and (actual.value < 1 or target.value >= _HALF):
        whole = target if target.unit else _signed(target)
        return (whole, _signed(actual)), (whole, in_per_cent(actual))
    return ((target, actual),)


def in_per_cent(share: Quantity) -> Quantity:
    """A share of 1 as a percentage: 0.98 → 98 %, 0.971 → 97.1 %; 1 and 0.9 stand for whole per cents."""
    upper = None if share.upper is None else share.upper * _HUNDRED
    changed = {"value": share.value * _HUNDRED, "upper": upper, "places": max(0, share.places - 2)}
    return share.model_copy(update={**changed, "unit": "%", "kind": "percent"})


def _signed(bare: Quantity) -> Quantity:
    return bare.model_copy(update={"unit": "%", "kind": "percent"})


def _is_share(one: Quantity) -> bool:
    return one.kind == "number" and not one.unit and 0 < one.value <= 1


def _is_percent(one: Quantity) -> bool:
    return one.kind == "percent" and one.value > 1


def _over_one(one: Quantity) -> bool:
    return one.kind == "number" and not one.unit and 1 < one.value <= _HUNDRED
