"""CT07 shares-do-not-sum."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.checks import prose, quoting, stated
from auditor.checks.registry import Context, check
from auditor.locale import gettext as _
from auditor.model.finding import Agreement, Discrepancy, Verdict
from auditor.model.quantity import Quantity
from auditor.model.report import Report, Statement
from auditor.text import quantities, rounding, units
from auditor.text.patterns import lazily

WHOLE = Decimal(100)
FEWEST = 2

_SPEAKS_OF_SHARES = lazily(r"占.*[%％].*[%％]", re.DOTALL)
# "占60%", "占比为40.5%", "占总支出的12%"
_SHARE_BEFORE = lazily(r"占(?:比|[^，,。；;%]{0,12}?的?)?(?:约|为|达|到)?$")
# "A、B、C分别占50%、30%、25%"
_RESPECTIVELY = lazily(r"(?:分别|各)占(?:比|[^，,。；;%]{0,12}?的?)?(?:约|为)?$")


class _Share(NamedTuple):
    amount: Quantity | None
    share: Quantity


@check("CT07", "shares-do-not-sum", severity="error", arithmetic=True)
def shares_do_not_sum(report: Report, context: Context) -> Iterator[Verdict]:
    """完整列出的各部分占比之和不是100%。

    缘由：各部分的金额加起来等于总额，占比加起来就应当是100%。
    算法：同一句中先有总数，再有各部分的数及“占X%”；各部分之和与总数相符（列举完整）时，占比按所印位数取区间相加，区间不含100%即为不符。“分别占……”的占比之和整个超过100%的，也报告。
    不报：列举不完整，或看不出是否完整；只差在所印位数之内；各部分之和与总数不符由 CL13 报告。
    依据：算术：同一总体的占比之和为100%。
    示例：共100万元，其中设备60万元，占60%，服务40万元，占45%，合计105%。
    """
    yield from _stated(context)
    told = stated.starts(context, "share", of="statements")
    for sentence in prose.sentences(report, _SPEAKS_OF_SHARES):
        found = quantities.find(sentence.text, sentence.place)
        shares = _shares(sentence, found)
        if len(shares) >= FEWEST and shares[0].share.span.start not in told:
            yield from _judge(sentence, found, shares)


def _stated(context: Context) -> Iterator[Verdict]:
    """Complete lists of shares as sentences tell them (其余占…)."""
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


def _judge(sentence: Statement, found: list[Quantity], shares: list[_Share]) -> Iterator[Verdict]:
    summed = rounding.total(rounding.interval(share.share) for share in shares)
    working = " + ".join(share.share.text for share in shares)
    point = sum(share.share.value for share in shares)
    over = summed.low is not None and summed.low > WHOLE
    complete = _complete(found, shares)
    if complete and rounding.contains(summed, WHOLE):
        yield Agreement(example=f"{working} ≈ 100%", spans=tuple(share.share.span for share in shares))
    elif complete or (over and _respectively(sentence, shares)):
        yield Discrepancy(
            message=_("各部分占比{working} = {point}%，不是100%，待核实").format(working=working, point=point),
            working=f"{working} = {point}%",
            action=_("按各部分的数额重算占比。"),
            evidence=tuple(quoting.quantity(_("占比"), share.share) for share in shares),
            about=("shares", sentence.text[:10]),
            values=tuple(share.share.text for share in shares),
        )


def _shares(sentence: Statement, found: list[Quantity]) -> list[_Share]:
    shares: list[_Share] = []
    listing = False
    for place, one in enumerate(found):
        before = sentence.text[: sentence.offset(one.number_span)]
        opens = _SHARE_BEFORE.search(before) is not None
        goes_on = listing and before.endswith(("、", "和", "及"))
        listing = one.kind == "percent" and (_RESPECTIVELY.search(before) is not None or goes_on)
        if one.kind == "percent" and (opens or listing):
            previous = found[place - 1] if place and opens and not listing else None
            shares.append(
                _Share(
                    previous if previous is not None and previous.kind in {"money", "count", "measure"} else None, one
                )
            )
    return shares


def _respectively(sentence: Statement, shares: list[_Share]) -> bool:
    first = shares[0].share
    return _RESPECTIVELY.search(sentence.text[: sentence.offset(first.number_span)]) is not None


def _complete(found: list[Quantity], shares: list[_Share]) -> bool:
    """Whether the amounts beside the shares add up to an amount stated before them."""
    parts = [share.amount for share in shares if share.amount is not None]
    if len(parts) < len(shares):
        return False
    before = [one for one in found if one.span.start < parts[0].span.start and one.kind == parts[0].kind]
    if not before or not all(units.same_thing(part.unit, before[-1].unit) for part in parts):
        return False
    return rounding.meet(rounding.total(rounding.interval(part) for part in parts), rounding.interval(before[-1]))
