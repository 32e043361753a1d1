"""The whole of a list that another sentence tells: before it, in the next row, in another paragraph."""

import re
from collections.abc import Iterator
from operator import attrgetter

from auditor.relate.statements import lexicon
from auditor.relate.statements.lists_told import LOOSE, fits, form_of
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.money import budget
from auditor.relate.statements.reading import Reading, Total
from auditor.relate.statements.runs import Run
from auditor.relate.statements.totals_ahead import is_one_of_them
from auditor.relate.statements.wholes_named import told_under_a_name
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_OPENING_CLAUSE = 60
"""How far into its sentence the words reach that open a list whose total stands in an earlier one."""


def told_elsewhere(reading: Reading, run: Run, taken: dict[int, Run]) -> Iterator[Total | None]:
    """What each way of telling a whole far from its parts gives, the surest first."""
    yield _earlier(reading, run, taken)
    yield _column(reading, run)
    yield told_under_a_name(reading, run)
    yield _by_kind(reading, run, taken)
    yield _sources(reading, run, taken)


def _earlier(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """The total of an earlier sentence, where the run's own sentence opens as a list: 按用途划分，… 一季度…"""
    if any(fits(run, one) and not one.depth for one in reading.earlier(run.first)):
        return None
    among = "" if run.opener else _among(reading, run)
    opener = (run.opener or among)[-_OPENING_CLAUSE:]
    if lexicon.has("traits", "incomplete", opener) or _of_part_of_the_year(run, opener):
        return None
    opened = lexicon.has("lists", "later", opener) or lexicon.has("lists", "later", run.first.lead)
    if run.first.planned or run.first.depth or not (opened or _of_all_spent(run)) or _money_was_opened(reading, run):
        return None
    same = [
        one
        for one in reading.before(run.first)
        if fits(run, one) and one.at not in taken and not one.has("mean", "balance")
    ]
    same = [one for one in same if not one.depth and _counts_same(run, one) and one.lead != run.first.lead]
    same = [one for one in same if one.unit == run.first.unit] or same
    same = [one for one in same if not among or pairs(among) & pairs(reading.clause(one))]
    if re.search(lexicon.pattern("lists", "spent_by"), opener):
        same = [one for one in same if one.has("spent")] or same
    if run.first.quantity.kind == "money" and _SPENT.search(opener):
        same = [one for one in same if one.has("spent")]
    if run.first.quantity.kind == "money":
        same = [one for one in same if one.has("adjusted")] or same
    if not _PARTED.search(opener):
        same = [one for one in same if _has_room(run, one)]
    whole = _nearest(same) if _WITHIN.match(opener) else _likest(reading, opener, same)
    whole = _part_named(reading, run, taken, opener) or whole
    return Total(run, whole, "later", form_of(reading, run)) if whole is not None else None


_AMONG = lazily(r"\s*[^,。;:\d\s][^,。;:\d]{1,11}(?:中|里|当中|里面),")


def _among(reading: Reading, run: Run) -> str:
    """未执行资金中，61.2万元为质保金；25.2万元为招标节约: what rows in words stand among, "" where their sentence does not say so."""
    found = _AMONG.match(reading.flats[run.first.paragraph], run.first.opened)
    return found[0] if found is not None else ""


_PART_OF_YEAR = lazily(r"[上下]半年|[一二三四]季度|[春夏秋冬]季")


def _of_part_of_the_year(run: Run, opener: str) -> bool:
    """上半年分两批发放，第一批240万元，第二批240万元: whether a list says that it is of a part of the year, and its names do not."""
    return _PART_OF_YEAR.search(opener) is not None and _PART_OF_YEAR.search(run.names) is None


def _money_was_opened(reading: Reading, run: Run) -> bool:
    """总投资1.8亿元，其中专项资金1.3亿元，受益9936人，受益监测户1506人: what 其中 opens is the money before these figures."""
    before = reading.mentions[run.first.at - 1] if run.first.at else None
    if before is None or before.sentence != run.first.sentence or run.first.quantity.kind == "money":
        return False
    return before.quantity.kind == "money" and before.lead.startswith("其中") and "其中" not in run.first.lead


def _part_named(reading: Reading, run: Run, taken: dict[int, Run], opener: str) -> Mention | None:
    """其中直补资金747万元，项目资金3100万元。项目资金分为…: a part of one list that the next one opens with."""
    named = [
        one
        for one in reading.before(run.first)
        if one.at in taken and fits(run, one) and len(one.lead) > 1 + 1 and one.lead.removeprefix("其中") in opener
    ]
    return named[0] if len(named) == 1 else None


def _of_all_spent(run: Run) -> bool:
    """…实际支出2099万元。基本支出1014万元，项目支出1085万元: the two that all spending is divided into open a sentence."""
    return run.opener == run.first.lead and {one.lead.rstrip("为共") for one in run.members} == {"基本支出", "项目支出"}


_SPENT = lazily(
    r"已?(?:分别|依次|各)?(?:支出|支付|使用|拨付|兑付|完成投资)(?!方向|内容|用途|结构|构成|进度)[^,。;:]{0,6}$"
)
"""四个方向已分别支出598万元、575万元…: parts of what was spent, and not of what was given."""
_PARTED = lazily(r"其中|构成|组成|分[为别布成]|按|包括")


def _has_room(run: Run, whole: Mention) -> bool:
    """Whether a figure is more than each of a list: 用于除险加固5座、维修养护96座 says what was done to some of 96座, and no parts of them."""
    return run.first.unit != whole.unit or all(one.quantity.value < whole.quantity.value for one in run.members)


_WITHIN = lazily(r"[\s\d.、]*其中")


def _nearest(same: list[Mention]) -> Mention | None:
    """The last of the nearest sentence that has any: 其中 at the start of a sentence goes back to what was just told."""
    nearest = [one for one in same if one.sentence == same[0].sentence] if same else []
    return nearest[-1] if nearest else None


def _likest(reading: Reading, opener: str, same: list[Mention]) -> Mention | None:
    """Of the figures of the nearest sentence that has any, the one whose clause says what the list's opener says, else the first."""
    nearest = [one for one in same if one.sentence == same[0].sentence] if same else []
    if not nearest:
        return None
    return max(nearest, key=lambda one: (reading.rarity.alike(opener, reading.clause(one))[1], -one.at))


_SPLIT_BY = lazily(r"按[^,。;:]{1,10}(?:分|看|划分|统计)[,:]")


def _by_kind(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """按产业分，…: a paragraph that opens so splits the budget, or what was spent where it says so."""
    if run.first.quantity.kind != "money" or run.first.planned or _SPLIT_BY.search(run.opener) is None:
        return None
    if lexicon.has("lists", "spent_by", run.opener):
        spent = [
            one
            for one in reading.mentions[: run.first.at]
            if one.has("spent") and fits(run, one) and one.at not in taken
        ]
        return Total(run, spent[-1], "later") if spent else None
    whole = _budget_before(reading, run, taken)
    return Total(run, whole, "elsewhere") if whole is not None else None


def _budget_before(reading: Reading, run: Run, taken: dict[int, Run]) -> Mention | None:
    """The budget, where it is told before a run and not only behind it."""
    whole = budget(reading, run.first, taken)
    return whole if whole is not None and whole.at < run.first.at else None


def _sources(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """The budget, for a list of its sources that names none: 构成为中央7200万元、省级3140万元、县级3100万元."""
    if run.first.quantity.kind != "money" or run.first.planned or run.first.depth:
        return None
    if not all(lexicon.each("lists", "partitions")[0].search(member.lead) for member in run.members):
        return None
    whole = _budget_before(reading, run, taken)
    if whole is None or (whole.sentence == run.first.sentence and is_one_of_them(run, whole)):
        return None
    return Total(run, whole, "sources")


def same_row(reading: Reading, run: Run) -> Total | None:
    """The like figure of the clause that sums the rows up, in their own sentence."""
    part = attrgetter("clause" if run.first.segment == run.last.segment else "segment")
    behind = [one for one in reading.later(run.last) if part(one) > part(run.last) and not one.depth]
    row = [one for one in behind if part(one) == part(behind[0])]
    if not row or not (row[0].has("total") or _SUMMING.search(row[0].lead)):
        return None
    whole = _under_its_word(run, [one for one in row if one.unit == run.first.unit and fits(run, one)])
    return Total(run, whole, "column") if whole is not None and not of_another_stage(run, whole) else None


def _under_its_word(run: Run, same: list[Mention]) -> Mention | None:
    """Of the like figures of what sums up the rows the one under the word of the column, else the only one."""
    named_alike = [one for one in same if one.lead[-2:] == run.first.lead[-2:]]
    return next(iter(named_alike or (same if len(same) == 1 else [])), None)


_STAGES = (
    lazily(r"发放|发出|印发"),
    lazily(r"收回|回收"),
    lazily(r"有效"),
    lazily(r"满意"),
    lazily(r"合格|达标"),
    lazily(r"下达|安排|批复"),
    lazily(r"到位|到账"),
    lazily(r"支出|支付|拨付|使用"),
    lazily(r"受理|发现|查出"),
    lazily(r"办结|整改|完成"),
)
"""What one thing goes through; the total of one stage is no sum of another's figures."""


def of_another_stage(run: Run, whole: Mention) -> bool:
    """三类合计收回1928份: of what came back in each row, and not of what was sent or of who was satisfied."""
    told = [stage for stage in _STAGES if stage.search(whole.lead)]
    return (
        bool(told)
        and not any(stage.search(run.first.lead) for stage in told)
        and any(stage.search(run.first.lead) for stage in _STAGES)
    )


def _column(reading: Reading, run: Run) -> Total | None:
    """The total of a column: the like figure of a following sentence that sums up, under the words of the column."""
    if run.first.clause == run.last.clause or run.opener or _among(reading, run) or run.first.has("full_marks"):
        return None
    number = reading.number(run.last)
    for group in reading.sentences[number + 1 : number + 4]:
        if group[0].paragraph - run.last.paragraph > 1:
            continue
        flat = reading.flats[group[0].paragraph]
        same = [one for one in group if fits(run, one) and not one.has("mean", "balance") and not one.depth]
        same = [one for one in same if not _OF_YEARS.search(one.lead)]
        same = [one for one in same if _SUMMING.search(flat, one.opened, one.start) or _ALL.match(flat, one.end)]
        same = [one for one in same if one.unit == run.first.unit] or [
            one for one in same if one.unit not in LOOSE and run.first.unit not in LOOSE
        ]
        same = [one for one in same if not of_another_stage(run, one)]
        whole = _under_its_word(run, same)
        if whole is not None:
            return Total(run, whole, "column")
    return None


_OF_YEARS = lazily(r"(?:[两二三四五六七八九十几多]|\d)年(?:来|间)?累计|历年")
"""三年累计执行4812万元: more than this year's column."""
_ALL = lazily(r"[^,。;:、\d]{0,8}(?:全部|均|都)")
_SUMMING = lazily(r"累计|合计|共|总计|汇总|全部|本[包批标期项次段]")


def _counts_same(run: Run, whole: Mention) -> bool:
    """Whether a total of loose classifiers (个, 项) counts what the list counts, where both say it."""
    if run.first.unit not in ("个", "项") or not run.first.tail or not whole.tail:
        return True
    return run.first.tail[:2] == whole.tail[:2]
