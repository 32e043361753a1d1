"""How sure a share is that was counted on so many cases."""

from decimal import Decimal
from typing import NamedTuple

_Z = Decimal("1.959964")
"""The 97.5 % point of the normal distribution: an interval of 95 %."""


class Share(NamedTuple):
    """A share and its interval, each between 0 and 1."""

    point: Decimal
    low: Decimal
    high: Decimal


def wilson(hits: int, of: int) -> Share | None:
    """The share of hits with its 95 % interval after Wilson (1927); None of no cases."""
    if of == 0:
        return None
    n, p, z = Decimal(of), Decimal(hits) / of, _Z
    middle = p + z * z / (2 * n)
    reach = z * ((p * (1 - p) + z * z / (4 * n)) / n).sqrt()
    whole = 1 + z * z / n
    return Share(p, max(Decimal(0), (middle - reach) / whole), min(Decimal(1), (middle + reach) / whole))
