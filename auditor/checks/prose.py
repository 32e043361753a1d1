"""The passages of a report that are written as sentences."""

import re
from collections.abc import Iterator

from auditor.model.report import Report, Statement, make_statement
from auditor.model.source import Span

# A sentence with its end mark, or the rest of the passage.
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def passages(report: Report) -> Iterator[Statement]:
    """Goal texts, results, conclusion, notes and the paragraphs of a narrative report."""
    for goal in report.goals:
        yield from (said for said in (goal.target, goal.actual) if said is not None)
    if report.conclusion is not None:
        yield make_statement(text=report.conclusion.text, span=report.conclusion.span)
    yield from (note for note in (report.budget_reason, *report.notes) if note is not None)
    yield from report.prose


def sentences(report: Report, having: re.Pattern[str]) -> Iterator[Statement]:
    """The sentences of these passages in which the pattern is found, with their places."""
    seen: set[int] = set()
    for said in passages(report):
        if said.span.start in seen or not having.search(said.text):
            continue
        seen.add(said.span.start)
        for match in _SENTENCE.finditer(said.text):
            if having.search(match.group()):
                yield said.part(match.start(), match.end())


def split(said: Statement) -> Iterator[Statement]:
    """The sentences of one passage, with their places."""
    for match in _SENTENCE.finditer(said.text):
        yield said.part(match.start(), match.end())


def behind(report: Report, place: Span) -> str:
    """What stands behind a place in its own sentence; nothing where it stands in no passage."""
    for said in passages(report):
        if said.span.start <= place.start < said.span.end:
            start = said.offset(place) + place.end - place.start
            found = _SENTENCE.match(said.text, start)
            return found.group() if found is not None else ""
    return ""


def before(report: Report, place: Span) -> str:
    """What stands before a place in its own sentence; nothing where it stands in no passage."""
    for said in passages(report):
        if said.span.start <= place.start < said.span.end:
            return re.split(r"[。！？\n]", said.text[: said.offset(place)])[-1]
    return ""
