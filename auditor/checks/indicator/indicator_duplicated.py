"""IN15 indicator-duplicated."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Indicator, Report
from auditor.text.normalize import fold

Place = tuple[int, Indicator]


@check("IN15", "indicator-duplicated", severity="warning", needs="indicators")
def indicator_duplicated(report: Report, context: Context) -> Iterator[Verdict]:
    """同一目标下有两个同名的指标。

    缘由：同名指标重复计分；同一名称既作产出又作效益，说明效益没有另外衡量。
    算法：同一目标（不分目标的按全表）下，指标名称逐字相同（不计全半角和空格）。
    不报：不同目标下的同名指标（如“基本支出”）；名称相近而不相同；同名但目标值的单位不同（分别考核数量和比例）。
    依据：参照“指标之间应相互独立”（财预〔2020〕10号）。
    示例：“培训人数”在数量指标、社会效益指标各一行。
    """
    by_name: dict[tuple[int | None, str], list[Place]] = defaultdict(list)
    for index, row in enumerate(report.indicators):
        by_name[row.goal, fold(row.name)].append((index, row))
    repeated = [places for places in by_name.values() if len(places) > 1 and _same_measure(places)]
    for places in repeated:
        yield _duplicated(places)
    if not repeated:
        yield Agreement(example=_("{count} 个名称没有重复").format(count=len(by_name)))


def _same_measure(places: list[Place]) -> bool:
    units = {
        row.target.quantity.unit for _index, row in places if row.target is not None and row.target.quantity is not None
    }
    return len(units) <= 1


def _duplicated(places: list[Place]) -> Discrepancy:
    index, row = places[0]
    found = [one for _index, one in places]
    across = {one.level1 for one in found}
    where = dict.fromkeys(one.category_printed or one.category or "" for one in found)
    return rows.discrepancy(
        row,
        index,
        _("{place}出现{count}次（{where}），{kind}，待核实").format(
            place=rows.place(row),
            count=len(places),
            where=_("、").join(map(quoting.category, where)),
            kind=_("同一名称既作产出又作效益") if len(across) > 1 else _("重复计分"),
        ),
        tuple(
            quoting.text(
                quoting.category(one.category),
                f"{one.name} {one.target.text if one.target else ''}".strip(),
                one.name_span,
            )
            for one in found
        ),
        action=_("请填报单位合并重复的指标，或改写名称以示区别。"),
        values=("、".join(where), str(len(places))),
    )
