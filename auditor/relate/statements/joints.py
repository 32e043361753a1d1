"""What joins two figures of one list, and what parts them."""

import re

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.sense import parts
from auditor.text import units
from auditor.text.patterns import lazily

BREAKS = ("total", "mean", "former", "increment", "price", "full_marks")
"""Traits of figures that are no further part of a list."""
_JOINT = lazily(
    r"(?:[^,;。:、]{0,24}?)(?P<by>[、,;]|和|及|与|以及)(?P<name>(?:(?:[^,;。:、\d]{1,8}、){1,4}[^,;。:、\d]{1,12}?等)?[^,;。:、]{0,30})\Z"
)
_OF_LEVELS = lazily(
    r"(?:[^,;。:、\d]{0,8})(?P<by>[,;])(?P<name>[^,;。:、\d]{1,6}(?:、[^,;。:、\d]{1,6}){1,3}(?:[两三四]|各)?(?:级|地|县|市|区|镇|乡|村|方|部门|单位)[^,;。:、\d]{0,16})"
)
"""…，省级30万元，市、县两级配套12万元: a name that joins several givers is one name."""
_BRACKET = lazily(r"\([^()]*\)")
_NEW_LIST = lazily(r"其中|[:。]")


_ASIDE = lazily(
    r"\d{1,3}(?:周?岁|人|张床|床|元|年)(?:及?(?:\(含\))?以[上下内]|以外)|\d{1,3}(?:[-—~至]\d{1,3})?周?岁|\d{1,3}分(?:中|实?得|自评得)|\d{1,2}型|(?<![\d.])\d{1,2}(?=[号标期区组队#][一-鿿]?)|(?<=[一-鿿])[\d.,]+万?[个座处栋所家条台套间块项](?=\Z)|[,、]?(?:[^,。;:、]{0,6})占[^,。;:、]{0,12}?(?:[\d.]+%|[一二两三四五六七八九半]成)|[\d一二三四五六七八九十]{1,3}月(?:[\d一二三十]{1,3}[日号]|[初底末份])?"
)
"""What may stand between two figures of a list and is none of it: the share of the one, the month of the other."""


def joint(flat: str, one: Mention, other: Mention) -> str | None:
    """What joins two figures of one list, or None where they are none."""
    if not alike(one, other) or other.has(*BREAKS) or _summed(flat, one) or other.planned != one.planned:
        return None
    if other.quantity.bound not in ("=", "~"):
        return None
    words = _ASIDE.sub("", _BRACKET.sub("", flat[one.end : other.start]))
    if _NEW_LIST.search(words) or re.search(r"\d", words):
        return None
    found = _OF_LEVELS.fullmatch(words) or _JOINT.fullmatch(words)
    if found is None or (found["by"] in ",;" and _OPENS.search(words) is not None):
        return None
    unlike = _bare(one) != _bare(other) and units.factor(one.unit, other.unit) is None
    if found["by"] in ",;" and unlike and not other.has("rest"):
        return None
    if found["by"] in ",;" and _LEFT.search(other.lead) and not one.has("balance", "rest") and not other.has("rest"):
        return None
    nameless = not found["name"].strip() and not other.tail and _DAY.search(flat, one.end, other.start) is None
    if nameless and found["by"] in ",;":
        return None
    if _another_matter(flat, found["by"], one, other):
        return None
    return found["by"]


_DAY = lazily(r"[\d一二三四五六七八九十]{1,3}月(?:[\d一二三十]{1,3}日)?")
"""7月28日400万元，9月15日650万元: the day is the name."""


def _summed(flat: str, one: Mention) -> bool:
    """Whether a figure sums up; 共清查法人单位5.32万个、产业活动单位… does not: what was done in all is told one after the other."""
    return one.has("total") and not (_DONE_IN_ALL.search(one.lead) and flat[one.end : one.end + 1] == "、")


_DONE_IN_ALL = lazily(r"共[一-鿿]{4,}$")


def _another_matter(flat: str, by: str, one: Mention, other: Mention) -> bool:
    """Whether what a comma or semicolon joins is no further part: 财政补助60元，财政补助资金19.2万元; …；大气监测全年1640次; 累计…."""
    if by == "," and len(_name(one)) > 2 and other.lead.startswith(_name(one)) and other.lead != one.lead:
        return True
    if by == ";" and (lexicon.has("lists", "whole_year", other.lead) or "另有" in other.lead):
        return True
    if by == ";" and one.gap.endswith(one.lead) and "其中" in one.gap and _of_another_whole(one, other):
        return True  # 就业840人，其中脱贫人口312人；公益性岗位安置脱贫人口506人
    if by in ",;" and _done_with_all(one, other) and "其中" in flat[one.opened : one.start]:
        return True
    unlike = one.lead[-2:] != other.lead[-2:] or other.lead.startswith("含")
    return by in ",;" and unlike and parts.goes_on_with_another(other.lead)


def _done_with_all(part: Mention, other: Mention) -> bool:
    """其中重大隐患20处，整改到位228处: whether only a deed stands before a figure, and the part before it is none that a deed sets apart."""
    return _DONE.fullmatch(other.lead) is not None and _STATE.search(part.lead + part.tail) is None


_DONE = lazily(
    r"(?:目前|现|截至目前|实际|[按如]期|[按及]时|当年|年内|累计|最终|已经?|共|均|全部)*"
    r"(?:完成|实现|通过)?(?:整改|整治|治理|修复|处置|处理|办[结理]|审结|结案|化解|销号|完[成工]|竣工|验收|合格|达标|投用|投入使用|兑现|到位)"
    r"(?:到位|完[成毕]|合格|通过|达标|销号)?[了的]?"
)
_STATE = lazily(
    r"[未不无待停缺逾超撤拟暂失]|[尚仍正]|在[办建途修审]|[延限缓分近]期|转办|移[送交]|退[回出]|终止|取消|驳回|注销|报废|淘汰|关闭|"
    r"整改|整治|治理|修复|处[置理]|办[结理]|审结|结案|化解|销号|完[成工]|竣工|验收|合格|达标|投用|开工|立项|受理|通过"
)
"""In what state a thing is: behind 其中受理12件 the figure of 办结228件 goes on with the list."""


def _of_another_whole(one: Mention, other: Mention) -> bool:
    """Whether a later figure repeats the whole name of an earlier one under words of its own."""
    called = _name(one) + one.tail
    return len(called) > 1 and (other.lead + other.tail).endswith(called) and other.lead + other.tail != called


def _name(one: Mention) -> str:
    return one.lead.removeprefix("其中")


def _bare(one: Mention) -> str:
    """Its unit without what stands in brackets: 台（套） is 台."""
    return re.split(r"[（(]", one.unit)[0]


_OPENS = lazily(r"里面|(?:中|里|当中),|其中|包括|包含|[构组]成[为是]|来源[为是]|具体[为是]|分别[为是]|结构为")
_LEFT = lazily(r"^(?:年末|年底|期末)?(?:结余|剩余|余额|结存|尚|未|还)")
