"""TM01 finished-after-deadline."""

from collections.abc import Iterator

from auditor.checks import quoting, rows, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Verdict
from auditor.model.report import Report


@check("TM01", "finished-after-deadline", severity="error", arithmetic=True)
def finished_after_deadline(report: Report, context: Context) -> Iterator[Verdict]:
    """实际完成时间晚于目标期限。

    缘由：时效指标的完成日期可以直接比较；晚于期限就没有完成。
    算法：目标与实际各取所印日期可能代表的最早和最晚一天；实际最早的一天晚于目标最晚的一天即为逾期；已扣分并说明原因的，降为提示。
    不报：任一处没有日期；月底与当月31日、底与底前；没有印年份的按报告年度比较；以天数、小时表示的时限由 SC07、IN01 核对。
    依据：报告自身：完成时间与目标期限的对照。
    示例：目标2024年6月30日，实际2024年9月15日。
    """
    yield from _stated(context)
    for index, row in enumerate(report.indicators):
        target = row.target.period if row.target else None
        actual = row.actual.period if row.actual else None
        if target is None or actual is None or target.since:
            continue
        if actual.first <= target.last:
            yield Agreement(example=_("{actual} 不晚于 {target}").format(actual=actual.text, target=target.text))
            continue
        yield rows.discrepancy(
            row,
            index,
            _("{place}目标期限{target}，实际{actual}，逾期，待核实").format(
                place=rows.place(row), target=target.text, actual=actual.text
            ),
            quoting.both(row),
            working=_("{actual} 晚于 {target}").format(actual=actual.first.isoformat(), target=target.last.isoformat()),
            action=_("核对验收、批复等日期；确属逾期的应按规定扣分并说明原因。"),
            values=(actual.first.isoformat(), target.last.isoformat()),
            severity="note" if rows.deducted(row) and rows.explained(row) else None,
            confidence="high" if actual.year_printed and target.year_printed else "medium",
        )


def _stated(context: Context) -> Iterator[Verdict]:
    """Deadlines of the texts (应于…前, 原定…, 延至…) and the dates told for them."""
    for one in context.stated("deadline", of="statements"):
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        due, done = stated.result(context, one), stated.others(context, one)[0]
        yield stated.discrepancy(
            context,
            one,
            _("期限为{due}，实际{done}，逾期，待核实").format(due=due.quantity.text, done=done.quantity.text),
            action=_("核对验收、批复等日期；确属逾期的应按规定扣分并说明原因。"),
        )
