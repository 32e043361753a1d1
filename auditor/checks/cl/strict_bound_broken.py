"""CL05 strict-bound-broken."""

from collections.abc import Iterator

from auditor.checks import evidence, facts, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report


@check("CL05", "strict-bound-broken", severity="warning", needs=("claims", "indicators"), arithmetic=True)
def strict_bound_broken(report: Report, context: Context) -> Iterator[Verdict]:
    """文字承诺“小于”或“大于”，表中恰好取等，只有放宽为“≤”“≥”才算达到。

    缘由：“小于10%”不含 10%；表中把界限写成“≤10%”，实际值恰为 10%，文字的承诺就没有达到。
    算法：目标或完成情况写严格界限，与之对应的指标实际值（未印界限）换算单位后正好等于该界限。
    不报：实际值在界限以内的；实际值自身印有界限的（CL08）。
    依据：以上、以下含本数，大于、小于不含本数（词义）。
    示例：文字“系统故障率小于10%”，指标“≤10%”，实际“10%”。
    """
    seen: set[int] = set()
    told = [fact for rule in (facts.TARGET, facts.RESULT) for fact in facts.of_rows(report, context.network, rule)]
    for fact in told:
        claim, row = fact.claim, fact.row
        if fact.at_row in seen or fact.proposed:
            continue
        actual = row.actual.quantity if row.actual is not None else None
        if claim.quantity.bound not in ("<", ">") or actual is None or actual.bound != "=":
            continue
        if actual.value != claim.quantity.value or actual.unit != claim.quantity.unit:
            yield Agreement(example=f"{actual.text} → {claim.quantity.text}")
            continue
        seen.add(fact.at_row)
        yield Discrepancy(
            message=_(
                "{place}：文字写“{claim}”（不含本数），实际完成值恰为“{actual}”，严格按文字没有达到，待核实。"
            ).format(place=rows.place(row), claim=claim.quantity.text, actual=actual.text),
            working=_("{actual} 不满足 {claim}").format(actual=actual.text, claim=claim.quantity.text),
            action=_("统一目标文字与指标值的界限（小于 / 不高于），并据此判断是否达到。"),
            evidence=(evidence.of_claim(claim), *evidence.of_target(row), *evidence.of_actual(row)),
            goals=evidence.goals_of(claim.goal, row.goal),
            indicators=(fact.at_row,),
            about=(str(row.goal), row.name),
            values=(claim.quantity.text, actual.text),
        )
