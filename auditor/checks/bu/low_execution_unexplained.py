"""BU06 low-execution-unexplained."""

from collections.abc import Iterator

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed, Verdict
from auditor.model.quantity import Interval
from auditor.model.report import BudgetLine, Report
from auditor.relate import money
from auditor.sense import direction, wording
from auditor.text import amounts, rounding


@check("BU06", "low-execution-unexplained", severity="warning", needs="budget")
def low_execution_unexplained(report: Report, context: Context) -> Iterator[Verdict]:
    """预算执行率偏低，表中没有说明原因。

    缘由：执行率低于规定比例时应说明原因和改进措施，否则无法判断是进度滞后、预算编制过大还是资金未到位。
    算法：资金表合计行的执行率（没有印的按执行数÷预算数复算）整个区间低于地方规则的比例，而偏差原因、其他说明均为空或“无”。
    不报：三公经费一类只作控制的数；有任何实质说明；叙述式报告的原因散在正文，不在此判断；执行率算错由 BU02 报告。
    依据：参照“执行率偏低的应当说明原因”；本次所用比例见评分规则。
    示例：执行率79.27%，偏差原因栏空白。
    """
    if report.kind == "narrative":
        yield NotAssessed(reason=_("叙述式报告，原因说明散在正文"))
        return
    threshold = context.profile.low_execution
    said = [note.text for note in (report.budget_reason, *report.notes) if note is not None]
    for lines in money.groups(report):
        line = money.leading(lines)
        rate = money.told_rate(line)
        if rate is None or rate.high is None:
            continue
        if direction.is_ceiling(line.name):
            yield NotAssessed(reason=_("“{name}”是控制数，低于预算不须说明").format(name=line.name))
        elif not _has_something_to_spend(line):
            yield NotAssessed(reason=_("“{name}”的全年预算数为0，执行率没有意义").format(name=line.name))
        elif rate.high > threshold:
            yield Agreement(
                example=_("执行率 {rate} 不低于 {threshold}%").format(
                    rate=_shown(line, rate), threshold=amounts.show(threshold)
                )
            )
        elif any(wording.says_something(text) for text in said):
            yield Agreement(example=_("执行率 {rate}，已说明原因").format(rate=_shown(line, rate)))
        else:
            yield _unexplained(line, rate, amounts.show(threshold))


def _has_something_to_spend(line: BudgetLine) -> bool:
    """A rate of nought over a budget of nought is BU01's."""
    below = money.base(line)
    return below is None or below > 0


def _shown(line: BudgetLine, rate: Interval) -> str:
    if line.rate is not None:
        return f"{amounts.show(line.rate)}%"
    exact = money.exact_rate(line)
    return f"{exact:.2f}%" if exact is not None else rounding.show(rate)


def _unexplained(line: BudgetLine, rate: Interval, threshold: str) -> Discrepancy:
    shown = _shown(line, rate)
    return Discrepancy(
        message=_("“{name}”执行率{rate}低于{threshold}%，表中没有说明原因").format(
            name=line.name, rate=shown, threshold=threshold
        ),
        action=_("请填报单位说明未执行的原因、结余资金去向和改进措施。"),
        evidence=tuple(_quoted(line, shown)),
        about=("low execution", line.name, str(line.group)),
        values=(shown,),
    )


def _quoted(line: BudgetLine, shown: str) -> Iterator[Evidence]:
    """The printed rate; where the form prints none, the two amounts that it was worked out from."""
    if line.rate is not None or line.spent is None:
        yield quoting.text(_("执行率"), shown, line.rate_span or line.span)
        return
    below = line.budget if line.budget is not None else line.initial
    if below is not None:
        yield quoting.number(_("全年预算数"), below, line.budget_span or line.initial_span)
    yield quoting.number(_("全年执行数"), line.spent, line.spent_span)
