"""共15个项目，年初8个、年中增加8个: a number made up of what there was at first and what came and went."""

from collections.abc import Iterator

from auditor.model.relation import Relation
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

COMPOSED = "statements.composition"
"""The rule."""

_INITIAL = lazily(r"年初|期初|上年(?:末|底)|^[^,。;]{0,8}原有")
_ADDED = lazily(
    r"新|增|追加|补[充录]|添置|配备|[采订]?购|入[藏库职学院住编会驻]|[调转迁]入|引[入进]|招[收录聘]|收[治到储集]|[接吸]收|受赠|到货|认定|登记|注册|受理|立案|开工|建成|出生"
    r"|(?:年中|年内|中途|期间|当年|本年)(?:[又再有为]|安排|下达|批复|立项){0,2}$"
)
"""What comes, by its verb (当年入藏) or by its time alone (年中8个, 年中安排8个); a use of what there is (当年流通) is neither."""
_USED = lazily(r"流通|[外出]借|借[出阅]|周转|[检维]修|巡检|接待|参观")
"""What was done with those there are: 当年外借52万册."""
_REMOVED = lazily(r"减少|调减|取消|终止|撤[销并]|核减|退出|注销|关停|报废|转出|调出|淘汰")
_DONE_WITH = lazily(r"竣工|完工|办结|审结|结案|完成")
_STILL_OPEN = lazily(r"在建|在办|未[结办完]|待")
"""年末在建14个: what was finished is out of it."""
_AT_THE_END = lazily(r"(?:年末|年底|期末)[^,。;:、]{0,8}$")
_TOTAL = lazily(r"(?:共计?|合计|总计|总数为?)[^,。;:、]{0,8}$")
_OPENS = lazily(r"其中|包括|分别")
"""What opens a list of parts; their sum is told by `lists`."""


def propose(reading: Reading) -> Iterator[Relation]:
    """The sum for every number whose sentence tells what there was at first and what came and went, and nothing else of the kind."""
    for sentence in reading.sentences:
        counted = [one for one in sentence if one.quantity.kind == "count" and not one.depth and not one.planned]
        total = next((one for one in counted if _TOTAL.search(_lead(reading, one))), None)
        if total is not None:
            yield from _of(reading, total, [one for one in counted if one.at > total.at and alike(one, total)])
        ended = next((one for one in counted if _AT_THE_END.search(_lead(reading, one))), None)
        if ended is not None and not _told_elsewhere(reading, ended):
            yield from _of(reading, ended, [one for one in counted if one.at < ended.at and alike(one, ended)])


def _of(reading: Reading, total: Mention, later: list[Mention]) -> Iterator[Relation]:
    later = [one for one in later if not _USED.search(one.lead)]
    initial = [one for one in later if _INITIAL.search(reading.clause(one))]
    still_open = _STILL_OPEN.search(reading.clause(total)) is not None
    removed = [one for one in later if one not in initial and _REMOVED.search(reading.clause(one))]
    removed += [one for one in later if still_open and one not in initial and _DONE_WITH.search(reading.clause(one))]
    changed = [*initial, *removed]
    added = [one for one in later if one not in changed and _ADDED.search(reading.clause(one))]
    if len(initial) != 1 or not (added or removed) or len(removed) > 1 or len(changed) + len(added) != len(later):
        return
    if _OPENS.search(reading.between(total, initial[0])):
        return
    yield Relation(
        kind="sum",
        result=total.id,
        of=tuple(one.id for one in (*initial, *added, *removed)),
        form="flow" if removed else "",
        by=COMPOSED,
        place=total.place,
    )


def _told_elsewhere(reading: Reading, ended: Mention) -> bool:
    """消耗1620枚。年初库存280枚，购入1560枚，年末220枚: whether what went is told in the sentence before."""
    before = reading.before(ended)
    return any(
        _WENT.search(one.lead) and one.unit == ended.unit and one.sentence == ended.sentence - 1 for one in before
    )


_WENT = lazily(r"消耗|使用|耗用|发放|投放|领用|用[去掉]|出库|售出|销售")


def _lead(reading: Reading, one: Mention) -> str:
    return reading.up_to(one).rstrip("有为:")
