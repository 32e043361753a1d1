"""Which figure a run of like figures makes up: the one that its words name as the whole."""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.relate.statements import announced, lexicon, wholes
from auditor.relate.statements.announced import Announced
from auditor.relate.statements.lists_told import LONGEST_NAME, LOOSE, form_of, of_another_name, share_of_another
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading, Total
from auditor.relate.statements.runs import Run, names_partition
from auditor.relate.statements.totals_ahead import told_ahead
from auditor.sense import parts
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_OVER = lazily(r"以上|上述|合计|总计|共计|相加|合起来|加起来")
_SHORT = 12
"""Characters before a total score that opens the next sentence: 综合得分."""


def find(reading: Reading) -> Iterator[Total]:
    """The runs whose total is told, each with every total that its words name."""
    taken: dict[int, Run] = {}
    told = announced.find(reading)
    for at, one in told.items():
        if one.run is not None:
            taken.update(dict.fromkeys((member.at for member in one.run.members), one.run))
            yield Total(one.run, reading.mentions[at], "behind")
    added = set(taken)
    rowed = _rowed(reading)
    celled = {one.at for column in reading.columns for one in column.members}
    for run in (*reading.runs, *reading.columns):
        if not _adds_up(run) or (not run.strong and run.first.at in rowed) or _is_row(run, celled):
            continue
        found = [total for total in _near(reading, run, taken) if _as_told(total, told) and _are_parts(reading, total)]
        for total in found or ([] if run.first.at in added else _far(reading, run, taken)):
            if not (_as_told(total, told) and _are_parts(reading, total)):
                continue
            taken.update(dict.fromkeys((member.at for member in run.members), run))
            yield total


def _is_row(run: Run, celled: set[int]) -> bool:
    """东片区820块、3座，西片区640块、2座: cells of two columns side by side, and no list."""
    return len({one.unit for one in run.members}) > 1 and all(one.at in celled for one in run.members)


def _are_parts(reading: Reading, total: Total) -> bool:
    """Whether what the figures of a run are called lets them be parts of the total."""
    if total.run.first.quantity.kind == "duration" and not total.whole.has("total"):
        return False
    if total.form == "mean" or any(share_of_another(reading, one, total.whole) for one in total.run.members):
        return total.form == "mean"
    names = [one.lead + one.tail for one in total.run.members]
    behind = reading.behind(total.run.last).partition("。")[0]
    return parts.may_be_parts(names, reading.clause(total.whole), behind)


def _as_told(total: Total, told: dict[int, Announced]) -> bool:
    """Whether a total adds up as many as it says, where it says it and they were not found already."""
    said = told.get(total.whole.at)
    return said is None or (said.run is None and said.many == len(total.run.members))


_ADDING = lazily(r"(?:加上|连同|另加|再加)[^,。;:]{0,10}$")


def _with_the_one_before(reading: Reading, run: Run) -> Run:
    """补贴288万元，加上价差补贴96万元，总共384万元: what the others are added to is one of them."""
    before = reading.mentions[run.first.at - 1] if run.first.at else None
    fits = before is not None and before.sentence == run.first.sentence and alike(before, run.first)
    return run._replace(members=(before, *run.members)) if fits and before is not None else run


_WORKED = frozenset(("小时", "学时", "课时"))
"""Hours that are worked or taught, and so added up; of other times each has its own."""


def _adds_up(run: Run) -> bool:
    """Whether figures of its sort are added up at all: no rates, no points, no levels of one scheme."""
    if (
        run.first.percent
        or "/" in run.first.unit  # 39.5微克/立方米: so much of each
        or (run.first.quantity.kind == "duration" and not (run.strong and run.first.unit in _WORKED))
        or any(member.quantity.kind in ("point", "multiple") for member in run.members)
    ):
        return False
    counted = run.first.unit in ("个", "项", "")
    return not (counted and any(lexicon.has("lists", "levels", one.lead) for one in run.members))


def _near(reading: Reading, run: Run, taken: dict[int, Run]) -> list[Total]:
    """The totals that the run's own sentence tells."""
    if (priced := _priced(reading, run)) is not None:
        return [priced]
    if run in reading.columns and (row := wholes.same_row(reading, run)) is not None:
        return [row]
    behind, ahead = _behind(reading, run), told_ahead(reading, run, taken)
    if behind is not None and ahead is not None and ahead.by in ("plain", "named"):
        ahead = None  # the total behind the list says what it comes to
    return [total for total in (behind, ahead) if total is not None]


def _far(reading: Reading, run: Run, taken: dict[int, Run]) -> list[Total]:
    """The total that another sentence tells: the first that is found."""
    for total in wholes.told_elsewhere(reading, run, taken):
        if total is not None:
            return [total]
    return []


def _rowed(reading: Reading) -> set[int]:
    """The figures of rows that hold two like figures each."""
    found: set[int] = set()
    for group in reading.sentences:
        rows: dict[int, list[Mention]] = {}
        for one in group:
            rows.setdefault(one.segment, []).append(one)
        firsts = [(row, pair) for row in rows.values() if (pair := _twice(row)) is not None]
        for row, pair in firsts:
            if any(other is not pair and alike(pair, other) for _row, other in firsts):
                found.update(one.at for one in row)
    return found


def _twice(row: list[Mention]) -> Mention | None:
    """The first of two like figures that a row tells one after the other."""
    beside = pairwise(one for one in row if not one.percent)
    return next((one for one, other in beside if alike(one, other)), None)


def _priced(reading: Reading, run: Run) -> Total | None:
    """每人每年640元，其中中央384元、省级128元、县级128元: the parts of a price make the price, not the sum of money behind."""
    before = reading.mentions[run.first.at - 1] if run.first.at else None
    if before is None or not before.has("price") or before.sentence != run.first.sentence:
        return None
    if not alike(before, run.first):
        return None
    opened = lexicon.has("lists", "opens", reading.between(before, run.first)) or run.first.depth > before.depth
    return Total(run, before, "opened") if opened else None


def _behind(reading: Reading, run: Run) -> Total | None:
    """The total that stands right behind its run: 新建14个，改建25个，合计39个."""
    later = [one for one in reading.later(run.last) if one.depth == run.last.depth and not one.percent]
    whole = next(iter(later), None)
    if whole is not None and not alike(run.first, whole) and _numbers_them(run, later):
        whole = later[1]
    if whole is None:
        whole = _next_sentence(reading, run)
    if whole is None or not _fits_behind(run, whole) or _stands_at(run, whole):
        return None
    if lexicon.has("traits", "incomplete", reading.between(run.last, whole)) or _next_stage(run, whole):
        return None
    if _ADDING.search(run.opener):
        run = _with_the_one_before(reading, run)
    if "累计" in whole.lead and whole.segment != run.last.segment:
        return None  # of all years, not of what was just listed
    if whole.has("mean"):
        return Total(run, whole, "behind", "mean") if re.search(r"平均(?!每)", whole.lead) else None
    told = (
        whole.has("total")
        or _made_up(reading, run, whole)
        or (lexicon.has("lists", "whole_year", whole.lead) and (_in_turn(run) or _one_deed(run, whole)))
    )
    return Total(run, whole, "behind", form_of(reading, run)) if told else None


_CREATED = lazily(r"创建|创成|新[建增设招开创]|增[加设]|培育|认定|引进|获评|入选")
_STOCK = lazily(r"(?:总数|总量|累计|总规模|保有量|存量)[^,。;:、\d]{0,4}(?:达|增|升|扩)[^,。;:、\d]{0,3}$")


def _stands_at(run: Run, whole: Mention) -> bool:
    """创建省级3家、市级8家，全县总数达到46家: what there is in all, and no sum of what came in the year."""
    return _STOCK.search(whole.lead) is not None and _CREATED.search(run.opener + run.first.lead) is not None


_MADE_UP = lazily(r"组成|构成|合并|[,;]全[院县市区校省镇乡局行厂系州][^,;]{0,8}$")


_OF_ALL = lazily(r"^全[院县市区校省镇乡局行厂系州]")


def _made_up(reading: Reading, run: Run, whole: Mention) -> bool:
    """在编128人、聘用46人，全院职工174人; 服务中心18个、服务站126个，全县行政村168个 counts another thing."""
    if _MADE_UP.search(reading.between(run.last, whole)) is None:
        return False
    called = _OF_ALL.sub("", whole.lead) + whole.tail
    counted = run.first.unit in LOOSE and _OF_ALL.search(whole.lead) is not None
    return not counted or len(called) < 1 + 1 or bool(pairs(called) & pairs(run.names))


def _numbers_them(run: Run, later: list[Mention]) -> bool:
    """…，三座水厂合计日供水7.5万吨: how many were listed is told right before what they come to."""
    count, *others = later
    return (
        count.quantity.value == len(run.members)
        and bool(others)
        and others[0].clause == count.clause
        and others[0].has("total")
    )


def _next_stage(run: Run, whole: Mention) -> bool:
    """发放教师问卷300份、学生问卷900份，合计回收1155份: the total is of what came of the figures, and not of them."""
    said = run.opener + run.first.lead
    return any(
        first.search(said) and then.search(whole.lead) and not then.search(said)
        for first, then in lexicon.pairs("stages", "pairs")
    )


def _one_deed(run: Run, whole: Mention) -> bool:
    """Whether all members and the figure behind them tell of one deed: 春节慰问…，八一慰问…，全年慰问…."""
    return all(member.lead.endswith(whole.lead[-2:]) for member in run.members)


def _in_turn(run: Run) -> bool:
    """Whether the run says that its figures stand for one thing after the other (分别转移42人、51人、31人)."""
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
    summed = first.has("total") and len(first.lead) <= LONGEST_NAME and reading.sentence(run.last)[-1] is run.last
    over = (summed or _OVER.search(words) is not None) and not of_another_name(run, first)
    over = over and not wholes.of_another_stage(run, first)
    return first if scored or over else None
