"""CT05 items-miscounted."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report
from auditor.relate.statements.composition import COMPOSED


@check("CT05", "items-miscounted", severity="error", arithmetic=True)
def items_miscounted(report: Report, context: Context) -> Iterator[Verdict]:
    """文字所述的个数与其后所列的个数不符。

    缘由：“共15个项目，年初8个、年中增加8个”这样的句子，合计与构成应当相等；“三个方面”之后应有一是、二是、三是。
    算法：一、同一句中“共N个”之后，年初的个数加年中增加（减去减少）的个数，与N比较，括号内“含”的个数是其中的一部分，不相加；二、“N个方面（点、项工作）”之后，清点一是、二是……的项数。
    不报：单位不同；没有“共”或没有“年初”；列举的序号不从“一是”开始，或同段另有列举；“其中”“包括”之后的分项由 CL13 报告；指标、目标的个数由 CT01 至 CT04 报告。
    依据：算术：合计等于分项之和。
    示例：共15个项目，年初批复8个，年中增加8个，8 + 8 = 16。
    """
    for one in context.stated("sum", of=COMPOSED):
        if one.held:
            yield stated.agreement(context, one)
        elif one.broken:
            yield stated.discrepancy(
                context,
                one,
                _("文字称共{total}，而{working}，不一致，待核实").format(
                    total=stated.result(context, one).quantity.text,
                    working=one.judgement.working.partition(" ≠ ")[0],
                ),
                action=_("请填报单位列出清单，说明总数或各部分是否有重复、漏计。"),
            )
    yield from _listed(context)


def _listed(context: Context) -> Iterator[Verdict]:
    """What sentences name one by one beside its number."""
    for one in context.stated("count", of="statements"):
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        count = stated.result(context, one)
        more = len(one.relation.items) > count.value
        yield stated.discrepancy(
            context,
            one,
            _("文字称“{count}”，所列的有{listed}项，不一致，待核实").format(
                count=count.quantity.text, listed=len(one.relation.items)
            ),
            action=_("核对所列各项是否有遗漏或合并。"),
            severity="warning"
            if one.relation.by.endswith("ordinals") or (one.relation.form == "open" and more)
            else None,
        )
