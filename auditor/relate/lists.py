"""Totals of the texts and the parts listed with them."""

from collections.abc import Iterator

from auditor.model.relation import Form, Relation, make_relation
from auditor.model.report import Claim, Listing, Report
from auditor.relate.numbers import Numbers
from auditor.relate.subjects import Subjects
from auditor.sense import parts as sense
from auditor.text.patterns import lazily

SUM = "lists.sum"
"""The rule: 其中…, 包括…, …合计: a total and its parts in one sentence."""

COLUMN = "lists.column"
"""The rule: the last row of an attached list adds up a column of it."""

RATE = "lists.rate"
"""The rule: the rate in that row is what was spent of the listed budgets."""

_ADDED = frozenset({"count", "money", "measure", "number"})
_SUMMED_UP = frozenset({"合计", "共计", "总计"})
_DIGITS = lazily(r"\d")
_MOST = 8
"""Parts before a total from which on some run of them always fits."""


def propose(told: Subjects) -> Iterator[Relation]:
    """A sum for each listing whose total is told, unless the conclusion's own counts and money are what it lists."""
    elsewhere = owned_elsewhere(told.report)
    for listing in told.report.listings:
        if listing.total is None or told.claims[listing.total].quantity.span.start in elsewhere:
            continue
        total, parts = told.claims[listing.total], [told.claims[part] for part in listing.parts]
        if (
            _adds(total, parts)
            and _are_parts(total, parts)
            and not (listing.marker in _SUMMED_UP and len(parts) > _MOST)
        ):
            yield _sum(told, listing.total, listing)


def columns(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """A sum for each column of an attached list that has a total."""
    cells = 0
    for at, column in enumerate(column for one in report.lists for column in one.columns):
        parts = [numbers.get("listed", cells + place) for place in range(len(column.figures))]
        cells += len(column.figures)
        total = numbers.get("listed-total", at)
        if total is not None and None not in parts:
            of = tuple(part.id for part in parts if part is not None)
            yield Relation(kind="sum", result=total.id, of=of, by=COLUMN, place=column.total.span)


def rates(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """The rate of each attached list's total row: what was spent of the listed budgets."""
    before = 0
    for at, listed in enumerate(report.lists):
        places = {column.kind: before + place for place, column in enumerate(listed.columns)}
        before += len(listed.columns)
        rate = numbers.get("listed-rate", at)
        spent, budget = (
            numbers.get("listed-total", places[kind]) if kind in places else None for kind in ("spent", "budget")
        )
        if rate is not None and spent is not None and budget is not None and budget.value > 0:
            yield Relation(kind="ratio", result=rate.id, of=(spent.id, budget.id), by=RATE, place=rate.span)


def _adds(total: Claim, parts: list[Claim]) -> bool:
    return len(parts) > 1 and total.quantity.kind in _ADDED and all(part.quantity.bound == "=" for part in parts)


def _are_parts(total: Claim, parts: list[Claim]) -> bool:
    """Whether what the listed figures are called lets them be parts of the total."""
    names = [_DIGITS.split(part.quote)[0] or part.subject for part in parts]
    if any(part.subject == total.subject != parts[0].subject for part in parts[1:]):
        return False  # 督导员2名、保洁员3名，其中督导员96名、保洁员144名: two lists side by side
    if any(sense.goes_on_with_another(part.quote or part.subject) for part in parts[1:]):
        return False
    return sense.may_be_parts(names, total.subject)


def _sum(told: Subjects, total: int, listing: Listing) -> Relation:
    form: Form = "subset" if listing.subset else "" if listing.complete else "open"
    of = tuple(told.of_claim(part) for part in listing.parts)
    plain = listing.marker in ("其中", "包括", "分别为", "分别是", "包含")
    whole = told.of_claim(total)
    runs = _runs(of) if listing.marker in _SUMMED_UP else ()
    return make_relation(
        kind="sum",
        result=whole,
        of=of,
        form=form,
        by=SUM,
        confidence="high" if plain else "medium",
        place=listing.span,
        otherwise=tuple(make_relation(kind="sum", result=whole, of=run, by=SUM, confidence="medium") for run in runs),
    )


def _runs(of: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Neighbours that may be all that a total behind a list sums up, the longest first: the others are about something else."""
    for size in range(len(of) - 1, 1, -1):
        for start in range(len(of) - size, -1, -1):
            yield of[start : start + size]


def owned_elsewhere(report: Report) -> set[int]:
    """Where the conclusion states its counts of indicators and its money: those are added up on their own."""
    conclusion = report.conclusion
    if conclusion is None:
        return set()
    amounts = [conclusion.total.amount] if conclusion.total is not None else []
    return {quantity.span.start for quantity in [*(count.quantity for count in conclusion.counts), *amounts]}
