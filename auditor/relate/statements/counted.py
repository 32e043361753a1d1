"""What a report counts, by noun, name and unit: looked up where a rate asks what it is a rate of."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention
from auditor.text.similarity import pairs

if TYPE_CHECKING:
    from auditor.relate.statements.reading import Reading

_MOST = 120
"""Figures that are looked at for one name: those that share its rarest words, and of these the nearest."""


class Counted:
    """The figures of a report by the nouns behind them and the words before them, in order."""

    def __init__(self, reading: "Reading") -> None:
        self._by_word: dict[str, list[Mention]] = defaultdict(list)
        self._by_noun: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        self._people: list[Mention] = []
        for one in reading.mentions:
            for word in pairs(reading.clause(one)):
                self._by_word[word].append(one)
            if lexicon.has("rates", "population", one.lead):
                self._people.append(one)
            if not one.planned and reading.top(one):
                for noun in _nouns(one):
                    self._by_noun[one.unit, noun].append(one)

    def people_before(self, at: int) -> Mention | None:
        """The last figure before a place that tells a population."""
        return next(_back(self._people, at), None)

    def of_one_noun(self, top: Mention) -> Mention | None:
        """The last figure before the sentence of `top` that counts its noun in its unit: 全县18个乡镇 for 已覆盖15个乡镇."""
        noun = top.tail[:2] or top.lead[-2:]
        told = _back(self._by_noun.get((top.unit, noun), ()), top.at)
        return next((one for one in told if one.sentence != top.sentence), None)

    def followed_by(self, noun: str, top: Mention) -> Mention | None:
        """The last figure before `top`, in its unit, that stands before a noun."""
        told = _back(self._by_noun.get((top.unit, noun), ()), top.at)
        return next((one for one in told if one.tail.startswith(noun)), None)

    def naming_before(self, name: str, at: int) -> list[Mention]:
        """The figures before a place whose clauses share words with a name, in order."""
        found: dict[int, Mention] = {}
        for told in self._told(name):
            found.update((one.at, one) for one in islice(_back(told, at), _MOST - len(found)))
        return [found[place] for place in sorted(found)]

    def naming_after(self, name: str, at: int) -> list[Mention]:
        """The figures behind a place whose clauses share words with a name, in order."""
        found: dict[int, Mention] = {}
        for told in self._told(name):
            begin = bisect_left(told, at + 1, key=_place)
            found.update((one.at, one) for one in told[begin : begin + _MOST])
        return [found[place] for place in sorted(found)[:_MOST]]

    def _told(self, name: str) -> list[list[Mention]]:
        """The figures of each word of a name, the rarest word first."""
        told = [(self._by_word.get(word, []), word) for word in pairs(name)]
        return [figures for figures, _word in sorted(told, key=lambda one: (len(one[0]), one[1]))]


def _nouns(one: Mention) -> Iterable[str]:
    """What a figure counts: the first two characters behind it, the last two of the words before it."""
    return {noun for noun in (one.tail[:2], one.lead[-2:] if len(one.lead) > 1 else "") if noun}


def _back(told: list[Mention] | tuple[()], at: int) -> Iterator[Mention]:
    """The figures before a place, the last one first."""
    return (told[number] for number in range(bisect_left(told, at, key=_place) - 1, -1, -1))


def _place(one: Mention) -> int:
    return one.at
