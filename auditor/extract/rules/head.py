"""The head of a form: labels and what stands beside them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.extract.rules.rows import Entry
from auditor.forms import current
from auditor.text.normalize import fold

_MONEY_UNIT = re.compile(r"(?:人民币)?(?:亿|万|千)?元")
_IN_ONE = re.compile(r"\s*(?P<label>[^:：]{2,14}?)\s*[:：]\s*(?P<value>\S.*?)\s*\Z", re.DOTALL)
"""单位名称:农业科, 部门：某镇中学"""
_NEXT_LABEL = re.compile(r"(?P<blank>\s+)(?=(?P<label>[^\s:：]{2,14})[:：])")
"""Between two labels of one line: 部门名称：某局　　填报日期：2025年3月10日."""
_WIDE = re.compile(r"\s{2,}|[\u3000\t]+")
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
        if _WIDE.fullmatch(found["blank"]) or kind(fold(found["label"])) is not None
    ]
    starts = [0, *(found.end() for found in joints)]
    ends = [*(found.start() for found in joints), len(entry.text)]
    if len(starts) == 1:
        return [entry]
    pieces = [(entry.text[a:b], entry.span.part(a, b)) for a, b in zip(starts, ends, strict=True)]
    return [entry._replace(words=fold(text), text=text, span=span) for text, span in pieces]


def label_and_value(entry: Entry) -> tuple[Entry, Entry] | None:
    """A cell that holds a label and what belongs to it (自评得分：93.6), as two entries; None for any other cell."""
    found = _IN_ONE.match(entry.text) if len(entry.text) <= _LONGEST else None
    if found is None:
        return None
    return _piece(entry, found, "label"), _piece(entry, found, "value")


def _piece(entry: Entry, found: re.Match[str], group: str) -> Entry:
    text = found[group]
    return entry._replace(words=fold(text), text=text, span=entry.span.part(*found.span(group)))


def _in_one(entry: Entry) -> list[Field]:
    pair = label_and_value(entry)
    label = kind(pair[0].words) if pair else None
    if pair is None or label is None or _MONEY_UNIT.fullmatch(pair[1].text):
        return []
    return [Field(label, pair[1])]
