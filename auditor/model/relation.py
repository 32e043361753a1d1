"""Statements that numbers belong together and how; what arithmetic says of them stands apart."""

from decimal import Decimal
from typing import Literal

from auditor.model.record import Datum, unchecked_often
from auditor.model.source import Span

RelationKind = Literal[
    "same",  # one fact told twice: result = of[0], after units
    "promise",  # result is what was promised, of are the results that answer it, added up
    "bound",  # result lies within of[0] (a bound: ≥, ≤, or a part against its whole)
    "sum",  # result = of added up
    "difference",  # result = of[0] less the others
    "ratio",  # result = the numerators added up ÷ the last of `of`, in per cent or as a fraction
    "growth",  # result = the change from of[1] to of[0], in per cent
    "product",  # result = of multiplied
    "count",  # result = how many items are listed (`items`)
    "share",  # of are shares of one whole: they make 100 %
    "deadline",  # result is the latest date, of[0] the date reached
]

Form = Literal[
    "",
    "per",  # ratio: result per `factor` (per thousand, per head)
    "some",  # ratio: result is some whole number, which one is not told, in of[0], in per cent
    "points",  # difference of two percentages, in points
    "delta",  # growth: of = (increase, former value)
    "step",  # growth: of = (increase, reported value): the former value is what the increase leaves of it
    "drop",  # growth: a fall told as a positive percentage
    "fraction",  # growth told as a fraction or multiple (翻一番, 减少三分之一)
    "whole",  # ratio: of = (numerator, the parts of what it is divided by)
    "open",  # sum, count, share: the list may go on (等): the parts are at most the total, and no more than `factor` below it where that is known; promise: neither way is better
    "subset",  # sum: 含…: the parts need not exhaust the total
    "mean",  # result = of added up ÷ how many they are
    "weighted",  # ratio: the mean of rates, each weighing as much as the amount before it in `of`
    "earned",  # product: points in proportion; of = (weight, actual, target): weight × actual ÷ target
    "earned-less",  # the same where less is better: weight × target ÷ actual
    "excess",  # the same by how far the target was passed: weight × (2 × target − actual) ÷ target, at least nought
    "flow",  # sum: opening + in - out = closing; `of` in that order
    "plus",  # product: first factor × the sum of the others
    "rows",  # product: `of` are pairs, count and price by turns: each pair multiplied, and all of them added up
    "limit",  # bound: a rate that cannot pass 100 %; ratio, product: the rate counts up to 100 %
    "strict",  # bound, promise: smaller or larger, not equal
    "at-most",  # promise: 不超过, less is better
    "at-least",  # promise, ratio: so much or more
    "asked",  # same: both say what was asked: they bind the same number, whatever the sign; growth: against what was asked
]

RelationStatus = Literal["agreed", "reconciled", "contradicted", "not-assessable"]


class Relation(Datum):
    """Numbers that must fit together, named by id. Holds no verdict: `relate.judge.holds` gives it.

    `by` is the rule that proposed it, or "model". `factor` belongs to forms that need one; of a sum it is a part that no place
    prints and that local rules give.
    """

    kind: RelationKind
    result: str
    of: tuple[str, ...] = ()
    form: Form = ""
    factor: Decimal | None = None
    items: tuple[Span, ...] = ()
    by: str
    confidence: Literal["high", "medium", "low"] = "high"
    place: Span | None = None
    """The sentence, row or column that says so."""
    otherwise: tuple["Relation", ...] = ()
    """Other readings that a careful writer may have meant: where this one is broken, the first of them that holds reconciles it."""


class Judgement(Datum):
    """What arithmetic says of a relation: the status, and the working as a reader checks it (4部 + 52部 = 56部).

    `expected` is the value that the others make of the result, in its unit, where they make one. `truncated` says that it
    fits only when further digits were cut off, `slight` that a recomputed rate is off by one unit of its last place and
    crosses no threshold: both are notes at most.
    """

    status: RelationStatus
    working: str = ""
    reason: str = ""
    """Why it could not be assessed."""
    expected: Decimal | None = None
    truncated: bool = False
    slight: bool = False


class RelationEntry(Datum):
    """A relation as an Outcome lists it: what it says, what arithmetic says of it, and the findings that word it."""

    id: str
    kind: RelationKind
    form: Form = ""
    result: str
    of: tuple[str, ...] = ()
    by: str
    confidence: Literal["high", "medium", "low"] = "high"
    status: RelationStatus
    working: str = ""
    reason: str = ""
    findings: tuple[str, ...] = ()


make_relation_entry = unchecked_often(RelationEntry)
make_relation = unchecked_often(Relation)
make_judgement = unchecked_often(Judgement)
