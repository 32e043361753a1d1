"""BU17 arrival-contradicts-rate."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import BudgetLine, Indicator, Report
from auditor.relate import Judged, money, money_rows
from auditor.relate.funds import ARRIVAL
from auditor.relate.money_rows import ARRIVAL_PARTS, ARRIVED
from auditor.relate.numbers import Part
from auditor.text import amounts


@check("BU17", "arrival-contradicts-rate", severity="warning", needs="budget", arithmetic=True)
def arrival_contradicts_rate(report: Report, context: Context) -> Iterator[Verdict]:
    """资金表中的到位数与表中的资金到位率（或其满分）不符。

    缘由：到位率是实际到位数与预算数之比；资金没有全部到位，这一项就不能填100%，也不能得满分。
    算法：资金表所印的到位率与该行到位数÷预算数比较；资金表合计行的到位数÷预算数（按所印位数取区间）与到位率指标的实际完成值比较；没有实际完成值的，比例整个低于100%而该行得满分、或目标要求的比例高于它而没有扣分的，也报。
    不报：资金表没有到位数的；到位及时性等只问时间的指标；文字中的到位率由 BU15 核对。
    依据：参照财预〔2013〕53号《预算绩效评价共性指标体系框架》：资金到位率＝实际到位资金÷计划投入资金。
    示例：预算260万元，到位182万元，“资金到位率”却得满分5分：182 ÷ 260 = 70%。
    """
    printed = list(_in_table(report, context))
    yield from printed
    lines, arrivals = money_rows.funded(report), money_rows.arrivals(report)
    if printed and not arrivals:
        return
    if not lines or not arrivals:
        yield NotAssessed(reason=_("资金表没有到位数，或指标表没有到位率"))
        return
    line = report.budget[lines[0]]
    if len(lines) > 1 or money_rows.arrival_base(context.network.numbers, lines[0], line) is None:
        yield NotAssessed(reason=_("到位率不能按资金表复算"))
        return
    for index in arrivals:
        broken = [(part, one) for part in ARRIVAL_PARTS for one in context.at(part, index, of=ARRIVED) if one.broken]
        if not broken:
            yield Agreement(example=_working(line))
        for part, one in broken:
            yield _finding(line, report.indicators[index], index, _said(report.indicators[index], part), one)


def _in_table(report: Report, context: Context) -> Iterator[Verdict]:
    """The rates of arrival that the money table prints itself."""
    for index, line in enumerate(report.budget):
        for one in context.at("arrival-rate", index, of=ARRIVAL):
            if one.held:
                yield Agreement(example=one.judgement.working)
            elif one.broken:
                yield _misprinted(line, one)


def _misprinted(line: BudgetLine, one: Judged) -> Discrepancy:
    rate, funded, below = (quoting.figure(value) for value in (line.arrival_rate, line.funded, money.base(line)))
    return Discrepancy(
        message=_("“{name}”到位率印{rate}%，按到位数÷预算数为{working}，不一致，待核实").format(
            name=line.name, rate=amounts.show(rate), working=one.judgement.working
        ),
        working=one.judgement.working,
        action=_("以资金到账凭证核对到位数；确未全部到位的，更正到位率和得分。"),
        evidence=(
            quoting.number(_("到位率"), rate, line.arrival_rate_span, "%"),
            quoting.number(_("到位数"), funded, line.funded_span),
            quoting.number(_("预算数"), below, line.budget_span or line.initial_span),
        ),
        severity="note" if one.judgement.slight else None,
        about=("arrival", line.name, str(line.group)),
        values=(str(rate), str(funded), str(below)),
        relations=(one.id,),
    )


def _said(row: Indicator, part: Part) -> tuple[str, str]:
    """What the row says that the amounts do not, as shown to the reader, and as printed: the second does not depend on the language."""
    if part == "score":
        score = amounts.show(quoting.figure(row.score))
        return _("满分{score}分").format(score=score), score
    cell = row.actual if part == "row-actual" else row.target
    text = cell.text if cell is not None else ""
    return text, text


def _working(line: BudgetLine) -> str:
    funded, below = quoting.figure(line.funded), quoting.figure(money.base(line))
    return f"{amounts.show(funded)} ÷ {amounts.show(below)} = {quoting.figure(money.arrived(line)):.2f}%"


def _finding(line: BudgetLine, row: Indicator, index: int, said: tuple[str, str], one: Judged) -> Discrepancy:
    shown, printed = said
    return rows.discrepancy(
        row,
        index,
        _("{place}为{said}，而资金表到位数{funded}、预算数{budget}，到位率为{working}，不一致，待核实").format(
            place=rows.place(row),
            said=shown,
            funded=amounts.show(quoting.figure(line.funded)),
            budget=amounts.show(quoting.figure(money.base(line))),
            working=_working(line),
        ),
        (
            quoting.name(row),
            quoting.number(_("到位数"), quoting.figure(line.funded), line.funded_span),
            quoting.number(_("预算数"), quoting.figure(money.base(line)), line.budget_span or line.initial_span),
        ),
        working=_working(line),
        action=_("以资金到账凭证核对到位数；确未全部到位的，更正到位率和得分。"),
        severity="note" if one.judgement.slight else None,
        values=(printed, str(line.funded), str(money.base(line))),
        relations=(one.id,),
    )
