"""Relations that a language model names, beside the rules': what could be one, how sure it is, and what it may add.

Rules first: where they tie the same figures, the model's word is a confirmation and nothing else. A relation whose kind or units
cannot hold (people = money) is refused and counted. All others are judged by the one judge. Nothing of it removes or
weakens what the rules found: their relations stay as they are, and the model's stand behind them.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from auditor.model.ledger import LedgerEntry
from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.model.relation import RelationKind
from auditor.model.source import Document, Place
from auditor.model.suggestion import Suggestion
from auditor.relate.chance import beyond_chance, without_rivals
from auditor.relate.desk import Desk, number_of_entry
from auditor.relate.network import Network, judge
from auditor.relate.possible import possible
from auditor.relate.suggested import FAMILY, Named, refusal, relation_of
from auditor.relate.surroundings import one_sort
from auditor.relate.weighing import weighed
from auditor.text.similarity import Rarity


class Joined(NamedTuple):
    """The rules' network with the model's relations behind, those of them that say what became of a number, and what became of the rest."""

    network: Network
    counted: Network
    named: tuple[Named, ...]
    confirmed: int
    refused: tuple[str, ...]


def join(
    document: Document,
    network: Network,
    entries: Sequence[LedgerEntry],
    suggested: Sequence[Suggestion],
    year: int | None = None,
) -> Joined:
    """The network with what a model names, as far as it can be a relation and the rules do not state it themselves."""
    desk = Desk(document, network, entries)
    known = {_key(one.relation.kind, (one.relation.result, *one.relation.of)) for one in network.relations}
    named: list[Named] = []
    refused: list[str] = []
    confirmed = 0
    for one in suggested:
        relation = desk.relation(one)
        if relation is None:
            refused.append(refusal(one))
            continue
        key = _key(relation.kind, (relation.result, *relation.of))
        if key in known and relation.kind != "count":
            confirmed += 1
            continue
        known.add(key)
        name = f"r{len(network.relations) + len(named) + 1}"
        judged = judge(name, relation, desk.numbers, year)
        named.append(weighed(judged, one, desk, year))
    sure = without_rivals(named)
    every, counted = [one.judged for one in sure], list(beyond_chance(sure, desk.numbers))
    more = tuple(desk.made.values())
    return Joined(network.joined(every, more), network.joined(counted, more), sure, confirmed, tuple(refused))


def _key(kind: RelationKind, sides: Iterable[str]) -> tuple[str, frozenset[str]]:
    return FAMILY[kind], frozenset(side for side in sides if side)


Sides = frozenset[str]
"""The numbers that a relation stands between."""


class Across(NamedTuple):
    """What a model names between documents, as it was judged, with the numbers by id ("d0.n17"); how many could be none."""

    named: tuple[Named, ...]
    numbers: Mapping[str, Number]
    refused: tuple[str, ...]


def across(
    ledgers: Sequence[Sequence[LedgerEntry]], suggested: Sequence[Suggestion], known: Container[Sides]
) -> Across:
    """The relations between figures of different documents that nobody states yet; `known` are those that rules do."""
    entries = [sorted(ledger, key=lambda entry: entry.span.start) for ledger in ledgers]
    numbers: dict[str, Number] = {}
    named: list[Named] = []
    refused: list[str] = []
    rarity = Rarity(entry.subject for ledger in entries for entry in ledger if entry.subject)
    for one in suggested:
        sides = [_placed(side, entries, numbers) for side in (one.result, *one.of) if side is not None]
        found = [side for side in sides if side is not None]
        result = found[0] if one.result is not None and found else None
        of = found[1:] if one.result is not None else found
        if len(found) < len(sides) or len({side.id for side in found}) < len(found) or not possible(one, result, of):
            refused.append(refusal(one))
            continue
        relation = relation_of(one, result, of)
        if frozenset(side.id for side in found) in known:
            continue
        judged = judge(f"m{len(named) + 1}", relation, numbers)
        alike = min((rarity.similarity(found[0].subject, side.subject) for side in found[1:]), default=0.0)
        sure = (
            one.kind in ("same", "promise")
            and alike >= _ONE_FACT
            and all(one_sort(a.quantity, found[0].quantity) for a in found)
        )
        if sure:
            judged = judged._replace(relation=relation.model_copy(update={"confidence": "medium"}))
        named.append(Named(judged, told=sure, kind=one.kind, subject=one.subject))
    return Across(tuple(named), numbers, tuple(refused))


_ONE_FACT = 0.5
"""How alike the subjects of two documents must be to be one fact."""


def _placed(quantity: Quantity, ledgers: Sequence[Sequence[LedgerEntry]], numbers: dict[str, Number]) -> Number | None:
    """The number of one document's ledger that stands where a figure was shown."""
    span = quantity.number_span
    if not isinstance(span, Place):
        return None
    entry = next(
        (one for one in ledgers[span.document] if one.span.start < span.end and span.start < one.span.end), None
    )
    if entry is None:
        return None
    name = f"d{span.document}.{entry.id}"
    return numbers.setdefault(name, number_of_entry(entry, quantity).model_copy(update={"id": name}))
