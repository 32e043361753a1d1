"""How an exact number is written out for a reader."""

from decimal import Decimal


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
