"""How well the words around a figure answer those of a promise."""

from collections.abc import Iterable, Sequence

from auditor.relate.statements import lexicon
from auditor.relate.statements.answers import Answer, changed, words_around
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.text import units
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_PARTED = lazily(r"[;:]")
_SPLIT = lazily(r"和|及|与|、|以及")
_RATE_NAME = lazily(r"[一-鿿]{0,3}(?:满意|[一-鿿])(?:率|度|比例|比重)")
_LEADING_NUMBER = lazily(r"^[\s\d.、()一二三四五六七八九十①-⑳]+")
_ORDERED = lazily(
    r"(?:合同|方案|文件|任务书|协议|规划|指标文件)[^,]{0,4}(?:写明|明确|提出|要求|规定)要?|(?:省|市|上级|中央)?下达我[省市县区局]?|(?:19|20)\d\d年度?|年度|目标\d*|任务|计划|我[省市县区局]"
)
"""Who asked for it and when: it says nothing of what was asked."""

_FURTHEST = 400
"""Characters before a promise that can say what is promised; sentences are shorter."""


def said_of(reading: Reading, promise: Mention) -> tuple[str, str]:
    """The promise's own clause, and its segment with the clauses before it."""
    flat = reading.flats[promise.paragraph]
    segment = _PARTED.split(flat[promise.opened : promise.start][-_FURTHEST:])[-1]
    run = reading.run_of.get(promise.at)
    if run is not None and run.strong:
        named = promise.lead.removeprefix("其中") + promise.tail
        return named, named
    if promise.percent and "、" in promise.gap and rate_name(promise.lead):
        return promise.lead, _LEADING_NUMBER.sub("", segment) + promise.tail  # 健康管理率70%以上、规范管理率62%以上
    if "、" in promise.gap and _in_row(reading, promise):
        named = _ORDERED.sub("", promise.lead) + promise.tail
        return named, named  # 完成数字化240万页、修复档案4000页: goals in a row, each with words of its own
    own = flat[promise.began : promise.start][-_FURTHEST:].rpartition("(")[2]
    own = _ORDERED.sub("", _LEADING_NUMBER.sub("", own)) + promise.tail
    own = own.removeprefix("其中")
    return own, _LEADING_NUMBER.sub("", segment) + promise.tail


def _in_row(reading: Reading, promise: Mention) -> bool:
    """Whether another goal of its clause stands right before it."""
    return any(one.planned and one.clause == promise.clause for one in reading.earlier(promise)[-1:])


_NAMED = 0.8


def is_named(reading: Reading, own: str, answer: Answer) -> bool:
    """Whether one of a list is called just what was promised, so that it answers by itself."""
    if len(own) <= _LONG or _likeness(reading, own, answer.clause) < _NAMED:
        return False
    total = reading.parts.get(answer.members[0].at)
    members = total.run.members if total is not None else ()
    return sum(_likeness(reading, own, one.lead + one.tail) >= _NAMED for one in members) <= 1


def is_called(own: str, answer: Answer) -> bool:
    """Whether a part is just what was promised, and its whole is not: 女职工体检300名 ← 体检职工912名，其中女职工310名."""
    name, whole = pairs(_plain(answer.clause)), pairs(answer.within)
    return bool(answer.within) and name <= pairs(own) and not name <= whole


def _plain(words: str) -> str:
    return _SAID.sub("", words)


_SAID = lazily(r"[为是达到有共约已]+$|^(?:已|共|全年|有)+")


def names_one(own: str, members: Sequence[Mention]) -> tuple[Mention, ...]:
    """Those of a list that a promise names, where it does not name the others: 培训电工120人 ← 电工118人、焊工85人."""
    width = max((len(one.lead) for one in members[1:]), default=0)
    names = [pairs(one.lead[-max(width, _NOUN_OF_LIST) :] + one.tail) for one in members]
    common = frozenset.intersection(*names)
    said = pairs(own)
    named = tuple(one for one, name in zip(members, names, strict=True) if name - common and name - common <= said)
    return named if len(named) < len(members) else ()


def names_another(reading: Reading, own: str, answer: Answer) -> bool:
    """Whether a promise names one of the list that an answer is, or is one of, and the answer is not that one."""
    run = reading.run_of.get(answer.members[0].at)
    members = answer.members if len(answer.members) > 1 else run.members if run is not None and run.strong else ()
    named = names_one(own, members) if members else ()
    return bool(named) and (len(answer.members) > 1 or answer.members[0] not in named)


_NOUN_OF_LIST = 2
"""Characters of a noun."""


def score_of(reading: Reading, own: str, segment: str, answer: Answer) -> float:
    """How much of a promise stands in the clause of an answer and around it."""
    if is_called(own, answer):
        whole = f"{answer.within}{answer.clause}"
        answer = answer._replace(clause=whole, around=whole)
    near = _likeness(reading, own, answer.clause)
    around = max(_likeness(reading, own, answer.around), 0.8 * _likeness(reading, segment, answer.around))
    score = 0.35 * near + 0.65 * around
    stock = lexicon.has("traits", "stock", answer.members[0].lead) and not lexicon.has("traits", "stock", own)
    first = answer.members[0]
    run = reading.run_of.get(first.at)
    last = run.last if run is not None else first
    of_all = _WHOLE.search(last.lead) is not None and _REST.search(reading.clause(last)) is None
    label = reading.label(first)
    labelled = of_all and bool(label) and pairs(label) <= pairs(own) and not answer.part
    return (score / 2 if stock else score) + (_LABELLED if labelled else 0.0)


_WHOLE = lazily(r"累计|合计|全年|共计|一共")
_REST = lazily(r"其余|剩余|余下|另外|其他")
_LABELLED = 0.2
"""What it adds that the label of a paragraph is all part of what was promised: 隔离带。…全年240公里."""


def in_one_unit(unit: str, other: str) -> bool:
    """Whether two units are one or count the same thing (人 and 名), or one is so many of the other; 个 counts anything."""
    telling = _ANYTHING.isdisjoint((unit, other))
    return unit == other or (telling and units.same_thing(unit, other)) or units.factor(unit, other) is not None


def is_rated(reading: Reading, promise: Mention, result: Mention) -> bool:
    """Whether plan and result stand in one sentence that goes on to tell the rate between them: 计划栽6万株，成活5.4万株，成活率90%."""
    if promise.sentence != result.sentence or promise.percent:
        return False
    return any(one.percent and not one.planned for one in reading.later(result)[:1])


def answers_kind(promise: Mention, result: Mention) -> bool:
    """Whether a figure can answer a promise by its sort: a rate a rate, a change a change, a mean a mean."""
    if promise.percent != result.percent or (promise.percent and changed(promise) != changed(result)):
        return False
    if result.has("price") and not (promise.has("price") and promise.quantity.bound in ("≤", "<", "≥", ">")):
        return False
    if result.percent and "占" in result.lead and _SHARE.search(promise.lead) is None:
        return False
    return (
        alike(promise, result)
        and promise.has("mean", "each") == result.has("mean", "each")
        and not _of_another_noun(promise, result)
    )


_ANYTHING = frozenset(["个", "项", "处", "家", "所", "座", "条"])


_SHARE = lazily(r"占|比例|比重")


def _of_another_noun(promise: Mention, result: Mention) -> bool:
    """43个行政村 and 6个乡镇: what loose units count is another thing, where both are told with a noun that shares nothing."""
    if promise.unit not in _ANYTHING and result.unit not in _ANYTHING:
        return False
    other = _counted(result)
    if not other:
        return False
    if promise.unit not in _ANYTHING:
        return set(other[:_NOUN_OF_LIST]).isdisjoint(promise.lead + promise.tail)  # 6期 ← 三个片区
    one = _counted(promise)
    return bool(one) and set(one).isdisjoint(other) and one[:2] not in result.lead + result.tail


def _counted(one: Mention) -> str:
    """What a figure counts: the noun behind it, else those who stand right before it (覆盖乡镇6个)."""
    if one.tail:
        return one.tail[:_NOUN]
    before = _BODIES.search(one.lead)
    return before.group() if before is not None else ""


_BODIES = lazily(r"(?:[行政自然]*村|社区|乡镇|镇街|[乡镇县]|街道|学校|[中小]学|企业|农户|居民)$")
_NOUN = 3
"""Characters of a noun: a verb may follow them (43个行政村开展巡检)."""


def _likeness(reading: Reading, said: str, told: str) -> float:
    plain = len(pairs(said) & pairs(told)) / max(1, len(pairs(said)))
    framed = 0.5 if len(said) > _LONG and said[:2] in told and said[-2:] in told else 0.0
    return max(reading.rarity.containment(said, told), 0.75 * plain, framed)


_LONG = 5
"""Characters of a promise whose verb and noun name it: 购置急诊急救设备 is answered by 购置设备."""


def rate_name(words: str) -> str:
    """The name of the rate at the end of a clause (培训取证率达到 → 取证率)."""
    found = _RATE_NAME.findall(words)
    return found[-1] if found else ""


def in_halves(reading: Reading, promise: Mention, own: str) -> Answer | None:
    """新修和加固堤防12公里 answered by 新修5公里 and 加固8公里: each half of the promise by its own figure."""
    halves = [half for half in _SPLIT.split(_verbless(own)) if len(half) >= 2]
    if len(halves) < 2 or promise.percent:
        return None
    for group in reading.naming(halves):
        if group[0].planned:
            continue
        told = [
            one
            for one in group
            if not one.planned and alike(one, promise) and not one.has("former", "increment", "mean", "total")
        ]
        members = _one_each(told, halves)
        if len(members) == len(halves) and _unsummed(reading, members):
            return Answer(tuple(members), "", words_around(reading, members[-1]))
    return None


def _one_each(told: list[Mention], halves: list[str]) -> list[Mention]:
    """A figure for each half of a promise, that one which shares most of its pairs of characters; none twice."""
    chosen: list[Mention] = []
    for half in halves:
        left = [one for one in told if one not in chosen]
        best = max(left, key=lambda one: (len(pairs(half) & pairs(one.lead + one.tail)), -one.at), default=None)
        if best is not None and pairs(half) & pairs(best.lead + best.tail):
            chosen.append(best)
    return chosen


def _unsummed(reading: Reading, members: list[Mention]) -> bool:
    """Whether no total is told that adds up these figures alone."""
    for total in reading.totals:
        run = {one.at for one in total.run.members}
        if run == {one.at for one in members}:
            return False
    return True


_VERBS = lazily(r"^(?:完成|引进|实现|开展|实施|建设|组织)+")


def _verbless(own: str) -> str:
    return _VERBS.sub("", own)


_MILLION = lazily(r"(?:百万|十万|每万|万)(?:车?公里|人(?!次)|户|辆|平方公里|元)")


def by_the_million(promise: Mention, results: Iterable[Mention]) -> bool:
    """百万公里责任事故不超过0.8起 and 责任事故56起: whether one is told by so many of something, and the other in all."""
    return _MILLION.search(promise.lead) is not None and not any(_MILLION.search(one.lead) for one in results)
