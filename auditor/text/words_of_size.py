"""Amounts that are told without a number of their own: 一半, 翻了一番, 翻番."""

import re
from decimal import Decimal
from typing import NamedTuple

from auditor import prepared
from auditor.model.quantity import Quantity
from auditor.model.source import Span


class _Size(NamedTuple):
    words: re.Pattern[str]
    percent: int


_SIZES = (
    _Size(
        prepared.pattern(r"(?<![一二三四五六七八九十])(?:过|近|约|占|的|少|了|过)?(?P<size>一半|半数)(?!以[上下])"), 50
    ),
    _Size(prepared.pattern(r"(?P<size>翻了?一?番)(?!两|二)"), 100),
    _Size(prepared.pattern(r"(?P<size>翻了?[两二]番)"), 300),
)
"""A half of something; twice and four times as much, told as the growth that it is."""


def spelled(text: str) -> list[Quantity]:
    """The amounts that words tell, as percentages of about ten points; their spans are offsets of the text."""
    found = [
        _quantity(match.group("size"), match.start("size"), size.percent)
        for size in _SIZES
        for match in size.words.finditer(text)
    ]
    return sorted(found, key=lambda one: one.span.start)


def _quantity(words: str, start: int, percent: int) -> Quantity:
    span = Span(start=start, end=start + len(words))
    return Quantity(
        value=Decimal(percent), unit="%", kind="percent", scale=Decimal(10), text=words, span=span, number_span=span
    )
