"""The same words, however they were typed: full and half width, tags, white space."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from auditor.text.patterns import lazily

# Marks left over from a web form: "<p>", "</p>", "<br />", "&nbsp;". Not "<1天" and not "<9件".
_MARKUP = lazily(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]{0,200})?/?>|&nbsp;|&#160;")

_DROPPED = lazily(r"[\s\u200b-\u200f\u2060\ufeff]+")

# The full-width comma and colon stay: a half-width comma between digits is a thousands separator, a full-width one is not.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；？！"}
_ALIKE = dict(
    zip(
        "\u3000\u00a0\u2009\u202f\u2007\u2212\u2010\u2011\ufe63\u2013\u2015\u2500═﹦≧⩾≦⩽﹥﹤﹪〜∼",
        "     -----——==≥≥≤≤><%~~",
        strict=True,
    )
)
# Radicals that a PDF may hold in place of the character: ⼈ for 人, ⽉ for 月.
_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_NARROW = _WIDE | _ALIKE | _RADICALS
_NARROWED = lazily(f"[{re.escape(''.join(_NARROW))}]")

_WIDE_THOUSANDS = lazily(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_WIDE_DIGITS = frozenset("０１２３４５６７８９")

# What a number in thousands is followed by: a scale, a unit. A list of numbers (126，152、123; 100 200) has none between.
_COUNTED = r"[ ]?(?:[万亿余多元人户家个名件份项条次场台套座处米亩吨株棵头只册本部辆块期篇张幅盏樘平公千立吨㎡笔批架所支起例袋箱桶根艘宗门间栋床尾羽粒盒瓶颗口枚组]|[美欧日港]元)"
_THOUSANDS_MAY_STAND = lazily(r"\d[， ]\d{3}(?!\d)")
# 15，000万元 · 64，200人 · 1，234，567.89元 · 15，000; 受益群众64 200人 · a cell that is 64 200人 and nothing else
_THOUSANDS = lazily(
    rf"""(?<![\d，、,.\-~～/:：])(?:
      (?P<wide>[1-9]\d{{0,2}}(?:，\d{{3}}(?!\d))++(?:\.\d++)?)(?![，、]\d)(?:(?={_COUNTED})|(?<=，0\d\d)(?!\d|[ ]?[年月日]))
    | (?:(?<=[一-鿿（(“：；。¥￥])|(?P<cell>(?<![^\t\n])|(?<=[\t\n][≥≤=<>])|(?<=^[≥≤=<>])))
      (?P<spaced>[1-9]\d{{0,2}}(?:[ ]\d{{3}}(?!\d))++(?:\.\d++)?)(?={_COUNTED})(?(cell)(?=[^\d\t\n ，。、；]{{1,4}}(?:[\t\n]|$)))
    )""",
    re.VERBOSE,
)
_RESPECTIVELY = lazily(r"分别|依次|各为|从[^，。；]*到")


class Folded(NamedTuple):
    """A folded text, and for each of its characters the place it came from in the original."""

    text: str
    offsets: tuple[int, ...]
    """One entry a character of `text`, and one more for its end."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The run of the original text that the folded characters `start`..`end` came from, end exclusive."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def narrow(text: str) -> str:
    """The text in half width where that changes no position: as long as the original, character for character.

    A full-width comma or a space is narrowed to a comma where it separates thousands: between full-width digits (４，５６５),
    before a unit (15，000万元, 64 200人), not in a list (126，152).
    """
    if not text.isascii():
        wide = set(_NARROWED.findall(text))
        if not wide.isdisjoint(_WIDE_DIGITS):
            text = _WIDE_THOUSANDS.sub(",", text)
        for glyph in wide:
            text = text.replace(glyph, _NARROW[glyph])
    parted = (" " in text or "，" in text) and _THOUSANDS_MAY_STAND.search(text)
    return _THOUSANDS.sub(_joined, text) if parted else text


def _joined(thousands: re.Match[str]) -> str:
    """The number with half-width commas; one of a list keeps what parts it from the next (分别为100，200人)."""
    before = thousands.string[max(0, thousands.start() - _NEAR) : thousands.start()]
    if _RESPECTIVELY.search(before):
        return thousands[0]
    return thousands[0].replace("，", ",").replace(" ", ",")


_NEAR = 12
"""How far before its first number 分别 stands."""


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text after NFKC, without tags and white space: two prints of the same words give the same string."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", _MARKUP.sub("", text)))


def folded(text: str) -> Folded:
    """The folded text with a way back to the original, character by character."""
    characters: list[str] = []
    offsets: list[int] = []
    position = 0
    for markup in [*_MARKUP.finditer(text), None]:
        stop = len(text) if markup is None else markup.start()
        for place in range(position, stop):
            for glyph in _DROPPED.sub("", unicodedata.normalize("NFKC", text[place])):
                characters.append(glyph)
                offsets.append(place)
        position = stop if markup is None else markup.end()
    return Folded(text="".join(characters), offsets=(*offsets, len(text)))
