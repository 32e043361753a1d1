"""CT07 shares-do-not-sum."""

from collections.abc import Iterator

from auditor.checks import stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Verdict
from auditor.model.report import Report


@check("CT07", "shares-do-not-sum", severity="error", arithmetic=True)
def shares_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """完整列出的各部分占比之和不是100%。

    缘由：各部分的金额加起来等于总额，占比加起来就应当是100%。
    算法：写明列举完整的（其余占……、各占……），占比按所印位数取区间相加，区间不含100%即为不符；其他一一列出的各部分（“其中”之后各数及其占比、“分别占……”），占比之和整个超过100%的也报告。
    不报：看不出是否完整而合计不足100%；只差在所印位数之内；单项占比与其数额不符由 FE02 报告，各部分之和与总数不符由 CL13 报告。
    依据：算术：同一总体的占比之和为100%。
    示例：共100万元，其中设备60万元，占60%，服务40万元，占45%，合计105%。
    """
    for one in context.stated("share", of="statements"):
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        yield stated.discrepancy(
            context,
            one,
            _("各部分占比之和不是100%：{working}，待核实").format(working=one.judgement.working),
            action=_("按各部分的数额重算占比。"),
        )
