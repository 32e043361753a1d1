"""How an exact number is written out for a reader, and what the units of money tables are worth."""

from decimal import Decimal

YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""What the units of money tables are in 元."""


def show(value: Decimal) -> str:
    """The number in plain digits, never with an exponent, with the places it carries: Decimal("1E+2") → "100"."""
    return format(value, "f")


def short(value: Decimal) -> str:
    """The number in plain digits without idle zeros, for computed figures, which have no printed digits of their own."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def places(value: Decimal) -> int:
    """How many digits stand behind the point."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
