"""The annual goals: what was promised, and what was reported."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from auditor import prepared
from auditor.extract.rules import headings, labels, signs
from auditor.extract.rules.align import Placed, align
from auditor.extract.rules.columns.column import Column
from auditor.extract.rules.fitting import fits
from auditor.extract.rules.outline import Passage
from auditor.extract.rules.regions import Form
from auditor.extract.rules.rows import Entry, Row
from auditor.forms import Grammar, current
from auditor.model.report import Goal, Statement, make_goal, make_statement
from auditor.model.source import Document, Span
from auditor.text.normalize import fold

_ORDINAL = prepared.pattern(r"(\d{1,3})[.、)]?")
_NUMBER = r"(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})"
_SUITS = 0.5
"""How badly words may suit a heading that they stand under (see align)."""
_BLANK = frozenset({"-", "—", "——", "/", "无"})


class _Draft:
    """A goal while its rows are read."""

    def __init__(self, number: int, span: Span) -> None:
        self.number = number
        self.span = span
        self.target: list[Entry] = []
        self.actual: list[Entry] = []

    def goal(self) -> Goal:
        return make_goal(
            number=self.number, target=statement(self.target), actual=statement(self.actual), span=self.span
        )


def statement(entries: list[Entry]) -> Statement | None:
    """One text out of the entries it is printed in, None without any."""
    if not entries:
        return None
    first = entries[0]
    if len(entries) == 1:
        return make_statement(text=first.text, span=first.span)
    pieces = tuple(entry.span for entry in entries)
    return make_statement(text="".join(entry.text for entry in entries), span=first.span, pieces=pieces)


def read(form: Form) -> tuple[Goal, ...]:
    """The goals of a form, in the order printed. A form with one unnumbered goal has number 1."""
    drafts: list[_Draft] = []
    for region in form.of("goals"):
        for index, row in enumerate(region.rows):
            if index not in region.repeated:
                _take(drafts, row, region.columns)
    _take_texts(drafts, form)
    return tuple(goal for draft in _parted(drafts) if (goal := draft.goal()).target or goal.actual)


def _take(drafts: list[_Draft], row: Row, columns: tuple[Column, ...]) -> None:
    entries = tuple(entry for entry in row.entries if not _is_label(entry, row))
    counted = _counted(entries, columns)
    entries = entries[1:] if counted is not None else entries
    placed = _straight(entries, row, columns) or align(entries, columns, exact=row.exact)
    by_kind = {columns[index].kind: entry for index, entry in placed.columns.items()}
    adjusted = by_kind.get("adjusted")
    target = by_kind.get("target") if adjusted is None or adjusted.words in _BLANK else adjusted
    actual = by_kind.get("actual")
    number = counted or _number(by_kind) or _next(drafts, target)
    if number is None and "name" in by_kind:
        number = len(drafts) + 1
    if number is None and target is None and actual is None:
        return
    if number is not None or not drafts:
        drafts.append(_Draft(number or 1, row.span))
    _add(drafts[-1], target, actual)


def _counted(entries: Sequence[Entry], columns: Sequence[Column]) -> int | None:
    """The number that stands before a goal in a column that no heading calls so: 绩效目标 | 年初目标 | 全年完成, below it 1 | …."""
    if len(entries) < 2 or any(column.kind == "number" for column in columns):
        return None
    found = _ORDINAL.fullmatch(entries[0].words)
    return int(found[1]) if found is not None else None


def _add(draft: _Draft, target: Entry | None, actual: Entry | None) -> None:
    """A text on its side, unless it is a blank or only tells how the form is to be filled in."""
    for side, entry in ((draft.target, target), (draft.actual, actual)):
        if entry is not None and entry.words not in _BLANK and not signs.is_guidance(entry.words):
            side.append(entry)


def guidance(form: Form) -> Iterator[Entry]:
    """Where the form's own guidance was left standing in the place of a goal or a result."""
    for region in form.of("goals"):
        for index, row in enumerate(region.rows):
            if index not in region.repeated:
                yield from (entry for entry in row.entries if signs.is_guidance(entry.words))
    yield from (
        item.entry for item in form.goal_texts if item.entry is not None and signs.is_guidance(item.entry.words)
    )


def _straight(entries: tuple[Entry, ...], row: Row, columns: tuple[Column, ...]) -> Placed | None:
    """The row as it stands, when it has a cell under every heading, blank ones included, and its entries suit theirs."""
    if row.table is None or row.table.exact or not entries:
        return None
    at = {column.place: index for index, column in enumerate(columns)}
    suits = all(
        entry.column in at and fits(entry.words).get(columns[at[entry.column]].kind, 1.0) <= _SUITS for entry in entries
    )
    return (
        Placed({at[entry.column]: entry for entry in entries}, (), ambiguous=False)
        if suits and row.places >= set(at)
        else None
    )


def _is_label(entry: Entry, row: Row) -> bool:
    return entry is row.entries[0] and len(row.entries) > 1 and headings.goal_label(entry.words) is not None


def _number(by_kind: dict[str, Entry]) -> int | None:
    if (entry := by_kind.get("number")) is not None:
        found = _ORDINAL.fullmatch(entry.words)
        if found or (number := labels.goal(entry.words)) is not None:
            return int(found[1]) if found else number
    if (entry := by_kind.get("goal")) is not None and (number := labels.goal(entry.words)) is not None:
        return number
    opened = by_kind.get("name") or by_kind.get("target")
    opening = _patterns(current()).opening.match(opened.words) if opened is not None else None
    return labels.ordinal(opening["number"]) if opening else None


class _Patterns(NamedTuple):
    """How goal texts begin with their numbers."""

    opening: re.Pattern[str]
    """目标三：…"""
    enumerated: re.Pattern[str]
    """1.落实…, （二）推进…, 目标三：…"""
    within: re.Pattern[str]
    """目标1：…目标2：… in one cell, on lines of their own or one after another."""


@cache
def _patterns(grammar: Grammar) -> _Patterns:
    label = grammar.goal
    return _Patterns(
        prepared.pattern(rf"{label}{_NUMBER}[:、.]"),
        prepared.pattern(
            rf"(?:{label})?[(]?(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:[)][、.]?|[、.:](?!\d))"
        ),
        prepared.pattern(rf"(?:(?<=^)|(?<=[。；;\n\s])){label}{_NUMBER}\s*[:：、.．]"),
    )


def _next(drafts: list[_Draft], target: Entry | None) -> int | None:
    """The number of a row whose text goes on with the enumeration that the rows above began with 1."""
    enumerated = _patterns(current()).enumerated
    opening = enumerated.match(target.words) if target is not None else None
    number = labels.ordinal(opening["number"]) if opening else None
    begun = all(
        draft.target and enumerated.match(draft.target[0].words) and draft.number == place
        for place, draft in enumerate(drafts, 1)
    )
    return number if begun and number == len(drafts) + 1 else None


def _take_texts(drafts: list[_Draft], form: Form) -> None:
    for side, entry, _section in form.goal_texts:
        if entry is None:
            continue
        opening = _patterns(current()).opening.match(entry.words) if side == "target" else None
        number = labels.ordinal(opening["number"]) if opening else None
        if number is not None and (not drafts or number not in {draft.number for draft in drafts}):
            drafts.append(_Draft(number, entry.span))
        if not drafts:
            drafts.append(_Draft(1, entry.span))
        _add(drafts[-1], entry if side == "target" else None, entry if side == "actual" else None)


def _parted(drafts: list[_Draft]) -> Iterator[_Draft]:
    """Goals that one cell holds together, each by itself with its result: 目标1：… 目标2：…"""
    for draft in drafts:
        if len(drafts) > 1 or len(draft.target) != 1:
            yield draft
            continue
        targets, actuals = _numbered(draft.target), _numbered(draft.actual)
        if len(targets) < 2 or bool(draft.actual) != bool(actuals) or set(actuals) - set(targets):
            yield draft
            continue
        for number, entry in targets.items():
            one = _Draft(number, entry.span)
            one.target = [entry]
            one.actual = [actuals[number]] if number in actuals else []
            yield one


def _numbered(entries: list[Entry]) -> dict[int, Entry]:
    """The pieces of texts by the number that each begins with; nothing where a text begins without."""
    pieces: dict[int, Entry] = {}
    for entry in entries:
        found = list(_patterns(current()).within.finditer(entry.text))
        if not found or found[0].start() > 0:
            return {}
        ends = [*(one.start() for one in found[1:]), len(entry.text)]
        for one, end in zip(found, ends, strict=True):
            number = labels.ordinal(one["number"])
            text = entry.text[one.start() : end].rstrip()
            if number is None or number in pieces:
                return {}
            pieces[number] = entry._replace(
                words=fold(text), text=text, span=entry.span.part(one.start(), one.start() + len(text))
            )
    return pieces


def of_prose(document: Document, passages: Iterable[Passage]) -> tuple[Goal, ...]:
    """The goals that paragraphs state under headings of their own (预期目标：… 完成情况：…), where no table has them.

    A promise after a result opens the next goal. One that no result answers is no goal: a plan, with nothing to tie it to.
    """
    drafts: list[_Draft] = []
    for entry, stance in passages:
        if stance in ("goal", "handed-on"):
            if not drafts or drafts[-1].actual:
                drafts.append(_Draft(len(drafts) + 1, entry.span))
            drafts[-1].target += [entry] if stance == "goal" else []
        elif stance == "result" and drafts:
            drafts[-1].actual.append(entry)
    return tuple(
        make_goal(
            number=draft.number,
            target=_lines(document, draft.target),
            actual=_lines(document, draft.actual),
            span=draft.span,
        )
        for draft in drafts
        if draft.actual
    )


def _lines(document: Document, entries: list[Entry]) -> Statement | None:
    """Paragraphs as one text; each but the last keeps the end of its line, so that no sentence runs into the next."""
    if len(entries) < 2:
        return statement(entries)
    ends = [entry.span.end + document.text.startswith("\n", entry.span.end) for entry in entries[:-1]]
    pieces = tuple(
        entry.span.part(0, end - entry.span.start)
        for entry, end in zip(entries, [*ends, entries[-1].span.end], strict=True)
    )
    return make_statement(text="".join(document.quote(piece) for piece in pieces), span=pieces[0], pieces=pieces)
