"""CL03 goal-target-contradicts-indicator-target."""

from collections.abc import Iterator

from auditor.checks import evidence, facts, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report


@check(
    "CL03",
    "goal-target-contradicts-indicator-target",
    severity="warning",
    needs=("claims", "indicators"),
    arithmetic=True,
)
def goal_target_contradicts_indicator_target(report: Report, context: Context) -> Iterator[Verdict]:
    """年度绩效目标中的目标数与对应指标的年度指标值不符。

    缘由：目标文字与指标值是同一个承诺，数值应当相同；不同则考核的尺度不清。
    算法：按事项、单位、所属目标认定为同一承诺后，换算到同一单位比较所承诺的数；两侧都没有界限时按印出位数的区间比较。
    不报：换算单位后相等的；只是“大于”与“不少于”之别的（CL05 另看）。
    依据：报告自身：目标文字与年度指标值所述是同一目标数。
    示例：目标“监测数据不少于210万个”，指标值“≥2103000个”。
    """
    for fact in facts.of_rows(report, context.network, facts.TARGET):
        claim, row, judged = fact.claim, fact.row, fact.judged
        if row.target is None:
            continue
        if not judged.broken:
            yield Agreement(example=judged.judgement.working)
            continue
        sure = fact.relation.confidence == "high"
        yield Discrepancy(
            message=_("{place}：目标文字写“{claim}”，年度指标值为“{target}”，两处目标数不一致，待核实。").format(
                place=rows.place(row), claim=claim.quantity.text, target=row.target.text
            ),
            working=judged.judgement.working,
            action=evidence.same_fact_first(
                _("以批复的绩效目标表为准，统一目标文字与指标值。"), proposed=fact.proposed
            ),
            evidence=(evidence.of_claim(claim), *evidence.of_target(row)),
            goals=evidence.goals_of(claim.goal, row.goal),
            indicators=(fact.at_row,),
            severity="note" if fact.proposed else None,
            confidence="low" if row.ambiguous or fact.proposed else "high" if sure else "medium",
            about=(str(row.goal), row.name),
            values=(claim.quantity.text, row.target.text),
            relations=(judged.id,),
        )
