"""Weights and scores: no score above its weight, and what the totals must come to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from auditor.model.number import Number
from auditor.model.relation import Form, Relation, make_relation
from auditor.model.report import Indicator, LevelWeight, Report
from auditor.profiles import Profile
from auditor.relate import adding, funds
from auditor.relate.numbers import Numbers, Part, totals

WITHIN, BUDGET, TOTAL, LEVEL, STATED = "scores.within", "scores.budget", "scores.total", "scores.level", "scores.stated"
"""The rules: a score within its weight, the budget's score by its rate, the totals, the levels, and the score told twice."""

_SUMS: tuple[tuple[Part, Part, Part], ...] = (
    ("total-score", "score", "budget-score"),
    ("total-weight", "weight", "budget-weight"),
)
"""A total, the cells of the rows, and those of the money table that it adds up."""

_CAPPED: tuple[tuple[Part, Part], ...] = (
    ("score", "weight"),
    ("budget-score", "budget-weight"),
    ("total-score", "total-weight"),
)


def propose(report: Report, numbers: Numbers, profile: Profile) -> Iterator[Relation]:
    """What weights, scores and their totals must come to."""
    lengths = (len(report.indicators), len(report.budget), len(totals(report)))
    for (score, weight), length in zip(_CAPPED, lengths, strict=True):
        for index in range(length):
            yield from _within(numbers.get(score, index), numbers.get(weight, index))
    if profile.budget_score == "rate" and not adding.rate_scored_otherwise(report):
        for index in range(len(report.budget)):
            yield from _by_rate(report, numbers, index)
    yield from _totals(report, numbers, profile)
    yield from _levels(report, numbers)
    yield from stated(report, numbers)


def _within(score: Number | None, weight: Number | None) -> Iterator[Relation]:
    if score is not None and weight is not None:
        yield make_relation(kind="bound", result=score.id, of=(weight.id,), by=WITHIN, place=score.span)


def _by_rate(report: Report, numbers: Numbers, index: int) -> Iterator[Relation]:
    """Weight × rate, the rate as printed or as it comes out, and no more than the weight."""
    line = report.budget[index]
    weight, score = numbers.get("budget-weight", index), numbers.get("budget-score", index)
    rate, spent, below = numbers.get("rate", index), numbers.get("spent", index), funds.base(numbers, index, line)
    if weight is None or score is None:
        return
    readings = []
    if rate is not None:
        readings.append(
            make_relation(kind="product", result=score.id, of=(weight.id, rate.id), form="limit", by=BUDGET)
        )
    if spent is not None and below is not None and below.value > 0:
        out = spent.value > below.value
        readings.append(
            make_relation(kind="same", result=score.id, of=(weight.id,), by=BUDGET)
            if out
            else make_relation(
                kind="ratio", result=score.id, of=(spent.id, below.id), form="per", factor=weight.value, by=BUDGET
            )
        )
    if readings:
        yield readings[0].model_copy(update={"otherwise": tuple(readings[1:]), "place": line.span})


def _totals(report: Report, numbers: Numbers, profile: Profile) -> Iterator[Relation]:
    """The total row: all rows and the budget added up, where the table was read to its end."""
    total = report.total
    if total is None or not adding.table_is_whole(report):
        return
    places = {id(line): index for index, line in enumerate(report.budget)}
    counted = [places[id(line)] for line in adding.counted(report)]
    for whole, part, of_budget in _SUMS:
        result = numbers.get(whole)
        rows = _ids(numbers.get(part, index) for index in range(len(report.indicators)))
        budget = _ids(numbers.get(of_budget, index) for index in counted)
        if result is None or not rows:
            continue
        alone = make_relation(kind="sum", result=result.id, of=rows, by=TOTAL, place=total.span)
        both = alone.model_copy(update={"of": (*rows, *budget)})
        if not budget:
            yield _without_budget(alone, report, profile, whole)
        elif total.of_rows or (whole == "total-weight" and adding.weight_without_budget(report)):
            yield both.model_copy(update={"otherwise": (alone,)})
        else:
            yield both


def _without_budget(alone: Relation, report: Report, profile: Profile, whole: Part) -> Relation:
    """Rows beside which no table prints what the budget adds: the local rules say how much that is, or may be at most."""
    left_out = adding.left_out(report, profile, scored=whole == "total-score")
    if whole == "total-score":
        return alone.model_copy(update={"form": "open", "factor": left_out}) if left_out else alone
    with_it = alone.model_copy(update={"factor": profile.budget_weight})
    return with_it if left_out else alone.model_copy(update={"otherwise": (with_it,)})


def _ids(found: Iterable[Number | None]) -> tuple[str, ...]:
    return tuple(one.id for one in found if one is not None)


def _levels(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """The weight that a heading prints and those of the rows below it, each heading once however often it is repeated."""
    below = _rows_by_label(report)
    seen: set[tuple[str, int | None, object]] = set()
    whole = adding.table_is_whole(report)
    for index, level in enumerate(report.levels):
        if (level.label, level.goal, level.weight) in seen:
            continue
        seen.add((level.label, level.goal, level.weight))
        rows, result = below.get(_label(level), []), numbers.get("level-weight", index)
        weights = _ids(numbers.get("weight", row) for row in rows)
        if result is None or not weights:
            continue
        cut_off = rows[-1] == len(report.indicators) - 1 and not whole
        form: Form = "open" if cut_off else ""
        yield make_relation(kind="sum", result=result.id, of=weights, form=form, by=LEVEL, place=level.span)


_Label = tuple[str, int | None]


def _label(level: LevelWeight) -> _Label:
    of_goal = adding.is_of_goal(level)
    return ("" if of_goal else level.label.removesuffix("指标"), level.goal)


def _rows_by_label(report: Report) -> dict[_Label, list[int]]:
    """The rows under each heading that may print a weight: its goal's, its level's, its category's."""
    found: dict[_Label, list[int]] = defaultdict(list)
    labels: dict[tuple[str | None, str | None, str | None, int | None], set[_Label]] = {}
    for index, row in enumerate(report.indicators):
        stands = (row.level1, row.category, row.category_printed, row.goal)
        if stands not in labels:
            labels[stands] = _labels(row)
        for label in labels[stands]:
            found[label].append(index)
    return found


def _labels(row: Indicator) -> set[_Label]:
    names = {adding.called(name) for name in (row.level1, row.category, row.category_printed) if name}
    goals = {None, row.goal}
    return {(name, goal) for name in names for goal in goals} | ({("", row.goal)} if row.goal is not None else set())


def stated(report: Report, numbers: Numbers) -> Iterator[Relation]:
    """The score of the conclusion, and every other place that prints the total: one fact."""
    first = numbers.get("total-score")
    others = [
        (numbers.get("conclusion-score"), False),
        *((numbers.get("total-score", index), one.of_rows) for index, one in enumerate(totals(report)) if index),
    ]
    for other, of_rows in others:
        if first is not None and other is not None:
            alone = make_relation(kind="same", result=other.id, of=(first.id,), by=STATED, place=other.span)
            sides = (other, first) if of_rows else (first, other)
            yield alone.model_copy(update={"otherwise": tuple(_with_budget(report, numbers, *sides, of_rows=of_rows))})


def _with_budget(
    report: Report, numbers: Numbers, total: Number, stated_score: Number, *, of_rows: bool
) -> Iterator[Relation]:
    """A score that takes in the budget's beside a total of the rows alone: 合计 90, 自评总分 99.7."""
    if report.total is None or not (report.total.of_rows or of_rows):
        return
    places = {id(line): index for index, line in enumerate(report.budget)}
    budget = _ids(numbers.get("budget-score", places[id(line)]) for line in adding.counted(report))
    if budget:
        yield make_relation(kind="sum", result=stated_score.id, of=(total.id, *budget), by=STATED, place=total.span)
    elif (room := adding.FULL_MARKS - (report.total.weight or adding.FULL_MARKS)) > 0:
        yield make_relation(  # the budget's score, that no place prints, may fill the hundred
            kind="sum", form="open", factor=room, result=stated_score.id, of=(total.id,), by=STATED, place=total.span
        )
