"""The highest and the lowest of several, and marks that are passed: what stands one after the other cannot go beyond them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from auditor import prepared
from auditor.model.relation import Relation
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily

_HIGHEST = prepared.pattern(r"最高|最大|最多|最快")
_LOWEST = prepared.pattern(r"最低|最小|最少|最慢")


def propose(reading: Reading) -> Iterator[Relation]:
    """A bound of every figure of a column by the one that the text calls the highest (or the lowest) of them."""
    for one in reading.mentions:
        flat = reading.flats[one.paragraph]
        high, low = _HIGHEST.search(flat, one.began, one.start), _LOWEST.search(flat, one.began, one.start)
        if bool(high) == bool(low) or one.planned:
            continue
        column = _column(reading, one, reading.up_to(one))
        for cell in column.members if column is not None else ():
            form = "at-most" if high else "at-least"
            yield Relation.model_validate(
                {
                    "kind": "bound",
                    "result": cell.id,
                    "of": (one.id,),
                    "form": form,
                    "by": "statements.extremes",
                    "place": one.place,
                }
            )


def _column(reading: Reading, one: Mention, words: str) -> Run | None:
    """The column before it whose word stands in its clause (支付率最高的是…)."""
    before = [run for run in reading.columns if run.last.at < one.at and alike(run.first, one)]
    named = [run for run in before if (word := run.first.lead[-_WORD:]) and word in words]
    return next(reversed(named), None)


_WORD = 2
"""Characters of a word."""


_COUNTED = lazily(r"(?:(?:及其?)?以上)?的?(?P<noun>[^,。;:、()\d]{0,8}?)(?:共?有|共计?|达到?|为)?$")
_GIVEN = lazily(r"每|[各配奖补扣加减派设给]|安排")
"""超过100人的配备3名: what is asked or given at each mark, and no count of what passed it."""
_PASSING = lazily(r"^(?:其中|而|又|且|还|有|年龄|年满)+")
_MARKS = (">", "≥")
_OF_AGE = lazily(r"(?P<measured>[^,。;:、()\d]*)(?P<age>\d{1,3})周?岁(?P<behind>(?:及其?)?以上.*)$")
"""60周岁以上老年人3200人: an age is a name of those who have it, and no figure of its own."""


class _Step(NamedTuple):
    """A mark of some measure, whether its words say that it was passed (超过), and how many did, under which noun."""

    measured: str
    unit: str
    mark: Decimal
    passed: bool
    figure: Mention
    noun: str


def propose_marks(reading: Reading) -> Iterator[Relation]:
    """A bound for each count of those that passed a mark, by the count of those that passed the lower one before it."""
    for group in reading.sentences:
        steps = list(_steps(reading, group))
        for lower, higher in pairwise([] if _are_classes(steps) else steps):
            if _leads_on(reading, lower, higher):
                yield Relation(
                    kind="bound",
                    result=higher.figure.id,
                    of=(lower.figure.id,),
                    by="statements.bounds.ladder",
                    place=higher.figure.place,
                )


def _steps(reading: Reading, group: Sequence[Mention]) -> Iterator[_Step]:
    for place, count in enumerate(group):
        if count.quantity.kind != "count" or count.quantity.bound != "=" or count.at in reading.parts:
            continue
        before = group[place - 1] if place else None
        if before is not None and before.quantity.bound in _MARKS and before.clause == count.clause:
            quantity = before.quantity
            step = (before.lead, before.unit, quantity.value, quantity.bound == ">")
            words = reading.between(before, count)
        elif (aged := _OF_AGE.match(count.lead)) is not None:
            step, words = (aged["measured"], "岁", Decimal(aged["age"]), False), aged["behind"]
        else:
            continue
        found = _COUNTED.match(words)
        if found is not None and _GIVEN.search(found["noun"]) is None:
            measured, unit, mark, passed = step
            yield _Step(_PASSING.sub("", measured.strip()), unit, mark, passed, count, _one_word(found["noun"]))


def _one_word(noun: str) -> str:
    return noun.replace("老年人", "老人")


def _leads_on(reading: Reading, lower: _Step, higher: _Step) -> bool:
    """Whether two steps are of one measure and one thing, the higher right behind the lower, and no classes side by side."""
    between = reading.mentions[lower.figure.at + 1 : higher.figure.at]
    if any(not one.percent and one.quantity.bound not in _MARKS for one in between):
        return False
    if higher.figure.unit != lower.figure.unit or higher.unit != lower.unit or higher.mark <= lower.mark:
        return False
    if higher.measured not in ("", lower.measured) or not higher.noun.endswith(lower.noun):
        return False
    run = reading.run_of.get(lower.figure.at)
    return run is None or not run.strong or higher.figure not in run.members


_TWO = 2


def _are_classes(steps: Sequence[_Step]) -> bool:
    """30岁以上12人，40岁以上25人，50岁以上18人: a list of several in one breath may tell each class without the next."""
    return (
        len(steps) > _TWO and not any(one.passed for one in steps) and len({one.figure.segment for one in steps}) == 1
    )
