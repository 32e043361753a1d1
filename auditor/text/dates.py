"""Dates, deadlines and stretches of time as they are printed: 2024年12月底前, 6月30日, 2022.3-2022.11, 2024-2027年."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from auditor import prepared
from auditor.model.quantity import Period, make_period
from auditor.model.source import Span, make_span
from auditor.text import numerals, short
from auditor.text.normalize import narrow
from auditor.text.patterns import lazily

Locate = Callable[[int, int], Span]

_YEAR = r"(?:(?:19|20)\d\d|[一二][九零〇○O][零〇○Oo一二三四五六七八九]{2})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
_NINE = "[一二三四五六七八九]"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|卅一?|(?:二?十|廿){_NINE}?|{_NINE})"
COMPACT = r"(?:199\d|20[0-3]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
"""A day in eight digits: 20240307."""
# 98年 is 1998, 08年 is 2008; 建校98年 and 98年历史 are durations.
_SHORT_YEAR = (
    r"(?:(?<![施历经立满达近约逾超共限期足用行续存今第过长了有计每已龄命久])(?<!建[国党校军厂院社局])[89]\d|0\d|(?<![零〇○一二三四五六七八九十百千万\d])(?:[八九][零〇○一二三四五六七八九]|[零〇○][一二三四五六七八九]))年"
    r"(?![多余来以半间内期寿代]|的?历史|左右|使用|质保|之[内久]|保修)"
)
_PART = r"(?:上旬|中旬|下旬|[月]?[初底末]|份)"
FIRST_MONTHS = rf"(?<![提之以日年月目])前\ ?{_MONTH}\ ?个月"
"""The year up to a month: 前十一个月, not 提前三个月."""
_SEASON = r"(?:[上下]半年|[前第]?[一二三四1-4](?:个)?季度|年[初底末内])"
_NO_DIGIT_BEFORE = r"(?<![\d.,])"

# 2024年12月31日 2024年12月底 2024年12月 · 2024/6/30 2024-06-30 2024.6.30 · 2024.03 · 12月31日 12月底 12月 · 2024年上半年 2024年底 上半年 年底
_POINT = rf"""
    {_YEAR}(?:
      \ ?年度?(?:
          \ ?{_MONTH}\ ?月(?:\ ?{_DAY}\ ?[日号]|{_PART})?
        | 前\ ?{_MONTH}\ ?个月
        | (?:[上下]半年|[前第]?[一二三四1-4](?:个)?季度|年?[初底末内](?!分)))
      | (?P<markN>[-/.])(?:1[0-2]|0?[1-9])(?P=markN)(?:3[01]|[12]\d|0?[1-9])(?![\d.])
      | [./-](?:1[0-2]|0[1-9])(?![\d.-])(?!\ ?(?:[%万亿元个家次亩吨米克升斤]|公[里顷斤]|平方|平米|立方|千[米克瓦元]|[毫微][米克升]|[美欧日港]元|小时|天(?![津然气空])|台(?![风账湾])|[km]m|mg|kg|ha)))
  | \d\d(?=年\d\d?月)\ ?年度?\ ?{_MONTH}\ ?月(?:\ ?{_DAY}\ ?[日号]|{_PART})?
  | {COMPACT}(?![\d.,%万亿元个家人户次亩吨米件])
  | \d\d年(?:[初底末](?!分|级)|[上下]半年)
  | (?:1[0-2]|0?[1-9]|十[一二]?|[二三四五六七八九]|(?<![同每某第逐])一)\ ?月(?!龄)(?:\ ?{_DAY}\ ?[日号]|{_PART})?
"""
_FIRST = _POINT.replace("markN", "mark1")
_SECOND = _POINT.replace("markN", "mark2")
_TO = r"\ ?(?:—+|-+|~|～|至|到)\ ?"
_BEFORE = r"(?:(?:之前|以前|前)(?![期后往言景提述沿列端几两一二三四五六七八九十\d]))"
_AFTER = r"(?:之后|以后|后(?![期续勤方备台者果半]))"
_RELATIVE = {"明": 1, "次": 1, "翌": 1, "来": 1, "下": 1, "后": 2, "去": -1, "上": -1, "今": 0, "本": 0, "当": 0}
"""The years that 明年 and its like stand for, counted from the report's."""

# 2022.3-2022.11, 2022年3月-2022年11月, 2022年12月6日至8日, 2024-2027年, 2024年12月底前
PATTERN = rf"""{_NO_DIGIT_BEFORE}(?:
    {_YEAR}[.]{_MONTH}{_TO}{_YEAR}[.](?:1[0-2]|0?[1-9])(?![\d.])
  | (?:{_YEAR}\ ?年度?\ ?)?{_MONTH}{_TO}{_MONTH}\ ?月(?:份|[初底末])?
  | (?:{_YEAR}\ ?年度?\ ?)?{_MONTH}\ ?月\ ?{_DAY}{_TO}{_DAY}\ ?[日号]
  | (?:{_FIRST})(?:{_TO}(?:{_SECOND}|{_DAY}[日号]))?
  )(?:{_BEFORE}|{_AFTER})?"""
"""A date, a deadline or a stretch between two; verbose syntax, to be joined into larger patterns."""

YEARS = rf"""{_NO_DIGIT_BEFORE}(?:
    {_YEAR}\ ?年?{_TO}{_YEAR}\ ?(?:学年度?|年度?)
  | (?:19|20)\d\d{_TO}(?:19|20)\d\d(?![\d.%])
  | {_YEAR}\ ?(?:学年度?|年度?)(?!期|均|限)
  | {_SHORT_YEAR}
  )(?:{_BEFORE}|{_AFTER})?"""
"""A year or a stretch of years: 2024年, 2024年度, 2024-2027年."""

_NAMED_YEAR = r"(?:[明次翌来后去今本当]|[上下]一?)年度?"
# 年底前 · 本年第三季度 · 明年初 · 次年3月底前 · 今年前十一个月 · 前11个月
_WORDS = rf"""(?:{_NAMED_YEAR}\ ?(?:{_SEASON}|[初底末](?!分|级)|{_MONTH}\ ?月(?:\ ?{_DAY}\ ?[日号]|{_PART})?|前\ ?{_MONTH}\ ?个月)
    |(?:全年)?{_SEASON}|{FIRST_MONTHS})(?:{_BEFORE}|{_AFTER})?"""

_STARTS = "0-9零〇○一二三四五六七八九十上下本当全前第年明次翌来后去今元"


@cache
def _finding() -> re.Pattern[str]:
    return prepared.pattern(
        rf"[^{_STARTS}]*+(?:(?P<words>{_WORDS})|(?P<date>{PATTERN})|(?P<years>{YEARS})|.|$)", re.VERBOSE | re.DOTALL
    )


# One end of a period, in parts. Lines it matches: 2024年12月底 · 12月31日 · 2022.3 · 2024年上半年 · 8日 · 2024年
@cache
def _parts() -> re.Pattern[str]:
    return prepared.pattern(_PARTS, re.VERBOSE)


_PARTS = rf"""(?:(?P<year>{_YEAR}|[\d零〇○一二三四五六七八九]{{2}}(?=年))\ ?(?:学?年度?|[-/.]|$)\ ?)?
    (?:(?P<season>{_SEASON}|[初底末内])
      |前\ ?(?P<months>{_MONTH})\ ?个月
      |(?:(?P<month>{_MONTH})\ ?(?:月份?|[-/.]|$)\ ?)?(?:(?P<day>{_DAY})\ ?(?:[日号]|$)|(?P<part>{_PART}))?)"""
# Where the second end of a stretch begins: 至, before a second year, after 月 or 日, in 1-11月 and 6-8日.
_SPLITS = (
    prepared.pattern(r" ?(?:—+|--+|~|～|至|到) ?"),
    prepared.pattern(r"(?<=.) ?- ?(?=(?:19|20)\d\d)"),
    prepared.pattern(r"(?<=[年月日号度旬底初末]) ?- ?"),
    prepared.pattern(r"(?<=\d) ?- ?(?=\d{1,2} ?[月日号])"),
)
_DEADLINE = lazily(rf"{_BEFORE}$")
_SINCE = lazily(rf"{_AFTER}$")
_UNTIL = lazily(r"截[至止](?:到|至|于)?\ ?$")
_NAMED = lazily(rf"{_NAMED_YEAR}\ ?")
_COMPACT_DATE = lazily(COMPACT)


class _End(NamedTuple):
    """One end of a period in parts, each None where it is not printed."""

    year: int | None
    month: int | None
    day: int | None
    part: str
    months: int | None = None


def find(text: str, year: int | None = None, locate: Locate | None = None) -> list[Period]:
    """Every date and period of the text in order.

    A date without a printed year takes `year`, 明年 the one after it; where none is given it is left out, for it names
    no day. What 截至 stands before is a deadline like what 前 stands behind.
    """
    found = _in_cell(text, year) if len(text) <= short.LONGEST else _found(text, year)
    if locate is None:
        return list(found)
    return [one.model_copy(update={"span": locate(one.span.start, one.span.end)}) for one in found]


@lru_cache(maxsize=4096)
def _in_cell(text: str, year: int | None) -> tuple[Period, ...]:
    return _found(text, year)


def _found(text: str, year: int | None) -> tuple[Period, ...]:
    flat = narrow(text)
    periods = (_period(text, flat, match, year) for match in _finding().finditer(flat) if match.lastgroup)
    return tuple(period for period in periods if period is not None)


def read(text: str, year: int | None = None, locate: Locate | None = None) -> Period | None:
    """The one date or deadline that a cell states, or None when it states none or several.

    A bare year is no date of its own where a day of that year follows: 2024年汛前（5月31日前）.
    """
    periods = find(text, year, locate)
    if len(periods) == 2 and _dates_within(periods[0], periods[1]):
        return periods[1]
    return periods[0] if len(periods) == 1 else None


def _dates_within(stated: Period, closer: Period) -> bool:
    first, last = date(stated.first.year, 1, 1), date(stated.first.year, 12, 31)
    whole_year = (stated.first, stated.last) == (first, last) and stated.year_printed
    return whole_year and not closer.year_printed and first <= closer.first and closer.last <= last


def _period(text: str, flat: str, match: re.Match[str], year: int | None) -> Period | None:
    start, end = match.span(match.lastgroup or 0)
    printed = flat[start:end]
    body = _SINCE.sub("", _DEADLINE.sub("", printed))
    named = _NAMED.match(body) if body[0] in _RELATIVE else None
    if named is not None:
        body, year = body[named.end() :], None if year is None else year + _RELATIVE[body[0]]
    days = _stretch(body, year)
    if days is None:
        return None
    return make_period(
        first=days.first,
        last=days.last,
        by=_DEADLINE.search(printed) is not None or _UNTIL.search(flat, max(0, start - 4), start) is not None,
        since=_SINCE.search(printed) is not None,
        year_printed=days.year_printed,
        text=text[start:end],
        span=make_span(start=start, end=end),
    )


class _Days(NamedTuple):
    """The days that a date or a stretch stands for."""

    first: date
    last: date
    year_printed: bool


def _stretch(body: str, year: int | None) -> _Days | None:
    """The days from one end to the other, or of the one date; None for what the calendar does not have."""
    cut = next((cut for cut in (split.search(body) for split in _SPLITS) if cut), None)
    ends = [_end(head) for head in ([body] if cut is None else [body[: cut.start()], body[cut.end() :]])]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return None
    printed = first.year or last.year
    known = printed or year
    if known is None:
        return None
    last = last._replace(year=last.year or known, month=last.month or (first.month if last.day else None))
    opening, closing = _days(first._replace(year=first.year or known)), _days(last)
    if opening is None or closing is None or closing[1] < opening[0]:
        return None
    return _Days(opening[0], closing[1], printed is not None)


def _end(printed: str) -> _End | None:
    bare = printed.strip()
    if _COMPACT_DATE.fullmatch(bare):
        return _End(int(bare[:4]), int(bare[4:6]), int(bare[6:]), "")
    found = _parts().fullmatch(bare.removeprefix("全年"))
    if found is None:
        return None
    return _End(
        _full_year(_number(found["year"])),
        _number(found["month"]),
        _number(found["day"]),
        found["season"] or found["part"] or "",
        _number(found["months"]),
    )


def _full_year(printed: int | None) -> int | None:
    """98 is 1998 and 24 is 2024."""
    if printed is None or printed >= 100:
        return printed
    return printed + (2000 if printed < _FIRST_OF_THE_LAST_CENTURY else 1900)


_FIRST_OF_THE_LAST_CENTURY = 50
"""Years printed with two digits from here on belong to the twentieth century."""


_DIGITS = str.maketrans("零〇○Oo一二三四五六七八九元", "000001234567891")
"""Years digit by digit (二〇二四, 九八), and 元月."""


def _number(printed: str | None) -> int | None:
    if printed is None:
        return None
    if printed.isdecimal():
        return int(printed)
    digits = printed.translate(_DIGITS)
    if digits.isdecimal():
        return int(digits)
    value = numerals.parse(printed)
    return None if value is None else int(value)


def _days(end: _End) -> tuple[date, date] | None:
    """The first and last day an end may stand for; None for a day the calendar does not have."""
    year, month, day, part, months = end
    if year is None:
        return None
    if months is not None:
        return date(year, 1, 1), date(year, months, calendar.monthrange(year, months)[1])
    if month is None:
        return _season(year, part)
    length = calendar.monthrange(year, month)[1]
    if day is not None:
        return (date(year, month, day), date(year, month, day)) if day <= length else None
    low, high = _THIRDS.get(part[-2:] if part.endswith("旬") else part[-1:], (1, 31))
    return date(year, month, low), date(year, month, min(high, length))


_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "底": (21, 31), "末": (21, 31)}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _season(year: int, part: str) -> tuple[date, date]:
    """The days of a half year, a quarter, the turn of a year, or the year itself."""
    if part.endswith("半年"):
        half = 1 if part.startswith("上") else 7
        return date(year, half, 1), date(year, 6, 30) if half == 1 else date(year, 12, 31)
    if part.startswith("前"):
        return date(year, 1, 1), _season(year, part[1:])[1]
    if part.endswith("季度"):
        quarter = next(_QUARTERS[glyph] for glyph in part if glyph in _QUARTERS)
        following = date(year + (quarter == 4), quarter % 4 * 3 + 1, 1)
        return date(year, quarter * 3 - 2, 1), following - timedelta(days=1)
    if part.endswith("初"):
        return date(year, 1, 1), date(year, 1, 31)
    if part.endswith(("底", "末")):
        return date(year, 12, 1), date(year, 12, 31)
    return date(year, 1, 1), date(year, 12, 31)
