"""Which way something went: a former and a reported value with a word that says rose or fell, above or below."""

from collections.abc import Iterator

from auditor.model.relation import Form, Relation, make_relation
from auditor.relate.statements.mentions import Mention, alike
from auditor.relate.statements.reading import Reading
from auditor.relate.statements.steps import OVER_GOAL
from auditor.text.patterns import lazily

DIRECTIONS = "statements.directions"
"""The rule."""

_FROM = lazily(r"(?:由|从)(?:(?:19|20)\d\d年)?[^,。;:、\d]{0,20}$")
_ROSE = lazily(
    r"^(?:[^,。;:、\d]{0,6})?(?:上升|增[加长]|提[高升]|扩[大展]|延长|攀升|上涨|拓展|跃升|壮大|[增升涨扩])[到至为]了?$"
)
_FELL = lazily(r"^(?:[^,。;:、\d]{0,6})?(?:下降|减少|降低|缩[短减小]|压[缩减降]|回落|下调|精简|[降减])[到至为]了?$")
_RANKS = frozenset(["位", "名次", "级", "类", "等", "等级"])
"""From the fifth place to the third is a rise: what is counted down to be better says no direction by its digits."""

_RANKED = lazily(r"(?:等级|等次|名次|排名|位次|级别)[^,。;:、\d]{0,4}$")

_NOT = r"(?:不|未|没有|并未|未曾)"
_MEASURE = (
    r"(?:上年|去年|上一年|前一年|同期|往年|(?:19|20)\d\d年|年初|年度|全年|计划|原定|预定|既定|目标|任务|预算|控制价|概算|限价|"
    r"标准|要求|全[国省市县区]|省[级定]|市[级定]|国家)"
)
_COMPARED = lazily(
    rf"[,(](?P<not>{_NOT})?(?P<way>高于|超过|超出|多于|大于|长于|低于|少于|小于|短于)(?={_MEASURE})[^,。;:、]{{0,14}}$"
)
_UP = frozenset(["高于", "超过", "超出", "多于", "大于", "长于"])


def propose(reading: Reading) -> Iterator[Relation]:
    """A bound of the reported value by the former one, or by what it is measured against: only its direction is told."""
    for one, other in zip(reading.mentions, reading.mentions[1:], strict=False):
        if one.sentence != other.sentence or not alike(one, other) or one.quantity.kind == "date":
            continue
        if _places(one) != _places(other):
            continue  # 由84户扩大到12个村, 由84个村扩大到12个乡镇: fewer of what is larger
        if (
            one.unit in _RANKS
            or _RANKED.search(one.lead)
            or other.quantity.kind == "point"
            or one.planned != other.planned
        ):
            continue
        if _FROM.search(reading.up_to(one)):
            form, pair = _moved(other), (other, one)
        else:
            form, pair = _compared(reading, one, other), (one, other)
        if form is not None:
            yield _relation(*pair, form)


_PLACES = lazily(r"个?(?P<kind>[村乡镇县区市省州]|街道|社区)")


def _places(one: Mention) -> str:
    """The kind of place that a figure counts, if it counts places."""
    found = _PLACES.match(one.unit + one.tail)
    return found["kind"] if found is not None else ""


def _relation(value: Mention, edge: Mention, form: Form) -> Relation:
    return make_relation(kind="bound", result=value.id, of=(edge.id,), form=form, by=DIRECTIONS, place=value.place)


def _moved(other: Mention) -> Form | None:
    """由84起上升到71起: the words right before the second value say which way it went."""
    if _ROSE.search(other.lead):
        return "at-least"
    return "at-most" if _FELL.search(other.lead) else None


def _compared(reading: Reading, one: Mention, other: Mention) -> Form | None:
    """入住率76%，低于2023年的81%: a value and what it is measured against, the only two of their sort so far."""
    found = _COMPARED.search(reading.between(one, other))
    if not other.percent and OVER_GOAL.search(other.lead) is not None:
        return None  # 超过目标480人: by how much, or what was asked
    if found is None or one.has("former", "increment") or not _exact(other):
        return None
    if any(alike(before, one) for before in reading.earlier(one)):
        return None
    up = (found["way"] in _UP) != (found["not"] is not None)
    return "at-least" if up else "at-most"


def _exact(other: Mention) -> bool:
    return other.quantity.bound in ("=", "~") and other.quantity.upper is None
