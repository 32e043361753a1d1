"""A fact recalled by its noun in another paragraph: 发放宣传资料12.6万份, and further on 16.2万份宣传资料发到群众手中."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from auditor.relate.statements import apart
from auditor.relate.statements.apart import PLAIN, behind, one_value, stands_in
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.promised_names import in_one_unit
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_ASIDE = ("former", "increment", "mean", "price", "rest", "balance", "full_marks", "later")
_OF_ONE = lazily(
    r"每|各(?!项|类|级|界)|人均|户均|[较比]|最[高低大小多少]|占|超|高[于出]|低于|不足|分别|依次|抽|随机|访"
)
"""Words that make a figure one of several, one of a comparison, or one of those who were asked."""
_PART = lazily(r"其中|本[包批标期次段]|另|其余|目标|计划|任务|应")
_NOUN, _CLEAR = 2, 3
"""Characters of a noun; and of one that says by itself what is counted."""
_FAR = 80
"""Characters before a total in which stands what it is the total of."""


class _Told(NamedTuple):
    """A figure that was told, the words that say what it counts, whether its own say nothing, and whether it tells a fact."""

    figure: Mention
    words: str
    bare: bool
    tells: bool


def pairs_of(reading: Reading, known: set[int]) -> Iterator[tuple[Mention, Mention]]:
    """Each figure whose noun recalls one before, with that one; but those that are known to tell another again."""
    told: dict[str, list[_Told]] = {}
    for one in reading.mentions:
        if one.quantity.kind not in ("count", "measure", "money"):
            continue
        fact = _told(reading, one)
        if fact.tells and one.at not in known and one.at not in reading.parts and not _listed(reading, one):
            before = _recalled(reading, one, told)
            if before is not None:
                yield one, before
        for key in _keys(fact) | ({_SERVED} if _serves(reading, one) else set()):
            told.setdefault(key, []).append(fact)


def _keys(fact: _Told) -> set[str]:
    words = fact.words
    return {words[at : at + _NOUN] for at in range(len(words) - 1)}


def _tells(reading: Reading, one: Mention) -> bool:
    """Whether a figure counts something of this year, and is no bound, no part of a bracket and no average."""
    return (
        one.quantity.bound == "="
        and one.quantity.upper is None
        and not one.planned
        and not one.depth
        and not one.has(*_ASIDE)
        and _OF_ONE.search(_clause(reading, one)) is None
    )


def _listed(reading: Reading, one: Mention) -> bool:
    run = reading.run_of.get(one.at)
    return (
        run is not None
        and run.strong
        and any(other.at != one.at and in_one_unit(other.unit, one.unit) for other in run.members)
    )


def _clause(reading: Reading, one: Mention) -> str:
    return reading.flats[one.paragraph][one.began : one.start]


def _told(reading: Reading, one: Mention) -> _Told:
    """A figure with the words of its clause; a bare total also with the sentence that it sums up, and what that is about."""
    words = f"{PLAIN.sub('|', one.lead)}|{behind(reading, one)}"
    bare = len(_CHANGED.sub("", PLAIN.sub("", one.lead))) < _NOUN
    if bare:
        flat = reading.flats[one.paragraph]
        before = flat[max(one.opened, one.start - _FAR) : one.start]
        words = f"{words}|{before}|{_label(flat)}|{one.heading}"
    return _Told(one, words, bare, _tells(reading, one))


_CHANGED = lazily(r"(?:增加|增长|提高|上升|扩大|扩展|减少|下降|降低|压缩|缩减|增|升|降|减)[到至为]?$")
_LABEL = lazily(r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）.、]\s*)?([^,。;:、\d]{2,12})[。:]")


def _label(flat: str) -> str:
    """What a paragraph is about, where it begins with that alone (社会教育。…)."""
    found = _LABEL.match(flat)
    return found[1] if found else ""


def _recalled(reading: Reading, later: Mention, told: Mapping[str, list[_Told]]) -> Mention | None:
    """The one figure before that stands under the noun of a later one, where its clause has nothing else that says which."""
    if _PART.search(_clause(reading, later)):
        return None
    said = behind(reading, later).removeprefix("的")
    lead = [one for one in re.split(r"[|\s]+", PLAIN.sub("|", apart.SELF.sub("", later.lead))) if len(one) >= _NOUN]
    if not said and len(lead) == 1 and later.quantity.kind == "money":
        return _called_alike(reading, later, _KEPT.sub("", lead[0]), told)
    serves = _serves(reading, later) and _ALL_OF_IT.search(_clause(reading, later)) is not None
    called = _Called(later, said, lead, serves)
    like = [fact for fact in told.get(called.key, ())[-apart.TRIED :] if _of_one_sort(fact.figure, later)]
    if any(one_value(fact.figure, later) for fact in like):
        return None
    free = (fact for fact in like if fact.tells and fact.figure.paragraph != later.paragraph)
    found = [
        ((one.figure.unit == later.unit, one.figure.at not in reading.parts, length), one.figure)
        for one in free
        if (length := called.by(reading, one))
    ]
    if not found:
        return None
    surest = max(how for how, _one in found)
    best = [one for how, one in found if how == surest]
    if any(not one_value(one, best[0]) for one in best):
        return None
    return None if _grew(reading, best[-1], later) or apart.told(reading, best[-1], later) else best[-1]


class _Called(NamedTuple):
    """What a later figure is called: the words behind it, those before it, and whether it says whom all of it serves."""

    figure: Mention
    said: str
    lead: list[str]
    serves: bool

    @property
    def key(self) -> str:
        """The pair of characters under which the facts of its noun are told."""
        if len(self.said) >= _NOUN and not _GENERIC.match(self.said):
            return self.said[:_NOUN]
        if self.lead:
            return "" if self.said else self.lead[-1][-_NOUN:]
        return _SERVED if self.serves else ""

    def by(self, reading: Reading, fact: _Told) -> int:
        """How many characters of its noun a fact before tells, where all else in its clause stands there too; nought where not."""
        one = fact.figure
        words = f"{fact.words}|{_label(reading.flats[one.paragraph])}|{one.heading}"
        if not all(stands_in(piece, words) for piece in self.lead):
            return 0
        if self.lead and not self.said:
            name = self.lead[-1][-_NAME:]
            return len(name) if fact.bare and one.has("total") and len(name) >= _CLEAR and name in words else 0
        length = _NOUN if self.key == _SERVED else _length(self.said, words)
        rest = self.said[length:] + "|".join(self.lead)
        if length >= _CLEAR or (length and ((self.serves and _serves(reading, one)) or _shares_more(rest, words))):
            return length
        return 0


def _called_alike(reading: Reading, later: Mention, name: str, told: Mapping[str, list[_Told]]) -> Mention | None:
    """The one figure before of the very same name, be it one of a list: 设备购置162.8万元，占…, and 全年设备购置支出168.2万元."""
    if len(name) < _NAME:
        return None
    same = [
        fact.figure
        for fact in told.get(name[:_NOUN], ())[-apart.TRIED :]
        if fact.tells
        and fact.figure.paragraph != later.paragraph
        and fact.figure.unit == later.unit
        and name == _KEPT.sub("", PLAIN.sub("", fact.figure.lead))
    ]
    if not same or any(not one_value(one, same[0]) for one in same):
        return None
    before = same[-1]
    told_as = reading.flats[before.paragraph][before.opened : before.start] + _clause(reading, later)
    return None if _BUDGET.search(told_as) or apart.told(reading, before, later) else before


_NAME = 4
"""Characters of a name that is told in full."""
_KEPT = lazily(r"(?:实际)?(?:支出|投入|使用|列支|花费|经费|资金|费用)+$")
"""What is said of any sum."""
_BUDGET = lazily(r"预算|概算|估算|计划|安排|下达|批复|核定|限价|控制价|合同|中标")
_GENERIC = lazily(r"人口|群众|居民|百姓|农户|住户|家庭|对象")
_SERVES = lazily(r"惠及|受益|受惠")
_ALL_OF_IT = lazily(r"项目|工程|全[省市县区州旗镇乡村年]|共|总|累计")
_SERVED = "惠及"


def _serves(reading: Reading, one: Mention) -> bool:
    """Whether a figure says how many the whole is good for."""
    return _SERVES.search(_clause(reading, one)) is not None


_NEW = lazily(r"新[建设购聘招开增]|改建|扩建|建成|增[加设配]|招[聘录收]|引进")
_STOCK = lazily(r"累计|总数|已[达有]|达到?|共有|现有|拥有|各")


def _grew(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether the one came in the year and the other is all there are: 新建3所公办园, 71所公办园各配备…."""
    one, other = (reading.clause(figure) + behind(reading, figure) for figure in (earlier, later))
    if not apart.at_most(later, earlier) and _NEW.search(one) is not None and _NEW.search(other) is None:
        return True
    return _STOCK.search(other) is not None and _STOCK.search(one) is None


def _of_one_sort(one: Mention, later: Mention) -> bool:
    return one.quantity.kind == later.quantity.kind and in_one_unit(one.unit, later.unit)


def _length(said: str, words: str) -> int:
    """How much of what stands behind a figure stands in other words, from its beginning."""
    length = next((long for long in range(len(said), 1, -1) if said[:long] in words), 0)
    return length if length and _KIND.search(words, 0, words.index(said[:length])) is None else 0


_KIND = lazily(r"[半非准副代]$")
"""半专业队 is no 专业队."""


def _shares_more(rest: str, words: str) -> bool:
    return not pairs(rest).isdisjoint(pairs(words))
