"""Faults in weights, scores, totals and grades."""

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from auditor.bench import edits
from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.bench.kinds import Plant, fault, plant, together
from auditor.bench.scoring import grade, rescored
from auditor.checks import rows as read
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator
from auditor.relate import adding
from auditor.sense import direction
from auditor.text.amounts import short


def _scored(base: Base) -> list[Indicator]:
    return [row for row in base.rows if row.score is not None and row.weight is not None and row.score_span is not None]


@fault("total-score-slips", "SC01", "SC10", "SC09", "SC05")
def total_score_slips(base: Base) -> Iterator[Plant]:
    """The total score is not the sum of the scores; the conclusion repeats it."""
    total, conclusion = base.report.total, base.report.conclusion
    if total is None or total.score is None or not _scored(base) or not adding.table_is_whole(base.report):
        return
    slip = edits.slipped(base.text, total.score_span, _told_apart(total.score))
    repeated = conclusion is not None and conclusion.score is not None
    if slip is not None and conclusion is not None and repeated:
        yield from plant(slip, edits.written(base.text, conclusion.score_span, Decimal(slip.words)))
    else:
        yield from plant(slip)


def _told_apart(score: Decimal) -> Callable[[Decimal], bool]:
    """A score of the same grade, further away than the rounding of the scores in the sum explains."""
    return lambda other: Decimal(90) <= other <= Decimal(100) and abs(other - score) >= Decimal("0.2")


@fault("score-of-row-slips", "SC01", "SC05", "SC06", "SC08", "SC13")
def score_of_row_slips(base: Base) -> Iterator[Plant]:
    """The score of a row slips, the total stands."""
    for row in _scored(base) if base.report.total else []:
        yield from plant(edits.slipped(base.text, row.score_span))


@fault("weight-of-row-slips", "SC02", "SC03", "SC05", "SC08", "ST04")
def weight_of_row_slips(base: Base) -> Iterator[Plant]:
    """The weight of a row slips, the total stands."""
    for row in _scored(base) if base.report.total and base.report.total.weight else []:
        yield from plant(edits.slipped(base.text, row.weight_span))


@fault("total-weight-slips", "SC02", "SC05")
def total_weight_slips(base: Base) -> Iterator[Plant]:
    """The total weight is not the sum of the weights."""
    total = base.report.total
    if total is not None and total.weight is not None and total.weight_span is not None and _scored(base):
        yield from plant(edits.at(total.weight_span, "105"))


@fault("heading-weight-slips", "SC03")
def heading_weight_slips(base: Base) -> Iterator[Plant]:
    """The weight printed in a heading is not the sum of its rows; of a table that may go on elsewhere nothing is changed."""
    for level in base.report.levels if adding.table_is_whole(base.report) else ():
        yield from plant(edits.slipped(base.text, level.span, adding.FULL_MARKS.__ge__))


@fault("heading-over-levels-slips", "SC16")
def heading_over_levels_slips(base: Base) -> Iterator[Plant]:
    """The heading of the table prints points that its first levels do not make."""
    yield from plant(heading_of_levels(base, 10))


def heading_of_levels(base: Base, less: int) -> Edit | None:
    """The heading over the first levels with the points that they print, less so many; None where they print none."""
    levels = [one for one in base.report.levels if one.label.startswith(_FIRST_LEVELS)]
    heading = next((one for one in base.report.columns if one.heading in _OVER_LEVELS), None)
    if len(levels) < 2 or len({one.goal for one in levels}) > 1 or heading is None:
        return None
    points = sum((one.weight for one in levels), Decimal(0)) - less
    return edits.at(heading.span, f"{heading.heading}（{short(points)}分）")


_FIRST_LEVELS = ("产出", "效益", "满意度", "决策", "过程", "管理", "成本")
_OVER_LEVELS = ("绩效指标", "年度绩效目标", "年度绩效指标")


@fault("weight-shifted-between-levels", "SC04", "SC03")
def weight_shifted_between_levels(base: Base) -> Iterator[Plant]:
    """Two points are shifted from effects to outputs: the levels no longer have the weights the rules give them."""
    outputs = [row for row in _scored(base) if row.level1 == "产出指标" and row.score == row.weight]
    effects = [row for row in _scored(base) if row.level1 == "效益指标" and row.score == row.weight]
    if base.report.kind != "project" or not outputs or not effects:
        return
    for to, off in zip(outputs, effects, strict=False):
        moved = Decimal(5)
        if off.weight is not None and to.weight is not None and off.weight > moved:
            yield from plant(*_reweighted(base, to, to.weight + moved), *_reweighted(base, off, off.weight - moved))


def _reweighted(base: Base, row: Indicator, weight: Decimal) -> list[Edit | None]:
    return [edits.written(base.text, row.weight_span, weight), edits.written(base.text, row.score_span, weight)]


@fault("score-above-weight", "SC05", "SC01")
def score_above_weight(base: Base) -> Iterator[Plant]:
    """A row has more points than its weight, carried through to the total."""
    for row in _scored(base):
        if row.score == row.weight and row.score:
            yield from together([edits.written(base.text, row.score_span, row.score + 1), *rescored(base, Decimal(1))])


@fault("missed-row-scored-freely", "SC06", "SC07", "SC08")
def missed_row_scored_freely(base: Base) -> Iterator[Plant]:
    """A row that misses its target has another score than the formula gives, carried through to the total."""
    for row in _scored(base):
        if row.weight is None or row.score is None or direction.met(row) is not False or not 0 < row.score < row.weight:
            continue
        half = Decimal(edits.as_printed(row.score / 2, base.quote(row.score_span) if row.score_span else ""))
        yield from together([edits.written(base.text, row.score_span, half), *rescored(base, half - row.score)])


@fault("missed-target-with-full-score", "SC07", "IN01", "CL01", "CL04", "CL13")
def missed_target_with_full_score(base: Base) -> Iterator[Plant]:
    """An actual value falls short of its target while the row keeps all its points."""
    for row in _scored(base):
        asked, pair = direction.asked(row), read.quantities(row)
        if asked is None or pair is None or not read.full(row) or direction.met(row) is not True:
            continue
        yield from plant(missing(base, asked, pair[1]))


def missing(base: Base, target: Quantity, actual: Quantity) -> Edit | None:
    """The actual at a value that misses the target by a fifteenth or, at least, by one of its last printed place."""
    if target.unit != actual.unit or actual.bound != "=" or target.bound not in {"≥", "≤"}:
        return None
    found = edits.figure(base.text, actual.number_span)
    if found is None:
        return None
    step = Decimal(1).scaleb(-actual.places)
    bound = target.value / actual.scale
    if target.bound == "≤":
        value = (bound * Decimal("1.07")).quantize(step, ROUND_CEILING)
    else:
        value = (bound * Decimal("0.93")).quantize(step, ROUND_FLOOR)
    return Edit(found.start, found.end, format(value, "f")) if value > 0 else None


@fault("deduction-without-reason", "SC08")
def deduction_without_reason(base: Base) -> Iterator[Plant]:
    """Points are deducted, and the reason is left out."""
    for row in _scored(base):
        if read.deducted(row) and row.reason_span is not None and read.explained(row):
            yield from plant(edits.at(row.reason_span, ""))


@fault("points-taken-without-reason", "SC08")
def points_taken_without_reason(base: Base) -> Iterator[Plant]:
    """A row that meets its target loses points without a word, carried through to the total."""
    for row in _scored(base):
        if read.full(row) and not row.reason and "reason" in row.columns and row.score and row.score > 1:
            yield from together([edits.written(base.text, row.score_span, row.score - 1), *rescored(base, Decimal(-1))])


@fault("wrong-grade", "SC09")
def wrong_grade(base: Base) -> Iterator[Plant]:
    """The grade is not that of the score."""
    total, conclusion = base.report.total, base.report.conclusion
    for printed, span, score in (
        (conclusion.grade, conclusion.grade_span, conclusion.score) if conclusion else (None, None, None),
        (total.grade, total.grade_span, total.score) if total else (None, None, None),
    ):
        if printed is None or span is None or score is None:
            continue
        for other in base.profile.grades:
            if other != grade(base, score):
                yield from plant(edits.at(span, base.quote(span).replace(printed, other)))


@fault("stated-score-slips", "SC10", "SC09", "SC01")
def stated_score_slips(base: Base) -> Iterator[Plant]:
    """The conclusion states another score than the total row."""
    conclusion, total = base.report.conclusion, base.report.total
    if conclusion is not None and total is not None and total.score is not None:
        yield from plant(edits.slipped(base.text, conclusion.score_span, lambda score: score <= Decimal(100)))


@fault("every-score-full", "SC11", "SC07")
def every_score_full(base: Base) -> Iterator[Plant]:
    """Every row has all its points, those that missed included, carried through to the total."""
    short = [row for row in _scored(base) if read.deducted(row)]
    if short:
        change = sum(((row.weight or Decimal(0)) - (row.score or Decimal(0)) for row in short), Decimal(0))
        full = [edits.written(base.text, row.score_span, row.weight or Decimal(0)) for row in short]
        yield from together([*full, *rescored(base, change)])


@fault("weight-concentrated", "SC12", "SC02", "SC03")
def weight_concentrated(base: Base) -> Iterator[Plant]:
    """One row carries forty points more than it should."""
    for row in _scored(base):
        if row.weight is not None and row.score == row.weight:
            yield from plant(*_reweighted(base, row, row.weight + base.profile.concentrated_weight))


@fault("band-contradicts-score", "SC13", "SC07", "IN10")
def band_contradicts_score(base: Base) -> Iterator[Plant]:
    """A qualitative row says that its target was not reached, and has all its points."""
    worst = base.profile.bands[-1].words if base.profile.bands else ()
    for row in _scored(base) if worst else []:
        actual = row.actual
        if actual is not None and actual.quantity is None and actual.period is None and read.full(row):
            yield from plant(edits.at(actual.span, worst[0]))
