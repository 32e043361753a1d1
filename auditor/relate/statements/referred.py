"""A figure that goes back to one told before: 以上5个项目, 这17个口袋公园; and all there are of a noun: 走访了全部7个阅览室."""

import re
from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements import apart
from auditor.relate.statements.mentions import Mention, of_one_value, one_value
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_POINTS_BACK = lazily(r"(?:以上|上述|前述|前面的?|这|该)(?:的)?$|(?:上述|前述)[^,。;:、\d]{1,4}的$")
_VERBS = lazily(r"中|里|上面|当中|全部|均|都|已|由|共|分别|的|进行|完成|开展|组织|实施|验收|建设|投入")


def propose(reading: Reading) -> Iterator[Relation]:
    """以上5个项目; 72个脱贫村中: a count that goes back to the one told before of the same noun."""
    told: dict[tuple[str, str], Mention] = {}
    for one in reading.mentions:
        if one.quantity.kind != "count" or one.quantity.bound != "=" or len(one.tail) < _NOUN_LENGTH:
            continue
        noun = _VERBS.split(one.tail)[0]
        before = told.get((one.unit, noun))
        if before is None and _POINTS_BACK.search(one.lead) and len(noun) > _NOUN_LENGTH:
            before = next((other for other in reading.before(one) if _ends(other, one, noun)), None)
        if before is not None and _of_new_ones(before, one):
            before = None
        if before is not None and _POINTS_BACK.search(one.lead):
            before = _told_just_so(reading, before, one)
        if before is not None and before.sentence != one.sentence and _points_back(reading, one):
            yield Relation(
                kind="same",
                result=one.id,
                of=(before.id,),
                by="statements.same.referred",
                confidence="medium",
                place=one.place,
            )
        elif len(noun) >= _NOUN_LENGTH:
            told[one.unit, noun] = one


_NOUN_LENGTH = 2


def _ends(other: Mention, one: Mention, noun: str) -> bool:
    """建成口袋公园17个。这17个口袋公园…: the noun behind the later figure ends the words before the earlier one."""
    return other.unit == one.unit and other.quantity.bound == "=" and other.lead.endswith(noun)


def _told_just_so(reading: Reading, other: Mention, one: Mention) -> Mention | None:
    """排查加油站86家，发现问题40家。这40家加油站…: the figure of that sentence that prints the same, else the one of the noun.

    None where all of that sentence make it up: 新建公园17个，改造4个。这21个公园….
    """
    told = [near for near in reading.sentence(other) if near.unit == one.unit and near.at < one.at]
    if len(told) > 1 and sum(near.quantity.value for near in told) == one.quantity.value:
        return None
    return next((near for near in told if one_value(near, one)), other)


_NEW = lazily(r"新[增建设]|净增")


def _of_new_ones(other: Mention, one: Mention) -> bool:
    """新增基地24家。…136家基地中: what was newly made is some of all there are, unless words point back to it."""
    return (
        _NEW.search(other.lead) is not None
        and _NEW.search(one.lead + one.tail) is None
        and not _POINTS_BACK.search(one.lead)
    )


def _points_back(reading: Reading, one: Mention) -> bool:
    """Whether the words right before it point back, or it opens its sentence and goes on with 中."""
    if _POINTS_BACK.search(one.lead):
        return True
    return (
        one.start == one.opened and re.match(r"[^,。;:、\d]{2,8}(?:中|里|当中)[,有]", reading.behind(one)) is not None
    )


_ALL = lazily(r"(?:全部|所有)的?\s*$")
_STOCK = lazily(r"辖|下设|设有|[共现]有|[共现]设|全[省市县区州旗镇乡街校]")
"""Words that say how many of a thing there are in the place or body that reports."""
_OF_SOME = lazily(r"新|今年|本年|年内|首批|试点|其中|片|分别|计划|目标|任务|拟|[抽随]|省级|国家级|示范|另")
"""Words that leave only some of them."""


def all_there_are(reading: Reading, known: set[int]) -> Iterator[tuple[Mention, Mention]]:
    """Each figure said to be all there are of a noun, with the one before that says how many there are."""
    for one in reading.mentions:
        if one.at in known or one.quantity.bound != "=" or one.planned or one.depth:
            continue
        if one.quantity.kind == "count" and _ALL.search(one.lead):
            before = _stock(reading, one)
        elif one.quantity.kind == "duration" and _went_by(reading, one):
            before = _whole_time(reading, one)
        elif one.quantity.kind == "count" and _COVERS.search(one.lead):
            before = _one_in_each(reading, one)
        else:
            continue
        if before is not None:
            yield one, before


def _stock(reading: Reading, later: Mention) -> Mention | None:
    """The figure before that tells how many of the noun there are; none where the noun was counted otherwise as well."""
    noun = _counted_noun(reading, later)
    if not noun or _OF_ANYTHING.fullmatch(noun) or _OF_SOME.search(later.lead) or _of_a_place(later):
        return None
    told = [
        one
        for one in reading.mentions[: later.at]
        if one.unit == later.unit
        and one.quantity.kind == "count"
        and one.quantity.bound == "="
        and not one.planned
        and (_counted_noun(reading, one) or one.lead.rstrip()[-len(noun) :]) == noun
    ]
    stock = [one for one in told if _STOCK.search(one.lead) and not _OF_SOME.search(one.lead)]
    if not stock or not of_one_value(told) or stock[-1].sentence == later.sentence or stock[-1].has("former"):
        return None
    if apart.of_other_years(reading, stock[-1], later):
        return None
    levels = {found["level"] for one in (stock[-1], later) if (found := _LEVEL.search(one.lead)) is not None}
    return stock[-1] if len(levels) < 1 + 1 else None


_LEVEL = lazily(r"(?:[全我本该](?=.)|(?=.[里内]))(?P<level>[省市县区州旗镇乡街村校院])")
"""全市 and 本区: places of other levels."""


def _counted_noun(reading: Reading, one: Mention) -> str:
    """What is counted, behind its figure, with the bracket that goes on with it: 村（社区）."""
    found = _NAMED.match(reading.behind(one))
    return found["noun"] if found is not None else ""


_OF_ANYTHING = lazily(r"项目|问题|工程|任务|指标|环节|方面|活动|内容|点位?|资金|单位|对象|人员")
"""Nouns of which each part of a report has its own."""
_NAMED = lazily(
    r"的?(?P<noun>[一-鿿]{1,10}?(?:\([一-鿿、]{1,8}\))?)(?=[\s,。;:、)]|$|[都均已也]|全[部都]|进行|开展|实现|完成|参[加与]|纳入|投入|通过|接受|建成|配[备齐])"
)


def _of_a_place(one: Mention) -> bool:
    """石桥镇所有5个村: whether all there are of it are those of a place with a name of its own, and not of the whole that reports."""
    found = _PLACE.search(one.lead)
    return found is not None and found["before"] not in "全我本该了在对到过遍"


_PLACE = lazily(
    r"(?P<before>[一-鿿])(?:省|市|县|区|州|旗|镇|乡|村|街道?|站|所|院|校|部|组)(?:[的内里]|域内|境内)?(?:全部|所有)的?\s*$"
)

_PASSED = lazily(r"[^,。;:\d]{2,12}(?:排|算|做|走|坚持|累计|加起)(?:了)?下?来(?=[,。;:])")
_IN_ALL = lazily(r"全年|全学[年期]|整个")


def _went_by(reading: Reading, one: Mention) -> bool:
    """37周的托管服务排下来: a time that opens its clause and is told as one that went by."""
    return not one.lead.strip() and _PASSED.match(reading.behind(one)) is not None


def _whole_time(reading: Reading, later: Mention) -> Mention | None:
    """The total of such times that was told before, in a sentence that speaks of the same."""
    told = [
        one
        for one in reading.mentions[: later.at]
        if one.quantity.kind == "duration"
        and one.unit == later.unit
        and one.has("total")
        and _IN_ALL.search(one.lead)
        and one.sentence != later.sentence
    ]
    if not told or not of_one_value(told):
        return None
    around = reading.flats[told[-1].paragraph][told[-1].opened : told[-1].end + _AROUND]
    return told[-1] if pairs(later.tail) & pairs(around) else None


_AROUND = 30
"""Characters behind a total that still say what it is the total of."""


_COVERS = lazily(r"覆盖(?:了|到)?(?:全[省市县区州旗镇乡]|我[市县区镇])?(?:的|所有|全部)*\s*$")
_WHOLLY = lazily(r"[^,。;]{0,14},[^,。;:]{0,8}(?:覆盖率(?:达到?|为)?100%|全覆盖)")
_TWO_SORTS = lazily(r"(?P<one>[一-鿿]{1,4})\((?P<other>[一-鿿]{1,4})\)")


def _one_in_each(reading: Reading, later: Mention) -> Mention | None:
    """服务站96个（乡镇70个、街道26个） … 服务站覆盖全县98个乡镇（街道），覆盖率100%: those told place by place, and all places."""
    sorts = _TWO_SORTS.fullmatch(_counted_noun(reading, later))
    if sorts is None or _WHOLLY.match(reading.behind(later)) is None:
        return None
    name = _COVERS.sub("", later.lead).strip()[-_NAME:]
    split = [
        total.whole
        for total in reading.totals
        if total.whole.at < later.at
        and total.whole.unit == later.unit
        and not total.form
        and len(name) == _NAME
        and total.whole.lead.rstrip().endswith(name)
        and [one.lead.strip() for one in total.run.members] == [sorts["one"], sorts["other"]]
    ]
    return split[-1] if split and of_one_value(split) else None


_NAME = 3
"""Characters of what covers the places: 服务站."""
