"""The figures of a report with their order: sentences, runs of like figures, and which figure each run makes up."""

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike, sentences
from auditor.text.similarity import Rarity

_JOINT = re.compile(r"(?:[^,;。:、]{0,24}?)(?P<by>[、,;]|和|及|与|以及)(?P<name>[^,;。:、]{0,30})\Z")
_BRACKET = re.compile(r"\([^()]*\)")
_NEW_LIST = re.compile(r"其中|[:。]")
_BREAKS = ("total", "mean", "former", "increment", "price", "full_marks")
_MOST_BACK = 6
"""Sentences that a list may stand behind its total."""


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


class Total(NamedTuple):
    """A run and the figure that it makes up, and what said so."""

    run: Run
    whole: Mention
    by: str
    form: str = ""


class Reading:
    """All mentions of a report in order, with what their order says."""

    def __init__(self, mentions: list[Mention], flats: list[str]) -> None:
        self.mentions = mentions
        self.flats = flats
        self.sentences = list(sentences(mentions))
        self._starts = [group[0].index for group in self.sentences]

    def sentence(self, mention: Mention) -> list[Mention]:
        """The mentions of its sentence."""
        return self.sentences[self.number(mention)]

    def number(self, mention: Mention) -> int:
        """The place of its sentence among those that hold mentions."""
        return bisect_left(self._starts, mention.index + 1) - 1

    def between(self, one: Mention, other: Mention) -> str:
        """The words between two mentions of one paragraph."""
        return self.flats[one.paragraph][one.end : other.start]

    def behind(self, mention: Mention, length: int = 40) -> str:
        """The words behind a mention."""
        return self.flats[mention.paragraph][mention.end : mention.end + length]

    def before(self, mention: Mention) -> list[Mention]:
        """The mentions of its paragraph that stand before its sentence, nearest sentence first, in order within each."""
        found: list[Mention] = []
        at = self.number(mention) - 1
        for number in range(at, max(-1, at - _MOST_BACK), -1):
            group = self.sentences[number]
            if group[0].paragraph != mention.paragraph:
                break
            found.extend(group)
        return found

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The runs of like figures in reading order."""
        return tuple(run for group in self.sentences for run in _runs(self, group))

    @cached_property
    def run_of(self) -> dict[int, Run]:
        """The run that a mention is a member of, by its index."""
        return {member.index: run for run in self.runs for member in run.members}

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """The runs whose total is told."""
        from auditor.relate.statements import totals

        return tuple(totals.find(self))

    @cached_property
    def parts(self) -> dict[int, Total]:
        """What a mention is a part of, by its index."""
        return {member.index: total for total in self.totals for member in total.run.members}

    @cached_property
    def rarity(self) -> Rarity:
        """What the words of this report say, by how rare they are among its clauses."""
        return Rarity(one.words for one in self.mentions)

    def top(self, mention: Mention) -> bool:
        """Whether it stands for a whole: no part of a list, no former value, no average, no increment."""
        return mention.index not in self.parts and not mention.has("former", "mean", "increment", "price", "full_marks")


def _runs(reading: Reading, group: list[Mention]) -> list[Run]:
    found: list[Run] = []
    for depth in sorted({mention.depth for mention in group}):
        level = [one for one in group if one.depth == depth]
        found.extend(_level(reading, [one for one in level if not one.percent and one.quantity.kind != "date"]))
        found.extend(_level(reading, [one for one in level if one.percent]))
    return sorted(found, key=lambda run: run.first.index)


def _level(reading: Reading, level: list[Mention]) -> list[Run]:
    found: list[Run] = []
    members: list[Mention] = []
    strong = False
    for mention in level:
        joint = _joint(reading, members[-1], mention) if members else None
        if joint is None:
            _close(reading, found, members, strong)
            members, strong = ([mention], False) if _may_begin(mention) else ([], False)
            continue
        strong = strong or joint in ("、", "和", "及", "与", "以及")
        members.append(mention)
    _close(reading, found, members, strong)
    return found


def _close(reading: Reading, found: list[Run], members: list[Mention], strong: bool) -> None:
    if len(members) > 1:
        found.append(Run(tuple(members), strong, _opener(reading, members[0])))


def _may_begin(mention: Mention) -> bool:
    return not mention.has("mean", "former", "increment", "price", "full_marks") and mention.quantity.bound in ("=", "~")


def _joint(reading: Reading, one: Mention, other: Mention) -> str | None:
    """What joins two figures of one list, or None where they are none."""
    if not alike(one, other) or other.has(*_BREAKS) or one.has("total") or other.planned != one.planned:
        return None
    if other.quantity.bound not in ("=", "~"):
        return None
    words = _BRACKET.sub("", reading.between(one, other))
    words = re.sub(r"[,、]?占[^,;。:、]{0,12}?[\d.]+%|\d[^,;。、]{0,2}月(?:[^,;。:、]{0,2}日)?", "", words)
    if _NEW_LIST.search(words) or re.search(r"\d", words):
        return None
    found = _JOINT.fullmatch(words)
    if found is None:
        return None
    if not found["name"].strip() and not other.tail and found["by"] in ",;":
        return None
    return found["by"]


def _opener(reading: Reading, first: Mention) -> str:
    """The words before a run, from the figure before it in its sentence or from the sentence's start."""
    gap = first.gap
    cut = max((gap.rfind(mark) for mark in "。！？!?\n"), default=-1)
    return gap[cut + 1 :]


def names_partition(run: Run) -> bool:
    """Whether the names of a run exhaust a whole: 中央 and 省级, 上半年 and 下半年, 第一批 … 第四批."""
    return any(
        all(pattern.search(member.lead) or pattern.search(member.tail) for member in run.members)
        for pattern in lexicon.each("lists", "partitions")
    )
