"""BU07 adjustment-unexplained."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import BudgetLine, Report
from auditor.relate import money
from auditor.sense import lexicon, wording
from auditor.text import amounts


@check("BU07", "adjustment-unexplained", severity="note", needs="budget")
def adjustment_unexplained(report: Report, context: Context) -> Iterator[Verdict]:
    """年初预算到全年预算变动较大，没有说明。

    缘由：预算大幅调整影响目标的可比性，应说明追加、调减的原因和依据。
    算法：|全年预算数 − 年初预算数| ÷ 年初预算数超过地方规则的比例，而偏差原因、其他说明都没有提到预算调整。
    不报：多行的资金表没有合计行数字的（分项的变动可以互相抵消）；缺年初或全年预算数，年初预算为0；说明中提到了调整、追加、结转；叙述式报告的说明散在正文，不在此判断；执行率偏低由 BU06 报告。
    依据：参照“预算调整较大的应当说明原因”；本次所用比例见评分规则。
    示例：年初预算100万元，全年预算150万元，调增50%，没有说明。
    """
    if report.kind == "narrative":
        yield NotAssessed(reason=_("叙述式报告，调整说明散在正文"))
        return
    said = [note.text for note in (report.budget_reason, *report.notes) if note is not None]
    told = any(wording.says_something(text) and lexicon.has("reasons", "adjustment", text) for text in said)
    for lines in money.groups(report):
        line = money.leading(lines)
        change = money.adjustment(line)
        if change is None or (line.part != "total" and len(lines) > 1):
            continue
        if abs(change) <= context.profile.adjustment or told:
            yield Agreement(example=_("预算调整 {change}%").format(change=f"{change:.1f}"))
        else:
            yield _unexplained(line, change)


def _unexplained(line: BudgetLine, change: Decimal) -> Discrepancy:
    initial, budget = quoting.figure(line.initial), quoting.figure(line.budget)
    return Discrepancy(
        message=_("“{name}”年初预算{initial}{unit}，全年预算{budget}{unit}，变动{change}%，没有说明").format(
            name=line.name,
            initial=amounts.show(initial),
            budget=amounts.show(budget),
            unit=line.unit,
            change=f"{change:+.1f}",
        ),
        working=f"({amounts.show(budget)} − {amounts.show(initial)}) ÷ {amounts.show(initial)} = {change:+.1f}%",
        action=_("请填报单位说明预算调整的原因，并提供调整批复文件。"),
        evidence=(
            quoting.number(_("年初预算数"), initial, line.initial_span),
            quoting.number(_("全年预算数"), budget, line.budget_span),
        ),
        about=("adjustment", line.name, str(line.group)),
        values=(str(initial), str(budget)),
    )
