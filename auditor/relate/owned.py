"""Every number that a value of a report is: rows, money, weights, scores, counts, claims, and what a reviewer wrote."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.model.quantity import Kind, Quantity, make_quantity
from auditor.model.report import BudgetLine, Claim, Conclusion, Indicator, Report, Reviewed, Total, Value
from auditor.model.source import Span
from auditor.relate import adding
from auditor.relate.reckonings import reckonings
from auditor.sense import direction, reviewing
from auditor.text.amounts import YUAN, show

DERIVED = "derived"
"""The role of what a form works out beside its rows (完成率, 扣分): nobody's claim, until it is seen how."""
SUBTOTAL = "subtotal"

_ONE = Decimal(1)

Part = Literal[
    "claim", "row-target", "row-actual", "weight", "score", "level-weight", "heading-weight",
    "budget-initial", "budget", "funded", "spent", "rate", "arrival-rate", "budget-weight", "budget-score",
    "total-weight", "total-score", "reviewed-actual", "reviewed-score", "deviation", "deducted", "reviewed-total", "conclusion-score", "stated-count", "stated-amount", "stated-rate",
    "listed", "listed-total", "completion", "points-off", "subtotal-weight", "subtotal-score", "listed-rate",
    "reckoned", "operand", "score-again", "score-rate", "total-again", "total-rate",
]  # fmt: skip


class Key(NamedTuple):
    """Which value of the report it is: what sort, and where it stands in the report's own list of them."""

    part: Part
    at: int = 0


class Owned(NamedTuple):
    """A number that a value of the report is, before it has an id."""

    key: Key
    role: str
    quantity: Quantity
    subject: str = ""
    goal: int | None = None
    indicator: int | None = None
    claim: Claim | None = None


def owned(report: Report) -> list[Owned]:
    """Every number that a value of the report is. A number that several values are stands here once for each."""
    made = [
        Owned(Key("claim", index), claim.role, claim.quantity, claim.subject, claim.goal, claim.indicator, claim)
        for index, claim in enumerate(report.claims)
    ]
    for index, row in enumerate(report.indicators):
        made += _row(index, row)
    for index, line in enumerate(report.budget):
        made += _money(index, line)
    made += _reckoned(report)
    for index, level in enumerate(report.levels):
        about = _Of(level.label, level.goal)
        made += _bare(Key("level-weight", index), (level.weight, level.span), about, given=True)
    for index, subtotal in enumerate(report.subtotals):
        weight, score = (subtotal.weight, subtotal.weight_span), (subtotal.score, subtotal.score_span)
        made += _bare(Key("subtotal-weight", index), weight, role=SUBTOTAL, given=True)
        made += _bare(Key("subtotal-score", index), score, role=SUBTOTAL, kind="measure")
    for index, level in enumerate(adding.headed(report)):
        made += _bare(Key("heading-weight", index), (level.weight, level.span), _Of(level.label), given=True)
    for index, total in enumerate(totals(report)):
        made += _total(index, total)
    made += _listed(report)
    return [*made, *(_conclusion(report.conclusion) if report.conclusion is not None else ())]


def _listed(report: Report) -> Iterator[Owned]:
    """The columns of lists that their last row adds up, counted through all lists; a figure of an item is its list's, and no claim."""
    cells = 0
    for at, column in enumerate(column for one in report.lists for column in one.columns):
        for figure in column.figures:
            yield Owned(Key("listed", cells), "listed", figure, column.heading)
            cells += 1
        yield Owned(Key("listed-total", at), "list-total", column.total, column.heading)
    for at, one in enumerate(report.lists):
        if one.rate is not None:
            yield Owned(Key("listed-rate", at), "list-total", one.rate)


def totals(report: Report) -> tuple[Total, ...]:
    """Every place that prints a total of the form, the leading one first."""
    first = () if report.total is None else (report.total,)
    return (*first, *(one for one in report.totals if one != report.total))


class _Of(NamedTuple):
    """What the figures of a row or line are about."""

    subject: str = ""
    goal: int | None = None
    indicator: int | None = None


_NOTHING = _Of()


def _row(index: int, row: Indicator) -> Iterator[Owned]:
    target, actual = _printed(row.target), _printed(row.actual)
    if target is not None and actual is not None:
        target, actual = direction.alike(row, target, actual)
    about = _Of(row.name, row.goal, index)
    if target is not None:
        yield Owned(Key("row-target", index), "row-target", target, *about)
    if actual is not None:
        yield Owned(Key("row-actual", index), "row-actual", actual, *about)
    yield from _bare(Key("weight", index), (row.weight, row.weight_span), about, given=True)
    score, full = (row.score, row.score_span), row.weight
    yield from _bare(Key("score", index), score, about, kind="measure", given=_as_given(row.score, full))
    if row.rate is not None:
        yield Owned(Key("completion", index), DERIVED, row.rate, *about)
    if row.score_rate is not None:
        yield Owned(Key("score-rate", index), DERIVED, row.score_rate, *about)
    if row.score_again is not None:
        again, given = (row.score_again, row.score_again_span), _as_given(row.score_again, full)
        yield from _bare(Key("score-again", index), again, about, role=DERIVED, kind="measure", given=given)
    if row.deducted is not None:
        off = (row.deducted, row.deducted_span)
        yield from _bare(Key("points-off", index), off, about, role=DERIVED, kind="measure")
    if row.reviewed is not None:
        yield from _review(index, row.reviewed, about, full)


def _as_given(score: Decimal | None, full: Decimal | None) -> bool:
    """Whether a score was given as it stands: full marks and whole numbers are, others come from a formula."""
    return score in {full, None} or score == score.to_integral_value()


def _review(index: int, told: Reviewed, about: _Of, full: Decimal | None) -> Iterator[Owned]:
    """What a reviewer's columns print beside a row."""
    actual = _printed(told.actual)
    if actual is not None:
        yield Owned(Key("reviewed-actual", index), "review", actual, *about)
    score = (told.score, told.score_span)
    yield from _bare(
        Key("reviewed-score", index), score, about, role="review", kind="measure", given=_as_given(told.score, full)
    )
    if told.deviation is not None:
        yield Owned(Key("deviation", index), "review", told.deviation, *about)
    deducted = reviewing.deducted(told)
    if deducted is not None:
        yield Owned(Key("deducted", index), "review", deducted, *about)


def _printed(value: Value | None) -> Quantity | None:
    if value is None or value.quantity is None:
        return None
    quantity = value.quantity
    return quantity if quantity.text else quantity.model_copy(update={"span": value.span, "text": value.text})


def _money(index: int, line: BudgetLine) -> Iterator[Owned]:
    about, yuan = _Of(line.name), YUAN[line.unit]
    yield from _bare(Key("budget-initial", index), (line.initial, line.initial_span), about, scale=yuan)
    yield from _bare(Key("budget", index), (line.budget, line.budget_span), about, scale=yuan)
    yield from _bare(Key("funded", index), (line.funded, line.funded_span), about, scale=yuan)
    yield from _bare(Key("spent", index), (line.spent, line.spent_span), about, scale=yuan)
    yield from _bare(Key("rate", index), (line.rate, line.rate_span), about, kind="percent")
    arrived = (line.arrival_rate, line.arrival_rate_span)
    yield from _bare(Key("arrival-rate", index), arrived, about, kind="percent")
    yield from _bare(Key("budget-weight", index), (line.weight, line.weight_span), about, role="weight", given=True)
    score, full = (line.score, line.score_span), adding.all_spent(line)
    yield from _bare(Key("budget-score", index), score, about, role="score", kind="measure", given=full)


def _reckoned(report: Report) -> Iterator[Owned]:
    for reckon in reckonings(report):
        line, one = reckon.line, reckon.of
        about, yuan = _Of(line.name), YUAN[line.unit]
        shown = (one.result.value, one.result.span)
        kind: Kind = "percent" if one.percent else "money"
        scale = None if one.percent else yuan
        yield from _bare(Key("reckoned", reckon.at), shown, about, role=DERIVED, kind=kind, scale=scale)
        figures = (figure for way in one.ways for side in (way.plus, way.minus, way.below) for figure in side)
        places = (at for way in reckon.ways for side in way for at in side)
        for at, figure in zip(places, figures, strict=True):
            yield from _bare(Key("operand", at), (figure.value, figure.span), about, role=DERIVED, scale=yuan)


def _total(index: int, total: Total) -> Iterator[Owned]:
    yield from _bare(Key("total-weight", index), (total.weight, total.weight_span), given=True)
    yield from _bare(Key("total-score", index), (total.score, total.score_span), kind="measure")
    if total.score_rate is not None:
        yield Owned(Key("total-rate", index), DERIVED, total.score_rate)
    yield from _bare(Key("total-again", index), (total.again, total.again_span), role=DERIVED, kind="measure")
    reviewed = (total.reviewed, total.reviewed_span)
    yield from _bare(Key("reviewed-total", index), reviewed, role="review", kind="measure")


def _conclusion(conclusion: Conclusion) -> Iterator[Owned]:
    for index, count in enumerate(conclusion.counts):
        yield Owned(Key("stated-count", index), "conclusion", count.quantity, count.label)
    for index, amount in enumerate((conclusion.total, *conclusion.parts)):
        if amount is not None:
            yield Owned(Key("stated-amount", index), "conclusion", amount.amount, amount.label)
        if amount is not None and amount.rate is not None:
            yield Owned(Key("stated-rate", index), "conclusion", amount.rate, amount.label)
    score = (conclusion.score, conclusion.score_span)
    yield from _bare(Key("conclusion-score"), score, role="conclusion", kind="measure")


def _bare(
    key: Key,
    cell: tuple[Decimal | None, Span | None],
    about: _Of = _NOTHING,
    *,
    role: str = "",
    scale: Decimal | None = None,
    kind: Kind = "number",
    given: bool = False,
) -> tuple[Owned, ...]:
    """A bare figure of a cell, in the unit of its column, when the form prints it. `scale`: a sum of money, in so many 元."""
    figure, span = cell
    if figure is None or span is None:
        return ()
    exponent = figure.as_tuple().exponent
    quantity = make_quantity(
        value=figure * (scale or _ONE),
        unit="%" if kind == "percent" else "元" if scale else "",
        kind="money" if scale else kind,
        places=max(0, -exponent) if isinstance(exponent, int) else 0,
        scale=scale or _ONE,
        text=f"{show(figure)}%" if kind == "percent" else show(figure),
        span=span,
        number_span=span,
        given=given,
    )
    return (Owned(key, role or key.part, quantity, *about),)
