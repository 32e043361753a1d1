"""Facts told in two places, as checks word them: a claim of the texts and what it was held against."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor import prepared
from auditor.model.record import remembered
from auditor.model.relation import Relation
from auditor.model.report import Claim, Indicator, Report
from auditor.relate import Judged, Network
from auditor.relate.network import SAID
from auditor.relate.numbers import Part
from auditor.relate.promises import GOAL
from auditor.relate.ties import REASON, RESULT, TARGET, TWICE
from auditor.sense import giving

__all__ = [
    "GOAL",
    "REASON",
    "RESULT",
    "TARGET",
    "TWICE",
    "Fact",
    "Kept",
    "of_rows",
    "promises",
    "tied_claims",
    "tied_rows",
    "unreported",
    "untold_anywhere",
]


class Fact(NamedTuple):
    """A claim and the row whose target or actual states the same fact."""

    judged: Judged
    relation: Relation
    """As it was proposed first: the claim and the cell."""
    claim: Claim
    at_claim: int
    row: Indicator
    at_row: int

    @property
    def wider(self) -> tuple[str, ...]:
        """The numbers that together are what the table counts, where the claim alone is not."""
        return self.judged.relation.of if self.judged.relation.kind == "sum" else ()

    @property
    def proposed(self) -> bool:
        """Whether a language model proposed the pair; likeness of words did not find it."""
        return self.relation.by == "model"


class Kept(NamedTuple):
    """A promise of a goal's text and the results that answer it."""

    judged: Judged
    promise: Claim
    at: int
    results: tuple[Claim, ...]
    answers: tuple[int, ...]


def of_rows(report: Report, network: Network, rule: str) -> Iterator[Fact]:
    """The facts that a rule (TARGET, RESULT, REASON) or the model in its place tied to a cell of a row."""
    part: Part = "row-target" if rule == TARGET else "row-actual"
    for judged, first, claim, row in _tied(network)[part]:
        if first.by in (rule, "model"):
            yield Fact(judged, first, report.claims[claim], claim, report.indicators[row], row)


@remembered
def _tied(network: Network) -> Mapping[Part, Sequence[tuple[Judged, Relation, int, int]]]:
    """The claims and the rows that are one fact, by the cell that states it: many checks look at each."""
    found: dict[Part, list[tuple[Judged, Relation, int, int]]] = {"row-target": [], "row-actual": []}
    for judged in (*network.of(of="ties"), *network.of(of="model")):
        first = judged.first or judged.relation
        claim = network.index(first.result, "claim") if first.kind == "same" and first.of else None
        if claim is None:
            continue
        for part, told in found.items():
            if (row := network.index(first.of[0], part)) is not None:
                told.append((judged, first, claim, row))
    return found


def promises(report: Report, network: Network) -> Iterator[Kept]:
    """The promises of goals' texts that results answer."""
    for judged, promise, answers in _answered(network):
        results = tuple(report.claims[index] for index in answers)
        yield Kept(judged, report.claims[promise], promise, results, answers)


@remembered
def _answered(network: Network) -> Sequence[tuple[Judged, int, tuple[int, ...]]]:
    """The promises and the results that answer them, as indices of claims."""
    found: list[tuple[Judged, int, tuple[int, ...]]] = []
    for judged in (*network.of("promise", of=GOAL), *network.of("promise", of=SAID)):
        promise = network.index(judged.relation.result, "claim")
        answers = [network.index(name, "claim") for name in judged.relation.of]
        known = tuple(index for index in answers if index is not None)
        if promise is not None and known:
            found.append((judged, promise, known))
    return found


_TOLD_AS_DONE = prepared.pattern(r"实际[^，,。；;]{0,12}(?:超|达|为|完成)|超(?:额|出)?(?:任务|目标|计划)(?:数|量)?")
"""实际改造数超任务40%: what was done, wherever a report tells it."""


def unreported(report: Report, network: Network) -> Iterator[int]:
    """The promises, as indices of claims, that neither the result of their goal nor any other sentence answers.

    A sum that is put in is no promise of what comes of it.
    """
    elsewhere = {network.told(one.relation.result).span.start for one in network.of("promise", of=SAID)}
    for index in network.unreported:
        promise = report.claims[index]
        given = promise.quantity.kind == "money" and giving.is_put_in(f"{promise.quote} {promise.subject}")
        if not given and promise.quantity.span.start not in elsewhere and not _TOLD_AS_DONE.search(promise.quote):
            yield index


def untold_anywhere(report: Report, network: Network) -> list[int]:
    """Those of them that no row of the table answers with an actual either."""
    shown = {one.at_claim for one in of_rows(report, network, TARGET) if one.row.actual is not None}
    return [index for index in unreported(report, network) if index not in shown]


def tied_rows(report: Report, network: Network) -> set[int]:
    """The rows whose target or actual a text states too."""
    return {fact.at_row for rule in (TARGET, RESULT) for fact in of_rows(report, network, rule)}


def tied_claims(report: Report, network: Network) -> set[int]:
    """The claims that a row's target states too."""
    return {fact.at_claim for fact in of_rows(report, network, TARGET)}
