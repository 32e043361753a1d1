"""IN10 actual-not-quantified."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Report, Value
from auditor.sense import lexicon, wording
from auditor.text import quantities


@check("IN10", "actual-not-quantified", severity="warning", needs="indicators")
def actual_not_quantified(report: Report, context: Context) -> Iterator[Verdict]:
    """目标是数量，实际完成值却只有文字。

    缘由：量化目标要用量化结果来回答，“达成预期指标”“已完成”无法核对。
    算法：年度指标值是数量，实际完成值没有任何数字、日期。
    不报：实际完成值空白（ST01）；留有模板占位符（IN13）；目标为0而实际“无”“未发生”；原因栏已作说明；目标本身是文字（IN12）。
    依据：表中“实际完成值”一栏的含义：定量指标填实际完成数。
    示例：目标≥50个，实际“达成预期指标”。
    """
    for index, row in enumerate(report.indicators):
        target = row.target.quantity if row.target else None
        if target is None or row.actual is None:
            continue
        if lexicon.has("wording", "placeholder", row.actual.text):
            continue
        nothing = target.value == 0 and wording.says_nothing_happened(row.actual.text)
        if nothing or _has_figure(row.actual):
            yield Agreement()
        if nothing or _has_figure(row.actual) or rows.explained(row):
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}目标{target}，实际完成值“{actual}”没有数量").format(
                place=rows.place(row), target=target.text, actual=quoting.cut(row.actual.text)
            ),
            quoting.both(row),
            action=_("请填报单位补报实际完成数及佐证材料。"),
            values=(target.text, row.actual.text),
        )


def _has_figure(actual: Value) -> bool:
    if actual.quantity is not None or actual.period is not None:
        return True
    return any(letter.isdigit() for letter in actual.text) or any(one.claimed for one in quantities.find(actual.text))
