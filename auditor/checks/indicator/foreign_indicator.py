"""IN22 foreign-indicator."""

from collections.abc import Iterator

from auditor.checks import prose, quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import beneficiaries

_ENOUGH = 60
"""Characters of other text from which on silence about a beneficiary says something."""


@check("IN22", "foreign-indicator", severity="note", needs="indicators")
def foreign_indicator(report: Report, context: Context) -> Iterator[Verdict]:
    """指标所说的服务对象在材料别处没有出现，可能套用了其他项目的指标。

    缘由：从别的项目表中复制指标时，名称里的服务对象常常忘了改。
    算法：指标名称写有专门的服务对象（旅客、患者、学生、读者、残疾人等），而标题、单位、项目名称、目标、结果、正文和其他各行都没有提到他们，也没有提到与他们有关的事（患者：医、诊、病、卫生等）。
    不报：群众、服务对象、职工一类通用的称呼；其他文字不足60字、无从判断的；两行以上都写到的。
    依据：参照绩效指标“相关性”的要求：指标应当与项目内容相关。
    示例：河道清淤项目表中的“旅客满意度≥90%”，全表别处没有客运、出行或车站。
    """
    texts = [report.title, report.organisation, report.project, *(said.text for said in prose.passages(report))]
    own = [_words(row) for row in report.indicators]
    around = "\n".join(text for text in texts if text)
    for index, row in enumerate(report.indicators):
        words = beneficiaries.named(row.name)
        if not words:
            continue
        rest = "\n".join([around, *own[:index], *own[index + 1 :]])
        if len(rest) < _ENOUGH or beneficiaries.spoken_of(words, rest):
            yield Agreement(example=row.name)
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}所说的“{word}”在材料别处没有出现，可能套用了其他项目的指标").format(
                place=rows.place(row), word=words[0]
            ),
            quoting.both(row),
            action=_("核对该指标是否属于本项目；不属于的，改为本项目的服务对象。"),
            values=(row.name,),
        )


def _words(row: Indicator) -> str:
    cells = (row.target.text if row.target else "", row.actual.text if row.actual else "", row.reason or "")
    return f"{row.name}\n" + "\n".join(cells)
