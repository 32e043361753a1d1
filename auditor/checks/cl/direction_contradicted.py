"""CL18 direction-contradicted."""

from collections.abc import Container, Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report
from auditor.relate.statements.directions import DIRECTIONS


@check("CL18", "direction-contradicted", severity="error", arithmetic=True)
def direction_contradicted(report: Report, context: Context) -> Iterator[Verdict]:
    """文字说增加（提高），所列的两个数却是减少，或者相反。

    缘由：增减的方向由两期的数决定；方向写反，后面的分析就不成立。
    算法：同一处写有本期数与上期数，并写有增长、增加、下降、减少的幅度或增减数，或者写“由……上升到……”“低于上年的……”时，比较两数的大小与文字的方向。
    不报：两数相等的；方向相符而幅度不符的由 BU10、CL16 报告；名次、等级；找不到上期数的。
    依据：算术。
    示例：“接待游客28万人次，上年为30万人次，增长7%”。
    """
    relations = [*context.stated("growth", of="statements"), *context.stated("difference", of="statements.growth")]
    reversed_ones: set[frozenset[str]] = set()
    for one in relations:
        if one.held:
            yield stated.agreement(context, one)
        elif one.broken and stated.reversed_direction(context, one):
            reversed_ones.add(frozenset(one.relation.of))
            yield stated.discrepancy(
                context,
                one,
                _("文字所说的增减方向与所列的数相反：{working}，待核实").format(working=one.judgement.working),
                action=_("核对两期数据，更正数额或增减的表述。"),
            )
    yield from _told_alone(context, reversed_ones)


def _told_alone(context: Context, told: Container[frozenset[str]]) -> Iterator[Verdict]:
    """由84起上升到71起: two values and a word, of whose change no amount was told already."""
    for one in context.stated("bound", of=DIRECTIONS):
        if one.held:
            yield stated.agreement(context, one)
        elif one.broken and frozenset((one.relation.result, *one.relation.of)) not in told:
            yield stated.discrepancy(
                context,
                one,
                _("文字所说的增减方向与所列的数相反：{working}，待核实").format(working=one.judgement.working),
                action=_("核对两期数据，更正数额或增减的表述。"),
            )
