"""BU14 balance-miscomputed."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.bu import reckoned
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report


@check("BU14", "balance-miscomputed", severity="error", arithmetic=True)
def balance_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """结余（剩余、未支付）不等于总数减去已支出（已完成）的数。

    缘由：到位（预算）、支出、结余三个数中有两个就决定了第三个。
    算法：“结余”“尚未支付”“余下”所指的数，与预算（到位、合同价、受理数）减去支出（办结数）比较；追加后的预算与年初预算加追加数比较；按所印位数取区间。资金表另有结余（差额）栏的，按栏目所印的公式（E=A+B-C）；没有公式的，按多数行守得住的算法核对其余各行。
    不报：找不到预算或支出的；结余另有上年结转的；各项构成之和由 CL13 报告。
    依据：结余 = 收入 − 支出。
    示例：“全年预算600万元，实际支出560万元，结余60万元”：600 − 560 = 40。
    """
    yield from reckoned.found(report, context, "balance")
    relations = [
        *context.stated("difference", of="statements.balances"),
        *context.stated("sum", of="statements.balances"),
    ]
    for one in relations:
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        left = stated.result(context, one)
        yield stated.discrepancy(
            context,
            one,
            _("文字称{left}，按所列的数计算为{working}，不一致，待核实").format(
                left=left.quantity.text, working=one.judgement.working
            ),
            action=_("核对资金（台账）明细，说明结余的构成。"),
        )
