"""What a report counts, by noun, name and unit: looked up where a rate or a part asks what it is of."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike, named, of_one_value
from auditor.text.patterns import lazily
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


_NEAR = 12
"""Figures before a part among which words that point back find their whole."""
_FAR = 60
"""Figures before a part among which a whole of the very same name is looked for."""
_LONGEST = 48
"""Characters between the name of a whole and the figure of its part."""
_POINTED = lazily(
    r"(?:^|[,。;:\s])(?:在|从)?(?:上述|以上|前述|这些)(?:的)?(?P<name>[一-鿿]{2,10}?)(?:当中|里面|之中|中)[,]?(?:[^。;:、\d]{0,24})$"
)
_SEVERAL = lazily(r"[两二三四五六七八九十几各多][个类项种批]|各类|等$")
"""上述两类企业中: more than one whole, told apart."""


def whole_named(reading: "Reading", part: Mention) -> Mention | None:
    """The one figure before that tells what the words before a part name; none where several may."""
    if part.depth or part.at in reading.parts or _listed(reading, part):
        return None
    flat = reading.flats[part.paragraph]
    words = flat[max(part.opened, part.start - _LONGEST) : part.start]
    if "中" not in words and "里面" not in words:
        return None
    if (found := _POINTED.search(words)) is not None:
        return None if _SEVERAL.search(found["name"]) else _pointed(reading, part, found["name"])
    if _AMONG_THEM.search(part.lead):
        return _of_all_there_are(reading, part)
    found = _OPENING.match(words) if len(words) == part.start - part.opened else None
    return None if found is None or DEED.search(found["name"]) else _of_one_name(reading, part, found["name"])


def _listed(reading: "Reading", part: Mention) -> bool:
    run = reading.run_of.get(part.at)
    return run is not None and run.strong


def _pointed(reading: "Reading", part: Mention, name: str) -> Mention | None:
    """检测发现不合格9家次。上述不合格单位中，已立案12家次: the figure right before that shares most of the name."""
    told = [
        (len(pairs(name) & pairs(reading.clause(one))), one)
        for one in reading.mentions[max(0, part.at - _NEAR) : part.at]
        if one.paragraph == part.paragraph and one.sentence != part.sentence and _may_hold(one, part)
    ]
    most = max((shared for shared, _one in told), default=0)
    return _the_one([one for shared, one in told if shared == most]) if most else None


_OPENING = lazily(r"\s*(?P<name>[一-鿿]{2,8}?)(?:当中|里面|之中|中)[,]?(?![心央学期旬间药医小型等层华])[^。;\d]{1,32}$")
DEED = lazily(
    r"(?:检查|抽查|巡查|督查|核查|调查|走访|建设|施工|培训|实施|执行|采购|验收|使用|运行|管理|工作|过程|活动|服务|整治|整改|其|年|手|途)$"
)
"""检查中发现…: when it was, and not of what."""


def _of_one_name(reading: "Reading", part: Mention, name: str) -> Mention | None:
    """村管林3,460公顷 … 村管林中已纳入保险的面积：3,640公顷: the figure that stands right behind that very name."""
    return _the_one(
        [
            one
            for one in reading.mentions[max(0, part.at - _FAR) : part.at]
            if _under_one_heading(one, part) and _may_hold(one, part) and name == named(one.lead.strip()).strip()
        ]
    )


_HEADED = 2
"""Characters that headings of one part of a report begin with; a line that is a label and its value has one of its own."""


def _under_one_heading(one: Mention, part: Mention) -> bool:
    return part.paragraph - one.paragraph <= _LINES and one.heading[:_HEADED] == part.heading[:_HEADED]


_LINES = 3
"""Lines between a whole and what goes on about it."""

_AMONG_THEM = lazily(r"其中(?:的|有)?$")
_THERE_ARE = lazily(r"辖|下设|[共现]有|全[省市县区州旗镇乡街]")
_NOUN = 2
"""Characters of the noun that is counted."""


def _of_all_there_are(reading: "Reading", part: Mention) -> Mention | None:
    """全县共辖13个乡镇 … 服务点覆盖其中16个乡镇: all that there are of the noun, where no like figure stands before it in its sentence."""
    noun = part.tail
    if len(noun) < _NOUN or any(alike(one, part) for one in reading.earlier(part)):
        return None
    told = reading.nouns.get((part.unit, noun[:_NOUN]), ())
    return _the_one(
        [
            one
            for one in told
            if one.at < part.at
            and one.tail == noun
            and _may_hold(one, part)
            and _THERE_ARE.search(one.lead) is not None
        ]
    )


def _may_hold(one: Mention, part: Mention) -> bool:
    return (
        one.unit == part.unit
        and one.quantity.kind == part.quantity.kind
        and one.quantity.bound == "="
        and one.amount
        and not one.planned
        and not one.has("mean", "former", "increment", "rest", "price", "full_marks")
    )


def _the_one(told: list[Mention]) -> Mention | None:
    """The last of figures that all tell one value; where they differ, words do not say which is meant."""
    return told[-1] if told and of_one_value(told) else None
