"""CT09 met-rows-miscounted."""

import re
from collections.abc import Iterator

from auditor.checks import prose, quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Report, Statement
from auditor.sense import direction

# "18项指标完成17项", "绩效指标共18个，达到目标值17个", "未完成1项"
_MET = re.compile(
    r"指标[^。；;%％]{0,30}?(?<!未)(?<!没有)(?:已?完成|达到?(?:目标|预期|年度)?(?:值|目标)?|达标)(?:了|的有|的)?(?P<met>\d{1,3})[项个]"
)
_MISSED = re.compile(
    r"指标[^。；;%％]{0,30}?(?:未完成|未达标|未达到?(?:目标|预期)?(?:值)?|没有完成)(?:了|的有|的)?(?P<missed>\d{1,3})[项个]"
)


@check("CT09", "met-rows-miscounted", severity="error", needs="indicators", arithmetic=True)
def met_rows_miscounted(report: Report, context: Context) -> Iterator[Verdict]:
    """文字所述完成（未完成）的指标数与表中不符。

    缘由：完成了几项，从指标表就数得出来。
    算法：数出表中满足、不满足目标的行，与“完成17项”“未完成1项”比较。
    不报：有一行看不出是否满足的；没有写个数、只说“均已完成”的由 CL10 报告；指标总数由 CT01 核对。
    依据：计数。
    示例：称“18项指标完成17项”，表中有2项低于目标。
    """
    met = [direction.met(row) for row in report.indicators]
    for said in prose.passages(report):
        for pattern, name, right in ((_MET, "met", met.count(True)), (_MISSED, "missed", met.count(False))):
            found = pattern.search(said.text)
            if found is None:
                continue
            if None in met:
                yield NotAssessed(reason=_("有的指标看不出是否达到目标，不能清点"))
                return
            yield from _judge(said, found, int(found[name]), right)


def _judge(said: Statement, found: re.Match[str], stated: int, right: int) -> Iterator[Verdict]:
    if stated == right:
        yield Agreement(example=f"{found.group()} = {right}")
        return
    yield Discrepancy(
        message=_("文字称“{words}”，按指标表清点为{count}项，不一致，待核实").format(words=found.group(), count=right),
        working=f"{stated} ≠ {right}",
        action=_("逐项核对完成情况，更正所述个数。"),
        evidence=(quoting.text(_("表述"), found.group(), said.span.part(found.start(), found.end())),),
        about=("met",),
        values=(str(stated), str(right)),
    )
