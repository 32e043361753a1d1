"""Forms for tests, from goals and rows as strings: a Document and the Report that stands in it."""

from auditor.extract.rules import claims
from auditor.model.report import Conclusion, Goal, Indicator, Report, Statement, Value
from auditor.model.source import Document, Span
from auditor.text import quantities


class _Page:
    def __init__(self):
        self.text = ""

    def write(self, line):
        span = Span(start=len(self.text), end=len(self.text) + len(line), line=self.text.count("\n") + 1)
        self.text += f"{line}\n"
        return span

    def statement(self, text):
        return Statement(text=text, span=self.write(text)) if text else None

    def value(self, text):
        if not text:
            return None
        span = self.write(text)
        return Value(text=text, span=span, quantity=quantities.read(text, span.part))


def form(goals=(), rows=(), *, prose=(), conclusion=None, complete=None, year=2024):
    """A form with `goals` as (target, result), `rows` as (goal, name, target, actual, reason, category), and its document."""
    page = _Page()
    report = Report(
        kind="overall" if goals else "narrative",
        year=year,
        goals=tuple(_goal(page, number, target, result) for number, (target, result) in enumerate(goals, 1)),
        indicators=tuple(_row(page, *row) for row in rows),
        prose=tuple(page.statement(line) for line in prose),
        conclusion=_conclusion(page, conclusion, complete) if conclusion else None,
    )
    document = Document(name="form.txt", format="txt", sha256="0" * 64, text=page.text, blocks=())
    found, listings = claims.read(document, report)
    return document, report.model_copy(update={"claims": found, "listings": listings})


def _goal(page, number, target, result):
    promised, reported = page.statement(target), page.statement(result)
    return Goal(number=number, target=promised, actual=reported, span=(promised or reported).span)


def _row(page, goal, name, target, actual, reason="", category=None):  # noqa: PLR0917 - a row in the order of its cells
    name_span = page.write(name)
    columns = frozenset({"target", "actual", "reason"})
    given = page.statement(reason)
    return Indicator(
        goal=goal, category=category, name=name, name_span=name_span, target=page.value(target), actual=page.value(actual),
        reason=given.text if given else None, reason_span=given.span if given else None, columns=columns, span=name_span,
    )  # fmt: skip


def _conclusion(page, text, complete):
    span = page.write(text)
    place = text.find(complete) if complete else -1
    return Conclusion(text=text, span=span, complete=span.part(place, place + len(complete)) if place >= 0 else None)
