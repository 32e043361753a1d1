"""A rate that says which part of a whole a figure is: the figure, and the whole by its name, its list or its topic."""

import re

from auditor.relate.statements import lexicon
from auditor.relate.statements.bases import amounts_of, figure_called, figures_before, whole_of, without_whole_words
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.money import Found, budget
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

_EXTERNAL = lazily(r"全国|全省|全市|GDP|生产总值|同类")
_GENERIC = lazily(r"^(?:其|全部|总数|总量|总额|总人数|合计|全年|全县|全市|全区)?(?:的|总数|总额|总量|比)?$")
_GROUP_OF = lazily(r"前([两二三四五六])[项类者]")
_SPELLED = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_FRACTION_OF = lazily(r"(?:^|约|为|是|占)(?:约|为|是|占)*([^,。;:、\d约为是占]{2,14})的$")


def fraction_of(rate: Mention) -> str | None:
    """约为在册会员的三分之一: what a fraction is of."""
    found = _FRACTION_OF.search(rate.lead) if "分之" in rate.quantity.text and not rate.percent else None
    return found[1] if found else None


def _called(reading: Reading, rate: Mention) -> str:
    """What the words say that a share is of (占A的), "" where they say nothing."""
    found = lexicon.pattern("rates", "share").search(words_before(reading, rate))
    return fraction_of(rate) or (found[1] if found else "") or ""


def base_named(reading: Reading, rate: Mention) -> str:
    """The name of the one figure that a share is of: 占观众总数的 → 观众; "" where none is named."""
    called = _called(reading, rate)
    return "" if _GENERIC.match(called) else without_whole_words(called)


def share_of(reading: Reading, rate: Mention, bases: dict[int, Mention]) -> Found:
    """占A的x%: the figure spoken of over the figure called A."""
    called = _called(reading, rate)
    if _EXTERNAL.search(called):
        return None
    near = figures_before(reading, rate)
    behind = _amount_behind(reading, rate)
    top = (behind,) if behind is not None else _numerators(reading, rate, near)
    if not top:
        return None
    if _GENERIC.match(called):
        base = _shared_base(reading, rate, top, near, bases)
    elif "预算" in called and lexicon.has("rates", "the_budget", called) and top[-1].quantity.kind == "money":
        base = _own_budget(near, top[-1]) or budget(reading, top[-1])
    else:
        base = figure_called(reading, called, top[-1])
    if base is None and lexicon.has("rates", "the_budget", called) and top[-1].quantity.kind == "money":
        base = budget(reading, top[-1])
    return (top, base) if base is not None else None


def _own_budget(near: list[Mention], top: Mention) -> Mention | None:
    """会议费预算24万元，实际支出19.2万元，为预算的八成: the one budget that the sentence itself tells before what was spent."""
    told = [one for one in near if one.at < top.at and one.has("budget", "adjusted") and not one.has("former", "mean")]
    told = [one for one in told if one.has("adjusted")] or [one for one in told if not one.has("spent", "balance")]
    return told[0] if len(told) == 1 else None


_FOR = lazily(r"[,(](?:即|也就是|为|计|共|共计|金额为?)$")
_THAT_IS = lazily(r"[,(]?(?:即|也就是)$")


def _amount_behind(reading: Reading, rate: Mention) -> Mention | None:
    """中央占60%，为3672万元; 首付款为预算的三成，即96万元: the figure that the share is, right behind it."""
    following = reading.mentions[rate.at + 1] if rate.at + 1 < len(reading.mentions) else None
    if following is None or following.sentence != rate.sentence or not following.amount:
        return None
    said = _FOR if "占" in rate.lead else _THAT_IS
    return following if said.match(reading.between(rate, following)) else None


_TOPIC = lazily(r"(?:在)?([^,。;:\d]{2,10})(?:中|里|当中),")


def _shared_base(
    reading: Reading, rate: Mention, top: tuple[Mention, ...], near: list[Mention], bases: dict[int, Mention]
) -> Mention | None:
    """What a bare 占x% is a share of: the base of the share before it, the total of its list, what the sentence opens with."""
    known = bases.get(rate.sentence) if rate.lead.startswith("占") else None
    if known is not None and alike(known, top[0]) and known.at < top[0].at:
        return known
    topic = _TOPIC.match(reading.flats[rate.paragraph], rate.opened)
    if topic is not None and (named := figure_called(reading, topic[1], top[-1])) is not None:
        return named
    base = whole_of(reading, rate, top, near)
    return base if base is None or not _shared_itself(reading, base) else None


def _shared_itself(reading: Reading, base: Mention) -> bool:
    """Whether a figure is followed by a share of its own, or tells one (占60%，为3672万元): then it is a sibling, and no base."""
    before = reading.mentions[base.at - 1] if base.at else None
    if before is not None and before.percent and _amount_behind(reading, before) is base:
        return True
    behind = reading.behind(base)
    return re.match(r"[^,。;]{0,8},占(?:比)?[\d一二两三四五六七八九半]", behind) is not None


def words_before(reading: Reading, rate: Mention) -> str:
    """The words of the clause before a rate, figures between included."""
    return reading.flats[rate.paragraph][max(rate.began, rate.start - 30) : rate.start]


_OF = lazily(r"占|是|为|相当于")
_OF_IT = lazily(r"[^,。;:、\d]{0,10}的(?:比例为|比重为|约)?$")


def base_inside(rate: Mention, near: list[Mention]) -> Found:
    """占在校学生860人的25%, 完成计划12万批次的105%: the base stands between 占 and the rate."""
    last = next(reversed(near), None)
    told = last is not None and (last.planned or _OF.search(last.lead) is not None)
    if last is None or not told or last.clause != rate.clause or not _OF_IT.match(rate.lead):
        return None
    top = next((one for one in reversed(near[:-1]) if alike(one, last) and one.amount), None)
    return ((top,), last) if top is not None else None


def _numerators(reading: Reading, rate: Mention, near: list[Mention]) -> tuple[Mention, ...]:
    """The figure that a rate is of: the last before it; where it speaks of the first so many of a list, those."""
    group = _GROUP_OF.search(words_before(reading, rate))
    amounts = amounts_of(near)
    if group is not None:
        runs = [run for run in reading.runs if run.last.at < rate.at and run.first.paragraph == rate.paragraph]
        return runs[-1].members[: _SPELLED[group[1]]] if runs else ()
    if _SUMMED.search(rate.lead):
        return _all_but_last(reading, rate)
    named = _by_name(rate, amounts)
    if named is not None:
        return (named,)
    if _of_another(rate, amounts):
        return ()
    return (amounts[-1],) if amounts else ()


_SUMMED = lazily(r"(?:合计|共|总共|一并)占")


def _all_but_last(reading: Reading, rate: Mention) -> tuple[Mention, ...]:
    """五星3056份、四星573份、三星及以下191份，四星以上合计占95%: the likest reading of a group; others are shorter."""
    runs = [
        run
        for run in reading.runs
        if run.last.at < rate.at and run.first.sentence == rate.sentence and run.first.amount
    ]
    return runs[-1].members[:-1] if runs and len(runs[-1].members) > 1 + 1 else ()


_NAMED = lazily(r"(?P<name>[一-鿿]{1,8}?)(?:所)?占(?:比|总)")
_NO_NAME = lazily(r"其|均|约|分别|各|合计|共|总计|所|的|也|仅|已|将|又|还|即|全|前者|后者|依次|平均|上述")


def _of_another(rate: Mention, amounts: list[Mention]) -> bool:
    """药占比26.8% behind 出院7.46万人次: a share whose own name no figure before it has a character of."""
    called = _NAMED.match(rate.lead)
    if called is None or not amounts:
        return False
    name = _NO_NAME.sub("", called["name"])
    return bool(name) and not any(char in one.lead + one.tail for one in amounts for char in name)


def _by_name(rate: Mention, amounts: list[Mention]) -> Mention | None:
    """东片所占份额为34%: the member of a list that the rate names."""
    called = re.match(r"(?P<name>[^,。;:、\d]{2,10}?)(?:所)?占", rate.lead)
    if called is None:
        return None
    fits = [one for one in amounts if called["name"][-2:] in one.lead]
    return fits[-1] if fits else None


_ALL = lazily(r"数量|总数|总量|总额|总计|合计|全部|所有|总")


def list_called(reading: Reading, rate: Mention) -> tuple[Mention, ...]:
    """轮出稻谷1.2万吨、小麦0.8万吨，轮入1.9万吨，占轮出数量的95%: a figure and the list without a total that its share is of.

    The figure may be one of the list: 小麦占轮出数量的40%.

    Empty where the name is that of one figure, or of none.
    """
    name = _ALL.sub("", _called(reading, rate))
    amounts = amounts_of(figures_before(reading, rate))
    if len(name) < _WORD or not amounts:
        return ()
    top = _by_name(rate, amounts) or amounts[-1]
    for run in reversed(reading.runs):
        if run.first.at > top.at or run.first.paragraph != rate.paragraph:
            continue
        own = run.strong and alike(run.first, top) and not any(one.at in reading.parts for one in run.members)
        others = any(name in one.lead + one.tail for one in run.members[1:])
        if own and run.first.lead.removeprefix("其中").startswith(name) and not others:
            return (top, *run.members)
    return ()


_WORD = 2
"""Characters of a noun."""
