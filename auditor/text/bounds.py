"""How a printed number binds: 不少于, ≥, 以上, 约, 近, 余."""

import re
from typing import Literal, NamedTuple

from auditor.model.quantity import Bound
from auditor.text.magnitudes import Magnitude
from auditor.text.patterns import lazily

Lean = Literal["around", "below", "above"]

_Binding = tuple[Bound, Lean | None]

_AT_LEAST: _Binding = ("≥", None)
_AT_MOST: _Binding = ("≤", None)
_MORE: _Binding = (">", None)
_LESS: _Binding = ("<", None)
_ABOUT: _Binding = ("~", "around")

_SUFFIXES: dict[str, _Binding] = (
    dict.fromkeys(
        ["以上", "及以上", "(含)以上", "(含)及以上", "含以上", "或以上", "或者以上", "或更多", "或者更多"], _AT_LEAST
    )
    | dict.fromkeys(
        ["以下", "及以下", "(含)以下", "(含)及以下", "或以下", "或者以下", "以内", "(含)以内", "之内", "内"], _AT_MOST
    )
    | dict.fromkeys(["(不含)以上", "以上(不含)", "以上(不含本数)", "(不含本数)以上"], _MORE)
    | dict.fromkeys(["(不含)以下", "以下(不含)", "以下(不含本数)", "(不含本数)以下"], _LESS)
    | dict.fromkeys(["左右", "上下"], _ABOUT)
    | dict.fromkeys(["余", "多"], ("~", "above"))
)
"""What stands after number and unit and binds them; 以上 and 以下 include the number (Chinese legal usage)."""

_SUFFIX_NOT_AFTER = {
    "内": "容部外涵河蒙设置需陆在",
    "上下": "游级浮联楼左",
    "余": "额",
    "多": "么元种项次方式年0123456789一二两三四五六七八九十",
}
_SUFFIX = lazily(
    "[ ]?(?P<word>"
    + "|".join(
        re.escape(word) + (f"(?![{_SUFFIX_NOT_AFTER[word]}])" if word in _SUFFIX_NOT_AFTER else "")
        for word in sorted(_SUFFIXES, key=len, reverse=True)
    )
    + r")?(?P<included>\(含(?:本数|(?P<again>[\d.,]+)[^()\d\t\n]{0,4})?\))?"
)
"""以上, 左右, 内 …, and what is said to be included: 超过1000万元(含), 5万元以上（含5万元）. 985万元(含税) includes no bound."""

_NOT = ["不", "不得", "不能", "不应", "不可", "不会", "未", "没有", "不应当", "不宜", "原则上不"]
_EXCEED = ["超过", "高于", "大于", "多于", "超出", "超", "长于", "迟于", "晚于", "突破"]
_FALL_SHORT = ["少于", "低于", "小于", "短于", "早于"]

_PREFIXES: dict[str, _Binding] = (
    dict.fromkeys(["≥", ">=", "=>"], _AT_LEAST)
    | dict.fromkeys(["≤", "<=", "=<"], _AT_MOST)
    | dict.fromkeys([">", "〉"], _MORE)
    | dict.fromkeys(["<", "〈"], _LESS)
    | dict.fromkeys(["=", "等于"], ("=", None))
    | dict.fromkeys(["≈", "约", "大约", "约为", "约占", "大概", "大致"], _ABOUT)
    | dict.fromkeys(["近", "接近", "将近"], ("~", "below"))
    | dict.fromkeys((negation + word for negation in _NOT for word in _EXCEED), _AT_MOST)
    | dict.fromkeys((negation + word for negation in _NOT for word in _FALL_SHORT), _AT_LEAST)
    | dict.fromkeys(
        ["至少", "最少", "不下", "不下于", "大于等于", "大于或等于", "大于或者等于", "高于或等于", "高于等于"],
        _AT_LEAST,
    )
    | dict.fromkeys(
        ["至多", "最多", "小于等于", "小于或等于", "小于或者等于", "低于或等于", "低于等于", "控制在", "上限为"],
        _AT_MOST,
    )
    | dict.fromkeys(["超过", "大于", "高于", "多于", "突破", "逾", "超出", "超", "长于"], _MORE)
    | dict.fromkeys(["不足", "未满", "不满", "不到", "未到", "低于", "小于", "少于", "短于"], _LESS)
)
"""What stands before a number and binds it."""

_PREFIX = lazily(
    "(?P<word>"
    + "|".join(re.escape(word) for word in sorted(_PREFIXES, key=len, reverse=True))
    + ")(?:了|为|是|有|到|至|达|达到|共)?[ ]?$"
)
_PREFIX_ENDS = frozenset(word[-1] for word in _PREFIXES) | frozenset("了为是有到至达共 ")
_LONGEST_PREFIX = max(map(len, _PREFIXES)) + 3

# Words of one character, and what joins them into another word: 节约30万元, 附近30米, 赶超3家.
_SHORT_PREFIXES = {
    "约": frozenset("节合制违预公契签履集条简俭隐邀特婚大"),
    "近": frozenset("附最临邻靠远新亲就贴"),
    "超": frozenset("高赶反"),
}
# Words that bind a number unless something is compared: 比上年高于3个百分点.
_COMPARATIVES = frozenset({"高于", "低于", "大于", "小于", "超出", "多于", "少于"})
_COMPARED = lazily(r"(?:(?<![占同环对正])比(?![例率重值])|较(?![好高大为]))[^，。；,;、\t\n]{0,12}$")
_SUFFIX_STARTS = frozenset(word[0] for word in _SUFFIXES) | {" ", "("}

# Times of which 近 means the last ones: 近3年 are the last three years, not almost three.
_RECENT = frozenset({"年", "个月", "月", "天", "日", "周", "小时"})


# What 超过 and 低于 become when the number itself is said to be included: 超过1000万元（含）.
_INCLUSIVE: dict[Bound, Bound] = {">": "≥", "<": "≤"}


class Bounded(NamedTuple):
    """The bound, its lean, and the run of text from the bounding word before to the one after."""

    bound: Bound
    lean: Lean | None
    start: int
    end: int


def bounded(flat: str, number: Magnitude, last: Magnitude, floor: int) -> Bounded:
    """How the number (with `last`, the upper end of its range) binds; no word before `floor` is looked at."""
    start, bound, lean = _before(flat, number, floor)
    after = _after(flat, last, bound) if flat[last.end : last.end + 1] in _SUFFIX_STARTS else None
    if after is not None and (bound in {"=", "~"} or after.bound in {bound, _INCLUSIVE.get(bound)}):
        return after._replace(start=start)
    if bound == "=" and (number.more or last.more):
        return Bounded("~", "around" if "来" in flat[number.start : last.end] else "above", start, last.end)
    return Bounded(bound, lean, start, last.end)


def _before(flat: str, number: Magnitude, floor: int) -> tuple[int, Bound, Lean | None]:
    start = number.start
    if start <= floor or flat[start - 1] not in _PREFIX_ENDS:
        return start, "=", None
    found = _PREFIX.search(flat, max(floor, start - _LONGEST_PREFIX), start)
    if found is None or _is_other_word(flat, found["word"], found.start(), number):
        return start, "=", None
    return found.start(), *_PREFIXES[found["word"]]


def _is_other_word(flat: str, word: str, at: int, number: Magnitude) -> bool:
    """节约30万元, 附近30米, 近3年, 比上年高于: words that look like a bound and are none."""
    if word in _SHORT_PREFIXES:
        before = flat[max(0, at - 1) : at]
        return before in _SHORT_PREFIXES[word] or (word == "近" and number.unit in _RECENT)
    return word in _COMPARATIVES and _COMPARED.search(flat, max(0, at - 14), at) is not None


def _is_same(flat: str, last: Magnitude, again: str) -> bool:
    """Whether the number said to be included is the bound itself: 5万元以上（含5万元）, not 100%（含1个）."""
    rest = flat[last.start : last.end].removeprefix(again)
    return rest != flat[last.start : last.end] and rest[:1] not in frozenset("0123456789.,")


def _after(flat: str, last: Magnitude, bound: Bound) -> Bounded | None:
    found = _SUFFIX.match(flat, last.end)
    if found is None or found.end() == last.end:
        return None
    word, included = found["word"], found["included"]
    if found["again"] and not _is_same(flat, last, found["again"]):
        included = None
    end = found.end() if included else found.end("word")
    if word is None:
        return Bounded(_INCLUSIVE.get(bound, bound), None, last.start, end) if included else None
    if word == "内" and last.kind != "duration":
        return None
    if word in {"余", "多"} and (not last.unit or last.kind == "count"):
        return None
    return Bounded(*_SUFFIXES[word], last.start, end)
