"""CL13 listed-parts-do-not-sum."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from auditor.checks import evidence, stated
from auditor.checks.registry import Context, check
from auditor.checks.sc.score_parts_do_not_sum import SCORE
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, NotAssessed, Verdict
from auditor.model.quantity import Interval, Quantity
from auditor.model.report import Claim, Report
from auditor.text import rounding
from auditor.text.amounts import short


@check("CL13", "listed-parts-do-not-sum", severity="error", arithmetic=True)
def listed_parts_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """“其中”所列各项之和不等于总数。

    缘由：总数与分项印在一句话里，应当加得起来。
    算法：取总数与其后同单位的分项相加；分项按其中最细的位数看待（30万元与 29.99万元并列时是 30.00万元），总数按自身的位数；区间不相交即报。
    “一是…二是…合计”这样把总数写在后面的，按警告报。
    不报：合计之前的数额有几项相加等于合计的；结论中的指标数（CT03）和预算总额（BU13）；“含”只列一部分的；分项之和小于总数而列举以“等”结尾的按警告、低把握报；比率不相加；只有一个分项的。
    依据：算术。
    示例：“使用预算89.97万元，其中30万元、30万元、29.99万元”：30 + 30 + 29.99 = 89.99。
    """
    owned = _owned_elsewhere(report)
    yield from _stated(context, owned)
    for one in context.stated("sum", of="statements.lists"):
        owned |= {number.span.start for number in (stated.result(context, one), *stated.others(context, one))}
    for listing in report.listings:
        if listing.total is None or listing.subset:
            continue
        if report.claims[listing.total].quantity.span.start in owned:
            continue
        total, parts = report.claims[listing.total], [report.claims[part] for part in listing.parts]
        if (
            len(parts) < 2
            or total.quantity.kind not in ("count", "money", "measure", "number")
            or any(p.quantity.bound != "=" for p in parts)
        ):
            yield NotAssessed(reason=_("所列分项不足两项，或为比率、界限，不能相加"))
            continue
        working = _working(total, parts)
        if rounding.meet(
            rounding.interval(total.quantity), rounding.total(_finest(part.quantity, parts) for part in parts)
        ):
            yield Agreement(example=working)
            continue
        if listing.marker in _SUMMED_UP and _some_of(parts, total):
            yield NotAssessed(reason=_("合计之前的数额不全是分项，其中几项之和与合计相符"))
            continue
        added = sum((part.quantity.value for part in parts), Decimal(0))
        short_list = not listing.complete and added < total.quantity.value
        place = evidence.goal_label(total.goal, report)
        yield Discrepancy(
            message=_("{place}“{total}”与所列分项之和不符：{working}，待核实。").format(
                place=place + _("：") if place else "", total=total.quantity.text, working=working
            ),
            working=working,
            action=_("核对各分项与总数，更正有误的一处。"),
            evidence=(evidence.of_claim(total), *(evidence.of_claim(part) for part in parts)),
            goals=evidence.goals_of(total.goal),
            severity="warning"
            if short_list or listing.marker not in ("其中", "包括", "分别为", "分别是", "包含")
            else None,
            confidence="low" if short_list else "high",
            about=(str(total.goal), total.subject, "parts"),
            values=(total.quantity.text, *(part.quantity.text for part in parts)),
        )


def _stated(context: Context, owned: set[int]) -> Iterator[Verdict]:
    """What sentences list, wherever the total stands."""
    for one in context.stated("sum", of="statements.lists"):
        total = stated.result(context, one)
        if total.unit == SCORE or total.span.start in owned:
            continue
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        yield stated.discrepancy(
            context,
            one,
            _("“{total}”与所列分项之和不符：{working}，待核实。").format(
                total=total.quantity.text, working=one.judgement.working
            ),
            action=_("核对各分项与总数，更正有误的一处。"),
            severity="warning" if one.relation.by.endswith(("weak", "elsewhere", "year")) else None,
        )


_SUMMED_UP = frozenset({"合计", "共计", "总计"})
_MOST = 8
"""Numbers before a total among which its parts are sought; more of them always hold some that fit."""


def _some_of(parts: list[Claim], total: Claim) -> bool:
    """Whether some of the numbers that stand before a total add up to it: the others are about something else."""
    if len(parts) > _MOST:
        return True
    whole = rounding.interval(total.quantity)
    return any(
        rounding.meet(whole, rounding.total(_finest(part.quantity, parts) for part in chosen))
        for size in range(2, len(parts))
        for chosen in combinations(parts, size)
    )


def _owned_elsewhere(report: Report) -> set[int]:
    """Where the conclusion states its counts of indicators and its money: CT03 and BU13 add those up."""
    conclusion = report.conclusion
    if conclusion is None:
        return set()
    amounts = [conclusion.total.amount] if conclusion.total is not None else []
    return {quantity.span.start for quantity in [*(count.quantity for count in conclusion.counts), *amounts]}


def _finest(quantity: Quantity, listed: list[Claim]) -> Interval:
    """What a part stands for at the finest place printed among the parts; counts stay exact."""
    if quantity.kind == "count" and quantity.scale == 1:
        return rounding.interval(quantity)
    step = min(one.quantity.scale.scaleb(-one.quantity.places) for one in listed)
    own = quantity.scale.scaleb(-quantity.places)
    return (
        rounding.interval(quantity)
        if quantity.bound != "=" or own <= step
        else rounding.printed(quantity.value.quantize(step))
    )


def _working(total: Claim, parts: list[Claim]) -> str:
    scale = total.quantity.scale
    figures = [short(part.quantity.value / scale) for part in parts]
    added = sum((part.quantity.value for part in parts), Decimal(0)) / scale
    sign = "=" if added == total.quantity.value / scale else "≠"
    tail = f" {sign} {short(total.quantity.value / scale)}" if sign == "≠" else ""
    return f"{' + '.join(figures)} = {short(added)}{tail}"
