"""Relations between the numbers of several documents of one submission, by the same proposers and the same judge."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from typing import Literal

from auditor.model.dossier import DocumentRole, Dossier
from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.model.relation import Relation
from auditor.model.report import Claim, ClaimRole, Indicator, Report
from auditor.model.source import Span
from auditor.relate import counts, grouping, likeness, money, pairing, scores, stated_money, ties
from auditor.relate.network import Judged, Network, judge, once
from auditor.relate.numbers import Key, Numbers, Part, owned
from auditor.relate.pairing import Pairing
from auditor.relate.subjects import Subjects, comparable
from auditor.sense import direction, lexicon
from auditor.text.normalize import fold
from auditor.text.similarity import reduced

TARGET, WEIGHT, RESULT, MET, MISSED = "across.target", "across.weight", "across.result", "across.met", "across.missed"
BASE, CARRIED, LAST, TABLES = "across.base", "across.carried", "across.last", "across.tables"
LISTED = "across.listed"
"""The rules: a row's target and weight against the plan's, a sentence of the report against one of the form, how many rows
reached their targets; the amount of the project, what was carried over, what is told of last year, two money tables; how many
forms are attached."""

Kind = Literal["told", "plan", "last"]
"""What is held against the form: the report's sentences, the plan, the form of the year before."""

ROLES: Mapping[Kind, DocumentRole] = {"told": "report", "plan": "plan", "last": "last-year"}
"""What the other document is."""
_OF: Mapping[DocumentRole, Kind] = {role: kind for kind, role in ROLES.items()}
_TOLD: frozenset[ClaimRole] = frozenset({"target", "result", "prose", "conclusion"})
"""Roles of claims that stand in sentences of a report."""


class Side:
    """One document: its place in the submission, what was read in it, its numbers by the ids of its ledger, and its text."""

    def __init__(self, at: int, report: Report, ids: Mapping[int, str], text: str) -> None:
        self.at = at
        self.report = report
        self.text = text
        self.own = Numbers((one for one in owned(report) if one.quantity.span.start in ids), ids)
        """Its numbers by its own ids; `ids` names them by where they begin."""
        self.prefix = f"d{at}."
        """What the ids of its numbers begin with in a submission."""

    @cached_property
    def numbers(self) -> Numbers:
        """Its numbers by their ids in the submission."""
        return Numbers.joined([(self.prefix, self.own, _every)])


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
        self.report = _merged(kind, other.report, table.report)
        self._theirs, self._ours = other.numbers, table.numbers
        sentences = [("", self._theirs, _of_sentences), ("", self._ours, _of_form)]
        self._numbers = Numbers.joined(sentences) if kind == "told" else self._ours
        self.network = Network(self._numbers, self._judged(ids))

    @property
    def foreign(self) -> bool:
        """Whether both body and project are others: then the wrong document was taken, and its figures speak of something else."""
        other, own = self.other.report, self.table.report
        return not grouping.same_body(other.organisation, own.organisation) and not grouping.same_project(
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
        yield from self._money_tables()
        yield from scores.stated(self.report, self._numbers)
        yield from counts.propose(self.report, self._numbers)
        yield from self._reached()
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

    def _money_tables(self) -> Iterator[Relation]:
        """The total of a money table in the report against the form's, where another figure of the line shows that it is the same."""
        for place, line in enumerate(self.other.report.budget):
            lead = _lead(self.table.report)
            if line.part != "total" or lead is None:
                continue
            cells = [
                (left, right)
                for part in _MONEY_PARTS
                if (left := self.theirs(part, place)) is not None and (right := self.ours(part, lead)) is not None
            ]
            same = [left.value == right.value for left, right in cells]
            for at, (left, right) in enumerate(cells):
                if any(equal for other, equal in enumerate(same) if other != at):
                    yield Relation(kind="same", result=left.id, of=(right.id,), by=TABLES, place=line.span)

    @property
    def missed(self) -> tuple[Indicator, ...]:
        """The rows of the form that did not reach their targets, of those that a report counts."""
        rows = _judged_rows(self.table.report, self.report)
        return () if self.table.report.partly_read else tuple(row for row in rows if _met(row) is False)

    def _reached(self) -> Iterator[Relation]:
        """How many indicators reached their targets, and how many did not, against the rows."""
        rows = _judged_rows(self.table.report, self.report)
        verdicts = [_met(row) for row in rows]
        if not rows or self.table.report.partly_read or None in verdicts:
            return
        for at, claim in enumerate(self.report.claims):
            number = self._numbers.get("claim", at)
            rule = _speaks_of_targets(claim, self.other.text)
            if number is None or not rule:
                continue
            items = tuple(row.span for row, met in zip(rows, verdicts, strict=True) if met is (rule == MET))
            yield Relation(
                kind="count", result=number.id, items=items, by=rule, confidence="medium", place=claim.clause
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
        theirs, ours = _lead(self.other.report), _lead(self.table.report)
        if theirs is None or ours is None:
            return
        asked = self.theirs("budget", theirs) or self.theirs("budget-initial", theirs)
        cells = [cell for part in _BUDGETS if (cell := self.ours(part, ours)) is not None]
        if asked is not None and cells:
            first, *others = [Relation(kind="same", result=cell.id, of=(asked.id,), by=BASE) for cell in cells]
            yield first.model_copy(update={"otherwise": tuple(others)})

    def _last(self) -> Iterator[Relation]:
        """What the form says of the year before against that year's own form."""
        yield from self._carried()
        yield from self._told_of_last_year()

    def _carried(self) -> Iterator[Relation]:
        """上年结转: no more than last year's budget less last year's spending."""
        before = _lead(self.other.report)
        own = next((at for at, line in enumerate(self.table.report.budget) if line.part == "carried"), None)
        if before is None or own is None:
            return
        carried = self.ours("budget", own) or self.ours("budget-initial", own)
        budget, spent = self.theirs("budget", before), self.theirs("spent", before)
        if carried is not None and budget is not None and spent is not None and carried.value > 0:
            yield Relation(
                kind="difference", result=carried.id, of=(budget.id, spent.id), by=CARRIED, confidence="medium"
            )

    def _told_of_last_year(self) -> Iterator[Relation]:
        """Claims that speak of the year before, against last year's rows of that name."""
        year = self.other.report.year
        rows = self.other.report.indicators
        said = {
            at: claim.subject
            for at, claim in enumerate(self.table.report.claims)
            if claim.year is not None
            and claim.year == year
            and not claim.quoted
            and len(reduced(claim.subject)) >= likeness.SHORTEST
        }
        printed = {at: quantity for at, row in enumerate(rows) if (quantity := _actual(row)) is not None}
        names = likeness.Likeness([*said.values(), *(row.name for row in rows)])

        def fits(one: int, other: int) -> bool:
            return comparable(self.table.report.claims[one].quantity, printed[other])

        for pair in likeness.best(said, {at: rows[at].name for at in printed}, names.of, fits, lambda _at: False):
            ours, theirs = self.ours("claim", pair.left), self.theirs("row-actual", pair.right)
            if pair.similarity >= likeness.SURE and ours is not None and theirs is not None:
                yield Relation(kind="same", result=ours.id, of=(theirs.id,), by=LAST, confidence=pair.confidence)


_CELLS: frozenset[Part] = frozenset({"row-target", "row-actual"})
_PLANNED: tuple[tuple[Part, str], ...] = (("row-target", TARGET), ("weight", WEIGHT))
_MONEY_PARTS: tuple[Part, ...] = ("budget-initial", "budget", "funded", "spent", "rate")
_BUDGETS: tuple[Part, ...] = ("budget-initial", "budget")


def relate(dossier: Dossier, sides: Sequence[Side]) -> list[Crossing]:
    """Every document of a submission that can be held against its form, held against it; in the order of the documents."""
    ids = count(1)
    tables = dossier.of("table")
    if len(tables) != 1:
        return []
    table = sides[tables[0]]
    parts = [_whole(sides[place].report) for place in dossier.of("annex")]
    return [
        Crossing(_OF[key.role], side, table, ids, parts)
        for key, side in zip(dossier.keys, sides, strict=True)
        if key.role in _OF
    ]


def _whole(report: Report) -> Span:
    """Where a form begins: what is counted when forms are."""
    known = (report.title_span, *report.extent, *(row.span for row in report.indicators))
    return next((span for span in known if span is not None), Span(start=0, end=0))


def _merged(kind: Kind, other: Report, table: Report) -> Report:
    """The form, with the report's sentences and conclusion in place of its own."""
    if kind != "told":
        return table
    return table.model_copy(
        update={
            "claims": tuple(_in_prose(claim) for claim in other.claims),
            "listings": other.listings,
            "conclusion": other.conclusion,
            "goals": table.goals if len(table.goals) > 1 else (),
            "proposals": (),
            "budget_reason": None,
        }
    )


def _in_prose(claim: Claim) -> Claim:
    """A claim of any sentence, as prose; a promise speaks of what was planned."""
    if claim.role not in _TOLD:
        return claim
    planned = claim.planned or claim.role == "target"
    return claim.model_copy(update={"role": "prose", "goal": None, "planned": planned})


def _of_sentences(key: Key) -> bool:
    """Whether a value is a sentence's: a claim, or a figure of the conclusion."""
    return key.part in _SENTENCES


def _every(_key: Key) -> bool:
    return True


def _of_form(key: Key) -> bool:
    return key.part not in _SENTENCES


_SENTENCES: frozenset[Part] = frozenset({"claim", "conclusion-score", "stated-count", "stated-amount", "stated-rate"})


def _crosses(relation: Relation) -> bool:
    """Whether it rests on more than one document: numbers of two, or a number of one and the rows of the other."""
    sides = {name.partition(".")[0] for name in (relation.result, *relation.of)}
    return len(sides) > 1 or (relation.kind == "count" and not relation.of)


def _lead(report: Report) -> int | None:
    """The line of the money table that stands for the whole of it."""
    tables = money.groups(report)
    lead = money.leading(tables[0]) if tables else None
    return next((place for place, line in enumerate(report.budget) if line is lead), None)


def _actual(row: Indicator) -> Quantity | None:
    return row.actual.quantity if row.actual is not None else None


def _judged_rows(form: Report, told: Report) -> list[Indicator]:
    """The indicators that a report counts: rows with a weight, where the form has weights, and the budget's own where it counts it."""
    weighted = any(row.weight is not None for row in form.indicators)
    rows = [row for row in form.indicators if row.weight is not None or not weighted]
    counted = told.conclusion.counts if told.conclusion is not None else ()
    stated = {one.value for one in counted if one.of == "indicators" or one.label.startswith("三级")}
    return rows if len(rows) in stated else [row for row in rows if "预算执行" not in (row.level1 or "")]


def _met(row: Indicator) -> bool | None:
    """Whether a row reached its target: by its figures, its dates, else by full marks; None where nothing says."""
    met = direction.met(row)
    if met is not None:
        return met
    due, done = (value.period if value is not None else None for value in (row.target, row.actual))
    if due is not None and done is not None:
        return done.last <= due.last
    return None if row.score is None or row.weight is None else row.score >= row.weight


def _speaks_of_targets(claim: Claim, text: str) -> str:
    """MET or MISSED where a claim counts the indicators that reached their targets, or did not; else nothing."""
    if claim.quantity.kind != "count" or claim.quantity.unit not in _COUNTERS or claim.quantity.bound != "=":
        return ""
    clause = fold(text[claim.clause.start : claim.clause.end])
    before = fold(text[max(0, claim.clause.start - _NEAR) : claim.clause.start]).rpartition("。")[2]
    if not lexicon.has("attainment", "counted", before + clause):
        return ""
    number = fold(claim.quantity.text)
    if _WHOLE.match(clause.partition(number)[2]):
        return ""
    near = clause.replace(number, "")
    if lexicon.has("attainment", "missed", near):
        return MISSED
    return MET if lexicon.has("attainment", "met", near) or _PLAINLY.fullmatch(near) else ""


_WHOLE = re.compile(r"(?:三级|绩效)?指标(?:当?中|里|,)")
"""9项指标中8项达标: the nine are all there are."""
_PLAINLY = re.compile(r"(?:其中|共|有|已|实际|三级|绩效|指标|的|,)*完成了?(?:的有)?")
"""共设三级指标9个，8个完成: no more than that so many were completed."""


_COUNTERS = frozenset({"项", "个", "条"})
_NEAR = 40
"""Characters of the same sentence before a clause in which the indicators it counts may be named."""
