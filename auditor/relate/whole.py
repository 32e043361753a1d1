"""Percentages of whole numbers: which of them a count can give (Brown and Heathers 2017, the GRIM test)."""

from decimal import ROUND_FLOOR, Decimal

from auditor.locale import gettext as _
from auditor.model.quantity import Quantity
from auditor.model.relation import Judgement, make_judgement
from auditor.relate.operands import WHOLE, cut_off
from auditor.text import amounts, rounding


def of_some(share: Quantity, sample: Quantity) -> Judgement:
    """Whether some whole number of the sample gives the percentage, rounded or cut off, with the two nearest that do not."""
    if sample.value <= 0 or share.kind != "percent":
        return make_judgement(status="not-assessable", reason=_("没有可以比较的数"))
    around = _around(share.value * sample.value / WHOLE, sample.value)
    readings = (rounding.interval(share), cut_off(share))
    if any(rounding.contains(reading, k * WHOLE / sample.value) for reading in readings for k in around):
        working = _("{share} 可由 {sample} 得出").format(share=share.text, sample=sample.text)
        return make_judgement(status="reconciled", working=working)
    told = (f"{amounts.show(k)}/{amounts.show(sample.value)} = {k * WHOLE / sample.value:.2f}%" for k in around)
    return make_judgement(status="contradicted", working=_("；").join(told))  # 38/40 = 95.00%；39/40 = 97.50%


def _around(part: Decimal, sample: Decimal) -> list[Decimal]:
    """The whole numbers on both sides of a part of the sample, none more than all of it."""
    below = part.to_integral_value(ROUND_FLOOR)
    return [k for k in (below, below + 1) if k <= sample]
