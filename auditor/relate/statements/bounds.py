"""Parts and wholes: a part that is named within a whole cannot be larger."""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor import prepared
from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.counted import DEED, whole_named
from auditor.relate.statements.mentions import Mention, alike, named
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

_WITHIN = prepared.pattern(r"其中|(?:^|[,;(])当中|里面|包括|包含")
_SENT = lazily(r"发放|发出|发了|印发|拨打|回访")
_BACK = prepared.pattern(r"收回|回收|接通|访谈|有效")


def propose(reading: Reading) -> Iterator[Relation]:
    """A bound for each single part behind 其中, for questionnaires sent and returned, for scores and their full marks."""
    rated = _rated(reading)
    for mention in reading.mentions:
        if not mention.amount or mention.planned or mention.has("mean", "former"):
            continue
        whole = (
            _whole(reading, mention)
            or _told_before(reading, mention)
            or whole_named(reading, mention)
            or _governed(reading, mention)
        )
        if whole is not None and mention.at not in rated:
            yield Relation(kind="bound", result=mention.id, of=(whole.id,), by="statements.bounds", place=mention.place)
        full = _full_marks(reading, mention)
        if full is not None:
            yield Relation(
                kind="bound", result=mention.id, of=(full.id,), by="statements.bounds.full_marks", place=mention.place
            )


def _rated(reading: Reading) -> set[int]:
    """The figures behind which a rate says how they stand to their whole."""
    found = set()
    for group in reading.sentences:
        for one, following in pairwise(group):
            of_others = "满意" in following.lead and "满意" not in one.lead + one.tail
            if following.percent and following.clause - one.clause <= 1 and not of_others:
                found.add(one.at)
    return found


def _whole(reading: Reading, part: Mention) -> Mention | None:
    if part.at in reading.parts:
        return None
    before = _before(reading, part)
    if before is None:
        return None
    right_before = all(one.percent for one in reading.mentions[before.at + 1 : part.at])
    if _WITHIN.search(part.gap) and part.at not in reading.run_of:
        if _may_pass(reading, before, part):
            return None
        if (there := _all_there_are(reading, before, part)) is not None:
            return there
        if before.at in reading.parts and right_before:
            before = reading.whole(before)
            return before if before.at < part.at else None
        return before if right_before or not _WITHIN.search(before.gap) else None
    sent = _BACK.search(part.lead) and _SENT.search(before.lead + before.tail)
    stages = sent or (right_before and (_in_stages(reading, before, part) or _of_those(before, part)))
    return before if stages and not _of_a_stock(reading, before, part) else None


_STOCK = lazily(
    r"新(?:发|增|收|受|立|签|借|入)|(?:发放|投放)[^,。;:、\d]{0,6}贷|贷出|[出外]借|借出|(?:[年期]初|结转|结存|库存)$"
)


def _of_a_stock(reading: Reading, came: Mention, went: Mention) -> bool:
    """新发放贷款2380万元，收回2500万元; 年初库存200支，采购800支，使用900支: what goes may be of what was there before too."""
    if came.quantity.kind == "money" and _BACK.search(went.lead):
        return True
    return any(_STOCK.search(one.lead) for one in reading.earlier(went) if one.at <= came.at and alike(one, went))


_NEW = lazily(r"新[增建设开]|净增|增[加设]|扩[大展]")
_GOES_BACK = lazily(r"[一-鿿]其中$")


def _all_there_are(reading: Reading, new: Mention, part: Mention) -> Mention | None:
    """全县共13个乡镇。新增6个乡镇，服务点覆盖其中11个乡镇: those that were told before what was new, where 其中 opens no clause."""
    if _NEW.search(new.lead) is None or _GOES_BACK.search(part.lead) is None:
        return None
    told = (one for one in reading.before(part) if one.unit == part.unit and _may_hold(one, part))
    there = next((one for one in told if one.tail.endswith(part.tail) and not _NEW.search(one.lead)), None)
    return there or _governed(reading, part)


_THOSE = prepared.pattern(r"[一-鿿]{2,}的(?P<noun>[一-鿿]{0,6}?)(?:有|达到?|共)?$")


def _of_those(whole: Mention, part: Mention) -> bool:
    """参赛队伍58支，进入决赛的队伍有85支: a part named by what it did, of the same noun."""
    found = _THOSE.search(part.lead)
    if found is None or part.clause - whole.clause != 1 or part.unit != whole.unit or part.quantity.kind != "count":
        return False
    return found["noun"] == "" or (len(found["noun"]) > 1 and whole.lead.endswith(found["noun"]))


_TASK = lazily(r"任务|目标|计划")
_GROWN = lazily(r"新增|净增|增加")
_FALLEN = lazily(r"减少|下降|净减|压减")


def _may_pass(reading: Reading, whole: Mention, part: Mention) -> bool:
    """What was done of a task may pass it, and a part may grow by more than the whole where another one fell."""
    if _TASK.search(whole.lead) and re.search(r"完成|达到", part.lead):
        return True
    behind = reading.behind(part).partition("。")[0]
    return _GROWN.search(whole.lead) is not None and _FALLEN.search(behind) is not None


_AMONG = prepared.pattern(r"(?P<name>[一-鿿]{2,8}?)(?:当中|里面|之中|中)[,]?(?![药医])(?:已经?)?[^,。;:、\d]{0,10}$")


def _told_before(reading: Reading, part: Mention) -> Mention | None:
    """在册大棚当中已加固的24座; 查封的药品已销毁1.6吨: the whole that its own words name, told before in another clause."""
    flat = reading.flats[part.paragraph]
    words = reading.up_to(part)[-_FAR:]
    if (among := _AMONG.search(flat, max(part.opened, part.start - _FAR), part.start)) is not None:
        return None if DEED.search(among["name"]) is not None else _among(reading, part, among)
    if lexicon.first_of_pair("stages", "pairs").search(words) is None:
        return None
    for before, after in lexicon.pairs("stages", "pairs"):
        first = before.search(words)
        if first is None or after.search(words, first.end()) is None or words[first.end() : first.end() + 1] != "的":
            continue
        same = [
            one
            for one in reading.mentions[: part.at]
            if before.search(one.lead) and not after.search(one.lead) and _may_hold(one, part)
        ]
        return same[-1] if len(same) == 1 else None
    return None


_GOVERNS = lazily(r"(?:共|下|管|现)?辖(?:有)?$")
_AMONG_PLACES = lazily(r"其中$|(?:覆盖|涉及|惠及|遍及|分布[在于])(?:了|到|全[省市县区])?$")


def _among(reading: Reading, part: Mention, said: re.Match[str]) -> Mention | None:
    """136家示范基地中，达标120家: the number in the words themselves, else what was last called so."""
    own = [one for one in reading.earlier(part) if one.end >= said.start() and one.unit == part.unit and one.amount]
    if not own:
        return _last_called(reading, part, said["name"])
    return None if part.at in reading.parts else own[-1]


def _governed(reading: Reading, part: Mention) -> Mention | None:
    """全区共辖15个街道; 驿站覆盖其中12个街道: of the places that the report says there are, wherever it does."""
    if not part.tail or part.quantity.kind != "count" or _AMONG_PLACES.search(part.lead) is None:
        return None
    wholes = [one for one in reading.mentions if one.tail == part.tail and _GOVERNS.search(one.lead) is not None]
    return wholes[0] if len(wholes) == 1 and wholes[0].unit == part.unit and wholes[0].at < part.at else None


_FAR = 24


def _last_called(reading: Reading, part: Mention, name: str) -> Mention | None:
    told = [
        one
        for one in reading.mentions[: part.at][-_NEAR:]
        if _may_hold(one, part)
        and one.unit == part.unit
        and named(one.lead).endswith(name[-3:])
        and one.paragraph == part.paragraph
    ]
    return told[-1] if told else None


_NEAR = 12


def _may_hold(one: Mention, part: Mention) -> bool:
    return alike(one, part) and one.amount and not one.planned and not one.has("mean", "former", "increment")


def _before(reading: Reading, part: Mention) -> Mention | None:
    """The nearest figure before it in its sentence that it may be a part of."""
    for one in reversed(reading.earlier(part)):
        if one.depth == part.depth and alike(one, part) and one.amount and not one.has("mean", "former", "increment"):
            return one
    return None


def _in_stages(reading: Reading, first: Mention, then: Mention) -> bool:
    """Whether the second figure went through what the first began: 采购疫苗8000支，接种7900支."""
    if then.clause - first.clause > 1 or (then.at in reading.run_of and reading.run_of[then.at].strong):
        return False
    return any(
        before.search(reading.clause(first)) and after.search(then.lead) and not after.search(reading.clause(first))
        for before, after in lexicon.pairs("stages", "pairs")
    )


def _marks_before(reading: Reading, score: Mention) -> Mention | None:
    """指标分值20分，自评得20.5分: the full marks right before what was scored of them."""
    before = next(reversed(reading.earlier(score)), None)
    if before is None or before.unit != "分" or not before.has("full_marks") or before.depth != score.depth:
        return None
    return before if score.clause - before.clause == 1 and _SCORED.search(score.lead) else None


_SCORED = lazily(r"^(?:自评|评价|实际|最终|复核|考核)?(?:得分?|评分)为?$")


def _full_marks(reading: Reading, score: Mention) -> Mention | None:
    """决策（满分20分）得19分, 决策得15分（满分15分）."""
    if score.unit != "分" or score.has("full_marks"):
        return None
    near = [
        one
        for one in (*reading.earlier(score)[-1:], *reading.later(score)[:1])
        if one.has("full_marks") and one.unit == "分" and one.depth > score.depth
    ]
    if not near and (told := _marks_before(reading, score)) is not None:
        return told
    ahead = [one for one in near if re.match(r"\)[^,;。、]{0,6}$", reading.between(one, score))]
    ahead = [one for one in ahead if not _of_the_one_before(reading, one)]
    behind = [one for one in near if re.match(r"\(", reading.between(score, one))]
    return next(iter(ahead or behind), None)


def _of_the_one_before(reading: Reading, full: Mention) -> bool:
    """资金执行9.7分（满分10分） 产出47.3分: whether a bracket with full marks stands right behind a score of its own."""
    before = next(reversed(reading.earlier(full)), None)
    if before is None or before.unit != "分" or before.has("full_marks"):
        return False
    return reading.between(before, full).startswith("(")
