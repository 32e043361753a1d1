"""BU03 execution-score-miscomputed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import money, quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.quantity import Interval
from auditor.model.report import BudgetLine, Report
from auditor.text import amounts, rounding
from auditor.text.normalize import fold

WHOLE = Decimal(100)

# "20分*执行率", "分值×预算执行率", "得分=执行率*10"
_KNOWN_FORMULA = re.compile(
    r"(?:\d+分?|分值|权重|满分)[)）]?[*×xX·](?:预算|资金)?执行率|执行率[)）]?[*×xX·](?:\d+|分值|权重|满分)"
)
# "执行率每低1个百分点扣0.5分": how the rate is scored, as opposed to when a reason is owed for it
_FORMULA = re.compile(
    r"执行率[^。;；]{0,20}(?:得分|计分|记分|满分|扣|得\d|得0|不得|[=×*])|(?:得分|计分|记分|满分|扣)[^。;；]{0,20}执行率"
)


@check("BU03", "execution-score-miscomputed", severity="error", needs="budget", arithmetic=True)
def execution_score_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """预算执行得分与“分值 × 执行率”不符。

    缘由：执行得分由公式得出，没有裁量余地；不符即算错，或执行率后来改过而得分没有跟着改。
    算法：分值 × min(执行率, 100%)；执行率既取表中所印，也取执行数÷预算数复算的，任一相符即可；四舍五入、截尾都认可。
    不报：没有分值或得分；执行率缺且无法复算；表中另印有无法识别的执行率计分办法；地方规则不按执行率计分；预算数为0由 BU01 报告；执行率本身的错误由 BU02 报告。
    依据：财政部项目支出绩效评价管理办法所附自评表（预算执行率权重一般为10%）；表中印有分值的以所印为准。
    示例：分值10，执行率86.1%，得分应为8.61，印8.9。
    """
    unread = [
        rule for rule in report.rules if _FORMULA.search(fold(rule.text)) and not _KNOWN_FORMULA.search(fold(rule.text))
    ]
    for line in report.budget:
        if line.weight is None or line.score is None:
            continue
        if context.profile.budget_score != "rate" or unread:
            yield NotAssessed(reason=_("表中或地方规则另有执行率计分办法，未按分值×执行率复算"))
            continue
        readings = _readings(line)
        if not readings:
            yield NotAssessed(reason=_("“{name}”没有执行率，也无法复算").format(name=line.name))
        elif any(_agrees(line.weight, reading, line.score) for reading in readings):
            yield Agreement(example=_working(line, line.weight))
        else:
            yield _differ(report, line, line.weight, line.score)


def _readings(line: BudgetLine) -> list[Interval]:
    """The rates, in per cent and capped at 100, that the score may rest on."""
    stated = [] if line.rate is None else [rounding.printed(line.rate)]
    computed = money.rate(line)
    return [_capped(rate) for rate in ([*stated, computed] if computed is not None else stated)]


def _capped(rate: Interval) -> Interval:
    high = WHOLE if rate.high is None else min(rate.high, WHOLE)
    low = None if rate.low is None else min(rate.low, WHOLE)
    return rate.model_copy(
        update={"low": low, "high": high, "high_closed": rate.high_closed or high == WHOLE, "low_closed": True}
    )


def _agrees(weight: Decimal, rate: Interval, score: Decimal) -> bool:
    expected = rounding.scale(rate, weight / WHOLE)
    ends = [end for end in (expected.low, expected.high) if end is not None]
    return rounding.meet(expected, rounding.printed(score)) or any(rounding.truncates_to(end, score) for end in ends)


def _rate(line: BudgetLine) -> Decimal:
    exact = money.exact_rate(line)
    return min(line.rate if line.rate is not None else (exact or Decimal(0)), WHOLE)


def _working(line: BudgetLine, weight: Decimal) -> str:
    rate = _rate(line)
    return f"{amounts.show(weight)} × {amounts.show(rate.quantize(Decimal('0.01')))}% = {amounts.show((weight * rate / WHOLE).quantize(Decimal('0.001')))}"


def _differ(report: Report, line: BudgetLine, weight: Decimal, score: Decimal) -> Discrepancy:
    expected = (weight * _rate(line) / WHOLE).quantize(Decimal("0.01"))
    counted = line in money.scored(tuple(one for one in report.budget if one.group == line.group))
    stated = () if line.rate is None else (quoting.number(_("执行率"), line.rate, line.rate_span, "%"),)
    return Discrepancy(
        message=_("“{name}”执行得分印{score}，按分值{weight}×执行率应为{expected}，不一致，待核实").format(
            name=line.name, score=amounts.show(score), weight=amounts.show(weight), expected=amounts.show(expected)
        ),
        working=_working(line, weight) + f" ≠ {amounts.show(score)}",
        action=_("核对执行率后按公式重算得分，并相应更正总分。"),
        evidence=(
            quoting.number(_("执行得分"), score, line.score_span),
            quoting.number(_("分值"), weight, line.weight_span),
            *stated,
        ),
        about=("score", line.name, str(line.group)),
        values=(str(score), str(weight), str(line.rate), str(line.spent), str(money.base(line))),
        score_change=expected - score if counted else None,
    )
