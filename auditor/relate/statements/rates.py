"""Rates: a percentage and the two figures that its words divide."""

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.bases import amounts_of, base_of, figure_called, figures_before, whole_of
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.money import Found, budget, of_money
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text import units
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

SAID = "statements.rates"
"""The rule: a rate as a sentence tells it."""

_EXTERNAL = lazily(r"全国|全省|全市|GDP|生产总值|同类")
_GENERIC = lazily(r"^(?:其|全部|总数|总量|总额|总人数|合计|全年|全县|全市|全区)?(?:的|总数|总额|总量|比)?$")
_GROUP_OF = lazily(r"前([两二三四五六])[项类者]")
_SPELLED = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def propose(reading: Reading) -> Iterator[Relation]:
    """A ratio for every rate whose numerator and denominator are told."""
    lists = {run.first.at: run for run in reading.runs if run.first.percent}
    skip: set[int] = set()
    bases: dict[int, Mention] = {}
    for rate in reading.mentions:
        if rate.at in skip or not is_rate(rate):
            continue
        run = lists.get(rate.at)
        if run is not None and _IN_TURN.search(run.opener):
            skip.update(member.at for member in run.members)
            yield from _in_turn(reading, run)
            continue
        yield from _one(reading, rate, bases)


_IN_TURN = lazily(r"依次|分别|各自")


def is_rate(mention: Mention) -> bool:
    """Whether a percentage is a share of one figure in another, and no growth, promise or average."""
    quantity = mention.quantity
    share = mention.percent or ("分之" in quantity.text and quantity.kind == "number")
    if not share or mention.planned or mention.has("former", "increment") or quantity.bound not in ("=", "~"):
        return False
    return not lexicon.has("rates", "growth", mention.lead)


def _one(reading: Reading, rate: Mention, bases: dict[int, Mention]) -> Iterator[Relation]:
    shared = (
        "占" in rate.quantity.text
        or rate.quantity.text in _HALF
        or lexicon.has("rates", "share", _clause_lead(reading, rate))
        or _fraction_of(rate) is not None
    )
    inside = _base_inside(rate, figures_before(reading, rate))
    if inside is not None:
        found: Found = inside
    elif lexicon.has("rates", "of_plan", rate.lead):
        found = _of_plan(reading, rate)
    elif shared:
        found = _share(reading, rate, bases)
    else:
        found = of_money(reading, rate, _name(reading, rate)) or _counted(reading, rate)
        if found is None and "完成率" in rate.lead:
            found = _of_plan(reading, rate)
    found = found or _told_behind(reading, rate)
    if found is None:
        return
    tops, base = found
    bases[rate.sentence] = base
    yield _ratio(rate, tops, base)
    if base.planned:
        return  # a plan may be passed
    if lexicon.has("rates", "limited", rate.lead) and rate.quantity.value > 100 and len(tops) == 1:
        yield Relation(kind="bound", result=tops[0].id, of=(base.id,), by="statements.rates.limit", place=rate.place)


_HALF = ("一半", "半数")


def _told_behind(reading: Reading, rate: Mention) -> Found:
    """满意度为93%，即600位受访者中558位表示满意: the two figures stand behind their rate."""
    following = [one for one in reading.sentence(rate) if one.at in (rate.at + 1, rate.at + 2)]
    if len(following) < 2 or not re.match(r"[,(]?(?:即|也就是)", reading.between(rate, following[0])):
        return None
    base, top = following
    if not alike(base, top) or not (base.amount and top.amount) or not re.search(r"中|里", reading.between(base, top)):
        return None
    return (top,), base


def _ratio(rate: Mention, tops: tuple[Mention, ...], base: Mention) -> Relation:
    per = rate.percent and any(units.converted(one.quantity, base.quantity) is None for one in tops)
    ways = [tops, *_fewer(tops)]
    readings = [
        Relation(
            kind="ratio",
            result=rate.id,
            of=(*(one.id for one in way), base.id),
            form="per" if per else "",
            factor=_PER_CENT if per else None,
            by=SAID,
            place=rate.place,
        )
        for way in ways
    ]
    return readings[0].model_copy(update={"otherwise": tuple(readings[1:])})


_PER_CENT = Decimal(100)
_BARELY = lazily(r"基本满意|比较满意|较满意|一般")


def _fewer(tops: tuple[Mention, ...]) -> list[tuple[Mention, ...]]:
    """满意率 over those who are satisfied alone, where others are 基本满意: some count them in, some do not."""
    if len(tops) < _SEVERAL:
        return []
    sure = tuple(one for one in tops if not _BARELY.search(one.lead + one.tail))
    return [sure] if 0 < len(sure) < len(tops) else []


_SEVERAL = 2


_FRACTION_OF = lazily(r"(?:^|约|为|是|占)(?:约|为|是|占)*([^,。;:、\d约为是占]{2,14})的$")


def _fraction_of(rate: Mention) -> str | None:
    """约为在册会员的三分之一: what a fraction is of."""
    found = _FRACTION_OF.search(rate.lead) if "分之" in rate.quantity.text and not rate.percent else None
    return found[1] if found else None


def _of_plan(reading: Reading, rate: Mention) -> Found:
    """为下达任务的104%: the result over the promise that it answers."""
    amounts = amounts_of(figures_before(reading, rate))
    if not amounts:
        return None
    by = _BY.search(reading.flats[rate.paragraph], rate.opened, rate.start)
    named = [one for one in amounts if by is not None and by[1] in one.lead]
    top = reading.whole(next(reversed(named), amounts[-1]))
    promise = reading.promised.get(top.at)
    return ((top,), promise) if promise is not None else None


def _share(reading: Reading, rate: Mention, bases: dict[int, Mention]) -> Found:
    """占A的x%: the figure spoken of over the figure called A."""
    found = lexicon.pattern("rates", "share").search(_clause_lead(reading, rate))
    called = _fraction_of(rate) or (found[1] if found else "") or ""
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
        base = budget(reading, top[-1])
    else:
        base = figure_called(reading, called, top[-1])
    if base is None and lexicon.has("rates", "the_budget", called) and top[-1].quantity.kind == "money":
        base = budget(reading, top[-1])
    return (top, base) if base is not None else None


_FOR = lazily(r"[,(](?:即|为|计|共|共计|金额为?)$")


def _amount_behind(reading: Reading, rate: Mention) -> Mention | None:
    """中央占60%，为3672万元: the figure that the share is, right behind it."""
    following = reading.mentions[rate.at + 1] if rate.at + 1 < len(reading.mentions) else None
    if following is None or following.sentence != rate.sentence or not following.amount or "占" not in rate.lead:
        return None
    return following if _FOR.match(reading.between(rate, following)) else None


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
    behind = reading.behind(base, 12)
    return re.match(r"[^,。;]{0,8},占(?:比)?\d", behind) is not None


def _clause_lead(reading: Reading, rate: Mention) -> str:
    return reading.flats[rate.paragraph][max(rate.began, rate.start - 30) : rate.start]


_OF = lazily(r"占|是|为|相当于")
_OF_IT = lazily(r"[^,。;:、\d]{0,10}的(?:比例为|比重为|约)?$")


def _base_inside(rate: Mention, near: list[Mention]) -> Found:
    """占在校学生860人的25%, 完成计划12万批次的105%: the base stands between 占 and the rate."""
    last = next(reversed(near), None)
    told = last is not None and (last.planned or _OF.search(last.lead) is not None)
    if last is None or not told or last.clause != rate.clause or not _OF_IT.match(rate.lead):
        return None
    top = next((one for one in reversed(near) if one.at < last.at and alike(one, last) and one.amount), None)
    return ((top,), last) if top is not None else None


def _numerators(reading: Reading, rate: Mention, near: list[Mention]) -> tuple[Mention, ...]:
    """The figure that a rate is of: the last before it; where it speaks of the first so many of a list, those."""
    group = _GROUP_OF.search(_clause_lead(reading, rate))
    amounts = amounts_of(near)
    if group is not None:
        runs = [run for run in reading.runs if run.last.at < rate.at and run.first.paragraph == rate.paragraph]
        return runs[-1].members[: _SPELLED[group[1]]] if runs else ()
    named = _by_name(rate, amounts)
    if named is not None:
        return (named,)
    if _of_another(rate, amounts):
        return ()
    return (amounts[-1],) if amounts else ()


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


def _counted(reading: Reading, rate: Mention) -> Found:
    """发放800份，收回760份，回收率95%: the last figure before the rate over the one that it is part of."""
    name = _name(reading, rate)
    if not lexicon.has("rates", "rate", name):
        return None
    near = figures_before(reading, rate)
    amounts = [
        one
        for one in amounts_of(near, timed=_TIMED.search(name) is not None)
        if one.quantity.kind != "money" or re.search(r"缴|征|收|到账|回款|还款|兑付|退|节约|节资", name)
    ]
    amounts = [one for one in amounts if one.at not in _consumed(rate, near)]
    if not amounts:
        return None
    last = amounts[-1]
    liked = _satisfied(rate, near)
    run = reading.run_of.get(last.at) if not liked else None
    if (last.at in reading.parts and not liked) or (run is not None and run.strong):
        return None  # one of several that are listed: the rate is of them all, or of something else
    if last.sentence == rate.sentence and last.segment < rate.segment - 1:
        return None
    tops = liked or _together(reading, last)
    if len(amounts) > 1 and _WANTED.search(last.lead) and alike(amounts[-2], last) and last.at not in reading.parts:
        return (amounts[-2],), last  # 实际服务1862人，有需求的1920人，服务率97%
    by = _BY.search(reading.flats[rate.paragraph], rate.opened, rate.start)
    base = _reckoned_by(reading, by[1], tops[0]) if by is not None else base_of(reading, rate, tops[0], near)
    if base is None or base.at in {one.at for one in tops} or not _is_of(reading, rate, tops[-1]):
        return None
    stem = _STEM.search(rate.lead)
    if (
        stem is not None
        and len(stem[1]) > 2
        and stem[1] in reading.clause(base)
        and stem[1] not in reading.clause(tops[-1])
    ):
        return None  # 集中供养312人，分散供养968人，集中供养率24.4%: of both together
    return tops, base


_WANTED = lazily(r"^(?:有.{0,4}需求|应|符合条件|总|基数)")
_BY = lazily(r"按([^,。;:、\d]{2,10}?)(?:计算|测算|计|算|口径)")


def _reckoned_by(reading: Reading, name: str, top: Mention) -> Mention | None:
    """按全部改建校舍计算覆盖率…: the base that the sentence names, or what counts the noun of that name."""
    called = figure_called(reading, name, top)
    if called is not None:
        return called
    counted = [
        one
        for one in reading.mentions[: top.at]
        if one.unit == top.unit and one.tail.startswith(name[-2:]) and reading.top(one) and not one.planned
    ]
    return counted[-1] if counted else None


_TIMED = lazily(r"利用率|使用率|开机率|出勤率|完好率")
_STEM = lazily(r"([一-鿿]{1,6}?)(?:率|度|比例|比重|进度)")
_MEANT = (
    ("覆盖", lazily(r"引入|引进|接入|纳入|开通|配备|安装|设[立有]|建有|建成|实施")),
    ("到位", lazily(r"到账|拨入|收到")),
    ("回收", lazily(r"收到|返回")),
    ("利用", lazily(r"使用|开放|开机")),
    ("化解", lazily(r"调解成功|调处|办结")),
    ("就业", lazily(r"上岗|签约|录用")),
    ("达标", lazily(r"合格|符合")),
)
"""What a rate is called, and the words for what it counts."""
_ACTUAL = lazily(r"实|已")


def _is_of(reading: Reading, rate: Mention, top: Mention) -> bool:
    """Whether the words of a rate are those of its figure: 办结率 of what was 办结, 回收率 of what was 收回."""
    clause = reading.clause(top) + _SENTENCE_ENDS.split(top.gap)[-1]
    if "满意" in rate.lead:
        return lexicon.has("traits", "survey_satisfied", clause)
    stem = _STEM.search(rate.lead)
    if stem is not None and any(name in stem[1] and done.search(clause) for name, done in _MEANT):
        return True
    return (
        stem is None
        or _ACTUAL.search(clause) is not None
        or any(char in clause for char in stem[1][-3:])
        or not pairs(stem[1]).isdisjoint(pairs(top.heading))
    )


_SENTENCE_ENDS = lazily(r"[。！？!?\n]")


def _consumed(rate: Mention, near: list[Mention]) -> set[int]:
    """Figures that stand before another rate of the sentence than this one have been told of already: none is taken twice as a top."""
    last = next((one for one in reversed(near) if one.percent and not one.planned), None)
    if last is None or last.clause == rate.clause:
        return set()
    after = [one for one in near if one.at > last.at and one.amount]
    return set() if after else {one.at for one in near}


def _together(reading: Reading, last: Mention) -> tuple[Mention, ...]:
    """上半年1.86万人，下半年2.21万人: parts of a year without a total are taken together."""
    run = reading.run_of.get(last.at)
    if run is None or last.at in reading.parts or run.last.at != last.at:
        return (last,)
    year = any(
        len({found.group() for one in run.members if (found := pattern.search(one.lead))}) == len(run.members)
        for pattern in lexicon.each("lists", "year_parts")
    )
    return run.members if year else (last,)


_NOT = lazily(r"不(?:太|很)?满意|不认可|不合格|不达标|未达标|不及格|不通过|未通过|较?差")
_GRADES = (
    (lazily(r"满意|好评"), lazily(r"满意|好评")),
    (lazily(r"合格率|达标率"), lazily(r"优秀|优良|优[,、]?$|良好|良[,、]?$|中等|合格|达标")),
    (lazily(r"优良率"), lazily(r"优秀|优良|良好|[优良]$")),
)
"""Rates of what was graded, and the grades that are good enough for each."""


def _satisfied(rate: Mention, near: list[Mention]) -> tuple[Mention, ...]:
    """非常满意228人，满意60人，基本满意9人，不满意3人，满意率99%: all of the grades that are good enough."""
    enough = next((grades for name, grades in _GRADES if name.search(rate.lead)), None)
    if enough is None:
        return ()
    told = [
        one
        for one in near
        if one.amount
        and one.depth == rate.depth
        and one.segment == rate.segment
        and enough.search(_ASKED.sub("", one.lead + one.tail))
    ]
    if any("其中" in one.gap for one in told[1:]) or len({one.unit for one in told}) != 1:
        return ()
    kept = tuple(one for one in told if not _NOT.search(one.lead + one.tail))
    return kept if len(told) > 1 else ()


_ASKED = lazily(r"满意[度率](?:调查)?(?:问卷|测评|表)?")
"""发放患者满意度问卷2400份: what was asked about, and nobody who is satisfied."""


def _name(reading: Reading, rate: Mention) -> str:
    return rate.lead or _clause_lead(reading, rate)


def _just_behind(reading: Reading, rates: Run) -> list[Run]:
    """占比依次为20%、55%、25%，对应金额为…: the figures of the rates may stand in the sentence behind."""
    number = reading.number(rates.last)
    behind = [
        run
        for run in reading.runs
        if run.first.at > rates.last.at and len(run.members) == len(rates.members) and not run.first.percent
    ]
    return [
        run
        for run in behind[:1]
        if reading.number(run.first) - number <= 1 and run.first.paragraph == rates.first.paragraph
    ]


def _in_turn(reading: Reading, rates: Run) -> Iterator[Relation]:
    """占比依次为20%、55%、25%: the rates of a list go with the figures of the list before, in order."""
    count = len(rates.members)
    before = [
        run
        for run in (*reading.runs,)
        if run.last.at < rates.first.at
        and len(run.members) == count
        and run.first.amount
        and run.first.paragraph == rates.first.paragraph
    ]
    before = before or _just_behind(reading, rates)
    if not before:
        return
    tops = before[-1]
    whole = next((total.whole for total in reading.totals if total.run is tops), None)
    if lexicon.has("rates", "spent_over_budget", rates.opener) or lexicon.has(
        "rates", "arrived_over_budget", rates.opener
    ):
        bases = [run for run in before[:-1] if alike(run.first, tops.first)]
        if bases:
            for rate, top, base in zip(rates.members, tops.members, bases[-1].members, strict=True):
                yield _ratio(rate, (top,), base)
        return
    if whole is None and tops.first.quantity.kind == "money":
        whole = budget(reading, tops.first)
    if whole is None:
        return
    for rate, top in zip(rates.members, tops.members, strict=True):
        yield _ratio(rate, (top,), whole)
