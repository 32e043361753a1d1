"""PL03 weight-moved-since-plan."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from auditor.checks import documents, rows
from auditor.checks.registry import Across, across
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Severity, Verdict
from auditor.relate import Judged
from auditor.relate.across import WEIGHT, Crossing
from auditor.relate.likeness import Pair
from auditor.relate.moved import marks, rescaled
from auditor.text import amounts


@across("PL03", "weight-moved-since-plan", severity="note", needs="plan", arithmetic=True)
def weight_moved_since_plan(_dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """自评表的分值与批复的绩效目标不同。

    缘由：分值是批复的一部分；把分值从没有完成的指标移到完成的指标，得分就高了。
    算法：对应的两行比较分值；另按批复的分值重算这些行的得分率（得分 ÷ 分值 × 批复的分值），按现有分值得分率更高的为警告，否则为提示。
    不报：全表按同一比例换算（90分制与100分制）；没有分值的表；没有对应的行由 PL02 报告。
    依据：绩效目标一经批复不得随意调整（项目支出绩效管理通行要求）。
    示例：申报表“维修路灯 15分、群众满意度 5分”，自评表“维修路灯 5分、群众满意度 15分”。
    """
    for crossing in context.of("plan"):
        pairs = {_ours(crossing, pair): pair for pair in crossing.pairing.pairs}
        moved = list(crossing.network.of("same", of=WEIGHT))
        if not all(one.held for one in moved) and rescaled([_weights(crossing, one) for one in moved]):
            yield Agreement(example=_("分值按同一比例换算"))
            continue
        severity, told = _effect(crossing, [pairs[one.relation.result] for one in moved])
        for judged in moved:
            if judged.held:
                yield Agreement(example=judged.judgement.working)
            elif judged.broken:
                yield _moved(crossing, pairs[judged.relation.result], judged, severity, told)


def _ours(crossing: Crossing, pair: Pair) -> str:
    weight = crossing.ours("weight", pair.right)
    return weight.id if weight is not None else ""


def _weights(crossing: Crossing, judged: Judged) -> tuple[Decimal, Decimal]:
    return crossing.number(judged.relation.result).value, crossing.number(judged.relation.of[0]).value


def _effect(crossing: Crossing, pairs: Sequence[Pair]) -> tuple[Severity, str]:
    """Whether the moved weights raise the share of marks reached, and the marks under the plan's weights."""
    scored: list[tuple[Decimal, Decimal, Decimal]] = []
    for pair in pairs:
        ours, theirs = crossing.table.report.indicators[pair.right], crossing.other.report.indicators[pair.left]
        if ours.score is not None and ours.weight and theirs.weight is not None:
            scored.append((ours.score, ours.weight, theirs.weight))
    found = marks(scored)
    if found is None:
        return "note", ""
    told = _("按批复的分值，两份材料都有的指标得分率为{then}%，现为{now}%").format(
        then=_percent(found.then), now=_percent(found.now)
    )
    if found.now == found.then:
        told = _("按批复的分值，得分率仍为{now}%").format(now=_percent(found.now))
    return ("warning" if found.raised else "note"), told


def _percent(share: Fraction) -> str:
    value = Decimal(share.numerator) / Decimal(share.denominator) * 100
    return amounts.show(value.quantize(Decimal("0.01")))


def _moved(crossing: Crossing, pair: Pair, judged: Judged, severity: Severity, told: str) -> Discrepancy:
    row = crossing.table.report.indicators[pair.right]
    ours, theirs = _weights(crossing, judged)
    message = _("{place}：批复的分值为{theirs}分，自评表为{ours}分，待核实。").format(
        place=rows.place(row), theirs=amounts.show(theirs), ours=amounts.show(ours)
    )
    return Discrepancy(
        message=message,
        working=_("{theirs}分 → {ours}分").format(theirs=amounts.show(theirs), ours=amounts.show(ours))
        + (_("；") + told if told else ""),
        action=_("按批复的分值重新计分；分值有调整的，请附调整批复。"),
        evidence=tuple(documents.numbers(crossing, judged)),
        indicators=(pair.right,),
        goals=() if row.goal is None else (row.goal,),
        severity=severity,
        confidence=pair.confidence,
        about=("plan weight", str(row.goal), row.name),
        values=(str(theirs), str(ours)),
        relations=(judged.id,),
    )
