"""What else a sentence may mean: where the reading proposed first does not hold, which other figures its words leave open.

Words say that a rate, a sum or a difference is told, and often leave open of which of several figures that stand by. No figure is
tied here because it fits: a sentence is accused only when none of the readings that it leaves open holds, the likest first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from auditor.model.number import Number
from auditor.model.relation import Relation
from auditor.relate.judge import holds
from auditor.relate.operands import step_of
from auditor.relate.statements import doubted
from auditor.relate.statements.answers_together import YEARS, of_one_year
from auditor.relate.statements.longer import longer
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.promised_names import names_one, said_of
from auditor.relate.statements.rates_of_wholes import base_named
from auditor.relate.statements.reading import Reading, nearest
from auditor.relate.statements.untold import of_all_told, of_one_of_a_list
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_MOST = 12
"""Figures beside one another that a reader looks back over."""
_SENTENCES = 2
"""Sentences before its own in which a figure may stand that a sentence leaves unnamed."""
_FAR_NAMED = 12
"""Figures of one noun, anywhere in the report, that a share may be of."""


def of_broken(
    reading: Reading, relations: Iterable[Relation], numbers: Mapping[str, Number], year: int | None
) -> Iterator[Relation]:
    """The relations; those that do not hold as proposed with the other readings that their words leave open."""
    told = tuple(relations)
    rows = {one.result: frozenset(one.of) for one in told if one.form == "rows"}
    for relation in told:
        if frozenset(relation.of) < rows.get(relation.result, frozenset()):
            continue  # 570万元，其中3家每家100万元，9家每家30万元: one row of several
        if (judgement := holds(relation, numbers, year=year)).status != "contradicted":
            yield relation
            continue
        others = None if relation.form in _SETTLED else _OTHERS.get(relation.kind)
        if others is None:
            if not doubted.is_beyond(reading, relation, numbers, judgement.expected):
                yield relation
            continue
        if relation.kind == "ratio" and (
            of_all_told(reading, relation, numbers) or of_one_of_a_list(reading, relation, numbers)
        ):
            continue
        found = next((one for one in _readings(reading, relation, others) if _to_the_digit(one, numbers, year)), None)
        if found is None and doubted.is_beyond(reading, relation, numbers, judgement.expected):
            continue
        yield relation if found is None else relation.model_copy(update={"otherwise": (*relation.otherwise, found)})


def _to_the_digit(relation: Relation, numbers: Mapping[str, Number], year: int | None) -> bool:
    """Whether a reading comes to the very print: what fits only by the width of its intervals was not meant."""
    judgement = holds(relation, numbers, year=year)
    if judgement.status not in ("agreed", "reconciled") or judgement.truncated:
        return False
    stated = numbers[relation.result].quantity
    return judgement.expected is None or abs(judgement.expected - stated.value) * 2 <= step_of(stated)


_SETTLED = frozenset({"open", "subset", "mean", "flow", "plus", "rows", "whole", "limit"})
"""Forms that say themselves which figures they are of, or that all larger figures would satisfy."""

_WORD = 2
"""Characters of a noun."""

Sides = tuple[Mention, tuple[Mention, ...]]
Others = Callable[[Reading, Mention, tuple[Mention, ...]], Iterator[Sides]]


def _readings(reading: Reading, relation: Relation, others: Others) -> Iterator[Relation]:
    result, *of = (reading.named(name) for name in (relation.result, *relation.of))
    for stated, sides in others(reading, result, tuple(of)):
        if len({stated.at, *(one.at for one in sides)}) <= len(sides):
            continue
        read_so = {"result": stated.id, "of": tuple(one.id for one in sides), "otherwise": (), "confidence": "medium"}
        yield relation.model_copy(update=read_so)


_OF_PLAN = lazily(r"完成|达成|实现|计划|目标|任务")


def _around(reading: Reading, mention: Mention, like: Mention) -> list[Mention]:
    """The figures like one that stand by another: of its sentence, and of those right before, the nearest first."""
    number = reading.number(mention)
    stand_by = chain.from_iterable(reading.sentences[max(0, number - _SENTENCES) : number + 1])
    near = [one for one in stand_by if one.paragraph == mention.paragraph and one.at != mention.at and alike(one, like)]
    if mention.percent and not _OF_PLAN.search(mention.lead):
        near = [one for one in near if not one.planned]
    return sorted(near, key=lambda one: (abs(one.at - mention.at), one.at))[:_MOST]


def _ratios(reading: Reading, rate: Mention, of: tuple[Mention, ...]) -> Iterator[Sides]:
    """Another base for the figure spoken of, or another figure of the base; where the base is named, one of that name."""
    *tops, base = of
    if base.has("adjusted") or ("满意" in rate.lead and _ANSWERED.search(base.lead)):
        return  # of what was left to be spent, of those who answered: words that leave nothing open
    called = base_named(reading, rate)
    for other in _around(reading, rate, tops[0]):
        if not called or called[-_WORD:] in reading.clause(other):
            yield rate, (*tops, other)
    for other in (*_of_its_noun(reading, base), *_beside(reading, base)):
        yield rate, (*tops, other)
    for other in _around(reading, rate, base):
        if other.at < rate.at:
            yield rate, (other, base)
    for other in (*_wholes(reading, tops[0]), *_moneys(reading, tops[0])):
        yield rate, (*tops, other)
    for fewer in range(1, len(tops)):
        yield rate, (*tops[:fewer], base)
    if len(tops) == 1 and not rate.percent:
        yield rate, (base, *tops)


_STANDING = frozenset(["个", "家", "所", "座", "处", "条", "栋", "户", "村"])
"""Units of what stands there before anything is planned of it."""


def _beside(reading: Reading, base: Mention) -> Iterator[Mention]:
    """年初176.9万册，当年入藏6.3万册，年末182.4万册: what the sentence of a base tells in its unit behind it."""
    return (one for one in reading.later(base) if one.unit == base.unit and one.amount)


def _of_its_noun(reading: Reading, base: Mention) -> Iterator[Mention]:
    """What counts the noun of a base elsewhere in the report: 44个小区 done of the 46个小区 that another paragraph told."""
    noun = base.tail[:_WORD] or base.lead[-_WORD:]
    known = reading.nouns.get((base.unit, noun), [])
    for one in nearest(known, base, _FAR_NAMED):
        if one.at != base.at and (not one.planned or base.planned or one.unit in _STANDING):
            yield one


_ANSWERED = lazily(r"收回|回收|有效|接通|成功|参与")


def _wholes(reading: Reading, top: Mention) -> list[Mention]:
    """What is told in its parts anywhere in the report, in the unit of a figure, the nearest first."""
    return nearest(reading.wholes.get(top.unit, []), top, _FAR_NAMED)


def _moneys(reading: Reading, spent: Mention) -> list[Mention]:
    """The sums that payments are made from, wherever they are told: the investment approved, the year's budget, what arrived of it."""
    if spent.quantity.kind != "money":
        return []
    told = {one.at: one for rank in reading.moneys[:-1] for one in nearest(rank, spent, _FAR_NAMED)}
    said = pairs(reading.flats[spent.paragraph][spent.opened : spent.end])
    before = reading.mentions[: spent.at][-_BACK:]
    told |= {one.at: one for one in before if _of_its_name(reading, one, spent, said)}
    return nearest([one for _at, one in sorted(told.items())], spent, _FAR_NAMED)


_BACK = 120
"""Figures before what was spent among which its own fund is named."""


def _of_its_name(reading: Reading, one: Mention, spent: Mention, said: frozenset[str]) -> bool:
    """Whether an earlier sum is called by words that the sentence of what was spent repeats: 技术推广210万元."""
    if not (alike(one, spent) and one.amount):
        return False
    called = pairs(_SPENT_ON.sub("", one.lead))
    return bool(called) and (called <= said or (one.at in reading.parts and not called.isdisjoint(said)))


_SPENT_ON = lazily(r"其中|安排|下达|资金|经费|预算|补助|支出|支付|投入|[的为约共]")


def _changes(reading: Reading, change: Mention, of: tuple[Mention, ...]) -> Iterator[Sides]:
    """Another former value of its sentence, or another reported one."""
    new, former = of
    for other in _around(reading, change, former):
        if other.sentence == change.sentence:
            yield change, (new, other)
            yield change, (other, former)


def _differences(reading: Reading, left: Mention, of: tuple[Mention, ...]) -> Iterator[Sides]:
    """Any two figures that stand by; of percentages those of its own sentence, one of the two that were named among them.

    None where several are said to have gone from the whole: words that leave nothing open.
    """
    if len(of) > 1 + 1:
        return
    first, last = of
    points = first.percent
    near = [one for one in _around(reading, left, first) if not points or one.sentence == left.sentence]
    for whole in near:
        for less in near:
            if {whole, less} != {*of} and (not points or whole in of or less in of):
                yield left, (whole, less)
    for whole in _moneys(reading, last):
        yield left, (whole, last)


_NAMED = lazily(r"[前后]者")


def _products(reading: Reading, amount: Mention, of: tuple[Mention, ...]) -> Iterator[Sides]:
    """Another count, or another price, unless the price says which it is of."""
    if any(_NAMED.search(factor.lead) for factor in of):
        return
    for place, factor in enumerate(of):
        for other in _around(reading, amount, factor):
            yield amount, (*of[:place], other, *of[place + 1 :])


def _sums(reading: Reading, whole: Mention, of: tuple[Mention, ...]) -> Iterator[Sides]:
    """A shorter list or a longer one, or another total told before it or behind it in its sentence."""
    for fewer in (*_shorter(of), *longer(reading, whole, of)):
        yield whole, fewer
    first, *_more = of
    for other in _around(reading, first, first):
        if not other.has("increment", "price") and other not in of:
            yield other, of


def _answers(reading: Reading, promise: Mention, of: tuple[Mention, ...]) -> Iterator[Sides]:
    """The total that the sentence of an answer tells: 新辟3条、优化9条，共12条; none where the promise names one of the list: 优化9条."""
    run = reading.run_of.get(of[0].at)
    if run is not None and names_one(said_of(reading, promise)[0], run.members):
        return
    for other in reading.sentence(of[0]):
        told = other.has("total") and alike(other, promise) and not other.planned and other.segment == of[-1].segment
        if told and not (of_one_year(reading, promise) and YEARS.search(reading.clause(other))):
            yield promise, (other,)


def _shorter(of: tuple[Mention, ...]) -> Iterator[tuple[Mention, ...]]:
    """The list without its first or its last figures, where two are left: what follows a list may be another thing."""
    for fewer in (of[:-1], of[1:], of[:-2], of[2:]):
        if len(fewer) > 1:
            yield fewer


_OTHERS: Mapping[str, Others] = {
    "ratio": _ratios,
    "growth": _changes,
    "difference": _differences,
    "product": _products,
    "sum": _sums,
    "promise": _answers,
}
