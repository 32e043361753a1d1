"""Names told one by one, and where each stands."""

import re
from typing import NamedTuple

from auditor.relate.statements.mentions import Mention
from auditor.relate.statements.reading import Reading
from auditor.text.patterns import lazily

LONGEST = 300
"""Characters behind a number in which its names stand."""
_LAST_TWO = lazily(r"(?:以及|和|及)(?=[^和及]{2,}\Z)")
_GOES_ON = lazily(r"等\s*\Z|等[^、]{0,10}\Z")


class Items(NamedTuple):
    """The places of names, and whether more of them may follow."""

    places: tuple[tuple[int, int], ...]
    open: bool = False


def split(names: str, start: int) -> Items | None:
    """The places of the names; the last may join two by 和."""
    places = parted(names, "、", start)
    last_start, last_end = places[-1]
    joint = _LAST_TWO.search(names.rpartition("、")[2])
    if joint is not None and joint.start() > 1:
        places[-1:] = [(last_start, last_start + joint.start()), (last_start + joint.end(), last_end)]
    goes_on = _GOES_ON.search(names) is not None
    return Items(tuple(places), goes_on)


def parted(words: str, mark: str, start: int) -> list[tuple[int, int]]:
    """Where the pieces stand that a mark of one character parts, in words that begin at `start`."""
    places: list[tuple[int, int]] = []
    for piece in words.split(mark):
        places.append((start, start + len(piece)))
        start += len(piece) + 1
    return places


def may_go_on(items: Items | None, flat: str, end: int) -> Items | None:
    """综合科、财务科，填埋场。: what a comma parts from the last of a list may be one of it."""
    more = items is not None and _ONE_MORE.match(flat, end) is not None
    return items._replace(open=True) if items is not None and more else items


_ONE_MORE = lazily(r",[一-鿿]{2,10}[。;]")


_TITLES = lazily(
    r"[^,。;:、《\d]{0,10}[,:]?(?:即|分别[为是]|包括|为)?:?(?P<list>(?:《[^》]{1,40}》[、和及]?){2,})(?P<more>等)?"
)


def titled(reading: Reading, mention: Mention) -> Items | None:
    """两项预案，即《…》《…》: the titles behind the number, each in its own marks."""
    flat = reading.flats[mention.paragraph]
    found = _TITLES.match(flat, mention.end)
    if found is None or "》《" not in found["list"]:
        return None
    start = found.start("list")
    places = tuple((start + one.start(), start + one.end()) for one in re.finditer(r"《[^》]*》", found["list"]))
    return Items(places, found["more"] is not None)


_NAME = r"[^,。;:、()\d“”]{1,16}"
_PLACED = lazily(
    rf"(?P<said>[^,。;:、(\d]{{1,24}}),(?:现|均|已)?分别(?:设|建|布设|布局|布置|安排|分布|坐落|落户|选址|位|开)(?:[在于到])"
    rf"(?P<list>{_NAME}(?:、{_NAME})+)(?P<end>[。;)\n]|\Z|,(?![^,。;]*、))"
)
"""7个村全部建成驿站，分别设在东岭、西岭、…、大塘村"""
_SOME = lazily(r"其中|部分|有的|个别|多数|每|各(?:设|建)[一-鿿]{0,2}[两多几]")
_KINDS_OF_PLACE = "村镇乡县区市州旗"
_LONGEST_NOUN = 4


def placed(reading: Reading, mention: Mention) -> Items | None:
    """The places behind their number, where the last of them bears the noun that is counted: of things set up there may be two in one."""
    flat = reading.flats[mention.paragraph]
    found = _PLACED.match(flat, mention.end, mention.end + LONGEST)
    if found is None or mention.planned or _SOME.search(found["said"]) or not _bears_noun(found["list"], mention.tail):
        return None
    if any(one.start < found.start("list") for one in reading.later(mention)):
        return None  # 20个村划为四个片区，分别设在…: the names are those of the other figure
    return may_go_on(split(found["list"], found.start("list")), flat, found.start("end"))


def _bears_noun(names: str, tail: str) -> bool:
    last = names.rpartition("、")[2]
    for length in range(1, _LONGEST_NOUN + 1):
        noun = tail[:length]
        if len(noun) == length < len(last) and last.endswith(noun) and (length > 1 or noun in _KINDS_OF_PLACE):
            return True
    return False
