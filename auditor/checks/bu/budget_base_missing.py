"""BU01 budget-base-missing."""

from collections.abc import Iterator

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.locale import side_by_side
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed, Verdict
from auditor.model.report import BudgetLine, Report
from auditor.relate import money
from auditor.text import amounts


@check("BU01", "budget-base-missing", severity="warning", needs="budget")
def budget_base_missing(report: Report, context: Context) -> Iterator[Verdict]:
    """全年预算数为零或空白，却填有执行率或执行得分。

    缘由：没有分母就没有执行率；常见于合计行未汇总（分项有数、合计为0），随之执行率、得分被系统算成0。
    算法：资金表的合计行（没有合计行时取带执行率的首行）全年预算数为0或空白，而同一行有执行率或得分。
    不报：没有全年预算数栏的表以年初预算数为分母；金额看不清、或整行没有读到金额的列为未核对；合计与分项的差额由 BU04 报告。
    依据：算术：执行率 = 全年执行数 ÷ 全年预算数，表内所印的栏目关系。
    示例：年度资金总额“0 0 0”，执行率0、得分0，其中财政拨款全年预算89.974万元。
    """
    for lines in money.groups(report):
        line = money.leading(lines)
        below = money.base(line)
        if line.rate is None and line.score is None:
            continue
        if below is not None and below > 0:
            yield Agreement(example=_("{name} 全年预算数 {amount}").format(name=line.name, amount=amounts.show(below)))
        elif below is None and not line.columns & {"budget", "initial"}:
            yield NotAssessed(reason=_("资金表没有全年预算数一栏"))
        elif below is None and (line.budget_span is not None or (line.initial is None and line.spent is None)):
            yield NotAssessed(reason=_("“{name}”的全年预算数无法辨认").format(name=line.name))
        else:
            yield _missing(line)


def _missing(line: BudgetLine) -> Discrepancy:
    stated: list[Evidence] = []
    if line.rate is not None:
        stated.append(quoting.number(_("执行率"), line.rate, line.rate_span, "%"))
    if line.score is not None:
        stated.append(quoting.number(_("执行得分"), line.score, line.score_span))
    words = _("为0") if line.budget is not None else _("空白")
    return Discrepancy(
        message=_("“{name}”的全年预算数{words}，却填有{stated}，执行率无从计算，待核实").format(
            name=line.name,
            words=words,
            stated=_("、").join(side_by_side(item.role, item.quote) for item in stated),
        ),
        action=_("补填合计行的预算数，再重算执行率与得分；以预算批复和决算数为准。"),
        evidence=(
            quoting.text(
                _("全年预算数"), "0" if line.budget is not None else _("（空）"), line.budget_span or line.span
            ),
            *stated,
        ),
        about=("budget", line.name, str(line.group)),
        values=(str(line.budget), str(line.rate), str(line.score)),
    )
