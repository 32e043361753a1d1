"""Figures that tell a fact, and the words that say what it is: what a later figure of a report may recall."""

from collections.abc import Mapping
from typing import NamedTuple

from auditor.relate.statements import apart
from auditor.relate.statements.apart import PLAIN, behind
from auditor.relate.statements.mentions import Mention, of_one_value, one_value
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

NOUN = 2
"""Characters of a noun."""
FAR = 80
"""Characters before a total in which stands what it is the total of."""
ASIDE = ("former", "increment", "mean", "price", "rest", "balance", "full_marks", "later")
_OF_ONE = lazily(
    r"每|各(?!项|类|级|界)|人均|户均|[较比]|最[高低大小多少]|占|超|高[于出]|低于|不足|分别|依次|抽|随机|访"
)
"""Words that make a figure one of several, one of a comparison, or one of those who were asked."""


class Told(NamedTuple):
    """A figure that was told, the words that say what it counts, whether its own say nothing, and whether it tells a fact."""

    figure: Mention
    words: str
    bare: bool
    tells: bool


def told_by(reading: Reading, one: Mention) -> Told:
    """A figure with the words of its clause; a bare total also with the sentence that it sums up, and what that is about."""
    words = f"{PLAIN.sub('|', one.lead)}|{behind(reading, one)}"
    bare = len(_CHANGED.sub("", PLAIN.sub("", one.lead))) < NOUN
    if bare:
        flat = reading.flats[one.paragraph]
        before = flat[max(one.opened, one.start - FAR) : one.start]
        words = f"{words}|{before}|{label(flat)}|{one.heading}"
    return Told(one, words, bare, _tells(reading, one))


_CHANGED = lazily(r"(?:增加|增长|提高|上升|扩大|扩展|减少|下降|降低|压缩|缩减|增|升|降|减)[到至为]?$")
_LABEL = lazily(r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）.、]\s*)?([^,。;:、\d]{2,12})[。:]")


def label(flat: str) -> str:
    """What a paragraph is about, where it begins with that alone (社会教育。…)."""
    found = _LABEL.match(flat)
    return found[1] if found else ""


def _tells(reading: Reading, one: Mention) -> bool:
    """Whether a figure counts something of this year, and is no bound, no part of a bracket and no average."""
    return (
        one.quantity.bound == "="
        and one.quantity.upper is None
        and not one.planned
        and not one.depth
        and not one.has(*ASIDE)
        and _OF_ONE.search(reading.up_to(one)) is None
    )


_SENTENCES_OFF = 3


def far_off(earlier: Mention, later: Mention) -> bool:
    """Whether a figure stands in another paragraph, or some sentences back in one that holds the whole report."""
    return earlier.paragraph != later.paragraph or later.sentence - earlier.sentence >= _SENTENCES_OFF


_NEW = lazily(r"新[建设购聘招开增]|改建|扩建|建成|增[加设配]|招[聘录收]|引进")
_STOCK = lazily(r"累计|总数|已[达有]|达到?|共有|现有|拥有|各")


def grew(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether the one came in the year and the other is all there are: 新建3所公办园, 71所公办园各配备…."""
    one, other = (reading.clause(figure) + behind(reading, figure) for figure in (earlier, later))
    if not apart.at_most(later, earlier) and _NEW.search(one) is not None and _NEW.search(other) is None:
        return True
    return _STOCK.search(other) is not None and _STOCK.search(one) is None


def done_before(reading: Reading, later: Mention, name: str, told: Mapping[str, list[Told]]) -> Mention | None:
    """著录126.5万条, and further on 著录的125.6万条目录; 活产2,460人, and 活产2,406人中: the one figure of that deed in its unit."""
    same = [
        fact.figure
        for fact in told.get(name[:NOUN], ())[-apart.TRIED :]
        if fact.figure.unit == later.unit and PLAIN.sub("", fact.figure.lead).strip().endswith(name)
    ]
    if any(one_value(one, later) for one in same):
        return None
    same = [one for one in same if _tells(reading, one) and far_off(one, later)]
    if not same or not of_one_value(same):
        return None
    return None if grew(reading, same[-1], later) or apart.told(reading, same[-1], later) else same[-1]


def called_alike(reading: Reading, later: Mention, name: str, told: Mapping[str, list[Told]]) -> Mention | None:
    """The one figure before of the very same name, be it one of a list: 设备购置162.8万元，占…, and 全年设备购置支出168.2万元."""
    name = _KEPT.sub("", name)
    if len(name) < _NAME:
        return None
    same = [
        fact.figure
        for fact in told.get(name[:NOUN], ())[-apart.TRIED :]
        if fact.tells
        and fact.figure.paragraph != later.paragraph
        and fact.figure.unit == later.unit
        and name == _KEPT.sub("", PLAIN.sub("", fact.figure.lead))
    ]
    if not same or not of_one_value(same):
        return None
    before = same[-1]
    told_as = reading.flats[before.paragraph][before.opened : before.start] + reading.up_to(later)
    return None if _BUDGET.search(told_as) or apart.told(reading, before, later) else before


_NAME = 4
"""Characters of a name that is told in full."""
_KEPT = lazily(r"(?:实际)?(?:支出|投入|使用|列支|花费|经费|资金|费用)+$")
"""What is said of any sum."""
_BUDGET = lazily(r"预算|概算|估算|计划|安排|下达|批复|核定|限价|控制价|合同|中标")
