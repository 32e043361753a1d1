"""A list without a total that answers a promise as a whole: 改造18处 ← 甲县7处，乙县6处，丙县5处."""

from auditor.relate.statements import lexicon
from auditor.relate.statements.answers import Answer, with_rest
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.promised_names import names_one, said_of
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily
from auditor.text.similarity import pairs

_REPEATS = lazily(r"累计|合计|共|总|全部|全年|同时|另")
"""What makes a figure repeat others of its list, or stand beside them."""
_ALL_TOLD = lazily(r"累计|合计|全年|共计|一共|[两二三四五六]年共")


def together(reading: Reading, promise: Mention, answer: Answer) -> Answer:
    """All of the list that the answer is one of, where the promise names none of them rather than another.

    Of a list whose last tells of all (上半年7处，全年累计18处), that one.
    """
    if len(answer.members) == 1 and (over := _over_years(reading, promise, answer.members[0])) is not None:
        return answer._replace(members=(over,))
    run = reading.run_of.get(answer.members[0].at)
    if len(answer.members) > 1 or answer.part or run is None or not run.first.amount:
        return answer
    said, _segment = said_of(reading, promise)
    own = pairs(said)
    if run.strong and names_one(said, run.members):
        return answer
    if run.strong:
        whole = _of_one_noun(run, own) and all(_like(one, run.first) for one in run.members)
        return answer._replace(members=with_rest(reading, run)) if whole else answer
    told_all = run.last.unit == answer.members[0].unit and tells_all(run)
    parts = run.members[:-1] if told_all else run.members
    named = {frozenset(own & pairs(one.lead + one.tail)) for one in parts}
    if len(named) > 1:
        return answer
    if told_all:
        return answer if _of_years(run) and of_one_year(reading, promise) else answer._replace(members=(run.last,))
    return answer._replace(members=run.members) if all(_is_part(one, run.first) for one in run.members) else answer


def tells_all(run: Run) -> bool:
    """Whether the last of a list tells what all of it comes to: 上半年7处，全年18处."""
    last = run.last
    return not run.strong and not last.planned and not last.has("rest") and _ALL_TOLD.search(last.lead) is not None


def _over_years(reading: Reading, promise: Mention, told: Mention) -> Mention | None:
    """2023年改造27处，2024年改造34处，两年累计61处: what all years come to, of a goal that is set for a project and not for a year."""
    if told.has("total") or _YEAR.search(told.lead) is None or of_one_year(reading, promise):
        return None
    behind = [one for one in reading.later(told) if one.unit == told.unit]
    whole = next((one for one in behind if _like_whole(one) and _CUMULATED.search(reading.clause(one))), None)
    if whole is None:
        return None
    before = [*reading.before(told), *reading.earlier(told)]
    yearly = any(one.has("former") and one.unit == told.unit for one in before)
    return whole if yearly or YEARS.search(reading.clause(whole)) else None


def _like_whole(one: Mention) -> bool:
    return not one.planned and not one.has("former", "increment", "mean", "rest", "price")


_YEAR = lazily(r"(?:19|20)\d\d年|第[一二三四五]年|本年|当年|今年")
_CUMULATED = lazily(r"累计|合计|[两二三四五六]年共|共计")
YEARS = lazily(r"[两二三四五六]年(?:来|间)?(?:累计|合计|共)")


def _of_years(run: Run) -> bool:
    """2023年改造27处，2024年改造34处，两年累计61处: whether the last tells of more than the year of the report."""
    return any(one.has("former") for one in run.members[:-1])


def of_one_year(reading: Reading, promise: Mention) -> bool:
    """Whether a goal is set for the year, and not for all of a project."""
    said = reading.flats[promise.paragraph][promise.opened : promise.start]
    return _YEARLY.search(f"{promise.heading}{said}") is not None


_YEARLY = lazily(r"年度|全年|年初|本年|当年|今年|(?:19|20)\d\d年")


def _of_one_noun(run: Run, own: frozenset[str]) -> bool:
    """修复民国档案2150页、革命历史档案1420页: whether all members are kinds of the one noun that was promised."""
    nouns = {one.lead[-_NOUN:] for one in run.members}
    return len(nouns) == 1 and nouns <= own


_NOUN = 2
"""Characters of a noun."""


def _is_part(one: Mention, first: Mention) -> bool:
    """Whether a member of the list is so much more of the same: no stage of another, no former value, no sum."""
    words = one.lead + one.tail
    return _like(one, first) and not lexicon.has("lists", "stages", words) and _REPEATS.search(words) is None


def _like(one: Mention, first: Mention) -> bool:
    plain = not one.planned and not one.has("former", "increment", "mean", "total", "rest", "price")
    return plain and one.unit == first.unit and one.quantity.bound in ("=", "~")
