"""Relations between the numbers of several documents of one submission, by the same proposers and the same judge."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import count
from typing import Literal

from auditor.model.dossier import Dossier
from auditor.model.number import Number
from auditor.model.relation import Relation
from auditor.model.source import Span
from auditor.relate import counts, former, likeness, pairing, reached, roles, scores, stated_money, ties
from auditor.relate.former import CARRIED, LAST
from auditor.relate.network import Judged, Network, judge, once
from auditor.relate.numbers import Numbers, Part
from auditor.relate.pairing import Pairing
from auditor.relate.reached import MET, MISSED
from auditor.relate.sides import OF, ROLES, Kind, Side, merged, of_form, of_sentences, whole
from auditor.relate.stated_money import TABLES
from auditor.relate.subjects import Subjects, comparable
from auditor.sense import lexicon
from auditor.text.normalize import fold
from auditor.text.similarity import reduced

__all__ = [
    "BASE", "CARRIED", "LAST", "LISTED", "MET", "MISSED", "RESULT", "ROLES", "TABLES", "TARGET", "WEIGHT", "Crossing", "Kind", "Side", "relate",
]  # fmt: skip
TARGET, WEIGHT, RESULT = "across.target", "across.weight", "across.result"
BASE = "across.base"
LISTED = "across.listed"
"""The rules: a row's target and weight against the plan's, a sentence of the report against one of the form; the amount of the
project; how many forms are attached."""


class Crossing:
    """One document held against the form.

    `report` is the form with the sentences of the other document in place of its own; `network` holds the numbers of both,
    by ids with the document's prefix, and the relations between them alone.
    """

    def __init__(self, kind: Kind, other: Side, table: Side, ids: Iterator[int], parts: Sequence[Span] = ()) -> None:
        self.kind = kind
        self._parts = tuple(parts)
        self.other = other
        self.table = table
        self.report = merged(kind, other.report, table.report)
        self._theirs, self._ours = other.numbers, table.numbers
        sentences = [("", self._theirs, of_sentences), ("", self._ours, of_form)]
        self._numbers = Numbers.joined(sentences) if kind == "told" else self._ours
        self.network = Network(self._numbers, self._judged(ids))

    @property
    def foreign(self) -> bool:
        """Whether both body and project are others: then the wrong document was taken, and its figures speak of something else."""
        other, own = self.other.report, self.table.report
        return not roles.same_body(other.organisation, own.organisation) and not roles.same_project(
            other.project, own.project
        )

    @cached_property
    def pairing(self) -> Pairing:
        """The rows of both tables that speak of one thing, the other document's on the left."""
        theirs = () if self.foreign else self.other.report.indicators
        return pairing.pair(theirs, self.table.report.indicators)

    def number(self, name: str) -> Number:
        """A number of either document by its id."""
        return self._by_id[name]

    def surely(self, judged: Judged) -> bool:
        """Whether a sentence and the cell it is held against are surely one fact: alike, and no other row nearly as much."""
        first = judged.first or judged.relation
        at = next((key.at for key in self._numbers.keys(first.result) if key.part == "claim"), None)
        cells = [key for key in self._ours.keys(first.of[0]) if key.part in _CELLS]
        if at is None or not cells or self._subjects.rows[cells[0].at].ambiguous:
            return False
        alike = self._subjects.alike_row(at, cells[0].at)
        rivals = [
            self._subjects.alike_row(at, other)
            for other in range(len(self._subjects.rows))
            if other != cells[0].at
            and (rival := self.ours(cells[0].part, other)) is not None
            and comparable(self._subjects.claims[at].quantity, rival.quantity)
        ]
        return alike >= likeness.SURE and alike - max(rivals, default=0.0) >= likeness.CLEAR_LEAD

    @cached_property
    def _subjects(self) -> Subjects:
        return Subjects(self.report, self._numbers)

    def theirs(self, part: Part, at: int = 0) -> Number | None:
        """A number of the other document by what it is there."""
        return self._theirs.get(part, at)

    def ours(self, part: Part, at: int = 0) -> Number | None:
        """A number of the form by what it is there."""
        return self._ours.get(part, at)

    @cached_property
    def _by_id(self) -> dict[str, Number]:
        return {**self._ours.by_id, **self._theirs.by_id}

    def _judged(self, ids: Iterator[int]) -> Iterator[Judged]:
        if self.foreign:
            return
        proposed = {"told": self._told, "plan": self._plan, "last": self._last}[self.kind]()
        for relation in once(proposed):
            if _crosses(relation):
                yield judge(f"x{next(ids)}", relation, self._by_id, self.table.report.year)

    def _told(self) -> Iterator[Relation]:
        """Sentences against rows, sentences, money, scores and counts of the form."""
        tied = [
            self._or_reached(one)
            for one in ties.propose(self._subjects)
            if one.by in (ties.TARGET, ties.RESULT) and self._alike(one) >= likeness.SURE
        ]
        yield from tied
        yield from self._results({one.result for one in tied})
        yield from stated_money.propose(self.report, self._numbers, self.other.text)
        yield from stated_money.tables(self.other, self.table)
        yield from scores.stated(self.report, self._numbers)
        yield from counts.propose(self.report, self._numbers)
        yield from reached.propose(self.table.report, self.report, self._numbers, self.other.text)
        yield from self._attached()

    def _alike(self, relation: Relation) -> float:
        """How alike a claim and the row are that a relation ties: over two documents a faint likeness is no identity."""
        claim = next((key.at for key in self._numbers.keys(relation.result) if key.part == "claim"), None)
        row = next((key.at for key in self._numbers.keys(relation.of[0]) if key.part in _CELLS), None)
        return 0.0 if claim is None or row is None else self._subjects.alike_row(claim, row)

    def _attached(self) -> Iterator[Relation]:
        """附项目自评表12份: how many forms are attached, where some are."""
        for at, claim in enumerate(self.report.claims if self._parts else ()):
            number = self._numbers.get("claim", at)
            clause = fold(self.other.text[claim.clause.start : claim.clause.end])
            if number is None or claim.quantity.kind != "count" or not lexicon.has("attainment", "attached", clause):
                continue
            yield Relation(kind="count", result=number.id, items=self._parts, by=LISTED, place=claim.clause)

    def _or_reached(self, relation: Relation) -> Relation:
        """9.1%，未达到10%的预期 stands beside a promise and is the result: what the row's actual says is no broken promise."""
        keys = self._ours.keys(relation.of[0]) if relation.by == ties.TARGET else ()
        at = next((key.at for key in keys if key.part == "row-target"), None)
        actual = self.ours("row-actual", at) if at is not None else None
        if actual is None or self._by_id[relation.result].role == "target":
            return relation
        other = relation.model_copy(update={"of": (actual.id,), "form": ""})
        return relation.model_copy(update={"otherwise": (*relation.otherwise, other)})

    def _results(self, tied: set[str]) -> Iterator[Relation]:
        """What no row states: the report's results against those of the form's goals."""
        theirs = {
            at: claim.subject
            for at, claim in enumerate(self.report.claims)
            if not claim.planned
            and claim.year is None
            and not claim.quoted
            and self._numbers.of_key.get(("claim", at)) not in tied
            and len(reduced(claim.subject)) >= likeness.SHORTEST
        }
        own = self.table.report.claims
        ours = {
            at: claim.subject
            for at, claim in enumerate(own)
            if claim.role == "result"
            and claim.year is None
            and not claim.quoted
            and len(reduced(claim.subject)) >= likeness.SHORTEST
        }
        names = likeness.Likeness([*theirs.values(), *ours.values()])

        def fits(one: int, other: int) -> bool:
            return comparable(self.report.claims[one].quantity, own[other].quantity)

        for pair in likeness.best(theirs, ours, names.of, fits, lambda _at: False):
            left, right = self._numbers.get("claim", pair.left), self.ours("claim", pair.right)
            if pair.similarity >= likeness.SURE and left is not None and right is not None:
                yield Relation(
                    kind="same", result=left.id, of=(right.id,), by=RESULT, confidence="medium", place=left.clause
                )

    def _plan(self) -> Iterator[Relation]:
        """Rows of the plan against those of the form: what was asked, and the weights; the amount of the project."""
        for pair in self.pairing.pairs:
            for part, rule in _PLANNED:
                ours, theirs = self.ours(part, pair.right), self.theirs(part, pair.left)
                if ours is not None and theirs is not None:
                    form: Literal["asked", ""] = "asked" if rule == TARGET else ""
                    yield Relation(
                        kind="same", result=ours.id, of=(theirs.id,), form=form, by=rule, confidence=pair.confidence
                    )
        yield from self._amount()

    def _amount(self) -> Iterator[Relation]:
        """The amount that was applied for is that approved at first, or at last where the form says nothing of the first."""
        theirs, ours = self.other.lead, self.table.lead
        if theirs is None or ours is None:
            return
        asked = self.theirs("budget", theirs) or self.theirs("budget-initial", theirs)
        cells = [cell for part in _BUDGETS if (cell := self.ours(part, ours)) is not None]
        if asked is not None and cells:
            first, *others = [Relation(kind="same", result=cell.id, of=(asked.id,), by=BASE) for cell in cells]
            yield first.model_copy(update={"otherwise": tuple(others)})

    def _last(self) -> Iterator[Relation]:
        """What the form says of the year before against that year's own form."""
        yield from former.carried(self.other, self.table)
        yield from former.told(self.other, self.table)


_CELLS: frozenset[Part] = frozenset({"row-target", "row-actual"})
_PLANNED: tuple[tuple[Part, str], ...] = (("row-target", TARGET), ("weight", WEIGHT))
_BUDGETS: tuple[Part, ...] = ("budget-initial", "budget")


def relate(dossier: Dossier, sides: Sequence[Side]) -> list[Crossing]:
    """Every document of a submission that can be held against its form, held against it; in the order of the documents."""
    ids = count(1)
    tables = dossier.of("table")
    if len(tables) != 1:
        return []
    table = sides[tables[0]]
    parts = [whole(sides[place].report) for place in dossier.of("annex")]
    return [
        Crossing(OF[key.role], side, table, ids, parts)
        for key, side in zip(dossier.keys, sides, strict=True)
        if key.role in OF
    ]


def _crosses(relation: Relation) -> bool:
    """Whether it rests on more than one document: numbers of two, or a number of one and the rows of the other."""
    sides = {name.partition(".")[0] for name in (relation.result, *relation.of)}
    return len(sides) > 1 or (relation.kind == "count" and not relation.of)
