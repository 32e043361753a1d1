"""What follows from a changed score: the total row and the conclusion say the new sum."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.bench import edits
from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.model.source import Span


def rescored(base: Base, change: Decimal) -> Iterator[Edit | None]:
    """Total score and stated score with a change carried through, and the grade that belongs to them."""
    total, conclusion = base.report.total, base.report.conclusion
    for score, span in (
        (total.score, total.score_span) if total else (None, None),
        (conclusion.score, conclusion.score_span) if conclusion else (None, None),
    ):
        if score is not None and span is not None and change:
            yield edits.written(base.text, span, score + change)
    for score, grade, span in (
        (total.score, total.grade, total.grade_span) if total else (None, None, None),
        (conclusion.score, conclusion.grade, conclusion.grade_span) if conclusion else (None, None, None),
    ):
        if score is not None and grade is not None and span is not None:
            yield from _graded(base, score + change, grade, span)


def grade(base: Base, score: Decimal) -> str:
    """The grade that a score has."""
    ranked = sorted(base.profile.grades.items(), key=lambda item: -item[1])
    return next((name for name, least in ranked if score >= least), ranked[-1][0])


def _graded(base: Base, score: Decimal, printed: str, span: Span) -> Iterator[Edit]:
    now = grade(base, score)
    if now != printed:
        yield edits.at(span, base.quote(span).replace(printed, now))
