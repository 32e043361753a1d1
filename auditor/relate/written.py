"""Computed values as the report would print them."""

from decimal import Decimal

from auditor.model.quantity import Quantity
from auditor.model.relation import Relation
from auditor.text.amounts import short

_ONE = Decimal(1)
TURNED = Decimal(-1)
"""The factor of a change that falls."""
_SCALES = {Decimal(1): "", Decimal(1000): "千", Decimal(10**4): "万", Decimal(10**8): "亿"}


def written(value: Decimal, like: Quantity) -> str:
    """A computed value as the report would print it: in the scale and unit of another quantity."""
    scale = like.scale if like.scale in _SCALES else _ONE
    unit = _unit(like)
    return f"{short(value / scale)}{_SCALES[scale] if unit else ''}{unit}"


def rounded(point: Decimal, result: Quantity) -> str:
    """A quotient with a place more than the print, where the difference shows."""
    scale = result.scale if result.scale in _SCALES else _ONE
    places = max(result.places + 1, 2)
    unit = _unit(result)
    figure = short((point / scale).quantize(Decimal(1).scaleb(-places)))
    return f"{figure}{_SCALES[scale] if unit else ''}{unit}"


def _unit(like: Quantity) -> str:
    """The unit as it is printed beside the figure; % for a share that is told in words (百分之二十, 翻一番)."""
    if like.unit and like.unit in like.text:
        return like.unit
    in_words = like.kind == "percent" and not any(mark.isdecimal() for mark in like.text)
    return "%" if in_words else ""


def changed(relation: Relation, now: Quantity, then: Quantity) -> str:
    """How the change was worked out, as a reader would: a fall from the former value."""
    if relation.form == "delta":
        return f"{now.text} ÷ {then.text}"
    falls = relation.form == "drop" or relation.factor == TURNED
    return f"({then.text} − {now.text}) ÷ {then.text}" if falls else f"({now.text} − {then.text}) ÷ {then.text}"
