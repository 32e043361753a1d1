"""Points in brackets behind the words that they are given to: 产出指标（50分）, 康复服务人数（15分）, 合计（100分）."""

import re
from decimal import Decimal
from typing import NamedTuple

from auditor.extract.rules.rows import Entry
from auditor.model.source import Span
from auditor.text.normalize import fold
from auditor.text.patterns import lazily


class Pointed(NamedTuple):
    """The words without their points, the points, and where they stand."""

    entry: Entry
    points: Decimal
    span: Span


def behind(entry: Entry) -> Pointed | None:
    """The points that stand behind the words of a cell; None where none do."""
    found = _BEHIND.fullmatch(entry.text) if "分" in entry.text else None
    return None if found is None else _parted(entry, found)


def bare(entry: Entry) -> Pointed | None:
    """The same without 分: 维修渠道（15）. Whether such a figure is points, only the others of its table tell."""
    found = _BARE.fullmatch(entry.text)
    return behind(entry) if found is None else _parted(entry, found)


def _parted(entry: Entry, found: re.Match[str]) -> Pointed:
    words = entry._replace(words=fold(found["words"]), text=found["words"], span=entry.span.part(*found.span("words")))
    return Pointed(words, Decimal(found["points"]), entry.span.part(*found.span("points")))


def without(words: str) -> str:
    """Folded words without the points behind them."""
    found = _FOLDED.fullmatch(words)
    return words if found is None else found[1]


_BEHIND = lazily(r"(?P<words>.*\S)\s*[（(]\s*(?P<points>\d{1,4}(?:\.\d{1,2})?)\s*分\s*[)）]\s*[:：]?\s*", re.DOTALL)
_BARE = lazily(r"(?P<words>.*\S)\s*[（(]\s*(?P<points>\d{1,3}(?:\.\d{1,2})?)\s*[)）]\s*", re.DOTALL)
_FOLDED = lazily(r"(.+)[(]\d{1,4}(?:\.\d{1,2})?分[)]:?", re.DOTALL)
