"""Products and averages: a price or a mean, what it is a price or mean of, and the amount that the two make."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike, named
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text import units
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_PER = lazily(
    r"(?:平均)?每(?P<unit>人次|批次|场次|剂次|户次|台次|校次|平方公里|平方米|立方米|公里|公斤|公顷|千瓦时|课时|[一-鿿]{1,4}?)(?:每[一-鿿]{1,2})?(?:[一-鿿]{0,12})$|(?P<one>[人户亩件台套册次场期座家案生村校床班间日天月])均[^,。;:、\d]{0,16}$"
)
_MONTHS = lazily(r"月")
_SAME_SUBJECT = 0.5
_FAMILY = {"人": "人", "户": "户", "亩": "亩", "案": "件", "生": "人", "床": "张", "校": "所", "日": "天", "月": "个月"}
_WORK = lazily(r"(课时|工时|台班|场次)费$")
_UNIT_PRICE = lazily(r"单价|造价")


def propose(reading: Reading) -> Iterator[Relation]:
    """A product for each price whose count and amount are told, a ratio for each average of two figures."""
    for mean in reading.mentions:
        if mean.planned or not mean.has("price", "mean") or mean.percent or mean.quantity.kind in ("date", "point"):
            continue
        per = _per(mean)
        if per is None:
            continue
        yield from _product(reading, mean, per)


_MONTHLY = lazily(r"月(?:工资|薪|租金?|补贴|补助)")
_OF_ALL_PEOPLE = lazily(
    r"[人户]均[^,。;:、\d]{0,8}(?:收入|藏书|绿地|绿化|住房面积|生产总值|GDP|拥有量?)[^,。;:、\d]{0,4}$"
)
"""人均可支配收入, 人均藏书: over all who live there, whom no count of a report's own people is."""
_YIELD = lazily(r"(亩|公顷)产|单产")
_YEAR_LONG = lazily(r"全年|年度|一年|当年")
_MONTHS_A_YEAR = Decimal(12)


def _per(mean: Mention) -> str | None:
    """What a price or an average is for one of, as a unit; "" where a unit price names none."""
    if _OF_ALL_PEOPLE.search(mean.lead):
        return None
    found = _PER.search(mean.lead)
    if found is not None:
        return _FAMILY.get(found["one"], found["one"]) if found["one"] else found["unit"]
    if (grown := _YIELD.search(mean.lead)) is not None:
        return grown[1] or "亩"
    if _MONTHLY.search(mean.lead):
        return "人"
    if _UNIT_PRICE.search(mean.lead):
        return ""
    if (work := _WORK.search(mean.lead)) is not None:
        return work[1]
    over = mean.quantity.unit.partition("/")[2]
    return over or None


def _product(reading: Reading, mean: Mention, per: str) -> Iterator[Relation]:
    if "前者" in mean.lead or "后者" in mean.lead:
        yield from _of_lists(reading, mean, per)
        return
    if (daily := _DAILY.search(mean.lead)) is not None:
        yield from _by_days(reading, mean, daily["unit"])
        return
    count = _count(reading, mean, per)
    if count is None:
        yield from _side_by_side(reading, mean)
        return
    months = _months(reading, mean)
    result = _result(reading, mean, count)
    if result is None:
        return
    factors = (count, mean) if months is None else (count, mean, months)
    by = None
    if months is None and _MONTHS.search(mean.lead):
        if _YEAR_LONG.search(reading.clause(result)) is None:
            return  # paid by the month, and for how many is not told
        by = _MONTHS_A_YEAR
    if (turns := _in_turn(reading, mean, count, result)) and months is None:
        yield Relation(
            kind="product",
            result=result.id,
            of=(mean.id, *(one.id for one in turns)),
            form="plus",
            factor=by,
            by="statements.products",
            place=mean.place,
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
    )


_DAILY = lazily(r"每(?P<unit>[人名户生床位学员]{1,2})每[天日][^,。;:、\d]{0,6}$")


def _by_days(reading: Reading, mean: Mention, per: str) -> Iterator[Relation]:
    """21500名学生，每生每天5元，全年200天: how many, how much a day and how many days."""
    group = reading.sentence(mean)
    days = next((one for one in group if one.at != mean.at and one.unit == "天"), None)
    counts = [one for one in group if one.at < mean.at and one.quantity.kind == "count" and _counts(one, per)]
    counts = counts or [
        one
        for one in reading.mentions[: mean.at]
        if one.quantity.kind == "count" and reading.top(one) and not one.planned and _noun_of(one, per)
    ]
    money = [one for one in group if one.at > mean.at and _sums(one)]
    if (
        days is None
        or not money
        or len({one.quantity.value for one in counts}) != 1
        or not _made(reading, money[0], mean, money[0].at - 1)
    ):
        return
    of = (counts[-1].id, mean.id, days.id)
    yield Relation(
        kind="product", result=money[0].id, of=of, by="statements.products", confidence="medium", place=mean.place
    )


def _noun_of(one: Mention, per: str) -> bool:
    """Whether a figure of another sentence counts just what a price is for: 受益学生21500人 for 每生."""
    return _counts(one, per) and (per != "人" or one.has("total"))


def _in_turn(reading: Reading, mean: Mention, count: Mention, result: Mention) -> tuple[Mention, ...]:
    """上半年培训50人，下半年培训60人，每人补助200元，全年补助2.2万元: the counts before a price whose amount is of all of them."""
    run = reading.run_of.get(count.at)
    if run is None or run.last is not count:
        return ()
    if run.strong and "平均" in mean.lead and count.at not in reading.parts and run.last.sentence == result.sentence:
        return run.members  # 新建8座、改造19座，共投入810万元，平均每座30万元
    if count.at != mean.at - 1 or result.at < mean.at:
        return ()
    whole = result.has("total") or lexicon.has("lists", "whole_year", reading.clause(result))
    parted = any(
        len(set(pattern.findall(run.names))) == len(run.members) for pattern in lexicon.each("lists", "year_parts")
    )
    return run.members if whole and parted else ()


def _side_by_side(reading: Reading, mean: Mention) -> Iterator[Relation]:
    """128处，每个补助2万元，共256万元: count, price and amount right behind one another, whatever the price calls its piece."""
    around = [
        reading.mentions[at] if 0 <= at < len(reading.mentions) else None
        for at in (mean.at - 2, mean.at - 1, mean.at + 1)
    ]
    amount, count, behind = (one if one is not None and one.sentence == mean.sentence else None for one in around)
    if count is None or count.quantity.kind != "count" or count.has("mean", "former") or mean.quantity.kind != "money":
        return
    result = behind if behind is not None and _sums(behind) and behind.clause - mean.clause <= 1 else None
    result = result or (amount if amount is not None and _sums(amount) and mean.clause - amount.clause <= 2 else None)
    by = _MONTHS_A_YEAR if _MONTHS.search(mean.lead) else None
    if by is not None and (result is None or _YEAR_LONG.search(reading.clause(result)) is None):
        return  # paid by the month, and for how many is not told
    if result is not None and not mean.planned:
        yield Relation(
            kind="product",
            result=result.id,
            of=(count.id, mean.id),
            factor=by,
            by="statements.products",
            confidence="medium",
            place=mean.place,
        )


_SEVERAL = lazily(r"[两三四五六]项|[两三四]者|以上")
"""两项共补助364万元: of several products together."""


def _sums(one: Mention) -> bool:
    return one.quantity.kind == "money" and not one.has("price", "mean", "former", "increment") and not one.planned


def _of_lists(reading: Reading, mean: Mention, per: str) -> Iterator[Relation]:
    """前者场均150人: of the first (or the last) of the lists before it."""
    before = [run for run in reading.runs if run.last.at < mean.at and run.first.paragraph == mean.paragraph]
    if mean.quantity.kind == "money":
        yield from _of_one_listed(reading, mean, before)
        return
    counts = [run for run in before if _counts(run.first, per)]
    amounts = [run for run in before if _of(run.first, mean)]
    if not counts or not amounts:
        return
    at = 0 if "前者" in mean.lead else -1
    of = (amounts[-1].members[at].id, counts[-1].members[at].id)
    yield Relation(kind="ratio", result=mean.id, of=of, form="per", by="statements.products", place=mean.place)


def _of_one_listed(reading: Reading, mean: Mention, before: list[Run]) -> Iterator[Relation]:
    """木制80张、铁制60张。后者每张造价450元，共投入2.7万元: the price of the one that it goes back to."""
    listed = [run for run in before if run.first.quantity.kind == "count"]
    behind = [one for one in reading.sentence(mean) if one.at > mean.at and _sums(one)]
    if not listed or not behind or behind[0].at != mean.at + 1:
        return
    of = (listed[-1].members[0 if "前者" in mean.lead else -1].id, mean.id)
    yield Relation(kind="product", result=behind[0].id, of=of, by="statements.products", place=mean.place)


def _second(reading: Reading, mean: Mention, count: Mention) -> Mention | None:
    """每轮向每家机构出具一份: the other figure that the price is multiplied by."""
    named = re.findall(r"每([一-鿿])", mean.lead)
    if len(named) < 2 or named[-1] in "月年日":
        return None
    others = [
        one
        for one in reading.sentence(mean)
        if one.at < mean.at and one.at != count.at and any(_counts(one, per) for per in named)
    ]
    return others[-1] if others else None


def _average(mean: Mention) -> bool:
    return "平均" in mean.lead or (mean.quantity.kind != "money" and _AVERAGE.search(mean.lead) is not None)


_PEOPLE = frozenset(["人", "名", "位", "人次"])
_AVERAGE = lazily(r"^[人户亩件台套册次场期家村校班日天月]均")


def _count(reading: Reading, mean: Mention, per: str) -> Mention | None:
    """The figure that counts what the price is for: the nearest before it in the sentence, else behind it, else in the one before."""
    group = reading.sentence(mean)
    noun = _noun(reading, mean)

    def fits(one: Mention) -> bool:
        if noun is not None and noun[1] not in reading.clause(one):
            return False
        return (
            not one.percent
            and (
                one.quantity.kind in ("count", "number", "measure")
                or (one.quantity.kind == "duration" and per in ("日", "天", "课时", "工时"))
            )
            and one.at != mean.at
            and not one.has("mean", "former", "increment")
            and one.planned == mean.planned
            and _counts(one, per)
        )

    before = [one for one in group if one.at < mean.at and fits(one)]
    if named := _of_its_name(reading, mean, before):
        return named[-1]
    before = [
        one for one in before if per != "人" or mean.quantity.kind == "money" or not one.unit.endswith("次")
    ] or before
    same = [one for one in before if one.segment == mean.segment]
    if same or before:
        return _whole_before(reading, (same or before)[-1], before)
    behind = [one for one in group if one.at > mean.at and fits(one) and one.segment == mean.segment]
    if behind and per != "":
        return behind[0]
    if per == "":
        told = [one for one in reading.before(mean) if fits(one) and reading.number(mean) - reading.number(one) == 1]
        return told[0] if len(told) == 1 else None
    earlier = [one for one in reading.before(mean) if fits(one) and reading.number(mean) - reading.number(one) == 1]
    if named := _of_its_name(reading, mean, earlier):
        return named[-1]
    return _whole_before(reading, earlier[-1], earlier) if earlier else _counted_elsewhere(reading, mean, per)


def _priced_apart(reading: Reading, count: Mention) -> bool:
    """Whether figures like it have prices of their own behind them: 其中寄宿生420人，每人600元；走读生380人，每人300元."""
    rows = [
        one
        for one, price in pairwise(reading.sentence(count))
        if price.has("price") and alike(one, count) and price.clause - one.clause <= 1
    ]
    return len(rows) > 1 and any(one.at == count.at for one in rows)


_SUBJECT = lazily(r"([一-鿿]{2,8}?)(?:的)?(?:平均)?(?:综合)?(?:每[一-鿿]{1,3}|单价|[户台套件]均)[^,。;:、\d]{0,8}$")


def _of_its_name(reading: Reading, mean: Mention, counts: list[Mention]) -> list[Mention]:
    """呼吸机12台、除颤仪15台。除颤仪每台4.2万元: the count of what the price is of, where another thing is counted beside it."""
    named = _SUBJECT.search(mean.lead)
    if named is None:
        return []
    told = [one for one in counts if named[1][-2:] in one.lead + one.tail]
    if told:
        return told
    back = [
        one
        for one in reading.before(mean)
        if named[1][-3:] in one.lead + one.tail and one.quantity.kind == "count" and not one.has("mean", "former")
    ]
    return [one for one in back if any(alike(one, other) for other in counts)] if counts else []


_NOUN = lazily(r"每[位名个家]((?!每)[一-鿿]{2})")


def _whole_before(reading: Reading, count: Mention, others: list[Mention]) -> Mention:
    """The count, or what it is a part of: 共92辆，其中新能源车46辆 … 每辆车全年运维费用4.4万元."""
    if _priced_apart(reading, count):
        return count
    if count.lead.startswith("其中"):
        return next(
            (one for one in reversed(others) if one.at < count.at and alike(one, count) and reading.top(one)), count
        )
    whole = reading.whole(count)
    return whole if whole.at < count.at or whole.sentence == count.sentence else count


def _noun(reading: Reading, mean: Mention) -> re.Match[str] | None:
    """What 每位X names, where the report counts something of that name."""
    noun = _NOUN.search(mean.lead) if mean.lead.count("每") == 1 else None
    told = noun is not None and any(noun[1] in reading.clause(one) for one in reading.mentions if one.at != mean.at)
    return noun if told else None


def _counted_elsewhere(reading: Reading, mean: Mention, per: str) -> Mention | None:
    """The one figure of the year that counts what the price is for: by its noun (每位到馆读者), or by a unit of its own (批次)."""
    told = [
        one
        for one in reading.mentions
        if not one.planned and one.amount and reading.top(one) and one.at < mean.at and not one.percent
    ]
    noun = _noun(reading, mean)
    if noun is not None:
        fits = [one for one in told if noun[1] in reading.clause(one)]
    else:
        fits = [
            one
            for one in told
            if len(per) > 1 and one.unit == per and lexicon.has("lists", "whole_year", reading.clause(one))
        ]
    return fits[0] if len(fits) == 1 else None


def _counts(one: Mention, per: str) -> bool:
    """Whether a figure counts what 每X speaks of: 1120名 for 每人, 2310个（岗位） for 每个岗位, 4.48万人次 for 每人次."""
    if per == "":
        return True
    unit = one.quantity.unit or one.unit
    bare = re.sub(r"[（(].*", "", unit)
    if per == "月" or bare in ("个月", "") or "分之" in one.quantity.text:
        return False
    if per in ("日", "天") and bare == "天":
        return True
    return (
        per.startswith(bare)
        or bare == per
        or (units.is_known(per) and units.same_thing(unit, per))
        or (per in ("次", "人") and bare in ("人次", "次"))
        or one.tail[:2] == per[:2]
        or (per == "生" and one.lead.endswith(("学生", "生")))
        or (len(per) == 1 and per in one.tail[:2])
        or (one.lead[-2:] == per[-2:] and len(per) > 1)
    )


def _months(reading: Reading, mean: Mention) -> Mention | None:
    """按12个月计: how often the price is paid, where it is one of a month."""
    if not _MONTHS.search(mean.lead):
        return None
    group = reading.sentence(mean)
    return next((one for one in group if one.at != mean.at and one.unit in ("个月", "月")), None)


def _result(reading: Reading, mean: Mention, count: Mention) -> Mention | None:
    """The amount that count and mean make: told in the sentence, else elsewhere under the same name."""
    money = mean.quantity.kind == "money"
    low, high = min(mean.at, count.at), max(mean.at, count.at)

    def fits(one: Mention) -> bool:
        if (
            _SEVERAL.search(one.lead)
            or one.percent
            or one.has("price", "mean", "former", "increment", "full_marks")
            or one.planned
            or one.at in (mean.at, count.at)
        ):
            return False
        if money:
            return one.quantity.kind == "money"
        return one.quantity.kind in ("count", "measure", "number") and _of(one, mean)

    group = [one for one in reading.sentence(mean) if fits(one)]
    behind = [one for one in group if one.at > high and one.segment == reading.mentions[high].segment]
    between = [one for one in group if low < one.at < high]
    before = [one for one in group if one.at < low]
    if between and not any(one.has("total") for one in behind):
        return between[-1]
    if behind:
        return behind[0] if _made(reading, behind[0], mean, high) else None
    if before:
        return before[-1]
    return _elsewhere(reading, mean, count) if money else None


def _made(reading: Reading, result: Mention, mean: Mention, high: int) -> bool:
    """Whether an amount told behind count and price is what they make, and not of something counted in between."""
    for one in reading.mentions[high + 1 : result.at]:
        if one.quantity.kind == "count" and not one.has("mean") and one.unit not in ("个月", "月"):
            return False
    return (
        lexicon.has("products", "made", result.lead)
        or len(named(result.lead)) < 2
        or bool(pairs(result.lead) & pairs(mean.lead))
    )


def _of(one: Mention, mean: Mention) -> bool:
    """Whether an average is one of such figures: 每期115人次 of 1380人次; 人均40次 of 4.48万人次."""
    if (
        one.has("total")
        and one.unit.endswith("次")
        and one.unit not in ("次", "人次")
        and mean.quantity.kind == "count"
    ):
        return mean.unit not in _PEOPLE  # 4轮，每轮64所学校，累计256校次
    return alike(one, mean) or (mean.unit == "次" and one.unit == "人次") or (mean.unit == "人" and one.unit == "人次")


def _of_its_own(reading: Reading, one: Mention) -> bool:
    """Whether something is counted or measured in the clause of an amount or right before: the amount is of that."""
    before = reading.mentions[one.at - 1] if one.at else None
    return (
        before is not None
        and before.sentence == one.sentence
        and one.clause - before.clause <= 1
        and before.quantity.kind in ("count", "measure")
    )


_LEAD = 0.1
"""How much surer than the next an amount of another sentence must be."""


def _elsewhere(reading: Reading, mean: Mention, count: Mention) -> Mention | None:
    """The one amount of money in another sentence that is called what the count counts."""
    promise = reading.promised.get(count.at)
    called = f"{reading.flats[count.paragraph][max(count.opened, count.start - 40) : count.start]}{count.tail}{reading.clause(mean)}{mean.heading}"
    called += reading.clause(promise) if promise is not None else ""
    money = [
        one
        for one in reading.mentions
        if one.quantity.kind == "money"
        and not one.planned
        and one.sentence != mean.sentence
        and not _of_its_own(reading, one)
        and one.amount
        and not one.has("mean", "price", "former", "increment", "balance")
        and len(one.lead) > 1
    ]
    scored = sorted(
        (
            (reading.rarity.containment(re.sub(r"其中|花在|的是|支出|补贴$", "", one.lead), called), one.at, one)
            for one in money
        ),
        key=lambda item: (-item[0], item[1]),
    )
    if not scored or scored[0][0] < _SAME_SUBJECT or (len(scored) > 1 and scored[0][0] - scored[1][0] < _LEAD):
        return None
    return scored[0][2]
