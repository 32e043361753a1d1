"""Numbers and dates as a spreadsheet shows them: 0.984 under 0.00% is 98.40%."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
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
    r"""(?xs) "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _. | \*. | \[\$(?P<currency>[^\]-]*)[^\]]*\] | \[[^\]]*\] | (?P<plain>.)"""
)
"""0.00"万元"   _ ¥* #,##0.00_ ;   [$¥-804]#,##0   [Red]-0.0"""
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

    before: str
    digits: str
    after: str


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
        case time() | timedelta():
            return str(value)
    return str(value)


def is_date(form: str) -> bool:
    """Whether a format shows days or hours."""
    return form != "General" and _CALENDAR.search(_unquoted(form)) is not None


def moment(serial: Decimal, *, since_1904: bool = False) -> datetime | None:
    """The day and hour that a number stands for; None for one that no calendar has."""
    if not 0 <= serial <= _LAST_DAY:
        return None
    base = _EPOCH_OF_1904 if since_1904 else _EPOCH
    return base + timedelta(seconds=round(serial * 86_400))


def _number(value: Decimal, form: str) -> str:
    shown, value = _section(form, value)
    if shown is None or not any(letter in "0#?" for letter in shown.digits) or "/" in form or "E" in form:
        return format(_plain(value), "f")
    share = "%" in shown.digits
    whole, _point, fraction = shown.digits.partition(".")
    places = sum(letter in "0#?" for letter in fraction)
    if places > _MOST_PLACES:
        return format(_plain(value), "f")
    thousands = len(shown.digits.rstrip("%")) - len(shown.digits.rstrip("%").rstrip(","))
    number = (value * 100 if share else value).scaleb(-3 * thousands)
    text = _rounded(number, places, fraction.count("0"), grouped="," in whole.rstrip(","))
    return shown.before + text + ("%" if share else "") + shown.after


def _rounded(number: Decimal, places: int, least: int, *, grouped: bool) -> str:
    number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=500))
    text = f"{number:,f}" if grouped else f"{number:f}"
    while places > least and text.endswith("0"):
        text, places = text[:-1], places - 1
    return text.rstrip(".") if places == 0 else text


def _section(form: str, value: Decimal) -> tuple[_Form | None, Decimal]:
    """The part of a format for this number: positive; negative, which shows its sign itself; zero."""
    if form == "General" or not form:
        return None, value
    sections = _sections(form)
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2 and any(letter in "0#?" for letter in sections[2].digits):
        return sections[2], value
    return sections[0], value


def _sections(form: str) -> list[_Form]:
    sections = [_Form("", "", "")]
    for found in _PART.finditer(form):
        words = next((found[kind] for kind in ("quoted", "escaped", "currency") if found[kind] is not None), "")
        last = sections[-1]
        if found["plain"] == ";":
            sections.append(_Form("", "", ""))
        elif found["plain"] is not None and found["plain"] in _DIGITS:
            sections[-1] = last._replace(digits=last.digits + found["plain"])
        else:
            words = found["plain"] if found["plain"] is not None and found["plain"] not in " @" else words
            place = "after" if last.digits else "before"
            sections[-1] = last._replace(**{place: getattr(last, place) + words})
    return sections


def _unquoted(form: str) -> str:
    return "".join(found["plain"] or "" for found in _PART.finditer(form.replace("General", "")))


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
