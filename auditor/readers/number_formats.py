"""Numbers and dates as a spreadsheet shows them: 0.984 under 0.00% is 98.40%."""

import operator
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import NamedTuple

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "yyyy-m-d", 16: 'm"月"d"日"', 17: 'yyyy"年"m"月"', 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "#,##0",
    43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that files name by number only, as a Chinese Excel shows them (ECMA-376 part 1, 18.8.30, zh-cn)."""

_PART = re.compile(
    r"""(?xs) "(?P<quoted>[^"]*)" | [\\!](?P<escaped>.) | _. | \*. | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[(?P<condition>[<>=]{1,2}-?[\d.]+)\] | \[(?P<elapsed>h+|m+|s+)\] | \[[^\]]*\] | (?P<general>General|G/通用格式) | (?P<plain>.)""",
    re.IGNORECASE,
)
"""0.00"万元"   _ ¥* #,##0.00_ ;   [$¥-804]#,##0   [Red]-0.0   0\\.0,"万元"   0!.0,"万元"   General"人"   [>=1]0.0;[<1]0%   [h]:mm"""
_DIGITS = frozenset("0#?.,%")
_CALENDAR = re.compile(r"[ymdhs]", re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - dates in workbooks have no time zone
_EPOCH_OF_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY = 2_958_465
"""31 December 9999, the last day that Excel knows."""
_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
_MOST_PLACES = 30


class _Form(NamedTuple):
    """One section of a number format: the words before and after the digits, and the digits themselves."""

    before: str = ""
    digits: str = ""
    after: str = ""
    between: tuple[tuple[int, str], ...] = ()
    """Words among the digits, each with how many digits stand before it: the point of 0\\.0, which shows 123456 as 12.3."""
    condition: str = ""
    """>=10000"""
    is_general: bool = False
    """The digits are as many as the number has."""
    is_plain: bool = False
    """Fractions and powers of ten, which are read as decimals."""


def printed(value: object, form: str) -> str:
    """The value as it is shown under its number format."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(Decimal(repr(value)), form)
        case Decimal():
            return _number(value, form)
        case datetime() | date():
            return _date(value, form)
        case timedelta():
            return _hours(Decimal(value // timedelta(seconds=1)))
    return str(value)


def is_date(form: str) -> bool:
    """Whether a format shows days or hours."""
    return form != "General" and not _is_elapsed(form) and _CALENDAR.search(_unquoted(form)) is not None


def moment(serial: Decimal, *, since_1904: bool = False) -> datetime | None:
    """The day and hour that a number stands for; None for one that no calendar has."""
    if not 0 <= serial <= _LAST_DAY:
        return None
    base = _EPOCH_OF_1904 if since_1904 else _EPOCH
    return base + timedelta(seconds=round(serial * 86_400))


def _number(value: Decimal, form: str) -> str:
    if _is_elapsed(form):
        return _hours(value * 86_400)
    shown, value = _section(form, value)
    if shown is None or (shown.is_plain and not shown.is_general):
        return format(_plain(value), "f")
    if not any(letter in "0#?" for letter in shown.digits):
        words = shown.before + shown.after
        return words if value == 0 and words and not shown.is_general else _in_general(value, shown)
    share = "%" in shown.digits
    whole, _point, fraction = shown.digits.partition(".")
    places = sum(letter in "0#?" for letter in fraction)
    if places > _MOST_PLACES:
        return format(_plain(value), "f")
    thousands = len(shown.digits.rstrip("%")) - len(shown.digits.rstrip("%").rstrip(","))
    number = (value * 100 if share else value).scaleb(-3 * thousands)
    text = _rounded(number, places, fraction.count("0"), grouped="," in whole.rstrip(","))
    text = _among(_filled(text, whole), shown) if "0" in shown.digits or number else ""
    return shown.before + text + ("%" if share else "") + shown.after


def _in_general(value: Decimal, shown: _Form) -> str:
    plain = format(_plain(value), "f")
    return shown.before + plain + shown.after if shown.is_general else plain


def _filled(text: str, whole: str) -> str:
    """The number with the zeros before it that its format asks for: 7 under 000 is 007."""
    sign = "-" if text.startswith("-") else ""
    digits, point, fraction = text.removeprefix("-").partition(".")
    least = whole.count("0") if "," not in whole.rstrip(",") else 0
    return sign + digits.zfill(min(least, _MOST_PLACES)) + point + fraction


def _among(text: str, shown: _Form) -> str:
    """The digits with the words that stand among them, counted from the right."""
    count = sum(letter in "0#?" for letter in shown.digits)
    for before, words in reversed(shown.between):
        place = len(text) - (count - before)
        text = f"{text[:place]}{words}{text[place:]}" if place > 0 else text
    return text


def _hours(seconds: Decimal) -> str:
    """36:30 for a day and a half and half an hour."""
    hours, rest = divmod(round(seconds), 3600)
    return f"{hours}:{rest // 60:02}"


def _is_elapsed(form: str) -> bool:
    return "[" in form and any(found["elapsed"] for found in _PART.finditer(form))


def _rounded(number: Decimal, places: int, least: int, *, grouped: bool) -> str:
    number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=500))
    text = f"{number:,f}" if grouped else f"{number:f}"
    while places > least and text.endswith("0"):
        text, places = text[:-1], places - 1
    return text.rstrip(".") if places == 0 else text


def _section(form: str, value: Decimal) -> tuple[_Form | None, Decimal]:
    """The part of a format for this number: positive; negative, which shows its sign itself; zero; or by its condition."""
    if form == "General" or not form:
        return None, value
    sections = _sections(form)
    if any(section.condition for section in sections):
        return next((section for section in sections if _holds(section.condition, value)), None), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2 and sections[2] != _Form():
        return sections[2], value
    return sections[0], value


def _holds(condition: str, value: Decimal) -> bool:
    stated = condition.lstrip("<>=")
    try:
        return not condition or _COMPARED[condition[: -len(stated) or None]](value, Decimal(stated))
    except (InvalidOperation, KeyError):
        return False


_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


def _sections(form: str) -> list[_Form]:
    sections = [_Form()]
    for found in _PART.finditer(form):
        plain = found["plain"]
        if plain == ";":
            sections.append(_Form())
        elif found["condition"]:
            sections[-1] = sections[-1]._replace(condition=found["condition"])
        elif found["general"]:
            sections[-1] = sections[-1]._replace(is_general=True)
        elif plain is not None and plain in _DIGITS:
            sections[-1] = _with_digit(sections[-1], plain)
        elif plain is not None and plain in "/E":
            sections[-1] = sections[-1]._replace(is_plain=True)
        else:
            sections[-1] = _with_words(sections[-1], _words(found))
    return sections


def _words(found: re.Match[str]) -> str:
    """What a part of a format prints as it is."""
    printed_as_is = (found["quoted"], found["escaped"], found["currency"], (found["plain"] or "").strip(" @"))
    return next((words for words in printed_as_is if words), "")


def _with_words(section: _Form, words: str) -> _Form:
    if section.digits or section.is_general:
        return section._replace(after=section.after + words)
    return section._replace(before=section.before + words)


def _with_digit(section: _Form, digit: str) -> _Form:
    if section.after and digit in "0#?" and "." not in section.digits:
        standing = sum(letter in "0#?" for letter in section.digits)
        section = section._replace(between=(*section.between, (standing, section.after)), after="")
    return section._replace(digits=section.digits + digit)


def _unquoted(form: str) -> str:
    return "".join(found["plain"] or "" for found in _PART.finditer(form))


def _plain(value: Decimal) -> Decimal:
    """A stored binary fraction at the fifteen digits that Excel keeps: 0.30000000000000004 is 0.3."""
    kept = _KEPT.create_decimal(value).normalize()
    exponent = kept.as_tuple().exponent
    return kept.quantize(Decimal(1)) if isinstance(exponent, int) and 0 < exponent < _MOST_PLACES else kept


def _date(value: date, form: str) -> str:
    plain = _unquoted(form).lower()
    hour = f"{value:%H:%M}" if isinstance(value, datetime) and "h" in plain else ""
    if hour and "y" not in plain and "d" not in plain:
        return hour
    return f"{_day(value, form, plain)} {hour}".strip()


def _day(value: date, form: str, plain: str) -> str:
    day = f"{value.day}日" if "d" in plain else ""
    if "y" not in plain and plain != "":
        return f"{value.month}月{day}"
    if "年" in form or "月" in form or ("d" not in plain and plain != ""):
        return f"{value.year}年{value.month}月{day}"
    return f"{value.year}-{value.month:02}-{value.day:02}"
