"""IN20 target-without-measure."""

import re
from collections.abc import Iterator

from auditor import prepared
from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report
from auditor.text.patterns import lazily

# What a percentage may be of: "合格率", "满意度", "占比", "完成情况", "增长幅度", "覆盖范围"
_MEASURE = prepared.pattern(
    r"率|度|比|占|幅|成本|覆盖|完成|达标|合格|增长|下降|降低|提高|提升|增加|减少|节约|控制|份额|及时|达到|百分"
)
# "社会效益明显", "持续发挥作用": an effect and no measure
_EFFECT = lazily(r"明显|显著|良好|较好|有效|持续|发挥|促进")


@check("IN20", "target-without-measure", severity="warning", needs="indicators")
def target_without_measure(report: Report, context: Context) -> Iterator[Verdict]:
    """指标值是百分数，却没有写明是什么的百分数。

    缘由：“社会效益明显 ≥95%”无从计算，也无从核实，等于没有指标。
    算法：指标值为百分数，而指标名称只说效益、效果、影响，没有率、度、比、幅度等可以计算的量，目标单元格也没有另写，即报。
    不报：名称中有率、度、占比、完成、增长等可以计算的量的；指标值不是百分数的。
    依据：参照财政部绩效目标管理办法：绩效指标应当可衡量。
    示例：指标“社会效益明显”，年度指标值“≥95%”。
    """
    for index, row in enumerate(report.indicators):
        target = row.target.quantity if row.target is not None else None
        if target is None or target.kind != "percent" or row.target is None:
            continue
        if _MEASURE.search(row.name) or not _EFFECT.search(row.name) or re.search(r"[一-鿿]{3,}", row.target.text):
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}指标值为{target}，没有写明是什么的百分数，待补充").format(
                place=rows.place(row), target=target.text
            ),
            (quoting.name(row), quoting.value(_("年度指标值"), row.target)),
            action=_("写明所衡量的量及其计算方法，或改为定性描述。"),
            values=(target.text,),
        )
