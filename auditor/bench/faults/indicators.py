"""Faults in the rows of the indicator table."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from auditor.bench import edits, grid
from auditor.bench.base import Base, stated
from auditor.bench.edits import Edit
from auditor.bench.faults.scores import missing
from auditor.bench.kinds import Plant, fault, plant, together
from auditor.checks import rows as read
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Value
from auditor.model.source import Span
from auditor.sense import direction, lexicon

_WHOLE = Decimal(100)

_OTHER_UNIT = {
    "%": "人",
    "人": "公里",
    "人次": "%",
    "个": "公里",
    "家": "%",
    "公里": "人",
    "场": "%",
    "次": "%",
    "万元": "个",
}
_ELSEWHERE = "亩"
_SAMPLE = re.compile(r"(\d+)\s*(?:份|人|户)")


def _pairs(base: Base) -> Iterator[tuple[Indicator, Quantity, Quantity]]:
    for row in base.rows:
        pair = read.quantities(row)
        if pair is not None:
            yield (row, *pair)


def _cell(value: Value | None, words: str) -> Edit | None:
    return None if value is None else edits.at(value.span, words)


def _is_count(quantity: Quantity) -> bool:
    return quantity.kind in {"count", "number", "measure"}


@fault("missed-target-without-reason", "IN01", "SC08", "CL01", "SC06", "SC07")
def missed_target_without_reason(base: Base) -> Iterator[Plant]:
    """A form without scores: a target is missed, and the reason is left empty."""
    for row, target, actual in _pairs(base):
        silent = row.score is None and "reason" in row.columns and not row.reason
        if silent and direction.met(row) is True:
            yield from plant(missing(base, direction.asked(row) or target, actual))


@fault("reason-for-missing-left-out", "IN01", "SC08")
def reason_for_missing_left_out(base: Base) -> Iterator[Plant]:
    """A row that misses its target gives its reason no more."""
    for row, _target, _actual in _pairs(base):
        if direction.met(row) is False and row.reason_span is not None:
            yield from plant(edits.at(row.reason_span, ""))


@fault("actual-slips", "CL01", "CL02", "CL04", "SC07", "SC06", "IN01", "IN02", "IN03", "IN08", "IN18")
def actual_slips(base: Base) -> Iterator[Plant]:
    """An actual value in the table slips, the narrative prints the right one."""
    for fact in base.facts():
        actual = base.rows[fact.row].actual
        if fact.result is not None and actual is not None and actual.quantity is not None:
            slip = edits.slipped(base.text, actual.quantity.number_span, edits.visible(actual.quantity))
            yield from plant(slip)


@fault("target-slips", "CL03", "SC07", "SC06", "IN01", "IN02", "IN03", "IN08", "IN18")
def target_slips(base: Base) -> Iterator[Plant]:
    """A target in the table slips, the goal prints the right one."""
    for fact in base.facts():
        target = base.rows[fact.row].target
        if fact.promise is not None and target is not None and target.quantity is not None:
            slip = edits.slipped(base.text, target.quantity.number_span, edits.visible(target.quantity))
            yield from plant(slip)


@fault("overfulfilled-without-reason", "IN02", "CL01", "IN18", "IN19")
def overfulfilled_without_reason(base: Base) -> Iterator[Plant]:
    """An actual value is far above its target, and no reason is given."""
    for row, target, actual in _pairs(base):
        if (
            direction.attainment(row) is not None
            and "reason" in row.columns
            and not row.reason
            and target.unit == actual.unit
        ):
            yield from plant(edits.written(base.text, actual.number_span, target.value / actual.scale * Decimal("1.6")))


@fault("reason-for-excess-left-out", "IN02", "IN19")
def reason_for_excess_left_out(base: Base) -> Iterator[Plant]:
    """A row far above its target gives its reason no more."""
    for row in base.rows:
        share = direction.attainment(row)
        if share is not None and share >= base.profile.overfulfilment and row.reason_span is not None:
            yield from plant(edits.at(row.reason_span, ""))


@fault("target-too-low", "IN03", "IN02", "CL03", "IN18")
def target_too_low(base: Base) -> Iterator[Plant]:
    """A target is a fraction of what was done."""
    for row, target, actual in _pairs(base):
        if direction.attainment(row) is not None and target.unit == actual.unit and actual.value / target.scale >= 4:
            yield from plant(edits.written(base.text, target.number_span, actual.value / target.scale / 4))


@fault("empty-phrase-for-reason", "SC08", "IN01", "IN02", "IN04")
def empty_phrase_for_reason(base: Base) -> Iterator[Plant]:
    """Where a reason is owed, it says that all is normal."""
    for place in _reasons_owed(base):
        yield from plant(edits.at(place, "正常"))


@fault("reason-of-a-few-words", "IN04", "SC08", "IN01", "IN02")
def reason_of_a_few_words(base: Base) -> Iterator[Plant]:
    """Where a reason is owed, it is too short to name a cause."""
    for place in _reasons_owed(base):
        yield from plant(edits.at(place, "资金紧张"))


def _reasons_owed(base: Base) -> Iterator[Span]:
    for row in base.rows:
        excess = direction.attainment(row)
        owed = read.deducted(row) or direction.met(row) is False or (excess or 0) >= base.profile.overfulfilment
        if owed and row.reason_span is not None and read.explained(row):
            yield row.reason_span


@fault("cost-bound-turned", "IN05")
def cost_bound_turned(base: Base) -> Iterator[Plant]:
    """A cost is to be at least, not at most; a subsidy or a standard, which may rightly have a floor, is left alone."""
    for row, target, _actual in _pairs(base):
        floored = lexicon.has("direction", "cost_floor", row.name)
        if direction.is_cost(row) and target.kind == "money" and target.bound == "≤" and not floored:
            yield from plant(_operator(base, target, "≤", "≥"))


@fault("output-bound-turned", "IN06", "SC07", "IN01")
def output_bound_turned(base: Base) -> Iterator[Plant]:
    """An output is to be at most, not at least."""
    for row, target, _actual in _pairs(base):
        if row.category == "数量指标" and target.bound == "≥" and direction.of_row(row) == "more":
            yield from plant(_operator(base, target, "≥", "≤"))


def _operator(base: Base, target: Quantity, sign: str, other: str) -> Edit | None:
    """The sign of a bound as another one; it may stand in a cell of its own to the left."""
    start = max(base.text.rfind("\n", 0, target.number_span.start), base.text.rfind("\t", 0, target.span.start - 1))
    place = base.text.rfind(sign, start, target.number_span.start + 1)
    return None if place < 0 else Edit(place, place + 1, other)


@fault("target-of-nought", "IN07", "CL03", "IN03", "IN02")
def target_of_nought(base: Base) -> Iterator[Plant]:
    """A target is nought, the actual is not."""
    for row, target, _actual in _pairs(base):
        if direction.attainment(row) is not None and target.bound == "=":
            yield from plant(edits.written(base.text, target.number_span, Decimal(0)))
        elif direction.attainment(row) is not None and row.target is not None and row.target.text.startswith("≥"):
            unit = base.text[target.number_span.start : target.number_span.end].lstrip("0123456789.,万")
            yield from plant(_cell(row.target, f"0{unit}"))


@fault("share-above-whole", "IN08", "CL01")
def share_above_whole(base: Base) -> Iterator[Plant]:
    """A share of a whole is above 100 %."""
    for row, _target, actual in _pairs(base):
        if actual.kind == "percent" and actual.bound == "=" and lexicon.has("measures", "share", row.name):
            yield from plant(edits.written(base.text, actual.number_span, Decimal(104)))


@fault("unit-of-actual-differs", "IN09", "CL01", "CL12")
def unit_of_actual_differs(base: Base) -> Iterator[Plant]:
    """The actual value has a unit that the target's cannot become."""
    for row, target, actual in _pairs(base):
        if not target.unit or target.unit != actual.unit or row.actual is None:
            continue
        found = edits.figure(base.text, actual.number_span)
        if found is not None and base.text[found.end : actual.number_span.end].endswith(actual.unit):
            other = _OTHER_UNIT.get(actual.unit, _ELSEWHERE)
            yield from plant(Edit(found.end, actual.number_span.end, other if other != actual.unit else "人"))


@fault("actual-in-words", "IN10", "CL12")
def actual_in_words(base: Base) -> Iterator[Plant]:
    """Where a number was promised, the actual value says that it is done, and no reason says more."""
    for row, target, _actual in _pairs(base):
        if target.value and not row.reason:
            yield from plant(_cell(row.actual, "已按计划完成"))


@fault("actual-copies-target", "IN11", "CL01", "CL08")
def actual_copies_target(base: Base) -> Iterator[Plant]:
    """The actual value repeats the target with its operator."""
    for row, target, _actual in _pairs(base):
        if target.bound in {"≥", "≤"} and row.target is not None and base.quote(row.target.span) == row.target.text:
            yield from plant(_cell(row.actual, row.target.text))


@fault("target-without-measure", "IN12", "CL12")
def target_without_measure(base: Base) -> Iterator[Plant]:
    """A target says that things get better."""
    for row in base.rows:
        if row.target is not None and row.level1 == "效益指标":
            yield from plant(_cell(row.target, "有效提升"), _cell(row.actual, "有效提升"))


@fault("placeholder-in-actual", "IN13", "IN10", "IN09", "CL12")
def placeholder_in_actual(base: Base) -> Iterator[Plant]:
    """An actual value is still the template's."""
    for row, _target, actual in _pairs(base):
        yield from plant(_cell(row.actual, f"**{actual.unit}"))


@fault("placeholder-in-goal", "IN13", "CL06", "CL03", "CL12")
def placeholder_in_goal(base: Base) -> Iterator[Plant]:
    """A number of a goal is still the template's."""
    for claim in base.claims:
        found = edits.figure(base.text, claim.quantity.number_span)
        if claim.role == "target" and found is not None and claim.quantity.kind == "count":
            yield from plant(Edit(found.start, found.end, "XX"))


@fault("heads-under-quality", "IN14", "CT02", "TM04")
def heads_under_quality(base: Base) -> Iterator[Plant]:
    """A row that counts heads or occasions stands under quality."""
    for index, row in enumerate(base.rows):
        if row.category != "数量指标" or not re.search(r"(?:人次|场次|次数|人数)$", row.name):
            continue
        for other, quality in enumerate(base.rows):
            last = other + 1 == len(base.rows) or base.rows[other + 1].category != "质量指标"
            if quality.category == "质量指标" and quality.goal == row.goal and last:
                yield from together(grid.moved(base, index, other))


@fault("cost-under-quantity", "IN14", "CT02", "SC03")
def cost_under_quantity(base: Base) -> Iterator[Plant]:
    """A cost in money stands among the outputs in numbers."""
    for index, row in enumerate(base.rows):
        quantity = row.target.quantity if row.target else None
        if row.category != "成本指标" or quantity is None or quantity.kind != "money":
            continue
        for other, number in enumerate(base.rows):
            last = other + 1 == len(base.rows) or base.rows[other + 1].category != "数量指标"
            if (
                number.category == "数量指标"
                and number.goal == row.goal
                and last
                and re.search(r"成本|费|支出", row.name)
            ):
                yield from together(grid.moved(base, index, other))


@fault("row-twice", "IN15", "CT01", "CT02", "SC01", "SC02", "SC03")
def row_twice(base: Base) -> Iterator[Plant]:
    """A row stands twice."""
    for index in range(len(base.rows)):
        yield from plant(grid.inserted(base, grid.cells(base, index), index))


@fault("amount-in-three-goals", "IN16", "CL01", "SC07", "IN01", "IN17")
def amount_in_three_goals(base: Base) -> Iterator[Plant]:
    """The same unusual cost stands in three goals."""
    costs: dict[int, tuple[Indicator, Quantity]] = {}
    for row, _target, actual in _pairs(base):
        if row.goal is not None and direction.is_cost(row) and actual.kind == "money":
            costs.setdefault(row.goal, (row, actual))
    if len(costs) < 3:
        return
    made: list[Edit | None] = []
    for row, actual in list(costs.values())[:3]:
        target = row.target.quantity if row.target else None
        made.append(_number(base, actual, "140.51"))
        made.append(_number(base, target, "150") if target is not None else None)
    yield from together(made)


def _number(base: Base, quantity: Quantity, words: str) -> Edit | None:
    found = edits.figure(base.text, quantity.number_span)
    return None if found is None else Edit(found.start, found.end, words)


@fault("costs-equal-their-caps", "IN17", "CL01", "BU11")
def costs_equal_their_caps(base: Base) -> Iterator[Plant]:
    """Three costs equal their caps to the cent."""
    capped = [
        (target, actual)
        for row, target, actual in _pairs(base)
        if direction.is_cost(row) and target.kind == actual.kind == "money" and target.bound == "≤"
    ]
    if len(capped) >= 3:
        yield from together(
            [_number(base, actual, _digits(base, target)) for target, actual in capped if target.scale == actual.scale]
        )


def _digits(base: Base, quantity: Quantity) -> str:
    found = edits.figure(base.text, quantity.number_span)
    return found.printed if found else ""


@fault("more-than-equal", "IN18", "CL01", "IN02")
def more_than_equal(base: Base) -> Iterator[Plant]:
    """Where exactly so many were asked for, there is one more."""
    for row, target, actual in _pairs(base):
        signed = row.target is not None and row.target.text[:1] in "=＝"
        if signed and target.value == actual.value and _is_count(target):
            yield from plant(edits.written(base.text, actual.number_span, actual.value / actual.scale + 1))


@fault("rows-treated-unequally", "IN19", "IN02", "CL01", "IN18")
def rows_treated_unequally(base: Base) -> Iterator[Plant]:
    """A row goes further beyond its target than another that explains itself, and gives no reason."""
    explained = [
        share
        for row in base.rows
        if (share := direction.attainment(row)) is not None
        and share >= base.profile.overfulfilment
        and read.explained(row)
    ]
    for row, target, actual in _pairs(base) if explained else []:
        if direction.attainment(row) is not None and not row.reason and target.unit == actual.unit:
            beyond = target.value / actual.scale * (min(explained) + 20) / _WHOLE
            yield from plant(edits.written(base.text, actual.number_span, beyond.to_integral_value(ROUND_HALF_UP) + 1))


@fault("percentage-of-sample-impossible", "FE01", "CL01")
def percentage_of_sample_impossible(base: Base) -> Iterator[Plant]:
    """A percentage that no count of the stated sample gives."""
    for span in _surveyed(base):
        found = stated(base.text, span)
        share = next((one for one in found if one.kind == "percent" and one.bound == "="), None)
        sample = next((one for one in reversed(found) if one.kind == "count" and _SAMPLE.search(one.text)), None)
        if share is None or sample is None:
            continue
        value = _impossible(share.value, share.places, sample.value)
        if value is not None:
            yield from plant(edits.Edit(*_place(base, share), value))


def _place(base: Base, quantity: Quantity) -> tuple[int, int]:
    found = edits.figure(base.text, quantity.number_span)
    return (found.start, found.end) if found else (quantity.number_span.start, quantity.number_span.end)


def _surveyed(base: Base) -> Iterator[Span]:
    for row in base.rows:
        if row.actual is not None and _SAMPLE.search(row.actual.text):
            yield row.actual.span
    for paragraph in base.report.prose:
        if "问卷" in paragraph.text:
            yield paragraph.span


def _impossible(share: Decimal, places: int, sample: Decimal) -> str | None:
    """The nearest percentage below, with one place at least, that no whole number of the sample gives."""
    step = Decimal(1).scaleb(-max(places, 1))
    for distance in range(1, 40):
        value = share - step * distance
        below = (value * sample / _WHOLE).to_integral_value() - 1
        counts = [below + more for more in range(4)]
        given = {(count * _WHOLE / sample) for count in counts}
        if not any(value - step < one < value + step for one in given):
            return format(value, "f")
    return None
