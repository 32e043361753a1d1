"""Numbered points: what one of them tells is no other telling of what the next one tells."""

import re

from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

_POINT = lazily(
    r"\s*(?P<mark>[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}))[.、)]+\s*(?:(?:19|20)\d\d年度?)?"
    r"(?P<topic>[^,。;:]{1,60}?(?P<sort>项目|工程|资金|经费|专项|情况|方面|指标|片区?|标段|镇|乡|村|街道|社区|校|医?院|馆|所|站|中心|公司))"
    r"(?:[(][^()]{0,20}[)])?[,。:]"
)
"""2.道路硬化工程，… 2、项目过程情况，…: what a numbered point is about, in its first clause."""
_SORTS_OF_SCORES = frozenset(["情况", "方面", "指标"])
_CHAPTER = lazily(r"[一二三四五六七八九十]+")
_PART = lazily(r"决策|过程|管理|投入|产出|效益|数量|质量|时效|成本|进度")
"""Parts of an evaluation, each with a point of its own; a point that looks back over the others is none of them."""


def of_other_points(reading: Reading, earlier: Mention, later: Mention) -> bool:
    """Whether two numbered points, each of a project, place or part of its own, tell the two; chapters only of scores."""
    if earlier.paragraph == later.paragraph:
        return False
    one = _POINT.match(reading.flats[earlier.paragraph])
    other = _POINT.match(reading.flats[later.paragraph]) if one is not None else None
    if one is None or other is None or one["mark"] == other["mark"] or one["topic"] == other["topic"]:
        return False
    if _SORTS_OF_SCORES.isdisjoint((one["sort"], other["sort"])):
        return True
    return earlier.unit == "分" == later.unit or (_is_of_a_part(one) and _is_of_a_part(other))


def _is_of_a_part(point: re.Match[str]) -> bool:
    """1、产出情况。…; （二）效益情况。…: below a chapter, and of one part."""
    return _CHAPTER.fullmatch(point["mark"]) is None and _PART.search(point["topic"]) is not None
