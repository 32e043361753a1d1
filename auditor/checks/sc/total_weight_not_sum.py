"""SC02 total-weight-not-sum."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.checks import quoting
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.report import Report, Total
from auditor.relate import Judged, adding
from auditor.relate.adding import Weighed
from auditor.relate.scores import TOTAL
from auditor.text import amounts


@check("SC02", "total-weight-not-sum", severity="error", needs=("weights", "total"), arithmetic=True)
def total_weight_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """分值合计不等于各指标分值与预算执行分值之和。

    缘由：分值合计不足（超过）总分值，说明缺行、漏填或权重分配有误。
    算法：各行分值与预算执行分值相加，与总分行所印分值比较；只差在分值所印位数四舍五入之内的（如33.33×3）降为提示。
    相加虽等于总分行所印，但不是满分100的，也报告（警告）。
    文件里没有资金表时，预算执行分值按地方规则计入，并注明。
    只印了总得分、没有印分值合计，而各项分值不足100的，作提示。
    不报：总分行没有印分值；分值合计不含预算执行部分而加上它不超过满分（或以“合计”列示）；预算执行率另作指标列在表中的，其分值不重复加；表格不全；某一级指标的差额由 SC03 报告。
    依据：算术：各项分值之和等于总分值。
    示例：各指标分值合计89.45，预算执行分值10，合计99.45，总分值印100。
    """
    total = report.total
    if total is None or total.weight is None:
        short = _short_of_full(report, context)
        yield NotAssessed(reason=_("总分行没有印分值合计")) if short is None else short
        return
    if not adding.table_is_whole(report):
        yield NotAssessed(reason=_("表格可能不全（行后没有总分行），未核对分值合计"))
        return
    weighed = adding.weighed(report, context.profile)
    working = _working(report, weighed)
    for one in context.at("total-weight", of=TOTAL):
        if one.broken:
            yield _apart(report, total, total.weight, working, one)
        elif not adding.may_be_full(report, context.profile):
            yield _not_full(total, weighed.total, working)
        else:
            yield Agreement(example=f"{working} = {amounts.show(total.weight)}")


def _short_of_full(report: Report, context: Context) -> Discrepancy | None:
    """A form that prints its total score and no total weight, and whose weights do not fill the hundred: a hint, no proof."""
    total = report.total
    if (
        total is None
        or total.score is None
        or report.partly_read
        or any(row.weight is None for row in report.indicators)
    ):
        return None
    weighed = adding.weighed(report, context.profile)
    added = weighed.total
    if not weighed.budget or added >= adding.FULL_MARKS or weighed.rows == adding.FULL_MARKS:
        return None
    return Discrepancy(
        message=_(
            "表中没有印分值合计，各项分值相加为{added}，不足{full}：可能缺行，或文件只有表的一部分，待核实"
        ).format(added=amounts.show(added), full=amounts.show(adding.FULL_MARKS)),
        working=f"{_working(report, weighed)} = {amounts.show(added)} ≠ {amounts.show(adding.FULL_MARKS)}",
        action=_("对照报送系统中的完整表格，核对是否缺行。"),
        evidence=(
            quoting.number(_("总分"), total.score, total.score_span or total.span),
            quoting.name(report.indicators[-1]),
        ),
        severity="note",
        confidence="low",
        about=("weights short of full",),
        values=(str(added),),
    )


def _working(report: Report, weighed: Weighed) -> str:
    parts = [_("指标分值{weight}").format(weight=amounts.show(weighed.rows))]
    parts += [_("预算执行{weight}").format(weight=amounts.show(weight)) for weight in weighed.budget]
    if weighed.left_out:
        told = (
            _("预算执行{weight}（资金表没有印分值，按地方规则计）")
            if report.budget
            else _("预算执行{weight}（文件中没有资金表，按地方规则计）")
        )
        parts.append(told.format(weight=amounts.show(weighed.left_out)))
    return " + ".join(parts)


def _apart(report: Report, total: Total, stated: Decimal, working: str, one: Judged) -> Discrepancy:
    added = quoting.figure(one.judgement.expected)
    blank = any(row.weight is None for row in report.indicators)
    unsure = bool(report.unreadable) or not report.budget or any(row.ambiguous for row in report.indicators)
    return Discrepancy(
        message=_("分值合计印{stated}，各项分值相加为{added}，相差{gap}，待核实").format(
            stated=amounts.show(stated), added=amounts.show(added), gap=amounts.show(abs(stated - added))
        ),
        working=f"{working} = {amounts.show(added)} ≠ {amounts.show(stated)}",
        action=_("核对是否缺行、漏填分值；以报送系统中的原始评分表为准。"),
        evidence=(quoting.number(_("分值合计"), stated, total.weight_span or total.span),),
        severity="note" if one.judgement.slight else None,
        confidence="low" if blank else "medium" if unsure else "high",
        about=("total weight",),
        values=(str(stated), str(added)),
        relations=(one.id,),
    )


def _not_full(total: Total, stated: Decimal, working: str) -> Discrepancy:
    return Discrepancy(
        message=_("分值合计为{stated}，不是满分{full}，待核实").format(
            stated=amounts.show(stated), full=amounts.show(adding.FULL_MARKS)
        ),
        working=f"{working} = {amounts.show(stated)} ≠ {amounts.show(adding.FULL_MARKS)}",
        action=_("核对是否缺行、漏填分值；以报送系统中的原始评分表为准。"),
        evidence=(quoting.number(_("分值合计"), stated, total.weight_span or total.span),),
        severity="warning",
        confidence="medium",
        broken=False,
        about=("total weight",),
        values=(str(stated), str(adding.FULL_MARKS)),
    )
