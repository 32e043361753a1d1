"""CL19 other-year-result."""

from collections.abc import Iterator

from auditor import prepared
from auditor.checks import prose, quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Discrepancy, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Report, Statement
from auditor.text import quantities
from auditor.text.patterns import lazily

_YEAR = prepared.pattern(r"((?:19|20)\d\d)年")
_COMPARED = lazily(
    r"上年|去年|同比|同期|较|比|由|从|相比|以来|至今|规划|计划|文件|通知|印发|批复|号|建于|始建|成立|启动|结转|[-—至~]\s*(?:19|20)\d\d"
)
"""Words with which another year is named for comparison, or as the date of a document or beginning."""


@check("CL19", "other-year-result", severity="warning", needs="goals")
def other_year_result(report: Report, context: Context) -> Iterator[Verdict]:
    """实际完成情况所报的是其他年度的数。

    缘由：自评的是本年度的完成情况；照搬上年的文字时，年份往往没有改。
    算法：完成情况的一句话里有数量，所写的年份都早于报告年度，且没有用于比较的词语，即报。
    不报：同一句也写了本年度的；“较2023年”“由2022年的”等用于比较的；写在另一个数之后的年份；文件名称、文号、建成年份中的年份；没有读到报告年度的。
    依据：自评应当反映评价年度的实际完成情况。
    示例：2024年度报告的完成情况写“2023年培训学员105人”。
    """
    if report.year is None:
        return
    for goal in report.goals:
        if goal.actual is not None:
            yield from _sentences(goal.actual, goal.number, report.year)


def _sentences(said: Statement, goal: int, year: int) -> Iterator[Verdict]:
    if not _YEAR.search(said.text):
        return
    for sentence in prose.split(said):
        years = {int(found) for found in _YEAR.findall(sentence.text)}
        if not years or max(years) >= year or _COMPARED.search(sentence.text):
            continue
        counted = [one for one in quantities.find(sentence.text) if one.kind in ("count", "measure", "percent")]
        named = _YEAR.search(sentence.text)
        if (
            counted
            and named is not None
            and counted[0].span.start > named.start()
            and not _beside(said, sentence, counted[0])
        ):
            yield _finding(sentence, goal, max(years), year)


def _beside(said: Statement, sentence: Statement, counted: Quantity) -> bool:
    """Whether its paragraph has just told a figure in the same unit: 改造386户。2022年改造355户。"""
    before = said.text[: said.offset(sentence.span)].rpartition("\n")[2]
    return any(one.unit == counted.unit for one in quantities.find(before))


def _finding(sentence: Statement, goal: int, other: int, year: int) -> Discrepancy:
    return Discrepancy(
        message=_("完成情况写的是{other}年的数，而报告年度为{year}年，待核实").format(other=other, year=year),
        working=f"{other} ≠ {year}",
        action=_("改为评价年度的完成数；确为上年数的，应注明用于比较。"),
        evidence=(quoting.statement(_("实际完成情况"), sentence),),
        goals=(goal,),
        confidence="medium",
        about=(str(goal), sentence.text[:12]),
        values=(str(other),),
    )
