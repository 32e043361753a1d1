"""BU04 funds-do-not-sum."""

from collections.abc import Iterator

from auditor.checks import quoting
from auditor.checks.bu import reckoned
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed, Verdict
from auditor.model.report import BudgetLine, Report
from auditor.model.source import Span
from auditor.relate import Judged, money
from auditor.relate.funds import FUNDS
from auditor.relate.money import COLUMNS, Column
from auditor.text import amounts

Lines = tuple[BudgetLine, ...]


@check("BU04", "funds-do-not-sum", severity="error", needs="budget", arithmetic=True)
def funds_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """年度资金总额与各资金来源之和不符。

    缘由：总额行常由系统汇总，分项由人填；不符说明漏填、错填或合计未刷新。
    算法：年初、全年预算、到位、全年执行各栏各自比较；各数按所印位数取区间，总额与分项之和没有交集即为不符；空白的分项按0计。
    各分项截去尾数可以解释的，只提示。一栏之下分列总额与各来源的（预算数：总额、财政拨款、其他），多数行守得住的，逐行核对。
    不报：分项全部空白或没有分项；只列了一个“其中”项（分项不必穷尽），除非它超过总额；分项之下再分中央、省、市县的，或先按来源、再按用途各列一遍的，不重复相加；结论中的合计由 BU13 报告。
    依据：算术：年度资金总额 = 各资金来源之和，表内所印的栏目关系。
    示例：年度资金总额全年预算数0，其中财政拨款89.974。
    """
    yield from reckoned.found(report, context, "total")
    judged = {one.relation.place: one for one in context.stated(of=FUNDS) if one.relation.place is not None}
    for lines in money.groups(report):
        total = next((line for line in lines if line.part == "total"), None)
        parts = tuple(line for line in lines if line.part != "total")
        if total is None or not parts:
            yield NotAssessed(reason=_("资金表没有合计行或没有分项，无法核对加总"))
            continue
        found = [(column, judged.get(span)) for column in COLUMNS if (span := _span(total, column)) is not None]
        wrong = [(column, one) for column, one in found if one is not None and one.broken]
        for column, one in found:
            if one is not None and one.held and one.relation.kind == "sum":
                yield Agreement(example=_working(column, one))
        if wrong:
            yield _differ(total, parts, wrong)
        elif all(money.cell(part, column) is None for part in parts for column in COLUMNS):
            yield NotAssessed(reason=_("资金表的分项全部空白，无法核对加总"))


def _span(line: BudgetLine, column: Column) -> Span | None:
    spans = (line.initial_span, line.budget_span, line.funded_span, line.spent_span)
    return dict(zip(COLUMNS, spans, strict=True))[column]


def _working(column: Column, one: Judged) -> str:
    """The sum in the margin: 全年预算数：400.00 + 100.00 + 50.00 = 550 ≠ 560.00."""
    return f"{_(COLUMNS[column])}{_('：')}{one.judgement.working}"


def _differ(total: BudgetLine, parts: Lines, wrong: list[tuple[Column, Judged]]) -> Discrepancy:
    evidence: list[Evidence] = []
    values: list[str] = []
    for column, _one in wrong:
        for line in (total, *parts):
            value = money.cell(line, column)
            if value is not None:
                evidence.append(quoting.number(f"{line.name} {_(COLUMNS[column])}", value, _span(line, column)))
                values.append(f"{line.name} {COLUMNS[column]}{amounts.show(value)}")
    workings = [_working(column, one) for column, one in wrong]
    return Discrepancy(
        message=_("“{name}”与各分项之和不一致，待核实：{workings}").format(
            name=total.name, workings=_("；").join(workings)
        ),
        working=_("；").join(workings),
        action=_("以预算批复、指标文件和支付台账核对总额与各来源，更正合计行或分项。"),
        evidence=tuple(evidence),
        severity="note" if all(one.judgement.slight for _column, one in wrong) else None,
        about=("funds", total.name, str(total.group)),
        values=tuple(values),
        relations=tuple(one.id for _column, one in wrong),
    )
