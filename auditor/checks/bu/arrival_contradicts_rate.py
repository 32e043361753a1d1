"""BU17 arrival-contradicts-rate."""

from collections.abc import Iterator
from decimal import Decimal

from auditor import prepared
from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.quantity import Interval
from auditor.model.report import BudgetLine, Indicator, Report
from auditor.relate import money
from auditor.text import amounts, rounding
from auditor.text.normalize import fold

_ARRIVAL = prepared.pattern(r"到位率|资金(?:按时|及时|足额|全额)?到位(?!时效|时间|及时)|到(?:账|帐)率")
"""资金到位率, 资金按时到位, 到账率; not 到位时效, 到位及时性, which ask when."""
_TIME = prepared.pattern(r"时效|及时(?:性|率)|时间")
_WHOLE = Decimal(100)


@check("BU17", "arrival-contradicts-rate", severity="warning", needs=("budget", "indicators"), arithmetic=True)
def arrival_contradicts_rate(report: Report, context: Context) -> Iterator[Verdict]:
    """资金表中的到位数与表中的资金到位率（或其满分）不符。

    缘由：到位率是实际到位数与预算数之比；资金没有全部到位，这一项就不能填100%，也不能得满分。
    算法：资金表合计行的到位数÷预算数（按所印位数取区间）与到位率指标的实际完成值比较；没有实际完成值的，比例整个低于100%而该行得满分、或目标要求的比例高于它而没有扣分的，也报。
    不报：资金表没有到位数的；到位及时性等只问时间的指标；资金表自己印的到位率由 BU15 核对。
    依据：参照财预〔2013〕53号《预算绩效评价共性指标体系框架》：资金到位率＝实际到位资金÷计划投入资金。
    示例：预算260万元，到位182万元，“资金到位率”却得满分5分：182 ÷ 260 = 70%。
    """
    lines = [line for group in money.groups(report) if (line := money.leading(group)).funded is not None]
    arrivals = [(index, row) for index, row in enumerate(report.indicators) if _asks_arrival(row)]
    if not lines or not arrivals:
        yield NotAssessed(reason=_("资金表没有到位数，或指标表没有到位率"))
        return
    line, share = lines[0], _share(lines[0])
    if share is None or len(lines) > 1:
        yield NotAssessed(reason=_("到位率不能按资金表复算"))
        return
    for index, row in arrivals:
        said = _contradicts(row, share)
        if said is None:
            yield Agreement(example=_working(line))
        else:
            yield _finding(line, row, index, said)


def _asks_arrival(row: Indicator) -> bool:
    name = fold(row.name)
    return _ARRIVAL.search(name) is not None and _TIME.search(name) is None


def _share(line: BudgetLine) -> Interval | None:
    below = money.base(line)
    if line.funded is None or below is None or below <= 0:
        return None
    return rounding.scale(rounding.ratio(rounding.printed(line.funded), rounding.printed(below)), _WHOLE)


def _contradicts(row: Indicator, share: Interval) -> tuple[str, str] | None:
    """What the row says that the amounts do not: its actual, else its full marks, else its target without a deduction.

    As shown to the reader, and as printed: the second does not depend on the language.
    """
    told = row.actual.quantity if row.actual is not None else None
    if told is not None:
        fits = told.kind != "percent" or rounding.meet(rounding.interval(told), share)
        return None if fits or row.actual is None else (row.actual.text, row.actual.text)
    if share.high is None or share.high >= _WHOLE or rows.deducted(row):
        return None
    if rows.full(row) and row.score is not None:
        return _("满分{score}分").format(score=amounts.show(row.score)), amounts.show(row.score)
    asked = row.target.quantity if row.target is not None else None
    if row.score is None and asked is not None and asked.kind == "percent" and asked.value > share.high:
        return (row.target.text, row.target.text) if row.target is not None else None
    return None


def _working(line: BudgetLine) -> str:
    funded, below = line.funded or Decimal(0), money.base(line) or _WHOLE
    return f"{amounts.show(funded)} ÷ {amounts.show(below)} = {funded / below * 100:.2f}%"


def _finding(line: BudgetLine, row: Indicator, index: int, said: tuple[str, str]) -> Discrepancy:
    shown, printed = said
    return rows.discrepancy(
        row,
        index,
        _("{place}为{said}，而资金表到位数{funded}、预算数{budget}，到位率为{working}，不一致，待核实").format(
            place=rows.place(row),
            said=shown,
            funded=amounts.show(line.funded or Decimal(0)),
            budget=amounts.show(money.base(line) or Decimal(0)),
            working=_working(line),
        ),
        (
            quoting.name(row),
            quoting.number(_("到位数"), line.funded or Decimal(0), line.funded_span),
            quoting.number(_("预算数"), money.base(line) or Decimal(0), line.budget_span or line.initial_span),
        ),
        working=_working(line),
        action=_("以资金到账凭证核对到位数；确未全部到位的，更正到位率和得分。"),
        values=(printed, str(line.funded), str(money.base(line))),
    )
