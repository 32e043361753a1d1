"""TM03 years-disagree."""

import re
from collections.abc import Iterator

from auditor import prepared
from auditor.checks import prose, quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Evidence, NotAssessed, Verdict
from auditor.model.report import Report
from auditor.text import normalize

# "(2024年度)", "2022年部门整体支出"
_YEAR = prepared.pattern(r"(?<!\d)(20\d\d)\s*年")
# "完成了2024年整体支出绩效自评工作", "2024年我局全年预算总额": a year that the report says of itself
_OWN_YEAR = prepared.pattern(
    r"(?<!\d)(?P<year>20\d\d)\s*年度?(?=[^，,。；;\d]{0,10}(?:绩效自评|自评工作|整体支出|全年预算|绩效目标(?:全部|均|已|基本|完成|实现)))"
)
# "完成了2023年整体支出绩效自评工作": the year that was evaluated. One after the title's may be the year the work was done in.
_EVALUATED = prepared.pattern(
    r"(?:完成|开展|组织|进行|实施|做好|对)了?[^，,。；;\d]{0,8}(?P<year>20\d\d)\s*年度?(?=[^，,。；;\d]{0,14}自评)"
)
_QUOTED = prepared.pattern(r"《[^》]*》|“[^”]*”")

Place = tuple[int, Evidence]


@check("TM03", "years-disagree", severity="warning")
def years_disagree(report: Report, context: Context) -> Iterator[Verdict]:
    """标题、表头中的年度与正文中的报告年度不一致。

    缘由：套用往年的表格而未改年度，会使整份自评表的数据归属存疑。
    算法：标题（没有年度时取表头）所印年度，与表头以及正文、结论中指明“某年整体支出”“某年……自评工作”“某年……全年预算”“某年……绩效目标完成”的各处比较，表头另印的年度与标题不同，或正文没有一处相同，即为不一致；“完成了某年……自评”各处都早于标题年度的，即使别的年度相同也报。
    不报：标题、表头没有年度；正文没有指明报告年度；书名号、引号内的年份；文件名中的年份不作依据；指标中的日期由 TM02 核对。
    依据：报告自身：各处所印年度的对照。
    示例：标题为2023年度，正文写“完成了2022年整体支出绩效自评”。
    """
    head = _head(report)
    if head is None:
        yield NotAssessed(reason=_("标题和表头没有印年度"))
        return
    stated = (*_of_the_form(report), *_said(report, _OWN_YEAR))
    others = [place for place in stated if place[1].span != head[1].span]
    printed = [place for place in _printed(report) if place[0] != head[0] and place[1].span != head[1].span]
    evaluated = list(_said(report, _EVALUATED))
    stale = evaluated if all(year < head[0] for year, _evidence in evaluated) else []
    if printed:
        yield _differ(head, printed)
    elif not others:
        yield NotAssessed(reason=_("正文没有指明报告年度"))
    elif stale:
        yield _differ(head, stale)
    elif any(year == head[0] for year, _evidence in others):
        yield Agreement(example=_("标题与正文均为 {year} 年").format(year=head[0]))
    else:
        yield _differ(head, others)


def _head(report: Report) -> Place | None:
    """The year that the title prints, else the first one of the form's head; none when the title prints several."""
    found = set(_YEAR.findall(normalize.narrow(report.title or "")))
    if len(found) == 1:
        year = int(found.pop())
        same = next((one for one in report.years if one.first.year == year and one.year_printed), None)
        in_title = (
            same is not None
            and report.title_span is not None
            and report.title_span.start <= same.span.start < report.title_span.end
        )
        span = same.span if same is not None and in_title else report.title_span
        return year, quoting.text(_("标题"), report.title or "", span)
    if found or not report.years:
        return None
    first = report.years[0]
    return first.first.year, quoting.text(_("表头"), first.text, first.span)


def _of_the_form(report: Report) -> Iterator[Place]:
    for period in report.years:
        if period.year_printed and period.first.year == period.last.year:
            yield period.first.year, quoting.text(_("表头"), period.text, period.span)


def _said(report: Report, pattern: re.Pattern[str]) -> Iterator[Place]:
    """The years that sentences name in a way, outside of quotes."""
    for sentence in prose.sentences(report, pattern):
        quoted = [match.span() for match in _QUOTED.finditer(sentence.text)]
        for match in pattern.finditer(sentence.text):
            if not any(low <= match.start() < high for low, high in quoted):
                place = sentence.place(match.start("year"), match.end())
                yield (
                    int(match["year"]),
                    quoting.text(_("正文"), match.group()[match.start("year") - match.start() :], place),
                )


def _printed(report: Report) -> Iterator[Place]:
    """The years that the form prints of itself above its tables: (2024年度); not the month in which it was filled in."""
    for period in report.years:
        whole = (period.first.month, period.first.day, period.last.month, period.last.day) == (1, 1, 12, 31)
        if period.year_printed and whole and period.first.year == period.last.year:
            yield period.first.year, quoting.text(_("表头"), period.text, period.span)


def _differ(head: Place, others: list[Place]) -> Discrepancy:
    shown = list(dict.fromkeys(evidence.quote for _year, evidence in others))
    return Discrepancy(
        message=_("{role}年度为{year}年，正文为{body}，不一致，待核实").format(
            role=head[1].role, year=head[0], body=quoting.listed(shown)
        ),
        action=_("核对年度并更正标题或正文；套用旧表的，应逐项复核数据是否为本年度。"),
        evidence=(head[1], *(evidence for _year, evidence in others)),
        about=("years",),
        values=(str(head[0]), *(str(year) for year, _evidence in others)),
    )
