"""What a figure is part of: the base of its rate."""

import re

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike, named
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_SAME_NAME = 0.5
"""How much of a name must stand in the clause of the figure that it stands for."""


def figure_called(reading: Reading, name: str, top: Mention) -> Mention | None:
    """The figure that a name stands for: the latest before, else the first after, whose own words hold the name."""

    def holds(one: Mention) -> bool:
        return (
            alike(one, top)
            and one.amount
            and not one.has("mean", "former", "increment")
            and reading.rarity.containment(name, _said(reading, one)) >= _SAME_NAME
        )

    name = without_whole_words(name)
    if (other := _counted_otherwise(reading, name, top)) is not None:
        return other
    earlier = [one for one in reading.counted.naming_before(name, top.at) if holds(one)]
    earlier = [one for one in earlier if reading.top(one)] or earlier
    if earlier:
        return max(earlier, key=lambda one: (reading.rarity.containment(name, _said(reading, one)), one.at))
    later = reading.counted.naming_after(name, top.at)
    return next((one for one in later if holds(one) and not one.planned), None)


def _counted_otherwise(reading: Reading, name: str, top: Mention) -> Mention | None:
    """提供岗位3.84万个，签约9600人，占岗位总数的25%: what the name counts in its own sentence, in whatever unit."""
    told = [
        one
        for one in reading.earlier(top)
        if one.quantity.kind == "count" == top.quantity.kind and not one.planned and reading.top(one)
    ]
    named = [one for one in told if one.lead.endswith(name) or one.tail.startswith(name)]
    return named[-1] if len(named) == 1 and not alike(named[0], top) else None


_WHOLE_WORDS = lazily(r"总额|总数|总量|总人数|总计|总面积|全部|所有")


def without_whole_words(name: str) -> str:
    """A name without the words that say that all of it is meant: 观众总数 → 观众."""
    return _WHOLE_WORDS.sub("", name) or name


def _said(reading: Reading, mention: Mention) -> str:
    return reading.clause(mention)


def figures_before(reading: Reading, rate: Mention) -> list[Mention]:
    """The figures before a rate in its sentence, in order."""
    return [one for one in reading.earlier(rate) if one.depth == rate.depth or rate.depth]


def amounts_of(near: list[Mention], *, timed: bool = False) -> list[Mention]:
    """Those of some figures that count or measure and may be divided; times only where the rate is one of time used."""
    return [
        one
        for one in near
        if one.amount
        and not one.percent
        and not one.has("mean", "former", "full_marks")
        and (timed or one.quantity.kind != "duration")
    ]


def whole_of(reading: Reading, rate: Mention, tops: tuple[Mention, ...], near: list[Mention]) -> Mention | None:
    """What the figures spoken of are a part of: the total of their list, the figure before 其中, the first of the sentence."""
    top = tops[0]
    if (total := reading.parts.get(top.at)) is not None:
        return total.whole
    return base_of(reading, rate, top, near)


def base_of(reading: Reading, rate: Mention, top: Mention, near: list[Mention]) -> Mention | None:
    """The figure that `top` is part of."""
    same = _candidates(reading, rate, top, near)
    if lexicon.has("rates", "satisfied", rate.lead) and (asked := _last_asked(near, top)) is not None:
        return asked
    same = [one for one in same if one.unit == top.unit] or same
    same = [one for one in same if one.segment == top.segment] or same
    if not same:
        return _owed(reading, rate, top) or _base_before(reading, rate, top)
    return _scope(reading, top, same) or _of_several(reading, rate, top, same)


def _of_several(reading: Reading, rate: Mention, top: Mention, same: list[Mention]) -> Mention | None:
    """Of several figures before it the one that a rate of this name is taken of."""
    if owed := [one for one in same if named(one.lead).startswith("应")]:
        return owed[-1]
    if lexicon.has("rates", "saved_over_budget", rate.lead):
        return next((one for one in reversed(same) if one.has("budget")), same[0])
    if "有效率" in rate.lead:
        return same[-1]
    if lexicon.has("rates", "tested_rates", rate.lead):
        tested = [one for one in same if lexicon.has("rates", "tested", reading.clause(one))]
        if tested:
            return tested[-1]
    if (called := _named(rate, same)) is not None:
        return called
    if _satisfied(rate, top):
        return next((one for one in reversed(same) if not lexicon.has("traits", "survey_satisfied", one.lead)), None)
    totals = [one for one in same if one.has("total")]
    return totals[-1] if totals else same[0]


def _candidates(reading: Reading, rate: Mention, top: Mention, near: list[Mention]) -> list[Mention]:
    """The figures of its sort before `top` that it may be a part of."""
    same = [
        one
        for one in amounts_of(near, timed=top.quantity.kind == "duration")
        if one.at < top.at and _of_one_sort(one, top) and not _part_before(reading, one, top)
    ]
    same = [one for one in same if not one.lead.endswith(("各", "每"))]
    same = [one for one in same if not one.planned or _PLANNED_BASE.search(rate.lead)]
    return [one for one in same if one.depth == top.depth]


def _part_before(reading: Reading, one: Mention, top: Mention) -> bool:
    """Whether a figure is part of a total that is told before the figure spoken of; a total further on is none of its concern."""
    total = reading.parts.get(one.at)
    return total is not None and total.whole.at < top.at


_PLANNED_BASE = lazily(r"完成|成活|到位|实现|达成|覆盖")
"""Rates of what was planned; all others are of what was there."""
_HEADS = frozenset(["人", "名", "位"])
_ASKED = lazily(r"抽取|抽样|抽查|选取|访问|调查|走访|发放")


def _last_asked(near: list[Mention], top: Mention) -> Mention | None:
    """拨打800个电话，接通720个，其中691人满意: those that answered, whatever they are counted in."""
    told = [
        one
        for one in amounts_of(near)
        if one.at < top.at and one.quantity.kind == "count" and one.depth == top.depth and not one.planned
    ]
    told = [one for one in told if not lexicon.has("traits", "survey_satisfied", one.lead)]
    last = next(reversed(told), None)
    return last if last is not None and lexicon.has("rates", "answered", last.lead + last.gap) else None


def _of_one_sort(one: Mention, top: Mention) -> bool:
    """Whether a figure may be the base of another: alike, people and their turns, those asked and the sheets that came back."""
    if alike(one, top):
        return True
    if (one.unit == "人次" and top.unit in _HEADS) or (one.unit.endswith("次") and top.unit.endswith("次")):
        return True
    return top.unit == "份" and one.quantity.kind == "count" and _ASKED.search(one.lead + top.gap) is not None


def _owed(reading: Reading, rate: Mention, top: Mention) -> Mention | None:
    """参保率96.3%（应参保48万人）: the base in the bracket right behind the rate."""
    behind = reading.mentions[rate.at + 1] if rate.at + 1 < len(reading.mentions) else None
    if behind is None or behind.depth <= rate.depth or behind.sentence != rate.sentence or not alike(behind, top):
        return None
    return behind if re.match(r"应|共|总|基数", behind.lead) else None


_AMONG = lazily(r"其中|里面|中的?(?=,|有|已|$)|当中")


def _scope(reading: Reading, top: Mention, same: list[Mention]) -> Mention | None:
    """The figure before the last 其中 that `top` stands behind, in its sentence."""
    text = reading.flats[top.paragraph]
    begin = max(top.opened, text.rfind(";", top.opened, top.start))
    marks = [found.start() for found in _AMONG.finditer(text, begin, top.start)]
    if not marks:
        return None
    place = marks[-1]
    if not text.startswith(("其中", "里面"), place) and any(place < one.start < top.start for one in same):
        return None  # 500名学员中有462名参加测试，合格439人: it stands behind another figure of those
    return next((one for one in reversed(same) if one.end <= place), None)


def _named(rate: Mention, same: list[Mention]) -> Mention | None:
    """镇街覆盖率 is of the 24个镇街: the one base whose noun the rate names."""
    fits = [one for one in same if pairs(one.tail[:4]) & pairs(rate.lead)]
    return fits[-1] if len(fits) == 1 else None


def _satisfied(rate: Mention, top: Mention) -> bool:
    return lexicon.has("traits", "survey_satisfied", rate.lead) or lexicon.has(
        "traits", "survey_satisfied", top.lead + top.tail
    )


_SHARED = lazily(r"[^,。;]{0,8},[一-鿿]{0,4}占(?:比|[^,。;:、]{0,8}的)?[^,。;:、]{0,3}[\d一二两三四五六七八九半]")


def _behind_a_part(reading: Reading, one: Mention) -> bool:
    """老年人19.2万人次，占22.2%；外地游客38.9万人次: whether it is told at or behind a part of something, and so a part itself."""
    before = (other for other in (*reading.earlier(one), one) if alike(other, one))
    return any("其中" in other.gap or _SHARED.match(reading.behind(other)) for other in before)


_ALL_OF = lazily(r"全部|(?<![年平])均(?!每)|悉数")


def _base_before(reading: Reading, rate: Mention, top: Mention) -> Mention | None:
    """The base of a rate whose sentence has none: the population, what the noun counts in all, else the sentence before."""
    if top.paragraph == rate.paragraph and _ALL_OF.search(reading.flats[top.paragraph], top.end, rate.start):
        return None  # 14个文化站全部开放，开放率100%: of all that are told
    if lexicon.has("rates", "of_population", rate.lead):
        return reading.counted.people_before(rate.at)
    earlier = [
        one
        for one in reading.before(rate)
        if alike(one, top) and one.amount and reading.top(one) and not one.planned and not one.depth
    ]
    if top.quantity.kind == "count" and (top.tail or len(top.lead) > 1):
        counted = reading.counted.of_one_noun(top)
        if counted is not None or (top.tail and top.unit in ("个", "家", "所", "处")):
            return counted
    based = [one for one in earlier if lexicon.has("traits", "stock", one.lead)]
    if based:
        return based[-1]
    earlier = [one for one in earlier if not _behind_a_part(reading, one)]
    if not earlier or not pairs(rate.lead) & pairs(top.lead + top.tail):
        return None
    return next(one for one in earlier if one.sentence == earlier[0].sentence)


_RATE = lazily(r"(?P<stem>[一-鿿]{2})(?:率|占比|比例|比重)[^,。;:、\d]{0,8}$")


def of_a_rate_untold(reading: Reading, step: Mention) -> bool:
    """优良率58.4%，上年56.1%；近视率下降1.2个百分点: whether the step names a rate that its sentence has not told."""
    named = _RATE.search(step.lead)
    if named is None:
        return False
    flat = reading.flats[step.paragraph]
    return named["stem"] not in flat[step.opened : step.began] + step.heading and step.began > step.opened
