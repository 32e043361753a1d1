"""The arithmetic of an audit: exact for every number that a report can mean, and the same whatever the caller has set."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

LONGEST = 20
"""Digits of a number that means something; an amount of the whole country in 分 has 16. What is longer is a code."""

_PRECISION = 100
"""Products of three numbers, each to its last place, are exact; so is what is left of one number after another."""


def exact() -> Context:
    """The context in which an audit adds up."""
    return Context(prec=_PRECISION, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])


@contextmanager
def ours() -> Iterator[None]:
    """Work in the arithmetic of an audit, and leave the caller's as it was."""
    with localcontext(exact()):
        yield


def is_too_long(value: Decimal) -> bool:
    """Whether a number has more digits than anything counted or paid has."""
    exponent = value.as_tuple().exponent
    return len(value.as_tuple().digits) > LONGEST or (isinstance(exponent, int) and abs(exponent) > LONGEST)
