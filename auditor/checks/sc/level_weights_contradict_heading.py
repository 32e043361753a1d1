"""SC16 level-weights-contradict-heading."""

from collections.abc import Iterator

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import LevelWeight, Report
from auditor.relate import Judged, headed
from auditor.relate.headed import HEADED, Heading
from auditor.relate.numbers import Key
from auditor.text import amounts


@check("SC16", "level-weights-contradict-heading", severity="error", arithmetic=True)
def level_weights_contradict_heading(report: Report, context: Context) -> Iterator[Verdict]:
    """标题所印的分值与其下各级分值之和不符。

    缘由：“年度绩效目标（80分）”之下的产出、效益分值相加应当是80分。
    算法：同一目标之下，标题所印分值与其后各一级指标标题所印分值之和比较；一级指标没有印分值的，栏目标题所印分值与各行分值之和比较。
    不报：标题没有印分值的；一级指标只印了一个的；表格不全；一级指标与其下各行分值由 SC03 核对。
    依据：总分等于各部分分值之和。
    示例：年度绩效目标（80分），产出指标（60分）、效益指标（40分）：60 + 40 = 100。
    """
    for heading in headed.headings(report):
        for one in context.at(*heading.key, of=HEADED):
            if one.broken:
                yield _apart(report, heading, one)
            else:
                yield Agreement(example=one.judgement.working)


def _apart(report: Report, heading: Heading, one: Judged) -> Discrepancy:
    level, under = heading.level, [_weight(report, key) for key in heading.under]
    return Discrepancy(
        message=_("{label}印有{weight}分，其下各项分值之和为{added}分，不一致，待核实").format(
            label=level.label,
            weight=amounts.show(level.weight),
            added=amounts.show(quoting.figure(one.judgement.expected)),
        ),
        working=one.judgement.working,
        action=_("核对评分表各级分值的设置。"),
        evidence=tuple(quoting.number(each.label, each.weight, each.span) for each in (level, *under)),
        severity="note" if one.judgement.slight else None,
        about=("levels", level.label),
        values=(str(level.weight), *(str(each.weight) for each in under)),
        relations=(one.id,),
    )


def _weight(report: Report, key: Key) -> LevelWeight:
    """A weight under a heading with its name: a level's, or a row's."""
    if key.part == "level-weight":
        return report.levels[key.at]
    row = report.indicators[key.at]
    return LevelWeight(label=row.name, weight=quoting.figure(row.weight), span=row.weight_span or row.span)
