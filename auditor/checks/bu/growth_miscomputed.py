"""BU10 growth-miscomputed."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report


@check("BU10", "growth-miscomputed", severity="error", arithmetic=True)
def growth_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """增长（下降）幅度与所列两个数额不符。

    缘由：幅度由两个数额算出；不符说明数额或幅度有一处是旧数。
    算法：同一句中依次有本期数、“较（比）……”的对比数、“增长（下降）X%”，按（本期 − 对比）÷ 对比复算；各数按所印位数取区间，没有交集即为不符。
    不报：两个数额单位不同；句中数额多于两个（增减额除外）；只有幅度没有数额；数额间的矛盾由 CL14 报告。
    依据：算术：增长率 =（本期数 − 基期数）÷ 基期数。
    示例：收入4526.05万元，比上年3444.82万元增长30.39%，应为31.39%。
    """
    relations = [
        *context.stated("growth", of="statements"),
        *context.stated("difference", of="statements.growth"),
        *context.stated("ratio", of="statements.growth"),
    ]
    for one in relations:
        if (
            one.relation.form == "points"
            or one.relation.by.endswith("rates")
            or (one.broken and stated.reversed_direction(context, one))
        ):
            continue
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        yield stated.discrepancy(
            context,
            one,
            _("文字称变动{rate}，按所列的数计算为{working}，不一致，待核实").format(
                rate=stated.result(context, one).quantity.text, working=one.judgement.working
            ),
            action=_("核对两期数额的来源，更正数额或幅度。"),
        )
