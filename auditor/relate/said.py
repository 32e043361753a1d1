"""What the sentences state, under the ids that the numbers of the whole document have."""

from collections.abc import Iterable, Iterator, Mapping

from auditor.model.relation import Relation
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.relate import statements
from auditor.relate.lists import SUM
from auditor.relate.promises import GOAL
from auditor.relate.statements import Statements
from auditor.relate.ties import TWICE

NOTHING = Statements()

_ALSO_SAID = frozenset({SUM, GOAL, TWICE})
"""Rules that read claims where a sentence may say more: what it says of a number goes first."""


def of(report: Report, document: Document | None = None) -> Statements:
    """What the paragraphs of a report state, under ids of their own."""
    return statements.of_report(report, document)


def renamed(said: Statements, ids: Mapping[int, str]) -> Statements:
    """The statements under the ids that stand at the places of their numbers."""
    names = {number.id: ids[number.span.start] for number in said.numbers}
    numbers = tuple(number.model_copy(update={"id": names[number.id]}) for number in said.numbers)
    quotes = {_renamed(name, names): quote for name, quote in said.quotes.items()}
    return Statements(numbers, tuple(_relation(one, names) for one in said.relations), quotes)


def _renamed(name: str, names: Mapping[str, str]) -> str:
    """The name of a number, or of what is listed under it (n3.items)."""
    number, dot, rest = name.partition(".")
    return names.get(number, number) + dot + rest


def _relation(one: Relation, names: Mapping[str, str]) -> Relation:
    sides = {"result": names.get(one.result, one.result), "of": tuple(names[name] for name in one.of)}
    return one.model_copy(update=sides)


def unless_said(proposed: Iterable[Relation], said: Statements) -> Iterator[Relation]:
    """What claims propose, without what the sentences themselves say of the same number."""
    told = {(one.kind, one.result) for one in said.relations}
    planned = {number.id for number in said.numbers if number.planned}
    for one in proposed:
        if one.by in _ALSO_SAID and (one.kind, one.result) in told:
            continue
        if one.by != TWICE or (one.result in planned) == (one.of[0] in planned):
            yield one
