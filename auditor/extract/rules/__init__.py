"""Document to Report without a model: sections, then the reader of each section."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from auditor.errors import NoReportFound
from auditor.extract.rules import (
    attached,
    budget,
    claims,
    conclusion,
    executed,
    flattened,
    goals,
    goals_above,
    identity,
    indicators,
    kinds,
    outline,
    regions,
    rows,
    signs,
    totals,
)
from auditor.extract.rules.columns.column import Column
from auditor.extract.rules.kinds import DocumentKind
from auditor.extract.rules.outline import Passage
from auditor.extract.rules.regions import Body, Form, Labelled, Region
from auditor.extract.rules.rows import Entry
from auditor.forms import current
from auditor.locale import gettext as _
from auditor.model.report import (
    Aside,
    ColumnReading,
    Conclusion,
    Goal,
    Report,
    Rule,
    Statement,
    Total,
    make_column_reading,
    make_report,
    make_statement,
)
from auditor.model.source import Document, Unreadable
from auditor.sense import grades
from auditor.sense.division import division


def extract(document: Document) -> list[Report]:
    """The reports that a file holds, in order.

    Raises NoReportFound when it holds none, and says what it is instead.
    """
    forms = [(form, what(document, form)) for form in regions.split(rows.stream(document))]
    found = [(form, kind) for form, kind in forms if kind.kind is not None]
    if not found:
        raise NoReportFound(kinds.refusal(document.name, forms[0][1]))
    return [with_claims(document, _report(document, form, kind)) for form, kind in found]


def what(document: Document, form: Form) -> DocumentKind:
    """What sort of document a form of a file is."""
    sample = "".join(document.quote(span) for span in form.extent)[:_SAMPLE]
    return identity.kind(form, sample)


_SAMPLE = 20_000
"""Characters from its beginning that say what a document is."""


def of_form(document: Document, form: Form) -> Report:
    """What the rules read in one form, whether or not it is a report."""
    return with_claims(document, _report(document, form, what(document, form)))


def with_claims(document: Document, report: Report) -> Report:
    """The report with its claims and listings read anew."""
    asserted, listings = claims.read(document, report)
    return report.model_copy(update={"claims": asserted, "listings": listings})


def is_report(document: Document, form: Form) -> bool:
    """Whether a form is one of an evaluation, or a plan or a review of one."""
    return what(document, form).kind is not None


def _report(document: Document, form: Form, kind: DocumentKind) -> Report:
    printed = identity.years(form)
    year = identity.year(form)
    title, organisation, project = identity.title(form), identity.organisation(form), identity.project(form)
    run_together = [entry for entry in form.prose if flattened.is_flattened(entry)]
    if run_together:
        form = form._replace(prose=tuple(entry for entry in form.prose if entry not in run_together))
    told = tuple(outline.passages(form.prose))
    read_goals = goals.read(form) or goals.of_prose(document, told)
    reading = indicators.read(form.of("indicators"), year)
    rows_total = totals.every([*form.totals, *(Body((), row) for row in attached.totals(form))])
    rows_total = tuple(totals.of_hundred(one) for one in rows_total) if reading.shared else rows_total
    stated = totals.every([Body((), row) for row in form.stated])
    return make_report(
        kind=kind.kind or "narrative",
        title=title.text if title else None,
        title_span=title.span if title else None,
        organisation=organisation.text if organisation else None,
        organisation_span=organisation.span if organisation else None,
        project=project.text if project else None,
        project_span=project.span if project else None,
        year=year,
        years=printed,
        period=identity.period(form, year),
        goals=read_goals,
        indicators=reading.indicators,
        levels=reading.levels,
        budget=executed.filled(budget.read(form, _unit(form)), [row.entries for row in form.executed]),
        budget_reason=_budget_reason(form),
        notes=_notes(form),
        conclusion=_concluded(_conclusion(form), rows_total, stated),
        total=totals.leading((*rows_total, *stated)),
        totals=(*rows_total, *stated),
        subtotals=reading.subtotals,
        columns=tuple(_columns(form)),
        extent=form.extent,
        asides=tuple(_asides(form)),
        parts=frozenset(_parts(form)),
        prose=_prose(form, told, read_goals),
        lists=attached.read(form),
        rules=_rules(form),
        unreadable=(*document.unreadable, *reading.unreadable, *_unread(form), *flattened.unread(run_together)),
        rows_seen=reading.seen,
    )


def _columns(form: Form) -> Iterator[ColumnReading]:
    """How each column of the tables was named."""
    for region in form.of("indicators", "money"):
        place = (region.heading or region.rows)[0].span
        for column in region.columns:
            if column.entry is None and column.kind == "goal":
                continue
            yield make_column_reading(
                table=place.table or 0,
                heading=column.entry.text if column.entry is not None else "",
                kind=column.kind,
                by=column.by,
                confidence=column.confidence,
                span=column.entry.span if column.entry is not None else place,
            )


def _unread(form: Form) -> Iterator[Unreadable]:
    """What was not understood and prints figures: columns without a name, blocks of no known kind."""
    for region in form.regions:
        if region.kind == "unknown":
            yield from _unread_block(region)
        for column in region.columns:
            if column.kind == "unknown":
                yield from _unread_column(region, column)


def _unread_block(region: Region) -> Iterator[Unreadable]:
    figured = [row for row in region.rows if any(_FIGURE.search(word) for word in row.words)]
    if not figured:
        return
    words = " ".join(entry.text.strip() for entry in region.rows[0].entries)[:_LONGEST_QUOTE]
    span = region.rows[0].span.model_copy(update={"end": region.rows[-1].span.end})
    yield Unreadable(span=span, reason=_("没有看懂这一块表格「{words}」，其中的数字未核对。").format(words=words))


def _unread_column(region: Region, column: Column) -> Iterator[Unreadable]:
    """One entry for the column: at its heading, else at its first cell with a figure."""
    part: Literal["indicators", "money"] = "money" if region.kind == "money" else "indicators"
    figured = (
        entry
        for row in region.rows
        for entry in row.entries
        if column.place <= entry.column < column.place + column.width and _FIGURE.search(entry.words)
    )
    place = column.entry or next(figured, None)
    if place is None:
        return
    reason = (
        _("没有看懂这一栏「{heading}」，其中的数字未核对。").format(heading=place.text)
        if column.entry is not None
        else _("有一栏没有栏目名称，内容也不能确定是什么，其中的数字未核对。")
    )
    yield Unreadable(span=place.span, reason=reason, part=part)


_FIGURE = re.compile(r"\d")
_LONGEST_QUOTE = 60


def _parts(form: Form) -> Iterator[str]:
    if form.of("goals") or form.goal_texts:
        yield "goals"
    if form.goal_texts and not form.of("goals") and all(_is_over_rows(one) for one in form.goal_texts):
        yield "goals without results"
    if form.goal_texts and not form.of("goals") and all(one.label == "actual" for one in form.goal_texts):
        yield "goals without targets"
    if form.of("indicators"):
        yield "indicators"
    if form.of("money", "pairs"):
        yield "money"
    if form.conclusions:
        yield "conclusion"


def _is_over_rows(one: Labelled) -> bool:
    """Whether a goal stands on a line over the table of its rows, on a form that has no room for its result but them."""
    return one.label == "target" and one.entry is not None and goals_above.states(one.entry)


def _asides(form: Form) -> Iterator[Aside]:
    """What is understood and asserts nothing; of a list only its totals assert."""
    yield from form.asides
    yield from (
        Aside(kind="head", span=item.entry.span) for item in form.fields if item.kind in {"other", "period", "year"}
    )
    yield from (Aside(kind="guidance", span=entry.span, text=entry.text) for entry in goals.guidance(form))
    for region in form.of("list"):
        for row in (*region.heading, *region.rows):
            if not any(signs.is_total_label(word) for word in row.words[:2]):
                yield Aside(kind="list", span=row.span)


def _statement(entry: Entry) -> Statement:
    return make_statement(text=entry.text, span=entry.span)


def _prose(form: Form, told: Sequence[Passage], read_goals: Sequence[Goal]) -> tuple[Statement, ...]:
    """The paragraphs that are no goal's text; those under a heading of plans are marked so."""
    said = [side for goal in read_goals for side in (goal.target, goal.actual) if side is not None]
    owned = {piece.start for one in said for piece in (one.pieces or (one.span,))}
    planned = {entry.span.end for entry, stance in told if stance in ("goal", "plan")}
    taken = {entry.span.end for entry, _stance in told if entry.span.start in owned}
    return tuple(
        make_statement(text=entry.text, span=entry.span, planned=entry.span.end in planned)
        for entry in form.prose
        if entry.span.end not in taken and not _is_printed_on_form(entry)
    )


def _is_printed_on_form(entry: Entry) -> bool:
    """Whether a line is a note that the form prints for all who fill it in: how it is to be scored, what its columns hold."""
    return current().line("form_note", entry.words)


def _unit(form: Form) -> budget.Unit | None:
    """The unit of money printed above the tables (金额单位:万元)."""
    entries = (*form.titles, *form.head, *form.prose)
    return next((found for entry in entries if (found := budget.unit(entry.words)) is not None), None)


def _budget_reason(form: Form) -> Statement | None:
    """The reason printed in or right under the money table; else a note of the whole form that may give it."""
    if (entry := budget.reason(form)) is not None:
        return _statement(entry)
    in_budget = [note for note in form.notes if note.section == "money" and note.entry is not None]
    general = [note for note in form.notes if note.entry is not None and _is_general(note)]
    note = next(iter(in_budget or general), None)
    return _statement(note.entry) if note is not None and note.entry is not None else None


def _is_general(note: Labelled) -> bool:
    grammar = current()
    return (
        note.entry is not None
        and grammar.speaks_of("budget_reason", note.label)
        and not grammar.speaks_of("rule", note.entry.words)
    )


def _notes(form: Form) -> tuple[Statement, ...]:
    return tuple(
        _statement(note.entry)
        for note in form.notes
        if note.entry is not None and note.section != "money" and not _is_printed_on_form(note.entry)
    )


def _rules(form: Form) -> tuple[Rule, ...]:
    """The scoring rules that the form prints itself, in its headings and notes."""
    entries = [*(note.entry for note in form.notes if note.entry is not None), *form.prose]
    grammar = current()
    printed = tuple(
        Rule(text=entry.text, span=entry.span)
        for entry in entries
        if grammar.speaks_of("rule", entry.text) or grammar.speaks_of("limit", entry.text) or grades.scale(entry.text)
    )
    said: list[Entry | Aside] = [item.entry for item in form.conclusions if item.entry is not None]
    said += form.asides
    graded = (Rule(text=one.text, span=one.span) for one in said if grades.scale(one.text) or division(one.text))
    return (*budget.formulas(form), *printed, *graded)


def _concluded(told: Conclusion | None, rows_total: Sequence[Total], stated: Sequence[Total]) -> Conclusion | None:
    """The closing statement with the score and grade that stand beside their labels elsewhere (自评总分 | 95.2 | 自评等级 | 良).

    A score that no total row repeats is the total itself, and no statement beside it.
    """
    score = next((one for one in stated if one.score is not None), None)
    if not any(row.score is not None for row in rows_total):
        score = None
    grade = next((one for one in (*stated, *rows_total) if one.grade is not None), None)
    place = score or grade
    if place is None:
        return told
    told = told or Conclusion(
        text=place.label, span=place.span.model_copy(update={"end": place.span.start + len(place.label)})
    )
    fill: dict[str, object] = {}
    if told.score is None and score is not None:
        fill |= {"score": score.score, "score_span": score.score_span}
    if told.grade is None and grade is not None:
        fill |= {"grade": grade.grade, "grade_span": grade.grade_span}
    return told.model_copy(update=fill)


def _conclusion(form: Form) -> Conclusion | None:
    """The closing statement: the form's own row, else what the paragraphs state."""
    stated = [conclusion.read(item.entry) for item in form.conclusions if item.entry is not None]
    if not stated:
        read = (conclusion.read(entry) for entry in form.prose)
        stated = [item for item in read if conclusion.states_anything(item)]
    return conclusion.merged(stated)
