"""Level, category and name out of one cell that prints more than one of them: 产出-数量, 产出-数量-生活补贴发放人数."""

from typing import NamedTuple

from auditor.extract.rules import labels
from auditor.extract.rules.rows import Entry
from auditor.text.normalize import fold
from auditor.text.patterns import lazily


class Path(NamedTuple):
    """What a cell prints step by step."""

    level1: Entry
    category: Entry | None
    category_name: str | None
    """The category's national name; 社会 below 效益 is 社会效益指标."""
    rest: Entry | None
    """What follows them: the name."""


def of(entry: Entry, *, slashes: bool = False) -> Path | None:
    """The path that a cell prints; None where its first step is no level, or nothing follows it. A name may hold slashes, labels do not."""
    if len(entry.text) > _LONGEST:
        return None
    joint = _JOINT_OR_SLASH if slashes else _JOINT
    ends = [found.span() for found in joint.finditer(entry.text)]
    steps = list(
        zip([0, *(end for _start, end in ends)], [*(start for start, _end in ends), len(entry.text)], strict=True)
    )
    pieces = [_piece(entry, step) for step in steps]
    if len(pieces) < 2 or not all(piece.words for piece in pieces) or labels.level(pieces[0].words) is None:
        return None
    level1, second = pieces[:2]
    named = labels.category(second.words) or labels.category(second.words + labels.stem(level1.words))
    begin = 2 if named is not None else 1
    rest = _piece(entry, (steps[begin][0], len(entry.text))) if len(pieces) > begin else None
    return Path(level1, second if named is not None else None, named, rest)


def labels_alone(entry: Entry) -> tuple[Entry, Entry] | None:
    """Level and category of a line that prints both and nothing more: 产出指标——数量指标; None for any other."""
    if not any(mark in entry.words for mark in _MARKS) or (path := of(entry, slashes=True)) is None:
        return None
    return (path.level1, path.category) if path.category is not None and path.rest is None else None


_MARKS = "-—–－>＞→/"
_LONGEST = 80
_JOINT = lazily(r"\s*(?:->|→|[-—–－>＞]{1,3})\s*")
_JOINT_OR_SLASH = lazily(r"\s*(?:->|→|[-—–－>＞]{1,3}|/)\s*")


def _piece(entry: Entry, place: tuple[int, int]) -> Entry:
    text = entry.text[place[0] : place[1]]
    return entry._replace(words=fold(text), text=text, span=entry.span.part(*place))
