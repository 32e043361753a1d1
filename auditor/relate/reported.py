"""Whether a report tells in other words what a goal promised: then no number is missing, whatever it comes to."""

from collections.abc import Container, Iterator

from auditor.model.report import Claim, Goal, Statement
from auditor.relate.subjects import Subjects, comparable
from auditor.text.normalize import fold
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_COVERED = 0.8
"""The part of a promise's characters that the sentence of a result must hold."""
_FEWEST = 2
"""Characters that such a promise must name beside its duty."""
_BEHIND = 8
"""Characters behind a figure in which its noun stands."""
_DUTY = lazily(r"完成|达到|实现|不少于|不低于|不超过|至少|以上|计划|开展|组织|实施|新增|年均|比例|占比|[的率达]")
"""What any promise says: it names nothing."""


def otherwise(told: Subjects, goal: Goal, promise: int, given: Container[int]) -> bool:
    """Whether a figure that answers nothing else stands among the words of the promise: 招生120人 ← 招收学生126人.

    Of the goal's own result, or of the paragraphs of the report that tell no goal's.
    """
    one = told.claims[promise]
    subject = _DUTY.sub("", fold(one.subject))
    named = set(subject)
    if len(named) < _FEWEST:
        return False
    unit = one.quantity.unit
    words = pairs(subject) if unit not in _LOOSE else frozenset()
    return any(
        index not in given
        and comparable(one.quantity, told.claims[index].quantity)
        and (
            len(named & set(around)) >= _COVERED * len(named)
            or (told.claims[index].quantity.unit == unit and not words.isdisjoint(pairs(line)))
        )
        for index, around, line in _said(told, goal)
    )


_LOOSE = frozenset(["个", "项", "件", "次", "人", "名", "家", "%", "元"])


_RATE = lazily(r"([一-鿿]{1,3})(?:率|比例|比重)[^率]{0,3}$")


def of_another_rate(promise: Claim, result: Claim) -> bool:
    """Whether both name a rate, and the names share nothing: 核查处置率 and 不合格率."""
    if promise.quantity.kind != "percent":
        return False
    asked, said = _RATE.search(fold(promise.subject)), _RATE.search(fold(result.subject))
    if asked is None or said is None:
        return False
    return set(asked[1]).isdisjoint(said[1])


_NAME_OF_RATE = lazily(r"([一-鿿]{2,4})(?:率|比例)[^率]{0,3}$")
_FULL = 100


def all_of_it(promise: Claim, result: str) -> bool:
    """Whether a rate of 100 % is reported in words: 核查处置率100% ← 全部完成核查处置."""
    if promise.quantity.kind != "percent" or promise.quantity.value != _FULL:
        return False
    named = _NAME_OF_RATE.search(fold(promise.subject))
    if named is None:
        return False
    stem = named[1][-2:]
    told = fold(result)
    return any(stem in told[at.end() : at.end() + _BEHIND * 2] for at in _ALL.finditer(told))


_ALL = lazily(r"全部|均已?|悉数|全面")


def _said(told: Subjects, goal: Goal) -> Iterator[tuple[int, str, str]]:
    """The figures of results with the words around each, and those before it in its paragraph where the result has several."""
    for index in told.of_goal["result", goal.number]:
        if goal.actual is not None:
            line = _paragraph(goal.actual, told.claims[index]) if "\n" in goal.actual.text else ""
            yield index, _around(goal.actual, told.claims[index]), line
    paragraphs = [one for one in told.report.prose if not one.planned]
    for index in told.of_goal["prose", None]:
        place = told.claims[index].quantity.span
        passage = next((one for one in paragraphs if one.span.start <= place.start < one.span.end), None)
        if passage is not None:
            yield index, _around(passage, told.claims[index]), _paragraph(passage, told.claims[index])


def _paragraph(said: Statement, claim: Claim) -> str:
    """二、资助方面。…全年1904人次: the words of a paragraph up to a figure."""
    at = said.offset(claim.quantity.number_span)
    return fold(said.text[said.text.rfind("\n", 0, at) + 1 : at])


def _around(said: Statement, claim: Claim) -> str:
    at = said.offset(claim.quantity.number_span)
    return fold(sentence(said, claim) + said.text[at : at + len(claim.quantity.text) + _BEHIND])


def sentence(said: Statement, claim: Claim) -> str:
    """The part of the text, up to semicolons and full stops, that a claim stands in."""
    at = said.offset(claim.quantity.number_span)
    start = max(said.text.rfind(mark, 0, at) for mark in "。；;\n") + 1
    return said.text[start:at]
