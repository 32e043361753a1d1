"""Faults of the form itself: what is missing, dropped, torn or named otherwise."""

import re
from collections.abc import Iterator

from auditor.bench import edits, grid
from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.bench.kinds import Plant, fault, plant, together
from auditor.model.report import Indicator
from auditor.model.source import Span
from auditor.relate import adding

_SURVEY = re.compile(r"[（(][^（）()]*(?:问卷|抽样|抽查|调查|回访|访谈|测评)[^（）()]*[）)]")
_SPEAKS_OF_SURVEY = re.compile(r"问卷|抽样|抽查|调查|回访|访谈|测评")


_NAMED = re.compile(r"(?<!度量)(?<!计量)(?<!金额)(?:部门|单位)(?:名称)?(?:[（(]盖章[)）])?\t([^\t\n]+)")


@fault("organisation-missing", "ST01")
def organisation_missing(base: Base) -> Iterator[Plant]:
    """The head names no organisation at all, and no project whose form it could be."""
    if base.report.project is not None:
        return
    title, name = base.report.title or "", base.report.organisation or ""
    named = [Edit(*found.span(1), "") for found in _NAMED.finditer(base.text)]
    if base.report.organisation_span is not None and name not in title and named:
        yield from plant(*named)


@fault("goal-missing", "ST01", "CL06", "CT04")
def goal_missing(base: Base) -> Iterator[Plant]:
    """A goal, or its result, is left empty; a goal that is printed again as adjusted is emptied twice."""
    for goal in base.report.goals:
        for statement in (goal.target, goal.actual):
            if statement is not None and not statement.pieces:
                line = base.line(statement.span)
                again = re.finditer(re.escape(base.quote(statement.span)), base.quote(line))
                yield from plant(*(Edit(line.start + found.start(), line.start + found.end(), "") for found in again))


@fault("target-missing", "ST01", "ST05")
def target_missing(base: Base) -> Iterator[Plant]:
    """A row has no target."""
    for row in base.rows:
        yield from _emptied(base, row.target.span if row.target else None)


@fault("actual-missing", "ST01", "ST05", "CL12")
def actual_missing(base: Base) -> Iterator[Plant]:
    """A row has no actual value."""
    for row in base.rows:
        yield from _emptied(base, row.actual.span if row.actual else None)


@fault("score-missing", "ST01", "ST05", "SC01")
def score_missing(base: Base) -> Iterator[Plant]:
    """A row has no score."""
    for row in base.rows:
        yield from _emptied(base, row.score_span)


@fault("weight-missing", "ST01", "ST05", "SC02", "SC03")
def weight_missing(base: Base) -> Iterator[Plant]:
    """A row has no weight."""
    for row in base.rows:
        yield from _emptied(base, row.weight_span)


def _emptied(base: Base, span: Span | None) -> Iterator[Plant]:
    """The cell without its words; where blanks part the cells, an empty one would leave no trace for anybody."""
    if span is not None and "\t" in base.quote(base.line(span)):
        yield from plant(edits.at(span, ""))


@fault("level-missing", "ST02", "CT01", "CT02", "SC01", "SC02", "ST04")
def level_missing(base: Base) -> Iterator[Plant]:
    """The table has no row of one of the levels that the rules ask for."""
    for level in ("效益指标", "满意度指标") if adding.table_is_whole(base.report) else ():
        rows = [index for index, row in enumerate(base.rows) if row.level1 == level]
        runs = _runs(rows)
        dropped = [grid.dropped(base, *run) for run in runs]
        if rows and all(dropped):
            yield from together([edit for edits_of in dropped for edit in edits_of])


def _runs(indices: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in indices:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


@fault("title-of-another-organisation", "ST03")
def title_of_another_organisation(base: Base) -> Iterator[Plant]:
    """The title still bears the name of the department whose form was borrowed."""
    title, name = base.report.title_span, base.report.organisation
    if title is None or not name or name not in base.quote(title):
        return
    start = title.start + base.quote(title).index(name)
    own = base.report.organisation_span
    if own is not None and not title.start <= own.start < title.end:
        yield from plant(Edit(start, start + 2, "临泽" if name[:2] != "临泽" else "安平"))


@fault("row-dropped", "ST04", "CT01", "CT02", "SC01", "SC02", "SC03")
def row_dropped(base: Base) -> Iterator[Plant]:
    """A row is lost; counts, weights and scores that are stated elsewhere stand."""
    if not _is_counted(base):
        return
    for index in range(len(base.rows)):
        yield from together(grid.dropped(base, index))


def _is_counted(base: Base) -> bool:
    conclusion, total = base.report.conclusion, base.report.total
    counted = conclusion is not None and bool(conclusion.counts)
    return counted or (total is not None and total.score is not None and adding.table_is_whole(base.report))


@fault("row-torn", "ST05", "ST01", "SC01", "SC02", "SC03", "CT01", "CT02")
def row_torn(base: Base) -> Iterator[Plant]:
    """A row is left with its name alone."""
    for row in base.rows:
        if _states(row):
            line = base.line(row.span)
            yield from plant(Edit(row.name_span.end, line.end, ""))


def _states(row: Indicator) -> bool:
    return row.target is not None and row.target.span.start > row.name_span.end


@fault("survey-unmentioned", "ST06")
def survey_unmentioned(base: Base) -> Iterator[Plant]:
    """The satisfaction is stated, and nothing says how it was asked for."""
    told = [Edit(*found.span(), "") for found in _SURVEY.finditer(base.text)]
    speaks = [found.start() for found in _SPEAKS_OF_SURVEY.finditer(base.text)]
    if told and all(any(edit.start <= place < edit.end for edit in told) for place in speaks):
        yield from plant(*told)


@fault("goal-without-rows", "ST07", "CT01", "CT02", "CT04", "SC01", "SC02")
def goal_without_rows(base: Base) -> Iterator[Plant]:
    """A goal has lost all its rows."""
    numbers = [goal.number for goal in base.report.goals]
    for number in numbers if len(numbers) > 1 else []:
        rows = [index for index, row in enumerate(base.rows) if row.goal == number]
        if rows:
            yield from together(grid.dropped(base, *rows))


@fault("timeliness-of-something-else", "TM04", "IN14", "CL12")
def timeliness_of_something_else(base: Base) -> Iterator[Plant]:
    """A row under timeliness measures no time."""
    for row in base.rows:
        if row.category == "时效指标" and row.target is not None and row.actual is not None:
            yield from plant(
                edits.at(row.name_span, "档案资料完整率"),
                edits.at(row.target.span, "≥95%"),
                edits.at(row.actual.span, "97%"),
            )
