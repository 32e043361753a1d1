"""SC08 deduction-unexplained."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, NotAssessed, Verdict
from auditor.model.report import Indicator, Report
from auditor.relate import earned
from auditor.relate.earned import CRITERION
from auditor.sense import direction
from auditor.text import amounts


@check("SC08", "deduction-unexplained", severity="warning", needs=("weights", "scores"))
def deduction_unexplained(report: Report, context: Context) -> Iterator[Verdict]:
    """得分低于分值，没有说明原因。

    缘由：扣分就有偏差，应说明原因和改进措施；目标已完成而被扣分的，更需要说明。
    算法：得分小于分值，偏差原因栏空白、为“无”，或只说“已完成”“正常”“详见附件”；目标已完成的另作说明。表中没有偏差原因栏、也没有总的说明的，合成一条提示。
    不报：没有偏差原因栏而有总的说明；按表中本行评分标准得分的；预算执行率作为指标列在表中、执行率不低于规定比例的（低于的由 BU06 核对）；有实质原因（只有几个字的由 IN04 提示）；得分与公式不符由 SC06 报告。
    依据：表中“未完成原因及改进措施”一栏的填报要求。
    示例：资金到位及时率目标≥100%，实际100%，分值10得7分，原因栏空白。
    """
    if not rows.asks_for_reasons(report):
        yield from _unasked(report, context)
        return
    for index, row in enumerate(report.indicators):
        if not _owes_a_reason(row, index, report, context):
            continue
        if rows.explained(row):
            yield Agreement(example=_("{name}扣分，已说明原因").format(name=row.name))
        else:
            yield _unexplained(row, index, context)


def _owes_a_reason(row: Indicator, index: int, report: Report, context: Context) -> bool:
    """Whether points were lost that neither a usual rate of execution nor the row's own criterion accounts for."""
    if not rows.deducted(row) or rows.spent_enough(row, report, context.profile):
        return False
    return not any(one.held for one in context.at("score", index, of=CRITERION))


def _unasked(report: Report, context: Context) -> Iterator[Verdict]:
    """On a form without a column for reasons, and without reasons below it, a hint on all rows together."""
    found = [(index, row) for index, row in enumerate(report.indicators) if _owes_a_reason(row, index, report, context)]
    if found and not rows.explained_below(report):
        yield rows.unasked(found, _("{count}行扣了分（{names}），表中没有偏差原因栏"), "deducted without a column")
    else:
        yield NotAssessed(reason=_("表中没有偏差原因栏"))


def _unexplained(row: Indicator, index: int, context: Context) -> Verdict:
    weight, score = row.weight, row.score
    assert weight is not None  # noqa: S101 - deducted rows have both
    assert score is not None  # noqa: S101
    met = _("目标已完成，") if direction.met(row) else ""
    missed = direction.met(row) is False
    due = earned.due(row, index, context.network.numbers, context.profile) if missed else None
    by_rate = _("（按完成比例应得{points}分）").format(points=amounts.show(due)) if due is not None else ""
    return rows.discrepancy(
        row,
        index,
        _("{place}{met}分值{weight}得{score}分，扣{lost}分没有说明原因{by_rate}").format(
            place=rows.place(row),
            met=met,
            by_rate=by_rate,
            weight=amounts.show(weight),
            score=amounts.show(score),
            lost=amounts.show(weight - score),
        ),
        (
            *quoting.both(row),
            quoting.number(_("分值"), weight, row.weight_span),
            quoting.number(_("得分"), score, row.score_span),
        ),
        working=f"{amounts.show(weight)} − {amounts.show(score)} = {amounts.show(weight - score)}",
        action=_("请填报单位补充扣分原因和改进措施。"),
        values=(str(weight), str(score)),
    )
