"""Whether a report tells in other words what a goal promised: then no number is missing, whatever it comes to."""

from collections.abc import Container, Iterator

from auditor.model.report import Claim, Goal, Statement
from auditor.relate.subjects import Subjects, comparable
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_COVERED = 0.8
"""The part of a promise's characters that the sentence of a result must hold."""
_BEHIND = 8
"""Characters behind a figure in which its noun stands."""
_DUTY = lazily(r"完成|达到|实现|不少于|不低于|不超过|至少|以上|计划|开展|组织|实施|新增|年均|比例|占比|[的率达]")
"""What any promise says: it names nothing."""


def otherwise(told: Subjects, goal: Goal, promise: int, given: Container[int]) -> bool:
    """Whether a figure that answers nothing else stands among the words of the promise: 招生120人 ← 招收学生126人.

    Of the goal's own result, or of the paragraphs of the report that tell no goal's.
    """
    one = told.claims[promise]
    named = set(_DUTY.sub("", fold(one.subject)))
    if len(named) < 1 + 1:
        return False
    return any(
        index not in given
        and comparable(one.quantity, told.claims[index].quantity)
        and len(named & set(around)) >= _COVERED * len(named)
        for index, around in _said(told, goal)
    )


def _said(told: Subjects, goal: Goal) -> Iterator[tuple[int, str]]:
    """The figures of results with the words around each."""
    for index in told.of_goal["result", goal.number]:
        if goal.actual is not None:
            yield index, _around(goal.actual, told.claims[index])
    paragraphs = [one for one in told.report.prose if not one.planned]
    for index in told.of_goal["prose", None]:
        place = told.claims[index].quantity.span
        passage = next((one for one in paragraphs if one.span.start <= place.start < one.span.end), None)
        if passage is not None:
            yield index, _around(passage, told.claims[index])


def _around(said: Statement, claim: Claim) -> str:
    at = said.offset(claim.quantity.number_span)
    return fold(sentence(said, claim) + said.text[at : at + len(claim.quantity.text) + _BEHIND])


def sentence(said: Statement, claim: Claim) -> str:
    """The part of the text, up to semicolons and full stops, that a claim stands in."""
    at = said.offset(claim.quantity.number_span)
    start = max(said.text.rfind(mark, 0, at) for mark in "。；;\n") + 1
    return said.text[start:at]
