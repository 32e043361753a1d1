"""Which answers may answer a promise at all: those that share words with it, looked up and not gone through."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import islice
from operator import concat

from auditor.relate.statements.answers import Answer
from auditor.relate.statements.promised_names import in_one_unit, rate_name
from auditor.text.similarity import pairs

MOST = 120
"""Answers that are weighed against one promise: those that share its rarest words, and of these the nearest."""

Value = tuple[Decimal, Decimal]
"""The digits of a figure and what they are multiplied by."""


class Answers:
    """The answers of a report by the words they share with its promises, by the rates they name, and by unit and value.

    `said` are the words of the promises: no others are looked for.
    """

    def __init__(self, answers: Sequence[Answer], said: Iterable[str]) -> None:
        words = list(said)
        self._sought = frozenset().union(*map(pairs, words))
        self._ends = frozenset(one[-2:] for one in words)
        self._order = {id(one): order for order, one in enumerate(answers)}
        self._by_word: dict[str, list[Answer]] = defaultdict(list)
        self._by_rate: dict[str, list[Answer]] = defaultdict(list)
        self._by_value: dict[str, dict[Value, list[Answer]]] = defaultdict(lambda: defaultdict(list))
        for one in sorted(answers, key=_place):
            self._add(one)

    def _add(self, one: Answer) -> None:
        for word in self._words(one):
            self._by_word[word].append(one)
        first = one.members[0]
        if first.percent:
            for name in {(rate_name(first.lead) or rate_name(one.clause))[-2:], "满意" if "满意" in first.lead else ""}:
                self._by_rate[name].append(one)
        value = (first.quantity.value, first.quantity.scale)
        self._by_value[first.unit][value].append(one)

    def _words(self, one: Answer) -> frozenset[str]:
        told = f"{one.clause}|{one.around}"
        ends = self._ends.intersection(map(concat, told, told[1:]))
        return (self._sought & (pairs(one.clause) | pairs(one.around))) | ends

    def sharing(self, own: str, segment: str, at: int) -> list[Answer]:
        """Those that share a word with a promise, or end as it does."""
        words = pairs(own) | pairs(segment) | {own[-2:], segment[-2:]}
        found: dict[int, Answer] = {}
        for word in sorted(words, key=lambda one: (len(self._by_word.get(one, ())), one)):
            for one in _nearest(self._by_word.get(word, ()), at, MOST - len(found)):
                found[id(one)] = one
            if len(found) >= MOST:
                break
        return self._in_order(found.values())

    def of_rate(self, name: str, at: int) -> list[Answer]:
        """Those that name a rate of this name."""
        return self._in_order(_nearest(self._by_rate.get(name[-2:], ()), at, MOST)) if name else []

    def of_satisfaction(self, at: int) -> list[Answer]:
        """Those that name any rate of the satisfied."""
        return self._in_order(_nearest(self._by_rate.get("满意", ()), at, MOST))

    def values(self, unit: str, fits: Callable[[Answer], bool]) -> set[Value]:
        """The values that fitting answers tell in a unit, two at most: whether there is none, one or several."""
        found: set[Value] = set()
        for own, told in self._by_value.items():
            if in_one_unit(own, unit):
                for value, answers in told.items():
                    if value not in found and any(map(fits, islice(answers, MOST))):
                        found.add(value)
                        if len(found) > 1:
                            return found
        return found

    def _in_order(self, answers: Iterable[Answer]) -> list[Answer]:
        return sorted(answers, key=lambda one: self._order[id(one)])


def _place(one: Answer) -> int:
    return one.members[0].at


def _nearest(answers: Sequence[Answer], at: int, most: int) -> Sequence[Answer]:
    """So many answers around a place, of those that stand in order."""
    if len(answers) <= most:
        return answers
    begin = max(0, min(bisect_left(answers, at, key=_place) - most // 2, len(answers) - most))
    return answers[begin : begin + most]
