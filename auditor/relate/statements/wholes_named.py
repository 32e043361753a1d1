"""The whole of a list in another paragraph: of a year told in its parts, or under the name that stands before the list."""

import re
from itertools import takewhile

from auditor.relate.statements import lexicon
from auditor.relate.statements.lists_told import fits, form_of
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading, Total
from auditor.relate.statements.runs import Run, names_partition
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_SAME_WHOLE = 0.45
"""How much of what a list is called must stand in the clause of a total that is told elsewhere."""
_HEADED = lazily(r":|前述|上述|(?:中|里头?|里面|当中),")


def told_under_a_name(reading: Reading, run: Run) -> Total | None:
    """The total that another paragraph tells: of a year told in its parts, or under the name that stands before the list."""
    if run.first.planned or run.first.depth or not (run.strong or names_partition(run) or _HEADED.search(run.opener)):
        return None
    same = [
        one
        for one in reading.mentions
        if fits(run, one) and not one.depth and not one.has("mean") and one.quantity.bound in ("=", "~")
    ]
    members = {member.at for member in run.members}
    # 县道养护里程186公里 beside 县道186公里、乡道420公里 is one of the list told again; 其他机具 bears the name of all
    nouns = frozenset(one.lead[-2:] for one in run.members if one.lead and not one.has("rest"))
    same = [
        one
        for one in same
        if one.at not in members
        and one.at not in reading.run_of
        and one.sentence != run.last.sentence
        and not 0 < len(nouns & pairs(reading.clause(one))) < len(nouns)
    ]
    if _whole_year(run):
        yearly = [one for one in same if lexicon.has("lists", "whole_year", reading.clause(one))]
        if run.first.quantity.kind == "money" and len(yearly) > 1:
            paid = [one for one in yearly if one.has("spent") and not one.has("budget")]
            yearly = paid if _PAID.search(f"{run.opener}{run.names}") else []
        return Total(run, yearly[0], "year") if len(yearly) == 1 else None
    title = _title(run)
    if not title or not same:
        return None
    scored = [(reading.rarity.containment(title, reading.clause(one)), one) for one in same]
    most = max(score for score, _one in scored)
    if most < _SAME_WHOLE:
        just = _just_told(reading, run, title, same)
        return Total(run, just, "elsewhere", form_of(reading, run)) if just is not None else None
    best = [one for score, one in scored if score == most]
    best = [one for one in best if one.unit == run.first.unit] or best
    return Total(run, best[0], "elsewhere", form_of(reading, run)) if len(best) == 1 else None


_PAID = lazily(r"发放|支出|支付|拨付|兑付|使用")


def _just_told(reading: Reading, run: Run, title: str, same: list[Mention]) -> Mention | None:
    """The one like figure of the two sentences before that shares a word with the list's title, over a paragraph's end too."""
    number = reading.number(run.first)
    near = [
        one
        for one in same
        if 0 < number - reading.number(one) <= 2
        and len(pairs(title) & pairs(reading.clause(one))) >= min(2, len(pairs(title)))
    ]
    return near[0] if len(near) == 1 else None


def _whole_year(run: Run) -> bool:
    """Whether a run tells the four quarters of a year or its two halves."""
    quarters, _turns, halves, _seasons = (
        {found.group() for member in run.members if (found := pattern.search(member.lead))}
        for pattern in lexicon.each("lists", "year_parts")
    )
    return len(quarters) == 4 == len(run.members) or len(halves) == 2 == len(run.members)


_TITLE_NOISE = lazily(r"里头|里面|当中|中$|里$|前述|上述|其中|归为|分为|分别|按[^,:]{1,8}看|[一-鿿]片$")


def _title(run: Run) -> str:
    """What the list is called: the words of its opener that its first figure does not need."""
    if not run.opener and run.first.clause != run.last.clause:
        return _common_end([one.lead for one in run.members])
    words = re.split(r"[,:]|归为|分为", run.opener)
    head = words[0] if len(words) > 1 else run.first.lead
    return _TITLE_NOISE.sub("", head) if len(head) >= 4 else ""


def _common_end(leads: list[str]) -> str:
    """What the words before all cells of a column end with, where it says something."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*(reversed(lead) for lead in leads), strict=False))
    ending = "".join(letter for letter, *_same in same)[::-1]
    return ending if len(ending) >= 4 else ""
