"""SC07 missed-target-scored-full."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Indicator, Report
from auditor.relate import earned
from auditor.sense import direction
from auditor.text import amounts


@check("SC07", "missed-target-scored-full", severity="error", needs=("weights", "scores"))
def missed_target_scored_full(report: Report, context: Context) -> Iterator[Verdict]:
    """未达到目标值，却得满分。

    缘由：未完成的定量指标应按比例扣分；满分与未完成不能同时成立。
    算法：实际完成值不满足年度指标值的约束（≥、≤、=，单位换算后比较），而得分等于分值。
    不报：目标或实际不是数量，或单位不可比（IN09）；没有运算符或为“=”的目标，多做、成本少花、坏事（投诉、返修）少发生、控制率和结转结余率等上限以内都算完成（“=”未恰好相等由 IN18 提示），好事的目标为0即没有要求，名称看不出多好还是少好的不判断；1与100%、0.98与98%视为同一写法；运算符方向存疑的由 IN05、IN06 报告；日期晚于期限由 TM01 报告；未得满分的由 SC06、SC08 报告。
    依据：参照“定量指标未完成的按完成比例计分”（项目支出绩效自评表填表说明）。
    示例：目标≥100家，实际96家，分值5，得分5。
    """
    for index, row in enumerate(report.indicators):
        verdict = direction.met(row)
        if verdict is None or row.score is None:
            continue
        if verdict:
            yield Agreement(
                example=_("实际 {actual} 达到目标 {target}").format(
                    actual=row.actual.text if row.actual else "", target=row.target.text if row.target else ""
                )
            )
        if verdict or not rows.full(row):
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}目标{target}，实际{actual}，未达目标而得满分{score}分，待核实").format(
                place=rows.place(row),
                target=row.target.text if row.target else "",
                actual=row.actual.text if row.actual else "",
                score=amounts.show(row.score),
            ),
            (*quoting.both(row), quoting.number(_("得分"), row.score, row.score_span)),
            action=_("核对实际完成值的佐证材料；确未完成的，按公式重算得分并说明原因。"),
            values=(row.target.text if row.target else "", row.actual.text if row.actual else "", str(row.score)),
            relations=context.broken_at("row-target", index),
            confidence="high" if _is_bounded(row) else "medium",
            score_change=_change(row, index, report, context),
        )


def _change(row: Indicator, index: int, report: Report, context: Context) -> Decimal | None:
    """What the row loses by the formula of the profile; None where the form scores in a way of its own."""
    if earned.scored_otherwise(report) or row.score is None:
        return None
    due = earned.due(row, index, context.network.numbers, context.profile)
    return None if due is None else due - row.score


def _is_bounded(row: Indicator) -> bool:
    """Whether the target prints which way it binds."""
    return row.target is not None and row.target.quantity is not None and row.target.quantity.bound != "="
