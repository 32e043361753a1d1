"""FE03 product-miscomputed."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report
from auditor.relate import Judged


@check("FE03", "product-miscomputed", severity="error", arithmetic=True)
def product_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """标准（单价、平均数）与数量相乘，不等于所述的总数。

    缘由：补助标准、人数、月数与发放金额写在一起，应当乘得出来。
    算法：“每人每月400元”找到人数与月数，“单价”找到数量，“平均每期”找到期数与总数；相乘（或相除）的区间与所述的数没有交集即报。
    不报：没有写明数量或金额的；标准与金额不是一回事的；只写标准上限的。
    依据：金额 = 标准 × 数量。
    示例：“护林员80人，每人每月补助600元，按12个月计发放67.5万元”：80 × 600 × 12 = 57.6万元。
    """
    for one in _products(context):
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        amount = stated.result(context, one)
        yield stated.discrepancy(
            context,
            one,
            _("按标准与数量计算：{working}，与文字所述{amount}不一致，待核实").format(
                working=one.judgement.working, amount=amount.quantity.text
            ),
            action=_("核对标准、数量和发放（结算）明细。"),
        )


def _products(context: Context) -> Iterator[Judged]:
    yield from context.stated("product", of="statements")
    yield from context.stated("ratio", of="statements.products")
