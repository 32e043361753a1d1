"""A number with its unit, read at a place of the text: digits, numerals, fractions, ranges."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from auditor.model.quantity import Kind
from auditor.text import grammar, numerals, unit_words, units
from auditor.text.patterns import lazily

_ONE = Decimal(1)
_TENTH = Decimal("0.1")
_HALF = Decimal("0.5")
_WHOLE = Decimal(100)
_PARTS = {"百": _ONE, "佰": _ONE, "千": _TENTH, "仟": _TENTH, "万": Decimal("0.01")}
_PER_CENT = "百分之"
_BARE_SCALES = {"百": 100, "千": 1000, "万": 10000}
_CURRENCIES = {"¥": "元", "￥": "元", "$": "美元"}
_NUMBER_STARTS = frozenset("0123456789.-+")
_SIGN_STARTS = frozenset("负零")

# Kinds of which 半 adds half a unit: 一吨半, 一年半.
_HALVED = frozenset({"measure", "duration", "multiple"})

_HAS_SCALE = lazily(r"[十百千万亿拾佰仟点廿卅卌]")
# Digits of cheques that are words elsewhere: 退伍人员, 大陆人口, 收拾, 肆意. One alone counts nothing but money.
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_SIGNED = lazily(r"负的?|零下")
# A spelled numeral without a unit states a number only where nothing is joined to it: “五”, 这是五, 四不是五, 排名前三的.
_FREE_BEFORE = lazily(r"[\s，。；：、,;:!?！？（()“\"'‘>≥≤<=≈是为于前到至或和与]")
_FREE_AFTER = lazily(r"$|[\s，。；：、,;:!?！？）)”\"'’]|不是|而是|却是|以[上下内]|左右|[这那的]")
_FREE_SIGN = frozenset("长为是率达到至降减")
# 同一个, 每一项, 之一: no number.
_JOINED_BEFORE = frozenset("同每任某唯统逐单专划另之进不归第周星礼初其这那哪")


class Magnitude(NamedTuple):
    """A number and its unit between two positions; `more` says that 余, 多, 几 or 来 stands with it."""

    value: Decimal
    places: int
    scale: Decimal
    start: int
    end: int
    unit: str = ""
    kind: Kind = "number"
    more: bool = False


def plain(flat: str, match: re.Match[str]) -> Magnitude | None:
    """Digits that can be nothing but a number: 0.55, 104家."""
    start, end = match.span("plain")
    numeral = _printed(match["plain"])
    return None if numeral is None else _with_unit(flat, numeral, start, end)


def number(flat: str, match: re.Match[str]) -> Magnitude | None:
    """A number in digits, spelled or mixed, with its unit; None for a numeral that is part of a word."""
    start, end = match.span("number")
    currency = _CURRENCIES.get(flat[start], "")
    head = start + len(currency[:1])
    while flat[head] == " ":
        head += 1
    if flat[head] in "-+" and not _is_sign(flat, head):
        head += 1
    if not currency:
        start = head
    numeral, end = _numeral(flat, head, end)
    if numeral is None:
        return None
    found = _with_unit(flat, numeral, start, end, currency)
    if flat[head] not in _NUMBER_STARTS and not _stands(flat, head, end, found) and not _opens_range(flat, found):
        return None
    return found


def fraction(_flat: str, match: re.Match[str]) -> Magnitude | None:
    """百分之二点四, 千分之三 (0.3 %), 百分百, 一半, 四分之一, 1/2; None where it makes no sense as one (百分之二三十)."""
    start, end = match.span("fraction")
    if match["whole"]:
        return Magnitude(-_WHOLE if match["whole"][0] == "负" else _WHOLE, 0, _ONE, start, end, "%", "percent")
    if match["half"]:
        return Magnitude(_WHOLE / 2, 0, Decimal(10), start, end, "%", "percent")
    if match["over"]:
        over = Decimal(match["over"])
        whole = Magnitude(over, 0, _ONE, start, start + len(match["over"]))
        return _common(over, Decimal(match["under"]), start, end) or whole
    above = _printed(match["above"])
    if above is None:
        return None
    if match["parts"]:
        worth = _PARTS[match["parts"][-1]] * (-1 if match["parts"][0] in _SIGN_STARTS else 1)
        scale = above.scale * abs(worth)
        return Magnitude(above.value * worth, above.places, scale, start, end, "%", "percent", above.vague)
    below = _printed(match["below"])
    if below is None or above.places:
        return None
    return _common(above.value, below.value, start, end)


def semi(flat: str, match: re.Match[str]) -> Magnitude | None:
    """半年, 半天: half of the unit that follows."""
    start, end = match.span("semi")
    unit = unit_words.at(flat, end)
    return None if unit is None else Magnitude(_HALF, 1, _ONE, start, unit[1], unit[0], units.kind(unit[0]))


def upper(flat: str, first: Magnitude) -> Magnitude | None:
    """The second number of a printed range: 3-5个, 10至20, 2%～5%, 20和30之间, 1万(含)-5万."""
    included = grammar.INCLUDED.match(flat, first.end) if flat.startswith("(", first.end) else None
    link = included.end() if included else first.end
    if flat[link : link + 1] not in grammar.RANGE_STARTS:
        return None
    joint = grammar.RANGE.match(flat, link)
    between = None if joint else grammar.BETWEEN.match(flat, link)
    following = joint or between
    second = _second(flat, first, following.end()) if following else None
    if second is None or (first.unit and second.unit != first.unit and not _fits(first, second)):
        return None
    if joint is not None:
        falling = joint["to"] in {"-", "–"} and not second.unit and second.value <= first.value
        return None if falling else second
    if second.unit == "间" and not first.unit:
        return second._replace(unit="", kind="number")
    tail = grammar.BETWEEN_END.match(flat, second.end)
    return second._replace(end=tail.end()) if tail else None


def _second(flat: str, first: Magnitude, start: int) -> Magnitude | None:
    """The number at a place of the text, with its unit; after a percentage spelled out another one: 百分之五至百分之十."""
    spelled = first.kind == "percent" and flat.startswith(_PER_CENT, start)
    found = grammar.number().match(flat, start + len(_PER_CENT)) if spelled else None
    if found is not None:
        above = _printed(found[0])
        return above and Magnitude(
            above.value, above.places, above.scale, start, found.end(), "%", "percent", above.vague
        )
    found = grammar.number().match(flat, start)
    if found is None:
        return None
    numeral, end = _numeral(flat, found.start(), found.end())
    return None if numeral is None else _with_unit(flat, numeral, found.start(), end)


def ends(flat: str, first: Magnitude, second: Magnitude) -> tuple[Decimal, Decimal]:
    """The lower and upper end of a range in one scale: in 3-5万元 the 万 belongs to both, in 两到三千人 the 千."""
    low = first.value
    if not first.unit and first.scale == 1:
        low *= _lent(flat, first, second)
    return min(low, second.value), max(low, second.value)


def _lent(flat: str, first: Magnitude, second: Magnitude) -> Decimal:
    """What the second number's scale multiplies the first by, where that has none of its own: 两到三百万 → a million."""
    digit, power = flat[second.start], second.value.adjusted()
    alone = first.end - first.start == 1 and first.value < 10 and digit not in _BARE_SCALES and digit != "十"
    if alone and not second.places and power and not digit.isdecimal():
        leading = second.value.scaleb(-power)
        if first.value < leading and leading == leading.to_integral_value():
            return Decimal(10) ** power
    return second.scale if first.value * second.scale <= second.value else _ONE


def _numeral(flat: str, start: int, end: int) -> tuple[numerals.Numeral | None, int]:
    """The numeral between two positions; where digits with scales make none, the first part that does."""
    printed = flat[start:end]
    numeral = _printed(printed)
    if numeral is not None or printed[0] not in _NUMBER_STARTS:
        return numeral, end
    reach = numerals.beginning(printed)[1]
    return (_printed(printed[:reach]), start + reach) if reach else (None, end)


@lru_cache(maxsize=8192)
def _printed(printed: str) -> numerals.Numeral | None:
    """The numeral printed; a whole value reached by scaling carries no places (215.92万 → 2159200)."""
    if printed in _BARE_SCALES:
        return numerals.Numeral(Decimal(_BARE_SCALES[printed]), 0, _ONE, vague=False)
    numeral = numerals.read(printed)
    if numeral is None or numeral.scale == 1:
        return numeral
    whole = numeral.value.to_integral_value()
    return numeral._replace(value=whole) if whole == numeral.value else numeral


def _is_sign(flat: str, at: int) -> bool:
    """Whether a minus or plus is a sign: at the start, after a mark, or after a word that leads to a number."""
    before = flat[at - 1] if at else ""
    return not before or before in _FREE_SIGN or not (before.isalnum() or before in ")）%]】”’》")


def _with_unit(flat: str, numeral: numerals.Numeral, start: int, end: int, currency: str = "") -> Magnitude:
    """The numeral with what follows it: 余 or 多, a unit, 半, 角 and 分."""
    value, places, scale, more = numeral
    follower = flat[end : end + 1]
    if _is_more(flat, end):
        more, end = True, end + 1
        follower = flat[end : end + 1]
    unit = unit_words.at(flat, end) if follower in unit_words.STARTS else None
    if unit is None:
        return Magnitude(value, places, scale, start, end, currency, "money" if currency else "number", more)
    printed, stop = unit
    name = printed
    if name[0] == "成":
        return _tenths(numeral, name, start, stop, more)
    worth, name = units.carried(name)
    kind = units.kind(name)
    halved = name in {"小时", "个月", "个学期"} and printed.startswith("个半")
    if scale == 1 and not places and (halved or (kind in _HALVED and flat.startswith("半", stop))):
        value, places, stop = value + _HALF, 1, stop + (not halved)
    cents = grammar.CENTS.match(flat, stop) if name == "元" and not places else None
    if cents is not None:
        return _with_cents(value * worth, cents, start, more)
    return Magnitude(value * worth, places, scale * worth, start, stop, name, kind, more)


def _is_more(flat: str, end: int) -> bool:
    """Whether 余, 多, 几 or 来 stands with the number: 30余篇, 30多篇; 十来个, but 10来件 are ten that came in."""
    follower = flat[end : end + 1]
    if not follower or follower not in "余多几来":
        return False
    if follower == "来" and flat[end - 1] not in "十百千万":
        return False
    return follower == "余" or unit_words.at(flat, end + 1) is not None


def _tenths(numeral: numerals.Numeral, printed: str, start: int, stop: int, more: bool) -> Magnitude:
    """三成 is 30 %, 三成半 and 三成五 are 35 %."""
    value, places = numeral.value, numeral.places
    if len(printed) > 1:
        part = _HALF if printed[1] == "半" else (numerals.parse(printed[1]) or Decimal(0)) * _TENTH
        value, places = value + part, 1
    share = value * 10
    whole = share.to_integral_value()
    return Magnitude(whole if whole == share else share, places, numeral.scale * 10, start, stop, "%", "percent", more)


def _with_cents(yuan: Decimal, cents: re.Match[str], start: int, more: bool) -> Magnitude:
    """元 with 角 and 分 behind it: 123元1角1分 is 123.11元."""
    tens, ones = (numerals.parse(cents[name] or "零") or Decimal(0) for name in ("ten", "one"))
    few = numerals.parse(cents["few"] or "零") or Decimal(0)
    places = 2 if cents["one"] or cents["few"] else 1
    value = (yuan + tens * _TENTH + (ones + few) * _TENTH * _TENTH).quantize(_ONE.scaleb(-places))
    return Magnitude(value, places, _ONE, start, cents.end(), "元", "money", more)


def _stands(flat: str, start: int, end: int, found: Magnitude) -> bool:
    """Whether a spelled numeral states a number: before a unit, with a scale of its own, or standing alone."""
    printed = flat[start:end]
    before = flat[start - 1] if start else ""
    if before and (before in "几数" or (printed == "一" and before in "上下")):
        return False
    if len(printed) == 1 and printed in _FORMAL and found.unit:
        return found.kind == "money"
    if printed in _BARE_SCALES:
        return bool(found.unit and (found.more or before in "近逾超约"))
    if found.unit and before not in _JOINED_BEFORE:
        return True
    if len(printed) > 1 and _HAS_SCALE.search(printed, 1) and printed != "十一":
        return True
    if _SIGNED.match(printed):
        return True
    return (not before or bool(_FREE_BEFORE.match(before))) and _FREE_AFTER.match(flat, found.end) is not None


def _opens_range(flat: str, found: Magnitude) -> bool:
    """一至两次, 三到五家: a spelled numeral that the next one lends its unit."""
    above = upper(flat, found)
    return above is not None and bool(above.unit) and above.value > found.value


def _common(over: Decimal, under: Decimal, start: int, end: int) -> Magnitude | None:
    """A common fraction below one, as a decimal with all its places."""
    if over >= under:
        return None
    value = over / under if under else over
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return Magnitude(value, places, _ONE, start, end)


def _fits(first: Magnitude, second: Magnitude) -> bool:
    return first.kind == second.kind and units.same_thing(first.unit, second.unit)
