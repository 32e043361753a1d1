"""ST05 row-unreadable."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report
from auditor.model.source import Unreadable
from auditor.text.patterns import lazily

SHOWN = 10
"""Places quoted; the count is complete."""


@check("ST05", "row-unreadable", severity="note")
def row_unreadable(report: Report, context: Context) -> Iterator[Verdict]:
    """有的表格行无法确定各格属于哪一栏。

    缘由：合并单元格在导出时丢失或错位，读法不唯一；与其猜测，不如说明。
    算法：读表时两种对齐方式代价相近的行，以及不能辨认的行，全表合成一条提示。
    不报：各行的读法唯一；空白行和表头；这些行上的其他疑点把握为低。
    依据：本工具的读表方法（见 README“如何判断”一节）。
    示例：一行只剩名称和两个数字，不能确定是分值还是得分。
    """
    unsure = [(index, row) for index, row in enumerate(report.indicators) if row.ambiguous]
    if not unsure and not report.unreadable:
        if report.indicators:
            yield Agreement(example=_("{count} 行指标的读法唯一").format(count=len(report.indicators)))
        return
    places = [quoting.text(_("读法不唯一"), row.name, row.span) for _index, row in unsure]
    places += [quoting.text(_("不能辨认"), _words(place), place.span) for place in report.unreadable]
    names = [f"「{row.name}」" for _index, row in unsure] + [place.reason.rstrip("。.") for place in report.unreadable]
    yield Discrepancy(
        message=_("{count}处表格内容不能确定归属，相关疑点把握较低：{names}").format(
            count=len(places), names=quoting.listed(names)
        ),
        action=_("对照原始表格（Word、Excel 或系统导出件）核对这些行。"),
        evidence=tuple(places[:SHOWN]),
        goals=rows.goals_of(row for _index, row in unsure),
        indicators=tuple(index for index, _row in unsure),
        about=("unreadable",),
        values=tuple(place.quote for place in places),
    )


def _words(place: Unreadable) -> str:
    """What stands at an unread place, as its reason quotes it; nothing where it quotes nothing."""
    found = _QUOTED.search(place.reason)
    return found[1] if found else ""


_QUOTED = lazily(r"「([^「」]+)」")
