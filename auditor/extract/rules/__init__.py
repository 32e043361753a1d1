"""Document to Report without a model: sections, then the reader of each section."""

import re
from collections.abc import Sequence

from auditor.errors import NoReportFound
from auditor.extract.rules import (
    budget,
    claims,
    conclusion,
    goals,
    identity,
    indicators,
    outline,
    rows,
    sections,
    totals,
)
from auditor.extract.rules.outline import Passage
from auditor.extract.rules.rows import Entry
from auditor.extract.rules.sections import Form, Labelled
from auditor.locale import gettext as _
from auditor.model.report import Conclusion, Goal, Report, Rule, Statement
from auditor.model.source import Document

_RULE = re.compile(r"得分\s*[=＝]|权重\s*[*×]|[*×]\s*执行率|分三档|定性指标.{0,12}档")
# "执行率低于80%的应说明原因", "90（含）-100分为优": limits that the form sets itself
_LIMIT = re.compile(
    r"(?:低于|不足|超过|达到?|高于|大于|小于)\D{0,8}\d+\s*[%％][^。；;]{0,16}(?:应|须|需)[^。；;]{0,8}(?:说明|分析|注明)|"
    r"\d\s*分?\s*(?:[(（]含[^)）]*[)）])?\s*(?:以上|[-—~至])[^。；;]{0,16}为\s*[“\"]?优"
)
_SPEAKS_OF_IT = re.compile(r"自评|绩效(?:评价|目标|指标|管理)")
_BUDGET_NOTE = re.compile(r"(?:偏差|原因|说明|未完成|未达)")


def extract(document: Document) -> list[Report]:
    """The reports that a file holds, in order. Raises NoReportFound when it holds none."""
    forms = [form for form in sections.split(rows.stream(document)) if is_report(form)]
    if not forms:
        raise NoReportFound(
            _("{name}：没有找到绩效自评表或自评报告的内容，请确认上传的文件。").format(name=document.name)
        )
    return [of_form(document, form) for form in forms]


def of_form(document: Document, form: Form) -> Report:
    """What the rules read in one form, whether or not it is a report."""
    return with_claims(document, _report(document, form))


def with_claims(document: Document, report: Report) -> Report:
    """The report with its claims and listings read anew."""
    asserted, listings = claims.read(document, report)
    return report.model_copy(update={"claims": asserted, "listings": listings})


def is_report(form: Form) -> bool:
    """Whether a form has tables, or speaks of an evaluation."""
    if form.has_body:
        return True
    if not form.prose:
        return False
    return any(_SPEAKS_OF_IT.search(entry.words) for entry in (*form.titles, *form.prose))


def _report(document: Document, form: Form) -> Report:
    printed = identity.years(form)
    year = identity.year(form)
    told = tuple(outline.passages(form.prose))
    read_goals = goals.read(form) or goals.of_prose(document, told)
    reading = indicators.read(form.indicators, year)
    title, organisation, project = identity.title(form), identity.organisation(form), identity.project(form)
    return Report(
        kind=identity.kind(form, len(read_goals)),
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
        budget=budget.read(form, _unit(form)),
        budget_reason=_budget_reason(form),
        notes=_notes(form),
        conclusion=_conclusion(form),
        total=totals.read(form.totals),
        prose=_prose(form, told, read_goals),
        rules=_rules(form),
        unreadable=(*document.unreadable, *reading.unreadable),
        rows_seen=reading.seen,
    )


def _statement(entry: Entry) -> Statement:
    return Statement(text=entry.text, span=entry.span)


def _prose(form: Form, told: Sequence[Passage], read_goals: Sequence[Goal]) -> tuple[Statement, ...]:
    """The paragraphs that are no goal's text; those under a heading of plans are marked so."""
    said = [side for goal in read_goals for side in (goal.target, goal.actual) if side is not None]
    owned = {piece.start for one in said for piece in (one.pieces or (one.span,))}
    planned = {entry.span.end for entry, stance in told if stance in ("goal", "plan")}
    taken = {entry.span.end for entry, _stance in told if entry.span.start in owned}
    return tuple(
        Statement(text=entry.text, span=entry.span, planned=entry.span.end in planned)
        for entry in form.prose
        if entry.span.end not in taken
    )


def _unit(form: Form) -> budget.Unit | None:
    """The unit of money printed above the tables (金额单位:万元)."""
    entries = (*form.titles, *(item.entry for item in form.fields), *form.prose)
    return next((found for entry in entries if (found := budget.unit(entry.words)) is not None), None)


def _budget_reason(form: Form) -> Statement | None:
    """The reason printed in or right under the money table; else a note of the whole form that may give it."""
    if (entry := budget.reason(form)) is not None:
        return _statement(entry)
    in_budget = [note for note in form.notes if note.section == "budget" and note.entry is not None]
    general = [note for note in form.notes if note.entry is not None and _is_general(note)]
    note = next(iter(in_budget or general), None)
    return _statement(note.entry) if note is not None and note.entry is not None else None


def _is_general(note: Labelled) -> bool:
    return _BUDGET_NOTE.search(note.label) is not None and note.entry is not None and not _RULE.search(note.entry.words)


def _notes(form: Form) -> tuple[Statement, ...]:
    return tuple(_statement(note.entry) for note in form.notes if note.entry is not None and note.section != "budget")


def _rules(form: Form) -> tuple[Rule, ...]:
    """The scoring rules that the form prints itself, in its headings and notes."""
    entries = [note.entry for note in form.notes if note.entry is not None] + form.prose
    printed = tuple(
        Rule(text=entry.text, span=entry.span)
        for entry in entries
        if _RULE.search(entry.text) or _LIMIT.search(entry.text)
    )
    return (*budget.formulas(form), *printed)


def _conclusion(form: Form) -> Conclusion | None:
    """The closing statement: the form's own row, else what the paragraphs state."""
    stated = [conclusion.read(item.entry) for item in form.conclusions if item.entry is not None]
    if not stated:
        read = (conclusion.read(entry) for entry in form.prose)
        stated = [item for item in read if conclusion.states_anything(item)]
    return conclusion.merged(stated)
