"""The answer that stands right beside its promise: in its sentence, or in the one behind that tells what was really done."""

import re
from itertools import chain

from auditor.relate.statements.answers import Answer
from auditor.relate.statements.mentions import Mention, alike, named
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_REACHED = lazily(r"^(?:实际|完成|实现|达到|年末|全年|截至)")


def beside(reading: Reading, promise: Mention) -> Answer | None:
    """目标3栋，实际完成3栋: the answer is the next figure of the sentence, under words of what was done."""
    if (told := _in_sentence_behind(reading, promise)) is not None:
        return told
    if (told := _done_behind(reading, promise)) is not None:
        return told
    following = next(iter(reading.later(promise)), None)
    if following is None or following.planned or not alike(promise, following):
        return None
    if not following.lead.startswith("实际") and not (
        _PLANNED.search(promise.lead) and _REACHED.search(following.lead)
    ):
        return None
    return Answer((following,), following.lead, following.lead)


_PLANNED = lazily(r"(?:目标|任务|计划|指标)(?:值|数|量)?[为是:]?$|(?:计划|拟|应)(?:完成)?[^,。;:、\d]{0,12}$")
_DONE = lazily(r"实际(?:完成|建成|实施|共|为|达)?")


_IN_TURN = lazily(r"分别|依次|各自")


def _done_behind(reading: Reading, promise: Mention) -> Answer | None:
    """全年计划1.2万批次。实际完成12360批次: the next sentence opens with what was really done, in the same unit."""
    group = _next_sentence(reading, promise)
    said = reading.flats[promise.paragraph][promise.opened : promise.start]
    if not group or not re.search(r"计划|目标|任务", said):
        return None
    first = group[0]
    planned = [one for one in reading.sentence(promise) if one.planned and one.unit == promise.unit]
    planned = [one for one in planned if not replaced(reading, one)] or planned
    if first.planned or first.unit != promise.unit:
        return None
    told = [one for one in group if one.unit == promise.unit and not one.planned]
    if _IN_TURN.search(first.lead):
        first = told[planned.index(promise)] if len(told) == len(planned) else promise
    elif planned[-1] != promise or (len(planned) > 1 and _names_another(first, promise)):
        return None
    return Answer((first,), first.lead, first.lead) if first != promise and _DONE.match(group[0].lead) else None


def _next_sentence(reading: Reading, promise: Mention) -> list[Mention]:
    """The figures of the sentence behind that of a promise, where it stands in the same paragraph."""
    following = reading.number(promise) + 1
    behind = chain.from_iterable(reading.sentences[following : following + 1])
    return [one for one in behind if one.paragraph == promise.paragraph]


def _names_another(told: Mention, promise: Mention) -> bool:
    """合格率95%以上，回收率90%以上。实际合格率96%: whether a result has a name, and it is not that of the last goal."""
    name = pairs(_DONE.sub("", named(told.lead)) + told.tail)
    return bool(name) and name.isdisjoint(pairs(named(promise.lead) + promise.tail))


_ADJUSTED_TO = lazily(r"调(?:整|减|增)?(?:为|至|到)[^,。;:、\d]{0,2}$")


def replaced(reading: Reading, promise: Mention) -> bool:
    """6000人，经中期调整为5500人: the second is what holds."""
    following = reading.later(promise)[:1]
    return any(alike(one, promise) and _ADJUSTED_TO.search(one.lead) is not None for one in following)


_GOAL = lazily(r"(?:绩效)?(?:目标|任务|指标)[\d一二三四五六七八九十]{1,2}[:：]")
_THEN = lazily(r"(?:实际|完成情况|全年|截至|截止)")


def _in_sentence_behind(reading: Reading, promise: Mention) -> Answer | None:
    """目标1：康复服务1800人。实际服务1862人: the sentence behind a numbered goal tells what was done of it."""
    flat = reading.flats[promise.paragraph]
    group = _next_sentence(reading, promise)
    if not group or not _GOAL.match(flat, promise.opened) or not _THEN.match(flat, group[0].opened):
        return None
    told = [
        one for one in group if alike(one, promise) and not one.planned and one.unit == promise.unit and not one.depth
    ]
    same = [one for one in told if pairs(one.lead + one.tail) & pairs(promise.lead + promise.tail)]
    return Answer((same[0],), same[0].lead, same[0].lead) if same else None
