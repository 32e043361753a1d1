"""PL01 target-changed-since-plan."""

from collections.abc import Iterator

from auditor.checks import documents, rows
from auditor.checks.registry import Across, across
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Indicator, Report
from auditor.relate.across import TARGET, Crossing
from auditor.relate.likeness import Pair
from auditor.sense import lexicon


@across("PL01", "target-changed-since-plan", severity="warning", needs="plan", arithmetic=True)
def target_changed_since_plan(_dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """自评表的年度指标值与批复的绩效目标不同。

    缘由：自评应当对照批复的绩效目标；事后改动目标，会使没有完成的变成完成。
    算法：申报表与自评表的指标按名称（其次按最相近的名称，限同类、同单位）一一对应，换算单位后比较两处的指标值；时限比较截止日。
    不报：只是符号不同（≥100 与 100）；该行的偏差原因或表中说明写明了目标已调整；文字性的目标；没有对应的行由 PL02 报告。
    依据：绩效目标一经批复不得随意调整，确需调整的应按程序报批（项目支出绩效管理通行要求）。
    示例：申报表“巡查次数 ≥60次”，自评表“巡查次数 ≥48次”。
    """
    for crossing in context.of("plan"):
        changed = {judged.relation.result: judged for judged in crossing.network.of("same", of=TARGET)}
        for pair in crossing.pairing.pairs:
            ours, theirs = crossing.ours("row-target", pair.right), crossing.theirs("row-target", pair.left)
            judged = changed.get(ours.id) if ours is not None and theirs is not None else None
            if judged is None:
                yield from _dates(crossing, pair)
            elif judged.held:
                yield Agreement(example=judged.judgement.working)
            elif judged.broken:
                yield _changed(crossing, pair, relations=(judged.id,))


def _dates(crossing: Crossing, pair: Pair) -> Iterator[Verdict]:
    plan, form = _rows(crossing, pair)
    due, planned = (row.target.period if row.target is not None else None for row in (form, plan))
    if due is None or planned is None:
        return
    if due.last == planned.last:
        yield Agreement(example=f"{due.text} = {planned.text}")
    else:
        yield _changed(crossing, pair)


def _changed(crossing: Crossing, pair: Pair, relations: tuple[str, ...] = ()) -> Verdict:
    plan, form = _rows(crossing, pair)
    ours, theirs = (row.target.text if row.target is not None else "" for row in (form, plan))
    if _recorded(form, crossing.table.report):
        return Agreement(
            example=_("{name}：{theirs} → {ours}，已说明调整").format(name=form.name, theirs=theirs, ours=ours)
        )
    sides = ((crossing.other, plan), (crossing.table, form))
    return Discrepancy(
        message=_(
            "{place}：批复的绩效目标为“{theirs}”，自评表的年度指标值为“{ours}”，没有看到调整目标的说明，待核实。"
        ).format(place=rows.place(form), theirs=theirs, ours=ours),
        working=f"{theirs} → {ours}",
        action=_("提供目标调整的批复；没有批复的，按批复的目标重新填报和计分。"),
        evidence=tuple(
            documents.at(side, _("年度指标值"), f"{row.name} {row.target.text}", row.target.span)
            for side, row in sides
            if row.target is not None
        ),
        indicators=(pair.right,),
        goals=() if form.goal is None else (form.goal,),
        confidence=pair.confidence,
        about=("plan target", str(form.goal), form.name),
        values=(theirs, ours),
        relations=relations,
    )


def _rows(crossing: Crossing, pair: Pair) -> tuple[Indicator, Indicator]:
    return crossing.other.report.indicators[pair.left], crossing.table.report.indicators[pair.right]


def _recorded(row: Indicator, report: Report) -> bool:
    """Whether the row's reason, or a note of the form, says that the target was adjusted."""
    notes = [note.text for note in (report.budget_reason, *report.notes) if note is not None]
    return lexicon.has("adjusted", "target", row.reason or "") or any(
        lexicon.has("adjusted", "target", note) for note in notes
    )
