"""Faults between the goals, their results, the table and the conclusion."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from auditor.bench import edits
from auditor.bench.base import Base, Fact
from auditor.bench.edits import Edit
from auditor.bench.faults.scores import missing
from auditor.bench.kinds import Plant, fault, plant
from auditor.checks import rows as read
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Listing
from auditor.model.source import Span
from auditor.sense import direction, lexicon

_WORDS = {"≥": ("不少于", "不低于", "至少", "≥"), "≤": ("不超过", "不高于", "≤")}
_STRICT = {"≥": "高于", "≤": "低于"}


def _results(base: Base) -> Iterator[tuple[Fact, Claim]]:
    for fact in base.facts():
        if fact.result is not None:
            yield fact, base.claims[fact.result]


def _promises(base: Base) -> Iterator[tuple[Fact, Claim]]:
    for fact in base.facts():
        if fact.promise is not None:
            yield fact, base.claims[fact.promise]


@fault("result-in-text-slips", "CL01", "CL02", "CL04", "CL13", "CL14")
def result_in_text_slips(base: Base) -> Iterator[Plant]:
    """A result in the narrative slips, the table prints the right one."""
    for _fact, claim in _results(base):
        yield from plant(edits.slipped(base.text, claim.quantity.number_span, edits.visible(claim.quantity)))


@fault("text-counts-less", "CL02", "CL01", "CL04")
def text_counts_less(base: Base) -> Iterator[Plant]:
    """The narrative lists two sorts where the table counts them together."""
    for _fact, claim in _results(base):
        quantity = claim.quantity
        found = edits.figure(base.text, quantity.number_span)
        if found is None or quantity.kind != "count" or quantity.scale != 1 or quantity.value < 10 or claim.subset:
            continue
        if any(found.start >= listing.span.start and found.end <= listing.span.end for listing in base.report.listings):
            continue
        less = max(Decimal(2), quantity.value // 7)
        unit = base.text[found.end : quantity.number_span.end]
        words = f"{quantity.value - less}{unit}、联合开展{less}{unit}"
        yield from plant(Edit(found.start, quantity.number_span.end, words))


@fault("promise-in-text-slips", "CL03", "CL04", "CL13")
def promise_in_text_slips(base: Base) -> Iterator[Plant]:
    """A promise in a goal slips, the table prints the right one."""
    for _fact, claim in _promises(base):
        yield from plant(edits.slipped(base.text, claim.quantity.number_span, edits.visible(claim.quantity)))


@fault("result-short-of-promise", "CL04", "CL01", "CL13", "CL14")
def result_short_of_promise(base: Base) -> Iterator[Plant]:
    """The narrative reports less than its goal promises."""
    for fact, claim in _results(base):
        if fact.promise is not None:
            promise = base.claims[fact.promise]
            asked = direction.promised(promise.quantity, promise.subject)
            yield from plant(missing(base, asked, claim.quantity))


@fault("strict-bound-just-met", "CL05", "CL04")
def strict_bound_just_met(base: Base) -> Iterator[Plant]:
    """A goal promises strictly more or less, the result stands exactly at the bound."""
    for fact, claim in _promises(base):
        row, promise = base.rows[fact.row], claim.quantity
        actual = row.actual.quantity if row.actual else None
        if promise.bound not in _STRICT or actual is None or actual.kind != "percent":
            continue
        words = next((word for word in _WORDS[promise.bound] if word in base.quote(promise.span)), None)
        if words is None:
            continue
        start = promise.span.start + base.quote(promise.span).index(words)
        made = [Edit(start, start + len(words), _STRICT[promise.bound])]
        made += [edit for edit in [edits.written(base.text, actual.number_span, promise.value)] if edit]
        if fact.result is not None:
            made += [
                edit
                for edit in [edits.written(base.text, base.claims[fact.result].quantity.number_span, promise.value)]
                if edit
            ]
        yield from plant(*made)


@fault("promise-unreported", "CL06", "CL12")
def promise_unreported(base: Base) -> Iterator[Plant]:
    """The result text says nothing of a number that the goal promises."""
    for fact, claim in _results(base):
        clause = claim.clause
        alone = [one for one in base.claims if one.role == "result" and _meet(one.quantity.span, clause)]
        if fact.promise is not None and len(alone) == 1:
            yield from plant(edits.at(clause, "各项工作有序推进"))


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


@fault("result-copies-goal", "CL07", "CL08")
def result_copies_goal(base: Base) -> Iterator[Plant]:
    """The result repeats the goal word for word."""
    for goal in base.report.goals:
        if goal.target is not None and goal.actual is not None and not goal.actual.pieces:
            yield from plant(edits.at(goal.actual.span, goal.target.text))


@fault("bound-for-result-in-text", "CL08", "CL01")
def bound_for_result_in_text(base: Base) -> Iterator[Plant]:
    """The result text gives the bound that was promised."""
    for fact, claim in _results(base):
        if fact.promise is None or base.claims[fact.promise].quantity.bound not in {"≥", "≤"}:
            continue
        promise = base.quote(base.claims[fact.promise].quantity.span)
        yield from plant(edits.at(claim.quantity.span, promise))


@fault("bound-for-actual", "CL08", "IN11", "CL01")
def bound_for_actual(base: Base) -> Iterator[Plant]:
    """An actual value is given as a bound, another one than the target's."""
    for row in base.rows:
        pair = read.quantities(row)
        if (
            pair is not None
            and pair[0].bound == "≥"
            and pair[1].bound == "="
            and pair[1].span.start == pair[1].number_span.start
        ):
            yield from plant(Edit(pair[1].number_span.start, pair[1].number_span.start, "≥"))


@fault("reason-speaks-of-another-number", "CL09", "CL01")
def reason_speaks_of_another_number(base: Base) -> Iterator[Plant]:
    """The reason of a row gives another number for what the row measures."""
    for row in base.rows:
        actual = row.actual.quantity if row.actual else None
        found = edits.figure(base.text, actual.number_span) if actual else None
        if actual is None or found is None or row.reason_span is None or actual.kind == "percent":
            continue
        slip = edits.slips(found.printed)[0]
        unit = base.text[found.end : actual.number_span.end]
        yield from plant(edits.at(row.reason_span, f"{row.name}{slip}{unit}，{row.reason}"))


@fault("all-said-to-be-complete", "CL10")
def all_said_to_be_complete(base: Base) -> Iterator[Plant]:
    """The conclusion claims that all was completed, while a row says otherwise."""
    conclusion = base.report.conclusion
    missed = [row for row in base.rows if direction.met(row) is False]
    if conclusion is not None and missed and conclusion.complete is None:
        yield from plant(Edit(conclusion.span.end, conclusion.span.end, "各项绩效目标均已完成。"))


def _added(base: Base) -> Iterator[Listing]:
    """The complete lists of the narrative that add up."""
    for listing in base.report.listings:
        if listing.total is None or listing.subset or not listing.complete or len(listing.parts) < 2:
            continue
        total = base.claims[listing.total]
        parts = sum(base.claims[part].quantity.value for part in listing.parts)
        if total.role in {"target", "result", "prose"} and total.quantity.value == parts:
            yield listing


def _beyond_rounding(base: Base, listing: Listing, slipping: Quantity) -> Callable[[Decimal], bool]:
    """Slips that the last printed places of a list do not explain; a list of counts explains none."""
    members = [base.claims[index].quantity for index in (listing.total, *listing.parts) if index is not None]
    steps = [Decimal(0) if one.kind == "count" and one.scale == 1 else one.scale.scaleb(-one.places) for one in members]
    return lambda value: abs(value * slipping.scale - slipping.value) > sum(steps, Decimal(0))


@fault("part-of-list-slips", "CL13", "CL01", "CL03", "CL04", "CL14", "CT05", "BU13", "BU08", "CT07")
def part_of_list_slips(base: Base) -> Iterator[Plant]:
    """One part of a list no longer adds up with the others to the total in front of it."""
    for listing in _added(base):
        for part in listing.parts:
            quantity = base.claims[part].quantity
            yield from plant(edits.slipped(base.text, quantity.number_span, _beyond_rounding(base, listing, quantity)))


@fault("total-of-list-slips", "CL13", "CL01", "CL03", "CL04", "CL14", "CT05", "BU13", "BU08", "BU02")
def total_of_list_slips(base: Base) -> Iterator[Plant]:
    """The total in front of a list no longer is the sum of its parts."""
    for listing in _added(base):
        if listing.total is not None:
            quantity = base.claims[listing.total].quantity
            yield from plant(edits.slipped(base.text, quantity.number_span, _beyond_rounding(base, listing, quantity)))


@fault("same-fact-again-otherwise", "CL14", "CL01", "CL04", "CL13", "BU02")
def same_fact_again_otherwise(base: Base) -> Iterator[Plant]:
    """A sentence of the results is repeated at the end with a slipped number."""
    for claim in base.claims:
        if claim.role not in {"result", "prose"} or claim.planned or claim.quoted or claim.subset:
            continue
        passage = _passage(base, claim)
        found = edits.figure(base.text, claim.clause)
        slip = edits.slipped(base.text, claim.clause, edits.visible(claim.quantity))
        if passage is None or found is None or slip is None or claim.quantity.kind not in {"count", "measure"}:
            continue
        before, behind = base.text[claim.clause.start : slip.start], base.text[slip.end : claim.clause.end]
        yield from plant(Edit(passage.end, passage.end, f"{before}{slip.words}{behind}。"))


def _passage(base: Base, claim: Claim) -> Span | None:
    spans = [goal.actual.span for goal in base.report.goals if goal.actual is not None]
    spans += [paragraph.span for paragraph in base.report.prose]
    return next((span for span in spans if span.start <= claim.quantity.span.start < span.end), None)


@fault("promise-without-indicator", "CL11")
def promise_without_indicator(base: Base) -> Iterator[Plant]:
    """A goal promises, and its result reports, a number that no row measures."""
    used = {claim.quantity.value for claim in base.claims} | {
        value.quantity.value
        for row in base.rows
        for value in (row.target, row.actual)
        if value is not None and value.quantity is not None
    }
    number = next(number for number in range(17, 200) if Decimal(number) not in used)
    for goal in base.report.goals:
        sides = [side for side in (goal.target, goal.actual) if side is not None and not side.pieces]
        if len(sides) == 2 and base.rows:
            yield from plant(*(_added_to(base, side.span, f"，设置科普宣传角{number}处") for side in sides))


def _added_to(base: Base, span: Span, words: str) -> Edit:
    """The words at the end of a text, before its full stop."""
    end = span.end - 1 if base.text[span.end - 1] in "。；" else span.end
    return Edit(end, end, words)


@fault("row-without-narrative", "CL12", "CL06")
def row_without_narrative(base: Base) -> Iterator[Plant]:
    """Neither goal nor result speaks of what a quantity row counts; they still count other things."""
    for fact, claim in _results(base):
        if fact.promise is None or base.rows[fact.row].category != "数量指标":
            continue
        clauses = [base.claims[fact.promise].clause, claim.clause]
        others = [one for one in base.claims if one.role in {"target", "result"} and one.goal == claim.goal]
        inside = [one for one in others if any(_meet(one.quantity.span, clause) for clause in clauses)]
        if len(inside) == 2 and len(others) > 3:
            yield from plant(*(edits.at(clause, "落实各项保障措施") for clause in clauses))


@fault("subject-renamed", "CL15", "CL06", "CL01")
def subject_renamed(base: Base) -> Iterator[Plant]:
    """The result speaks of another object than the goal, with a number that the goal could have asked for."""
    for fact, claim in _results(base):
        if fact.promise is None:
            continue
        promise = base.claims[fact.promise]
        said, answered = base.quote(promise.clause), base.quote(claim.clause)
        for words in lexicon.lists("renamed"):
            name = base.rows[fact.row].name
            own = next(
                (word for word in words if word.isalpha() and all(word in side for side in (said, answered, name))),
                None,
            )
            other = next((word for word in words if word.isalpha() and word not in said + answered), None)
            if own is None or other is None:
                continue
            place = claim.clause.start + answered.index(own)
            actual = base.rows[fact.row].actual
            reached = [
                claim.quantity,
                *([actual.quantity] if actual is not None and actual.quantity is not None else []),
            ]
            numbers = [edits.written(base.text, one.number_span, promise.quantity.value / one.scale) for one in reached]
            yield from plant(Edit(place, place + len(own), other), *numbers)
            break
