"""The passages of a report that are written as sentences."""

import re
from collections.abc import Iterator

from auditor.model.report import Report, Statement
from auditor.model.source import Span
from auditor.relate.passages import SENTENCE, passages, split

__all__ = ["behind", "passages", "sentences", "split"]


def sentences(report: Report, having: re.Pattern[str]) -> Iterator[Statement]:
    """The sentences of these passages in which the pattern is found, with their places."""
    seen: set[int] = set()
    for said in passages(report):
        if said.span.start in seen or not having.search(said.text):
            continue
        seen.add(said.span.start)
        for match in SENTENCE.finditer(said.text):
            if having.search(match.group()):
                yield said.part(match.start(), match.end())


def behind(report: Report, place: Span) -> str:
    """What stands behind a place in its own sentence; nothing where it stands in no passage."""
    for said in passages(report):
        if _holds(said, place):
            start = said.offset(place) + place.end - place.start
            found = SENTENCE.match(said.text, start)
            return found.group() if found is not None else ""
    return ""


def before(report: Report, place: Span) -> str:
    """What stands before a place in its own sentence; nothing where it stands in no passage."""
    for said in passages(report):
        if _holds(said, place):
            return re.split(r"[。！？\n]", said.text[: said.offset(place)])[-1]
    return ""


def _holds(said: Statement, place: Span) -> bool:
    """Whether a place stands in a passage, which may be made of several paragraphs."""
    return any(piece.start <= place.start < piece.end for piece in said.pieces or (said.span,))
