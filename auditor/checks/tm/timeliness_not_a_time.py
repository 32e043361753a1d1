"""TM04 timeliness-not-a-time."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.classes import Category
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import lexicon


@check("TM04", "timeliness-not-a-time", severity="note", needs="indicators")
def timeliness_not_a_time(report: Report, context: Context) -> Iterator[Verdict]:
    """时效指标衡量的不是时间。

    缘由：时效指标应反映完成的时间或及时程度，放入其他内容就没有考核时效。
    算法：时效指标的目标、实际都没有日期和时长，名称、目标、实际中也没有时间、期限、及时一类的用语。
    不报：及时率、按期完成率；按时、法定时限一类的文字；其他类别放错内容由 IN14 报告。
    依据：参照对时效指标的说明（财预〔2020〕10号）；词表见 lexicons/measures.toml。
    示例：“建议提案办复率100%”放在时效指标。
    """
    for index, row in enumerate(report.indicators):
        if row.category != Category.TIMELINESS:
            continue
        if _speaks_of_time(row):
            yield Agreement(example=row.name)
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}没有衡量时间或及时程度，类别存疑").format(place=rows.place(row)),
            quoting.both(row),
            action=_("请填报单位调整到相应类别，并补设时效指标。"),
            values=(row.name,),
            confidence="medium",
        )


def _speaks_of_time(row: Indicator) -> bool:
    cells = [cell for cell in (row.target, row.actual) if cell is not None]
    if any(
        cell.period is not None or (cell.quantity is not None and cell.quantity.kind == "duration") for cell in cells
    ):
        return True
    return any(lexicon.has("measures", "time", text) for text in (row.name, *(cell.text for cell in cells)))
