"""Whose report it is: title, organisation, project, year, period, kind."""

import re

from auditor.extract.rules import kinds, titles, values, whose
from auditor.extract.rules.kinds import DocumentKind
from auditor.extract.rules.regions import Form
from auditor.extract.rules.rows import Entry
from auditor.model.quantity import Period
from auditor.text import dates

_MARKDOWN = re.compile(r"^[#\s*]+|[*\s]+$")
_HEAD = 8
"""Lines above the tables among which a title may be broken."""


def title(form: Form) -> Entry | None:
    """The line that names the form, without Markdown signs; None when nothing does."""
    for entry in form.titles:
        if titles.is_title(entry.words):
            return _without(_MARKDOWN, entry)
    return None


def organisation(form: Form) -> Entry | None:
    """The department or unit that reports."""
    return whose.organisation(form.fields, _title_lines(form), _told(form))


def project(form: Form) -> Entry | None:
    """The project or fund the form is about."""
    return whose.project(form.fields, _title_lines(form))


def years(form: Form) -> tuple[Period, ...]:
    """The places that print the report's year: title, the line below it, the head."""
    return whose.years(form.fields, form.titles)


def year(form: Form) -> int | None:
    """The year under report: as title or head print it, else the year the text speaks of most."""
    return whose.year(form.fields, _title_lines(form), _told(form))


def _title_lines(form: Form) -> list[Entry]:
    """The lines that make the title: those known as one, and what a broken title or its body left above them."""
    lines = sorted([*form.titles, *form.prose[:_HEAD]], key=lambda entry: entry.span.start)
    found = titles.block([entry.words for entry in lines])
    known = {entry.span.start for entry in form.titles}
    made = {entry.span.start for entry in lines[found]} if found is not None else set()
    return [entry for entry in lines if entry.span.start in known | made]


def _told(form: Form) -> list[Entry]:
    made = {entry.span.start for entry in _title_lines(form)}
    return [entry for entry in form.prose if entry.span.start not in made]


def period(form: Form, of_year: int | None) -> Period | None:
    """The project's own period, where the head prints one."""
    for item in form.fields:
        if item.kind != "period":
            continue
        found = dates.find(item.entry.text, of_year, values.locator(item.entry.span))
        if found:
            whole = {"first": found[0].first, "last": found[-1].last, "text": item.entry.text, "span": item.entry.span}
            return found[0] if len(found) == 1 else found[0].model_copy(update=whole)
    return None


def kind(form: Form, sample: str) -> DocumentKind:
    """What sort of document it is; its `kind` is None for one that holds no evaluation. `sample` is how its text begins."""
    headings = [
        entry.words for region in form.of("indicators", "goals") for row in region.heading for entry in row.entries
    ]
    found = kinds.of([entry.text for entry in _title_lines(form)], form.labels, headings, sample)
    if found.kind == "narrative" and form.of("indicators"):
        return found._replace(kind="overall" if "整体" in found.evidence else "project")
    return found


def _without(edge: re.Pattern[str], entry: Entry) -> Entry:
    kept = edge.sub("", entry.text)
    start = entry.text.find(kept)
    if not kept or start < 0:
        return entry
    return entry._replace(text=kept, span=entry.span.part(start, start + len(kept)))
