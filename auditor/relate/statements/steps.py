"""Differences: in points between two rates, in amounts between two values, or between two that stand beside each other."""

import re
from collections.abc import Iterator

from auditor import prepared
from auditor.model.relation import Form, Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.bases import of_a_rate_untold
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

GAP = prepared.pattern(r"(?:价差|差价|差额|相差|差距)(?:为|是|约)?$")


def apart(reading: Reading, gap: Mention) -> Iterator[Relation]:
    """轮出均价2650元，轮入均价2780元，每吨价差130元: the larger of the two figures before it less the other."""
    match [one for one in reading.earlier(gap)[-2:] if alike(one, gap)]:
        case [one, other]:
            turned = changed_by("difference", gap, (one, other))
            yield changed_by("difference", gap, (other, one)).model_copy(update={"otherwise": (turned,)})


SHORT_OF = prepared.pattern(r"(?:缺口|尚缺|还缺|少安排|少到位|少拨|欠[拨缴付]|短缺|差额)(?:为|达|约)?$")
_NEEDED = lazily(r"需|应|核定|要求|编制")
_GIVEN = lazily(r"已|落实|实际|仅|只|到位|现有|实有|安排")
_CLAUSES = 2
"""How many clauses before a gap the first of its two figures may stand."""


def short_of(reading: Reading, gap: Mention) -> Iterator[Relation]:
    """需要240万元，仅落实150万元，缺口90万元: what is needed less what there is."""
    match [one for one in reading.earlier(gap)[-2:] if alike(one, gap) and gap.clause - one.clause <= _CLAUSES]:
        case [needed, given]:
            first, second = reading.up_to(needed), reading.up_to(given)
            if _NEEDED.search(first) and _GIVEN.search(second):
                yield changed_by("difference", gap, (needed, given))
            elif _GIVEN.search(first) and _NEEDED.search(second):
                yield changed_by("difference", gap, (given, needed))


def _apart(step: Mention, before: list[Mention]) -> Iterator[Relation]:
    """相差9个百分点 behind the two percentages of its own clauses."""
    match before:
        case [*_, one, other] if one.segment == step.segment:
            yield changed_by("difference", step, (one, other), "points")


def in_points(reading: Reading, step: Mention) -> Iterator[Relation]:
    """提高4.8个百分点 between two percentages; 相差9个百分点 between the highest and the lowest."""
    if _ELSEWHERE.search(step.lead) or of_a_rate_untold(reading, step):
        return  # against a level that other places have
    before = [one for one in reading.earlier(step) if one.percent and not one.planned]
    if not before:
        earlier = reading.before(step)
        before = (
            [one for one in earlier if one.percent and one.sentence == earlier[0].sentence and not one.planned]
            if earlier
            else []
        )
    if not before and (pair := _told_behind(reading, step)) is not None:
        yield changed_by("difference", step, pair, "points")
        return
    if lexicon.has("differences", "apart", step.lead):
        yield from _apart(step, before)
        return
    former = next((one for one in reversed(before) if one.has("former")), None)
    if former is None:
        former = next(
            (one for one in reading.later(step) if one.percent and one.has("former") and one.clause == step.clause + 1),
            None,
        )
        if former is not None and before:
            pair = (former, before[-1]) if lexicon.has("rates", "falls", step.lead) else (before[-1], former)
            yield changed_by("difference", step, pair, "points")
            return
    if former is None and len(before) > 1 and (found := _AGAINST.search(before[-1].lead)) is not None:
        pair = (before[-1], before[-2]) if found.group() in ("低于", "少于") else (before[-2], before[-1])
        yield changed_by("difference", step, pair, "points")
        return
    if former is None:
        yield from over_the_goal(reading, step, before)
        return
    after = [one for one in before if one.at > former.at]
    new = after[0] if after else next((one for one in reversed(before) if not one.has("former")), None)
    if new is None:
        return
    pair = (former, new) if lexicon.has("rates", "falls", step.lead) else (new, former)
    yield changed_by("difference", step, pair, "points")


def _told_behind(reading: Reading, step: Mention) -> tuple[Mention, Mention] | None:
    """提高2.6个百分点，由79.5%升至81.1%: both rates right behind the step."""
    match [one for one in reading.later(step)[:2] if one.percent and not one.planned]:
        case [former, new] if former.has("former") and former.clause == step.clause + 1:
            return (former, new) if lexicon.has("rates", "falls", step.lead) else (new, former)
    return None


_ELSEWHERE = lazily(
    r"(?:低于|高于|优于|领先|快于|慢于|好于|[比较])[^,。;:、\d]{0,6}(?:全[国省市州县区]|平均|同类|序时|周边|对照|[省市县]级)[^,。;:、\d]{0,6}$"
)
OVER_GOAL = prepared.pattern(
    r"(?P<by>高于|超过|超出|高出|超额|低于|超|[较比])(?:年度|年初|全年|合同|任务书|预期|既定|绩效)*(?:目标|任务|要求|计划)(?:值|数)?(?P<behind>高|低|多|少)?(?:出|了)?$"
)


def over_the_goal(reading: Reading, step: Mention, before: list[Mention]) -> Iterator[Relation]:
    """达到42%，超过目标2个百分点; 覆盖6480人，超出目标480人: what was reached against the promise that it answers."""
    found = OVER_GOAL.search(step.lead)
    told = _reached(reading, step, before, found) if found is not None else None
    if found is None or told is None:
        return
    reached, goal = told
    if (found["by"] in "较比") != (found["behind"] is not None):
        return
    below = found["by"] in ("低于", "少于") or found["behind"] in ("低", "少")
    pair = (goal, reached) if below else (reached, goal)
    over = changed_by("difference", step, pair, "points" if step.quantity.kind == "point" else "")
    if found["by"] in ("高于", "超过", "低于") and step.quantity.kind != "point":
        asked = changed_by("bound", reached, (step,), "at-most" if below else "at-least")
        over = over.model_copy(update={"otherwise": (asked,)})  # 超过目标6000人: what was asked
    yield over


def _reached(
    reading: Reading, step: Mention, before: list[Mention], over: re.Match[str]
) -> tuple[Mention, Mention] | None:
    """What was reached and its promise: the figure right before, else the one answer whose promise is called as the step is."""
    near = before[-1] if before and before[-1].sentence == step.sentence else None
    if near is not None and (step.quantity.kind == "point" or alike(near, step)) and near.at in reading.promised:
        return near, reading.promised[near.at]
    called = step.lead[: over.start()][-_CALLED:]
    if len(called) < _CALLED or step.quantity.kind == "point":
        return None
    answers = [reading.mentions[at] for at in reading.promised]
    told = [one for one in answers if alike(one, step) and called in reading.promised[one.at].lead]
    return (told[0], reading.promised[told[0].at]) if len(told) == 1 else None


_CALLED = 4
"""Characters of a name that tells one promise from others."""


_AGAINST = lazily(r"高于|低于|超过|超出|优于|少于")
"""达到92%，高于年初确定的90%目标2个百分点."""


def in_amounts(reading: Reading, step: Mention, group: list[Mention]) -> Iterator[Relation]:
    """净增3.1万人 between two values of its sentence."""
    if _beside_a_flow(reading, step):
        return
    near = [
        one
        for one in group
        if one.at != step.at
        and alike(one, step)
        and not one.planned
        and (one.depth == step.depth or (one.at == step.at + 1 and one.has("former") and not _AMONG.match(one.lead)))
    ]
    flows = [one for one in near if one.at < step.at][-2:]
    if _NET.search(step.lead) and len(flows) > 1 and _CAME.search(flows[0].lead) and _WENT.search(flows[1].lead):
        yield changed_by("difference", step, (flows[0], flows[1]))
        return
    near = [one for one in near if one.at not in reading.parts]
    near = [one for one in near if one.segment == step.segment] or near
    former = next((one for one in reversed(near) if one.has("former") and one.at < step.at), None) or next(
        (one for one in near if one.has("former")), None
    )
    if former is None:
        yield from _compared(reading, step, near)
        return
    near = [one for one in near if not one.has("former", "increment")]
    near = [one for one in near if one.has("mean") == former.has("mean")] or near
    after = [one for one in near if one.at > former.at]
    before = [one for one in near if one.at < former.at]
    new = (
        after[0]
        if after and after[0].clause == former.clause
        else before[-1]
        if before
        else after[0]
        if after
        else None
    )
    if new is not None:
        pair = (former, new) if lexicon.has("rates", "falls", step.lead) else (new, former)
        yield changed_by("difference", step, pair)


def _beside_a_flow(reading: Reading, step: Mention) -> bool:
    """新增31人、减少9人: what came and what went, and no change between two values."""
    before = reading.earlier(step)[-1:] if step.gap.startswith("、") else []
    return any(alike(one, step) and _CAME.search(one.lead) for one in before)


_AMONG = lazily(r"(?:其中)?含|其中|包括")
"""增加8个(含上年转来的5个): a part of what came, and no value of the year before."""
_NET = lazily(r"净[增新]")
_CAME = lazily(r"新|招|入|引进|采购|购|增|进|来|调入")
_WENT = lazily(r"离|退|减|剔|流出|流失|注销|报废|淘汰|调出|去世|撤")


def _compared(reading: Reading, step: Mention, near: list[Mention]) -> Iterator[Relation]:
    """19,860,000元，比签约总价多926,000元: the value spoken of against the one that is named."""
    named = re.search(r"[较比]([^,。;:、\d]{2,12}?)(?:多|少|高|低|增|减|节约)(?:出|了)?$", step.lead)
    if named is None or not near:
        return
    value = next((one for one in reversed(near) if one.at < step.at), None)
    if value is None or re.search(r"上年|去年|同期|上一年|计划|目标", named[1]):
        return
    other = next(
        (one for one in reversed(reading.mentions[: value.at]) if alike(one, value) and named[1][-4:] in one.lead),
        None,
    )
    if other is not None:
        pair = (other, value) if re.search(r"少|低|节约|减", step.lead) else (value, other)
        yield changed_by("difference", step, pair)


def changed_by(kind: str, result: Mention, of: tuple[Mention, ...], form: Form = "") -> Relation:
    """How a change is written down: what it is told between, and the sentence that tells it."""
    return Relation.model_validate(
        {
            "kind": kind,
            "result": result.id,
            "of": tuple(one.id for one in of),
            "form": form,
            "by": "statements.growth",
            "place": result.place,
        }
    )
