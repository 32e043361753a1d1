"""The words around a figure, as far as they say whether a relation that a model names is one that the text itself tells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.sense import identity
from auditor.text.patterns import lazily
from auditor.text.similarity import Rarity

_STOP = lazily(r"[,，。;；:：、(（)）“”\"！？!?\n\t|]")
_SENTENCE_END = "。！？!?\n\t"
_SUMS_UP = lazily(r"^(?:以上|上述|全年|累计|一共|总共|共|合计|共计|总计|[一-鿿]{0,2}合起来)")
_LEAD, _TAIL = 24, 12


class Seen(NamedTuple):
    """A figure at its place: the words of its own clause before it, and the noun behind it."""

    number: Number
    start: int
    end: int
    lead: str
    tail: str
    sentence: tuple[int, int]
    paragraph: tuple[int, int]

    @property
    def quantity(self) -> Quantity:
        """What is printed."""
        return self.number.quantity

    @property
    def words(self) -> str:
        """What it is about, in the words around it."""
        return f"{self.lead} {self.tail}"


class Surroundings:
    """All figures of a text with the words around them."""

    def __init__(self, text: str, numbers: Iterable[Number]) -> None:
        self.text = text
        placed = sorted({one.span.start: one for one in numbers}.values(), key=lambda one: one.span.start)
        self.seen = [_seen(text, one) for one in placed]
        self._by_id = {one.number.id: one for one in self.seen}

    def of(self, name: str) -> Seen | None:
        """A figure by its id."""
        return self._by_id.get(name)

    @cached_property
    def _rarity(self) -> Rarity:
        return Rarity(one.words for one in self.seen)

    def alike(self, one: Seen, other: Seen) -> float:
        """How alike the words around two figures are, from 0 to 1."""
        return max(self._rarity.similarity(one.words, other.words), self._summed(one, other), self._summed(other, one))

    def stands_in(self, one: Seen, stretch: tuple[int, int]) -> float:
        """How much of the words around a figure stands in a stretch of the text, from 0 to 1."""
        return self._rarity.containment(one.words, self.text[slice(*stretch)])

    def _summed(self, total: Seen, other: Seen) -> float:
        """How much of the words around a figure stands in the sentence that another one sums up (…，合计87.5公里)."""
        if _SUMS_UP.search(total.lead) is None:
            return 0.0
        return self._rarity.containment(other.words, self.text[slice(*total.sentence)])

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence that a place stands in."""
        return _stretch(self.text, place, place, _SENTENCE_END)

    def between(self, one: Seen, other: Seen) -> str:
        """The text between two figures, whichever stands first."""
        first, last = sorted((one, other), key=lambda seen: seen.start)
        return self.text[first.end : last.start]

    def within(self, start: int, end: int, like: Quantity) -> Iterator[Seen]:
        """The figures of a stretch that are of one sort with another."""
        return (one for one in self.seen if start <= one.start and one.end <= end and one_sort(one.quantity, like))


def one_sort(a: Quantity, b: Quantity) -> bool:
    """Whether two figures count or measure in the same way, so that one could stand for the other."""
    return identity.same_kind(a.kind, b.kind) and identity.same_unit(a.unit, b.unit)


def _seen(text: str, number: Number) -> Seen:
    start, end = number.span.start, number.span.end
    before = text[max(0, start - _LEAD) : start]
    behind = text[end : end + _TAIL]
    stop = _STOP.search(behind)
    return Seen(
        number,
        start,
        end,
        lead=_STOP.split(before)[-1],
        tail=re.split(r"\d", behind[: stop.start()] if stop else behind)[0],
        sentence=_stretch(text, start, end, _SENTENCE_END),
        paragraph=_stretch(text, start, end, "\n\t"),
    )


def _stretch(text: str, start: int, end: int, ends: str) -> tuple[int, int]:
    began = max(text.rfind(mark, 0, start) for mark in ends) + 1
    ended = re.compile(f"[{ends}]").search(text, end)
    return began, len(text) if ended is None else ended.start()


def one_stretch(stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether all are one and the same sentence or paragraph."""
    return len(set(stretches)) == 1
