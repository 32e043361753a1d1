"""Amounts told as a share of a price, and areas told by length and width."""

from collections.abc import Iterator
from decimal import Decimal

from auditor import prepared
from auditor.model.relation import Relation
from auditor.relate.statements.bases import figure_called
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text import units
from auditor.text.patterns import lazily

_SHARE_OF = lazily(r"(?:按|占|为)?([^,。;:、()\d]{2,10})的$")
_WIDE = prepared.pattern(r"宽|厚|深|高")


def propose(reading: Reading) -> Iterator[Relation]:
    """A product for 质保金189万元（合同价的10%）, and for 长12公里、宽6米、面积7.2万平方米."""
    for one in reading.mentions:
        if one.percent and one.depth:
            yield from _share(reading, one)
        elif _WIDE.search(one.lead):
            yield from _area(reading, one)


def _share(reading: Reading, rate: Mention) -> Iterator[Relation]:
    """The amount before the bracket is so much of what the bracket names."""
    before = reading.mentions[rate.at - 1] if rate.at else None
    named = _SHARE_OF.search(rate.lead)
    if (
        before is None
        or named is None
        or before.sentence != rate.sentence
        or not before.amount
        or before.depth >= rate.depth
    ):
        return
    base = figure_called(reading, named[1], before)
    if base is not None and not rate.planned:
        yield Relation(
            kind="product", result=before.id, of=(base.id, rate.id), by="statements.shares.of_price", place=rate.place
        )


def _metres(one: Mention) -> Decimal | None:
    """How many metres the unit of a length is; None of any other figure."""
    return units.factor(one.unit, "米") if one.quantity.kind == "measure" else None


def _area(reading: Reading, width: Mention) -> Iterator[Relation]:
    """Length before the width, area or volume behind it, in one sentence."""
    around = [reading.mentions[at] for at in (width.at - 1, width.at + 1) if 0 <= at < len(reading.mentions)]
    if len(around) < 2 or any(one.sentence != width.sentence or one.planned for one in around):
        return
    length, area = around
    long, wide, size = _metres(length), _metres(width), units.factor(area.unit, "平方米")
    if long is None or wide is None or size is None:
        return
    yield Relation(
        kind="product",
        result=area.id,
        of=(length.id, width.id),
        factor=long * wide / size,
        by="statements.products.area",
        place=width.place,
    )
