"""PL02 indicator-dropped-since-plan."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import documents, rows
from auditor.checks.registry import Across, across
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Severity, Verdict
from auditor.model.report import Indicator
from auditor.relate.across import Crossing, Side
from auditor.sense import categories
from auditor.text import amounts, units


@across("PL02", "indicator-dropped-since-plan", severity="warning", needs="plan")
def indicator_dropped_since_plan(_dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """批复的绩效指标在自评表中没有了，或者自评表多出指标。

    缘由：自评应当逐项对照批复的指标；去掉没有完成的指标，得分会虚高。
    算法：申报表与自评表的指标按名称（其次按最相近的名称，限同类、同单位）一一对应；申报表中有分值而没有对应的为“去掉”，自评表中没有对应的为“增加”（提示）。
    不报：改名而相近的；两行合并为一行、目标值与分值都恰为两行之和的；预算执行率等由模板自带的行；两份表中有一份没有读全。
    依据：绩效目标一经批复不得随意调整（项目支出绩效管理通行要求）。
    示例：申报表有“设备完好率 ≥95%，8分”，自评表没有这一行。
    """
    for crossing in context.of("plan"):
        plan, form = crossing.other.report, crossing.table.report
        if crossing.foreign or not plan.indicators or not form.indicators or plan.partly_read or form.partly_read:
            continue
        if crossing.pairing.pairs:
            yield Agreement(example=_("对应 {count} 项指标").format(count=len(crossing.pairing.pairs)))
        for place in crossing.pairing.left:
            row = plan.indicators[place]
            if not _of_template(row) and row.weight is not None and not _merged(crossing, row):
                yield _alone(crossing, crossing.other, row, None)
        for place in crossing.pairing.right:
            row = form.indicators[place]
            if not _of_template(row) and row.weight is not None:
                yield _alone(crossing, crossing.table, row, place)


def _of_template(row: Indicator) -> bool:
    """预算执行率 stands on the form of self-evaluation and not in the plan."""
    return "预算执行" in (row.level1 or "") + (row.category or "") + row.name or categories.is_execution(row.name)


def _merged(crossing: Crossing, dropped: Indicator) -> bool:
    """Whether a row of the form is the dropped one and its mate in one: target and weight are those of both."""
    for pair in crossing.pairing.pairs:
        theirs, ours = crossing.other.report.indicators[pair.left], crossing.table.report.indicators[pair.right]
        weights = (ours.weight, theirs.weight, dropped.weight)
        if None not in weights and ours.weight == sum((one for one in weights[1:] if one is not None), Decimal(0)):
            targets = [row.target.quantity if row.target is not None else None for row in (ours, theirs, dropped)]
            whole, *parts = targets
            known = [one for one in parts if one is not None and whole is not None and units.comparable(one, whole)]
            if whole is not None and len(known) == len(parts) and whole.value == sum(one.value for one in known):
                return True
    return False


def _alone(crossing: Crossing, side: Side, row: Indicator, place: int | None) -> Discrepancy:
    added = side is crossing.table
    words = (
        _("{place}：自评表有而批复的绩效目标没有（目标“{target}”，{weight}分），待核实。")
        if added
        else _("{place}：批复的绩效目标有（目标“{target}”，{weight}分）而自评表没有，待核实。")
    )
    target = row.target.text if row.target is not None else ""
    severity: Severity | None = "note" if added else None
    return Discrepancy(
        message=words.format(
            place=rows.place(row), target=target, weight=amounts.show(row.weight) if row.weight is not None else ""
        ),
        action=_("对照批复的绩效目标逐项核对；有调整的，请附调整批复。"),
        evidence=(documents.at(side, _("指标"), f"{row.name} {target}".strip(), row.span),),
        indicators=() if place is None else (place,),
        severity=severity,
        about=("plan row", "added" if added else "dropped", str(row.goal), row.name),
        values=(target, str(row.weight)),
    )
