"""Figures that a money table works out of its own columns, where they do not come to what they should."""

from collections.abc import Iterator

from auditor.checks import quoting, stated
from auditor.checks.registry import Context
from auditor.locale import gettext as _
from auditor.model.finding import Discrepancy, Evidence, Verdict
from auditor.model.number import Number
from auditor.model.report import Report
from auditor.relate import Judged
from auditor.relate.reckoned import RECKONED, sort_of
from auditor.relate.reckonings import Reckon, reckonings


def found(report: Report, context: Context, sort: str) -> Iterator[Verdict]:
    """What such figures of one sort (rate, balance, total) come to."""
    told: dict[int | None, Reckon] = {one.at: one for one in reckonings(report)}
    for one in context.stated(of=RECKONED):
        if sort_of(one.relation) != sort:
            continue
        if one.broken:
            yield _wrong(context, one, told[context.network.index(one.relation.result, "reckoned")])
        elif one.held:
            yield stated.agreement(context, one)


def _wrong(context: Context, one: Judged, reckon: Reckon) -> Discrepancy:
    numbers = list(stated.each(context, one))
    return Discrepancy(
        message=_("“{name}”的“{heading}”印{result}，按同一行所列的数为：{working}，待核实").format(
            name=reckon.line.name,
            heading=reckon.of.heading,
            result=numbers[0][1].quantity.text,
            working=one.judgement.working,
        ),
        working=one.judgement.working,
        action=_("核对这一行各栏的数，更正填错的一处，再重新计算。"),
        evidence=tuple(_cell(reckon, place, number) for place, (_name, number) in enumerate(numbers)),
        severity="note"
        if one.judgement.slight or one.judgement.truncated
        else None
        if reckon.of.printed
        else "warning",
        confidence=one.relation.confidence,
        about=("reckoned", reckon.line.name, reckon.of.heading, str(reckon.line.group)),
        values=tuple(number.quantity.text for _name, number in numbers),
        relations=(one.id,),
    )


def _cell(reckon: Reckon, place: int, number: Number) -> Evidence:
    return quoting.quantity(reckon.of.heading if place == 0 else _("同一行"), number.quantity)
