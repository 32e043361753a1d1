"""Totals that say how many figures they add up: 三项合计9.9万亩, 两类共1120份."""

from itertools import groupby
from typing import NamedTuple

from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.runs import Run
from auditor.text.patterns import lazily

_HOW_MANY = lazily(
    r"(?<![\d.十百])(?P<many>[两二三四五六七八九]|[2-9])大?(?:项|者|类|块|部分|方面|批|笔)(?P<name>[^,。;:、\d]{0,6}?)(?:合计|共计|总计|累计|相加|之和|加起来|合起来|总长度?|总面积|总数|总额|总量|共|合)[^,。;:、\d]{0,8}\Z"
)
_DIGITS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NAME = 2
"""Characters of a name that several of a list bear."""
_FARTHEST = 4
"""Sentences back in which the first of the figures may stand."""


class Announced(NamedTuple):
    """How many figures a total adds up, and which, where that can be told."""

    many: int
    run: Run | None


def find(reading: Reading) -> dict[int, Announced]:
    """The totals that say of how many they are, by their index."""
    found: dict[int, Announced] = {}
    for whole in reading.mentions:
        if not whole.amount or whole.depth:
            continue
        said = _HOW_MANY.search(reading.flats[whole.paragraph], whole.began, whole.start)
        if said is not None:
            many = _DIGITS.get(said["many"]) or int(said["many"])
            members = _called(reading, whole, said["name"], many) or _members(reading, whole, many)
            run = Run(tuple(members), strong=True, opener="") if members else None
            found[whole.at] = Announced(many, run)
    return found


def _called(reading: Reading, whole: Mention, name: str, many: int) -> list[Mention]:
    """宫颈癌筛查583万元，乳腺癌筛查472万元，培训25万元。两项筛查费用共1055万元: so many of the list before as bear the name."""
    if len(name) < _NAME:
        return []
    before = [*reading.before(whole), *reading.earlier(whole)]
    told = [one for one in before if name[:_NAME] in one.lead and _may_be_added(one, whole)]
    return told if len(told) == many and len({one.sentence for one in told}) == 1 else []


def _members(reading: Reading, whole: Mention, many: int) -> list[Mention]:
    """So many figures before the total: all of its sentence, one of each of its parts, or the first of the sentences before."""
    before = reading.earlier(whole)
    beside = [one for one in before if one.segment == whole.segment and _may_be_added(one, whole, totals=True)]
    if len(beside) == many and beside[0].segment != before[0].segment:
        return beside  # …；装订合35.7万元，另购材料8.1万元，两项共43.8万元
    own = [one for one in before if _may_be_added(one, whole)]
    if len(own) == many:
        return own
    if any(one.has("price") for one in before):
        return []  # 40人每人9000元，160人每人1500元，两项合计60万元: of what counts and prices make
    runs = [run for run in reading.runs if len(run.members) == many and run.last in own]
    if runs:
        return list(runs[-1].members)
    rows = [next(row) for _segment, row in groupby(own, key=lambda one: one.segment)]
    if len(rows) == many:
        return rows
    return _with_sentences_before(reading, whole, own, many)


def _with_sentences_before(reading: Reading, whole: Mention, own: list[Mention], many: int) -> list[Mention]:
    number = reading.number(whole)
    for group in reversed(reading.sentences[max(0, number - _FARTHEST) : number]):
        told = [one for one in group if _may_be_added(one, whole)]
        given = [one for one in group if _may_be_added(one, whole, budgets=not whole.has("spent"))]
        for listed in (told, given):
            if not own and len(listed) == many:
                return listed
        first = next(iter(told), None)
        if first is None or group[0].heading != whole.heading:
            continue
        if first.at in reading.run_of:
            return []  # one of a list of its own
        own = [first, *own]
        if len(own) == many:
            return own
    return []


def _may_be_added(one: Mention, whole: Mention, *, budgets: bool = False, totals: bool = False) -> bool:
    aside = one.has("mean", "price", "former", "increment", "balance") or (one.has("total") and not totals)
    aside = aside or (one.has("budget") and not budgets)
    return one.unit == whole.unit and one.amount and not aside and not one.depth and one.planned == whole.planned
