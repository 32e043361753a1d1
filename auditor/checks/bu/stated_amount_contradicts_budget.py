"""BU08 stated-amount-contradicts-budget."""

import re
from collections.abc import Iterator

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import BudgetLine, Report, StatedAmount, Statement
from auditor.relate import money
from auditor.relate.money import COLUMNS, Column
from auditor.text import amounts, quantities, rounding
from auditor.text.patterns import lazily

# "年初预算数", "申请预算" · "全年预算总额", "调整后预算" · "全年执行数", "实际支出总额", "使用预算"
_LABELS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("initial", re.compile(r"年初预算|申请预算|预算批复|批复预算|年初批复")),
    ("spent", re.compile(r"全年执行|执行数|支出总额|总支出|支出合计|实际支出|实际执行|使用预算|决算")),
    ("budget", re.compile(r"预算")),
)

# The whole of the money, named as a whole: "全年预算数100万元", "年初预算总额为5.2亿元", "申报预算75万元"
_WHOLE = lazily(
    r"(?:年初预算|全年预算|全年执行|预算总额|支出总额|总支出)(?:数|总额|总数|资金|收入|支出)?(?:共计?|合计|总计)?[为是:：]?$|^(?:申请预算|使用预算)$"
)
# "支出资金312.85万元", "投入财政资金50万元": the whole of the money where the text states no other sum
_ALONE = lazily(
    r"(?:共|共计|累计|全年|实际|已|项目)*(?P<verb>支出|使用|执行|支付|投入|拨付|到位|安排|下达)(?:项目|财政|专项|补助|预算|各类)*(?:资金|经费)(?:共计?|合计|总额)?[为是:：]?"
)
_SPENT = frozenset({"支出", "使用", "执行", "支付"})
"""Verbs that speak of what was spent; the others may mean any column."""

Place = tuple[BudgetLine, Column]


@check("BU08", "stated-amount-contradicts-budget", severity="error", needs="budget", arithmetic=True)
def stated_amount_contradicts_budget(report: Report, context: Context) -> Iterator[Verdict]:
    """文字中的预算、支出金额与资金表同名各栏不符。

    缘由：结论、目标文字与资金表说的是同一笔钱；不符说明其中一处没有随数据更新。
    算法：按名称（年初预算、全年预算、执行数；总额、基本支出、项目支出、其他资金）先定同一栏，再比较两数按所印位数和单位取的区间。
    不报：资金表没有该行或该栏；目标文字只在单一目标的项目表中、且点明是总额（或全文只有这一处“支出资金”“投入资金”）时比较；与同名的另一栏相符的降为提醒（口径可能不同）；分项之和由 BU13 报告。
    依据：报告自身：文字与所附资金表的对照。
    示例：结论称“全年预算总额1122.1万元”，资金表全年预算数112213.87万元。
    """
    if report.conclusion is not None:
        for stated in (report.conclusion.total, *report.conclusion.parts):
            if stated is not None:
                yield from _stated(report, stated)
    if report.kind == "project" and len(report.goals) == 1:
        for said in (report.goals[0].target, report.goals[0].actual):
            if said is not None:
                yield from _in_text(report, said)


def _stated(report: Report, stated: StatedAmount) -> Iterator[Verdict]:
    line, column = money.find(report, stated.part), _column(stated.label)
    if line is None:
        return
    place = (line, column)
    if money.in_yuan(*place) is None:
        return
    if _agrees(place, stated.amount):
        yield Agreement(example=f"{stated.label}{stated.amount.text} ≈ {_figure(place)}")
        return
    others = [(line, other) for other in COLUMNS if other != column and _agrees((line, other), stated.amount)]
    yield _differ(stated.label, stated.amount, place, others)


def _column(label: str) -> Column:
    return next((column for column, pattern in _LABELS if pattern.search(label)), "budget")


def _in_text(report: Report, said: Statement) -> Iterator[Verdict]:
    found = quantities.find(said.text, said.place)
    sums = [amount for amount in found if amount.kind == "money"]
    for amount in sums:
        if amount.bound != "=":
            continue
        before = said.text[: said.offset(amount.number_span)]
        label = re.split(r"[，,。；;、（）()\s]", before)[-1].rstrip("为是：:")
        columns = _columns(label, alone=len(sums) == 1)
        places = [
            (line, column) for line in report.budget for column in columns if money.in_yuan(line, column) is not None
        ]
        if not places:
            continue
        equal = next((place for place in places if _agrees(place, amount)), None)
        if equal is not None:
            yield Agreement(example=f"{label}{amount.text} ≈ {_figure(equal)}")
            continue
        others = [(line, other) for line in report.budget for other in COLUMNS if _agrees((line, other), amount)]
        yield _differ(label, amount, places[0], others).model_copy(
            update={"severity": "warning", "confidence": "medium"}
        )


def _columns(label: str, *, alone: bool) -> tuple[Column, ...]:
    """The columns that an amount under this label may stand in; none where it does not speak of the whole."""
    if _WHOLE.search(label):
        return (_column(label),)
    plain = _ALONE.fullmatch(label) if alone else None
    if plain is None:
        return ()
    return ("spent",) if plain["verb"] in _SPENT else ("spent", "budget", "initial")


def _agrees(place: Place, amount: Quantity) -> bool:
    figure = money.in_yuan(*place)
    return figure is not None and rounding.meet(figure, money.amount(amount))


def _figure(place: Place) -> str:
    return _("{what}{value}").format(what=_(COLUMNS[place[1]]), value=_printed(place))


def _printed(place: Place) -> str:
    line, column = place
    value = money.cell(line, column)
    return f"{amounts.show(value) if value is not None else ''}{line.unit}"


def _differ(label: str, amount: Quantity, place: Place, others: list[Place]) -> Discrepancy:
    line, column = place
    span = {"initial": line.initial_span, "budget": line.budget_span, "spent": line.spent_span}[column]
    hint = _("（与{other}相符，可能是口径不同）").format(other=_figure(others[0])) if others else ""
    evidence: tuple[Evidence, ...] = (
        quoting.text(_("表述"), f"{label}{amount.text}", amount.span),
        quoting.text(_("资金表 {name}").format(name=line.name), _figure(place), span),
    )
    return Discrepancy(
        message=_("文字称{label}{stated}，资金表“{name}”{figure}，不一致，待核实{hint}").format(
            label=label, stated=amount.text, name=line.name, figure=_figure(place), hint=hint
        ),
        action=_("以预算批复、决算报表为准，更正文字或资金表；口径不同的应在文中说明。"),
        evidence=evidence,
        severity="warning" if others else None,
        about=("amount", label, line.name),
        values=(f"{label}{amount.text}", COLUMNS[column] + _printed(place)),
    )
