"""What the rules read out of a form written as text, tabs between its cells."""

from auditor import readers
from auditor.extract import rules
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.readers.builder import Builder, Draft, digest


def document(text: str | bytes) -> Document:
    return readers.read(text if isinstance(text, bytes) else text.encode(), "form.txt")


def report(text: str | bytes) -> Report:
    (only,) = rules.extract(document(text))
    return only


def gridded(title: str, *cells: tuple[object, ...]) -> Document:
    """A document whose grid is known: cells as (text, row, column[, row span[, column span]])."""
    builder = Builder("form.docx", "docx", digest(title.encode()))
    builder.paragraph(title)
    builder.table([Draft(*cell) for cell in cells])
    return builder.document()


def rows(found: Report) -> list[tuple[object, ...]]:
    """The indicators in short: goal, level, category, name, target, actual, weight, score."""
    return [
        (
            row.goal,
            row.level1,
            row.category,
            row.name,
            row.target.text if row.target else None,
            row.actual.text if row.actual else None,
            str(row.weight) if row.weight is not None else None,
            str(row.score) if row.score is not None else None,
        )
        for row in found.indicators
    ]
