"""Promises and the results that answer them, wherever each stands."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from auditor.model.relation import Form, Relation
from auditor.relate.statements import numbered
from auditor.relate.statements.answers import Answer, answers_of, of_a_sample, of_part_of_year
from auditor.relate.statements.answers_beside import beside, replaced
from auditor.relate.statements.answers_by_deed import LOOSE, by_deed
from auditor.relate.statements.answers_near import Answers
from auditor.relate.statements.answers_together import tells_all, together
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.promised_names import (
    answers_kind,
    by_the_million,
    in_halves,
    in_one_unit,
    is_called,
    is_named,
    is_rated,
    names_another,
    rate_name,
    said_of,
    score_of,
)
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.steps import OVER_GOAL
from auditor.sense import direction
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_SURE = 0.3
"""How much of what a promise says must stand around its answer."""
_FAINT = 0.12
"""The same where no other figure comes near."""
_ONLY = 0.1
"""The same where no other figure of a telling unit is told."""
_SOME_OF_THEM = lazily(r"(?P<said>[一-鿿]{4})的[一-鿿]{1,4}$")
_DONE = lazily(r"完成|完工|竣工|验收|建成|投[入用]|交付|实施|达标|合格|落实|享受|服务|资助|救助")


class _Pair(NamedTuple):
    score: float
    promise: Mention
    answer: Answer


def propose(reading: Reading) -> Iterator[Relation]:
    """Each promise with the answer that its words name."""
    for pair in pairs_of(reading):
        yield Relation(
            kind="promise",
            result=pair.promise.id,
            of=tuple(one.id for one in pair.answer.members),
            form=_form(pair.promise),
            by="statements.promises",
            confidence="high" if pair.score >= _SURE else "medium",
            place=pair.promise.place,
        )


def pairs_of(reading: Reading) -> Iterator[_Pair]:
    """Promises and answers, the likest first; no result answers two promises, no promise has two answers.

    Of prose alone: what a form promises is answered in its own cells.
    """
    if not reading.narrative:
        return
    promises = [one for one in reading.mentions if _promises(one) and not replaced(reading, one)]
    yield from _compared(reading)
    if not promises:
        return
    said = [words for promise in promises for words in said_of(reading, promise)]
    answers = Answers(answers_of(reading), said)
    proposed = [pair for promise in promises for pair in _pairs(reading, promise, answers)]
    proposed = [pair for pair in proposed if not by_the_million(pair.promise, pair.answer.members)]
    proposed.sort(key=lambda pair: (-pair.score, pair.promise.at, pair.answer.members[0].at))
    answered: set[int] = set()
    used: set[int] = set()
    for pair in proposed:
        answer = together(reading, pair.promise, pair.answer)
        members = {one.at for one in answer.members}
        if pair.promise.at in answered or not used.isdisjoint(members):
            continue
        answered.add(pair.promise.at)
        used |= members
        yield pair._replace(answer=answer)


def _promises(mention: Mention) -> bool:
    if mention.has("later"):
        return False
    return (
        mention.planned
        and mention.quantity.kind not in ("date", "point", "multiple")
        and not mention.has("former", "full_marks")
        and (mention.percent or not mention.has("increment"))
    )


def _form(promise: Mention) -> Form:
    """Which way the promise binds, where it prints no bound: by what it counts (信访20件 is a ceiling)."""
    if promise.quantity.bound not in ("=", "~"):
        return ""
    if promise.quantity.kind == "money" and _ACHIEVED.search(promise.lead):
        return "at-least"
    if promise.quantity.kind in ("money", "duration"):
        return "open"
    return _WAYS[direction.way(promise.lead + promise.tail, promise.quantity)]


_ACHIEVED = lazily(r"(?<!成本)(?:完成|实现|达到?)(?:约|了)?$")
"""专项资金完成173万元, 产值实现2亿元: money that is to be reached, and no cost to be kept to."""
_WAYS: dict[str, Form] = {"more": "at-least", "less": "at-most", "either": "open"}


def _pairs(reading: Reading, promise: Mention, answers: Answers) -> Iterator[_Pair]:
    own, segment = said_of(reading, promise)
    if (near := beside(reading, promise)) is not None:
        if not is_rated(reading, promise, near.members[0]):
            yield _Pair(2.0, promise, near)
        return
    joined = in_halves(reading, promise, own)
    if joined is not None:
        yield _Pair(1.0 + reading.rarity.containment(own, joined.around), promise, joined)
        return
    fits, sure = _fitting(reading, promise, (own, segment), answers)
    scores = [score_of(reading, own, segment, one) for one in fits]
    best = max(scores, default=0.0)
    rivals = len({_list_of(reading, one) for score, one in zip(scores, fits, strict=True) if score > best / 2})
    satisfied = len(fits) == 1 and "满意" in own and "满意" in fits[0].clause
    least = 0.0 if sure and satisfied else _ONLY if sure else _FAINT if rivals == 1 else _SURE
    if best < least and (one := by_deed(reading, promise, own, fits)) is not None:
        yield _Pair(_FAINT, promise, one)
        return
    for score, one in zip(scores, fits, strict=True):
        if score >= least and not _some_of_them(one.members[0], own):
            yield _Pair(score, promise, one)


def _list_of(reading: Reading, answer: Answer) -> int:
    """Where the list begins that an answer is one of, whose last tells of all: its members are no rivals to each other."""
    first = answer.members[0]
    run = reading.run_of.get(first.at)
    return run.first.at if run is not None and tells_all(run) else first.at


def _some_of_them(result: Mention, own: str) -> bool:
    """整治后引入专业物业的小区25个: those of which more is said than was promised, and not all of them."""
    found = _SOME_OF_THEM.search(result.lead)
    return found is not None and _DONE.search(found["said"]) is None and pairs(found["said"]).isdisjoint(pairs(own))


def _fitting(reading: Reading, promise: Mention, said: tuple[str, str], answers: Answers) -> tuple[list[Answer], bool]:
    """The answers of the promise's sort, in its unit if any is, and whether few words may do: its rate is named, or no other figure told in a telling unit."""
    own, segment = said
    listed = promise.at in reading.parts or promise.lead.startswith("其中")

    def fits(one: Answer) -> bool:
        first = one.members[0]
        return (
            answers_kind(promise, first)
            and first.at != promise.at
            and (one.part == listed or is_called(own, one) or (one.part and is_named(reading, own, one)))
            and not names_another(reading, own, one)
            and not of_a_sample(first, own)
            and (
                len(one.members) > 1
                or listed
                or not of_part_of_year(reading, first)
                or of_part_of_year(reading, promise)
            )
            and not is_rated(reading, promise, first)
            and not numbered.of_other_points(reading, promise, first)
        )

    if promise.percent and (named := _of_its_rate(promise, rate_name(own) or rate_name(segment), answers, fits)):
        named = [one for one in named if not _of_another_group(reading, promise, own, one)]
        return [one for one in named if in_one_unit(one.members[0].unit, promise.unit)] or named, True
    near = [one for one in answers.sharing(own, segment, promise.at) if fits(one) and not _of_another_rate(own, one)]
    values = answers.values(promise.unit, fits)
    if values:
        near = [one for one in near if in_one_unit(one.members[0].unit, promise.unit)]
    return near, len(values) == 1 and promise.unit not in LOOSE and not promise.percent


def _of_its_rate(promise: Mention, name: str, answers: Answers, fits: Callable[[Answer], bool]) -> list[Answer]:
    """The answers that name the rate that is promised, or any rate of the satisfied."""
    named = list(filter(fits, answers.of_rate(name, promise.at)))
    return named or (list(filter(fits, answers.of_satisfaction(promise.at))) if "满意" in name else [])


def _of_another_group(reading: Reading, promise: Mention, own: str, answer: Answer) -> bool:
    """老年人健康管理率, 儿童健康管理率: of several promised rates of one name, an answer must say whose rate it is."""
    name = rate_name(own)
    others = [one for one in reading.sentence(promise) if one.percent and one.planned and one.at != promise.at]
    if not name or not any(name == rate_name(one.lead) and one.lead not in own for one in others):
        return False
    whose = pairs(own.partition(name)[0])
    first = answer.members[0]
    told_from = promise.end if first.paragraph == promise.paragraph else 0
    before = reading.flats[first.paragraph][told_from : first.start][-_PARAGRAPH:]
    return bool(whose) and whose.isdisjoint(pairs(answer.around + before))


_PARAGRAPH = 120
"""Characters before a result in which it may be said whose it is."""
_RATE_WORD = lazily(r"率|度|比例|比重")
_DEALT_WITH = lazily(r"办结|处置|处结|办复|化解|整改|处理")
"""Words that one report takes for the other."""


def _of_another_rate(own: str, answer: Answer) -> bool:
    """Whether promise and answer each name a rate, and the names share nothing: 及时率 and 节约率."""
    asked, told = (_RATE_WORD.sub("", rate_name(words)) for words in (own, answer.clause))
    if (
        not asked
        or not told
        or not answer.members[0].percent
        or (_DEALT_WITH.search(asked) and _DEALT_WITH.search(told))
    ):
        return False
    return set(asked).isdisjoint(told)


_AGAINST = lazily(r"(?:高于|低于|超过|超出|优于|达到了?|符合)[^,。;:\d]{0,8}(?:目标|要求|任务|指标|计划)(?:值|数)?的?$")


def _compared(reading: Reading) -> Iterator[_Pair]:
    """执行率96%，高于目标95%: the goal is told right behind the result, as what it was measured by."""
    for goal in reading.mentions:
        if goal.planned or goal.quantity.kind == "point" or not _AGAINST.search(goal.lead):
            continue
        if not goal.percent and OVER_GOAL.search(goal.lead) is not None:
            continue  # 超出目标480人: by how much, and not what was asked
        for before in reading.earlier(goal)[-1:]:
            if alike(before, goal) and before.quantity.kind != "point":
                yield _Pair(1.5, goal, Answer((before,), before.lead, before.lead))
