"""One fact told again in another paragraph under other words: 接受健康管理43,520人, and further on 为老年人提供健康管理服务45,320人."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from auditor.relate.statements import apart
from auditor.relate.statements.apart import PLAIN, behind, stands_in, whole_clause
from auditor.relate.statements.facts_told import ASIDE
from auditor.relate.statements.mentions import Mention, one_value
from auditor.relate.statements.promised_names import in_one_unit
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_OWN, _AROUND = 0.5, 0.6
"""How much of what stands at the earlier figure must stand in the later clause, and of the later clause around the earlier figure."""
_CLEAR = 0.15
"""How much likelier than the next of another value the likest must be."""
_FEWEST = 2
"""Pairs of characters that name something."""


class _Fact(NamedTuple):
    """A figure that tells a whole, with what it counts and the words around it, and the pairs of characters of both."""

    figure: Mention
    named: str
    said: frozenset[str]
    around: str
    near: frozenset[str]


def pairs_of(reading: Reading, known: set[int]) -> Iterator[tuple[Mention, Mention]]:
    """Each later figure with the one before that tells the same, but those that are known already."""
    by_word: dict[str, list[_Fact]] = defaultdict(list)
    for later in (_fact(reading, one) for one in reading.mentions if _may_tell(reading, one)):
        one = later.figure
        before = [] if one.at in known or not _tells_again(reading, later) else _sharing(later, by_word)
        for pair in later.near:
            by_word[pair].append(later)
        found = [
            (likeness, earlier.figure)
            for earlier in before
            if earlier.figure.heading != one.heading
            and earlier.figure.paragraph != one.paragraph
            and in_one_unit(earlier.figure.unit, one.unit)
            and (likeness := _likeness(reading, earlier, later))
        ]
        found.sort(key=lambda item: (-item[0], -item[1].at))
        if not found:
            continue
        best, earlier_one = found[0]
        if all(one_value(other, earlier_one) or best - likeness >= _CLEAR for likeness, other in found[1:]):
            yield one, earlier_one


def _fact(reading: Reading, one: Mention) -> _Fact:
    named, around = _named(reading, one), _around(reading, one)
    return _Fact(one, named, pairs(named), around, pairs(around))


def _sharing(later: _Fact, by_word: Mapping[str, list[_Fact]]) -> list[_Fact]:
    """The figures before that may share enough with a later one, in order: around each stands one of the rarest pairs that must.

    Of a pair that stands nearly everywhere, the nearest.
    """
    rarest = sorted([(len(by_word.get(pair, ())), pair) for pair in later.said])
    needed = rarest[: int(len(rarest) * (1 - _AROUND)) + 1]
    found = {one.figure.at: one for _many, pair in needed for one in by_word.get(pair, ())[-apart.TRIED :]}
    return [found[at] for at in sorted(found)]


_PART = lazily(
    r"其中|本[包批标期次段]|各(?!项|类|级|界)|(?<!平均)每|[较比]|分别|依次|最[高低大小多少]|相当于|占|超|高[于出]|低于|不足|达标值|目标|计划|任务"
)


def _may_tell(reading: Reading, one: Mention) -> bool:
    """Whether a figure tells a whole by itself: no plan, no part, no change, no bound."""
    if one.planned or one.depth or one.has(*ASIDE) or one.quantity.bound != "=" or one.quantity.upper is not None:
        return False
    if one.quantity.kind not in ("count", "measure", "money", "percent") or one.at in reading.parts:
        return False
    run = reading.run_of.get(one.at)
    return (run is None or not run.strong) and _PART.search(reading.up_to(one)) is None


def _tells_again(reading: Reading, later: _Fact) -> bool:
    """Whether its own clause says what it counts, and no like figure stands before it in its sentence."""
    one = later.figure
    if not later.said or (len(later.said) < _FEWEST and _YEAR.search(reading.up_to(one)) is None):
        return False
    return not any(in_one_unit(other.unit, one.unit) for other in reading.earlier(one))


def _likeness(reading: Reading, earlier: _Fact, later: _Fact) -> float:
    """How surely two figures are of one fact; nought where something sets them apart."""
    one, other = earlier.figure, later.figure
    if len(later.said) < _FEWEST and not one.has("total"):
        return 0.0  # 全年快检26,400批次: of one word, and only after a total of all that it names
    if other.percent and not _one_rate(reading, one, other):
        return 0.0
    deed = PLAIN.sub("", reading.up_to(other))[-_WORD:] or other.tail[:_WORD]
    if deed not in (whole_clause(reading, one) if earlier.said else earlier.around):
        return 0.0  # 老年人68,000人 and 老年人健康管理服务45,320人: the word nearest a figure says what is counted
    own = len(earlier.said & pairs(whole_clause(reading, other))) / len(earlier.said) if earlier.said else 1.0
    kept = len(later.said & earlier.near) / len(later.said)
    if own < _OWN or kept < _AROUND or not _one_scope(reading, earlier, later):
        return 0.0
    return own + kept


_WORD = 2
"""Characters of a word."""
_RATE = lazily(r"([一-鿿]{4,})(?=[率度]|比[例重])")
_FROM = lazily(r"(?:由|从)[^,。;:]*$|[为是达到保持在提高升至]+$")


def _one_rate(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether both clauses name one rate and whose it is: 农村自来水普及率, and not 普及率 alone."""
    rates = (_RATE.search(PLAIN.sub("", _FROM.sub("", reading.up_to(told)))) for told in (earlier, later))
    match [rate[1] for rate in rates if rate]:
        case [one, other]:
            return one.endswith(other) or other.endswith(one)
    return False


_SUMS = lazily(r"累计")
_YEAR = lazily(r"全年|本年|年度|当年|年内")
_NUMBERS = lazily(r"\d+")


def _one_scope(reading: Reading, earlier: _Fact, later: _Fact) -> bool:
    """Whether nothing sets two figures apart: other times, other numbers in their names, other words that qualify."""
    one, other = whole_clause(reading, earlier.figure), whole_clause(reading, later.figure)
    if bool(_SUMS.search(one)) != bool(_SUMS.search(other)) and not (_YEAR.search(one) or _YEAR.search(other)):
        return False
    if not set(_NUMBERS.findall(later.named)) <= set(_NUMBERS.findall(earlier.around)):
        return False
    return not apart.told(reading, earlier.figure, later.figure) and not _qualified(earlier, later)


def _qualified(earlier: _Fact, later: _Fact) -> bool:
    """Whether the later clause has words before its figure that the earlier sentence has not, and that say which of them is meant."""
    words = PLAIN.sub("|", apart.SELF.sub("", later.figure.lead))
    return not all(stands_in(piece, earlier.around) for piece in re.split(r"[|\s]+", words))


def _named(reading: Reading, one: Mention) -> str:
    """What is counted, in the words before a figure, or behind it where those are too few."""
    words = PLAIN.sub("", _FROM.sub("", reading.up_to(one)))
    tail = PLAIN.sub("", one.tail)
    return words + (tail if len(pairs(words)) >= _FEWEST else PLAIN.sub("", behind(reading, one)))


def _around(reading: Reading, one: Mention) -> str:
    """The sentence of a figure up to the end of its clause, and the heading above."""
    flat = reading.flats[one.paragraph]
    return f"{one.heading} {flat[max(one.opened, one.start - _FAR) : one.start]} {behind(reading, one)}"


_FAR = 80
