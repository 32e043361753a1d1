"""What the sentences of a report say that belongs together: numbers and relations, proposed by words and order alone.

One pass cuts the paragraphs into mentions (`mentions`) and runs (`reading`); each proposer reads those. None looks at values:
a relation is proposed because words say so, whether or not it holds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from auditor.model.number import Number, make_number
from auditor.model.quantity import Quantity
from auditor.model.relation import Relation
from auditor.model.report import Report
from auditor.model.source import Document, Span
from auditor.relate.statements import (
    balances,
    bounds,
    composition,
    counts,
    deadlines,
    directions,
    extremes,
    growth,
    lists,
    mentions,
    paragraphs,
    parts_of_price,
    priced_rows,
    products,
    promises,
    rates,
    rereading,
    same,
    shares,
    spending,
)
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.paragraphs import Paragraph
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

Proposer = Callable[[Reading], Iterator[Relation]]

PROPOSERS: tuple[Proposer, ...] = (
    composition.propose,
    lists.propose,
    rates.propose,
    growth.propose,
    directions.propose,
    balances.propose,
    products.propose,
    priced_rows.propose,
    parts_of_price.propose,
    counts.propose,
    shares.propose,
    bounds.propose,
    spending.propose,
    extremes.propose,
    extremes.propose_marks,
    deadlines.propose,
    promises.propose,
    same.propose,
)


class Quote(NamedTuple):
    """The report's own words around a number, to be shown: from the words of its clause to the noun behind it."""

    text: str
    span: Span


class Statements(NamedTuple):
    """The numbers of the sentences and how they belong together, with a quote of each number by its id."""

    numbers: tuple[Number, ...] = ()
    relations: tuple[Relation, ...] = ()
    quotes: Mapping[str, Quote] = MappingProxyType({})


def of_report(report: Report, document: Document | None = None) -> Statements:
    """What the paragraphs of a report state."""
    return read(paragraphs.of(report, document), report.year, narrative=_in_prose(report))


def _in_prose(report: Report) -> bool:
    """Whether the sentences say what was promised and done: no form does whose goals and rows have cells for it."""
    printed = bool(report.goals) or any(row.target is not None or row.actual is not None for row in report.indicators)
    return report.kind == "narrative" or not printed


def read(told: Iterable[Paragraph], year: int | None = None, *, narrative: bool = True) -> Statements:
    """What paragraphs state, in reading order; the ids count the mentions of these paragraphs alone."""
    passages = list(told)
    found = mentions.read(passages, year)
    reading = Reading(found, [passage.flat for passage in passages], narrative=narrative)
    numbers = tuple(_number(one, year) for one in found)
    relations = _each_once(relation for propose in PROPOSERS for relation in propose(reading))
    proposed = tuple(rereading.of_broken(reading, relations, {one.id: one for one in numbers}, year))
    quotes = {one.id: _quote(one, passages[one.paragraph]) for one in found}
    by_id = {one.id: one for one in found}
    for relation in proposed:
        if relation.items:
            quotes[f"{relation.result}.items"] = _listed(relation, by_id[relation.result], passages)
    return Statements(numbers, proposed, quotes)


def _listed(relation: Relation, mention: Mention, passages: Sequence[Paragraph]) -> Quote:
    """The items of a count, from the first to the last, as the paragraph prints them.

    Of items that their numbers alone mark (一是…二是…), the last goes on to the end of its clause.
    """
    passage = passages[mention.paragraph]
    behind = mention.start - mention.quantity.span.start
    start, end = relation.items[0].start + behind, relation.items[-1].end + behind
    start += len(passage.text[start:end]) - len(passage.text[start:end].lstrip(_BEFORE_ITEMS))
    if relation.by.endswith("ordinals"):
        stop = _CLAUSE_STOP.search(passage.text, end)
        end = stop.start() if stop is not None else len(passage.text)
    return Quote(passage.text[start:end], passage.place(start, end))


_BEFORE_ITEMS = "：:，,；;、。 \u3000"
_CLAUSE_STOP = lazily(r"[，,；;。！？!?\n]")

_QUOTED = 40
"""Characters before a figure that a quote shows at most; with figure and noun it stays under sixty."""


def _quote(mention: Mention, passage: Paragraph) -> Quote:
    start = max(mention.began, mention.start - _QUOTED)
    while start < mention.start and passage.flat[start] in " ,、。;:)":
        start += 1
    end = mention.end + len(mention.tail) if passage.flat.startswith(mention.tail, mention.end) else mention.end
    return Quote(passage.text[start:end], passage.place(start, end))


def _each_once(relations: Iterable[Relation]) -> Iterator[Relation]:
    seen: set[tuple[str, str, frozenset[str]]] = set()
    for relation in relations:
        key = (relation.kind, relation.result, frozenset(relation.of))
        if key not in seen:
            seen.add(key)
            yield relation


_SET = lazily(
    r"标准|每[人名户生位][一-鿿]{0,4}每?[月天日年]|每[人名户生位][一-鿿]{0,2}(?:补助|补贴|资助|奖励|发放)|"
    r"按每[一-鿿]{1,3}$|每[个所处座家村亩台套场栋间户人名][一-鿿]{0,2}(?:[补奖资]助|奖[补励]|补贴|给予)$|"
    r"(?:^|[^各])各(?:拨付|[补奖资]助|补贴|奖[补励]?|补|发放?|给予?)?$"
)
_WORKED_OUT = lazily(r"均|合|摊|约|折")


_TIMES = frozenset(("个月", "天"))
_RECKONED_BY = lazily(r"(?:推算|计算|测算|核算|计[发付算]?)(?![一-鿿]{2})")


def _as_set(mention: Mention) -> Quantity:
    """The figure; a standard of payment in whole 元 or whole 万元 was set as it stands, and not rounded; months and days are counted."""
    quantity = mention.quantity
    if mention.unit in _TIMES and quantity.places == 0 and quantity.bound == "=":
        counted = "均" not in mention.lead or _RECKONED_BY.match(mention.tail) is not None
        return quantity.model_copy(update={"given": True}) if counted else quantity
    whole = quantity.scale == 1 or quantity.places == 0
    if quantity.kind != "money" or not whole or quantity.bound != "=" or not mention.has("price"):
        return quantity
    was_set = _SET.search(mention.lead) is not None and _WORKED_OUT.search(mention.lead) is None
    return quantity.model_copy(update={"given": True}) if was_set else quantity


def _number(mention: Mention, year: int | None) -> Number:
    return make_number(
        id=mention.id,
        quantity=_as_set(mention),
        role="promise" if mention.planned else "prose",
        subject=mention.subject,
        goal=mention.goal,
        year=year - 1 if year is not None and mention.has("former") else None,
        planned=mention.planned,
        clause=mention.place,
    )
