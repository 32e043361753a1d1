"""CL16 points-called-percent."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report
from auditor.relate import Judged
from auditor.relate.judge import holds
from auditor.text import amounts


@check("CL16", "points-called-percent", severity="warning", arithmetic=True, at_worst="error")
def points_called_percent(report: Report, context: Context) -> Iterator[Verdict]:
    """两个比率之差与所述的百分点不符，或把百分点写成了百分之几。

    缘由：由60%提高到63%，是提高3个百分点，幅度是5%；写成“提高3%”或“提高5个百分点”，读者会理解错。
    算法：同一句中先后两个比率（由A提高到B、B较上年A），其差与“X个百分点”比较；写“提高X%”的，X是两者之差而不是幅度时，也报。
    不报：两种理解都成立的；没有写上期比率的；数额的增长幅度由 BU10 报告。
    依据：百分点是两个百分数之差。
    示例：“覆盖率由86.4%提高到91.2%，提高5.8个百分点”：91.2 − 86.4 = 4.8。
    """
    for one in context.stated("growth", of="statements.growth.rates"):
        yield from _percent(context, one, report.year)
    for one in context.stated("difference", of="statements.growth"):
        if one.relation.form != "points":
            continue
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        step = stated.result(context, one)
        yield stated.discrepancy(
            context,
            one,
            _("文字称{step}，按两个比率计算：{working}，不一致，待核实").format(
                step=step.quantity.text, working=one.judgement.working
            ),
            action=_("核对两期比率，区分百分点与百分比。"),
            severity="error",
        )


def _percent(context: Context, one: Judged, year: int | None) -> Iterator[Verdict]:
    """A change between two rates that is told in per cent: right as growth, or points that lost their name, or neither."""
    if not one.broken:
        if one.held:
            yield stated.agreement(context, one)
        return
    falls = one.relation.form == "drop"
    of = tuple(reversed(one.relation.of)) if falls else one.relation.of
    points = one.relation.model_copy(update={"kind": "difference", "form": "points", "of": of})
    numbers = dict(stated.each(context, one))
    apart = holds(points, numbers, year=year)
    change = stated.result(context, one)
    if apart.status in ("agreed", "reconciled"):
        yield stated.discrepancy(
            context,
            one,
            _("“{change}”是两个比率之差，应为{points}个百分点，按幅度计算为{working}，待核实").format(
                change=change.quantity.text, points=amounts.show(change.value), working=one.judgement.working
            ),
            action=_("把“%”改为“个百分点”，或按幅度重算。"),
        )
        return
    yield stated.discrepancy(
        context,
        one,
        _("文字称变动{change}，既不是两个比率之差，也不是其幅度：{working}，待核实").format(
            change=change.quantity.text, working=one.judgement.working
        ),
        action=_("核对两期比率，区分百分点与百分比。"),
        severity="error",
    )
