"""A rate of what was done in what there was to do: the last figures before it that it can be of."""

import re

from auditor.relate.statements import lexicon
from auditor.relate.statements.bases import amounts_of, base_of, figure_called, figures_before
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.money import Found
from auditor.relate.statements.rates_of_wholes import words_before
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs


def done_of_all(reading: Reading, rate: Mention) -> Found:
    """发放800份，收回760份，回收率95%: the last figure before the rate over the one that it is part of."""
    name = name_of(reading, rate)
    if not lexicon.has("rates", "rate", name):
        return None
    near = figures_before(reading, rate)
    amounts = [
        one
        for one in amounts_of(near, timed=_TIMED.search(name) is not None)
        if one.quantity.kind != "money" or re.search(r"缴|征|收|不良|逾期|到账|回款|还款|兑付|退|节约|节资", name)
    ]
    amounts = [one for one in amounts if one.at not in _consumed(rate, near)]
    if not amounts:
        return None
    last = amounts[-1]
    liked = _satisfied(rate, near)
    run = reading.run_of.get(last.at) if not liked else None
    if (told := _part_of_its_name(reading, rate, last) or _base_behind(reading, amounts)) is not None:
        return told
    if (last.at in reading.parts and not liked) or (run is not None and run.strong):
        return None  # one of several that are listed: the rate is of them all, or of something else
    if last.sentence == rate.sentence and last.segment < rate.segment - 1:
        return None
    tops = liked or _together(reading, last)
    by = RECKONED_BY.search(reading.flats[rate.paragraph], rate.opened, rate.start)
    base = _reckoned_by(reading, by[1], tops[0]) if by is not None else base_of(reading, rate, tops[0], near)
    if base is None or base.at in {one.at for one in tops} or not _is_of(reading, rate, tops[-1]):
        return None
    if any(base.at < one.at < tops[0].at and _CARRIED.search(one.lead) for one in near):
        return None  # 新收1260件，上年结转86件，审结1290件: of both together
    stem = _STEM.search(rate.lead)
    if (
        stem is not None
        and len(stem[1]) > 2
        and stem[1] in reading.clause(base)
        and stem[1] not in reading.clause(tops[-1])
    ):
        return None  # 集中供养312人，分散供养968人，集中供养率24.4%: of both together
    if _one_of_several(reading, base) and (tops[-1].has("total") or _of_all_of_them(reading, base, tops[0])):
        return (
            None  # 发放教师问卷300份、学生问卷900份，…合计收回1155份: of all that was sent, which is told in its parts
        )
    return tops, base


def _base_behind(reading: Reading, amounts: list[Mention]) -> Found:
    """实际服务1862人，有需求的1920人; 用稿736篇，完成全年600篇的任务: the last figure is what the one before is measured by."""
    if len(amounts) < 1 + 1 or not alike(amounts[-2], amounts[-1]) or amounts[-1].at in reading.parts:
        return None
    top, base = amounts[-2:]
    if _WANTED.search(base.lead):
        return (top,), base
    return ((reading.whole(top),), base) if is_task(reading, base) else None


def _part_of_its_name(reading: Reading, rate: Mention, last: Mention) -> Found:
    """15个项目中，14个已竣工，1个在建，竣工率93.33%: the one part of a complete split that the rate is called by."""
    total, stem = reading.parts.get(last.at), _STEM.search(rate.lead)
    if total is None or total.form or stem is None or len(stem[1]) < _TELLING or total.run.last.at != last.at:
        return None
    deed = stem[1][-_TELLING:]
    named = [one for one in total.run.members if deed in one.lead + one.tail]
    named = [one for one in named if not re.search(rf"[不未无非在]{deed}", one.lead + one.tail)]
    return ((named[0],), total.whole) if len(named) == 1 and total.whole.sentence == rate.sentence else None


def _one_of_several(reading: Reading, base: Mention) -> bool:
    run = reading.run_of.get(base.at)
    return run is not None and run.strong and not base.has("total")


def _of_all_of_them(reading: Reading, base: Mention, top: Mention) -> bool:
    """公办幼儿园42所、民办幼儿园36所，普惠性幼儿园68所: the top is behind a list of like figures that no total was told of."""
    run = reading.run_of[base.at]
    return (
        base.at not in reading.parts and run.last.at < top.at and not any(_names_one(one, top) for one in run.members)
    )


def _names_one(one: Mention, top: Mention) -> bool:
    """Whether the words of a figure say that it is of this one of the list: 检查药店30家、诊所20家，合格诊所19家."""
    own = pairs(one.lead + one.tail)
    return (
        bool(own & pairs(top.lead + top.tail)) and alike(one, top) and one.tail[:2] == top.tail[:2] and bool(one.tail)
    )


def is_task(reading: Reading, one: Mention) -> bool:
    """Whether a figure is called the task right behind it: 完成全年600篇的任务."""
    return _TASK.match(reading.flats[one.paragraph], one.end) is not None


_TASK = lazily(r"的(?:年度|全年|目标)?(?:任务|目标|计划)")
_WANTED = lazily(r"^(?:有.{0,4}需求|应|符合条件|总|基数)")
RECKONED_BY = lazily(r"按([^,。;:、\d]{2,10}?)(?:计算|测算|计|算|口径)")


def _reckoned_by(reading: Reading, name: str, top: Mention) -> Mention | None:
    """按全部改建校舍计算覆盖率…: the base that the sentence names, or what counts the noun of that name."""
    return figure_called(reading, name, top) or reading.counted.followed_by(name[-2:], top)


_TIMED = lazily(r"利用率|使用率|开机率|出勤率|完好率")
_STEM = lazily(r"([一-鿿]{1,6}?)(?:率|度|比例|比重|进度)")
_MEANT = (
    ("覆盖", lazily(r"引入|引进|接入|纳入|开通|配备|安装|设[立有]|建有|建成|实施")),
    ("到位", lazily(r"到账|拨入|收到")),
    ("回收", lazily(r"收到|返回")),
    ("缴", lazily(r"缴")),
    ("利用", lazily(r"使用|开放|开机")),
    ("化解", lazily(r"调解成功|调处|办结")),
    ("就业", lazily(r"上岗|签约|录用")),
    ("达标", lazily(r"合格|符合")),
)
"""What a rate is called, and the words for what it counts."""
_ACTUAL = lazily(r"实(?!施|行|现|验|训)|已")


def _is_of(reading: Reading, rate: Mention, top: Mention) -> bool:
    """Whether the words of a rate are those of its figure: 办结率 of what was 办结, 回收率 of what was 收回."""
    clause = reading.clause(top) + _SENTENCE_ENDS.split(top.gap)[-1]
    if "满意" in rate.lead:
        return lexicon.has("traits", "survey_satisfied", clause)
    stem = _STEM.search(rate.lead)
    if stem is not None and (_KEPT_BUSY.search(stem[1]) or _opposed(stem[1], clause)):
        return (
            any(name in stem[1] and done.search(clause) for name, done in _MEANT) or _IS_USED.search(clause) is not None
        )
    if stem is not None and any(name in stem[1] and done.search(clause) for name, done in _MEANT):
        return True
    return (
        stem is None
        or _ACTUAL.search(clause) is not None
        or _names_deed(stem[1], clause, top)
        or not pairs(stem[1]).isdisjoint(pairs(top.heading))
    )


_TELLING = 2
"""Characters of a rate's name that the words of its figure must hold: 更换灯具 is no 亮灯."""
_ADDED = lazily(r"新增|净增")
_CARRIED = lazily(r"结转|旧存|留存|上年(?:遗留|未结)")


def _names_deed(stem: str, clause: str, top: Mention) -> bool:
    """Whether the words of a figure hold what a rate is called by; what came in the year is no share of all there is."""
    if _ADDED.search(top.lead) is not None and _ADDED.search(stem) is None:
        return False
    return stem[-_TELLING:][0] in clause or sum(char in clause for char in set(stem)) >= (
        1 if top.lead.startswith("其中") else _TELLING
    )


_KEPT_BUSY = lazily(r"(?:床位|病床|设备|仪器|机时|场馆|泊位|车位|泵站|机组)(?:使用|利用)$")
"""Rates of the time that something was in use, and not of how many there are."""
_IS_USED = lazily(r"使用|利用|占用")
_OPPOSITES = (("息诉", "上诉"), ("服判", "上诉"), ("息访", "上访"), ("保存", "流失"), ("巩固", "返贫"))
"""Rates of what was not done: those of another word are taken off the whole first."""


def _opposed(stem: str, clause: str) -> bool:
    """Whether a figure counts the opposite of what the rate is called: 不合格284批次 and 合格率, 上诉682件 and 息诉率."""
    word = stem[-2:]
    if re.search(rf"[不未无非]{word}", clause) and not re.search(rf"[不未无非]{word}", stem):
        return True
    return any(name in stem and other in clause for name, other in _OPPOSITES)


_SENTENCE_ENDS = lazily(r"[。！？!?\n]")


def _consumed(rate: Mention, near: list[Mention]) -> set[int]:
    """Figures that stand before another rate of the sentence than this one have been told of already: none is taken twice as a top."""
    last = next((one for one in reversed(near) if one.percent and not one.planned), None)
    if last is None or last.clause == rate.clause:
        return set()
    after = [one for one in near if one.at > last.at and one.amount]
    return set() if after else {one.at for one in near}


def _together(reading: Reading, last: Mention) -> tuple[Mention, ...]:
    """上半年1.86万人，下半年2.21万人: parts of a year without a total are taken together."""
    run = reading.run_of.get(last.at)
    if run is None or last.at in reading.parts or run.last.at != last.at:
        return (last,)
    year = any(
        len({found.group() for one in run.members if (found := pattern.search(one.lead))}) == len(run.members)
        for pattern in lexicon.each("lists", "year_parts")
    )
    return run.members if year else (last,)


_NOT = lazily(r"不(?:太|很)?满意|不认可|不合格|不达标|未达标|不及格|不通过|未通过|较?差")
_GRADES = (
    (lazily(r"满意|好评"), lazily(r"满意|好评")),
    (lazily(r"合格率|达标率"), lazily(r"优秀|优良|优[,、]?$|良好|良[,、]?$|中等|合格|达标")),
    (lazily(r"优良率"), lazily(r"优秀|优良|良好|[优良]$")),
)
"""Rates of what was graded, and the grades that are good enough for each."""


def _satisfied(rate: Mention, near: list[Mention]) -> tuple[Mention, ...]:
    """非常满意228人，满意60人，基本满意9人，不满意3人，满意率99%: all of the grades that are good enough."""
    enough = next((grades for name, grades in _GRADES if name.search(rate.lead)), None)
    if enough is None:
        return ()
    told = [
        one
        for one in near
        if one.amount
        and one.depth == rate.depth
        and one.segment == rate.segment
        and enough.search(_ASKED.sub("", one.lead + one.tail))
    ]
    if any("其中" in one.gap for one in told[1:]) or len({one.unit for one in told}) != 1:
        return ()
    kept = tuple(one for one in told if not _NOT.search(one.lead + one.tail))
    return kept if len(told) > 1 else ()


_ASKED = lazily(r"满意[度率](?:调查)?(?:问卷|测评|表)?")
"""发放患者满意度问卷2400份: what was asked about, and nobody who is satisfied."""


def name_of(reading: Reading, rate: Mention) -> str:
    """What a rate is called: the words before it, or those of its clause."""
    return rate.lead or words_before(reading, rate)
