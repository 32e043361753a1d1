"""Deadlines and the dates that keep or miss them."""

import re
from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.kept import in_time, said_on, titled
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_SAME = 0.22
"""How much of what a deadline says must stand around the date that answers it."""


def propose(reading: Reading) -> Iterator[Relation]:
    """Each deadline with the dates that answer it: in its own sentence, else where its words are told again."""
    dates = [one for one in reading.mentions if one.quantity.kind == "date" and one.period is not None]
    answered: set[int] = set()
    for date in dates:
        near = _labelled_behind(reading, date) or (_in_sentence(reading, date) if _asked(reading, date) else None)
        if near is not None:
            answered.add(date.at)
            yield _relation(date, near)
    for date in dates:
        if date.planned and date.at not in answered and not _extended_later(reading, date):
            yield from (_relation(date, reached) for reached in _elsewhere(reading, date, dates))


def _relation(deadline: Mention, reached: Mention) -> Relation:
    return Relation(
        kind="deadline", result=deadline.id, of=(reached.id,), by="statements.deadlines", place=reached.place
    )


def _asked(reading: Reading, date: Mention) -> bool:
    """Whether the words before a date ask for it: 原定, 约定, 延至."""
    return lexicon.has("deadlines", "asked", _lead(reading, date))


def _lead(reading: Reading, date: Mention) -> str:
    before = reading.mentions[date.at - 1] if date.at else None
    start = before.end if before is not None and before.paragraph == date.paragraph else 0
    return reading.flats[date.paragraph][max(date.began, date.start - 16, start) : date.start]


def _in_sentence(reading: Reading, date: Mention) -> Mention | None:
    """The next date of the sentence that is none of a plan, where no new deadline stands between."""
    for one in reading.sentence(date):
        if one.at <= date.at or one.quantity.kind != "date" or one.period is None:
            continue
        if _asked(reading, one) or _another_deadline(reading, date, one):
            return None
        if _reached(reading, one) or pairs(_clause(reading, date)) & pairs(_clause(reading, one)):
            return one
    return None


_DUE_LABEL = lazily(r"(?:计划|约定|要求|目标)[^,。;:\d]{0,6}(?:时间|日期|时限)[:为]?$")
_DONE_LABEL = lazily(r"^\s*实际[^,。;:\d]{0,6}(?:时间|日期)[:为]?$")


def _labelled_behind(reading: Reading, date: Mention) -> Mention | None:
    """计划完成时间：2024年7月底。实际完成时间：2024年9月14日: two labels of one form, the second right behind the first."""
    behind = reading.mentions[date.at + 1] if date.at + 1 < len(reading.mentions) else None
    if behind is None or behind.quantity.kind != "date" or behind.period is None or behind.sentence - date.sentence > 1:
        return None
    flat = reading.flats[behind.paragraph]
    labelled = _DONE_LABEL.search(flat[behind.opened : behind.start]) is not None
    return behind if labelled and _DUE_LABEL.search(_label(reading, date)) else None


def _label(reading: Reading, date: Mention) -> str:
    return reading.flats[date.paragraph][date.opened : date.start]


_BY = lazily(r"前$")
_DONE = lazily(r"实际|已经?|均|全部(?:完成|拨付|发放|支付|到位|建成|办结)|如期|按期|提前")


def _another_deadline(reading: Reading, date: Mention, one: Mention) -> bool:
    """一期10月20日前完工，二期次年6月底前完工: what is due of another part."""
    both = _BY.search(date.quantity.text) is not None and _BY.search(one.quantity.text) is not None
    return both and _DONE.search(_clause(reading, one)) is None


def _reached(reading: Reading, date: Mention) -> bool:
    return lexicon.has("deadlines", "reached", _clause(reading, date)) and not date.has("former")


def _clause(reading: Reading, date: Mention) -> str:
    flat = reading.flats[date.paragraph]
    rest = re.match(r"[^,;。]{0,40}", flat[date.end :])
    return flat[date.began : date.start] + (rest.group() if rest else "")


def _extended_later(reading: Reading, date: Mention) -> bool:
    return any(
        lexicon.has("deadlines", "extended", _lead(reading, one)) for one in reading.sentence(date) if one.at > date.at
    )


def _elsewhere(reading: Reading, deadline: Mention, dates: list[Mention]) -> list[Mention]:
    """The dates told elsewhere of what the deadline was set for."""
    said = _segment(reading, deadline)
    step = re.match(r"[^,;。]{0,12}", reading.flats[deadline.paragraph][deadline.end :])
    named = pairs(step.group()) if step is not None else frozenset()
    noun = _noun(reading, deadline)
    told = [
        one
        for one in dates
        if not one.planned
        and not _asked(reading, one)
        and not _another_deadline(reading, deadline, one)
        and (
            _reached(reading, one)
            or in_time(reading, one)
            or (not one.has("former") and named & pairs(_clause(reading, one)))
        )
    ]
    of_it = [one for one in told if _may_be_of(reading, noun, one)]
    scored = [
        (
            max(
                reading.rarity.containment(said, _told(reading, one)),
                _named(reading, noun, one),
                _SURE * titled(said, one),
            ),
            one,
        )
        for one in of_it
    ]
    if not noun and (same := _by_step(reading, deadline, told)):
        return same
    best = max(scored, key=lambda item: (item[0], -item[1].at), default=None)
    if best is None or best[0] < _SAME:
        return _only_kept(reading, deadline, dates, told)
    rivals = [one for score, one in scored if score > best[0] * _CLEAR and one.sentence != best[1].sentence]
    near = [one for score, one in scored if score > best[0] * _CLEAR and one.sentence == best[1].sentence]
    if rivals:
        return [best[1]] if best[0] > _SURE else []
    return _of_one_step(reading, deadline, _called_so(reading, noun, near))


def _noun(reading: Reading, deadline: Mention) -> str:
    """What a deadline is set for, by the words of its item before it."""
    return _NOISE.sub("", _DUTY.sub("", _own(reading.flats[deadline.paragraph][deadline.began : deadline.start])))


_ANY_WORKS = lazily(
    r"工程|项目|建设|改造|工作|任务|目标|年度|全部|所有|约定|计划|要求|规定|原定|预定|合同|限定|限期|务必|最迟|承诺|[各每全][省市县区州乡镇村校院局类批标个段]{0,2}"
)


def _may_be_of(reading: Reading, noun: str, date: Mention) -> bool:
    """Whether the words around a date hold some of what was due: 道路工程 was not done when 绿化工程 was."""
    name = _ANY_WORKS.sub("", noun)
    return len(name) < 1 + 1 or not pairs(name).isdisjoint(pairs(_told(reading, date)))


def _called_so(reading: Reading, noun: str, near: list[Mention]) -> list[Mention]:
    """Of several dates in one sentence those right behind what was due: 渠首于4月完成，泵房于9月完成."""
    scored = [(_named(reading, noun, one), one) for one in near]
    best = max((score for score, _one in scored), default=0.0)
    return [one for score, one in scored if score > best * _CLEAR] if best > _SAME else near


_WORKS = frozenset(("竣工", "竣工日期", "完工", "交工", "落成", "建成"))


def _only_kept(reading: Reading, deadline: Mention, dates: list[Mention], told: list[Mention]) -> list[Mention]:
    """The one date of finished works that is said to be in time, where the report sets one deadline for works."""
    if not _WORKS.intersection(_steps(_clause(reading, deadline))):
        return []
    due = [one for one in dates if one.planned and _WORKS.intersection(_steps(_clause(reading, one)))]
    done = [one for one in told if _WORKS.intersection(_steps(said_on(reading, one)))]
    return done if len(due) == len(done) == 1 and in_time(reading, done[0]) else []


_ALL = lazily(r"\A(?:前|底前|全部|全面|完成|并|正式|通过|\s)*")


def _by_step(reading: Reading, deadline: Mention, told: list[Mention]) -> list[Mention]:
    """8月20日前交付使用: what is due is the step itself, and one sentence tells when it was taken."""
    rest = re.match(r"[^,;。]{0,12}", reading.flats[deadline.paragraph][deadline.end :])
    words = _ALL.sub("", rest.group()) if rest else ""
    steps = set(_steps(words))
    if not steps or lexicon.pattern("deadlines", "reached").match(words) is None:
        return []
    same = [one for one in told if steps <= set(_steps(_clause(reading, one)))]
    return same if len({one.sentence for one in same}) == 1 else []


def _of_one_step(reading: Reading, deadline: Mention, near: list[Mention]) -> list[Mention]:
    """Of several dates in one sentence those of the step that is due: 完工 by a day is not kept by the day of 验收."""
    due = set(_steps(_clause(reading, deadline)))
    same = [one for one in near if due & set(_steps(_clause(reading, one)))]
    return same or near


def _steps(clause: str) -> list[str]:
    return lexicon.pattern("deadlines", "reached").findall(clause)


_DUTY = lazily(r"应?[于在自]$|应当?$|须$")


def _named(reading: Reading, noun: str, date: Mention) -> float:
    """How much of what the deadline names stands right before the date."""
    if len(noun) < 2:
        return 0.0
    return 0.8 * reading.rarity.containment(
        noun, reading.flats[date.paragraph][max(date.opened, date.start - 24) : date.start]
    )


_CLEAR = 0.6
_SURE = 0.5
_NOISE = lazily(r"^[\s\d.、()]+|于$|在$")


def _segment(reading: Reading, deadline: Mention) -> str:
    """What a deadline is set for: its segment without the date itself; a clause of its own takes the one before along."""
    flat = reading.flats[deadline.paragraph]
    before = flat[deadline.opened : deadline.start].rsplit(";", 1)[-1].rsplit(":", 1)[-1]
    rest = re.match(r"[^,;。]{0,30}", flat[deadline.end :])
    own = _own(flat[deadline.began : deadline.start]).strip()
    kept = before if len(own) < 2 else own
    return _NOISE.sub("", kept) + (rest.group() if rest else "")


_ITEMS = lazily(r"\d[^、]*、(?=[^、]{2,}$)")


def _own(words: str) -> str:
    """Of goals in a row (举办课堂20场、库房改造6月底前完成) the words of the last one: those behind the last figure and its comma."""
    found = _ITEMS.search(words)
    return words[found.end() :] if found is not None else words


def _told(reading: Reading, date: Mention) -> str:
    flat = reading.flats[date.paragraph]
    rest = re.match(r"[^;。]{0,60}", flat[date.end :])
    return f"{date.heading} {flat[max(date.opened, date.start - 60) : date.start]}{rest.group() if rest else ''}"
