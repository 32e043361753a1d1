"""BU10 growth-miscomputed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.checks import prose, quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Interval, Quantity
from auditor.model.report import Report, Statement
from auditor.text import quantities, rounding, units
from auditor.text.patterns import lazily

WHOLE = Decimal(100)
AMOUNTS = frozenset({"money", "count", "measure"})

_RISE = lazily(r"(?:增长|增加|上升|提高|增幅|增长率)(?:了|约|为|达|幅度为)?$")
_FALL = lazily(r"(?:减少|下降|降低|降幅|下降率)(?:了|约|为|达|幅度为)?$")
_SPEAKS_OF_GROWTH = lazily(r"[较比].*(?:增|升|提高|减少|降).*[%％]", re.DOTALL)
# "比上年3444.82万元", "较2023年的": what the change is measured from
_AGAINST = lazily(r"(?:较|比|相比|对比|与)[^，,。；;]{0,16}$")


class _Growth(NamedTuple):
    now: Quantity
    then: Quantity
    rate: Quantity
    rise: bool


@check("BU10", "growth-miscomputed", severity="error", arithmetic=True)
def growth_miscomputed(report: Report, context: Context) -> Iterator[Verdict]:
    """增长（下降）幅度与所列两个数额不符。

    缘由：幅度由两个数额算出；不符说明数额或幅度有一处是旧数。
    算法：同一句中依次有本期数、“较（比）……”的对比数、“增长（下降）X%”，按（本期 − 对比）÷ 对比复算；各数按所印位数取区间，没有交集即为不符。
    不报：两个数额单位不同；句中数额多于两个（增减额除外）；只有幅度没有数额；数额间的矛盾由 CL14 报告。
    依据：算术：增长率 =（本期数 − 基期数）÷ 基期数。
    示例：收入4526.05万元，比上年3444.82万元增长30.39%，应为31.39%。
    """
    yield from _stated(context)
    told = stated.starts(context, "growth", of="statements")
    for sentence in prose.sentences(report, _SPEAKS_OF_GROWTH):
        growth = _read(sentence)
        if growth is not None and growth.rate.span.start not in told:
            yield _judge(growth)


def _stated(context: Context) -> Iterator[Verdict]:
    """Growth and increments as sentences tell them, the former value in whatever words."""
    relations = [*context.stated("growth", of="statements"), *context.stated("difference", of="statements.growth")]
    for one in relations:
        if (
            one.relation.form == "points"
            or one.relation.by.endswith("rates")
            or (one.broken and stated.reversed_direction(context, one))
        ):
            continue
        if not one.broken:
            if one.held:
                yield stated.agreement(context, one)
            continue
        yield stated.discrepancy(
            context,
            one,
            _("文字称变动{rate}，按所列的数计算为{working}，不一致，待核实").format(
                rate=stated.result(context, one).quantity.text, working=one.judgement.working
            ),
            action=_("核对两期数额的来源，更正数额或幅度。"),
        )


def _read(sentence: Statement) -> _Growth | None:
    found = [one for one in quantities.find(sentence.text, sentence.place) if one.claimed]
    for place, one in enumerate(found):
        before = sentence.text[: sentence.offset(one.number_span)]
        rise, fall = _RISE.search(before), _FALL.search(before)
        if one.kind != "percent" or not (rise or fall):
            continue
        values = [other for other in found[:place] if other.kind in AMOUNTS and not _is_change(sentence, other)]
        if len(values) != 2 or not _AGAINST.search(sentence.text[: sentence.offset(values[1].number_span)]):
            return None
        now, then = values
        same = now.kind == then.kind and units.same_thing(now.unit, then.unit) and now.bound == then.bound == "="
        return _Growth(now, then, one, bool(rise)) if same and then.value > 0 else None
    return None


def _is_change(sentence: Statement, one: Quantity) -> bool:
    before = sentence.text[: sentence.offset(one.number_span)]
    return _RISE.search(before) is not None or _FALL.search(before) is not None


def _computed(growth: _Growth) -> Interval:
    then = rounding.interval(growth.then)
    share = rounding.ratio(rounding.interval(growth.now), then)
    change = rounding.scale(rounding.difference(share, rounding.exact(Decimal(1))), WHOLE)
    return change if growth.rise else rounding.scale(change, Decimal(-1))


def _judge(growth: _Growth) -> Verdict:
    point = (growth.now.value - growth.then.value) / growth.then.value * WHOLE
    point = point if growth.rise else -point
    working = f"({growth.now.text} − {growth.then.text}) ÷ {growth.then.text} = {point:.3f}%"
    if rounding.meet(_computed(growth), rounding.interval(growth.rate)):
        return Agreement(example=working, spans=(growth.now.span, growth.then.span, growth.rate.span))
    return Discrepancy(
        message=_("文字称{direction}{rate}，按{now}与{then}计算为{point}%，不一致，待核实").format(
            direction=_("增长") if growth.rise else _("下降"),
            rate=growth.rate.text,
            now=growth.now.text,
            then=growth.then.text,
            point=f"{point:.2f}",
        ),
        working=f"{working} ≠ {growth.rate.text}",
        action=_("核对两期数额的来源，更正数额或幅度。"),
        evidence=tuple(
            quoting.quantity(role, one)
            for role, one in ((_("本期"), growth.now), (_("对比"), growth.then), (_("幅度"), growth.rate))
        ),
        about=("growth", growth.now.unit),
        values=(growth.now.text, growth.then.text, growth.rate.text),
    )
