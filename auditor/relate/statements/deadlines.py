"""Deadlines and the dates that keep or miss them."""

from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon, milestones
from auditor.relate.statements.kept import in_time, said_on, titled
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_SAME = 0.22
"""How much of what a deadline says must stand around the date that answers it."""


def propose(reading: Reading) -> Iterator[Relation]:
    """Each deadline with the dates that answer it: in its own sentence, else where its words are told again."""
    dates = [one for one in reading.mentions if one.period is not None]
    answered: set[int] = set()
    for date in dates:
        near = _labelled_behind(reading, date) or (
            _in_sentence(reading, date) if milestones.asked(reading, date) else None
        )
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


def _in_sentence(reading: Reading, date: Mention) -> Mention | None:
    """The next date of the sentence that is none of a plan, where no new deadline stands between."""
    for one in reading.later(date):
        if one.period is None or _only_begins(reading, date, one):
            continue
        if milestones.asked(reading, one) or milestones.another_deadline(reading, date, one):
            return None
        if milestones.reached(reading, one) or pairs(milestones.clause(reading, date)) & pairs(
            milestones.clause(reading, one)
        ):
            return one
    return None


_DUE_LABEL = lazily(r"(?:计划|约定|要求|目标)[^,。;:\d]{0,6}(?:时间|日期|时限)[:为]?$")
_DONE_LABEL = lazily(r"^\s*实际[^,。;:\d]{0,6}(?:时间|日期)[:为]?$")


def _labelled_behind(reading: Reading, date: Mention) -> Mention | None:
    """计划完成时间：2024年7月底。实际完成时间：2024年9月14日: two labels of one form, the second right behind the first."""
    behind = reading.mentions[date.at + 1] if date.at + 1 < len(reading.mentions) else None
    if behind is None or behind.period is None or behind.sentence - date.sentence > 1:
        return None
    flat = reading.flats[behind.paragraph]
    labelled = _DONE_LABEL.search(flat[behind.opened : behind.start]) is not None
    return behind if labelled and _DUE_LABEL.search(_label(reading, date)) else None


def _label(reading: Reading, date: Mention) -> str:
    return reading.flats[date.paragraph][date.opened : date.start]


def _extended_later(reading: Reading, date: Mention) -> bool:
    return any(lexicon.has("deadlines", "extended", milestones.lead(reading, one)) for one in reading.later(date))


def _elsewhere(reading: Reading, deadline: Mention, dates: list[Mention]) -> list[Mention]:
    """The dates told elsewhere of what the deadline was set for, but those that another deadline names better."""
    told = [
        one for one in dates if _may_answer(reading, deadline, one) and not _of_another(reading, deadline, one, dates)
    ]
    noun = milestones.noun(reading, deadline)
    if not milestones.name(noun) and (same := _by_step(reading, deadline, told)):
        return same
    said = milestones.segment(reading, deadline)
    of_it = [one for one in told if _may_be_of(reading, noun, one)]
    scored = [
        (
            max(
                reading.rarity.containment(said, milestones.told(reading, one)),
                _named(reading, noun, one),
                _SURE * (titled(said, one) or milestones.opens(reading, noun, one)),
            ),
            one,
        )
        for one in of_it
    ]
    best = max(scored, key=lambda item: (item[0], -item[1].at), default=None)
    if best is None or best[0] < _SAME:
        return _only_step(reading, deadline, dates, of_it) or _only_kept(reading, deadline, dates, told)
    near = [one for score, one in scored if score > best[0] * _CLEAR]
    if any(one.sentence != best[1].sentence for one in near):
        tied = any(score >= best[0] and one.period != best[1].period for score, one in scored)
        return [best[1]] if best[0] > _SURE and not tied else []
    return _of_one_step(reading, deadline, _called_so(reading, deadline, noun, near))


def _may_answer(reading: Reading, deadline: Mention, date: Mention) -> bool:
    """Whether a date tells when something was done, and is no deadline itself."""
    if date.planned or milestones.asked(reading, date) or milestones.another_deadline(reading, deadline, date):
        return False
    if _only_begins(reading, deadline, date):
        return False
    if milestones.of_a_share(reading, deadline) != milestones.of_a_share(reading, date):
        return False
    if milestones.reached(reading, date) or in_time(reading, date):
        return True
    step = pairs(reading.flats[deadline.paragraph][deadline.end : deadline.end + _STEP])
    return not date.has("former") and not step.isdisjoint(pairs(milestones.clause(reading, date)))


def _only_begins(reading: Reading, deadline: Mention, date: Mention) -> bool:
    """10月底前完工，3月12日开工: whether a date tells of a beginning, where more was due."""
    begun = set(milestones.deeds(reading, date))
    if not begun or not begun <= _STARTS:
        return False
    return _STARTS.isdisjoint(milestones.steps(milestones.clause(reading, deadline)))


_STARTS = frozenset(("开工", "启动"))
"""What begins a work, and ends none."""
_STEP = 12
"""Characters behind a deadline that say what is to be done by it."""


def _of_another(reading: Reading, deadline: Mention, date: Mention, dates: list[Mention]) -> bool:
    """10月底前完工，11月底前完成验收: the day of 验收 answers the deadline whose own words its clause tells best."""
    words = milestones.clause(reading, date)
    own = _fit(reading, deadline, words)
    return any(
        _fit(reading, other, words) > max(own, _SAME)
        for other in dates
        if other.planned and other.paragraph == deadline.paragraph
    )


def _fit(reading: Reading, deadline: Mention, words: str) -> float:
    return reading.rarity.similarity(milestones.segment(reading, deadline), words)


def _may_be_of(reading: Reading, noun: str, date: Mention) -> bool:
    """Whether the words around a date hold some of what was due: 道路工程 was not done when 绿化工程 was."""
    name = milestones.name(noun)
    return len(name) < 1 + 1 or not pairs(name).isdisjoint(pairs(milestones.told(reading, date)))


def _called_so(reading: Reading, deadline: Mention, noun: str, near: list[Mention]) -> list[Mention]:
    """Of several dates in one sentence those of what was due: 渠首于4月完成，泵房于9月完成; 4月8日完成招标，5月开工."""
    due = set(milestones.steps(milestones.clause(reading, deadline))) - _ANY_STEP
    taken = [one for one in near if due & set(milestones.deeds(reading, one))]
    scored = [(_called(reading, noun, one), one) for one in taken or near]
    best = max(score for score, _one in scored)
    return [one for score, one in scored if score > best * _CLEAR] if best > _SAME else taken or near


def _called(reading: Reading, noun: str, date: Mention) -> float:
    """How much of what was due stands in the clause of a date, or further before it, where it may be of another date."""
    own = reading.rarity.containment(noun, milestones.clause(reading, date))
    return max(own, 0.6 * _named(reading, noun, date))


def _only_step(reading: Reading, deadline: Mention, dates: list[Mention], of_it: list[Mention]) -> list[Mention]:
    """The dates of one sentence that tell the step of a deadline, where no other deadline asks for it."""
    due = set(milestones.steps(milestones.clause(reading, deadline))) - _ANY_STEP
    others = [one for one in dates if one.planned and one.at != deadline.at]
    if not milestones.name(milestones.noun(reading, deadline)) or any(
        due & set(milestones.steps(milestones.clause(reading, one))) for one in others
    ):
        return []
    same = [one for one in of_it if due & set(milestones.deeds(reading, one))]
    return same if len({one.sentence for one in same}) == 1 else []


_WORKS = frozenset(("竣工", "竣工日期", "完工", "交工", "落成", "建成"))


def _only_kept(reading: Reading, deadline: Mention, dates: list[Mention], told: list[Mention]) -> list[Mention]:
    """The one date of finished works that is said to be in time, where the report sets one deadline for works."""
    if not _WORKS.intersection(milestones.steps(milestones.clause(reading, deadline))):
        return []
    due = [
        one for one in dates if one.planned and _WORKS.intersection(milestones.steps(milestones.clause(reading, one)))
    ]
    done = [one for one in told if _WORKS.intersection(milestones.steps(said_on(reading, one)))]
    return done if len(due) == len(done) == 1 and in_time(reading, done[0]) else []


_ANY_STEP = frozenset(("完成", "结束", "完毕", "正式"))
"""Steps that any work takes: they name none."""


def _by_step(reading: Reading, deadline: Mention, told: list[Mention]) -> list[Mention]:
    """8月20日前交付使用, 工程6月底前通水: what is due is the step itself, and one sentence tells when it was taken."""
    words = milestones.step(reading, deadline)
    steps = set(milestones.steps(words))
    if lexicon.pattern("deadlines", "reached").match(words) is None:
        return []
    if milestones.noun(reading, deadline) and steps <= _ANY_STEP:
        return []
    same = [one for one in told if steps <= set(milestones.deeds(reading, one))]
    return same if len({one.sentence for one in same}) == 1 else []


def _of_one_step(reading: Reading, deadline: Mention, near: list[Mention]) -> list[Mention]:
    """Of several dates in one sentence those of the step that is due: 完工 by a day is not kept by the day of 验收."""
    due = set(milestones.steps(milestones.clause(reading, deadline)))
    same = [one for one in near if due & set(milestones.deeds(reading, one))]
    return same or near


def _named(reading: Reading, noun: str, date: Mention) -> float:
    """How much of what the deadline names stands right before the date, in its item."""
    before = reading.flats[date.paragraph][date.opened : date.start][-_NEAR:].rpartition(";")[2]
    return 0.8 * reading.rarity.containment(noun, before)


_NEAR = 24
_CLEAR = 0.6
_SURE = 0.5
