"""The head of a form: labels and what stands beside them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from auditor import prepared
from auditor.extract.rules import bodies
from auditor.extract.rules.rows import Entry
from auditor.forms import current, lexicon
from auditor.text.normalize import fold
from auditor.text.patterns import lazily

_MONEY_UNIT = lazily(r"(?:人民币)?(?:亿|万|千)?元")
_IN_ONE = lazily(r"\s*(?P<label>[^:：]{2,14}?)\s*[:：]\s*(?P<value>\S.*?)\s*\Z", re.DOTALL)
"""单位名称:农业科, 部门：某镇中学"""
_NEXT_LABEL = prepared.pattern(r"(?P<blank>\s+)(?=(?P<label>[^\s:：]{2,14})[:：])")
"""Between two labels of one line: 部门名称：某局　　填报日期：2025年3月10日."""
_NO_BLANK = lazily(r"\S+")
_WIDE = lazily(r"\s{2,}|[\u3000\t]+")
"""Blanks that part labels nobody knows; before a label of the head any blank does."""
_LONGEST = 80
_LONGEST_LABEL = 24


class Field(NamedTuple):
    """A label of the head and what stands beside it."""

    kind: str
    entry: Entry


class Fields(NamedTuple):
    """What a row of the head holds, and whether any of it is a label that we know."""

    fields: tuple[Field, ...]
    any_label: bool


def kind(words: str) -> str | None:
    """What stands beside a label: project, department, executor, authority, superior, period, year, other; None for no label."""
    return current().head_kind(words) if len(words) <= _LONGEST_LABEL else None


def read(entries: Sequence[Entry]) -> Fields:
    """Labels and values side by side (主管部门 | 某局 | 实施单位 | 某中心), or in one cell (单位名称:农业科)."""
    fields: list[Field] = []
    any_label = False
    for index, entry in enumerate(entries):
        label = kind(entry.words)
        if label is None:
            inside = [field for piece in _parted(entry) for field in _in_one(piece)]
            fields += inside
            any_label |= bool(inside)
            continue
        any_label = True
        if index + 1 < len(entries) and kind(entries[index + 1].words) is None:
            fields.append(Field(label, entries[index + 1]))
    return Fields(tuple(fields), any_label)


def guessed(entries: Sequence[Entry]) -> list[Field]:
    """Names beside labels that nobody listed: a body's is the unit's or its authority's, a project's the project's.

    To be asked only above the tables of a form, where such names stand beside nothing else.
    """
    pairs = [pair for entry in entries for piece in _parted(entry) if (pair := label_and_value(piece)) is not None]
    if not pairs:
        begin = len(entries) % 2
        pairs = list(zip(entries[begin::2], entries[begin + 1 :: 2], strict=True))
    fields = (_guess(label, value) for label, value in pairs if kind(label.words) is None and _may_label(label.words))
    return [field for field in fields if field is not None]


def _guess(label: Entry, value: Entry) -> Field | None:
    if kind(value.words) is not None:
        return None
    hint = current().head_hint(label.words)
    if bodies.is_body(value.words):
        return Field("authority" if hint == "authority" else "executor", value)
    return Field("project", value) if hint in {None, "project"} and _names_project(value.words) else None


def _may_label(words: str) -> bool:
    return _LABEL.fullmatch(words) is not None


_LABEL = lazily(r"[一-鿿()]{2,10}:?")


def _names_project(words: str) -> bool:
    """Whether words end as the names of projects and funds do: 绿道管护经费, 居家养老服务补贴."""
    return 4 <= len(words) <= _LONGEST_NAME and _closing().search(words) is not None and not _SPOKEN.search(words)


_LONGEST_NAME = 40
_SPOKEN = lazily(r"[。;,:]")


@cache
def _closing() -> re.Pattern[str]:
    return prepared.pattern(rf"{lexicon.either('titles', 'project', 'closing')}(?:[(].{{1,16}}[)])?\Z")


def labels(entries: Sequence[Entry]) -> Iterator[str]:
    """The words of a row that are labels of the head, alone in their cell or with what belongs to them."""
    for entry in entries:
        pairs = [pair for piece in _parted(entry) if (pair := label_and_value(piece)) is not None]
        for words in (entry.words, *(pair[0].words for pair in pairs)):
            if kind(words) is not None:
                yield words


def _parted(entry: Entry) -> list[Entry]:
    """The entry by the labels it prints side by side."""
    joints = [
        found
        for found in _NEXT_LABEL.finditer(entry.text)
        if _WIDE.fullmatch(found["blank"])
        or kind(fold(found["label"])) is not None
        or _tells_unit(entry.text, found.end())
    ]
    starts = [0, *(found.end() for found in joints)]
    ends = [*(found.start() for found in joints), len(entry.text)]
    if len(starts) == 1:
        return [entry]
    pieces = [(entry.text[a:b], entry.span.part(a, b)) for a, b in zip(starts, ends, strict=True)]
    return [entry._replace(words=fold(text), text=text, span=span) for text, span in pieces]


def label_and_value(entry: Entry) -> tuple[Entry, Entry] | None:
    """A cell that holds a label and what belongs to it (自评得分：93.6), as two entries; None for any other cell."""
    if len(entry.text) > _LONGEST or not (":" in entry.text or "：" in entry.text):
        return None
    found = _IN_ONE.match(entry.text)
    if found is None:
        return None
    return _piece(entry, found, "label"), _piece(entry, found, "value")


def _beside_blank(entry: Entry) -> tuple[Entry, Entry] | None:
    """A line that holds a long label of the head and, behind one blank, what belongs to it: 项目名称 滨江新区产业园厂房."""
    found = _AFTER_BLANK.fullmatch(entry.text) if len(entry.text) <= _LONGEST else None
    if found is None or kind(fold(found["label"])) is None:
        return None
    return _piece(entry, found, "label"), _piece(entry, found, "value")


_AFTER_BLANK = prepared.pattern(
    r"\s*(?P<label>[^\s:：]{4,14})[ \u00a0\u3000](?P<value>[^\s:：。；，][^:：。；]{1,60}?)\s*"
)


def _piece(entry: Entry, found: re.Match[str], group: str) -> Entry:
    text = found[group]
    return entry._replace(words=fold(text), text=text, span=entry.span.part(*found.span(group)))


def _in_one(entry: Entry) -> list[Field]:
    pair = label_and_value(entry) or _beside_blank(entry)
    label = kind(pair[0].words) if pair else None
    if pair is None or label is None or _MONEY_UNIT.fullmatch(pair[1].text):
        return []
    return [Field(label, pair[1])]


def _tells_unit(text: str, start: int) -> bool:
    """Whether what stands next is the unit of the amounts: 单位：万元 behind the name of a body."""
    found = _NO_BLANK.match(text, start)
    return found is not None and current().line("amounts_unit", found.group())
