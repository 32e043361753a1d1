"""Counts of things that are named beside them: 3个学科：A、B和C, 五项措施：一是…二是…"""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from auditor.model.relation import Relation
from auditor.relate.statements import lexicon
from auditor.relate.statements.items import LONGEST, Items, may_go_on, parted, placed, split, titled
from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

_NAME = r"(?:[^,。;:、()\d“”]|\d{1,3}(?=[号路型#])){1,24}"
_BEHIND = lazily(
    rf"(?P<noun>[^,。;:、(\d]{{0,16}})(?P<open>[,:(]?(?:即|(?:[一-鿿]{{2,4}})?分别(?:是|为|负责|由)|它们是|包括|包含|具体为|具体是|有|为|是|:|\(|—+)+:?)(?P<list>{_NAME}(?:、{_NAME})+)(?P<end>[。;)\n]|\Z|,(?![^,。;]*、))"
)
# "10个学科，即A、B和C。" "七座自助书房（甲、乙、丙）"
_BEFORE = lazily(rf"(?:\A|[,。;:(“])(?P<list>{_NAME}(?:、{_NAME})+)”?\Z")
# "A、B、C 3个学科"
_ORDINAL = lazily(
    r"(?:^|[,。;:])(?:第?[一二三四五六七八九十]是|其[一二三四五六]|\([一二三四五六七八九十1-9]\)|[1-9][.、．](?!\d))"
)
_KIND_OF_PLACE = lazily(r"[省市州盟县区旗镇乡村场]|街道|社区|园区|开发区|单位|部门")
_SET_UP = lazily(r"(?:共?(?:设立?|建立?|建成|新建|布设|开设|设置))[^、]{0,8}\Z")
"""在看守所、法院、工会设工作点3个: the names of where it is, before what was set up there."""
_LOOSE = frozenset("批类次种块档期项包片")
_MOST = 60
_FAR = 160
"""Characters before a number in which its names stand."""


def propose(reading: Reading) -> Iterator[Relation]:
    """A count for every number of things that the text names one by one."""
    for mention in reading.mentions:
        if (
            mention.quantity.kind not in ("count", "number")
            or mention.quantity.scale != 1
            or mention.quantity.places
            or not 1 < mention.quantity.value < _MOST
            or mention.unit == "字"  # 十五字方针: how many characters it is written with
        ):
            continue
        if mention.quantity.bound != "=" or mention.has("mean", "former", "price", "increment"):
            continue
        yield from _one(reading, mention)


def _one(reading: Reading, mention: Mention) -> Iterator[Relation]:
    named = (
        _behind(reading, mention) or titled(reading, mention) or placed(reading, mention) or _before(reading, mention)
    )
    if (items := named or _ordinals(reading, mention) or _enumerated_before(reading, mention)) is not None:
        place = mention.place
        spans = tuple(place.part(start - mention.opened, end - mention.opened) for start, end in items.places)
        yield Relation(
            kind="count",
            result=mention.id,
            items=spans,
            form="open" if items.open else "",
            by="statements.counts" if named else "statements.counts.ordinals",
            place=place,
        )
        return
    if (segments := _segments(reading, mention)) is not None:
        place = mention.place
        spans = tuple(place.part(start - mention.opened, end - mention.opened) for start, end in segments.places)
        yield Relation(kind="count", result=mention.id, items=spans, by="statements.counts.segments", place=place)
        return
    parts = _parts(reading, mention)
    if parts:
        yield Relation(
            kind="count",
            result=mention.id,
            items=tuple(one.quantity.span for one in parts),
            by="statements.counts.parts",
            place=mention.place,
        )


def _behind(reading: Reading, mention: Mention) -> Items | None:
    """The names behind the number."""
    flat = reading.flats[mention.paragraph]
    found = _BEHIND.match(flat, mention.end, mention.end + LONGEST)
    if found is None or (found["open"] in ("有", "为", "是") and not found["noun"]):
        return None
    if mention.planned and ":" in found["open"]:
        return None
    if all(_KIND_OF_PLACE.fullmatch(name) for name in found["list"].split("、")):
        return None  # 6个县（市、区）: what the places are, and none of them by name
    items = split(found["list"], found.start("list"))
    return may_go_on(items, flat, found.start("end"))


def _before(reading: Reading, mention: Mention) -> Items | None:
    """The names right before the number, in its clause."""
    flat = reading.flats[mention.paragraph]
    start = max(mention.opened, mention.start - _FAR)
    found = _BEFORE.search(flat[start : mention.start])
    if found is not None and (
        found["list"].startswith("除") or _another_between(reading, mention, start + found.start("list"))
    ):
        return None
    if found is None or re.search(r"等[^、]{0,6}\Z", found["list"]) or _PREDICATE.search(found["list"]):
        return None
    if not mention.tail and not (_SET_UP.search(found["list"]) and re.match(r"(?:另|还|并)?在", found["list"])):
        return None
    return split(found["list"], start + found.start("list"))


_PREDICATE = lazily(r"[把将被]|[列定评成作认]为|[列纳]入|属于")
"""县委、县政府把供水列为年度十件实事之首: who did something, and no names of what is counted."""


def _another_between(reading: Reading, mention: Mention, start: int) -> bool:
    """在东、西、南、北四个方向设置8处: the names before are those of another figure."""
    before = reading.mentions[mention.at - 1] if mention.at else None
    return before is not None and before.paragraph == mention.paragraph and before.start >= start


_ABOVE = lazily(r"(?:以上|上述|前述)(?:的)?$")
_ENUMERATED = lazily(r"(?:\A|[,。;:\n])(?:\((?P<one>\d|[一二三四五六七八九])\)|(?P<two>[一二三四五六七八九])是)")


def _enumerated_before(reading: Reading, mention: Mention) -> Items | None:
    """（1）…；（2）…。上述两个问题: what its own paragraph numbers before it, from one on."""
    if mention.unit not in ("个", "项", "条", "点", "方面") or not _ABOVE.search(mention.lead):
        return None
    found = list(_ENUMERATED.finditer(reading.flats[mention.paragraph], 0, mention.opened))
    told = [one["one"] or one["two"] for one in found]
    expected = ("1", "2", "3", "4", "5", "6", "7", "8", "9"), ("一", "二", "三", "四", "五", "六", "七", "八", "九")
    if len(told) < 1 + 1 or not any(told == list(order[: len(told)]) for order in expected):
        return None
    return Items(tuple(one.span() for one in found))


_OPENED = lazily(r"[^:。]{0,24}[:。]")
_ORDER = ("一1", "二2", "三3", "四4", "五5", "六6", "七7", "八8", "九9", "十")


def _ordinals(reading: Reading, mention: Mention) -> Items | None:
    """一是…二是…三是… behind the number, in its paragraph."""
    flat = reading.flats[mention.paragraph]
    rest = flat[mention.end :]
    stop = _OPENED.match(rest)
    found = list(_ORDINAL.finditer(rest)) if stop is not None else []
    if stop is None or not found or found[0].start() > stop.end() + 1:
        return None
    places = []
    for order, one in zip(_ORDER, found, strict=False):
        if set(order).isdisjoint(one.group()):
            break
        places.append((mention.end + one.start(), mention.end + one.end()))
    return Items(tuple(places)) if len(places) > 1 and not _count_on(reading, mention, places) else None


def _count_on(reading: Reading, mention: Mention, places: list[tuple[int, int]]) -> bool:
    """办理业务12件。（一）登记3件；（二）备案7件: points that each count some of the same things are none of them."""
    following = takewhile(
        lambda one: one.paragraph == mention.paragraph, islice(reading.mentions, mention.at + 1, None)
    )
    like = [one.start for one in following if one.unit == mention.unit]
    ends = [*(start for start, _end in places[1:]), len(reading.flats[mention.paragraph])]
    return all(any(start < at < end for at in like) for (start, _end), end in zip(places, ends, strict=True))


def _segments(reading: Reading, mention: Mention) -> Items | None:
    """绩效目标共7项：…；…；…: as many as semicolons part."""
    flat = reading.flats[mention.paragraph]
    if mention.unit not in ("项", "个", "条") or not re.search(r"目标|任务|指标|措施", mention.lead + mention.tail):
        return None
    opening = re.match(r"[^,。;:、]{0,6}:", flat[mention.end :])
    if opening is None:
        return None
    start = mention.end + opening.end()
    told = flat[start:].partition("。")[0]
    places = parted(told, ";", start)
    return Items(tuple(places)) if len(places) > 2 and not told.rstrip().endswith(";") else None


def _ordinals_of(reading: Reading, mention: Mention) -> set[str]:
    """首批, 第二批 … behind a number of batches, in its sentence."""
    rest = reading.flats[mention.paragraph][mention.end :].partition("。")[0]
    told = re.findall(rf"(?:首|第?[一二三四五六七八])(?={re.escape(mention.unit[:1])})", rest)
    return {one.removeprefix("第").replace("首", "一") for one in told}


def _in_a_list(reading: Reading, mention: Mention) -> bool:
    run = reading.run_of.get(mention.at)
    return run is not None and run.strong


def _parts(reading: Reading, mention: Mention) -> tuple[Mention, ...]:
    """The figures that a number of batches or classes announces: 分两批下达，3月1500万元，9月860万元."""
    if mention.unit in ("人次", "批次", "期", "场次") or _in_a_list(reading, mention):
        return ()
    following = (one for one in reading.runs if one.first.at > mention.at and one.first.sentence == mention.sentence)
    run = next((one for one in following if one.first.depth == mention.depth), None)
    if any(run is not None and one.first == run.first for one in reading.columns):
        return ()  # 两类人群：发放…，收回…；发放…，收回…: rows of several figures each
    ordinals = _ordinals_of(reading, mention)
    if run is not None and len(ordinals) > len(run.members):
        return ()  # 分三批：首批6个村、2100户，第二批…: the figures of one batch are no batches
    if run is None or run.first.unit == mention.unit or run.first.percent:
        return ()
    beside = reading.run_of.get(mention.at)
    if beside is not None and len(beside.members) == len(run.members):
        return ()  # 新建3个、改造5个，分别投入1480万元和780万元: two lists that go together
    between = [one for one in reading.mentions[mention.at + 1 : run.first.at] if one.quantity.kind != "date"]
    if between:
        return ()
    words = reading.between(mention, run.first)
    if mention.unit[:1] not in _LOOSE and "分别" not in words:
        return ()
    announced = lexicon.has("lists", "opens", words) or re.search(r"各|分", mention.lead[-3:]) or "各" in words
    return run.members if announced and not re.search(r"。", words) else ()
