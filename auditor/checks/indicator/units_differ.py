"""IN09 units-differ."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Report
from auditor.sense import identity, shares
from auditor.text import units


@check("IN09", "units-differ", severity="warning", needs="indicators")
def units_differ(report: Report, context: Context) -> Iterator[Verdict]:
    """年度指标值与实际完成值的单位不能对应。

    缘由：单位不同就无法判断是否完成；也常是口径改变（个数改人数）的痕迹。
    算法：两处都印有单位，既不能换算，也不是同一事物的不同量词；名称为“……率”而两处单位都是人、个一类计数单位的，也报告。
    不报：一处没有单位；家/个、人/名、次/场一类可互换的量词；个与家次、次与户次一类同样计次的；万元与元一类可换算的单位；次/年与次一类只差分母的；目标为数量而实际为文字由 IN10 报告。
    依据：参照“指标值应可比较”（财预〔2015〕88号）。
    示例：目标≥2000个，实际2017人。
    """
    for index, row in enumerate(report.indicators):
        pair = rows.quantities(row)
        if pair is None or not (pair[0].unit and pair[1].unit):
            continue
        if not identity.same_unit(pair[0].unit, pair[1].unit) and not _same_per(pair[0].unit, pair[1].unit):
            yield _differ(row, index, *pair)
        elif shares.is_rate(row.name) and all(quantity.kind == "count" for quantity in pair):
            yield _no_rate(row, index, pair[0])
        else:
            yield Agreement(example=f"{pair[0].text} / {pair[1].text}" if pair[0].unit != pair[1].unit else "")


def _same_per(one: str, other: str) -> bool:
    """Whether the units differ only in what one of them is counted by: 次/年 and 次, 元/人 and 元."""
    return ("/" in one) != ("/" in other) and units.same_thing(one.partition("/")[0], other.partition("/")[0])


def _differ(row: Indicator, index: int, target: Quantity, actual: Quantity) -> Discrepancy:
    return rows.discrepancy(
        row,
        index,
        _("{place}目标{target}，实际{actual}，单位“{one}”与“{other}”不能对应，待核实").format(
            place=rows.place(row), target=target.text, actual=actual.text, one=target.unit, other=actual.unit
        ),
        quoting.both(row),
        action=_("请填报单位说明统计口径，统一单位后再判断是否完成。"),
        values=(target.unit, actual.unit),
    )


def _no_rate(row: Indicator, index: int, target: Quantity) -> Discrepancy:
    return rows.discrepancy(
        row,
        index,
        _("{place}名称是比率，单位却是“{unit}”，待核实").format(place=rows.place(row), unit=target.unit),
        quoting.both(row),
        action=_("请填报单位说明考核的是比率还是个数，更正名称或单位。"),
        values=(target.unit,),
        confidence="medium",
    )
