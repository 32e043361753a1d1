"""SC16 level-weights-contradict-heading."""

from collections.abc import Iterator
from decimal import Decimal

from auditor import prepared
from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import LevelWeight, Report
from auditor.text import amounts
from auditor.text.normalize import fold

_FIRST = ("产出", "效益", "满意度", "成本", "决策", "过程", "管理", "投入")


@check("SC16", "level-weights-contradict-heading", severity="error", arithmetic=True)
def level_weights_contradict_heading(report: Report, context: Context) -> Iterator[Verdict]:
    """标题所印的分值与其下各级分值之和不符。

    缘由：“年度绩效目标（80分）”之下的产出、效益分值相加应当是80分。
    算法：同一目标之下，标题所印分值与其后各一级指标标题所印分值之和比较。
    不报：只印有标题或只印有一级指标分值的；一级指标只印了一个的；各行分值由 SC03 核对。
    依据：总分等于各部分分值之和。
    示例：年度绩效目标（80分），产出指标（60分）、效益指标（40分）：60 + 40 = 100。
    """
    for heading in _headings(report):
        under = [one for one in report.levels if one.goal == heading.goal and one.label.startswith(_FIRST)]
        if len(under) > 1:
            yield from _judge(heading, under)


def _headings(report: Report) -> Iterator[LevelWeight]:
    """What heads all levels: a printed level of its own, or the label column of the table (年度绩效目标(80分))."""
    yield from (one for one in report.levels if _GOALS.fullmatch(one.label))
    for column in report.columns:
        found = _PRINTED.fullmatch(fold(column.heading))
        if found is not None and column.kind in ("goal", "label", "level1"):
            yield LevelWeight(label=found["label"], weight=Decimal(found["weight"]), span=column.span)


_GOALS = prepared.pattern(r"(?:年度|全年|部门|整体|总体|绩效)*目标(?:\d{1,3}|[一二三四五六七八九十]{1,3})?")
_PRINTED = prepared.pattern(
    r"(?P<label>[^()\d]{0,10}(?:绩效目标|绩效指标)\d{0,2})[(\[](?P<weight>\d{1,3}(?:\.\d+)?)分[)\]]"
)
"""年度绩效目标(80分), 绩效指标（90分）"""


def _judge(heading: LevelWeight, under: list[LevelWeight]) -> Iterator[Verdict]:
    added = sum((one.weight for one in under), Decimal(0))
    working = f"{' + '.join(amounts.show(one.weight) for one in under)} = {amounts.show(added)}"
    if added == heading.weight:
        yield Agreement(example=working)
        return
    yield Discrepancy(
        message=_("{label}印有{weight}分，其下各项分值之和为{added}分，不一致，待核实").format(
            label=heading.label, weight=amounts.show(heading.weight), added=amounts.show(added)
        ),
        working=f"{working} ≠ {amounts.show(heading.weight)}",
        action=_("核对评分表各级分值的设置。"),
        evidence=tuple(quoting.number(one.label, one.weight, one.span) for one in (heading, *under)),
        about=("levels", heading.label),
        values=(str(heading.weight), *(str(one.weight) for one in under)),
    )
