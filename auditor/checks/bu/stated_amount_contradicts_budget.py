"""BU08 stated-amount-contradicts-budget."""

from collections.abc import Iterator

from auditor.checks import quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.locale import side_by_side
from auditor.model.finding import Discrepancy, Verdict
from auditor.model.report import Report
from auditor.relate import Judged
from auditor.relate.money import COLUMNS
from auditor.relate.numbers import Key
from auditor.relate.told_money import AMOUNT, OTHER

_COLUMNS = {"budget-initial": COLUMNS["initial"], "budget": COLUMNS["budget"], "spent": COLUMNS["spent"]}


@check("BU08", "stated-amount-contradicts-budget", severity="error", needs="budget", arithmetic=True)
def stated_amount_contradicts_budget(report: Report, context: Context) -> Iterator[Verdict]:
    """文字中的预算、支出金额与资金表同名各栏不符。

    缘由：结论、目标文字与资金表说的是同一笔钱；不符说明其中一处没有随数据更新。
    算法：按名称（年初预算、全年预算、执行数；总额、基本支出、项目支出、其他资金）先定同一栏，再比较两数按所印位数和单位取的区间。一个项目一张表的，正文、附注和偏差原因中写明全年预算、年初预算、支出总额（或同句接着写的实际支出）的，也与合计行比较。
    不报：资金表没有该行或该栏；目标文字只在单一目标的项目表中、且点明是总额（或全文只有这一处“支出资金”“投入资金”）时比较；与同名的另一栏相符的降为提醒（口径可能不同）；分项之和由 BU13 报告。
    依据：报告自身：文字与所附资金表的对照。
    示例：结论称“全年预算总额1122.1万元”，资金表全年预算数112213.87万元。
    """
    for one in context.stated("same", of=AMOUNT):
        if one.broken or one.by == OTHER:
            yield _differ(report, context, one)
        elif one.held:
            yield stated.agreement(context, one)


def _differ(report: Report, context: Context, one: Judged) -> Discrepancy:
    first = one.first or one.relation
    amount, cell = context.network.told(first.result), _cell(context, first.of[0])
    quote = stated.evidence(context, first.result, amount)
    line, figure = report.budget[cell.at], _figure(report, context, first.of[0])
    hint = ""
    if one.by == OTHER:
        other = _figure(report, context, one.relation.of[0])
        hint = _("（与{other}相符，可能是口径不同）").format(other=other)
    label = _label(report, context, first.result)
    told = bool(label)
    said = f"{label}{amount.quantity.text}" if told else quote.quote
    return Discrepancy(
        message=_("文字称{said}，资金表“{name}”{figure}，不一致，待核实{hint}").format(
            said=said, name=line.name, figure=figure, hint=hint
        ),
        action=_("以预算批复、决算报表为准，更正文字或资金表；口径不同的应在文中说明。"),
        evidence=(
            quoting.text(_("表述"), said, amount.span) if told else quote,
            quoting.text(_("资金表 {name}").format(name=line.name), figure, context.network.told(first.of[0]).span),
        ),
        severity="warning" if hint or not told else None,
        confidence="high" if told else "medium",
        about=("amount", label or amount.subject, line.name),
        values=(said, f"{_COLUMNS[cell.part]}{_printed(report, context, first.of[0])}"),
        relations=(one.id,) if one.broken else (),
    )


def _label(report: Report, context: Context, name: str) -> str:
    """What the conclusion calls a sum; nothing for a sum of another text."""
    at = context.network.index(name, "stated-amount")
    told = report.conclusion
    amount = (told.total, *told.parts)[at] if told is not None and at is not None else None
    return amount.label if amount is not None else ""


def _cell(context: Context, name: str) -> Key:
    """Which cell of the money table a number is."""
    return next(key for key in context.network.keys(name) if key.part in _COLUMNS)


def _figure(report: Report, context: Context, name: str) -> str:
    """A cell as the table prints it, with its column and unit: 全年预算数112213.87万元."""
    column = _(_COLUMNS[_cell(context, name).part])
    return side_by_side(column, _printed(report, context, name))


def _printed(report: Report, context: Context, name: str) -> str:
    """The figure of a cell with its unit."""
    return f"{context.network.told(name).quantity.text}{report.budget[_cell(context, name).at].unit}"
