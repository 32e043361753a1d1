"""Rates: a percentage and the two figures that its words divide."""

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.bases import amounts_of, figures_before
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.money import Found, budget, of_money
from auditor.relate.statements.rates_of_counts import RECKONED_BY, done_of_all, is_task, name_of
from auditor.relate.statements.rates_of_wholes import base_inside, fraction_of, list_called, share_of, words_before
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text import units
from auditor.text.patterns import lazily

SAID = "statements.rates"
"""The rule: a rate as a sentence tells it."""


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
    return not lexicon.has("rates", "growth", mention.lead) and _EACH_WEIGHS.search(mention.lead) is None


_EACH_WEIGHS = lazily(r"(?:[和与及、][^,。;:、\d]{1,8})各占?$")
"""按人口和面积各占50%的比例分配: what two reasons weigh, and no share of a figure."""


def _is_share(reading: Reading, rate: Mention) -> bool:
    """Whether the words say that it is a share of something: 占…, 为预算的, 一半, 的三分之一."""
    return (
        "占" in rate.quantity.text
        or rate.quantity.text in _HALF
        or lexicon.has("rates", "share", words_before(reading, rate))
        or fraction_of(rate) is not None
    )


def _one(reading: Reading, rate: Mention, bases: dict[int, Mention]) -> Iterator[Relation]:
    shared = _is_share(reading, rate)
    inside = base_inside(rate, figures_before(reading, rate))
    if shared and inside is None and (listed := list_called(reading, rate)):
        of = tuple(one.id for one in listed)
        yield Relation(kind="ratio", result=rate.id, of=of, form="whole", by=SAID, place=rate.place)
        return
    found = inside or _told_before(reading, rate, bases, shared=shared) or _told_behind(reading, rate)
    if found is None:
        return
    tops, base = found
    if base.unit in _KINDS and tops[0].unit != base.unit:
        return  # 5类应急装备320件，照明类占六成: no share of the kinds
    if len(tops) == 1 and (_are_apart(tops[0], base) or _is_beside(reading, tops[0], base)):
        return
    bases[rate.sentence] = base
    yield _ratio(rate, tops, base)
    if base.planned or is_task(reading, base):
        return  # a plan may be passed
    if rate.quantity.value > _WHOLE and len(tops) == 1 and _within(rate, tops[0], base):
        yield Relation(kind="bound", result=tops[0].id, of=(base.id,), by="statements.rates.limit", place=rate.place)


def _told_before(reading: Reading, rate: Mention, bases: dict[int, Mention], *, shared: bool) -> Found:
    """The figures before a rate that its words divide: of a plan, of a whole, of money or of what there was to do."""
    if lexicon.has("rates", "of_plan", rate.lead):
        return _of_plan(reading, rate)
    if shared:
        return share_of(reading, rate, bases)
    found = of_money(reading, rate, name_of(reading, rate)) or done_of_all(reading, rate)
    return _of_plan(reading, rate) if found is None and "完成率" in rate.lead else found


_WHOLE = 100


def _within(rate: Mention, top: Mention, base: Mention) -> bool:
    """Whether a rate's name keeps it to a hundred, or its figures are of what was found and of what was done of that: 完成率 may else pass a plan."""
    return lexicon.has("rates", "limited", rate.lead) or any(
        first.search(base.lead) and then.search(top.lead) and not then.search(base.lead)
        for first, then in lexicon.pairs("stages", "pairs")
    )


def _is_beside(reading: Reading, top: Mention, base: Mention) -> bool:
    """厨余垃圾212.4吨（占18%），其他垃圾826吨（占70%）: two that each have a share of their own in brackets are parts of one whole."""
    behind = [(one, following) for one in (base, top) for following in reading.mentions[one.at + 1 : one.at + 2]]
    bracketed = all(following.percent and following.depth > one.depth for one, following in behind)
    return bracketed and base.sentence == top.sentence and "其中" not in top.lead


def _are_apart(top: Mention, base: Mention) -> bool:
    """Whether two figures count things of two sorts, the second the fewer, so that neither is part of the other: 清运车20辆，垃圾桶3000个."""
    both = (top.quantity.kind, base.quantity.kind) == ("count", "count")
    return both and bool(top.unit and base.unit) and top.unit != base.unit and top.quantity.value > base.quantity.value


_KINDS = frozenset(("类", "种", "大类", "批"))
_HALF = ("一半", "半数")


def _told_behind(reading: Reading, rate: Mention) -> Found:
    """满意度为93%，即600位受访者中558位表示满意: the two figures stand behind their rate."""
    following = reading.later(rate)[:2]
    if len(following) < 2 or not re.match(r"[,(]?(?:即|也就是)", reading.behind(rate)):
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


def _of_plan(reading: Reading, rate: Mention) -> Found:
    """为下达任务的104%: the result over the promise that it answers."""
    amounts = amounts_of(figures_before(reading, rate))
    if not amounts:
        return None
    by = RECKONED_BY.search(reading.flats[rate.paragraph], rate.opened, rate.start)
    named = [one for one in amounts if by is not None and by[1] in one.lead]
    top = reading.whole(next(reversed(named), amounts[-1]))
    promise = reading.promised.get(top.at) or _planned_beside(reading, rate, top)
    return ((top,), promise) if promise is not None else None


_PLANNED = lazily(r"计划|目标|任务|(?<![模虚])拟|应(?![急用对])")


def _planned_beside(reading: Reading, rate: Mention, top: Mention) -> Mention | None:
    """计划检查企业260家，实际检查286家，完成计划的110%: the one figure of the sentence that says that it was planned."""
    told = [
        one
        for one in amounts_of(figures_before(reading, rate))
        if one.at < top.at and alike(one, top) and one.segment == top.segment and not top.planned
    ]
    planned = [one for one in told if one.planned or _PLANNED.search(one.lead)]
    return planned[0] if len(planned) == 1 == len(told) else None


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


_OF_WHOLE = lazily(r"占|比重|份额|比例")


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
    bases = [run for run in before[:-1] if alike(run.first, tops.first)]
    if bases and not _OF_WHOLE.search(rates.opener):  # 发放300份、900份，收回282份、873份，回收率分别为94%和97%
        for rate, top, base in zip(rates.members, tops.members, bases[-1].members, strict=True):
            yield _ratio(rate, (top,), base)
        return
    if whole is None and tops.first.quantity.kind == "money":
        whole = budget(reading, tops.first)
    if whole is None:
        return
    for rate, top in zip(rates.members, tops.members, strict=True):
        yield _ratio(rate, (top,), whole)
