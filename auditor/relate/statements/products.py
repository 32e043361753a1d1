"""Products and averages: a price or a mean, what it is a price or mean of, and the amount that the two make."""

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.model.relation import Relation
from auditor.relate.statements import monthly
from auditor.relate.statements.amounts_made import amount_for, is_a_sum, is_made, may_average
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.of_more import in_turn, of_both, of_more, of_the_last
from auditor.relate.statements.priced import KINDS, count_for, counts, per_what
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily

_MONTHS = lazily(r"月")


def propose(reading: Reading) -> Iterator[Relation]:
    """A product for each price whose count and amount are told, a ratio for each average of two figures."""
    for mean in reading.mentions:
        if (
            mean.planned
            or not mean.has("price", "mean")
            or mean.has("former", "increment")
            or mean.percent
            or mean.quantity.kind in ("date", "point")
        ):
            continue
        per = per_what(mean)
        if mean.quantity.upper is not None or mean.quantity.bound in ("≥", ">", "≤", "<"):
            continue  # 每名至少服务1个村: no price and no mean
        if per is None or (mean.quantity.bound == "~" and mean.quantity.kind != "money") or _CAP.search(mean.lead):
            continue
        if _PER_MANY.match(per) is None:
            yield from _product(reading, mean, per)


_PER_MANY = lazily(r"[十百千万亿]")
"""按每百条0.5元计费: of how many at once, the price is."""
_CAP = lazily(r"至少|不少于|不低于|提高|限额|上限|封顶|不超过|不高于|至多|最高|最多")
"""每人限额800元: what may be paid at most."""
_YEAR_LONG = lazily(r"全年|年度|一年|当年")
_MONTHS_A_YEAR = Decimal(12)


def _product(reading: Reading, mean: Mention, per: str) -> Iterator[Relation]:
    if "前者" in mean.lead or "后者" in mean.lead:
        yield from _of_lists(reading, mean, per)
        return
    if (timed := _by_time(reading, mean)) is not None:
        yield from timed
        return
    count = count_for(reading, mean, per)
    if count is None:
        yield from _side_by_side(reading, mean)
        return
    months = _months(reading, mean)
    result = _of_the_list(reading, mean, count, amount_for(reading, mean, count))
    if result is None or of_more(reading, mean, count, result):
        return
    factors = (count, mean) if months is None else (count, mean, months)
    by = None
    if months is None and _MONTHS.search(mean.lead):
        if _YEAR_LONG.search(reading.clause(result)) is None:
            return  # paid by the month, and for how many is not told
        by = _MONTHS_A_YEAR
    if (turns := in_turn(reading, mean, count, result)) and months is None:
        yield Relation(
            kind="product",
            result=result.id,
            of=(mean.id, *(one.id for one in turns)),
            form="plus",
            factor=by,
            by="statements.products",
            place=mean.place,
            otherwise=of_the_last(reading, mean, count, result, by),
        )
        return
    rounds = _second(reading, mean, count)
    if rounds is not None:
        factors = (rounds, count) if mean.quantity.text.startswith("一") else (rounds, count, mean)
    if not result.has("total") and _average(mean):
        yield Relation(
            kind="ratio",
            result=mean.id,
            of=(result.id, count.id),
            form="per",
            by="statements.products",
            place=mean.place,
        )
        return
    yield Relation(
        kind="product",
        result=result.id,
        of=tuple(one.id for one in factors),
        factor=by,
        by="statements.products",
        place=mean.place,
        otherwise=of_both(reading, mean, count, result, by),
    )


def _of_the_list(reading: Reading, mean: Mention, count: Mention, result: Mention | None) -> Mention | None:
    """作业点27个。作业324次，其中增雨210次、防雹114次，平均每个作业点12次: the mean of a list is of what it comes to."""
    total = reading.parts.get(result.at) if result is not None and _average(mean) else None
    if total is None or mean.at != total.run.last.at + 1 or mean.sentence != total.whole.sentence:
        return result
    return total.whole if count.at < min(total.whole.at, total.run.first.at) else result


def _by_time(reading: Reading, mean: Mention) -> Iterator[Relation] | None:
    """What a mean of a month or the pay of a day makes; None where it is neither."""
    if monthly.is_monthly(mean):
        return monthly.propose(reading, mean)
    daily = _DAILY.search(mean.lead)
    return _by_days(reading, mean, daily["unit"]) if daily is not None else None


_DAILY = lazily(r"每(?P<unit>[人名户生床位学员]{1,2})每[天日][^,。;:、\d]{0,6}$")


def _by_days(reading: Reading, mean: Mention, per: str) -> Iterator[Relation]:
    """21500名学生，每生每天5元，全年200天: how many, how much a day and how many days."""
    group = reading.sentence(mean)
    days = next((one for one in group if one.at != mean.at and one.unit == "天"), None)
    told = [one for one in reading.earlier(mean) if one.quantity.kind == "count" and counts(one, per)]
    told = told or [
        one
        for one in reading.mentions[: mean.at]
        if one.quantity.kind == "count" and reading.top(one) and not one.planned and _noun_of(one, per)
    ]
    money = [one for one in reading.later(mean) if is_a_sum(one)]
    if (
        days is None
        or not money
        or len({one.quantity.value for one in told}) != 1
        or not is_made(reading, money[0], mean, money[0].at)
    ):
        return
    of = (told[-1].id, mean.id, days.id)
    yield Relation(
        kind="product", result=money[0].id, of=of, by="statements.products", confidence="medium", place=mean.place
    )


def _noun_of(one: Mention, per: str) -> bool:
    """Whether a figure of another sentence counts just what a price is for: 受益学生21500人 for 每生."""
    return counts(one, per) and (per != "人" or one.has("total"))


def _side_by_side(reading: Reading, mean: Mention) -> Iterator[Relation]:
    """128处，每个补助2万元，共256万元: count, price and amount right behind one another, whatever the price calls its piece."""
    around = [
        reading.mentions[at] if 0 <= at < len(reading.mentions) else None
        for at in (mean.at - 2, mean.at - 1, mean.at + 1)
    ]
    amount, count, behind = (one if one is not None and one.sentence == mean.sentence else None for one in around)
    if count is None or count.quantity.kind != "count" or count.has("mean", "former") or mean.quantity.kind != "money":
        return
    if count.unit in KINDS and f"每{count.unit}" not in mean.lead:
        return
    result = behind if behind is not None and is_a_sum(behind) and behind.clause - mean.clause <= 1 else None
    result = result or (
        amount if amount is not None and is_a_sum(amount) and mean.clause - amount.clause <= 2 else None
    )
    by = _MONTHS_A_YEAR if _MONTHS.search(mean.lead) else None
    if by is not None and (result is None or _YEAR_LONG.search(reading.clause(result)) is None):
        return  # paid by the month, and for how many is not told
    if result is not None:
        yield Relation(
            kind="product",
            result=result.id,
            of=(count.id, mean.id),
            factor=by,
            by="statements.products",
            confidence="medium",
            place=mean.place,
        )


def _of_lists(reading: Reading, mean: Mention, per: str) -> Iterator[Relation]:
    """前者场均150人: of the first (or the last) of the lists before it."""
    before = [run for run in reading.runs if run.last.at < mean.at and run.first.paragraph == mean.paragraph]
    if mean.quantity.kind == "money":
        yield from _of_one_listed(reading, mean, before)
        return
    counted = [run for run in before if counts(run.first, per)]
    amounts = [run for run in before if may_average(run.first, mean)]
    if not counted or not amounts:
        return
    at = 0 if "前者" in mean.lead else -1
    of = (amounts[-1].members[at].id, counted[-1].members[at].id)
    yield Relation(kind="ratio", result=mean.id, of=of, form="per", by="statements.products", place=mean.place)


def _of_one_listed(reading: Reading, mean: Mention, before: list[Run]) -> Iterator[Relation]:
    """木制80张、铁制60张。后者每张造价450元，共投入2.7万元: the price of the one that it goes back to."""
    listed = [run for run in before if run.first.quantity.kind == "count"]
    behind = next((one for one in reading.later(mean)[:1] if is_a_sum(one)), None)
    if not listed or behind is None:
        return
    of = (listed[-1].members[0 if "前者" in mean.lead else -1].id, mean.id)
    yield Relation(kind="product", result=behind.id, of=of, by="statements.products", place=mean.place)


def _second(reading: Reading, mean: Mention, count: Mention) -> Mention | None:
    """每轮向每家机构出具一份: the other figure that the price is multiplied by."""
    named = re.findall(r"每([一-鿿])", mean.lead)
    if len(named) < 2 or named[-1] in "月年日":
        return None
    others = [one for one in reading.earlier(mean) if one.at != count.at and any(counts(one, per) for per in named)]
    return others[-1] if others else None


def _average(mean: Mention) -> bool:
    return "平均" in mean.lead or (mean.quantity.kind != "money" and _AVERAGE.search(mean.lead) is not None)


_AVERAGE = lazily(r"^[人户亩件台套册次场期家村校班日天月]均")


def _months(reading: Reading, mean: Mention) -> Mention | None:
    """按12个月计: how often the price is paid, where it is one of a month."""
    if not _MONTHS.search(mean.lead):
        return None
    group = reading.sentence(mean)
    return next((one for one in group if one.at != mean.at and one.unit in ("个月", "月")), None)
