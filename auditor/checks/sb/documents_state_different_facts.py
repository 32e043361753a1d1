"""SB01 documents-state-different-facts."""

from collections.abc import Iterator
from itertools import groupby

from auditor.checks import documents
from auditor.checks.registry import Across, across
from auditor.locale import gettext as _
from auditor.model.dossier import Dossier
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.relate import Judged, ties
from auditor.relate.across import RESULT, Crossing

_RULES = frozenset({ties.RESULT, ties.TARGET, RESULT})


@across("SB01", "documents-state-different-facts", severity="error", needs="report", arithmetic=True)
def documents_state_different_facts(_dossier: Dossier, context: Across) -> Iterator[Verdict]:
    """自评报告与自评表对同一事项写了不同的数。

    缘由：一套材料说的是同一年度的同一件事，报告中的完成数、目标数应当与自评表一致；不一致时至少有一处有误，或者口径不同。
    算法：按事项名称和计量单位认定报告的句子与表中的行（或目标完成情况的文字）说的是同一事项，不看数值是否接近；再比较两数按印出位数所代表的区间。报告中并列的几个数相加正好等于表中的数时，按口径不同提醒并写出算式。
    不报：金额与执行率由 SB02 报告，得分由 SB03，项数由 SB04；报告引用的要求、其他年度的数不比较；报告在背景中复述目标、与表中目标一致的，视为相符；同一份材料内部的矛盾由 CL01 报告。
    依据：自评报告与自评表数据应当一致（自评复核通行要求）。
    示例：报告“举办讲座26场”，自评表“讲座场次”实际完成值 24场。
    """
    for crossing in context.of("told"):
        of_cell = groupby(sorted(_facts(crossing), key=_cell), key=_cell)
        for _name, facts in of_cell:
            yield from _told(crossing, list(facts))


def _facts(crossing: Crossing) -> Iterator[Judged]:
    return (one for one in crossing.network.relations if (one.first or one.relation).by in _RULES)


def _cell(judged: Judged) -> tuple[int, str]:
    """The cell or sentence of the form that a fact is held against, in the order of the form."""
    name = (judged.first or judged.relation).of[0]
    return int(name.rpartition("n")[2].partition(".")[0]), name


def _told(crossing: Crossing, facts: list[Judged]) -> Iterator[Verdict]:
    """What the report says of one cell: agreements, and one finding however often it says something else."""
    for judged in facts:
        if judged.held and not _wider(judged):
            yield Agreement(example=judged.judgement.working)
    for judged in facts:
        if _wider(judged):
            yield _finding(crossing, [judged])
    broken = [judged for judged in facts if judged.broken]
    if broken:
        yield _finding(crossing, broken)


def _wider(judged: Judged) -> bool:
    """Whether the form counts more widely: the sum of what the report lists is what the form prints."""
    return judged.held and judged.relation.kind == "sum"


def _finding(crossing: Crossing, facts: list[Judged]) -> Discrepancy:
    lead = facts[0]
    first = lead.first or lead.relation
    told, printed = documents.number(crossing, first.result).quote, documents.shown(crossing, first.of[0])
    subject = crossing.number(first.of[0]).subject
    wider = _wider(lead)
    words = (
        _("自评报告写“{told}”，自评表“{subject}”为“{printed}”，相差之数可由并列各项相加解释，口径待核实。")
        if wider
        else _("自评报告写“{told}”，自评表“{subject}”为“{printed}”，两份材料不一致，待核实。")
    )
    evidence = [item for one in facts for item in documents.numbers(crossing, one)]
    sure = crossing.surely(lead) and not wider
    return Discrepancy(
        message=words.format(told=told, printed=printed, subject=subject),
        working=lead.judgement.working,
        action=_("核对原始台账，更正其中一份材料；口径不同的，请在报告中说明。"),
        evidence=tuple(dict.fromkeys(evidence)),
        severity=None if sure else "warning",
        confidence="high" if sure or wider else "medium",
        broken=not wider,
        about=("between", subject, crossing.number(first.result).subject),
        values=(documents.shown(crossing, first.result), printed),
        relations=tuple(one.id for one in facts),
    )
