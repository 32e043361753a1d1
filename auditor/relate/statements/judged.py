"""The relations of sentences with what arithmetic says of them, as checks ask for them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from auditor.model.number import Number
from auditor.model.relation import Judgement, Relation, RelationKind
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.relate import statements
from auditor.relate.judge import holds
from auditor.relate.statements import Quote, Statements


class Judged(NamedTuple):
    """A relation and what arithmetic says of it."""

    id: str
    relation: Relation
    judgement: Judgement

    @property
    def broken(self) -> bool:
        """Whether it cannot hold."""
        return self.judgement.status == "contradicted"

    @property
    def held(self) -> bool:
        """Whether it holds."""
        return self.judgement.status in ("agreed", "reconciled")


class Told:
    """What the sentences of one report state, judged."""

    def __init__(self, said: Statements, relations: Iterable[Judged]) -> None:
        self.numbers: Mapping[str, Number] = {number.id: number for number in said.numbers}
        self.quotes: Mapping[str, Quote] = said.quotes
        self.relations = tuple(relations)

    def of(self, kind: RelationKind | None = None, *, of: str = "") -> Iterator[Judged]:
        """The judged relations of a kind, by the rules that begin so."""
        return (one for one in self.relations if kind in (None, one.relation.kind) and one.relation.by.startswith(of))

    def broken(self, kind: RelationKind | None = None, *, of: str = "") -> Iterator[Judged]:
        """Those that cannot hold."""
        return (one for one in self.of(kind, of=of) if one.broken)

    def number(self, name: str) -> Number:
        """A number by its id."""
        return self.numbers[name]


def judged(report: Report, document: Document | None = None) -> Told:
    """What the sentences of a report state, judged once."""
    said = statements.of_report(report, document)
    return judge(said, report.year)


def judge(said: Statements, year: int | None = None) -> Told:
    """Statements with what arithmetic says of each relation."""
    numbers = {number.id: number for number in said.numbers}
    relations = (
        Judged(f"s{place}", one, holds(one, numbers, year=year)) for place, one in enumerate(said.relations, 1)
    )
    return Told(said, relations)
