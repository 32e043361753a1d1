"""Which figure a run of like figures makes up: the one that its words name as the whole."""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.money import budget
from auditor.relate.statements.reading import Reading, Total
from auditor.relate.statements.runs import Run, names_partition, opens_its_sentence
from auditor.text.similarity import pairs

_OVER = re.compile(r"以上|上述|合计|总计|共计|相加|合起来|加起来")
_SHORT = 12
"""Characters before a total score that opens the next sentence: 综合得分."""
_OPENING_CLAUSE = 60
"""How far into its sentence the words reach that open a list whose total stands in an earlier one."""


def find(reading: Reading) -> Iterator[Total]:
    """The runs whose total is told, each with every total that its words name."""
    taken: dict[int, Run] = {}
    rowed = _rowed(reading)
    for run in (*reading.runs, *reading.columns):
        if any(lexicon.has("lists", "levels", one.lead) for one in run.members):
            continue
        if run.first.percent or any(member.quantity.kind in ("point", "multiple") for member in run.members):
            continue
        if not run.strong and run.first.at in rowed:
            continue  # 决策20分，得18分；过程20分，得17分: rows of two, and no list
        if (priced := _priced(reading, run)) is not None:
            found = [priced]
        else:
            found = [total for total in (_behind(reading, run), _ahead(reading, run, taken)) if total is not None]
        if not found and (earlier := _earlier(reading, run, taken)) is not None:
            found = [earlier]
        if run in reading.columns and (row := _same_row(reading, run)) is not None:
            found = [row]
        if not found and (below := _column(reading, run)) is not None:
            found = [below]
        if not found and (elsewhere := _elsewhere(reading, run)) is not None:
            found = [elsewhere]
        if not found and (kinds := _by_kind(reading, run, taken)) is not None:
            found = [kinds]
        if not found and (source := _sources(reading, run, taken)) is not None:
            found = [source]
        for total in found:
            taken.update(dict.fromkeys((member.at for member in run.members), run))
            yield total


def _rowed(reading: Reading) -> set[int]:
    """The figures of rows that hold two like figures each."""
    found: set[int] = set()
    for group in reading.sentences:
        rows: dict[int, list[Mention]] = {}
        for one in group:
            rows.setdefault(one.segment, []).append(one)
        if len(rows) > 1 and sum(1 for row in rows.values() if _twice(row)) > 1:
            found.update(one.at for one in group)
    return found


def _twice(row: list[Mention]) -> bool:
    return any(alike(one, other) for one, other in pairwise(one for one in row if not one.percent))


def _priced(reading: Reading, run: Run) -> Total | None:
    """每人每年640元，其中中央384元、省级128元、县级128元: the parts of a price make the price, not the sum of money behind."""
    before = reading.mentions[run.first.at - 1] if run.first.at else None
    if (
        before is None
        or not before.has("price")
        or before.sentence != run.first.sentence
        or not alike(before, run.first)
    ):
        return None
    opened = lexicon.has("lists", "opens", reading.between(before, run.first)) or run.first.depth > before.depth
    return Total(run, before, "opened") if opened else None


_LOOSE = frozenset(["个", "项", "件"])
_KINDS = frozenset(["类", "批", "种", "块", "方面", "档", "部分", "大类", "个方面"])
"""Units that count kinds of things, and are no sum of things."""


def _fits(run: Run, whole: Mention) -> bool:
    if whole.unit != run.first.unit and whole.unit in _KINDS:
        return False
    return (
        alike(run.first, whole)
        and whole.planned == run.first.planned
        and not whole.has("increment", "price", "former", "full_marks")
    )


def _behind(reading: Reading, run: Run) -> Total | None:
    """The total that stands right behind its run: 新建14个，改建25个，合计39个."""
    group = reading.sentence(run.last)
    later = [one for one in group if one.at > run.last.at and one.depth == run.last.depth and not one.percent]
    whole = next(iter(later), None)
    if whole is None:
        whole = _next_sentence(reading, run)
    if whole is None or not _fits_behind(run, whole):
        return None
    if lexicon.has("traits", "incomplete", reading.between(run.last, whole)):
        return None
    if "累计" in whole.lead and whole.segment != run.last.segment:
        return None  # of all years, not of what was just listed
    if whole.has("mean"):
        return Total(run, whole, "behind", "mean") if re.search(r"平均", whole.lead) and len(run.members) > 1 else None
    told = (
        whole.has("total")
        or _MADE_UP.search(reading.between(run.last, whole)) is not None
        or (lexicon.has("lists", "whole_year", whole.lead) and _in_turn(run))
    )
    return Total(run, whole, "behind", _form(reading, run)) if told else None


_MADE_UP = re.compile(r"组成|构成|合并|[,;]全[院县市区校省镇乡局行厂系州][^,;]{0,8}$")


def _in_turn(run: Run) -> bool:
    """Whether the run says that its figures stand for one thing after the other (分别转移428人、517人、318人)."""
    return "分别" in run.opener or names_partition(run)


def _fits_behind(run: Run, whole: Mention) -> bool:
    return (
        alike(run.first, whole) and whole.planned == run.first.planned and not whole.has("increment", "price", "former")
    )


def _next_sentence(reading: Reading, run: Run) -> Mention | None:
    """The first figure of the next sentence where it says that it sums up what stands above."""
    number = reading.number(run.last) + 1
    if number >= len(reading.sentences):
        return None
    first = reading.sentences[number][0]
    if first.paragraph != run.last.paragraph:
        return None
    words = first.gap.split("。")[-1]
    scored = first.unit == "分" == run.first.unit and first.has("total") and len(words) <= _SHORT
    summed = first.has("total") and len(first.lead) <= _NAME and reading.sentence(run.last)[-1] is run.last
    return first if scored or summed or _OVER.search(words) else None


def _ahead(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """The total that stands before its run in the sentence: 2360万元，其中中央1180万元、省级620万元."""
    group = reading.sentence(run.first)
    if run.first.clause != run.last.clause and not run.opener:
        return _over_column(reading, run, group)
    if run.first.depth:
        whole = next((one for one in reversed(group) if one.at < run.first.at and one.depth < run.first.depth), None)
        if (
            whole is None
            or not _fits(run, whole)
            or not re.match(r"[^,。;:、(]{0,12}\(", reading.between(whole, run.first))
        ):
            return None
        return Total(run, whole, "bracket", _form(reading, run))
    earlier = [one for one in group if one.at < run.first.at and one.depth == 0 and not one.percent]
    whole = next((one for one in reversed(earlier) if _fits(run, one) and one.at not in taken), None)
    if whole is None or whole.quantity.bound not in ("=", "~"):
        return None
    words = reading.between(whole, run.first)
    if lexicon.has("traits", "incomplete", words):
        return None
    if lexicon.has("lists", "opens", words) or lexicon.has("lists", "later", words):
        return Total(run, whole, "opened", _form(reading, run))
    if _plain(reading, run, whole, earlier):
        return Total(run, whole, "plain")
    near = not any(one.at > whole.at for one in earlier)
    if near and (names_partition(run) or (run.strong and (whole.has("total") or len(run.members) > 2))):
        return Total(run, whole, "named", _form(reading, run))
    return None


def _plain(reading: Reading, run: Run, whole: Mention, earlier: list[Mention]) -> bool:
    """收进来的1,260万元，门票860万元，餐饮400万元: short names of one sort right behind a figure, none of them a stage of it."""
    if whole.at != run.first.at - 1 or earlier[-1] is not whole or run.first.clause - whole.clause > 1:
        return False
    leads = [member.lead for member in run.members]
    if not (opens_its_sentence(whole) or whole.has("balance")) or any(
        member.unit != whole.unit for member in run.members
    ):
        return False
    if any(lexicon.has("lists", "stages", lead + member.tail) for lead, member in zip(leads, run.members, strict=True)):
        return False
    named = all(1 < len(lead) <= _NAME for lead in leads)
    return named or (not any(leads) and len({member.tail[:1] for member in run.members}) == 1 and run.first.tail != "")


_NAME = 5
"""Characters of a name that is a noun and no clause."""


def _over_column(reading: Reading, run: Run, group: list[Mention]) -> Total | None:
    """预算1.2亿元，分两批安排：第一批7200万元…；第二批4800万元…: the total that opens the rows."""
    before = [one for one in group if one.at < run.first.at and _fits(run, one) and not one.percent]
    if not before or not _ROWS_OPEN.search(reading.between(before[-1], run.first)):
        return None
    return Total(run, before[-1], "opened")


_ROWS_OPEN = re.compile(r"分[^,。;:]{0,10}:|其中|分别|包括|即|[:]")


def _earlier(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """The total of an earlier sentence, where the run's own sentence opens as a list: 按用途划分，… 一季度…"""
    if any(_fits(run, one) and one.at < run.first.at and not one.depth for one in reading.sentence(run.first)):
        return None
    opener = run.opener[-_OPENING_CLAUSE:]
    if lexicon.has("traits", "incomplete", opener):
        return None
    if (
        run.first.planned
        or run.first.depth
        or not (lexicon.has("lists", "later", opener) or lexicon.has("lists", "later", run.first.lead))
    ):
        return None
    same = [
        one
        for one in reading.before(run.first)
        if _fits(run, one) and one.at not in taken and not one.has("mean", "balance")
    ]
    same = [one for one in same if not one.depth and _counts_same(run, one)]
    if re.search(lexicon.pattern("lists", "spent_by"), opener):
        same = [one for one in same if one.has("spent")] or same
    whole = _nearest(same) if _WITHIN.match(opener) else _likest(reading, opener, same)
    return Total(run, whole, "later", _form(reading, run)) if whole is not None else None


_WITHIN = re.compile(r"[\s\d.、]*其中")


def _nearest(same: list[Mention]) -> Mention | None:
    """The last of the nearest sentence that has any: 其中 at the start of a sentence goes back to what was just told."""
    nearest = [one for one in same if one.sentence == same[0].sentence] if same else []
    return nearest[-1] if nearest else None


def _sentence_of_its_own(reading: Reading, run: Run, opener: str) -> Total | None:
    """全年接诊9.4万人次。门诊8.1万人次，急诊1.3万人次。: a sentence that is a list and no more, right behind its total."""
    group = reading.sentence(run.first)
    earlier = reading.before(run.first)
    if len(group) != len(run.members) or run.first.planned or not earlier or len(opener) > _NAME:
        return None
    last = (
        earlier[-1]
        if earlier[-1].sentence == earlier[0].sentence
        else [one for one in earlier if one.sentence == earlier[0].sentence][-1]
    )
    stages = any(lexicon.has("lists", "stages", one.lead + one.tail) for one in run.members)
    if (
        stages
        or last.unit != run.first.unit
        or not _fits(run, last)
        or any(len(one.lead) > _NAME for one in run.members)
    ):
        return None
    return Total(run, last, "plain")


def _likest(reading: Reading, opener: str, same: list[Mention]) -> Mention | None:
    """Of the figures of the nearest sentence that has any, the one whose clause says what the list's opener says, else the first."""
    nearest = [one for one in same if one.sentence == same[0].sentence] if same else []
    if not nearest:
        return None
    likeness = [(reading.rarity.alike(opener, reading.clause(one))[1], -one.at, one) for one in nearest]
    best = max(likeness, key=lambda item: item[:2])
    return best[2] if best[0] > 0 else nearest[0]


_SPLIT_BY = re.compile(r"按[^,。;:]{1,10}(?:分|看|划分|统计)[,:]")


def _by_kind(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """按产业分，…: a paragraph that opens so splits the budget, or what was spent where it says so."""
    if run.first.quantity.kind != "money" or run.first.planned or _SPLIT_BY.search(run.opener) is None:
        return None
    if lexicon.has("lists", "spent_by", run.opener):
        spent = [
            one
            for one in reading.mentions[: run.first.at]
            if one.has("spent") and _fits(run, one) and one.at not in taken
        ]
        return Total(run, spent[-1], "later") if spent else None
    whole = budget(reading, run.first, taken)
    return Total(run, whole, "elsewhere") if whole is not None and whole.at < run.first.at else None


def _sources(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """The budget, for a list of its sources that names none: 构成为中央7200万元、省级3140万元、县级3100万元."""
    if run.first.quantity.kind != "money" or run.first.planned or run.first.depth:
        return None
    if not all(lexicon.each("lists", "partitions")[0].search(member.lead) for member in run.members):
        return None
    whole = budget(reading, run.first, taken)
    if whole is None or whole.at >= run.first.at or whole.at in {one.at for one in run.members}:
        return None
    return Total(run, whole, "sources")


_SAME_WHOLE = 0.45
"""How much of what a list is called must stand in the clause of a total that is told elsewhere."""


def _elsewhere(reading: Reading, run: Run) -> Total | None:
    """The total that another paragraph tells: of a year told in its parts, or under the name that stands before the list."""
    if (
        run.first.planned
        or run.first.depth
        or not (run.strong or names_partition(run) or re.search(r":|前述|上述", run.opener))
    ):
        return None
    same = [
        one
        for one in reading.mentions
        if _fits(run, one) and not one.depth and not one.has("mean") and one.quantity.bound in ("=", "~")
    ]
    members = {member.at for member in run.members}
    same = [
        one
        for one in same
        if one.at not in members and one.at not in reading.run_of and one.sentence != run.last.sentence
    ]
    if _whole_year(run):
        yearly = [one for one in same if lexicon.has("lists", "whole_year", reading.clause(one))]
        return Total(run, yearly[0], "year") if len(yearly) == 1 else None
    title = _title(run)
    if not title:
        return None
    scored = sorted(
        ((reading.rarity.containment(title, reading.clause(one)), -one.at, one) for one in same),
        reverse=True,
        key=lambda item: item[:2],
    )
    if scored and scored[0][0] < _SAME_WHOLE and (just := _just_told(reading, run, title, same)) is not None:
        return Total(run, just, "elsewhere", _form(reading, run))
    best = [one for score, _order, one in scored if score == scored[0][0] and score >= _SAME_WHOLE]
    best = [one for one in best if one.unit == run.first.unit] or best
    return Total(run, best[0], "elsewhere", _form(reading, run)) if len(best) == 1 else None


def _just_told(reading: Reading, run: Run, title: str, same: list[Mention]) -> Mention | None:
    """The one like figure of the two sentences before that shares a word with the list's title, over a paragraph's end too."""
    number = reading.number(run.first)
    near = [
        one
        for one in same
        if 0 < number - reading.number(one) <= 2 and len(pairs(title) & pairs(reading.clause(one))) > 1
    ]
    return near[0] if len(near) == 1 else None


def _same_row(reading: Reading, run: Run) -> Total | None:
    """The like figure of the clause that sums the rows up, in their own sentence."""
    behind = [one for one in reading.sentence(run.last) if one.clause > run.last.clause and not one.depth]
    row = [one for one in behind if one.clause == behind[0].clause] if behind else []
    if not row or not (row[0].has("total") or _SUMMING.search(row[0].lead)):
        return None
    same = [one for one in row if one.unit == run.first.unit and _fits(run, one)]
    return Total(run, same[0], "column") if len(same) == 1 else None


def _column(reading: Reading, run: Run) -> Total | None:
    """The total of a column: the like figure of a following sentence that sums up, under the words of the column."""
    if run.first.clause == run.last.clause or run.opener:
        return None
    number = reading.number(run.last)
    for group in reading.sentences[number + 1 : number + 4]:
        if group[0].paragraph - run.last.paragraph > 1 or not _SUMMING.search(
            reading.flats[group[0].paragraph][group[0].opened : group[-1].end]
        ):
            continue
        same = [one for one in group if _fits(run, one) and not one.has("mean", "balance") and not one.depth]
        same = [one for one in same if one.unit == run.first.unit] or [
            one for one in same if one.unit not in _LOOSE and run.first.unit not in _LOOSE
        ]
        named_alike = [one for one in same if one.lead[-2:] == run.first.lead[-2:]]
        whole = next(iter(named_alike or (same if len(same) == 1 else [])), None)
        if whole is not None:
            return Total(run, whole, "column")
    return None


_SUMMING = re.compile(r"累计|合计|共|总计|汇总|全部|本[包批标期项次段]")


def _whole_year(run: Run) -> bool:
    seen = [
        {found.group() for member in run.members if (found := pattern.search(member.lead))}
        for pattern in lexicon.each("lists", "year_parts")
    ]
    return len(seen[0]) == 4 == len(run.members) or len(seen[1]) == 2 == len(run.members)


_TITLE_NOISE = re.compile(r"前述|上述|其中|归为|分为|分别|按[^,:]{1,8}看|[一-鿿]片$")


def _title(run: Run) -> str:
    """What the list is called: the words of its opener that its first figure does not need."""
    words = re.split(r"[,:]|归为|分为", run.opener)
    head = words[0] if len(words) > 1 else run.first.lead
    return _TITLE_NOISE.sub("", head) if len(head) >= 4 else ""


def _counts_same(run: Run, whole: Mention) -> bool:
    """Whether a total of loose classifiers (个, 项) counts what the list counts, where both say it."""
    if run.first.unit not in ("个", "项") or not run.first.tail or not whole.tail:
        return True
    return run.first.tail[:2] == whole.tail[:2]


def _form(reading: Reading, run: Run) -> str:
    if lexicon.has("lists", "goes_on", reading.behind(run.last, 8)):
        return "open"
    return "subset" if lexicon.has("lists", "subset", run.opener) else ""
