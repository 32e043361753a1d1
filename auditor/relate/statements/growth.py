"""Growth: a change in per cent, in points or in amounts, between a former value and a reported one."""

import re
from collections.abc import Iterator
from decimal import Decimal

from auditor import prepared
from auditor.model.relation import Form, Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.compared import (
    is_value,
    names_another,
    of_named,
    of_something_else,
    of_the_year_before,
    told_apart,
    without_the_year_before_last,
)
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.steps import (
    GAP,
    OVER_GOAL,
    SHORT_OF,
    apart,
    changed_by,
    in_amounts,
    in_points,
    over_the_goal,
    short_of,
)
from auditor.text.patterns import lazily

_TIMES = prepared.pattern(r"翻")


def propose(reading: Reading) -> Iterator[Relation]:
    """Growth in per cent, differences in points, and increments told beside the two values."""
    for group in reading.sentences:
        for mention in group:
            if not mention.planned:
                yield from _in_rates(reading, mention, group) or _in_figures(reading, mention, group)


def _in_rates(reading: Reading, mention: Mention, group: list[Mention]) -> list[Relation]:
    """Changes told as rates: so many times the former value, so many per cent more, so many points."""
    if (mention.quantity.kind == "multiple" or mention.percent) and _TIMES_OF.search(mention.lead):
        return list(_times(reading, mention, group))
    if mention.quantity.kind == "multiple" and (pair := _times_the_former(reading, mention)) is not None:
        return [changed_by("ratio", mention, pair)]
    if _is_growth(mention):
        return list(_growth(reading, mention, group))
    return list(in_points(reading, mention)) if mention.quantity.kind == "point" else []


def _in_figures(reading: Reading, mention: Mention, group: list[Mention]) -> Iterator[Relation]:
    """Changes told in the unit of the values: a gap, what was done beyond the goal, an increment."""
    if mention.percent or mention.quantity.kind in ("point", "multiple"):
        return
    if GAP.search(mention.lead):
        yield from apart(reading, mention)
    elif SHORT_OF.search(mention.lead) and mention.amount:
        yield from short_of(reading, mention)
    elif OVER_GOAL.search(mention.lead) and mention.amount:
        yield from over_the_goal(reading, mention, reading.earlier(mention))
    elif mention.has("increment") or _YIELD.search(mention.lead):
        yield from in_amounts(reading, mention, group)


_YIELD = prepared.pattern(r"亩均[增减]产$")
_TIMES_OF = prepared.pattern(r"(?:是|为|达到?|相当于)(?:上年|去年|上一年|同期|上年同期)[^,。;:、\d]{0,6}的$")


def _times(reading: Reading, times: Mention, group: list[Mention]) -> Iterator[Relation]:
    """是上年的1.5倍: the reported value over the former one."""
    former = next((one for one in group if one.has("former") and is_value(one)), None)
    new = next((one for one in reversed(reading.earlier(times)) if is_value(one) and not one.has("former")), None)
    if former is not None and new is not None and alike(new, former):
        yield changed_by("ratio", times, (new, former))


_IS = lazily(r"(?:是|为|达到?|相当于)(?:上年|去年|上一年|同期|前一年|(?:19|20)\d\d年)[^,。;:、\d]{0,8}$")


def _times_the_former(reading: Reading, times: Mention) -> tuple[Mention, Mention] | None:
    """面积3.6万平方米，是去年1.2万平方米的3倍: the two figures right before, the former one called so."""
    new, former = reading.mentions[times.at - 2 : times.at] if times.at > 1 else (None, None)
    if new is None or former is None or new.sentence != times.sentence or not alike(new, former):
        return None
    said = reading.up_to(former)
    return (new, former) if times.lead == "的" and _IS.search(said) is not None else None


def _is_growth(mention: Mention) -> bool:
    kind = mention.quantity.kind
    if kind not in ("percent", "multiple", "number") or mention.quantity.bound not in ("=", "~"):
        return False
    if kind == "number" and "分之" not in mention.quantity.text:
        return False
    if _COMPOUND.search(mention.lead) or _HOPED.search(mention.lead):
        return False
    told = bool(_TIMES.match(mention.quantity.text)) or lexicon.has("rates", "growth", mention.lead)
    return told and not re.search(r"(?:提高|提升|增加|上升|下降|降低|增长|减少)[到至为]了?$", mention.lead)


def _growth(reading: Reading, change: Mention, group: list[Mention]) -> Iterator[Relation]:
    near = _values(reading, change, group)
    before = [one for one in near if one.at < change.at]
    if (named := of_named(change, before)) is not None:
        yield changed_by("growth", change, named, _form(change))
        return
    former = _former(before, near[len(before) :], change)
    if former is not None:
        if not of_something_else(change, former, before):
            yield from _against(reading, change, former, near, before)
    elif change.percent and (pair := _rates(before, change)) is not None:
        yield changed_by("growth", change, pair, _form(change)).model_copy(update={"by": "statements.growth.rates"})
    elif (step := _step(before, change)) is not None:
        values = [one for one in before if alike(one, step) and not one.has("increment", "mean")]
        values = [one for one in values if not one.has("budget", "contract")] or values
        if values:
            yield _stepped(change, step, values[-1])
    elif (pair := of_the_year_before(reading, change)) is not None:
        yield changed_by("growth", change, pair, _form(change))


def _against(
    reading: Reading, change: Mention, former: Mention, near: list[Mention], before: list[Mention]
) -> Iterator[Relation]:
    """A change against the former value: of the reported one beside it or told before, else of the increment."""
    new = _new(near, former, change)
    if new is not None and names_another(change, former, new):
        return
    new = reading.whole(new) if new is not None else _told_before(reading, former, change)
    if new is not None:
        yield changed_by("growth", change, (new, former), _form(change))
    elif (step := _step(before, change)) is not None and alike(step, former):
        yield changed_by("growth", change, (step, former), "delta")


def _stepped(change: Mention, step: Mention, new: Mention) -> Relation:
    relation = changed_by("growth", change, (step, new), "step")
    falls = lexicon.has("rates", "falls", step.lead)
    return relation.model_copy(update={"factor": Decimal(-1)}) if falls else relation


def _values(reading: Reading, change: Mention, group: list[Mention]) -> list[Mention]:
    """The figures that may be the two values of a change: of its sentence, and of the one before where its own has none."""
    own = without_the_year_before_last([one for one in group if one.at != change.at and not one.planned])
    segment = [one for one in own if one.segment == change.segment]
    if (
        segment and segment[0].has("former") and all(one.at >= change.at for one in segment[1:])
    ):  # 本年39万；上年32.5万，增长20%
        segment = [one for one in own if one.segment in (change.segment - 1, change.segment)]
    compared = any(one.has("former", "increment") for one in segment)
    if compared and any(is_value(one) and one.at < change.at for one in segment):
        own = segment
    earlier = [one for one in own if one.at < change.at]
    if any(one.quantity.kind not in ("date", "point") for one in earlier):
        return own
    before = reading.before(change)
    return [*(one for one in before if before and one.sentence == before[0].sentence and not one.planned), *own]


def _former(before: list[Mention], behind: list[Mention], change: Mention) -> Mention | None:
    """The former value nearest before the change, else the one right behind it: 增长7.4%（2022年为8,680件）."""
    told = [one for one in before if one.has("former") and is_value(one)]
    if told:
        return told[-1]
    told = [one for one in behind if one.has("former") and is_value(one)]
    told = [one for one in told if one.depth > change.depth or one.clause == change.clause + 1]
    return told[0] if told else None


def _rates(before: list[Mention], change: Mention) -> tuple[Mention, Mention] | None:
    """由60%提高到63%，提高3%: the reported and the former rate of a change that is told in per cent."""
    told = [one for one in before if one.percent and one.segment == change.segment]
    former = next((one for one in reversed(told) if one.has("former")), None)
    if former is None:
        return None
    new = next((one for one in told if one.at > former.at), None)
    new = new or next((one for one in reversed(told) if one.at < former.at), None)
    return (new, former) if new is not None else None


def _step(before: list[Mention], change: Mention) -> Mention | None:
    """The increment told right before the change: 比上年增加146万立方米，增长8.6%."""
    match before:
        case [*_, step, now] if _NOW_AT.match(now.lead) and alike(step, now) and now.clause >= change.clause - 1:
            following = now  # 增加2400个，达到14400个，增长20%
        case [*_, step]:
            following = change
        case _:
            return None
    return step if step.has("increment") and is_value(step) and step.clause >= following.clause - 1 else None


_NOW_AT = lazily(r"(?:达到?|[增减升降]至|[增减]到|增加到|减少到|扩大到)[^,。;:、\d]{0,4}$")


def _new(near: list[Mention], former: Mention, change: Mention) -> Mention | None:
    """The reported value beside a former one: told after it (由A增加到B), else the last before it."""
    fits = [one for one in near if alike(one, former) and not one.has("former", "increment")]
    fits = [one for one in fits if one.depth <= former.depth]
    last = change.at if former.at < change.at or former.depth > change.depth else former.at + 2
    after = [one for one in fits if former.at < one.at < last and one.clause - former.clause <= 1]
    if after:
        return after[0]
    if (told := told_apart(fits, former, change)) is not None:
        return told
    before = [one for one in fits if one.at < former.at]
    before = [one for one in before if one.has("mean") == former.has("mean")] or before
    return before[-1] if before else None


_HOPED = lazily(r"力争|争取|预计|拟|有望")
_COMPOUND = prepared.pattern(r"年均|年平均|复合")
"""年均增长18.5% over several years: no change between two of them."""
_SUBJECT = lazily(r"([一-鿿]{2,10}?)(?:起数|件数|人数|人次|次数|数量|总数|总量|数|量|额)?(?:较|比|由|从)[一-鿿]{0,6}$")


def _told_before(reading: Reading, former: Mention, change: Mention) -> Mention | None:
    """火灾412起。… 火灾起数较上年的458起下降一成: the reported value in an earlier sentence, under the name that opens the clause."""
    called = _SUBJECT.search(reading.up_to(former))
    if called is None or (former.at < change.at and _step([former], change) is not None):
        return None
    told = [
        one
        for one in reading.before(change)
        if one.unit == former.unit
        and alike(one, former)
        and is_value(one)
        and not one.has("former", "increment", "mean")
        and one.lead.endswith(called[1])
    ]
    return told[0] if len(told) == 1 else None


def _form(change: Mention) -> Form:
    falls = lexicon.has("rates", "falls", change.lead)
    if _TIMES.match(change.quantity.text) or (change.quantity.kind in ("multiple", "number") and not falls):
        return "fraction"
    return "drop" if falls else ""
