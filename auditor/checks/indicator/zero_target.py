"""IN07 zero-target."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Report
from auditor.sense import direction


@check("IN07", "zero-target", severity="note", needs="indicators")
def zero_target(report: Report, context: Context) -> Iterator[Verdict]:
    """目标值为0，实际却有数。

    缘由：正向指标的目标为0，完成多少都算超额，目标等于没有定。
    算法：目标值为0（不带≤、<），实际值大于0，且不是越少越好的指标。
    不报：实际也为0；事故、投诉、败诉等越少越好的（未达目标由 IN01、SC07 报告）。
    依据：参照“绩效目标应当细化量化、合理可行”（财预〔2015〕88号）。
    示例：培训人数目标0人，实际120人。
    """
    for index, row in enumerate(report.indicators):
        pair = rows.quantities(row)
        if pair is None or pair[0].value != 0 or pair[0].bound in direction.CEILINGS:
            continue
        if pair[1].value <= 0 or direction.is_adverse(row):
            yield Agreement(example=f"{row.name} 0 → {pair[1].text}")
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}目标{target}，实际{actual}，目标值为0，待核实").format(
                place=rows.place(row), target=pair[0].text, actual=pair[1].text
            ),
            quoting.both(row),
            action=_("核对目标申报表；确未设目标的，下年度应补设。"),
            values=(pair[0].text, pair[1].text),
        )
