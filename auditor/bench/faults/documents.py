"""Faults between documents: the form was changed, and the report, the plan or last year's form beside it still says what it said."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from auditor.bench import edits
from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.bench.kinds import WITHOUT, Plant, fault, plant
from auditor.model.report import Indicator
from auditor.sense import lexicon

WITHOUT["YR01"] = "a form beside itself is all copied: the cases try it"
WITHOUT["YR03"] = "no sample states last year's figures: the cases try it"
WITHOUT["SB02"] = "no right sample states its spending in prose beside a money table: the cases try it"
WITHOUT["SB04"] = "no sample in prose counts another form's rows: the cases try it"

_HALF = Decimal("0.5")


def _lowered(base: Base, row: Indicator) -> Edit | None:
    quantity = row.target.quantity if row.target else None
    if quantity is None or quantity.bound not in ("≥", ">") or quantity.kind not in ("count", "measure"):
        return None
    figure = edits.figure(base.text, quantity.number_span)
    if figure is None or figure.value * _HALF != (figure.value * _HALF).to_integral_value():
        return None
    return edits.written(base.text, quantity.number_span, figure.value * _HALF)


@fault("result-of-the-form-slips", "SB01", "CL01", beside="report")
def result_of_the_form_slips(base: Base) -> Iterator[Plant]:
    """The form has another result than the report's sentence."""
    for fact in base.facts():
        actual = base.rows[fact.row].actual
        if fact.result is not None and actual is not None and actual.quantity is not None:
            allowed = edits.visible(actual.quantity)
            yield from plant(edits.slipped(base.text, actual.quantity.number_span, allowed))


@fault("score-of-the-form-slips", "SB03", beside="report")
def score_of_the_form_slips(base: Base) -> Iterator[Plant]:
    """The form's total is another score than the report states."""
    conclusion, total = base.report.conclusion, base.report.total
    if conclusion is not None and conclusion.score is not None and total is not None:
        yield from plant(edits.slipped(base.text, total.score_span))


@fault("form-of-another-project", "SB05", beside="plan")
def form_of_another_project(base: Base) -> Iterator[Plant]:
    """The form is of another project than the plan."""
    span = base.report.project_span
    if span is not None and base.report.project and base.text.count(base.report.project) == 1:
        yield from plant(edits.at(span, "档案数字化加工经费"))


@fault("target-lowered-since-plan", "PL01", beside="plan")
def target_lowered_since_plan(base: Base) -> Iterator[Plant]:
    """The form asks half of what the plan asked."""
    for row in base.rows:
        yield from plant(_lowered(base, row))


@fault("row-left-out-since-plan", "PL02", beside="plan")
def row_left_out_since_plan(base: Base) -> Iterator[Plant]:
    """A weighted row of the plan is gone from the form, its line with it."""
    lines = [base.line(row.span) for row in base.rows]
    for row, line in zip(base.rows, lines, strict=True):
        alone = sum(other.start == line.start for other in lines) == 1
        if row.weight is not None and alone and base.quote(line).endswith(base.quote(row.span)[-2:]):
            yield from plant(edits.at(row.span, ""))


@fault("weights-exchanged-since-plan", "PL03", beside="plan")
def weights_exchanged_since_plan(base: Base) -> Iterator[Plant]:
    """Two rows have each other's weights."""
    weighted = [row for row in base.rows if row.weight is not None and row.weight_span is not None]
    for one, other in pairwise(weighted):
        if one.weight is not None and other.weight is not None and one.weight != other.weight:
            pair = (
                edits.written(base.text, one.weight_span, other.weight),
                edits.written(base.text, other.weight_span, one.weight),
            )
            yield from plant(*pair)


@fault("target-below-last-year", "YR02", beside="last-year")
def target_below_last_year(base: Base) -> Iterator[Plant]:
    """The form asks half of what last year's asked, and reached; of work that is done once that is no fault."""
    for row in base.rows:
        if not lexicon.has("adjusted", "once", row.name):
            yield from plant(_lowered(base, row))
