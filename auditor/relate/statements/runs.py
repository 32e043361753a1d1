"""Runs of like figures: listed one after the other in a sentence, or standing under each other in rows told in words."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.relate.statements import lexicon
from auditor.relate.statements.joints import joint
from auditor.relate.statements.mentions import Mention, alike
from auditor.text.patterns import lazily


class Run(NamedTuple):
    """Like figures listed one after the other. `joint` tells how: strong by 、 or 和, weak by commas alone."""

    members: tuple[Mention, ...]
    strong: bool
    opener: str
    """The words before its first figure, from the figure before it or the start of its sentence."""

    @property
    def first(self) -> Mention:
        """Its first figure."""
        return self.members[0]

    @property
    def last(self) -> Mention:
        """Its last figure."""
        return self.members[-1]

    @property
    def names(self) -> str:
        """The names of its members, joined."""
        return "|".join(member.lead + member.tail for member in self.members)


def of_sentence(flat: str, group: list[Mention]) -> list[Run]:
    """The runs of like figures of one sentence, those of each bracket apart."""
    found: list[Run] = []
    for depth in sorted({mention.depth for mention in group}):
        level = [one for one in group if one.depth == depth and not one.has("full_marks")]
        counted = [one for one in level if not one.percent and one.quantity.kind != "date"]
        heads = {one.at for one, other in pairwise(counted) if _is_head(one, other)}
        found.extend(_level(flat, group, [one for one in counted if one.at not in heads]))
        found.extend(
            _level(flat, group, [one for one in counted if one.at in heads])
        )  # 3栋1.56万平方米，5处0.92万平方米
        found.extend(_level(flat, group, [one for one in level if one.percent]))
    return sorted(found, key=lambda run: run.first.at)


_KINDS = frozenset(["类", "项", "大类", "方面", "部分", "块", "批", "种"])


def _is_head(one: Mention, other: Mention) -> bool:
    """3栋1.56万平方米: a count right before a measure of the same things; 技能培训100万元四类 and 设备50万元四项组成 say how many were listed."""
    counted = one.quantity.kind != "money" and not (other.unit in _KINDS and not other.tail)
    return one.end == other.start and not alike(one, other) and counted


def _level(flat: str, group: list[Mention], level: list[Mention]) -> list[Run]:
    found: list[Run] = []
    members: list[Mention] = []
    joints: list[str] = []
    for mention in level:
        by = joint(flat, members[-1], mention) if members else None
        if by is not None and not _of_all_year(members, mention):
            members.append(mention)
            joints.append(by)
            continue
        found.extend(_split(flat, group, members, joints))
        members, joints = ([mention], []) if _may_begin(mention) else ([], [])
    found.extend(_split(flat, group, members, joints))
    return found


def _of_all_year(members: list[Mention], mention: Mention) -> bool:
    """Whether a figure of the whole year is none of the chain before it."""
    return lexicon.has("lists", "whole_year", mention.lead) and (_of_year(members) or _sums_up(members, mention))


def _of_year(members: list[Mention]) -> bool:
    """Whether the chain so far tells parts of a year, so that 全年… sums it up."""
    return any(all(pattern.search(one.lead) for one in members) for pattern in lexicon.each("lists", "year_parts"))


def _sums_up(members: list[Mention], whole: Mention) -> bool:
    """Whether a figure of the whole year tells the same deed as all of the chain so far: 春节慰问…，八一慰问…，全年慰问…."""
    deed = whole.lead[-2:]
    return len(members) > 1 and all(
        one.lead.endswith(deed) and not lexicon.has("lists", "whole_year", one.lead) for one in members
    )


_STRONG = frozenset({"、", "和", "及", "与", "以及"})


def _split(flat: str, sentence: list[Mention], members: list[Mention], joints: list[str]) -> list[Run]:
    """The runs of a chain of like figures: where some are joined by 、, commas part it, but for what is left over (其余)."""
    if members and members[-1].lead.startswith("另有") and "其中" in _opener(flat, sentence, members[0]):
        members, joints = members[:-1], joints[:-1]  # 治理68处，其中…，另有12处列入下年: beside them, and none of them
    if len(members) < 2:
        return []
    strong = not _STRONG.isdisjoint(joints)
    groups: list[list[Mention]] = [[members[0]]]
    for by, mention in zip(joints, members[1:], strict=True):
        if strong and by not in _STRONG and not mention.has("rest"):
            groups.append([mention])
        else:
            groups[-1].append(mention)
    if (
        not strong
        and len(members) > 2
        and not (_LISTS.search(_opener(flat, sentence, members[0])) or _labelled(flat, members[0]))
        and (_names_follow(members) or _heads(members) or lexicon.has("traits", "stock", members[0].lead))
    ):
        groups = [members[:1], members[1:]]
    return [Run(tuple(group), strong, _opener(flat, sentence, group[0])) for group in groups if len(group) > 1]


_LISTS = lazily(r"(?:其中|构成|组成|来源|结构|明细|具体|分布)(?:是|为|如下|于|包括)?[:,]?[^,。;:、\d]{0,12}$")
"""资金构成：车购税补助…: the first of the list is a member like the others."""


_LABEL = lazily(r"(?:构成|组成|来源|结构|明细|分布)[^,。;:、\d]{0,4}。\s*$")


def _labelled(flat: str, first: Mention) -> bool:
    """资金构成。税费返还620万元，…: whether the first figure of the sentence behind such a label."""
    return first.gap.endswith(flat[first.opened : first.start]) and _LABEL.search(flat, 0, first.opened) is not None


def _names_follow(members: list[Mention]) -> bool:
    """Whether short names follow a first figure under longer words: 收来的90万元，门票60万元，租金30万元."""
    first, *others = members
    if first.unit == "分" or not opens_its_sentence(first) or any(one.unit != first.unit for one in others):
        return False
    return (
        len(first.lead) > _SHORT
        and all(0 < len(one.lead) <= _SHORT for one in others)  # right behind a count (一台6.75万元) stands no name
        and not any(lexicon.has("lists", "stages", one.lead + one.tail) for one in others)
    )


_SHORT = 4
"""Characters of a short name."""


def opens_its_sentence(one: Mention) -> bool:
    """Whether a figure stands in the first clause of its sentence, or behind its date, and is no part of a year."""
    head = one.words[: one.began - one.opened]
    return (not head or _DATED.fullmatch(head) is not None) and not any(
        pattern.search(one.lead) for pattern in lexicon.each("lists", "year_parts")
    )


_DATED = lazily(r"(?:截[至止]|到|至)[^,。;:、]{1,12},|(?:年[内末底]|全年),")


def _heads(members: list[Mention]) -> bool:
    """Whether the first of a chain is the whole of the others: 总投资2000万元，财政补助1200万元，自筹800万元."""
    first, *others = members
    if _named_all(members):
        return False  # 中央预算内资金2480万元，专项债券2170万元，自筹1550万元: a source like the others
    if _named_all(others):
        return True
    money = ("budget", "arrived", "spent")
    return (
        _SUM_OF_MONEY.search(first.lead) is not None
        and first.has(*money)
        and not any(one.has(*money) for one in others)
    )


_SUM_OF_MONEY = lazily(r"(?:预算|资金|投资|收入|经费|支出|支付|总额|下达|到位)[^,。;:、\d]{0,4}$")


def _may_begin(mention: Mention) -> bool:
    return not mention.has("mean", "former", "increment", "price", "full_marks") and mention.quantity.bound in (
        "=",
        "~",
    )


def _opener(flat: str, sentence: list[Mention], first: Mention) -> str:
    """The words before a run, from the like figure before it in its sentence or from the sentence's start."""
    start = first.opened
    for one in sentence[: first.at - sentence[0].at]:
        if alike(one, first):
            start = max(start, one.end)
    return flat[start : first.start]


def names_partition(run: Run) -> bool:
    """Whether the names of a run exhaust a whole: 中央 and 省级, 上半年 and 下半年, 第一批 … 第四批."""
    return _named_all(run.members)


def _named_all(members: Sequence[Mention]) -> bool:
    return any(_all_named(members, pattern) for pattern in lexicon.each("lists", "partitions"))


def _all_named(members: Sequence[Mention], pattern: re.Pattern[str]) -> bool:
    """Whether each member bears a name of a set, and not all the same one (占公用经费的18%，…占公用经费的22%)."""
    told: set[str] = set()
    for member in members:
        found = pattern.search(member.lead) or pattern.search(member.tail)
        if found is None:
            return False
        told.add(found.group())
    return len(told) > 1 or len(members) == 1


def exhaustive(names: list[str]) -> bool:
    """The same of words around the figures."""
    return any(_are_shared_out(pattern, names) for pattern in lexicon.each("lists", "partitions"))


def _are_shared_out(pattern: re.Pattern[str], names: list[str]) -> bool:
    """Whether each has one of the names right before its figure and not all the same: 甲企业 and 乙企业 are not all there are."""
    told = [[match[0] for match in pattern.finditer(name)] for name in names]
    return all(told) and (len(told) == 1 or len({found[-1] for found in told}) > 1)
