"""Amounts that several counts make, each at a price of its own: 一等奖3名各1万元，二等奖8名各5000元，共7万元."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.amounts_made import ASIDE, is_a_sum
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.monthly import A_YEAR, MONTHS
from auditor.relate.statements.of_more import EXTRA
from auditor.relate.statements.priced import counts, per_what
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

_LIMITS = lazily(r"限额|上限|封顶|至少|最高|最多|每[日天周季年]|[日天周季]均")
"""每人每天20元, 每户最多500元: for how many days is told elsewhere, or not at all; and what may be paid at most."""
_APART = lazily(r"差价|价差|差额|利润|盈余|净|节[约支省]|冲减|抵扣")
"""售出每吨2480元，购入每吨2600元，价差18万元: what lies between two rows, and not their sum."""
_MONTHLY = lazily(r"每?月")
_FEWEST = 2


class _Row(NamedTuple):
    """A count and the price of one of what it counts."""

    counted: Mention
    price: Mention


class _Made(NamedTuple):
    """What rows come to, and how often each price was paid."""

    total: Mention
    by: Decimal | None = None


def propose(reading: Reading) -> Iterator[Relation]:
    """A product in rows for every sentence that tells several counts, each right before its price, and what they come to."""
    for group in reading.sentences:
        rows = _rows(group)
        made = _made(reading, group, rows) if len(rows) >= _FEWEST else None
        if made is not None:
            yield Relation(
                kind="product",
                result=made.total.id,
                of=tuple(one.id for row in rows for one in row),
                form="rows",
                factor=made.by,
                by="statements.products.rows",
                place=made.total.place,
                otherwise=_of_the_last(made, rows[-1]),
            )


def _of_the_last(made: _Made, row: _Row) -> tuple[Relation, ...]:
    """The last row alone, where the amount does not say that it is of all."""
    if made.total.has("total") or _of_year(made.total) or made.total.at < row.counted.at:
        return ()
    of = (row.counted.id, row.price.id)
    return (
        Relation(
            kind="product",
            result=made.total.id,
            of=of,
            factor=made.by,
            by="statements.products.rows",
            place=made.total.place,
        ),
    )


def _rows(group: list[Mention]) -> list[_Row]:
    """The rows of a sentence, where no other figure stands among them."""
    starts = [at for at in range(len(group) - 1) if _is_row(group[at], group[at + 1])]
    if any(other - one != _FEWEST for one, other in pairwise(starts)):
        return []
    rows = [_Row(group[at], group[at + 1]) for at in starts]
    depths = {one.depth for row in rows for one in row}
    return rows if len(depths) == 1 and all(alike(rows[0].price, row.price) for row in rows) else []


def _is_row(count: Mention, price: Mention) -> bool:
    """Whether the second figure is what is paid for each of those that the first counts."""
    if price.quantity.kind != "money" or not price.has("price") or price.has("former", "increment"):
        return False
    if count.quantity.kind not in ("count", "measure") or count.has("mean", "former", "increment"):
        return False
    if price.clause - count.clause > 1 or price.quantity.bound != "=" or _LIMITS.search(price.lead):
        return False
    per = per_what(price)
    return count.planned == price.planned and (per is None or counts(count, per))


def _made(reading: Reading, group: list[Mention], rows: list[_Row]) -> _Made | None:
    """What the rows come to, where their prices are of one time: paid once, or month by month."""
    last = rows[-1].price
    if EXTRA.search(reading.flats[last.paragraph], last.opened, last.start) is not None:
        return None
    behind = reading.later(last)
    months = behind[0] if behind and behind[0].unit in MONTHS else None
    total = _total(reading, group, rows, behind[1:] if months is not None else behind)
    monthly = {_MONTHLY.search(row.price.lead) is not None for row in rows}
    if total is None or len(monthly) > 1:
        return None
    if monthly == {False}:
        return _Made(total)
    if months is not None:
        return _Made(total, months.quantity.value)
    return _Made(total, A_YEAR) if _of_year(total) else None


def _total(reading: Reading, group: list[Mention], rows: list[_Row], behind: list[Mention]) -> Mention | None:
    """The total right behind the last of the rows, else the amount that opens them."""
    first, last = rows[0].counted, rows[-1].price
    before = [one for one in _sums(reading.earlier(first)) if not one.has("budget")]
    before = [one for one in before if one.segment == first.segment] or before
    if behind and _is_total(behind[0], last) and _of_all(behind[0], last):
        return None if before else behind[0]
    opens = before[-1] if before and before[-1].at == first.at - 1 else None
    if opens is None or len(before) > 1 or not _is_total(opens, last) or behind[:1] == _sums(group)[-1:]:
        return None
    opened = lexicon.has("lists", "opens", reading.between(opens, first)) or first.depth > opens.depth
    return opens if opened or opens.has("total") else None


def _sums(some: list[Mention]) -> list[Mention]:
    return [one for one in some if one.quantity.kind == "money" and not one.has("price")]


def _is_total(one: Mention, price: Mention) -> bool:
    aside = one.has("budget", "balance") or ASIDE.search(one.gap) is not None or _APART.search(one.lead) is not None
    return is_a_sum(one) and not aside and alike(one, price) and one.clause != price.clause


def _of_all(one: Mention, last: Mention) -> bool:
    """Whether an amount behind several rows may be of all: it says so, or what it is called is all that is made so."""
    if one.has("total") or _of_year(one):
        return True
    return one.clause - last.clause == 1 and lexicon.has("products", "made", one.lead)


def _of_year(one: Mention) -> bool:
    return lexicon.has("lists", "whole_year", one.lead)
