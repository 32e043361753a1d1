"""Claims and the cells that state the same fact: goals' texts and paragraphs against targets and actuals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from auditor import prepared
from auditor.model.quantity import Quantity
from auditor.model.relation import Form, Relation, make_relation
from auditor.relate import likeness
from auditor.relate.likeness import Pair
from auditor.relate.subjects import Printed, Subjects, actual, comparable, target
from auditor.sense import identity, wording
from auditor.text.normalize import fold

TARGET, RESULT, REASON, TWICE = "ties.target", "ties.result", "ties.reason", "ties.twice"
"""The rules: a promise and the row's target, a result and its actual, a reason and its row, one fact in two places."""

_GENERAL = prepared.pattern(
    r"项目|资金|投资|预算|经费|支出|安排|下达|拨付|到位|补助|投入|完成|执行|新建|建设|改造|实施|工程|合格|验收|使用|覆盖|满意|率|度|数|量|额|本|该|其|平均|总|共|各"
)
"""Words that any project of a list may be described by: 安排资金50万元 in one village is no contradiction to 80万元 in the next."""

_FROM = prepared.pattern(r"[由从](?:平均)?(?:每.{1,3})?$")
"""租金由每亩400元上升到520元: what it was and what it is, and no fact told twice."""

SPECIFIC = {"prose": 4, "result": 3}
"""Characters a subject needs, besides general words, to name one fact: wherever it stands, or within one goal's result."""

_MODEL: Literal["model"] = "model"


def propose(told: Subjects) -> Iterator[Relation]:
    """Every claim with the cell or the claim that states the same fact."""
    for goals, rows in told.rows_by_goals:
        promises = [claim for number in goals for claim in told.by_role["target", number]]
        results = [claim for number in goals for claim in told.by_role["result", number]]
        yield from _with_rows(told, TARGET, promises, rows)
        yield from _with_rows(told, RESULT, results, rows)
    yield from _paragraphs(told)
    yield from _reasons(told)
    yield from _twice(told)


def _with_rows(told: Subjects, rule: str, claims: list[int], rows: list[int]) -> Iterator[Relation]:
    printed = target if rule == TARGET else actual
    found = _pairs(told, claims, rows, printed)
    for pair in found:
        yield _same(told, rule, pair)
    for pair in _of_model(told, claims, found, printed):
        yield _same(told, rule, pair).model_copy(update={"by": _MODEL, "confidence": "low", "otherwise": ()})


def _pairs(told: Subjects, claims: list[int], rows: Iterable[int], printed: Printed) -> list[Pair]:
    values = {index: quantity for index in rows if (quantity := printed(told.rows[index])) is not None}

    left = {claim: told.claims[claim].subject for claim in claims}
    right = {row: told.rows[row].name for row in values}

    def fits(claim: int, row: int) -> bool:
        quantity = told.claims[claim].quantity
        if not comparable(quantity, values[row]):
            return False
        if quantity.kind == "percent":
            return identity.same_rate(left[claim], right[row])
        return wording.told_alike(left[claim], right[row])

    return list(likeness.best(left, right, told.likeness.of, fits, told.measures))


def _of_model(told: Subjects, claims: list[int], found: list[Pair], printed: Printed) -> Iterator[Pair]:
    """Pairs that a model proposes, among claims and rows that likeness of words left alone."""
    if not told.report.proposals:
        return
    tied, taken, wanted = {pair.left for pair in found}, {pair.right for pair in found}, set(claims)
    for one in told.report.proposals:
        cell = printed(told.rows[one.indicator])
        if one.claim not in wanted or one.claim in tied or one.indicator in taken or cell is None:
            continue
        if comparable(told.claims[one.claim].quantity, cell):
            tied.add(one.claim)
            taken.add(one.indicator)
            yield Pair(one.claim, one.indicator, told.alike_row(one.claim, one.indicator))


def _same(told: Subjects, rule: str, pair: Pair, **more: object) -> Relation:
    """The claim and the cell as one fact; a result may also be counted more widely in the table than in the text."""
    claim, row = told.claims[pair.left], told.rows[pair.right]
    cell = told.of_row("row-target" if rule == TARGET else "row-actual", pair.right)
    form: Form = "asked" if rule == TARGET else ""
    unsure = row.ambiguous or (rule == RESULT and claim.role == "prose")
    return make_relation(
        kind="same",
        result=told.of_claim(pair.left),
        of=(cell,),
        form=form,
        by=rule,
        confidence="medium" if unsure else pair.confidence,
        place=claim.clause,
        otherwise=tuple(_wider(told, pair, cell)) if rule == RESULT else (),
    ).model_copy(update=more)


def _wider(told: Subjects, pair: Pair, cell: str) -> Iterator[Relation]:
    """The claim with those listed beside it, added up: the whole list first, then each neighbour."""
    listing = told.listing_of.get(pair.left)
    parts = listing.parts if listing is not None else ()
    if pair.left not in parts:
        return
    place = parts.index(pair.left)
    neighbours = [parts[at : at + 2] for at in (place - 1, place) if 0 <= at < len(parts) - 1]
    for members in dict.fromkeys([parts, *neighbours]):
        if len(members) > 1:
            ids = tuple(told.of_claim(part) for part in members)
            yield make_relation(kind="sum", result=cell, of=ids, by=RESULT, confidence="medium")


def _paragraphs(told: Subjects) -> Iterator[Relation]:
    """Paragraphs: plans against targets, everything else against actuals, or against the target that it states word for word."""
    members = [index for index in told.by_role["prose", None] if not _speaks_of_the_budget(told, index)]
    every = range(len(told.rows))
    for pair in _pairs(told, [index for index in members if told.claims[index].planned], every, target):
        yield _same(told, TARGET, pair)
    for pair in _pairs(told, [index for index in members if not told.claims[index].planned], every, actual):
        one = _same(told, RESULT, pair)
        yield one.model_copy(update={"otherwise": (*one.otherwise, *_as_promise(told, pair))})


def _as_promise(told: Subjects, pair: Pair) -> Iterator[Relation]:
    """项目主要用于…培训医务人员36人次, in a paragraph on the project's background, is what was planned."""
    if target(told.rows[pair.right]) is not None:
        cell = told.of_row("row-target", pair.right)
        yield make_relation(
            kind="same", result=told.of_claim(pair.left), of=(cell,), form="asked", by=TARGET, confidence="medium"
        )


def _speaks_of_the_budget(told: Subjects, index: int) -> bool:
    """Whether a claim is a sum of money in the reason for a changed or unspent budget: no row's cost."""
    reason, quantity = told.report.budget_reason, told.claims[index].quantity
    if reason is None or quantity.kind != "money":
        return False
    return reason.span.start <= quantity.span.start < reason.span.end


def _reasons(told: Subjects) -> Iterator[Relation]:
    """A reason's numbers in the unit of its row, where they speak of what the row measures."""
    for _goal, members in told.groups("reason"):
        for index in members:
            claim = told.claims[index]
            cell = actual(told.rows[claim.indicator]) if claim.indicator is not None else None
            if cell is None or claim.indicator is None or claim.quantity.kind == "percent":
                continue
            alike = told.alike_row(index, claim.indicator)
            same_unit = claim.quantity.unit == cell.unit
            if _is_left_over(told, claim.indicator, claim.quantity):
                continue
            if comparable(claim.quantity, cell) and (alike >= likeness.SURE or (same_unit and alike > 0)):
                yield make_relation(
                    kind="same",
                    result=told.of_claim(index),
                    of=(told.of_row("row-actual", claim.indicator),),
                    by=REASON,
                    confidence="high" if alike >= likeness.SURE else "medium",
                    place=claim.clause,
                )


def _is_left_over(told: Subjects, row: int, said: Quantity) -> bool:
    """Whether a reason tells just what lies between the row's target and its result: 17座 of 18座, 1座水闸涉及用地协调."""
    asked, reached = target(told.rows[row]), actual(told.rows[row])
    if asked is None or reached is None or not (said.unit == asked.unit == reached.unit):
        return False
    return said.value == abs(asked.value - reached.value)


def _twice(told: Subjects) -> Iterator[Relation]:
    """Claims that state one subject in the same words more than once in the results and the prose."""
    by_subject: dict[tuple[str, str, bool, int | None], list[int]] = defaultdict(list)
    for role, least in SPECIFIC.items():
        for goal, members in told.groups(role):
            for index in members:
                claim = told.claims[index]
                subject = fold(claim.subject)
                if (
                    len(_GENERAL.sub("", subject)) < least
                    or index in told.listing_of
                    or claim.subset
                    or _FROM.search(subject)
                ):
                    continue
                by_subject[subject, claim.quantity.unit, claim.planned, goal].append(index)
    for first, *others in by_subject.values():
        if len({told.claims[index].quantity.value for index in (first, *others)}) > 2:
            continue  # an enumeration: one value for each of several places
        for index in others:
            if not _parallel(told, first, index):
                ids = told.of_claim(index), (told.of_claim(first),)
                yield make_relation(kind="same", result=ids[0], of=ids[1], by=TWICE, place=told.claims[index].clause)


def _parallel(told: Subjects, a: int, b: int) -> bool:
    """东村投资50万元，建广场1处；西村投资80万元，建广场2处: two items of an enumeration, their other numbers differ as well."""
    claims = told.claims
    for step in (-1, 1):
        if not (0 <= a + step < len(claims) and 0 <= b + step < len(claims)) or abs(a - b) == 1:
            continue
        one, other = claims[a + step], claims[b + step]
        if any((x.role, x.goal) != (y.role, y.goal) for x, y in ((one, claims[a]), (other, claims[b]))):
            continue
        alike = one.quantity.unit == other.quantity.unit and one.subject[-2:] == other.subject[-2:]
        if alike and one.quantity.value != other.quantity.value:
            return True
    return False
