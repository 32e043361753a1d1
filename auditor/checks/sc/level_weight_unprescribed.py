"""SC04 level-weight-unprescribed."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.locale import side_by_side
from auditor.model.classes import Level
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Report
from auditor.relate import adding
from auditor.sense import categories
from auditor.text import amounts

WITH_COST: dict[str, Decimal] = {
    Level.COST: Decimal(20),
    Level.OUTPUT: Decimal(40),
    Level.EFFECT: Decimal(20),
    Level.SATISFACTION: Decimal(10),
}
"""The other usual division, with cost as a first level (2021 and later) [M]."""


@check("SC04", "level-weight-unprescribed", severity="warning", needs="weights")
def level_weight_unprescribed(report: Report, context: Context) -> Iterator[Verdict]:
    """一级指标的权重与规定的分配不同。

    缘由：产出、效益、满意度的权重有统一的分配原则，偏离应有依据。
    算法：按一级指标合计分值，与表内说明或地方规则的分配比较；全国规则下成本单列的按40/20/20/10比较。全国规则只是“原则上”的，偏离作提示；地方规则明确规定的作提醒。
    不报：表中标题印有一级指标分值（以所印为准，由 SC03 核对）；按多个目标分组的整体表；没有一级指标栏；表格不全；产出、效益、满意度缺少某一类（ST02）。
    依据：预算执行率10%、产出50%、效益30%、满意度10%（财预〔2020〕10号，“原则上”）；本次所用分配见评分规则。
    示例：产出40分、效益30分、满意度20分。
    """
    prescribed = context.profile.level_weights
    if report.levels or rows.has_groups(report) or not prescribed:
        yield NotAssessed(reason=_("表中印有权重，或按目标分组，或地方规则没有规定一级指标权重"))
        return
    found = {
        level: adding.weights(tuple(row for row in report.indicators if row.level1 == level))
        for level in _levels(report)
    }
    if len(found) < len(prescribed) or not adding.table_is_whole(report):
        yield NotAssessed(reason=_("一级指标不全，未比较权重"))
        return
    usual = () if context.profile.level_weights_binding else (_plain(WITH_COST),)
    if _plain(found) in (_plain(prescribed), *usual):
        yield Agreement(example=_shown(found))
        return
    yield Discrepancy(
        message=_("一级指标权重为{found}，规定为{prescribed}").format(
            found=_shown(found), prescribed=_shown(prescribed)
        ),
        action=_("请说明权重分配的依据；地方另有规定的，用相应的规则文件复核。"),
        evidence=tuple(
            quoting.text(quoting.category(level), amounts.show(weight), None) for level, weight in found.items()
        ),
        severity=None if context.profile.level_weights_binding else "note",
        about=("level weights",),
        values=tuple(f"{level}{weight}" for level, weight in found.items()),
    )


def _levels(report: Report) -> list[str]:
    """The first levels; 预算执行率 printed as one has its points beside those that are prescribed."""
    named = dict.fromkeys(row.level1 for row in report.indicators if row.level1)
    return [level for level in named if not categories.is_execution(level)]


def _plain(weights: dict[str, Decimal]) -> dict[str, Decimal]:
    """The weights by name, 决策 for 决策指标."""
    return {name.removesuffix("指标"): weight for name, weight in weights.items()}


def _shown(weights: dict[str, Decimal]) -> str:
    return _("、").join(
        side_by_side(quoting.category(level), amounts.show(weight)) for level, weight in weights.items()
    )
