"""IN14 category-mismatched."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, NotAssessed, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import categories


@check("IN14", "category-mismatched", severity="warning", needs="indicators")
def category_mismatched(report: Report, context: Context) -> Iterator[Verdict]:
    """三级指标的内容与所在的二级指标类别不符。

    缘由：放错类别的指标使该类缺少真正的指标，也使权重失真。
    算法：按词表判断名称和单位：人次、场次、满意度、任务完成率放在质量，资金使用率放在成本，阅读量放在生态效益，成本金额、项目资金的支付和执行率放在数量，发放率放在社会效益，满意度类没有满意、认可、评价一类的内容。
    不报：词表之外的名称；发给对象的补助、贷款等（是产出数量）；没有二级指标栏；时效指标衡量了别的东西由 TM04 提示。
    依据：参照对各二级指标的说明（财预〔2020〕10号）；词表见 lexicons/categories.toml。
    示例：“参加人次”放在质量指标。
    """
    if all(row.category is None for row in report.indicators):
        yield NotAssessed(reason=_("表中没有二级指标栏"))
        return
    for index, row in enumerate(report.indicators):
        if row.category is None:
            continue
        reason = _reason(row, row.category)
        if not reason:
            yield Agreement()
        else:
            yield rows.discrepancy(
                row,
                index,
                _("{place}{reason}，类别存疑").format(place=rows.place(row), reason=reason),
                quoting.both(row),
                action=_("请填报单位调整到相应类别，或说明归类理由。"),
                values=(row.category,),
                confidence="medium",
            )


def _reason(row: Indicator, category: str) -> str:
    match categories.mismatch(row):
        case "no-satisfaction":
            return _("不是满意度一类的内容")
        case "cost":
            return _("考核的是成本金额，不是数量")
        case "payment":
            return _("考核的是资金的投入或支付，不是产出数量")
        case "content":
            return _("的内容不属于{category}").format(category=quoting.category(category))
        case None:
            return ""
