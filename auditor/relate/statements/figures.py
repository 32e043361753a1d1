"""The figures of a paragraph that assert something: names of plans, limits of grades, ages and thresholds that describe are left out."""

import re

from auditor.model.quantity import Quantity
from auditor.sense import grades
from auditor.text import quantities
from auditor.text.patterns import lazily
from auditor.text.words_of_size import spelled

_TITLE = lazily(r"《[^》]{0,80}》")
_THRESHOLD = lazily(r"(?:及|\(含\))?以[上下内]\Z")
_A_WORD = lazily(r"[一-鿿]")
_THEN_COUNTED = lazily(r"[一-鿿]{1,12}\d")
"""24小时内处置14起, 24小时处置率95%: how soon, of what is counted behind it."""
_AGES = frozenset({"岁", "周岁"})
_LIFE = lazily(r"寿命|年龄|月龄")
_SUMS_UP = lazily(r"(?:以上)?[两三四五六七八九十\d]{1,2}[项者个类批季处地县镇区片](?:相加|合计|之和|加起来|合起来|共)")
"""两项相加, 三项合计: the figure says how many are added, which the list shows."""
_ONCE = lazily(r"一次(?:性|验收|检验|交验|通过|成功|合格)")
"""一次验收合格率: a way of passing, and no count."""
_NOT_ONE = lazily(r"(?:没有|未有|无|不[落漏少]下?|每|同|另|任何|最[后末早]|首|这|那|某|唯)\Z")
"""没有一户返贫, 不落一人: none; 最后一场: which one; no count of one."""
_NUMBERED = lazily(r"(?<![^,、;:。(\s])[一二三四五六七八九十]{1,2}(?:标段|标|片区|大队|中队|分队|工区|组团)")
"""一标段4800万元: which one it is, and no count."""
_PER = lazily(r"(?<=[一-鿿a-zA-Z%]/)")
"""0.06次/10万公顷: what a rate is reckoned by."""
_BATCH = lazily(r"(?:\A|[,、;:。(\s])(?P<which>[一二三四五六七八九十])批(?!次)(?=[一-鿿]{2})")
_FIRST_TWO = frozenset("一二")
"""一批项目…，二批项目…: which batch it is, where the first and the second are told so, and no count of batches."""
_LAST_YEAR = lazily(r"(?<=[上前])一年")


def asserting(text: str, flat: str) -> list[Quantity]:
    """The figures that assert something, dates included; names of plans, ages and thresholds that describe are left out."""
    titles = [match.span() for match in _TITLE.finditer(text)]
    if (graded := grades.scale(text)) is not None:
        titles.append((graded.start, graded.end))
    found = [one for one in quantities.find(text) if one.claimed or one.kind == "date"]
    taken = [one.span for one in found]
    found += [one for one in spelled(text) if not any(one.span.start < s.end and s.start < one.span.end for s in taken)]
    found.sort(key=lambda one: one.span.start)
    batches = _batches(flat)
    return [
        _coarse(one)
        for one in found
        if not any(a <= one.span.start < b for a, b in titles)
        and not _describes(flat, one)
        and not _unsaid(one)
        and not _SUMS_UP.match(flat, one.span.start)
        and not _ONCE.match(flat, one.span.start)
        and not (one.text.startswith("一") and _right_before(_NOT_ONE, flat, one))
        and not _NUMBERED.match(flat, one.span.start)
        and one.span.start not in batches
        and not _PER.match(flat, one.span.start)
        and not _LAST_YEAR.match(flat, one.span.start)
        and not _runs_into_its_number(flat, one)
    ]


def _batches(flat: str) -> frozenset[int]:
    """Where a paragraph names its batches by their order without saying 第."""
    if "二批" not in flat:
        return frozenset()
    named = [(one["which"], one.start("which")) for one in _BATCH.finditer(flat)]
    return frozenset(at for _which, at in named) if {which for which, _at in named} >= _FIRST_TWO else frozenset()


_WHOLES = frozenset(["个", "家", "项", "名", "人", "所", "座", "处", "条", "件", "户", "台", "场", "次"])
_OPENS = lazily(r"(?:\A|[。；;:\n])\s*\Z")


def _runs_into_its_number(flat: str, one: Quantity) -> bool:
    """1.13个项目 at the head of a point: the number of the point and the count run together."""
    parted = one.kind == "count" and one.places > 0 and one.scale == 1 and one.unit in _WHOLES
    return parted and _right_before(_OPENS, flat, one)


_NEAR = 8
"""Characters before a figure in which the words stand that say whether it asserts anything."""


def _right_before(pattern: re.Pattern[str], flat: str, one: Quantity) -> bool:
    """Whether such words stand right before a figure."""
    return pattern.search(flat, max(0, one.span.start - _NEAR), one.span.start) is not None


def _coarse(quantity: Quantity) -> Quantity:
    """The figure for what it can stand for: a fraction told in words (三分之一) is about so much, and scores are counted, not measured."""
    if quantity.unit == "分":
        return quantity.model_copy(update={"kind": "count"})
    if "分之" not in quantity.text or quantity.kind != "number":
        return quantity
    return quantity.model_copy(update={"places": 1, "bound": "~", "lean": "around"})


def _unsaid(quantity: Quantity) -> bool:
    """Whether a bare number without a unit is too small to count anything: 第3、1-2, an exponent."""
    return quantity.kind == "number" and quantity.value < 1 and quantity.scale == 1 and "分之" not in quantity.text


def _describes(flat: str, quantity: Quantity) -> bool:
    """Whether a figure says who is counted and asserts nothing: 65岁及以上老年人, 500人以上企业."""
    if quantity.unit in _AGES:
        return not _right_before(_LIFE, flat, quantity)
    if quantity.kind == "duration":
        then = _THEN_COUNTED.match(flat, quantity.span.end)
        if then is not None and (quantity.text.endswith("内") or "率" in then[0]):
            return True
    return _THRESHOLD.search(quantity.text) is not None and _A_WORD.match(flat, quantity.span.end) is not None
