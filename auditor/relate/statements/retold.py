"""One fact told again in another paragraph under other words: 接受健康管理43,520人, and further on 为老年人提供健康管理服务45,320人."""

import re
from collections.abc import Iterator, Mapping

from auditor.relate.statements import apart
from auditor.relate.statements.apart import PLAIN, behind, whole_clause
from auditor.relate.statements.mentions import Mention
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


def pairs_of(reading: Reading, known: set[int]) -> Iterator[tuple[Mention, Mention]]:
    """Each later figure with the one before that tells the same, but those that are known already."""
    by_word: dict[str, list[Mention]] = {}
    for later in (one for one in reading.mentions if _may_tell(reading, one)):
        before = [] if later.at in known or not _tells_again(reading, later) else _sharing(reading, later, by_word)
        for pair in pairs(_around(reading, later)):
            by_word.setdefault(pair, []).append(later)
        found = [
            (likeness, earlier)
            for earlier in before
            if earlier.heading != later.heading
            and earlier.paragraph != later.paragraph
            and earlier.quantity.kind == later.quantity.kind
            and in_one_unit(earlier.unit, later.unit)
            and (likeness := _likeness(reading, earlier, later)) > 0
        ]
        found.sort(key=lambda item: (-item[0], -item[1].at))
        if not found:
            continue
        best, earlier = found[0]
        if all(_one_value(other, earlier) or best - likeness >= _CLEAR for likeness, other in found[1:]):
            yield later, earlier


def _sharing(reading: Reading, later: Mention, by_word: Mapping[str, list[Mention]]) -> list[Mention]:
    """The figures before that may share enough with a later one, in order: around each stands one of the rarest pairs that must;

    of a pair that stands nearly everywhere, the nearest.
    """
    said = sorted(pairs(_named(reading, later)), key=lambda pair: (len(by_word.get(pair, ())), pair))
    needed = said[: int(len(said) * (1 - _AROUND)) + 1]
    found = {one.at: one for pair in needed for one in by_word.get(pair, ())[-apart.TRIED :]}
    return [found[at] for at in sorted(found)]


def _one_value(one: Mention, other: Mention) -> bool:
    return one.quantity.value * one.quantity.scale == other.quantity.value * other.quantity.scale


_ASIDE = (
    "former",
    "increment",
    "mean",
    "price",
    "rest",
    "balance",
    "full_marks",
    "later",
)
_PART = lazily(
    r"其中|本[包批标期次段]|各(?!项|类|级|界)|(?<!平均)每|[较比]|分别|依次|最[高低大小多少]|相当于|占|超|高[于出]|低于|不足|达标值|目标|计划|任务"
)


def _may_tell(reading: Reading, one: Mention) -> bool:
    """Whether a figure tells a whole by itself: no plan, no part, no change, no bound."""
    if one.planned or one.depth or one.has(*_ASIDE) or one.quantity.bound != "=" or one.quantity.upper is not None:
        return False
    if one.quantity.kind not in ("count", "measure", "money", "percent") or one.at in reading.parts:
        return False
    run = reading.run_of.get(one.at)
    return (run is None or not run.strong) and _PART.search(_clause(reading, one)) is None


def _tells_again(reading: Reading, later: Mention) -> bool:
    """Whether its own clause says what it counts, and no like figure stands before it in its sentence."""
    named = pairs(_named(reading, later))
    if not named or (len(named) < _FEWEST and _YEAR.search(_clause(reading, later)) is None):
        return False
    return not any(
        other.at < later.at and other.quantity.kind == later.quantity.kind and in_one_unit(other.unit, later.unit)
        for other in reading.sentence(later)
    )


def _likeness(reading: Reading, earlier: Mention, later: Mention) -> float:
    """How surely two figures are of one fact; nought where something sets them apart."""
    said, near = pairs(_named(reading, later)), pairs(_named(reading, earlier))
    around = pairs(_around(reading, earlier))
    if len(said) < _FEWEST and not earlier.has("total"):
        return 0.0  # 全年快检26,400批次: of one word, and only after a total of all that it names
    if later.percent and not _one_rate(reading, earlier, later):
        return 0.0
    deed = PLAIN.sub("", _clause(reading, later))[-_WORD:] or later.tail[:_WORD]
    if deed not in (whole_clause(reading, earlier) if near else _around(reading, earlier)):
        return 0.0  # 老年人68,000人 and 老年人健康管理服务45,320人: the word nearest a figure says what is counted
    own = len(near & pairs(whole_clause(reading, later))) / len(near) if near else 1.0
    kept = len(said & around) / len(said)
    if own < _OWN or kept < _AROUND or not _one_scope(reading, earlier, later):
        return 0.0
    return own + kept


_WORD = 2
"""Characters of a word."""
_RATE = lazily(r"([一-鿿]{4,})(?=[率度]|比[例重])")
_FROM = lazily(r"(?:由|从)[^,。;:]*$|[为是达到保持在提高升至]+$")


def _one_rate(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether both clauses name one rate and whose it is: 农村自来水普及率, and not 普及率 alone."""
    one, other = (_RATE.search(PLAIN.sub("", _FROM.sub("", _clause(reading, told)))) for told in (earlier, later))
    if one is None or other is None or one[1][-2:] != other[1][-2:]:
        return False
    return one[1].endswith(other[1]) or other[1].endswith(one[1])


_SUMS = lazily(r"累计")
_YEAR = lazily(r"全年|本年|年度|当年|年内")
_NUMBERS = lazily(r"\d+")


def _one_scope(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether nothing sets two figures apart: other times, other numbers in their names, other words that qualify."""
    one, other = whole_clause(reading, earlier), whole_clause(reading, later)
    if bool(_SUMS.search(one)) != bool(_SUMS.search(other)) and not (_YEAR.search(one) or _YEAR.search(other)):
        return False
    if not set(_NUMBERS.findall(_named(reading, later))) <= set(_NUMBERS.findall(_around(reading, earlier))):
        return False
    return not apart.told(reading, earlier, later) and not _qualified(reading, earlier, later)


def _qualified(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether the later clause has words before its figure that the earlier sentence has not, and that say which of them is meant."""
    around = _around(reading, earlier)
    words = PLAIN.sub("|", later.lead)
    return any(len(piece) > 1 and not _stands_in(piece, around) for piece in re.split(r"[|\s]+", words))


def _stands_in(piece: str, around: str) -> bool:
    own = [piece[at : at + 2] for at in range(len(piece) - 1)]
    return sum(pair in around for pair in own) * 2 >= len(own)


def _clause(reading: Reading, one: Mention) -> str:
    return reading.flats[one.paragraph][one.began : one.start]


def _named(reading: Reading, one: Mention) -> str:
    """What is counted, in the words before a figure, or behind it where those are too few."""
    words = PLAIN.sub("", _FROM.sub("", _clause(reading, one)))
    tail = PLAIN.sub("", one.tail)
    return (
        words + tail if len(pairs(words)) >= _FEWEST and len(words) > 1 else words + PLAIN.sub("", behind(reading, one))
    )


def _around(reading: Reading, one: Mention) -> str:
    """The sentence of a figure up to the end of its clause, and the heading above."""
    flat = reading.flats[one.paragraph]
    return f"{one.heading} {flat[max(one.opened, one.start - _FAR) : one.start]} {behind(reading, one)}"


_FAR = 80
