"""ST02 category-missing."""

from collections.abc import Iterator

from auditor import prepared
from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.classes import Level
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Indicator, Report
from auditor.relate import adding
from auditor.sense import categories
from auditor.text.patterns import lazily

_NOT_APPLICABLE = lazily(
    r"满意[^。；;]{0,16}(?:不适用|未设|不设|不涉及|无法)|(?:不适用|未设|不设|不涉及|未设置|不设置|没有|无)[^。；;]{0,16}(?:满意|服务对象)"
)
FAMILIES = (Level.OUTPUT, Level.EFFECT, Level.SATISFACTION)


@check("ST02", "category-missing", severity="warning", needs="indicators")
def category_missing(report: Report, context: Context) -> Iterator[Verdict]:
    """缺少产出、效益或满意度中的某一类指标。

    缘由：三类指标分别回答做了什么、有什么用、服务对象是否满意，缺一类评价就不完整。
    算法：全表（各目标合并）中没有任何一行属于该类；满意度列在效益之下的也算有。
    不报：没有一级、二级指标栏；表格不全（行后没有总分行，分值未满）；满意度确不适用而已说明的。
    依据：参照指标框架（财预〔2020〕10号）；满意度“根据需要设置”，缺少时请说明。
    示例：表中没有一行效益指标。
    """
    if any(row.level1 is None and row.category is None for row in report.indicators):
        yield NotAssessed(reason=_("表中没有一级、二级指标栏，或有的行看不出类别"))
        return
    if not adding.table_is_whole(report):
        yield NotAssessed(reason=_("表格可能不全（行后没有总分行）"))
        return
    names = {
        name
        for row in report.indicators
        for name in (row.level1, row.category, row.category_printed, *_pleased(row))
        if name
    }
    missing = [family for family in FAMILIES if not any(categories.is_of_family(name, family) for name in names)]
    if not missing:
        yield Agreement(example=_("、").join(map(quoting.category, FAMILIES)))
        return
    said = " ".join(note.text for note in report.notes)
    if missing == [Level.SATISFACTION] and _NOT_APPLICABLE.search(said):
        yield Agreement(example=_("满意度不适用，已说明"))
        return
    yield Discrepancy(
        message=_("表中没有{missing}").format(missing=_("、").join(map(quoting.category, missing))),
        action=_("请填报单位补设，或说明不适用的理由。"),
        evidence=(quoting.name(report.indicators[0]), quoting.name(report.indicators[-1])),
        about=("categories", *missing),
        values=tuple(missing),
    )


def _pleased(row: Indicator) -> tuple[str, ...]:
    """What a row measures that asks how satisfied people are, whatever level it stands under."""
    return (Level.SATISFACTION,) if "满意" in row.name and _SATISFACTION.search(row.name) else ()


_SATISFACTION = prepared.pattern(r"满意(?:度|率)(?:[（(].*[)）])?\Z")
