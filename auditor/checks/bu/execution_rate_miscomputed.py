"""BU02 execution-rate-miscomputed."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, stated
from auditor.checks.bu import reckoned
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import BudgetLine, Report
from auditor.relate import Judged, money
from auditor.relate.funds import RATE
from auditor.relate.lists import RATE as LISTED
from auditor.relate.reckoned import is_over_several
from auditor.relate.statements.rates import SAID
from auditor.text import amounts


@check("BU02", "execution-rate-miscomputed", severity="error", arithmetic=True)
def execution_rate_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """预算执行率与“全年执行数 ÷ 全年预算数”不符。

    缘由：执行率决定执行得分；算错的执行率会带错得分，也常暴露预算数或执行数其中之一填错。
    算法：预算数、执行数、执行率各按所印位数取区间，商的区间与执行率的区间没有交集即为不符；按截尾算得出所印数的，或与所印数只差末位的1而不跨过100%的，降为提示。
    文字写有预算、支出两个数额和执行率的，同样复算。栏目印有公式的（执行率C/(A+B)），按公式复算。
    不报：三个数缺一；文字中看不出执行率所除的是哪两个数；预算数为0（BU01）；执行数大于预算数而执行率按100%封顶（BU05）；以年初预算数为分母的，仍报告并说明；表中有到位数而以到位数为分母的，降为提示。
    依据：算术：执行率 = 全年执行数 ÷ 全年预算数 × 100%，表内所印的栏目关系。
    示例：执行数215457.6元 ÷ 预算数250000.00元 = 86.183%，表中印81.68%。
    """
    yield from _in_table(report, context)
    yield from reckoned.found(report, context, "rate")
    yield from _in_lists(context)
    yield from _in_sentences(context)


def _in_table(report: Report, context: Context) -> Iterator[Verdict]:
    if not report.budget:
        yield NotAssessed(reason=_("报告中没有读到预算执行情况"))
    judged = {context.network.index(one.relation.result, "rate"): one for one in context.stated("ratio", of=RATE)}
    for index, line in enumerate(report.budget):
        if line.rate is None or is_over_several(line):
            continue
        one = judged.get(index)
        if one is None:
            yield NotAssessed(reason=_("“{name}”缺预算数或执行数，执行率无法复算").format(name=line.name))
        elif one.held and not _is_note(context, one):
            yield Agreement(example=one.judgement.working)
        else:
            yield _differ(context, line, one)


def _is_note(context: Context, one: Judged) -> bool:
    """Whether it holds only for digits that were cut off, or over what arrived: 口径应为全年预算数."""
    return one.judgement.truncated or one.judgement.slight or _over_funded(context, one)


def _over_funded(context: Context, one: Judged) -> bool:
    return one.first is not None and context.network.index(one.relation.of[-1], "funded") is not None


def _in_lists(context: Context) -> Iterator[Verdict]:
    """合计 | 965.00 | 880.30 | 91.22%: the total row of an attached list."""
    for one in context.stated("ratio", of=LISTED):
        if one.broken:
            yield stated.discrepancy(
                context,
                one,
                _("清单合计的执行率{rate}，按所列的数计算为{working}，不一致，待核实").format(
                    rate=stated.result(context, one).quantity.text, working=one.judgement.working
                ),
                action=_("核对清单合计行的预算数、执行数，再更正执行率。"),
            )
        elif one.held:
            yield stated.agreement(context, one)


def _in_sentences(context: Context) -> Iterator[Verdict]:
    """预算数2179万元，拨付2113.63万元，执行率97%: as the sentence tells its two amounts."""
    for one in context.stated("ratio", of=SAID):
        if not stated.is_of_execution(context, one):
            continue
        if one.broken or one.judgement.truncated:
            yield _told_otherwise(context, one)
        elif one.held:
            yield stated.agreement(context, one)


def _told_otherwise(context: Context, one: Judged) -> Discrepancy:
    hint = _("（按截尾则相符）") if one.judgement.truncated else ""
    found = stated.discrepancy(
        context,
        one,
        _("文字称执行率{rate}，按所列的数计算为{working}，不一致，待核实{hint}").format(
            rate=stated.result(context, one).quantity.text, working=one.judgement.working, hint=hint
        ),
        action=_("以预算批复和决算报表核对预算数、执行数，再更正执行率。"),
    )
    return found.model_copy(update={"severity": "note"}) if one.judgement.truncated else found


def _differ(context: Context, line: BudgetLine, one: Judged) -> Discrepancy:
    rate, exact = quoting.figure(line.rate), quoting.figure(money.exact_rate(line))
    return Discrepancy(
        message=_("“{name}”执行率印{rate}%，按执行数÷预算数应为{exact}%，不一致，待核实{hint}").format(
            name=line.name, rate=amounts.show(rate), exact=_shown(exact, rate), hint=_hint(context, line, one)
        ),
        working=one.judgement.working,
        action=_("以预算批复和决算报表核对预算数、执行数，再更正执行率。"),
        evidence=(
            quoting.number(_("执行率"), rate, line.rate_span, "%"),
            quoting.number(_("全年预算数"), quoting.figure(money.base(line)), line.budget_span or line.initial_span),
            quoting.number(_("全年执行数"), quoting.figure(line.spent), line.spent_span),
        ),
        severity="note" if _is_note(context, one) else None,
        about=("rate", line.name, str(line.group)),
        values=(str(rate), str(money.base(line)), str(line.spent)),
        relations=(one.id,),
    )


def _hint(context: Context, line: BudgetLine, one: Judged) -> str:
    if one.judgement.truncated:
        return _("（按截尾则相符）")
    if _over_funded(context, one):
        return _("（与以实际到位数为分母的结果相符，口径应为全年预算数）")
    if line.initial != line.budget and _holds_over_initial(context, one):
        return _("（与以年初预算数为分母的结果相符，口径应为全年预算数）")
    return ""


def _holds_over_initial(context: Context, one: Judged) -> bool:
    """Whether the rate is right over 年初预算数."""
    index = context.network.index(one.relation.result, "rate")
    initial = context.network.numbers.get("budget-initial", index or 0)
    if initial is None:
        return False
    over = one.relation.model_copy(update={"of": (one.relation.of[0], initial.id), "otherwise": ()})
    return context.would_hold(over)


def _shown(exact: Decimal, rate: Decimal) -> str:
    """The quotient with a place more than the print, where the difference shows."""
    return amounts.show(round(exact, amounts.places(rate) + 1))
