"""IN13 placeholder-left."""

from collections.abc import Iterator

from auditor import prepared
from auditor.checks import prose, quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.sense import lexicon
from auditor.text import short
from auditor.text.normalize import fold

LONGEST_ALONE = 20
"""A longer cell is no bare placeholder."""

# Characters without which no placeholder stands within a text; a quick look before the long list.
_SUSPECT = prepared.pattern(r"[*×╳○_?？＊＿]{2}|[XxＸ]{2}|(?:请|此处|此栏)(?:填|说明|简述|概述)|填写")


@check("IN13", "placeholder-left", severity="warning", needs="indicators")
def placeholder_left(report: Report, context: Context) -> Iterator[Verdict]:
    """模板的占位符或填表说明没有替换。

    缘由：“**人”“XX项”“指标1”是模板留下的，说明该处没有填。
    算法：指标名称、目标值、实际值和目标文字中出现词表所列的占位符；目标或完成情况处留着填表说明（如字数要求）。
    不报：整行为“……”的空白行；“指标1”之后另有内容；★一类标记；脱敏的姓名、电话。
    依据：表中所印的填报说明：应填写完整；词表见 lexicons/wording.toml。
    示例：实际完成值“**人”。
    """
    found = False
    name, target, actual = _("指标名称"), _("年度指标值"), _("实际完成值")
    for index, row in enumerate(report.indicators):
        cells: list[tuple[str, str, Span]] = [(name, row.name, row.name_span)]
        cells += [
            (label, value.text, value.span) for label, value in ((target, row.target), (actual, row.actual)) if value
        ]
        left = [cell for cell in cells if _is_left(cell[1])]
        for label, text, span in left[:1]:
            found = True
            yield rows.discrepancy(
                row,
                index,
                _("{place}的{label}“{text}”是没有替换的模板内容").format(
                    place=rows.place(row), label=label, text=quoting.cut(text)
                ),
                (quoting.text(label, text, span),),
                action=_("请填报单位补填。"),
                values=(fold(text),),
            )
    for aside in report.asides:
        if aside.kind == "guidance":
            found = True
            yield Discrepancy(
                message=_("应填内容处留着填表说明“{text}”").format(text=quoting.cut(aside.text)),
                action=_("请填报单位补填。"),
                evidence=(quoting.text(_("填表说明"), aside.text, aside.span),),
                about=("guidance",),
                values=(fold(aside.text),),
            )
    for said in prose.passages(report):
        match = lexicon.pattern("wording", "placeholder").search(said.text) if _SUSPECT.search(said.text) else None
        if match is not None:
            found = True
            yield Discrepancy(
                message=_("文字中的“{text}”是没有替换的模板内容").format(text=match.group()),
                action=_("请填报单位补填。"),
                evidence=(
                    quoting.text(
                        _("文字"),
                        said.text[max(0, match.start() - 20) : match.end() + 20],
                        said.place(match.start(), match.end()),
                    ),
                ),
                about=("text", match.group()),
                values=(match.group(),),
            )
    if not found:
        yield Agreement(example=_("没有发现占位符"))


@short.remembered
def _is_left(text: str) -> bool:
    """Whether a cell is a placeholder, or holds one."""
    whole = len(text) <= LONGEST_ALONE and lexicon.is_one("wording", "placeholder_alone", text)
    return whole or (_SUSPECT.search(text) is not None and lexicon.has("wording", "placeholder", text))
