"""What reviewers said of the reading, as a memo tells it: whose word it is must not look like the form's own."""

from collections.abc import Mapping

from auditor.locale import gettext as _
from auditor.memo.words import clean, status_word
from auditor.model.finding import ByHand, Outcome

COLUMNS: Mapping[str, str] = {
    "target": "指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "name": "三级指标",
    "reason": "偏差原因分析及改进措施",
    "unit": "度量单位",
}
"""Columns of the indicator table that a reviewer can name."""


def lines(outcome: Outcome) -> tuple[str, ...]:
    """A sentence for each column that was named and each pair of numbers that was tied."""
    return tuple(map(_line, outcome.by_hand))


def _line(said: ByHand) -> str:
    one, other = map(clean, said.about)
    if said.kind == "column":
        words = _("“{heading}”一栏由复核人员{by}于{on}指认为“{kind}”，据此核对。")
        return words.format(heading=one, kind=_(COLUMNS[said.about[1]]), by=clean(said.by), on=said.on)
    words = _("「{one}」与「{other}」由复核人员{by}于{on}认定为同一事实：{status}。")
    status = status_word(said.status) if said.status else ""
    return words.format(one=one, other=other, by=clean(said.by), on=said.on, status=status)
