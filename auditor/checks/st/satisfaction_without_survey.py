"""ST06 satisfaction-without-survey."""

from collections.abc import Iterator

from auditor.checks import prose, quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import lexicon
from auditor.text.patterns import lazily

_SATISFACTION = lazily("满意")


@check("ST06", "satisfaction-without-survey", severity="warning", needs="indicators")
def satisfaction_without_survey(report: Report, context: Context) -> Iterator[Verdict]:
    """填有满意度，全文没有提到调查方式或样本。

    缘由：满意度来自调查，没有样本和方法的满意度无法复核。
    算法：有满意度行填了百分数，而满意度行、原因栏以及说到满意度的文字都没有问卷、抽样、调查、样本、回访一类的用语；全表合成一条。
    不报：任何一处提到调查方式；复核表上复核意见已写明有无调查的行；满意度填的是文字；百分数与样本数不可能对应由 FE01 报告。
    依据：参照“满意度应通过问卷调查等方式取得”（项目支出绩效评价管理办法）；词表见 lexicons/measures.toml。
    示例：学生满意度100%，未说明样本。
    """
    stated = [(index, row) for index, row in enumerate(report.indicators) if _states_satisfaction(row)]
    if not stated:
        return
    if _told(report):
        yield Agreement(example=_("说明了调查方式"))
        return
    names = [f"「{row.name}」{row.actual.text if row.actual else ''}" for _index, row in stated]
    yield Discrepancy(
        message=_("{names}，没有说明调查方式和样本").format(names=quoting.listed(names)),
        action=_("请填报单位提供调查方案、问卷份数和统计汇总表。"),
        evidence=tuple(quoting.value(row.name, row.actual) for _index, row in stated),
        goals=rows.goals_of(row for _index, row in stated),
        indicators=tuple(index for index, _row in stated),
        confidence="medium",
        about=("satisfaction",),
        values=tuple(names),
    )


def _states_satisfaction(row: Indicator) -> bool:
    actual = row.actual.quantity if row.actual else None
    stated = actual is not None and actual.kind in {"percent", "number"}
    return stated and "满意" in (row.category or row.name) and not _reviewed(row)


def _reviewed(row: Indicator) -> bool:
    """Whether the reviewer's remark beside the row speaks of the survey: then what is missing is said on the form."""
    remark = row.reviewed.remark if row.reviewed is not None else None
    return remark is not None and lexicon.has("measures", "survey", remark)


def _told(report: Report) -> bool:
    """Whether a row of satisfaction, a reason or a sentence about satisfaction tells how it was found out."""
    for row in report.indicators:
        cells = (row.target.text if row.target else "", row.actual.text if row.actual else "")
        about = (row.name, *cells) if "满意" in (row.category or "") + row.name else ()
        if any(lexicon.has("measures", "survey", text) for text in about):
            return True
        if lexicon.has("measures", "survey_of_people" if not about else "survey", row.reason or ""):
            return True
    of_people = lexicon.pattern("measures", "survey_of_people")
    if any(prose.sentences(report, of_people)):
        return True
    return any(lexicon.has("measures", "survey", said.text) for said in prose.sentences(report, _SATISFACTION))
