"""IN12 target-not-assessable."""

import re
from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import lexicon

SHOWN = 5
"""Targets quoted; the count is complete."""

# 决策, 过程指标, 项目管理: rows that an evaluation scores by its own criteria (立项依据充分)
_JUDGED = re.compile(r"(?:项目|部门)?(?:决策|过程|管理|投入)")


@check("IN12", "target-not-assessable", severity="note", needs="indicators")
def target_not_assessable(report: Report, context: Context) -> Iterator[Verdict]:
    """定性目标没有可衡量的标准。

    缘由：“有效提升”“持续改善”怎样都算完成，无法考核。
    算法：年度指标值整个就是词表中的空泛用语；全表合成一条提示，列出占比。
    不报：决策、过程、管理一类按评分标准打分的行；有数量、日期、等级或具体事项的目标；文件规定的标准（如“达到协议水质目标”）。
    依据：参照“绩效目标应当细化量化、可衡量”（财预〔2015〕88号）；词表见 lexicons/wording.toml。
    示例：目标值“持续改善”“效果明显”。
    """
    vague = [(index, row) for index, row in enumerate(report.indicators) if _is_vague(row)]
    if not vague:
        yield Agreement(example=_("{count} 行目标均可衡量").format(count=len(report.indicators)))
        return
    shown = [f"「{row.name}」{row.target.text}" for _index, row in vague if row.target is not None]
    yield Discrepancy(
        message=_("{total}行中有{count}行目标没有可衡量的标准：{names}").format(
            total=len(report.indicators), count=len(vague), names=quoting.listed(shown)
        ),
        action=_("下年度为这些指标设定可衡量的标准（数量、比例、调查得分或对照基准）。"),
        evidence=tuple(quoting.value(row.name, row.target) for _index, row in vague[:SHOWN]),
        goals=rows.goals_of(row for _index, row in vague),
        indicators=tuple(index for index, _row in vague),
        about=("vague targets",),
        values=tuple(shown),
    )


def _is_vague(row: Indicator) -> bool:
    target = row.target
    if _JUDGED.match(row.level1 or ""):
        return False
    if target is None or target.quantity is not None or target.period is not None:
        return False
    return lexicon.is_one("wording", "vague", target.text)
