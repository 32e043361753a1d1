"""What a change is of, where its own words name it: 下半年比上半年增长, 货值增长."""

from auditor.relate.statements.mentions import Mention, alike, named
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs


def is_value(mention: Mention) -> bool:
    """Whether a figure can be one of the two that a change lies between."""
    return mention.quantity.kind in ("count", "money", "measure", "number", "duration")


_BEFORE_LAST = lazily(r"(?<![以比较由从])前年(?!度)")


def without_the_year_before_last(told: list[Mention]) -> list[Mention]:
    """前年50件，去年60件，今年45件，下降25%: a year further back is no side of a change where the last year is told."""
    others = [one for one in told if not _BEFORE_LAST.search(one.lead)]
    return others if any(one.has("former") for one in others) else told


_BETWEEN = lazily(
    r"(?P<new>[上下]半年|[一二三四]季度|本期|后期)[较比](?P<old>[上下]半年|[一二三四]季度|上期|前期)[一-鿿]{0,4}$"
)


def of_named(change: Mention, before: list[Mention]) -> tuple[Mention, Mention] | None:
    """上半年3.2万吨，下半年4万吨，下半年比上半年增长25%: the two figures that a change names."""
    found = _BETWEEN.search(change.lead)
    if found is None:
        return None
    new, old = (
        [one for one in before if is_value(one) and one.lead.find(found[which]) >= 0] for which in ("new", "old")
    )
    return (new[-1], old[-1]) if new and old and new[-1] is not old[-1] and alike(new[-1], old[-1]) else None


_CHANGE_WORD = r"(?:增长|增加|增幅|下降|减少|降低|降幅|提高|提升|上升|扩大)"
_COMPARED_ANEW = lazily(
    rf"(?:[较比](?:上年|去年|同期|上一年|20\d\d年)|同比|环比)[^,。;:、]{{0,4}}{_CHANGE_WORD}|(?!分别|实际|相对|净|平均|年均|同比|环比|[较比])[一-鿿]{{2,10}}{_CHANGE_WORD}"
)


def of_something_else(change: Mention, former: Mention, before: list[Mention]) -> bool:
    """由100列增至132列，增长32%，货值增长41%: once the change of two values is told, one under a name or a year of its own is another's."""
    changes = [one for one in before if one.has("increment") and one.quantity.kind in ("percent", "point", "multiple")]
    last = next((one for one in reversed(changes) if one.at > former.at), None)
    if last is None:
        return False
    values = [one for one in before if one.at > last.at and is_value(one)]
    if not values:
        return _COMPARED_ANEW.match(change.lead) is not None
    paired = any(_is_reported(one) and alike(one, former) for one in before if one.at < last.at)
    return paired and any(map(_is_reported, values))  # 门诊28万人次，上年25万人次，增长12%，出院1.3万人次，增长8%


def _is_reported(one: Mention) -> bool:
    return is_value(one) and not one.has("former", "increment")


def names_another(change: Mention, former: Mention, new: Mention) -> bool:
    """上年投诉200件，全年接待咨询900件，投诉下降10%: whether a change is named as its former value is, and the other figure is not."""
    head = change.lead[:_NOUN]
    if len(head) < _NOUN or head not in former.lead or len(named(new.lead)) < _NOUN:
        return False
    return pairs(new.lead + new.tail).isdisjoint(pairs(former.lead + former.tail))


def told_apart(fits: list[Mention], former: Mention, change: Mention) -> Mention | None:
    """上年投诉为200件，经过治理，全年投诉150件，下降25%; 下降25%（上年200件，全年150件）: the only like figure behind, of its name or of this year."""
    if former.depth > change.depth:
        behind = [one for one in fits if one.at == former.at + 1 and one.depth == former.depth]
        return behind[0] if behind and _THIS_YEAR.match(behind[0].lead) else None
    between = [one for one in fits if former.at < one.at < change.at]
    if len(between) != 1 or between[0].segment != former.segment or between[0].depth != former.depth:
        return None
    return between[0] if named(between[0].lead)[-_NOUN:] in former.lead else None


def of_the_year_before(reading: Reading, change: Mention) -> tuple[Mention, Mention] | None:
    """上年检测1200批次。全年检测1320批次，增长10%: the figure right before a change, and what the sentence before tells of the year before under one name."""
    new = next((one for one in reading.earlier(change)[-1:] if is_value(one) and one.clause == change.clause - 1), None)
    if new is None or new.has("mean", "increment"):
        return None
    name = named(new.lead)[-_NOUN:]
    told = [one for one in reading.before(new) if one.sentence == new.sentence - 1 and one.has("former")]
    told = [one for one in told if is_value(one) and alike(one, new) and one.tail == new.tail]
    told = [one for one in told if name and named(one.lead).endswith(name)]
    return (new, told[0]) if len(told) == 1 else None


_NOUN = 2
"""Characters of a noun."""
_THIS_YEAR = lazily(r"今年|本年|全年|当年|年内|现|(?:19|20)\d\d年|实际")
