"""How a note of a form divides the hundred among the first levels: 产出指标50分、效益指标30分、满意度指标10分."""

from decimal import Decimal
from typing import NamedTuple

from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_LEVEL = r"(?:产出|效益|满意度|成本|决策|过程|管理|投入)(?:类)?(?:指标)?"
_SHARE = r"\d{1,3}(?:\.\d+)?"
# "产出指标权重为50分", "效益（30）", "满意度10%"
_EACH = lazily(
    rf"(?P<name>{_LEVEL})(?:权重|分值)?"
    rf"(?:(?:为|占|共|计|[:：(（])*(?P<value>{_SHARE})(?:分|%)|[(（](?P<bare>{_SHARE})[)）])"
)
# "产出、效益、满意度指标权重分别为50、30、10分"
_IN_TURN = lazily(
    rf"(?P<names>{_LEVEL}(?:[、,，和及与]+[^、,，和及与。;；\d]{{0,6}}?{_LEVEL})+)"
    rf"[^。;；\d]{{0,12}}(?:分别|依次)(?:为|占|是|按)?(?P<values>{_SHARE}(?:分|%)?(?:[、,，和及与:：]{_SHARE}(?:分|%)?)+)"
)
_NAMES = lazily(_LEVEL)
_SHARES = lazily(_SHARE)
_LOOSE = lazily(r"原则上|参考|建议|可(?:以|根据|按|结合|自行|适当)?[^。;；]{0,8}调整|一般")
"""Words that make of a division a custom, from which one may depart."""
_SCORED, _WEIGHED = lazily(r"得分|自评|扣分|实得"), lazily(r"权重|分值")
"""What levels were given, and what they are worth."""
_FEWEST = 3
_HUNDRED = Decimal(100)


class Division(NamedTuple):
    """The weight of each first level, and whether the note leaves no other."""

    weights: dict[str, Decimal]
    binding: bool


def division(text: str) -> Division | None:
    """What a note prescribes; None where it names fewer than three levels, or more than a hundred points in all."""
    said = fold(text)
    if _SCORED.search(said) and not _WEIGHED.search(said):
        return None
    found = _in_turn(said) or {
        _level(one["name"]): Decimal(one["value"] or one["bare"]) for one in _EACH.finditer(said)
    }
    if len(found) < _FEWEST or sum(found.values()) > _HUNDRED:
        return None
    return Division(found, binding=_LOOSE.search(said) is None)


def _in_turn(said: str) -> dict[str, Decimal]:
    found = _IN_TURN.search(said)
    if found is None:
        return {}
    names, values = _NAMES.findall(found["names"]), _SHARES.findall(found["values"])
    return dict(zip(map(_level, names), map(Decimal, values), strict=False)) if len(names) == len(values) else {}


def _level(name: str) -> str:
    return name.removesuffix("指标").removesuffix("类") + "指标"
