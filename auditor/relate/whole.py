"""Percentages of whole numbers: which of them a count can give (Brown and Heathers 2017, the GRIM test)."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from auditor.locale import gettext as _
from auditor.model.quantity import Interval, Quantity
from auditor.model.relation import Judgement, make_judgement
from auditor.relate.operands import WHOLE, cut_off
from auditor.text import amounts, rounding


def of_some(share: Quantity, sample: Quantity) -> Judgement:
    """Whether some whole number of the sample gives the percentage, rounded or cut off, with the two nearest that do not."""
    if sample.value <= 0 or share.kind != "percent":
        return make_judgement(status="not-assessable", reason=_("没有可以比较的数"))
    if any(_holds_a_count(reading, sample.value) for reading in (rounding.interval(share), cut_off(share))):
        working = _("{share} 可由 {sample} 得出").format(share=share.text, sample=sample.text)
        return make_judgement(status="reconciled", working=working)
    return make_judgement(status="contradicted", working=_("；").join(_nearest(share, sample.value)))


def _holds_a_count(reading: Interval, sample: Decimal) -> bool:
    if reading.low is None:
        return True
    first = (reading.low * sample / WHOLE).to_integral_value(ROUND_CEILING)
    return any(rounding.contains(reading, k * WHOLE / sample) for k in (first, first + 1) if k <= sample)


def _nearest(share: Quantity, sample: Decimal) -> Iterator[str]:
    """38/40 = 95.00%, 39/40 = 97.50%: the whole numbers around it."""
    below = (share.value * sample / WHOLE).to_integral_value(ROUND_FLOOR)
    for k in (below, below + 1):
        if k <= sample:
            yield f"{amounts.show(k)}/{amounts.show(sample)} = {k / sample * WHOLE:.2f}%"
