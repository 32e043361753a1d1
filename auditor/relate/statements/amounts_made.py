"""The amount that a count and a price make: beside them, or elsewhere under the same name."""

import re

from auditor.relate.statements import lexicon
from auditor.relate.statements.lists_told import LOOSE
from auditor.relate.statements.mentions import Mention, alike, named
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_SAME_SUBJECT = 0.5
_SEVERAL = lazily(r"[两三四五六]项|[两三四]者|以上")
"""两项共补助364万元: of several products together."""


ASIDE = lazily(r"其中|加发|另[加发付购支给]|此外|另外|额外")
"""其中孤儿加发500元: of some of them; 另付安装费5000元: of another thing."""


def is_a_sum(one: Mention) -> bool:
    """Whether a figure is money that was spent or given: no price, no mean, no former value and no plan."""
    return one.quantity.kind == "money" and not one.has("price", "mean", "former", "increment") and not one.planned


_PEOPLE = frozenset(["人", "名", "位", "人次"])


def amount_for(reading: Reading, mean: Mention, count: Mention) -> Mention | None:
    """The amount that count and mean make: told in the sentence, else elsewhere under the same name."""
    money = mean.quantity.kind == "money"
    low, high = min(mean.at, count.at), max(mean.at, count.at)

    def fits(one: Mention) -> bool:
        if (
            _SEVERAL.search(one.lead)
            or one.percent
            or one.has("price", "mean", "former", "increment", "full_marks")
            or one.planned
            or ASIDE.search(one.gap)
            or _is_new_value(reading, one)
            or (one.at == mean.at + 1 and reading.between(mean, one).strip(mean.tail) == "、")
        ):
            return False
        if money:
            return one.quantity.kind == "money"
        timed = one.quantity.kind == mean.quantity.kind == "duration"
        return (timed or one.quantity.kind in ("count", "measure", "number")) and may_average(one, mean)

    beside = reading.mentions[mean.at - 1] if mean.at else None
    if money and beside is not None and beside.sentence == mean.sentence and beside.planned and alike(beside, mean):
        return None  # 预计年产值2250万元，亩均5000元
    group = [one for one in reading.sentence(mean) if fits(one) and not _of_another_name(one, mean)]
    behind = [one for one in group if one.at > high and one.segment == reading.mentions[high].segment]
    between = [one for one in group if low < one.at < high]
    before = [one for one in group if one.at < low]
    if between and not any(one.has("total") for one in behind):
        return between[-1]
    if behind:
        whole = is_made(reading, behind[0], mean, high) and not _rated(reading, behind[0])
        return behind[0] if whole else None
    if before:
        return None if _split_off(reading, before[-1], low) else before[-1]
    return _elsewhere(reading, mean, count) if money else None


def _is_new_value(reading: Reading, one: Mention) -> bool:
    """平均亩产由862公斤提高到931公斤，每亩多打69公斤: what something rose to or fell to is made by no count and price."""
    before = reading.mentions[one.at - 1] if one.at else None
    if before is None or before.clause != one.clause or not before.has("former") or not alike(before, one):
        return False
    return lexicon.has("traits", "moved_to", reading.between(before, one))


def _split_off(reading: Reading, amount: Mention, low: int) -> bool:
    """1260万元，其中种粮大户补贴420万元，按亩均60元: a part told in between is what the price is of, and the whole is not."""
    between = reading.mentions[amount.at + 1 : low]
    return any(ASIDE.search(one.gap) and alike(one, amount) for one in between)


def _made_of_parts(reading: Reading, amount: Mention) -> bool:
    """厂房12万元；设备18万元，共计30万元，带动14户分红，每户700元: what is listed before it makes the amount, and no price behind it."""
    return any(total.run.last.at < total.whole.at == amount.at for total in reading.totals)


_PAID_OUT = lazily(r"^(?:资金)?(?:兑[现付]|发放|拨付|支付|到位|执行|完成|结算)(?:率|比例|进度)")


_WHOLLY = 100


def _rated(reading: Reading, amount: Mention) -> bool:
    """兑现310万元，兑现率96.9%: what was paid of what price and count make, and not what they make."""
    behind = reading.mentions[amount.at + 1] if amount.at + 1 < len(reading.mentions) else None
    return (
        behind is not None
        and behind.percent
        and behind.quantity.value < _WHOLLY
        and behind.sentence == amount.sentence
        and _PAID_OUT.match(behind.lead) is not None
    )


_NAMED = lazily(r"^(?P<name>[一-鿿]{2,8}?)平均每")


def _of_another_name(result: Mention, mean: Mention) -> bool:
    """集配中心1.9万立方米，镇级冷库平均每个1500立方米: the average of a thing that is named, behind the amount of another."""
    named = _NAMED.match(mean.lead)
    if named is None or result.has("total") or len(result.lead) < len("名称"):
        return False
    return not pairs(named["name"]) & pairs(result.lead + result.tail)


def is_made(reading: Reading, result: Mention, mean: Mention, high: int) -> bool:
    """Whether an amount told behind count and price is what they make, and not of something counted in between."""
    for one in reading.mentions[high + 1 : result.at]:
        if one.quantity.kind == "count" and not one.has("mean") and one.unit not in ("个月", "月"):
            return False
    if _of_one_beside(result, mean):
        return False
    return (
        lexicon.has("products", "made", result.lead)
        or len(named(result.lead)) < 2
        or bool(pairs(result.lead) & pairs(mean.lead))
    )


_EACH = lazily(r"(?:^|[^各])各(?P<done>[一-鿿]{0,4})$")


def _of_one_beside(result: Mention, mean: Mention) -> bool:
    """两个片区各投入20万元，中心片区投入30万元: what another one got, and no total of those that each got so much."""
    each = _EACH.search(mean.lead)
    if each is None or result.has("total"):
        return False
    name = lexicon.pattern("products", "made").sub("", result.lead)
    return len(name) > 1 and not pairs(name) & pairs(each["done"])


def may_average(one: Mention, mean: Mention) -> bool:
    """Whether an average is one of such figures: 每期115人次 of 1380人次; 人均40次 of 4.48万人次."""
    if (
        one.has("total")
        and one.unit.endswith("次")
        and one.unit not in ("次", "人次")
        and mean.quantity.kind == "count"
    ):
        return mean.unit not in _PEOPLE  # 4轮，每轮64所学校，累计256校次
    if mean.quantity.kind == "count" and (one.unit in LOOSE) != (mean.unit in LOOSE) and one.unit and mean.unit:
        return False  # 每个村20条，67个村
    return alike(one, mean) or (one.unit == "人次" and mean.unit in ("次", "人"))


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
    names = (re.sub(r"其中|花在|的是|支出|补贴$", "", one.lead) for one in money)
    sure = [reading.rarity.containment(name, called) for name in names]
    most, *others = sorted(sure, reverse=True) or [0.0]
    if most < _SAME_SUBJECT or any(most - other < _LEAD for other in others):
        return None
    return money[sure.index(most)]
