"""Chinese numerals, alone or mixed with digits: 二十一, 1万2千, 壹佰, 三百一, 二点五, 一点五亿, 100万三千, 廿二."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from auditor import prepared
from auditor.text import arithmetic
from auditor.text.normalize import narrow
from auditor.text.patterns import lazily

ZEROS = "零〇○"
DIGITS = ZEROS + "一二三四五六七八九两壹贰叁肆伍陆柒捌玖貳參陸倆俩"
TENS = "十百千拾佰仟廿卅卌"
MYRIADS = "万亿萬億"
VAGUE = "几幾余多"
"""A numeral may carry one of these inside: 十几万, 二百三十余万, 500多亿."""

_VALUE = dict(
    zip(DIGITS, (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 6, 2, 2), strict=True)
)
_SCALE = dict(zip(TENS + MYRIADS, (10, 100, 1000, 10, 100, 1000, 20, 30, 40, 10**4, 10**8, 10**4, 10**8), strict=True))

_TOKEN = prepared.pattern(
    rf"""(?P<arabic>(?:\d{{1,3}}(?:,\d{{3}}(?!\d))++|\d++)(?:\.\d++)?|\.\d++)
    |   (?P<digits>[{DIGITS}]+)
    |   (?P<scale>[{TENS}{MYRIADS}])
    |   (?P<point>点)
    |   (?P<vague>[{VAGUE}])
    |   (?P<space>\ )""",
    re.VERBOSE,
)
_TWENTIES = frozenset("廿卅卌")
"""Twenty, thirty and forty in one character: 廿二 is 22, and no digit multiplies them."""
_SIGN = prepared.pattern(r"负的?|零下|[-+]\ ?")
_DIGITWISE = lazily(rf"[{DIGITS}]+|\d+")


class Numeral(NamedTuple):
    """A numeral as printed: its last printed digit is worth `scale × 10**-places`; `vague` says it carries 几 余 多."""

    value: Decimal
    places: int
    scale: Decimal
    vague: bool


class _Sum:
    """The running value of a numeral, read from left to right."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.pending: Decimal | None = None
        self.last = 0
        self.smallest = 10**9
        self.largest = 0
        self.zero = False
        self.spelled = False
        self.places = 0
        self.seen = False

    def digits(self, glyphs: str) -> bool:
        """Add a run of digit characters (二, 零五, 二〇二四); two in a row are an estimate (二三十) and no number."""
        if self.pending is not None:
            return False
        stripped = glyphs.lstrip(ZEROS)
        self.seen = True
        if stripped != glyphs and self.last and stripped:
            self.zero = True
        if len(stripped) > 1 and self.last:
            return False
        if not stripped:
            self.zero = True
            return True
        self.pending = Decimal("".join(str(_VALUE[glyph]) for glyph in stripped))
        self.spelled = len(stripped) > 1
        return len(stripped) != 2 or any(zero in stripped for zero in ZEROS)

    def arabic(self, printed: str) -> bool:
        """Add printed digits: 5, 4000, 2.4."""
        if self.pending is not None or (self.last and "." in printed):
            return False
        self.pending = Decimal(printed.replace(",", ""))
        self.places = len(printed.partition(".")[2])
        self.zero = self.zero or len(printed) > 1
        self.seen = True
        return True

    def scale(self, glyph: str) -> bool:
        """Multiply by 十 百 千, or close a section with 万 亿."""
        if self.spelled:
            return False
        worth = _SCALE[glyph]
        if glyph in MYRIADS:
            return self._myriad(worth)
        if glyph in _TWENTIES and self.pending is not None:
            return False
        if self.pending is None and self.section and self.last < 10**4 and worth >= self.last:
            return False
        if self.pending is not None and self.section and self.smallest <= worth:
            return False
        self.section += (Decimal(1) if self.pending is None else self.pending) * worth
        self.pending, self.last, self.smallest, self.zero, self.seen = None, worth, worth, False, True
        return True

    def _myriad(self, worth: int) -> bool:
        if not self.seen:
            return False
        section = self.section + (self.pending or 0)
        if section and self.largest == worth:
            return False
        if section == 0 or worth > self.largest:
            self.total = (self.total + section) * worth
        else:
            self.total += section * worth
        self.largest = max(self.largest, worth)
        self.section, self.pending, self.zero = Decimal(0), None, False
        self.last, self.smallest = worth, 10**9
        return True

    def close(self) -> Decimal:
        """The value; a single digit straight after a scale is worth a tenth of it (三百一 → 310)."""
        if self.pending is None:
            return self.total + self.section
        colloquial = self.last >= 100 and not self.zero
        return self.total + self.section + (self.pending * self.last / 10 if colloquial else self.pending)


@lru_cache(maxsize=4096)
def read(text: str) -> Numeral | None:
    """The numeral that the whole text prints, else None: 三千 九百, 5亿1万4千6百, 十几万, 负六点六, 一点五亿."""
    text = narrow(text)
    sign = _SIGN.match(text)
    body = text[sign.end() :] if sign else text
    whole, point, fraction = body.partition("点")
    found = _whole(whole)[0]
    if found is not None and point:
        found = _with_fraction(found, fraction)
    if found is not None and arithmetic.is_too_long(found.value):
        return None
    if found is None or sign is None or sign.group()[0] == "+":
        return found
    return found._replace(value=-found.value)


def beginning(text: str) -> tuple[Numeral | None, int]:
    """The longest numeral that the text begins with, and where it ends: 1万万 → 10000, 2."""
    found = read(text)
    if found is not None:
        return found, len(text)
    narrowed = narrow(text)
    sign = _SIGN.match(narrowed)
    start = sign.end() if sign else 0
    end = len(narrowed[: start + _whole(narrowed[start:])[1]].rstrip())
    found = read(text[:end]) if end > start else None
    return found, end if found else 0


def parse(text: str) -> Decimal | None:
    """The value of a numeral (二十一, 1万2千, 壹佰, 负三十二, 十五点七), or None when the text is anything else."""
    found = read(text.strip())
    return None if found is None else found.value


def _with_fraction(whole: Numeral, printed: str) -> Numeral | None:
    """The numeral with the digits after its point and the scale behind them: 五, 十五 · 二五亿; None where they are neither."""
    digits = _DIGITWISE.match(printed)
    if digits is None or whole.places or whole.vague:
        return None
    glyphs, tail = digits.group(), printed[digits.end() :]
    scale = _scale_of(tail)
    if scale is None:
        return None
    value = whole.value + Decimal("".join(str(_VALUE.get(glyph, glyph)) for glyph in glyphs)).scaleb(-len(glyphs))
    return Numeral(value * scale, len(glyphs), scale, any(glyph in VAGUE for glyph in tail))


def _scale_of(tail: str) -> Decimal | None:
    """What scales after a decimal multiply it by: 万 → 10000, 余万 → 10000, 万亿 → 10¹²; None for anything else."""
    scale = Decimal(1)
    for glyph in tail:
        if glyph in VAGUE:
            continue
        if glyph not in _SCALE or glyph in _TWENTIES:
            return None
        scale *= _SCALE[glyph]
    return scale


def _whole(text: str) -> tuple[Numeral | None, int]:
    """The numeral before the point, and how far its parts fit together."""
    running, position, vague = _Sum(), 0, False
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or not _add(running, token):
            return None, position
        vague = vague or token.lastgroup == "vague"
        position = token.end()
    if not running.seen:
        return None, 0
    scale = _last_scale(text, running)
    value = running.close()
    return Numeral(value, running.places, scale, vague), position


def _add(running: _Sum, token: re.Match[str]) -> bool:
    match token.lastgroup:
        case "arabic":
            return running.arabic(token.group())
        case "digits":
            return running.digits(token.group())
        case "scale":
            return running.scale(token.group())
        case "vague":
            return running.seen and (running.pending is None or token.group() in "余多")
        case "space":
            return running.seen
        case _:
            return False


def _last_scale(text: str, running: _Sum) -> Decimal:
    """What the last printed digit is multiplied by: 215.92万 → 10000, 三百万 → 10000, 5万4千6百 → 100, 三百 → 1."""
    if running.pending is not None:
        return Decimal(1)
    scale, arabic = Decimal(1), any(map(str.isdecimal, text))
    for glyph in reversed(text):
        if glyph in VAGUE:
            continue
        if glyph in MYRIADS or (arabic and glyph in TENS):
            scale *= _SCALE[glyph]
            continue
        break
    return scale
