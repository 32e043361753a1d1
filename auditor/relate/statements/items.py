"""Names told one by one, and where each stands."""

from typing import NamedTuple

from auditor.text.patterns import lazily

_LAST_TWO = lazily(r"(?:以及|和|及)(?=[^和及]{2,}\Z)")
_GOES_ON = lazily(r"等\s*\Z|等[^、]{0,10}\Z")


class Items(NamedTuple):
    """The places of names, and whether more of them may follow."""

    places: tuple[tuple[int, int], ...]
    open: bool = False


def split(names: str, start: int) -> Items | None:
    """The places of the names; the last may join two by 和."""
    places: list[tuple[int, int]] = []
    at = start
    for name in names.split("、"):
        places.append((at, at + len(name)))
        at += len(name) + 1
    last_start, last_end = places[-1]
    last = names.rsplit("、", maxsplit=1)[-1]
    joint = _LAST_TWO.search(last)
    if joint is not None and joint.start() > 1:
        places[-1:] = [(last_start, last_start + joint.start()), (last_start + joint.end(), last_end)]
    goes_on = _GOES_ON.search(names) is not None
    return Items(tuple(places), goes_on)


def may_go_on(items: Items | None, flat: str, end: int) -> Items | None:
    """综合科、财务科，填埋场。: what a comma parts from the last of a list may be one of it."""
    more = items is not None and _ONE_MORE.match(flat, end) is not None
    return items._replace(open=True) if items is not None and more else items


_ONE_MORE = lazily(r",[一-鿿]{2,10}[。;]")
