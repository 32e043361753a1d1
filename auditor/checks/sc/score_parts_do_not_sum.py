"""SC14 score-parts-do-not-sum."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report

SCORE = "分"


@check("SC14", "score-parts-do-not-sum", severity="error", arithmetic=True)
def score_parts_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """文字所述各部分得分之和（或平均分）不等于总分。

    缘由：总分由各部分得分相加而来。
    算法：同一句中“决策得19分、过程得18.5分……总分97.5分”，各部分得分相加与总分比较；“平均”按各项的平均数比较。
    不报：满分与得分之间（CT08）；表内各行得分（SC01）；不是以“分”计的数（CL13）。
    依据：总分等于各部分得分之和。
    示例：“决策18分、过程17分、产出38分、效益19分，总分93分”：18 + 17 + 38 + 19 = 92。
    """
    for one in context.stated("sum", of="statements.lists"):
        total = stated.result(context, one)
        if total.unit != SCORE:
            continue
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        yield stated.discrepancy(
            context,
            one,
            _("总分{total}与各部分得分之和不符：{working}，待核实").format(
                total=total.quantity.text, working=one.judgement.working
            ),
            action=_("按评分表重新汇总各部分得分。"),
        )
