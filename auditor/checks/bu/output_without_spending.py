"""BU12 output-without-spending."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.classes import Level
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Indicator, Report
from auditor.relate import money
from auditor.sense import direction
from auditor.text import amounts
from auditor.text.normalize import fold


@check("BU12", "output-without-spending", severity="warning", needs=("budget", "indicators"))
def output_without_spending(report: Report, context: Context) -> Iterator[Verdict]:
    """几乎没有支出，产出却全部完成。

    缘由：钱没有花而产出全部完成，要么产出另有资金来源，要么完成情况不实，要么支出滞后。
    算法：资金表合计行执行率低于地方规则的比例（默认10%），而产出指标各行都得满分（没有得分的，都达到目标）。
    不报：没有执行率；产出指标有未完成的；执行率偏低但不极低由 BU06 报告。
    依据：报告自身：支出与产出的对照；本次所用比例见评分规则，这是提示，不是差错。
    示例：执行率3.2%，产出指标6行全部满分。
    """
    outputs = [row for row in report.indicators if row.level1 == Level.OUTPUT]
    done = [row for row in outputs if rows.full(row) or (row.score is None and _is_done(row))]
    for lines in money.groups(report):
        line = money.leading(lines)
        rate = money.told_rate(line)
        below = money.base(line)
        if rate is None or rate.high is None or below is None or below <= 0 or not outputs:
            continue
        if rate.high > context.profile.little_spending or len(done) < len(outputs):
            yield Agreement(example=_("执行率与产出完成情况没有明显背离"))
            continue
        shown = f"{amounts.show(line.rate)}%" if line.rate is not None else f"{money.exact_rate(line):.2f}%"
        yield Discrepancy(
            message=_("执行率仅{rate}，产出指标{count}行却全部完成，待核实").format(rate=shown, count=len(outputs)),
            action=_("请填报单位说明产出的资金来源或付款进度，并提供完成情况的佐证材料。"),
            evidence=(
                quoting.text(_("执行率"), shown, line.rate_span or line.spent_span or line.span),
                quoting.both(outputs[0])[0],
            ),
            about=("output without spending", str(line.group)),
            values=(shown, str(len(outputs))),
        )


def _is_done(row: Indicator) -> bool:
    """Whether a row without a score reports its target as reached: by number, by date, or in the same words."""
    if row.target is None or row.actual is None:
        return False
    due, finished = row.target.period, row.actual.period
    if due is not None and finished is not None:
        return finished.first <= due.last
    return direction.met(row) is True or fold(row.target.text) == fold(row.actual.text)
