"""In which order a reviewer goes through findings: by cause and kind, or as they stand in the form."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, cast, get_args

from auditor.memo.words import SEVERITIES
from auditor.web.cases import Shown

Order = Literal["cause", "form"]
ORDERS: Mapping[Order, str] = {"cause": "按成因和种类", "form": "按表内次序"}


class Kind(NamedTuple):
    """Findings of one check. The title is empty where they stand in the order of the form, whatever their check."""

    code: str
    title: str
    points: tuple[Shown, ...]

    @property
    def key(self) -> str:
        """What names it on the page."""
        return self.points[0].key

    @property
    def left(self) -> int:
        """How many of them nobody decided yet."""
        return sum(not one.holds and not one.point.accepted for one in self.points)


class Family(NamedTuple):
    """The kinds of what one cause explains; of what no cause explains, `cause` is empty."""

    cause: str
    kinds: tuple[Kind, ...]


def order_of(told: str) -> Order:
    """The order that an address or a cookie names; by cause and kind where it names none."""
    return cast("Order", told) if told in get_args(Order) else "cause"


def families(points: Sequence[Shown], order: Order) -> tuple[Family, ...]:
    """The points of a page in an order: causes first, the gravest before others, and so the kinds of each.

    Within a kind they follow the form. Findings that were accepted before the review come last.
    """
    if order == "form":
        return (Family("", (Kind("", "", tuple(points)),)),)
    by_cause: dict[tuple[bool, int | None, str], list[Shown]] = {}
    for one in points:
        explained = one.point.document if one.point.why else None
        by_cause.setdefault((bool(one.point.accepted), explained, one.point.why), []).append(one)
    told = sorted(by_cause.items(), key=lambda pair: (pair[0][0], not pair[0][2], _gravity(pair[1])))
    return tuple(Family(why, _kinds(found)) for (_accepted, _document, why), found in told)


def _kinds(points: Sequence[Shown]) -> tuple[Kind, ...]:
    by_code: dict[str, list[Shown]] = {}
    for one in points:
        by_code.setdefault(one.point.code, []).append(one)
    told = sorted(by_code.items(), key=lambda pair: _gravity(pair[1]))
    return tuple(Kind(code, found[0].point.title, tuple(found)) for code, found in told)


def _gravity(points: Sequence[Shown]) -> int:
    return min(SEVERITIES.index(one.point.severity) for one in points)
