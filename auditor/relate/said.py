"""What the sentences state, under the ids that the numbers of the whole document have."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.model.relation import Relation
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.relate import samples, statements
from auditor.relate.lists import SUM
from auditor.relate.promises import GOAL
from auditor.relate.statements import Statements
from auditor.relate.ties import TWICE

NOTHING = Statements()

_ALSO_SAID = frozenset({SUM, GOAL, TWICE})
"""Rules that read claims where a sentence may say more: what it says of a number goes first."""

OF_FORMS = frozenset({SUM, TWICE})
"""Rules that read the cells of a form, which tell little at a time; what a narrative lists and tells twice, its sentences say."""


def of_all(document: Document, reports: Sequence[Report]) -> list[Statements]:
    """What the paragraphs of each report state, under ids of their own; each looks at its own stretch of the document."""
    starts = [block.span.start for block in document.blocks]
    return [of_one(report, _stretch(document, report, starts)) for report in reports]


def of_one(report: Report, document: Document | None = None) -> Statements:
    """What the paragraphs of a report state, and its percentages of people who were asked."""
    return samples.added(statements.of_report(report, document), report)


def _stretch(document: Document, report: Report, starts: Sequence[int]) -> Document:
    if not report.extent:
        return document
    blocks = (
        block
        for span in report.extent
        for block in document.blocks[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    )
    return document.model_copy(update={"blocks": tuple(blocks)})


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
    return one.model_copy(update={**sides, "otherwise": tuple(_relation(way, names) for way in one.otherwise)})


def added_up(said: Statements, proposed: Iterable[Relation]) -> Iterator[Relation]:
    """What sentences state, without sums of a list that claims give another total, or take for a part of the whole."""
    listing: dict[str, list[Relation]] = defaultdict(list)
    split = _split_once(said)
    for claimed in proposed:
        for part in claimed.of if claimed.by == SUM and claimed.result not in split else ():
            listing[part].append(claimed)
    for one in said.relations:
        near = listing.get(one.of[0], ()) if one.kind == "sum" and one.of else ()
        if not any(_makes_up_another(one, claimed) for claimed in near):
            yield one


def _split_once(said: Statements) -> set[str]:
    """What sentences list as a part: 80万元（市级50万元、区级30万元），其中书架30万元、图书50万元 splits the 80 twice, not the 30."""
    return {part for one in said.relations if one.kind == "sum" and not one.form for part in one.of}


def _makes_up_another(one: Relation, claimed: Relation) -> bool:
    """Whether claims list the same parts under another total, or as some of a whole."""
    return set(one.of) <= set(claimed.of) and (claimed.result != one.result or claimed.form == "subset")


def unless_said(proposed: Iterable[Relation], said: Statements) -> Iterator[Relation]:
    """What claims propose, without what the sentences themselves say of the same number."""
    told = {(one.kind, one.result) for one in said.relations}
    planned = {number.id for number in said.numbers if number.planned}
    listed = {one.of: one.result for one in said.relations if one.kind == "sum"}
    parts = _split_once(said)
    for one in proposed:
        if one.by in _ALSO_SAID and (one.kind, one.result) in told:
            continue
        if one.by == SUM and one.result in parts and listed.get(one.of, one.result) != one.result:
            continue
        if one.by == TWICE and not parts.isdisjoint((one.result, *one.of)):
            continue  # each is a part of a list of its own: of two funds, batches, places
        if one.by != TWICE or (one.result in planned) == (one.of[0] in planned):
            yield one
