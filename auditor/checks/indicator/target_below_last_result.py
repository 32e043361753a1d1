"""IN21 target-below-last-result."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.checks import evidence, quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Indicator, Report
from auditor.sense import direction
from auditor.text import units
from auditor.text.similarity import pairs, reduced

_NEAR_ITS_CEILING = 95
"""A rate that asks for this much cannot go on rising: 99.2 % last year and a target of 98 % is no lower ambition."""


@check("IN21", "target-below-last-result", severity="note", needs=("indicators", "claims"))
def target_below_last_result(report: Report, context: Context) -> Iterator[Verdict]:
    """本年目标值低于同一报告所写的上年实际数。

    缘由：目标应当在上年基础上合理确定；低于上年实绩，目标容易落空约束。
    算法：文字中写明是上一年度的数，名称与某项指标相同（或一个包含另一个）、单位可比，本年目标值劣于上年实际数。
    不报：看不出多好还是少好的；已要求95%以上的比率；名称只是相近的；上年的数有两个不同值的；与上年申报表的比较另有核对项。
    依据：参照绩效目标管理的通行要求：绩效目标应当“合理可行、经过科学论证”。
    示例：“上年接待研学团队86批”，本年指标“接待研学团队”目标≥70批。
    """
    told = _last_year(report)
    for index, row in enumerate(report.indicators):
        target = row.target.quantity if row.target is not None else None
        claims = told.get(reduced(row.name)) or _within(told, row)
        if target is None or not claims or len({claim.quantity.value for claim in claims}) > 1:
            continue
        lower = _asks_less(row, target, claims[0].quantity)
        if lower is None:
            continue
        if lower:
            yield _finding(row, index, target, claims[0])
        else:
            yield Agreement(example=f"{target.text} / {claims[0].quantity.text}")


def _last_year(report: Report) -> dict[str, list[Claim]]:
    """What the texts say of the year before, by its reduced name."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in report.claims:
        if report.year is not None and claim.year == report.year - 1 and not claim.planned and not claim.quoted:
            found[reduced(claim.subject)].append(claim)
    return found


def _within(told: dict[str, list[Claim]], row: Indicator) -> list[Claim]:
    """What is said of last year under the one name that holds most of the row's name."""
    name = pairs(row.name)
    fits = [key for key in told if len(name & pairs(key)) > 1 and len(name & pairs(key)) >= _SAME * len(name)]
    return told[fits[0]] if len(fits) == 1 else []


_SAME = 0.75
"""How much of a row's name must stand in what is said of last year: 有效投诉件数 and 上年有效投诉."""


def _asks_less(row: Indicator, target: Quantity, last: Quantity) -> bool | None:
    """Whether last year's result is more than is asked for now; None where that cannot be told."""
    before = units.converted(last, target)
    way = (
        "less"
        if target.bound in direction.CEILINGS
        else "more"
        if target.bound in direction.FLOORS
        else direction.of_row(row)
    )
    if (
        direction.sign_doubtful(row)
        or before is None
        or way == "either"
        or last.bound != "="
        or target.kind in ("money", "date")
    ):
        return None
    if target.kind == "percent" and way == "more" and target.value >= _NEAR_ITS_CEILING:
        return None
    return before.value > target.value if way == "more" else before.value < target.value


def _finding(row: Indicator, index: int, target: Quantity, last: Claim) -> Discrepancy:
    return rows.discrepancy(
        row,
        index,
        _("{place}目标{target}，低于所写的上年实际{last}").format(
            place=rows.place(row), target=target.text, last=last.quantity.text
        ),
        (*quoting.both(row), evidence.of_claim(last)),
        action=_("请填报单位说明目标低于上年的理由；没有理由的，以后年度合理调高。"),
        values=(target.text, last.quantity.text),
    )
