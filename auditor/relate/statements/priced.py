"""What a price or a mean is for one of, and the figure of the report that counts those."""

import re
from itertools import pairwise

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.text import units
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_PER = lazily(
    r"(?:平均)?每(?P<unit>人次|批次|场次|剂次|户次|台次|校次|车次|架次|班次|家次|课次|平方公里|平方米|立方米|公里|公斤|公顷|千瓦时|课时|[一-鿿]{1,4}?)(?:每[一-鿿]{1,2})?(?:[一-鿿]{0,12})$|(?P<one>[人户亩件台套册次场期座家案生村校所床班间日天月])均[^,。;:、\d]{0,16}$"
)
_FAMILY = {"人": "人", "户": "户", "亩": "亩", "案": "件", "生": "人", "床": "张", "校": "所", "日": "天", "月": "个月"}
_EACH = lazily(
    r"平均(?:资助|[补奖]助|投[资入]|奖励|支持|支出)$|各(?:拨付|[补奖]助|补贴|安排|奖[励补]|发放|投入|配备)[^,。;:、\d]{0,6}$"
)
"""13个，平均资助49万元; 向14个社区各拨付5万元: of whatever was counted right before."""
_WORK = lazily(r"(课时|工时|台班|场次)费$")
_UNIT_PRICE = lazily(r"单价|造价")
_MONTHLY = lazily(r"月(?:工资|薪|租金?|补贴|补助)")
_OF_ALL_PEOPLE = lazily(
    r"[人户]均[^,。;:、\d]{0,8}(?:收入|藏书|绿地|绿化|住房面积|生产总值|GDP|拥有量?)[^,。;:、\d]{0,4}$"
)
"""人均可支配收入, 人均藏书: over all who live there, whom no count of a report's own people is."""
_YIELD = lazily(r"(亩|公顷)产|单产")


def per_what(mean: Mention) -> str | None:
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
    if _UNIT_PRICE.search(mean.lead) or _EACH.search(mean.lead):
        return ""
    if (work := _WORK.search(mean.lead)) is not None:
        return work[1]
    over = mean.quantity.unit.partition("/")[2]
    return over or None


_ONCE = "一"
"""全员轮训一次: that it was done, and no count of what a price is for."""


def count_for(reading: Reading, mean: Mention, per: str) -> Mention | None:
    """The figure that counts what the price is for: the nearest before it in the sentence, else behind it, else in the one before."""
    noun, each = _noun(reading, mean), _EACH_PLACE.search(mean.lead)

    def fits(one: Mention) -> bool:
        if noun is not None and noun[1] not in reading.clause(one):
            return False
        return (
            not one.percent
            and (
                one.quantity.kind in ("count", "number", "measure")
                or (one.quantity.kind == "duration" and per in ("日", "天", "课时", "工时"))
            )
            and not one.has("mean", "former", "increment")
            and not (one.quantity.value == 1 and one.quantity.text.startswith(_ONCE))
            and one.planned == mean.planned
            and counts(one, per)
            and not _of_other_goods(mean, one, per)
            and _BEYOND.search(one.lead) is None
            and (each is None or each[1] in one.lead + one.tail)
        )

    before = [one for one in reading.earlier(mean) if fits(one)]
    if named := _of_its_name(reading, mean, before):
        return named[-1]
    same = [one for one in before if one.segment == mean.segment]
    by_turns = per != "人" or mean.quantity.kind == "money"
    same, before = ([one for one in some if by_turns or not one.unit.endswith("次")] or some for some in (same, before))
    if same or before:
        return _whole_before(reading, (same or before)[-1], before)
    behind = [one for one in reading.later(mean) if fits(one) and one.segment == mean.segment]
    if behind and per != "":
        return behind[0]
    if per == "":
        told = [one for one in reading.before(mean) if fits(one) and reading.number(mean) - reading.number(one) == 1]
        return told[0] if len(told) == 1 else None
    earlier = [one for one in reading.before(mean) if fits(one) and reading.number(mean) - reading.number(one) == 1]
    if named := _of_its_name(reading, mean, earlier) or _told_of(reading, mean, earlier):
        return named[-1]
    if earlier and _FOUND.search(earlier[-1].lead):
        earlier = _of_all(reading, mean, earlier[-1]) or earlier
    return _whole_before(reading, earlier[-1], earlier) if earlier else _counted_elsewhere(reading, mean, per)


_BEYOND = lazily(r"超(?:出|过|额)?[^,。;:、\d]{0,4}(?:目标|任务|计划)[^,。;:、\d]{0,3}$")
"""开展活动72场，超出目标12场，场均500份: by how much a goal was passed, and not what the price is for."""


def _of_all(reading: Reading, mean: Mention, stage: Mention) -> list[Mention]:
    """抽检1860批次。…检出不合格41批次。每批次平均1000元: what all of them were, told before what became of some."""
    if "均" not in mean.lead:
        return []
    told = [
        one
        for one in (*reading.earlier(stage), *reading.before(stage))
        if one.unit == stage.unit and one.amount and reading.top(one)
    ]
    return [one for one in told if not one.planned and not _FOUND.search(one.lead)][:1]


_FOUND = lazily(r"检出|查出|发现|不合格|不达标|阳性|异常|逾期|超期|退回")


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


_EACH_PLACE = lazily(r"每个(行政村|村|社区|乡镇|[乡镇县]|街道|班|学校|[站点](?!位)|岗位|项目)")
"""每个村挂横幅20条: of how many villages, and of nothing else that is counted."""
_GOODS = frozenset(("吨", "公斤", "台", "套", "辆", "件", "块", "株", "只", "头", "张", "把", "盏", "架", "副"))
_OF_MONEY = lazily(r"^[每各]|补助|补贴|奖[补励]|标准|单价|价格|均价|费|资金|成本|造价|平均|投资|投入")


def _of_other_goods(mean: Mention, count: Mention, per: str) -> bool:
    """轮出小麦1500吨，轮入玉米每吨2600元: a price of goods that it names is of no count of others."""
    named = _SUBJECT.search(mean.lead)
    if per not in _GOODS or named is None or _OF_MONEY.search(named[1]) is not None:
        return False
    return bool(pairs(count.lead)) and not pairs(count.lead + count.tail) & pairs(named[1])


def _told_of(reading: Reading, mean: Mention, earlier: list[Mention]) -> list[Mention]:
    """其中技改类68家、研发类57家。技改类企业完成投资21.6亿元，每家平均…: the one of a list whose name opens the sentence."""
    said = reading.flats[mean.paragraph][mean.opened : mean.start]
    named = [one for one in earlier if len(one.lead.removeprefix("其中")) > 1 and one.lead.removeprefix("其中") in said]
    return named if len(named) == 1 else []


_NOUN = lazily(
    r"每[位名个家]((?!每|[补奖资]助|补贴|奖[补励]|投[资入]|安排|支[出付持]|平均|发放|造价|成本|给予|拨[付款]|下达|一次|[按约共可仅])[一-鿿]{2})"
)
"""每位到馆读者 names whom it is for; 每个补助 names what is done."""


def _whole_before(reading: Reading, count: Mention, others: list[Mention]) -> Mention:
    """The count, or what it is a part of: 共92辆，其中新能源车46辆 … 每辆车全年运维费用4.4万元."""
    if _priced_apart(reading, count):
        return count
    if count.lead.startswith("其中"):
        return next(
            (one for one in reversed(others) if one.at < count.at and alike(one, count) and reading.top(one)), count
        )
    whole = reading.whole(count)
    return count if whole.sentence > count.sentence else whole


def _noun(reading: Reading, mean: Mention) -> re.Match[str] | None:
    """What 每位X names, where the report counts something of that name."""
    noun = _NOUN.search(mean.lead) if mean.lead.count("每") == 1 else None
    told = noun is not None and any(noun[1] in reading.clause(one) for one in reading.mentions if one.at != mean.at)
    return noun if told else None


def _counted_elsewhere(reading: Reading, mean: Mention, per: str) -> Mention | None:
    """The one figure of the year that counts what the price is for: by its noun (每位到馆读者), or by a unit of its own (批次)."""
    told = [
        one
        for one in reading.mentions[: mean.at]
        if not one.planned and one.amount and one.quantity.kind != "duration" and reading.top(one)
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


KINDS = frozenset(("块", "类", "种", "批", "大类", "方面", "个方面", "部分", "环节"))
_ANYTHING = frozenset(["个", "项", "件", "条"])
_WHO = frozenset(["人", "户", "名", "位"])
"""解决问题1860个 counts no households: a unit of anything stands for no one."""


def counts(one: Mention, per: str) -> bool:
    """Whether a figure counts what 每X speaks of: 1120名 for 每人, 2310个（岗位） for 每个岗位, 4.48万人次 for 每人次."""
    if per == "":
        return True
    unit = one.quantity.unit or one.unit
    bare = re.sub(r"[（(].*", "", unit)
    if bare in KINDS and not per.startswith(bare):
        return False  # 支出分六块：器材每套9.6万元: how many kinds of things were told is no factor
    if per == "月" or bare in ("个月", "") or "分之" in one.quantity.text:
        return False
    return (
        per.startswith(bare)
        or bare == per
        or (units.is_known(per) and units.same_thing(unit, per) and not (bare in _ANYTHING and per in _WHO))
        or (per in ("次", "人") and bare in ("人次", "次"))
        or (per == "生" and one.lead.endswith("生"))
        or per in one.tail[:2]
        or one.lead[-2:] == per[-2:]
    )
