"""What the words around a figure make of it: a total, an average, a former value, a price, a promise."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from auditor import prepared
from auditor.model.quantity import Period, Quantity
from auditor.relate.statements import lexicon
from auditor.relate.statements.paragraphs import Stance
from auditor.text.patterns import lazily

SENTENCE_END = "。！？!?\n"


_TRAITS = ("total", "mean", "each", "former", "increment", "rest", "price", "full_marks")
_IN_TURN = prepared.pattern(r"(?:依次|分别|各自)(?:为|是|达到?|得)?$")
_WORK_IN_ALL = prepared.pattern(r"[^每单]*(?:人工|课时)费")
"""人工费90万元: what work cost in all, and no price of an hour."""
_BY_UNIT = prepared.pattern(r"[/每]")


def of_figure(quantity: Quantity, lead: str, behind: str, year: int | None) -> frozenset[str]:
    """What the words before a figure make of it."""
    found = lexicon.those("traits", _TRAITS, lead)
    if "total" in found and _IN_TURN.search(lead) is not None:
        found.discard("total")  # 得分依次为94.2分、95.6分: the first of several
    if quantity.kind != "money" or (quantity.scale > 1 and _WORK_IN_ALL.fullmatch(lead) is not None):
        found.discard("price")
    if quantity.unit not in ("分", ""):
        found.discard("full_marks")
    elif quantity.unit == "分" and behind.startswith(("中", "得", "实得", "自评得")):
        found.add("full_marks")
    if quantity.kind == "money" and _BY_UNIT.search(quantity.unit):
        found.add("price")
    if _other_year(lead, year) or (
        lexicon.has("traits", "moved_from", lead) and lexicon.has("traits", "moved_to", behind)
    ):
        found.add("former")
    if quantity.kind in ("percent", "point", "multiple") and lexicon.has("traits", "moved", lead):
        found.add("increment")
    if "former" in found and "increment" in found:
        found.discard("former")
    if quantity.kind == "money":
        found |= lexicon.those("money", lexicon.keys("money"), lead)
    return frozenset(found)


def in_bracket(flat: str, opened: int, start: int, depth: int) -> frozenset[str]:
    """比上年（宫颈癌11142人）增加: what a bracket holds right behind the words of a former year."""
    before = flat[opened:start].rpartition("(")[0] if depth else ""
    return _FORMER if _OF_BEFORE.search(before) else frozenset()


_FORMER = frozenset({"former"})
_OF_BEFORE = lazily(r"(?:上年|去年|上一年|前一年|往年|同期)\Z")


_FROM_A_YEAR = lazily(
    r"(?P<by>由|从|较|比)(?:(?:19|20)?\d{2})年(?:年?[末底初]|同期|度|全年)?(?:时)?(?:的[^,。;:、\d增减升降提多少高低]{0,4})?\Z"
)


def from_a_year(flat: str, opened: int, start: int, end: int) -> frozenset[str]:
    """由23年底的120口增加到168口; 比23年的38起多: what was there in the year that a change is counted from, two-digit years too."""
    found = _FROM_A_YEAR.search(flat, max(opened, start - _BACK), start)
    if found is None:
        return frozenset()
    compared = found["by"] in "较比" or lexicon.has("traits", "moved_to", flat[end : end + _BACK])
    return _FORMER if compared else frozenset()


_BACK = 20


def carried(before: frozenset[str], gap: str) -> frozenset[str]:
    """上年受理412件、审结388件: what is listed right behind a former value, in its clause, is former too."""
    return _FORMER if "former" in before and _LISTED_ON.fullmatch(gap) else frozenset()


_LISTED_ON = lazily(r"、(?!(?:今年|本年|全年|当年|到|至|增|升|降|减|提))[^,。;:、\d]{1,8}")


def dated(period: Period | None, lead: str, gap: str, behind: str, year: int | None) -> frozenset[str]:
    """由2023年底的120口增加到168口: what stands right behind the date of another year, or between 由, a date and what it came to, is former.

    `period` and `lead` are those of the date, `gap` is what stands between, `behind` what follows.
    """
    if period is None or _OF_DATE.fullmatch(gap) is None:
        return frozenset()
    earlier = year is not None and period.last.year < year
    moved = lexicon.has("traits", "moved_from", lead) and lexicon.has("traits", "moved_to", behind)
    return _FORMER if earlier or moved else frozenset()


_OF_DATE = lazily(r"(?:的|为|是|有|达到?|共)?")
_OPENING = 12
"""Characters of a sentence whose words hold for all of its items: 下一步，一是…；二是…."""


def later(flat: str, place: tuple[int, int, int], heading: str, year: int | None) -> frozenset[str]:
    """Whether the item of a figure, the opening of its sentence or the heading speaks of a year that is still to come.

    `place` is where the sentence and the item begin, and where the figure stands.
    """
    opened, parted, start = place
    words = f"{flat[opened:parted][:_OPENING]};{flat[parted:start]}"
    if lexicon.has("lists", "later_years", words):
        return _LATER
    if heading and lexicon.has("lists", "later_years", heading) and not lexicon.has("lists", "looks_back", heading):
        return _LATER
    told = [int(one) for one in _ANY_YEAR.findall(words)]
    return _LATER if year is not None and told and min(told) > year else frozenset()


_LATER = frozenset({"later"})
_ANY_YEAR = prepared.pattern(r"((?:19|20)\d\d)年(?!\s*\d{1,2}月)")
_YEAR = prepared.pattern(r"((?:19|20)\d\d)年(?:年?[末底初]|同期|度|全年)?")


def _other_year(lead: str, year: int | None) -> bool:
    """Whether the words name a year before the report's (2022年为8,680件)."""
    printed = _YEAR.search(lead)
    return year is not None and printed is not None and int(printed[1]) < year


_COMPARES = prepared.pattern(r"占|(?:完成|达到)(?=[年度全计目任上下])|超|高于|低于|[较比]|对照|不足")
"""占年度任务的120%, 超过目标3个百分点: a result is measured by the plan, and is none."""


def _reach(sentence: str, opener: re.Match[str]) -> int:
    """How far a promise reaches: after a colon or quote over its sentence, else until something is told that was done."""
    if opener.group().endswith("("):
        return _closed(sentence, opener.end())
    if opener.group().rstrip()[-1:] in ':：“"':
        result = _RESULT.search(sentence, opener.end())
        return result.start() if result else len(sentence)
    done = lexicon.pattern("stance", "told_again").search(sentence, opener.end())
    return done.start() if done else len(sentence)


def _closed(sentence: str, opened: int) -> int:
    """Where the bracket closes that opened right before a place; those within it close before."""
    depth = 1
    for found in _BRACKET.finditer(sentence, opened):
        depth += 1 if found.group() == "(" else -1
        if not depth:
            return found.start()
    return len(sentence)


_BRACKET = lazily(r"[()]")
_RESULT = prepared.pattern(r"(?:实际|完成|执行|实施)(?:完成)?(?:结果|情况|值|数)?:")
"""年度目标：82%以上；实际结果：79.5%."""
_DONE = prepared.pattern(
    r"[。;](?:全年|年末|截[至止][^,。;]{1,12},)?实际(?!需|情|问|出发|行动|(?:利用|使用)外资|到位(?:内资|外资|省外))|"
    r"。(?:全年|年内|本年度?|当年|年末|年底|到年底|截[至止][^,。;]{1,12})[,]?(?:已|累计|总?共(?!同|享|建))"
)
"""年度目标：举办讲座20场。实际举办18场; 。全年共举办18场: what was done, in a paragraph of goals."""
_BINDING = frozenset({"≥", ">", "≤", "<"})

LONGEST = 2000
"""Characters of a sentence: what goes on for longer without a full stop is none, and is cut between two figures."""


class Plan:
    """Which figures of a paragraph are promised: all of a passage of goals, what follows 目标为：, what stands in its quotes."""

    def __init__(self, stance: Stance, figures: Sequence[Quantity] = ()) -> None:
        self._bounds = [one.span.start for one in figures if one.bound in _BINDING]
        self._promised = stance == "promised"
        self._told: dict[int, list[tuple[int, int]]] = {}
        """The stretches that are promised, by where their sentence begins."""

    def _binds(self, sentence: str, opened: int, end: int) -> bool:
        """Whether a sentence sets bounds one after the other (不少于…；不低于…) and tells nothing that was done."""
        bounds = bisect_left(self._bounds, end) - bisect_left(self._bounds, opened)
        return bounds > 1 and lexicon.pattern("stance", "told_again").search(sentence) is None

    def at(self, flat: str, opened: int, start: int, lead: str) -> bool:
        """Whether the figure that starts at `start`, in the sentence opened at `opened`, is planned."""
        if self._promised and not (_RESULT.search(flat, endpos=start) or _DONE.search(flat, endpos=start)):
            return True
        if opened not in self._told:
            self._told[opened] = self._stretches(flat, opened, min(sentence_end(flat, start), start + LONGEST))
        if any(begin <= start < end for begin, end in self._told[opened]):
            return True
        if _OF_PLAN.fullmatch(lead):
            return False
        clause = flat[opened:start].rpartition(";")[2]
        plans = list(lexicon.pattern("stance", "plans").finditer(clause))
        if plans and lexicon.pattern("stance", "carried_out").search(clause, plans[-1].end()) is None:
            return True
        return lexicon.has("stance", "planned", lead) and _COMPARES.search(lead) is None

    def _stretches(self, flat: str, opened: int, end: int) -> list[tuple[int, int]]:
        """What is promised of a sentence: all of it where it sets bounds, else what stands behind the words that promise."""
        sentence = flat[opened:end]
        if self._binds(sentence, opened, end):
            return [(opened, end)]
        return [
            (opened + found.end(), opened + _reach(sentence, found))
            for pattern in lexicon.each("stance", "promised")
            for found in pattern.finditer(sentence)
        ]


_OF_PLAN = prepared.pattern(r"的(?:比例为?|约|近)?")
"""完成年度计划12万批次的105%: how much of the plan was done, and no part of it."""


def sentence_end(flat: str, end: int) -> int:
    """Where the sentence ends that goes on at `end`, its mark included."""
    found = _ENDING.search(flat, end)
    return len(flat) if found is None else found.end()


_ENDING = lazily(f"[{SENTENCE_END}]")
