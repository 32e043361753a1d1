"""The whole of the money that a report speaks of."""

from collections.abc import Container

from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading


def budget(reading: Reading, of: Mention, parts: Container[int] | None = None) -> Mention | None:
    """The money that a payment is made from: the adjusted budget, else what the report calls its budget, else what arrived.

    `parts` are the figures known as parts of others; all of the reading's where none are given.
    """
    known = reading.parts if parts is None else parts
    money = [one for one in reading.mentions if _whole(one) and one.index != of.index and one.index not in known]
    adjusted = [one for one in money if one.has("adjusted")]
    wholes = adjusted or [one for one in money if one.has("budget")] or [one for one in money if one.has("arrived")]
    return next((one for one in wholes if one.index < of.index), None) or next(iter(wholes), None)


def _whole(one: Mention) -> bool:
    aside = one.has("mean", "former", "balance", "spent", "increment")
    return one.quantity.kind == "money" and one.amount and not one.depth and not aside
