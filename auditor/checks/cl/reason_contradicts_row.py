"""CL09 reason-contradicts-row."""

from collections.abc import Iterator

from auditor.checks import evidence, facts, quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report
from auditor.sense import direction, wording


@check("CL09", "reason-contradicts-row", severity="warning", needs=("indicators", "reasons"), arithmetic=True)
def reason_contradicts_row(report: Report, context: Context) -> Iterator[Verdict]:
    """偏差原因里的数与本行实际完成值不符。

    缘由：偏差原因解释本行的数，其中的数量应与本行一致；所指若是另一事项，就没有解释本行的偏差。
    算法：偏差原因中与本行实际值单位可比的数，与实际值比较；事项名称相同报警告，名称只部分相同报提示并说明对象可能不同。原因写未完成、未达标，而本行的数达到目标又没有扣分的，也报。
    不报：单位不可比的；事项与本行毫不相干的；数值一致的；原因中的比率；说目标定得偏低、上年未完成、别处未完成的话。
    依据：报告自身：偏差原因与本行实际完成值所述是同一事项。
    示例：评审报告 19个，原因写“组织评审了25个申请材料”。
    """
    for fact in facts.of_rows(report, context.network, facts.REASON):
        claim, row, judged = fact.claim, fact.row, fact.judged
        if row.actual is None or fact.proposed:
            continue
        if not judged.broken:
            yield Agreement(example=f"{claim.quantity.text} = {row.actual.text}")
            continue
        same = fact.relation.confidence == "high"
        said = _("两数不一致") if same else _("所指对象可能不同，未能解释本行的数")
        yield Discrepancy(
            message=_("{place}：实际完成值“{actual}”，偏差原因中写“{claim}”，{said}，待核实。").format(
                place=rows.place(row), actual=row.actual.text, claim=claim.quantity.text, said=said
            ),
            working=judged.judgement.working,
            action=_("核对偏差原因所指的事项；与本行无关的，应改写为本行偏差的原因。"),
            evidence=(*evidence.of_actual(row), evidence.of_claim(claim)),
            goals=evidence.goals_of(row.goal),
            indicators=(fact.at_row,),
            severity=None if same else "note",
            confidence="high" if same else "medium",
            about=(str(row.goal), row.name, claim.subject),
            values=(claim.quantity.text, row.actual.text),
            relations=(judged.id,),
        )
    yield from _by_words(report)


def _by_words(report: Report) -> Iterator[Verdict]:
    """Rows that are met and lose no points, while their reason says that they were missed."""
    for index, row in enumerate(report.indicators):
        if row.reason is None or not wording.says_missed(row.reason) or rows.deducted(row):
            continue
        if direction.met(row) is True:
            yield rows.discrepancy(
                row,
                index,
                _("{place}：实际完成值达到目标，偏差原因却写“{reason}”，待核实。").format(
                    place=rows.place(row), reason=quoting.cut(row.reason)
                ),
                (*quoting.both(row), quoting.text(_("偏差原因"), row.reason, row.reason_span)),
                action=_("核对实际完成值和偏差原因，更正有误的一处。"),
                values=(row.reason,),
            )
