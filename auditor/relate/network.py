"""The network: what proposers say belongs together, each relation once, all of them judged once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from auditor.model.finding import Finding
from auditor.model.number import Number
from auditor.model.relation import Judgement, Relation, RelationEntry, RelationKind, make_relation_entry
from auditor.model.report import Report
from auditor.profiles import Profile
from auditor.relate import (
    concluded,
    counts,
    earned,
    funds,
    headed,
    lists,
    money_rows,
    own_columns,
    promises,
    reckoned,
    reviews,
    scores,
    ties,
    told_money,
)
from auditor.relate.judge import holds
from auditor.relate.numbers import Key, Numbers, Part
from auditor.relate.said import NOTHING, OF_FORMS, added_up, unless_said
from auditor.relate.statements import Statements
from auditor.relate.subjects import Subjects

SAID = "statements"
"""How the rules begin that read sentences."""

_TWO_SIDED = frozenset({"same", "promise", "bound", "deadline"})
"""Kinds whose sides are both contradicted where the relation is broken; of all others only the result is."""


class Judged(NamedTuple):
    """A relation with its id and what arithmetic says of it.

    `first` is the reading that was proposed first, where it is broken and another one, `relation`, holds.
    """

    id: str
    relation: Relation
    judgement: Judgement
    first: Relation | None = None

    @property
    def broken(self) -> bool:
        """Whether no reading of it holds."""
        return self.judgement.status == "contradicted"

    @property
    def held(self) -> bool:
        """Whether it holds, in one reading or another."""
        return self.judgement.status in ("agreed", "reconciled")

    @property
    def by(self) -> str:
        """The rule that proposed it."""
        return self.relation.by

    def contradicts(self, number: str) -> bool:
        """Whether the number is contradicted by it: it is the result, or a side of same, promise, bound or deadline."""
        sides = {self.relation.result, *(self.relation.of if self.relation.kind in _TWO_SIDED else ())}
        return self.broken and number in sides


class Network:
    """The numbers of one report and the judged relations between them."""

    def __init__(
        self,
        numbers: Numbers,
        relations: Iterable[Judged],
        unreported: tuple[int, ...] = (),
        said: Statements = NOTHING,
    ) -> None:
        self.numbers = numbers
        self.relations = tuple(relations)
        self.unreported = unreported
        self.quotes = said.quotes
        self.said = {number.id: number for number in said.numbers}

    def broken(self, kind: RelationKind | None = None, *, of: str = "") -> Iterator[Judged]:
        """The relations that hold in no reading, of one kind and by the rules that begin so (money, ties.result)."""
        return (one for one in self.of(kind, of=of) if one.broken)

    def of(self, kind: RelationKind | None = None, *, of: str = "") -> Iterator[Judged]:
        """All judged relations of a kind, by the rules that begin so."""
        groups = [members for rule, members in self._by_rule.items() if rule.startswith(of)]
        found = groups[0] if len(groups) == 1 else sorted(one for members in groups for one in members)
        return (self.relations[place] for place in found if kind in (None, self.relations[place].relation.kind))

    @cached_property
    def _by_rule(self) -> Mapping[str, list[int]]:
        """Where the relations of each rule stand."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.relations):
            found[one.by].append(place)
        return found

    @cached_property
    def by_number(self) -> Mapping[str, list[Judged]]:
        """The relations that each number stands in."""
        found: dict[str, list[Judged]] = defaultdict(list)
        for one in self.relations:
            result = one.relation.result
            found[result].append(one)
            for name in dict.fromkeys(one.relation.of):
                if name != result:
                    found[name].append(one)
        return found

    def told(self, name: str) -> Number:
        """A number by its id, as the sentence around it tells it where one does."""
        return self.said[name] if name in self.said else self.numbers.by_id[name]

    def known(self, name: str) -> Number | None:
        """A number by its id, None where it is no value of the report and no sentence states it."""
        return self.said.get(name) or self.numbers.by_id.get(name)

    def joined(self, relations: Iterable[Judged], numbers: Iterable[Number] = ()) -> "Network":
        """The network with further relations behind its own, and with the numbers that they name."""
        said = Statements((*self.said.values(), *numbers), (), self.quotes)
        return Network(self.numbers, (*self.relations, *relations), self.unreported, said)

    def after(self, first: "Network", added: Iterable[Judged]) -> "Network":
        """The numbers of this network with the relations of another before what this one adds to them."""
        mine = {*self.said, *self.numbers.by_id}
        more = [number for name, number in (first.numbers.by_id | first.said).items() if name not in mine]
        said = Statements((*self.said.values(), *more), (), {**first.quotes, **self.quotes})
        return Network(self.numbers, (*first.relations, *added), self.unreported, said)

    def index(self, name: str, part: Part) -> int | None:
        """Which claim, row or line of the report a number is, in that part of it."""
        for key in self.numbers.keys(name):
            if key.part == part:
                return key.at
        return None

    def keys(self, name: str) -> tuple[Key, ...]:
        """Which values of the report a number is."""
        return self.numbers.keys(name)


def listed(network: Network, findings: Iterable[Finding]) -> tuple[RelationEntry, ...]:
    """The relations as an Outcome lists them, each with the findings that word it."""
    words: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        for name in finding.relations:
            words[name].append(finding.fingerprint)
    return tuple([listed_as(one, tuple(words.get(one.id, ()))) for one in network.relations])


def listed_as(one: Judged, findings: tuple[str, ...]) -> RelationEntry:
    """A judged relation as it is listed, with the fingerprints of the findings that word it."""
    relation, judgement = one.relation, one.judgement
    return make_relation_entry(
        id=one.id,
        kind=relation.kind,
        form=relation.form,
        result=relation.result,
        of=relation.of,
        by="model" if relation.by.startswith("model") else relation.by,
        confidence=relation.confidence,
        status=judgement.status,
        working=judgement.working,
        reason=judgement.reason,
        findings=findings,
    )


def build(report: Report, numbers: Numbers, profile: Profile, said: Statements = NOTHING) -> Network:
    """All that the rules say belongs together in a report, judged; `said` is what its sentences state."""
    told = Subjects(report, numbers)
    promised = promises.of_goals(told)
    of_claims = [
        *promised.relations,
        *ties.propose(told),
        *promises.of_rows(told),
        *lists.propose(told),
        *lists.columns(report, numbers),
        *lists.rates(report, numbers),
        *funds.propose(report, numbers),
        *scores.propose(report, numbers, profile),
        *headed.propose(report, numbers),
        *earned.propose(report, numbers, profile),
        *money_rows.propose(report, numbers),
        *reviews.propose(report, numbers),
        *own_columns.propose(report, numbers),
        *reckoned.propose(report, numbers),
        *told_money.propose(report, numbers, said),
    ]
    stated = {number.id: number for number in said.numbers}
    known, own = numbers.by_id | stated, stated | numbers.by_id
    told_so = said._replace(relations=tuple(added_up(said, of_claims)))
    counted = counts.propose(report, numbers)
    summed = concluded.propose(report, numbers, said)
    if report.kind == "narrative":
        of_claims = [one for one in of_claims if one.by not in OF_FORMS]
    proposed = once([*counted, *summed, *told_so.relations, *unless_said(of_claims, told_so)])
    judged = (
        judge(f"r{number}", one, known if one.by.startswith(SAID) else own, report.year)
        for number, one in enumerate(proposed, 1)
    )
    return Network(numbers, judged, promised.unreported, said)


def judge(name: str, relation: Relation, numbers: Mapping[str, Number], year: int | None = None) -> Judged:
    """The relation as proposed; where that is broken, the first other reading that holds reconciles it."""
    judgement = holds(relation, numbers, year=year)
    if judgement.status != "contradicted" or not relation.otherwise:
        return Judged(name, relation, judgement)
    for reading in relation.otherwise:
        other = holds(reading, numbers, year=year)
        if other.status in ("agreed", "reconciled"):
            place = reading.model_copy(update={"place": reading.place or relation.place})
            return Judged(name, place, other.model_copy(update={"status": "reconciled"}), relation)
    return Judged(name, relation, judgement)


def once(proposed: Iterable[Relation]) -> Iterator[Relation]:
    """Each relation the first time it is proposed."""
    seen: set[tuple[str, str, frozenset[str]]] = set()
    for one in proposed:
        sides = frozenset((one.result, *one.of))
        key = (one.kind, "" if one.kind == "same" else one.result, sides if one.of else frozenset({one.by}))
        if key not in seen:
            seen.add(key)
            yield one
