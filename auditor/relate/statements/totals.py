"""Which figure a run of like figures makes up: the one that its words name as the whole."""

import re
from collections.abc import Iterator

from auditor.relate.statements import lexicon
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading, Run, Total, names_partition

_OVER = re.compile(r"以上|上述|合计|总计|共计|相加|合起来|加起来")
_OPENING_CLAUSE = 60
"""How far into its sentence the words reach that open a list whose total stands in an earlier one."""


def find(reading: Reading) -> Iterator[Total]:
    """The runs whose total is told, each with every total that its words name."""
    taken: dict[int, Run] = {}
    for run in reading.runs:
        if run.first.percent or any(member.quantity.kind in ("point", "multiple") for member in run.members):
            continue
        found = [total for total in (_behind(reading, run), _ahead(reading, run, taken)) if total is not None]
        if not found and (earlier := _earlier(reading, run, taken)) is not None:
            found = [earlier]
        for total in found:
            taken.update(dict.fromkeys((member.index for member in run.members), run))
            yield total


def _fits(run: Run, whole: Mention) -> bool:
    return alike(run.first, whole) and whole.planned == run.first.planned and not whole.has("increment", "price", "former")


def _behind(reading: Reading, run: Run) -> Total | None:
    """The total that stands right behind its run: 新建14个，改建25个，合计39个."""
    group = reading.sentence(run.last)
    later = [one for one in group if one.index > run.last.index and one.depth == run.last.depth and not one.percent]
    whole = next(iter(later), None)
    if whole is None:
        whole = _next_sentence(reading, run)
    if whole is None or not _fits_behind(run, whole):
        return None
    if whole.has("mean"):
        return Total(run, whole, "behind", "mean") if re.search(r"平均", whole.lead) and len(run.members) > 1 else None
    return Total(run, whole, "behind", _form(reading, run)) if whole.has("total") else None


def _fits_behind(run: Run, whole: Mention) -> bool:
    return alike(run.first, whole) and whole.planned == run.first.planned and not whole.has("increment", "price", "former")


def _next_sentence(reading: Reading, run: Run) -> Mention | None:
    """The first figure of the next sentence where it says that it sums up what stands above."""
    number = reading.number(run.last) + 1
    if number >= len(reading.sentences):
        return None
    first = reading.sentences[number][0]
    if first.paragraph != run.last.paragraph or not _OVER.search(first.gap.split("。")[-1]):
        return None
    return first


def _ahead(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """The total that stands before its run in the sentence: 2360万元，其中中央1180万元、省级620万元."""
    group = reading.sentence(run.first)
    if run.first.depth:
        whole = next((one for one in reversed(group) if one.index < run.first.index and one.depth < run.first.depth), None)
        if whole is None or not _fits(run, whole) or not re.match(r"[^,。;:、(]{0,12}\(", reading.between(whole, run.first)):
            return None
        return Total(run, whole, "bracket", _form(reading, run))
    earlier = [one for one in group if one.index < run.first.index and one.depth == 0 and not one.percent]
    whole = next((one for one in reversed(earlier) if _fits(run, one) and one.index not in taken), None)
    if whole is None or whole.quantity.bound not in ("=", "~"):
        return None
    words = reading.between(whole, run.first)
    if lexicon.has("lists", "opens", words) or lexicon.has("lists", "later", words):
        return Total(run, whole, "opened", _form(reading, run))
    near = not any(one.index > whole.index for one in earlier)
    if near and (whole.has("total") or names_partition(run) or (run.strong and len(run.members) > 2)):
        return Total(run, whole, "named", _form(reading, run))
    return None


def _earlier(reading: Reading, run: Run, taken: dict[int, Run]) -> Total | None:
    """The total of an earlier sentence, where the run's own sentence opens as a list: 按用途划分，… 一季度…"""
    opener = run.opener[-_OPENING_CLAUSE:]
    if run.first.planned or run.first.depth or not (lexicon.has("lists", "later", opener) or lexicon.has("lists", "later", run.first.lead)):
        return None
    same = [one for one in reading.before(run.first) if _fits(run, one) and one.index not in taken and not one.has("mean", "balance")]
    same = [one for one in same if not one.depth and _counts_same(run, one)]
    if re.search(lexicon.pattern("lists", "spent_by"), opener):
        same = [one for one in same if one.has("spent")] or same
    whole = _first_of_nearest(same)
    return Total(run, whole, "later", _form(reading, run)) if whole is not None else None


def _first_of_nearest(same: list[Mention]) -> Mention | None:
    """The first of those in the nearest sentence that has any."""
    return next(iter([one for one in same if one.sentence == same[0].sentence]), None) if same else None


def _counts_same(run: Run, whole: Mention) -> bool:
    """Whether a total of loose classifiers (个, 项) counts what the list counts, where both say it."""
    if run.first.unit not in ("个", "项") or not run.first.tail or not whole.tail:
        return True
    return run.first.tail[:2] == whole.tail[:2]


def _form(reading: Reading, run: Run) -> str:
    if lexicon.has("lists", "goes_on", reading.behind(run.last, 8)):
        return "open"
    return "subset" if lexicon.has("lists", "subset", run.opener) else ""
