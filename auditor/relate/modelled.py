"""Relations that a language model names, beside the rules': what could be one, how sure it is, and what it may add.

Rules first: where they tie the same figures, the model's word is a confirmation and nothing else. A relation whose kind or units
cannot hold (people = money) is refused and counted. All others are judged by the one judge. Nothing of it removes or
weakens what the rules found: their relations stay as they are, and the model's stand behind them.
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.locale import gettext as _
from auditor.model.ledger import LedgerEntry
from auditor.model.number import Number, make_number
from auditor.model.quantity import Quantity
from auditor.model.relation import Form, Relation, RelationKind, make_relation
from auditor.model.source import Document, Place
from auditor.model.suggestion import SuggestedKind, Suggestion
from auditor.relate.judge import holds
from auditor.relate.network import Judged, Network, judge
from auditor.relate.surroundings import Seen, Surroundings, one_sort
from auditor.relate.told_by_text import told
from auditor.text import units
from auditor.text.similarity import Rarity

MODEL = "model.relations"
"""How the model's relations are named among the rules."""

_DERIVED = frozenset({"sum", "mean", "difference", "flow", "ratio", "growth", "product", "share", "count"})
"""Kinds in which arithmetic says by itself that figures fit: others may hold by chance."""

_FAMILY: Mapping[str, str] = {
    "sum": "added", "difference": "added", "ratio": "divided", "product": "divided", "growth": "divided",
    "same": "one", "promise": "one", "bound": "bound", "count": "count", "share": "share", "deadline": "deadline",
}  # fmt: skip
"""Kinds that say the same of the same numbers: a + b = c and c − a = b, a ÷ b = c and b × c = a."""


class Named(NamedTuple):
    """A model's relation as it was judged, and whether units, words and a pattern of the text agree with it."""

    judged: Judged
    told: bool
    kind: SuggestedKind
    subject: str

    @property
    def counts(self) -> bool:
        """Whether it says what became of its numbers: told by the text, or held by arithmetic that chance does not bring."""
        return self.told or (self.judged.held and self.kind in _DERIVED)


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
    desk = _Desk(document, network, entries)
    known = {_key(one.relation.kind, (one.relation.result, *one.relation.of)) for one in network.relations}
    named: list[Named] = []
    refused: list[str] = []
    confirmed = 0
    for one in suggested:
        relation = desk.relation(one)
        if relation is None:
            refused.append(_refusal(one))
            continue
        key = _key(relation.kind, (relation.result, *relation.of))
        if key in known and relation.kind != "count":
            confirmed += 1
            continue
        known.add(key)
        name = f"r{len(network.relations) + len(named) + 1}"
        judged = judge(name, relation, desk.numbers, year)
        named.append(_weighed(judged, one, desk, year))
    every, counted = [one.judged for one in named], [one.judged for one in named if one.counts]
    more = tuple(desk.made.values())
    return Joined(network.joined(every, more), network.joined(counted, more), tuple(named), confirmed, tuple(refused))


def _key(kind: RelationKind, sides: Iterable[str]) -> tuple[str, frozenset[str]]:
    return _FAMILY[kind], frozenset(side for side in sides if side)


def _refusal(one: Suggestion) -> str:
    shown = "、".join(side.text for side in (one.result, *one.of) if side is not None)
    return _("模型所说的勾稽“{kind}：{shown}”单位或种类不可能成立，没有采用").format(kind=one.kind, shown=shown[:40])


class _Desk:
    """The numbers of a report by place, and the words around them."""

    def __init__(self, document: Document, network: Network, entries: Sequence[LedgerEntry]) -> None:
        self.network = network
        self._entries = sorted(entries, key=lambda entry: entry.span.start)
        self._starts = [entry.span.start for entry in self._entries]
        self.made: dict[str, Number] = {}
        self.numbers: dict[str, Number] = {}
        self.around = Surroundings(document.text, (self._known(entry) for entry in self._entries if _is_figure(entry)))

    def _known(self, entry: LedgerEntry) -> Number:
        number = self.network.known(entry.id)
        return number if number is not None else _number(entry, None)

    def relation(self, one: Suggestion) -> Relation | None:
        """The suggestion between numbers of the ledger; None where it cannot be a relation."""
        result = self._named(one.result) if one.result is not None else None
        of = [self._named(side) for side in one.of]
        if (result is None) != (one.result is None) or any(side is None for side in of):
            return None
        sides = [side for side in of if side is not None]
        names = [side.id for side in (result, *sides) if side is not None]
        if len(set(names)) != len(names) or not possible(one, result, sides):
            return None
        return _made(one, result, sides)

    def _named(self, quantity: Quantity) -> Number | None:
        """The number that stands where a figure was shown."""
        place = bisect_right(self._starts, quantity.number_span.end - 1) - 1
        entry = self._entries[place] if place >= 0 else None
        if entry is None or entry.span.end <= quantity.number_span.start:
            return None
        number = self.network.known(entry.id)
        if number is None:
            number = self.made.setdefault(entry.id, _number(entry, quantity))
        self.numbers[number.id] = number
        return number


def _is_figure(entry: LedgerEntry) -> bool:
    return entry.status != "not-a-claim" or entry.role in ("date", "promise", "target")


def _number(entry: LedgerEntry, quantity: Quantity | None) -> Number:
    """A number that no value and no sentence of the report is: a figure of a table that nobody named, a date."""
    if quantity is None:
        quantity = Quantity(
            value=entry.value or Decimal(0), unit=entry.unit, kind=_kind_of(entry), bound=entry.bound, places=entry.places,
            text=entry.quote, span=entry.span, number_span=entry.span,
        )  # fmt: skip
    return make_number(
        id=entry.id, quantity=quantity, role=entry.role, subject=entry.subject, goal=entry.goal, indicator=None,
        year=None, planned=entry.role in ("target", "row-target", "promise"), quoted=False, clause=None,
    )  # fmt: skip


def _kind_of(entry: LedgerEntry) -> Literal["date", "percent", "money", "count"]:
    if entry.role == "date":
        return "date"
    return "percent" if entry.unit == "%" else "money" if units.kind(entry.unit) == "money" else "count"


_RATES = frozenset({"percent", "multiple", "number", "point"})


def possible(one: Suggestion, result: Number | None, of: Sequence[Number]) -> bool:
    """Whether figures of these units could stand in such a relation at all."""
    parts = [side.quantity for side in of]
    stated = result.quantity if result is not None else None
    every = [*parts, *([stated] if stated is not None else [])]
    if one.kind == "deadline":
        return len(parts) == 1 and any(all(side.kind == kind for side in every) for kind in ("date", "duration"))
    if any(side.kind == "date" for side in every):
        return False
    if stated is None:
        return one.kind == "share" and len(parts) > 1 and all(side.kind == "percent" for side in parts)
    if one.kind == "count":
        return not parts and stated.kind in ("count", "number") and len(one.items) > 1
    least, most, fits = _ARITY[one.kind]
    return least <= len(parts) <= most and fits(stated, parts)


def _alike(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    return all(_fits(side, stated) for side in parts)


def _apart(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    """A difference of like things, or of two percentages in points."""
    points = stated.kind in ("point", "percent") and all(side.kind == "percent" for side in parts)
    return points or _alike(stated, parts)


def _grows(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    return stated.kind in _RATES and _fits(parts[0], parts[1])


def _fits(side: Quantity, other: Quantity) -> bool:
    return one_sort(side, other) or units.converted(side, other) is not None


def _divides(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    """A share of like things, or so much of one thing for each of another."""
    *above, below = parts
    if stated.kind in _RATES and all(_fits(side, below) or side.kind == below.kind == "count" for side in above):
        return True
    return stated.kind != "percent" and below.kind != "percent" and all(_per(side, stated) for side in above)


def _per(side: Quantity, stated: Quantity) -> bool:
    if (side.kind == "money") != (stated.kind == "money"):
        return False
    head = stated.unit.partition("/")[0]
    return (
        not head
        or not side.unit
        or _fits(side, stated)
        or units.factor(side.unit, head) is not None
        or side.unit[:1] == head[:1]
    )


def _multiplies(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    """Money comes of one price; what is counted of things alone."""
    prices = sum(side.kind == "money" for side in parts)
    return prices == 1 if stated.kind == "money" else not prices and stated.kind != "percent"


_MANY = 60

_ARITY: Mapping[SuggestedKind, tuple[int, int, Callable[[Quantity, Sequence[Quantity]], bool]]] = {
    "sum": (2, _MANY, _alike), "mean": (2, _MANY, _alike), "flow": (2, _MANY, _alike), "promise": (1, _MANY, _alike),
    "same": (1, 1, _alike), "part": (1, 1, _alike), "difference": (2, _MANY, _apart), "growth": (2, 2, _grows),
    "ratio": (2, _MANY, _divides), "product": (2, _MANY, _multiplies), "share": (0, -1, _alike),
}  # fmt: skip
"""How many figures a kind has beside its result, and what their units must be."""

_KINDS: Mapping[SuggestedKind, tuple[RelationKind, Form]] = {
    "sum": ("sum", ""), "mean": ("sum", "mean"), "difference": ("difference", ""), "flow": ("sum", "flow"),
    "ratio": ("ratio", ""), "growth": ("growth", ""), "product": ("product", ""), "share": ("share", ""),
    "promise": ("promise", ""), "same": ("same", ""), "part": ("bound", ""), "count": ("count", ""), "deadline": ("deadline", ""),
}  # fmt: skip

_PER = (Decimal(100), Decimal(1000), Decimal(10000), Decimal(100000))
"""Per hundred, thousand, ten and hundred thousand: a model does not say of how many."""


def _made(one: Suggestion, result: Number | None, of: Sequence[Number]) -> Relation:
    """The relation, with the other readings that a careful writer may have meant."""
    kind, form = _KINDS[one.kind]
    stated = result.quantity if result is not None else None
    if one.kind == "difference" and stated is not None and stated.kind in ("point", "percent"):
        form = "points"
    factor = None
    if one.kind == "ratio" and stated is not None and not _is_share(stated, of):
        form, factor = "per", Decimal(100) if stated.kind == "percent" else None
    relation = make_relation(
        kind=kind, result=result.id if result is not None else "", of=tuple(side.id for side in of), form=form, factor=factor,
        items=one.items, by=MODEL, confidence="low", place=result.clause if result is not None else None, otherwise=(),
    )  # fmt: skip
    return relation.model_copy(update={"otherwise": tuple(_otherwise(one.kind, relation))})


def _is_share(stated: Quantity, of: Sequence[Number]) -> bool:
    return stated.kind in _RATES and all(_fits(side.quantity, of[-1].quantity) for side in of[:-1])


def _otherwise(kind: SuggestedKind, relation: Relation) -> Iterator[Relation]:
    """Readings that differ in what is left unsaid: which of two comes first, of how many a rate is, how a fall is told."""
    turned = tuple(reversed(relation.of))
    if kind == "ratio" and relation.form == "per":
        yield from (relation.model_copy(update={"factor": factor}) for factor in _PER)
    elif kind == "growth":
        forms: tuple[Form, ...] = ("drop", "delta", "step", "fraction")
        yield from (relation.model_copy(update={"form": form}) for form in forms)
        yield relation.model_copy(update={"of": turned})
        yield relation.model_copy(update={"of": turned, "form": "step", "factor": Decimal(-1)})
    elif kind == "difference" and len(relation.of) == 2:
        yield relation.model_copy(update={"of": turned})
    elif kind == "product" and len(relation.of) > 2:
        rotated = (relation.of[at:] + relation.of[:at] for at in range(len(relation.of)))
        yield from (relation.model_copy(update={"of": of, "form": "plus"}) for of in rotated)


def _weighed(judged: Judged, one: Suggestion, desk: _Desk, year: int | None) -> Named:
    """The relation with how sure it is: told where units, words and a pattern of the text agree with it."""
    sides = [desk.around.of(name) for name in (judged.relation.result, *judged.relation.of) if name]
    seen = [side for side in sides if side is not None]
    agrees = len(seen) == len(sides) and told(one, seen, desk.around)
    if agrees and judged.broken:
        agrees = not _settled(judged, desk.network) and not _slipped(judged, seen, desk, year)
    if not agrees:
        return Named(judged, told=False, kind=one.kind, subject=one.subject)
    sure = judged.relation.model_copy(update={"confidence": "medium"})
    return Named(judged._replace(relation=sure), told=True, kind=one.kind, subject=one.subject)


def _settled(judged: Judged, network: Network) -> bool:
    """Whether the rules state the result in a way of the same kind that holds: it needs no other."""
    kind, result = judged.relation.kind, judged.relation.result
    return any(
        one.held and one.relation.result == result and _FAMILY[one.relation.kind] == _FAMILY[kind]
        for one in network.by_number.get(result, ())
    )


def _slipped(judged: Judged, seen: Sequence[Seen], desk: _Desk, year: int | None) -> bool:
    """Whether another figure of the same paragraph in the place of one would make it hold: it may have been mistaken for it."""
    relation = judged.relation
    if relation.kind not in ("sum", "difference", "ratio", "growth", "product"):
        return False
    numbers = {side.number.id: side.number for side in desk.around.seen} | desk.numbers
    names = {side.number.id for side in seen}
    for side in seen:
        for other in desk.around.within(*side.paragraph, side.quantity):
            if other.number.id in names:
                continue
            put = {side.number.id: other.number.id}
            tried = [_put(one, put) for one in (relation, *relation.otherwise)]
            if any(holds(one, numbers, year=year).status in ("agreed", "reconciled") for one in tried):
                return True
    return relation.kind == "sum" and not relation.form and _lacks(relation, seen, desk, numbers)


def _put(relation: Relation, put: Mapping[str, str]) -> Relation:
    sides = {"result": put.get(relation.result, relation.result), "of": tuple(put.get(one, one) for one in relation.of)}
    return relation.model_copy(update=sides)


def _lacks(relation: Relation, seen: Sequence[Seen], desk: _Desk, numbers: Mapping[str, Number]) -> bool:
    """Whether a sum holds with one more figure of the paragraph, or without one of its own."""
    names = {side.number.id for side in seen}
    more = [
        one.number.id
        for one in desk.around.within(*seen[-1].paragraph, seen[-1].quantity)
        if one.number.id not in names
    ]
    tried = [(*relation.of, name) for name in more]
    tried += [tuple(one for one in relation.of if one != name) for name in relation.of if len(relation.of) > 2]
    return any(
        holds(relation.model_copy(update={"of": of}), numbers).status in ("agreed", "reconciled") for of in tried
    )


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
            refused.append(_refusal(one))
            continue
        relation = _made(one, result, of)
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
    return numbers.setdefault(name, _number(entry, quantity).model_copy(update={"id": name}))
