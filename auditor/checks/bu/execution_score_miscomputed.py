"""BU03 execution-score-miscomputed."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import BudgetLine, Report
from auditor.relate import Judged, adding, money
from auditor.relate.scores import BUDGET
from auditor.text import amounts

WHOLE = Decimal(100)


@check("BU03", "execution-score-miscomputed", severity="error", needs="budget", arithmetic=True)
def execution_score_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """预算执行得分与“分值 × 执行率”不符。

    缘由：执行得分由公式得出，没有裁量余地；不符即算错，或执行率后来改过而得分没有跟着改。
    算法：分值 × min(执行率, 100%)；执行率既取表中所印，也取执行数÷预算数复算的，任一相符即可；四舍五入、截尾都认可。
    不报：没有分值或得分；执行率缺且无法复算；表中另印有无法识别的执行率计分办法；地方规则不按执行率计分；预算数为0由 BU01 报告；执行率本身的错误由 BU02 报告。
    依据：参照“预算执行得分 = 分值 × 执行率”的计分规则（项目支出绩效自评表）；表中印有分值的以所印为准。
    示例：分值10，执行率86.1%，得分应为8.61，印8.9。
    """
    unread = adding.rate_scored_otherwise(report)
    judged = {context.network.index(one.relation.result, "budget-score"): one for one in context.stated(of=BUDGET)}
    for index, line in enumerate(report.budget):
        if line.weight is None or line.score is None:
            continue
        one = judged.get(index)
        if context.profile.budget_score != "rate" or unread:
            yield NotAssessed(reason=_("表中或地方规则另有执行率计分办法，未按分值×执行率复算"))
        elif one is None:
            yield NotAssessed(reason=_("“{name}”没有执行率，也无法复算").format(name=line.name))
        elif one.held:
            yield Agreement(example=one.judgement.working)
        else:
            yield _differ(report, line, one)


def _rate(line: BudgetLine) -> Decimal:
    return min(quoting.figure(money.exact_rate(line) if line.rate is None else line.rate), WHOLE)


def _differ(report: Report, line: BudgetLine, one: Judged) -> Discrepancy:
    weight, score = quoting.figure(line.weight), quoting.figure(line.score)
    expected = (weight * _rate(line) / WHOLE).quantize(Decimal("0.01"))
    counted = line in money.scored(tuple(one for one in report.budget if one.group == line.group))
    stated = () if line.rate is None else (quoting.number(_("执行率"), line.rate, line.rate_span, "%"),)
    return Discrepancy(
        message=_("“{name}”执行得分印{score}，按分值{weight}×执行率应为{expected}，不一致，待核实").format(
            name=line.name, score=amounts.show(score), weight=amounts.show(weight), expected=amounts.show(expected)
        ),
        working=one.judgement.working,
        action=_("核对执行率后按公式重算得分，并相应更正总分。"),
        evidence=(
            quoting.number(_("执行得分"), score, line.score_span),
            quoting.number(_("分值"), weight, line.weight_span),
            *stated,
        ),
        about=("score", line.name, str(line.group)),
        values=(str(score), str(weight), str(line.rate), str(line.spent), str(money.base(line))),
        relations=(one.id,),
        score_change=expected - score if counted else None,
    )
