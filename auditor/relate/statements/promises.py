"""Promises and the results that answer them, wherever each stands."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.model.relation import Form, Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.answers import Answer, answers_of, changed, words_around
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.sense import direction
from auditor.text import units
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_SURE = 0.3
"""How much of what a promise says must stand around its answer."""
_FAINT = 0.12
"""The same where no other figure comes near."""
_ONLY = 0.1
"""The same where no other figure of a telling unit is told."""
_LOOSE = frozenset(["个", "项", "次", "人", "名", "家", "件", "条", "元", "%"])
"""Units that count anything: they leave others."""
_SPLIT = lazily(r"和|及|与|、|以及")
_RATE_NAME = lazily(r"[一-鿿]{0,3}(?:满意|[一-鿿])(?:率|度|比例|比重)")
_LEADING_NUMBER = lazily(r"^[\s\d.、()一二三四五六七八九十①-⑳]+")


_ORDERED = lazily(
    r"(?:合同|方案|文件|任务书|协议|规划|指标文件)[^,]{0,4}(?:写明|明确|提出|要求|规定)要?|(?:省|市|上级|中央)?下达我[省市县区局]?|(?:19|20)\d\d年度?|年度|目标\d*|任务|计划|我[省市县区局]"
)
"""Who asked for it and when: it says nothing of what was asked."""


class _Pair(NamedTuple):
    score: float
    promise: Mention
    answer: Answer
    only: bool


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
    promises = [one for one in reading.mentions if _promises(one)]
    yield from _compared(reading)
    if not promises:
        return
    answers = answers_of(reading)
    proposed = [pair for promise in promises for pair in _pairs(reading, promise, answers)]
    proposed.sort(key=lambda pair: (-pair.score, pair.promise.at, pair.answer.members[0].at))
    answered: set[int] = set()
    used: set[int] = set()
    for pair in proposed:
        members = {one.at for one in pair.answer.members}
        if pair.promise.at in answered or not used.isdisjoint(members):
            continue
        answered.add(pair.promise.at)
        used |= members
        yield pair


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


_ACHIEVED = re.compile(r"(?<!成本)(?:完成|实现|达到?)(?:约|了)?$")
"""专项资金完成173万元, 产值实现2亿元: money that is to be reached, and no cost to be kept to."""


_WAYS: dict[str, Form] = {"more": "at-least", "less": "at-most", "either": "open"}


def _said(reading: Reading, promise: Mention) -> tuple[str, str]:
    """The promise's own clause, and its segment with the clauses before it."""
    flat = reading.flats[promise.paragraph]
    segment = flat[promise.opened : promise.start].rsplit(";", 1)[-1].rsplit(":", 1)[-1]
    run = reading.run_of.get(promise.at)
    if run is not None and run.strong:
        named = promise.lead.removeprefix("其中") + promise.tail
        return named, named
    own = _ORDERED.sub("", _LEADING_NUMBER.sub("", flat[promise.began : promise.start])) + promise.tail
    return own, _LEADING_NUMBER.sub("", segment) + promise.tail


def _pairs(reading: Reading, promise: Mention, answers: list[Answer]) -> Iterator[_Pair]:
    own, segment = _said(reading, promise)
    listed = promise.at in reading.parts
    answers = [one for one in answers if one.part == listed or (one.part and _by_name(reading, own, one))]
    answers = [one for one in answers if not _rated(reading, promise, one.members[0])]
    fits = [one for one in answers if _answers_kind(promise, one.members[0]) and one.members[0].at != promise.at]
    unnamed = False
    if promise.percent:
        every = fits
        name = _rate_name(own) or _rate_name(segment)
        fits = [
            one
            for one in fits
            if name and (_rate_name(one.members[0].lead) or _rate_name(one.clause))[-2:] == name[-2:]
        ] or [one for one in fits if "满意" in name and "满意" in one.members[0].lead]
    if promise.percent and not fits:
        fits, unnamed = every, True
    if (beside := _beside(reading, promise)) is not None:
        yield _Pair(2.0, promise, beside, only=False)
        return
    joined = _joined(reading, promise, own)
    if joined is not None:
        yield _Pair(1.0 + reading.rarity.containment(own, joined.around), promise, joined, only=False)
        return
    own_unit = [one for one in fits if _one_unit(one.members[0].unit, promise.unit)]
    fits = own_unit or fits
    only = len({(one.members[0].quantity.value, one.members[0].quantity.scale) for one in own_unit}) == 1
    scores = [_score(reading, own, segment, one) for one in fits]
    best = max(scores, default=0.0)
    rivals = sum(1 for score in scores if score > best / 2)
    least = _ONLY if (only and promise.unit not in _LOOSE) or promise.percent else _FAINT if rivals == 1 else _SURE
    least = max(least, _FAINT if rivals == 1 else _SURE) if unnamed else least
    for score, one in zip(scores, fits, strict=True):
        if score >= least:
            yield _Pair(score, promise, one, only)


_NAMED = 0.8


def _by_name(reading: Reading, own: str, answer: Answer) -> bool:
    """Whether one of a list is called just what was promised, so that it answers by itself."""
    if len(own) <= _LONG or _likeness(reading, own, answer.clause) < _NAMED:
        return False
    total = reading.parts.get(answer.members[0].at)
    members = total.run.members if total is not None else ()
    return sum(_likeness(reading, own, one.lead + one.tail) >= _NAMED for one in members) <= 1


def _score(reading: Reading, own: str, segment: str, answer: Answer) -> float:
    """How much of a promise stands in the clause of an answer and around it."""
    near = _likeness(reading, own, answer.clause)
    around = max(_likeness(reading, own, answer.around), 0.8 * _likeness(reading, segment, answer.around))
    score = 0.35 * near + 0.65 * around
    stock = lexicon.has("traits", "stock", answer.members[0].lead) and not lexicon.has("traits", "stock", own)
    return score / 2 if stock else score


_AGAINST = lazily(r"(?:高于|低于|超过|超出|优于|达到了?|符合)[^,。;:\d]{0,8}(?:目标|要求|任务|指标|计划)(?:值|数)?的?$")


def _compared(reading: Reading) -> Iterator[_Pair]:
    """执行率96%，高于目标95%: the goal is told right behind the result, as what it was measured by."""
    for goal in reading.mentions:
        if goal.planned or goal.quantity.kind == "point" or not _AGAINST.search(goal.lead):
            continue
        before = reading.mentions[goal.at - 1] if goal.at else None
        if (
            before is not None
            and before.sentence == goal.sentence
            and alike(before, goal)
            and before.quantity.kind != "point"
        ):
            yield _Pair(1.5, goal, Answer((before,), before.lead, before.lead), only=False)


_REACHED = lazily(r"^(?:实际|完成|实现|达到|年末|全年|截至)")


def _beside(reading: Reading, promise: Mention) -> Answer | None:
    """目标3栋，实际完成3栋: the answer is the next figure of the sentence, under words of what was done."""
    if (told := _in_sentence_behind(reading, promise)) is not None:
        return told
    following = reading.mentions[promise.at + 1] if promise.at + 1 < len(reading.mentions) else None
    if (
        following is None
        or following.sentence != promise.sentence
        or following.planned
        or not alike(promise, following)
    ):
        return None
    if not re.search(r"(?:目标|任务|计划|指标)(?:值|数|量)?[为是:]?$", promise.lead) or not _REACHED.search(
        following.lead
    ):
        return None
    return Answer((following,), following.lead, following.lead) if not _rated(reading, promise, following) else None


_GOAL = lazily(r"(?:\A|[。\n])(?:绩效)?(?:目标|任务|指标)[\d一二三四五六七八九十]{1,2}[:：]")
_THEN = lazily(r"(?:实际|完成情况|全年|截至|截止)")


def _in_sentence_behind(reading: Reading, promise: Mention) -> Answer | None:
    """目标1：康复服务1800人。实际服务1862人: the sentence behind a numbered goal tells what was done of it."""
    flat = reading.flats[promise.paragraph]
    number = reading.number(promise) + 1
    if _GOAL.match(flat, max(0, promise.opened - 1)) is None or number >= len(reading.sentences):
        return None
    group = reading.sentences[number]
    if group[0].paragraph != promise.paragraph or _THEN.match(flat, group[0].opened) is None:
        return None
    told = [
        one for one in group if alike(one, promise) and not one.planned and one.unit == promise.unit and not one.depth
    ]
    same = [one for one in told if pairs(one.lead + one.tail) & pairs(promise.lead + promise.tail)]
    return Answer((same[0],), same[0].lead, same[0].lead) if same else None


def _one_unit(unit: str, other: str) -> bool:
    return unit == other or (unit != "" and other != "" and units.factor(unit, other) is not None)


def _rated(reading: Reading, promise: Mention, result: Mention) -> bool:
    """Whether plan and result stand in one sentence that goes on to tell the rate between them: 计划栽6万株，成活5.4万株，成活率90%."""
    if promise.sentence != result.sentence:
        return False
    return any(one.percent and one.at == result.at + 1 and not one.planned for one in reading.sentence(result))


def _answers_kind(promise: Mention, result: Mention) -> bool:
    if promise.percent != result.percent or (promise.percent and changed(promise) != changed(result)):
        return False
    return alike(promise, result) and promise.has("mean") == result.has("mean")


def _likeness(reading: Reading, said: str, told: str) -> float:
    plain = len(pairs(said) & pairs(told)) / max(1, len(pairs(said)))
    framed = 0.5 if len(said) > _LONG and said[:2] in told and said[-2:] in told else 0.0
    return max(reading.rarity.containment(said, told), 0.75 * plain, framed)


_LONG = 5
"""Characters of a promise whose verb and noun name it: 购置急诊急救设备 is answered by 购置设备."""


def _rate_name(words: str) -> str:
    """The name of the rate at the end of a clause (培训取证率达到 → 取证率)."""
    found = _RATE_NAME.findall(words)
    return found[-1] if found else ""


def _joined(reading: Reading, promise: Mention, own: str) -> Answer | None:
    """新修和加固堤防12公里 answered by 新修5公里 and 加固8公里: each half of the promise by its own figure."""
    halves = [half for half in _SPLIT.split(_verbless(own)) if len(half) >= 2]
    if len(halves) < 2 or promise.percent:
        return None
    for group in reading.sentences:
        if group[0].planned:
            continue
        told = [
            one
            for one in group
            if not one.planned and alike(one, promise) and not one.has("former", "increment", "mean", "total")
        ]
        members = _one_each(told, halves)
        if len(members) == len(halves) and _unsummed(reading, members):
            return Answer(tuple(members), "", words_around(reading, members[-1]))
    return None


def _one_each(told: list[Mention], halves: list[str]) -> list[Mention]:
    """A figure for each half of a promise, that one which shares most of its pairs of characters; none twice."""
    chosen: list[Mention] = []
    for half in halves:
        left = [one for one in told if one not in chosen]
        best = max(left, key=lambda one: (len(pairs(half) & pairs(one.lead + one.tail)), -one.at), default=None)
        if best is not None and pairs(half) & pairs(best.lead + best.tail):
            chosen.append(best)
    return chosen


def _unsummed(reading: Reading, members: list[Mention]) -> bool:
    """Whether no total is told that adds up these figures alone."""
    for total in reading.totals:
        run = {one.at for one in total.run.members}
        if run == {one.at for one in members}:
            return False
    return True


_VERBS = lazily(r"^(?:完成|引进|实现|开展|实施|建设|组织)+")


def _verbless(own: str) -> str:
    return _VERBS.sub("", own)
