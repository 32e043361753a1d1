"""IN14 category-mismatched."""

from collections.abc import Iterator

from auditor.checks import quoting, rows
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, NotAssessed, Verdict
from auditor.model.report import Indicator, Report
from auditor.sense import lexicon

RULED = ("质量指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")
BELONGS = frozenset({"质量指标", "成本指标", "生态效益指标"})


@check("IN14", "category-mismatched", severity="warning", needs="indicators")
def category_mismatched(report: Report, context: Context) -> Iterator[Verdict]:
    """三级指标的内容与所在的二级指标类别不符。

    缘由：放错类别的指标使该类缺少真正的指标，也使权重失真。
    算法：按词表判断名称和单位：人次、场次放在质量，资金使用率放在成本，阅读量放在生态效益，成本金额放在数量，满意度类没有满意、认可、评价一类的内容。
    不报：词表之外的名称；没有二级指标栏；时效指标衡量了别的东西由 TM04 提示。
    依据：财预〔2020〕10号对各二级指标的说明（按记忆引述）；词表见 lexicons/categories.toml。
    示例：“参加人次”放在质量指标。
    """
    if all(row.category is None for row in report.indicators):
        yield NotAssessed(reason=_("表中没有二级指标栏"))
        return
    for index, row in enumerate(report.indicators):
        if row.category is None:
            continue
        reason = _mismatch(row, row.category)
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


def _mismatch(row: Indicator, category: str) -> str:
    if category.endswith(("满意度指标", "满意度")):
        belongs = lexicon.has("measures", "satisfaction", row.name) or lexicon.is_one(
            "categories", "满意度指标.whose", row.name
        )
        return "" if belongs else _("不是满意度一类的内容")
    target = row.target.quantity if row.target else None
    if category == "数量指标":
        money = target is not None and target.kind == "money" and lexicon.has("categories", "数量指标.money", row.name)
        cost = money and not lexicon.has("categories", "数量指标.belongs", row.name)
        return _("考核的是成本金额，不是数量") if cost else ""
    if category not in RULED or not lexicon.has("categories", category, row.name):
        return ""
    if category in BELONGS and lexicon.has("categories", f"{category}.belongs", row.name):
        return ""
    return _("的内容不属于{category}").format(category=quoting.category(category))
