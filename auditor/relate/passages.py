"""The passages of a report that are written as sentences, and their sentences."""

from collections.abc import Iterator

from auditor import prepared
from auditor.model.report import Report, Statement, make_statement

SENTENCE = prepared.pattern(r"[^。！？\n]+[。！？]?")
"""A sentence with its end mark, or the rest of the passage."""


def passages(report: Report) -> Iterator[Statement]:
    """Goal texts, results, conclusion, notes and the paragraphs of a narrative report."""
    for goal in report.goals:
        yield from (said for said in (goal.target, goal.actual) if said is not None)
    if report.conclusion is not None:
        yield make_statement(text=report.conclusion.text, span=report.conclusion.span)
    yield from (note for note in (report.budget_reason, *report.notes) if note is not None)
    yield from report.prose


def split(said: Statement) -> Iterator[Statement]:
    """The sentences of one passage, with their places."""
    for match in SENTENCE.finditer(said.text):
        yield said.part(match.start(), match.end())
