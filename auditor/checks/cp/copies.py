"""Runs of equal characters in texts of different units, found without comparing every text with every other.

A run of 60 characters holds a whole block of 20 that begins at a multiple of 41: it is enough to note those of every text,
and to look up all 20 characters of every text among them. Nothing is missed, and every run is compared exactly.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.model.portfolio import Member, Passage
from auditor.sense import identity
from auditor.text.normalize import fold
from auditor.text.similarity import reduced

LONGEST_CHANCE = 60
"""Equal characters that two authors do not write by chance (CATALOGUE, CP01)."""
_BLOCK = 20
_STEP = LONGEST_CHANCE - _BLOCK + 1
_PROJECTS = 2

_POLICY = re.compile(
    r"《[^》]{4,}》|[〔\[（(]20\d\d[〕\]）)]\s*\d+\s*号|根据.{0,20}(?:通知|办法|规定|意见|要求)|按照.{0,20}(?:通知|办法|规定|意见)"
)
"""《关于…的通知》, 〔2024〕12号: what a policy says is said alike by all who carry it out."""


class Text(NamedTuple):
    """A passage of a submission, without blanks and of one width."""

    member: Member
    passage: Passage
    plain: str


class Copy(NamedTuple):
    """A run of equal characters, with the passages it stands in: at most one of each unit, of two units at least."""

    run: str
    texts: tuple[Text, ...]


def copies(members: Sequence[Member]) -> list[Copy]:
    """The longest runs that passages of different units have in common, by their first submission.

    Left out are runs that more units have than max(2, 1 %) (a template), texts that cite a policy, and projects of one name.
    """
    texts = list(_few(text for member in members for text in _texts(member)))
    units = {_unit(text.member) for text in texts}
    most = max(2, len(units) // 100)
    runs: defaultdict[str, dict[str, Text]] = defaultdict(dict)
    for one, other, run in _pairs(texts, most):
        for text in (one, other):
            runs[run].setdefault(_unit(text.member), text)
    found = [Copy(run, tuple(sorted(by_unit.values(), key=_number))) for run, by_unit in runs.items()]
    told = [copy for copy in found if len(copy.texts) <= most and not _POLICY.search(copy.run)]
    return sorted(_longest(told), key=lambda copy: (min(text.member.id for text in copy.texts), copy.run))


def _number(text: Text) -> tuple[int, str]:
    return text.member.id, text.plain


def _few(texts: Iterable[Text]) -> Iterator[Text]:
    """Of equal passages of one unit those of its first two projects: whoever has a project of one name with it has none with the other."""
    kept: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for text in texts:
        projects = kept[_unit(text.member), text.plain]
        project = reduced(text.member.project or "")
        if len(projects) < _PROJECTS and project not in projects:
            projects.add(project)
            yield text


def _texts(member: Member) -> Iterator[Text]:
    seen: set[str] = set()
    for form in member.forms:
        if form.role in ("plan", "last-year"):
            continue
        for passage in form.passages:
            plain = fold(passage.text)
            if len(plain) >= LONGEST_CHANCE and plain not in seen:
                seen.add(plain)
                yield Text(member, passage, plain)


def _unit(member: Member) -> str:
    return fold(member.whose)


def _pairs(texts: Sequence[Text], most: int) -> Iterator[tuple[Text, Text, str]]:
    """Two passages of different units and the run they share."""
    noted = _noted(texts, most)
    for text in texts:
        done: set[tuple[int, int]] = set()
        unit = _unit(text.member)
        for start in range(len(text.plain) - _BLOCK + 1):
            for whose, places in noted.get(text.plain[start : start + _BLOCK], {}).items():
                if whose == unit:
                    continue  # not pair by pair: a unit may say one thing in a thousand reports
                for other, place in places:
                    if (other, place - start) in done:
                        continue
                    done.add((other, place - start))
                    if not _strangers(text.member, texts[other].member):
                        continue
                    run = _run(text.plain, start, texts[other].plain, place)
                    if len(run) >= LONGEST_CHANCE:
                        yield text, texts[other], run


def _noted(texts: Sequence[Text], most: int) -> dict[str, dict[str, list[tuple[int, int]]]]:
    """Where each block stands that begins at a step, by unit; without those that more units have than `most`."""
    noted: defaultdict[str, dict[str, list[tuple[int, int]]]] = defaultdict(dict)
    for at, text in enumerate(texts):
        unit = _unit(text.member)
        for start in range(0, len(text.plain) - _BLOCK + 1, _STEP):
            noted[text.plain[start : start + _BLOCK]].setdefault(unit, []).append((at, start))
    return {block: by_unit for block, by_unit in noted.items() if len(by_unit) <= most}


def _strangers(one: Member, other: Member) -> bool:
    """Whether two submissions have no reason to say the same: other units, other projects."""
    if not one.whose or not other.whose or identity.same_body(one.whose, other.whose):
        return False
    return not (one.project and other.project and reduced(one.project) == reduced(other.project))


def _run(text: str, start: int, other: str, place: int) -> str:
    """The longest run of equal characters around two places."""
    before = 0
    while before < min(start, place) and text[start - before - 1] == other[place - before - 1]:
        before += 1
    length = 0
    while length < min(len(text) - start, len(other) - place) and text[start + length] == other[place + length]:
        length += 1
    return text[start - before : start + length]


def _longest(found: Sequence[Copy]) -> Iterator[Copy]:
    """Copies whose run is not a part of a longer one that the same submissions share."""
    by_members: defaultdict[tuple[int, ...], list[Copy]] = defaultdict(list)
    for copy in found:
        by_members[tuple(text.member.id for text in copy.texts)].append(copy)
    for some in by_members.values():
        for copy in some:
            if not any(copy.run != other.run and copy.run in other.run for other in some):
                yield copy
