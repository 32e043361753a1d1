"""IN08 percentage-out-of-range."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Report
from auditor.sense import lexicon

WHOLE = Decimal(100)


@check("IN08", "percentage-out-of-range", severity="note", needs="indicators")
def percentage_out_of_range(report: Report, context: Context) -> Iterator[Verdict]:
    """占比类的百分数超过100%。

    缘由：合格率、覆盖率、满意度是部分占整体的比例，不可能超过100%；目标要求超过100%则永远完不成。
    算法：名称属于占比类，实际值大于100%，或目标要求大于100%（如>100%、≥105%）。
    不报：增长率、效率、完成率等可以超过100%的；恰好100%；百分点。
    依据：比例的定义；词表见 lexicons/measures.toml。
    示例：合格率实际102%。
    """
    for index, row in enumerate(report.indicators):
        if not _is_share(row):
            continue
        target = row.target.quantity if row.target else None
        actual = row.actual.quantity if row.actual else None
        over = [
            (side, quantity.text)
            for side, quantity in ((_("目标值{value}"), target), (_("实际值{value}"), actual))
            if quantity is not None and _exceeds(quantity)
        ]
        if not over:
            yield Agreement()
        else:
            yield rows.discrepancy(
                row,
                index,
                _("{place}{sides}，占比不可能超过100%，待核实").format(
                    place=rows.place(row), sides=_("，").join(side.format(value=text) for side, text in over)
                ),
                quoting.both(row),
                action=_("核对计算公式和分母。"),
                values=tuple(text for _side, text in over),
            )


def _is_share(row: Indicator) -> bool:
    return lexicon.has("measures", "share", row.name) and not lexicon.has("measures", "no_share", row.name)


def _exceeds(quantity: Quantity) -> bool:
    if quantity.kind != "percent":
        return False
    return quantity.value > WHOLE or (quantity.value == WHOLE and quantity.bound == ">")
