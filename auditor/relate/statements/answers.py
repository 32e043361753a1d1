"""What a report tells that may answer a promise: results, totals of lists, lists without a total."""

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.relate.statements.steps import OVER_GOAL
from auditor.text.patterns import lazily


class Answer(NamedTuple):
    """Results that may answer a promise together, and what is said around them."""

    members: tuple[Mention, ...]
    clause: str
    around: str
    part: bool = False
    """It is one of a list whose total is told, or of part of the year: it answers the like part of a promised list alone."""
    within: str = ""
    """The words of the whole that it is a part of: 体检职工912名，其中女职工310名."""


def answers_of(reading: Reading) -> list[Answer]:
    """What is told: single results, totals of lists, and lists without a total."""
    found: list[Answer] = []
    listed = {total.whole.at: total.run.opener + total.run.names for total in reading.totals}
    about = {total.whole.at for total in reading.totals if total.whole.quantity.bound == "~"}
    year = list(_parts_of_year(reading))
    of_year = {one.at for answer in year for one in answer.members}
    for one in reading.mentions:
        if one.at not in about and not _costed(reading, one):
            found.extend(_told_by(reading, one, of_year, listed.get(one.at, "")))
    told_about = {id(total.run) for total in reading.totals if total.whole.at in about}
    summed = {id(total.run) for total in reading.totals if total.whole.at not in about}
    for run in reading.runs:
        if (
            id(run) in summed
            or run.first.planned
            or run.first.percent
            or run.first.depth
            or run.first.has("full_marks")
        ):
            continue
        words = f"{run.opener}{run.names}"
        if run.strong or _whole(run.names) or id(run) in told_about:
            if len({one.unit for one in run.members}) == 1:
                found.append(Answer(with_rest(reading, run), words, words_around(reading, run.last)))
            found.extend(Answer((one,), one.lead + one.tail, one.lead + one.tail) for one in run.members if run.strong)
    return [*found, *year]


def _costed(reading: Reading, one: Mention) -> bool:
    """日间照料96人、每人每月900元，需103.68万元: what a budget was made for, and not what was done."""
    for other in reading.later(one)[:_COST]:
        if other.quantity.kind == "money" and not other.has("price"):
            return _NEEDS.match(other.lead) is not None
    return False


def _told_by(reading: Reading, one: Mention, of_year: Container[int], listed: str) -> Iterator[Answer]:
    """What one figure tells by itself: a part of what is told before, or a whole; none where its list tells it."""
    if not _tells(one):
        if one.lead.startswith(_AMONG) and one.at not in reading.parts and _tells(one, among=True):
            yield _part_of(one, _before(reading, one))
        return
    part = reading.parts.get(one.at)
    if (part is not None and part.by != "elsewhere") or one.at in of_year:
        yield _part_of(one, part.whole if part is not None else None)
        return
    run = reading.run_of.get(one.at)
    if run is None or not run.first.amount or one.percent or not (run.strong or _whole(run.names)):
        yield Answer((one,), reading.clause(one) + listed, words_around(reading, one))


_COST = 3
"""Figures behind a count among which its cost stands."""
_NEEDS = lazily(r"(?:共|总?共?计|约|预计|测算)*(?:需要?|所需)(?:资金|经费|投入|补助|支出|安排)*(?:约|为)?$")
_AMONG = "其中"


def _part_of(one: Mention, whole: Mention | None) -> Answer:
    words = one.lead.removeprefix(_AMONG) + one.tail
    return Answer((one,), words, words, part=True, within=whole.lead + whole.tail if whole is not None else "")


def _before(reading: Reading, one: Mention) -> Mention | None:
    """The like figure of its sentence right before, which it is among."""
    return next((before for before in reading.earlier(one)[-1:] if alike(before, one)), None)


def with_rest(reading: Reading, run: Run) -> tuple[Mention, ...]:
    """东河镇1.2万亩、西河镇1.4万亩，其余4个乡镇0.8万亩: all of a list, with what is told of the rest behind it."""
    behind = (one for one in reading.later(run.last)[:_REST_WITHIN] if one.unit == run.last.unit)
    rest = next(behind, None)
    if rest is None or rest.planned or _REST.search(reading.clause(rest)) is None:
        return run.members
    return (*run.members, rest)


_REST_WITHIN = 2
_REST = lazily(r"其余|剩余|余下|其他")


def _tells(one: Mention, *, among: bool = False) -> bool:
    """Whether a figure tells what was reached: no plan, no former value, no share, nothing that is missing."""
    if (
        one.planned
        or one.depth
        or one.quantity.kind in ("date", "point", "multiple")
        or (
            one.quantity.bound not in ("=", "~") and not (one.quantity.kind == "duration" and one.quantity.bound == "≤")
        )
    ):
        return False
    if one.has("former", "full_marks", "later") or (one.has("increment") and not one.percent):
        return False
    if _ASKED.search(f"{one.lead}#{one.tail}"):
        return False
    if _ASPECTS.match(one.tail) is not None or one.lead.endswith("每"):
        return False
    if not one.percent and OVER_GOAL.search(one.lead):
        return False
    return (among or not one.lead.startswith(_AMONG)) and _SHORT_OF.search(one.lead) is None


def of_a_sample(one: Mention, own: str) -> bool:
    """抽查保洁员64人: who was looked at or asked, where the promise was not to look or ask."""
    found = _SAMPLED.search(one.lead) if one.unit in _ASKED_OF else None
    return found is not None and found.group() not in own


_ASKED_OF = frozenset(["人", "名", "户", "家", "位"])
"""Units of those who can be asked; to test 1260批次 is a deed of its own."""
_SAMPLED = lazily(r"抽[查取访]|随机|走访|回访|访谈|电话访问|拨打|问卷|清退|追回|注销|取消")


def of_part_of_year(reading: Reading, one: Mention) -> bool:
    """Whether a figure is told of part of the year alone: 一至三季度培训480人次."""
    words = reading.clause(one)
    return lexicon.has("lists", "part_of_year", words) and not lexicon.has("lists", "whole_year", words)


_ASPECTS = lazily(r"(?:方面|部分|环节|领域|阶段|层面|维度|方向)")
"""用于演出、文化站提升和设备更新五个方面: how many things were named, and none of what they count."""
_ASKED = lazily(r"(?:征求|听取|征集|询问|(?:同意|愿意|要求)[^#]{0,6}的)[^#]{0,6}#(?!.{0,6}条)")
"""询问860户租客意见: who was asked, and not who was served."""
_SHORT_OF = lazily(
    r"(?:缺口|剩余|余下|剩下|[尚还仍]有)[^,。;:、\d]{0,6}$|^(?:还?差(?![错异别旅评])|相差|缺(?![陷勤席])|欠(?!薪)|少(?![年儿数先])|超(?![市声级限载])|多(?![媒功元]))[^,。;:、]{0,4}$"
)
"""差160人次: what is missing, and not what was done; 差错率, 缺陷, 少儿 are names."""


def changed(one: Mention) -> bool:
    """Whether a percentage is a change (增长5%), and not what was reached by it (提升到86.5%)."""
    return lexicon.has("rates", "growth", one.lead) and not re.search(r"[到至为]了?$", one.lead)


def _parts_of_year(reading: Reading) -> Iterator[Answer]:
    """上半年完工5座；下半年又有3座完工: like figures of one sentence, each of its own part of the year."""
    for group in reading.sentences:
        told = [one for one in group if _single(reading, one)]
        for first in told:
            same = [one for one in told if alike(one, first)]
            if same[0] is first and len(same) > 1 and _whole("|".join(reading.clause(one) for one in same)):
                yield Answer(
                    tuple(same), "|".join(reading.clause(one) for one in same), words_around(reading, same[-1])
                )


def _single(reading: Reading, one: Mention) -> bool:
    return one.amount and not one.planned and one.at not in reading.run_of and reading.top(one) and not one.has("total")


def _whole(names: str) -> bool:
    """Whether the names of a list make a whole year: 上半年 and 下半年, four quarters."""
    return any(len(set(pattern.findall(names))) > 1 for pattern in lexicon.each("lists", "year_parts"))


_SAID = 120
"""Characters up to the end of a figure that speak of it; sentences are shorter."""


def words_around(reading: Reading, one: Mention) -> str:
    """The sentence up to the figure and on to the end of its clause, and what heads the paragraph and stands above it."""
    flat = reading.flats[one.paragraph]
    rest = re.match(r"[^;。]{0,40}", flat[one.end :])
    return f"{one.heading} {reading.label(one)} {flat[one.opened : one.end][-_SAID:]}{rest.group() if rest else ''}"
