"""What the sentences of a report say that belongs together: numbers and relations, proposed by words and order alone.

One pass cuts the paragraphs into mentions (`mentions`) and runs (`reading`); each proposer reads those. None looks at values:
a relation is proposed because words say so, whether or not it holds.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from auditor.model.number import Number
from auditor.model.relation import Relation
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.relate.statements import (
    balances,
    bounds,
    counts,
    deadlines,
    growth,
    lists,
    mentions,
    paragraphs,
    products,
    promises,
    rates,
    same,
    shares,
)
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.paragraphs import Paragraph
from auditor.relate.statements.reading import Reading

Proposer = Callable[[Reading], Iterator[Relation]]

PROPOSERS: tuple[Proposer, ...] = (
    lists.propose,
    rates.propose,
    growth.propose,
    balances.propose,
    products.propose,
    counts.propose,
    shares.propose,
    bounds.propose,
    deadlines.propose,
    promises.propose,
    same.propose,
)


class Statements(NamedTuple):
    """The numbers of the sentences and how they belong together."""

    numbers: tuple[Number, ...] = ()
    relations: tuple[Relation, ...] = ()


def of_report(report: Report, document: Document | None = None) -> Statements:
    """What the paragraphs of a report state."""
    return read(paragraphs.of(report, document), report.year)


def read(told: Iterable[Paragraph], year: int | None = None) -> Statements:
    """What paragraphs state, in reading order; the ids count the mentions of these paragraphs alone."""
    passages = list(told)
    found = mentions.read(passages, year)
    reading = Reading(found, [passage.flat for passage in passages])
    relations = _each_once(relation for propose in PROPOSERS for relation in propose(reading))
    return Statements(tuple(_number(one, year) for one in found), tuple(relations))


def _each_once(relations: Iterable[Relation]) -> Iterator[Relation]:
    seen: set[tuple[str, str, frozenset[str]]] = set()
    for relation in relations:
        key = (relation.kind, relation.result, frozenset(relation.of))
        if key not in seen:
            seen.add(key)
            yield relation


def _number(mention: Mention, year: int | None) -> Number:
    return Number(
        id=mention.id,
        quantity=mention.quantity,
        role="promise" if mention.planned else "prose",
        subject=mention.subject,
        goal=mention.goal,
        year=year - 1 if year is not None and mention.has("former") else None,
        planned=mention.planned,
        clause=mention.place,
    )
