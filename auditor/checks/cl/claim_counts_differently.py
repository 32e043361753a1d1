"""CL02 claim-counts-differently."""

from collections.abc import Iterator

from auditor.checks import evidence, facts, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Discrepancy, Verdict
from auditor.model.report import Report


@check("CL02", "claim-counts-differently", severity="warning", needs=("claims", "indicators"))
def claim_counts_differently(report: Report, context: Context) -> Iterator[Verdict]:
    """文字与指标的统计口径不同：并列的几个数相加才等于表中数。

    缘由：文字里同一事项写一个数，表里写另一个数；加上并列的其他事项恰好相等，说明表按更宽的口径计数，应当写明。
    算法：文字与指标认定为同一事项而数值不等时，取文字中与它并列、单位相同的数相加，和正好等于表中实际完成值。
    不报：单个数已经相等的；加不出来的，由 CL01 报。
    依据：报告自身：文字与指标表所述是同一事项。
    示例：文字“专题片4部、短视频52部”，指标“视频片和短视频数量”为 56部：4 + 52 = 56，而 52 ≠ 56。
    """
    for fact in facts.of_rows(report, context.network, facts.RESULT):
        row, working = fact.row, fact.judged.judgement.working
        members = [context.network.index(name, "claim") for name in fact.wider]
        parts = [report.claims[index] for index in members if index is not None]
        if row.actual is None or not parts or fact.proposed:
            continue
        yield Discrepancy(
            message=_(
                "{place}：文字写“{claim}”，表中为“{actual}”，单项都不相等，并列各项相加才相等（{sum}），统计口径不同，待核实。"
            ).format(
                place=rows.place(row),
                claim=_("、").join(evidence.of_claim(part).quote for part in parts),
                actual=row.actual.text,
                sum=working,
            ),
            working=working,
            action=_("请说明指标的统计口径，并使目标、完成情况与指标表按同一口径填写。"),
            evidence=(*(evidence.of_claim(part) for part in parts), *evidence.of_target(row), *evidence.of_actual(row)),
            goals=evidence.goals_of(parts[0].goal, row.goal),
            indicators=(fact.at_row,),
            about=(str(row.goal), row.name),
            values=(*(part.quantity.text for part in parts), row.actual.text),
            relations=(fact.judged.id,),
        )
