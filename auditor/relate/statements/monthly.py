"""Sums of money told by what they were in a month: 142户，月均务工收入3800元、外出9个月，带来收入485.64万元."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.amounts_made import is_a_sum, is_made
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

MONTHS = frozenset(("个月", "月"))
_MEAN = lazily(r"月均[^,。;:、\d]{0,8}$")
_PAY = lazily(r"工资|薪|报酬|收入|补贴|补助|津贴|劳务|租金")
_WHO = frozenset(("人", "户", "名", "位"))
A_YEAR = Decimal(12)
_NEAR = 2
"""Clauses before the mean in which those stand whom it was paid to."""


def is_monthly(mean: Mention) -> bool:
    """Whether a figure is what was paid or got in a month on average."""
    return mean.quantity.kind == "money" and _MEAN.search(mean.lead) is not None


def propose(reading: Reading, mean: Mention) -> Iterator[Relation]:
    """The product of such a mean: of those who got it, where it is pay, and of the months that its own sentence tells."""
    group = reading.sentence(mean)
    months = next(
        (one for one in group if one.unit in MONTHS and not one.planned and abs(one.at - mean.at) <= _NEAR), None
    )
    last = max(mean, months or mean, key=lambda one: one.at)
    result = next((one for one in reading.later(last)[:1] if is_a_sum(one)), None)
    if result is None or not is_made(reading, result, mean, last.at):
        return
    by = None if months is not None else A_YEAR
    if by is not None and not lexicon.has("lists", "whole_year", result.lead):
        return
    who = _who(reading, mean) if _PAY.search(mean.lead) else None
    of = tuple(one.id for one in (who, mean, months) if one is not None)
    yield Relation(
        kind="product",
        result=result.id,
        of=of,
        factor=by,
        by="statements.products.monthly",
        confidence="medium",
        place=mean.place,
    )


def _who(reading: Reading, mean: Mention) -> Mention | None:
    """Those right before a mean of pay, whom it was paid to."""
    told = [
        one
        for one in reading.earlier(mean)
        if one.unit in _WHO
        and one.quantity.kind == "count"
        and mean.clause - one.clause <= _NEAR
        and not one.has("mean", "former", "increment")
    ]
    return told[-1] if told else None
