"""The same words, however they were typed: full and half width, tags, white space."""

import re
import unicodedata
from functools import lru_cache

from auditor.model.record import Record

# Marks left over from a web form: "<p>", "</p>", "<br />", "&nbsp;". Not "<1天" and not "<9件".
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]{0,200})?/?>|&nbsp;|&#160;")

_DROPPED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")

# The full-width comma and colon stay: a half-width comma between digits is a thousands separator, a full-width one is not.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；？！"}
_ALIKE = dict(
    zip("\u3000\u00a0\u2212\u2010\u2011\ufe63\u2013\u2015\u2500═﹦≧⩾≦⩽﹥﹤﹪〜∼", "  -----——==≥≥≤≤><%~~", strict=True)
)
# Radicals that a PDF may hold in place of the character: ⼈ for 人, ⽉ for 月.
_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_NARROW = _WIDE | _ALIKE | _RADICALS
_NARROWED = frozenset(_NARROW)

_WIDE_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_HAS_WIDE_DIGIT = re.compile(r"[０-９]")


class Folded(Record):
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

    A full-width comma is narrowed only between full-width digits, where it separates thousands (４，５６５).
    """
    if _HAS_WIDE_DIGIT.search(text):
        text = _WIDE_THOUSANDS.sub(",", text)
    for glyph in _NARROWED.intersection(text):
        text = text.replace(glyph, _NARROW[glyph])
    return text


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
