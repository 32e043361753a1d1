"""BU05 spending-exceeds-budget."""

from collections.abc import Iterator

from auditor.checks import quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import BudgetLine, Report
from auditor.relate import Judged, money
from auditor.relate.funds import SPENDING
from auditor.relate.statements.spending import SPENT
from auditor.text import amounts


@check("BU05", "spending-exceeds-budget", severity="warning", arithmetic=True)
def spending_exceeds_budget(report: Report, context: Context) -> Iterator[Verdict]:
    """全年执行数大于全年预算数。

    缘由：无预算不支出；执行数超过调整后预算，要么预算调整未填，要么执行数口径（含上年结转、其他资金）不同。
    算法：两数按所印位数取区间，执行数的下限高于预算数的上限即为超出；总额行超出时不再逐项报告；没有资金表的，取文字所述的全年支出与预算。
    不报：缺预算数或执行数；只差在所印位数之内；预算数为0而没有执行数（BU01）。
    依据：参照《预算法》关于支出应以经批准的预算为依据的规定。
    示例：全年预算数100.00万元，全年执行数103.50万元。
    """
    over = {context.network.index(one.relation.result, "spent"): one for one in context.broken("bound", of=SPENDING)}
    places = {id(line): index for index, line in enumerate(report.budget)}
    for lines in money.groups(report):
        exceeding = [(line, over[places[id(line)]]) for line in lines if places[id(line)] in over]
        whole = [(line, one) for line, one in exceeding if line.part == "total"]
        for line, one in whole or exceeding:
            yield _exceeding(line, [one for _line, one in exceeding] if whole else [one])
        if not exceeding and any(money.rate(line) is not None for line in lines):
            yield Agreement(example=_("执行数未超过预算数"))
    if not report.budget:
        yield from _told(context)


def _told(context: Context) -> Iterator[Verdict]:
    """The same where the texts alone tell both."""
    for one in context.stated("bound", of=SPENT):
        if one.held:
            yield stated.agreement(context, one)
        elif one.broken:
            yield stated.discrepancy(
                context,
                one,
                _("文字所述支出大于预算：{working}，待核实").format(working=one.judgement.working),
                action=_("核对是否有未写明的预算追加，或支出含上年结转、其他资金；以预算调整文件为准。"),
            )


def _exceeding(line: BudgetLine, over: list[Judged]) -> Discrepancy:
    below, spent = quoting.figure(money.base(line)), quoting.figure(line.spent)
    return Discrepancy(
        message=_("“{name}”全年执行数{spent}{unit}大于全年预算数{budget}{unit}，超出{over}{unit}，待核实").format(
            name=line.name,
            spent=amounts.show(spent),
            budget=amounts.show(below),
            over=amounts.show(spent - below),
            unit=line.unit,
        ),
        working=f"{amounts.show(spent)} − {amounts.show(below)} = {amounts.show(spent - below)}",
        action=_("核对是否有未填的预算追加，或执行数含上年结转、其他资金；以预算调整文件为准。"),
        evidence=(
            quoting.number(_("全年执行数"), spent, line.spent_span),
            quoting.number(_("全年预算数"), below, line.budget_span or line.initial_span),
        ),
        about=("spent", line.name, str(line.group)),
        values=(str(spent), str(below)),
        relations=tuple(one.id for one in over),
    )
