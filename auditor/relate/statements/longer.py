"""How much further a list may go than the marks between its figures say."""

from collections.abc import Iterator

from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

_NO_PARTS = ("mean", "former", "increment", "price")
_OF_YEARS = lazily(r"(?:19|20)\d\d年?(?:度)?[、和及与至到—~-]{1,2}(?:19|20)\d\d年")
"""2021年、2022年资金共计…: a whole of several years, to which the sums of the former ones belong."""
_LONGER = 3
"""Figures that may go on a list behind a comma."""


def longer(reading: Reading, whole: Mention, of: tuple[Mention, ...]) -> Iterator[tuple[Mention, ...]]:
    """The list with the like figures that go on behind it or stand between it and its whole: a comma may part it or not.

    机关113人、退休75人、事务中心10人，支付中心5人; 2021年省级2480万元、中央5978万元，2022年省级3164万元、中央6761万元.
    """
    first, last = of[0], of[-1]
    aside = ("total", "mean", "increment", "price") if _OF_YEARS.search(whole.words) else (*_NO_PARTS, "total")
    own = [
        one
        for one in reading.sentence(first)
        if one.depth == first.depth
        and alike(one, first)
        and not one.has(*aside)
        and (one.at > whole.at if first.at > whole.at else one.at < whole.at)
    ]
    before = [one for one in own if one.at < first.at]
    behind = [one for one in own if one.at > last.at]
    for many, _one in enumerate(behind[:_LONGER], start=1):
        yield (*of, *behind[:many])
    for many, _one in enumerate(before[-_LONGER:], start=1):
        yield (*before[-many:], *of)
    if before and behind:
        yield (*before, *of, *behind)
