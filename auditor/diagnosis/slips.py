"""Slips of the pen that turn one number into another: units, a misplaced point, digits swapped, dropped or doubled."""

from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.locale import gettext as _
from auditor.model.quantity import Quantity
from auditor.text import units
from auditor.text.amounts import short
from auditor.text.misprints import one_left_out

_UNITS = {Decimal(10) ** power: name for power, name in ((3, "千"), (4, "万"), (8, "亿"))}
_POINT = frozenset({Decimal(10), Decimal(100)})
SHORTEST = 2
"""A number of one digit is any other number with a digit dropped."""


class Slip(NamedTuple):
    """What kind of slip it is, and the words for it."""

    kind: Literal["unit-slip", "digit-slip"]
    message: str


def between(a: Quantity, b: Quantity) -> Slip | None:
    """The slip that turns the one value into the other, or None when no single one does."""
    factor = units.factor(a.unit, b.unit) or Decimal(1)
    x, y = a.value * factor, b.value
    if x <= 0 or y <= 0 or x == y:
        return None
    ratio = max(x, y) / min(x, y)
    told = {"a": a.text, "b": b.text}
    if ratio in _UNITS:
        message = _("两处正好相差{times}倍（{a} 与 {b}），可能是计量单位写错。")
        return Slip("unit-slip", message.format(times=_(_UNITS[ratio]), **told))
    if ratio in _POINT and not (a.kind == "count" and a.scale == b.scale == 1):
        return Slip("digit-slip", _("两数只差小数点的位置（{a} 与 {b}），可能是小数点错位。").format(**told))
    p, q = _digits(x, a, b), _digits(y, a, b)
    if _swapped(p, q):
        return Slip("digit-slip", _("两数只有两位数字互换（{a} 与 {b}），可能是录入颠倒。").format(**told))
    if _one_more(p, q) or _one_more(q, p):
        return Slip("digit-slip", _("两数只差一位数字（{a} 与 {b}），可能是漏录或重录。").format(**told))
    return None


def _digits(value: Decimal, a: Quantity, b: Quantity) -> str:
    """The digits as the report prints them: in 万 where both are printed so."""
    return short(value / a.scale if a.scale == b.scale else value)


def _swapped(p: str, q: str) -> bool:
    if len(p) != len(q) or sorted(p) != sorted(q):
        return False
    differing = [place for place, digit in enumerate(p) if digit != q[place]]
    return len(differing) == 2


def _one_more(longer: str, shorter: str) -> bool:
    """Whether leaving one digit out of the longer gives the shorter."""
    return len(shorter) >= SHORTEST and longer.count(".") == shorter.count(".") and one_left_out(longer, shorter)
