"""CL01 claim-contradicts-indicator."""

from collections.abc import Iterator

from auditor.checks import evidence, facts, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report


@check("CL01", "claim-contradicts-indicator", severity="error", needs=("claims", "indicators"), arithmetic=True)
def claim_contradicts_indicator(report: Report, context: Context) -> Iterator[Verdict]:
    """文字所述完成数与对应指标的实际完成值不符。

    缘由：同一事项在“实际完成情况”和指标表中各写一遍，两处应当一致；不一致时至少有一处有误，或者口径不同。
    算法：按事项名称、计量单位、所属目标认定文字与指标说的是同一事项（不看数值是否接近），再比较两数按印出位数所代表的区间是否相交。
    不报：同列的几个数相加正好等于表中数的，由 CL02 报口径；单位不可比的，不认定为同一事项；文字是引用的要求或其他年度的，不比较。
    依据：报告自身：文字与指标表所述是同一事项。
    示例：文字“检查企业120家”，指标“检查企业数量”实际完成值 112家。
    """
    for fact in facts.of_rows(report, context.network, facts.RESULT):
        claim, row, judged = fact.claim, fact.row, fact.judged
        if row.actual is None or fact.wider:
            continue
        if not judged.broken:
            yield Agreement(example=judged.judgement.working)
            continue
        sure = fact.relation.confidence == "high"
        yield Discrepancy(
            message=_("{place}：文字写“{claim}”，指标表的实际完成值为“{actual}”，两处不一致，待核实。").format(
                place=rows.place(row), claim=claim.quantity.text, actual=row.actual.text
            ),
            working=judged.judgement.working,
            action=evidence.same_fact_first(
                _("核对原始台账，更正其中一处；如口径不同，请在文字中说明。"), proposed=fact.proposed
            ),
            evidence=(evidence.of_claim(claim), *evidence.of_actual(row)),
            goals=evidence.goals_of(claim.goal, row.goal),
            indicators=(fact.at_row,),
            severity="note" if fact.proposed else None if sure else "warning",
            confidence="low" if fact.proposed else "high" if sure else "medium",
            about=(str(row.goal), row.name, claim.subject),
            values=(claim.quantity.text, row.actual.text),
            relations=(judged.id,),
        )
