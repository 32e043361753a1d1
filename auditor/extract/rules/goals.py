"""The annual goals: what was promised, and what was reported."""

import re
from collections.abc import Iterable

from auditor.extract.rules import header, labels
from auditor.extract.rules.align import Placed, align, fits
from auditor.extract.rules.header import Column
from auditor.extract.rules.outline import Passage
from auditor.extract.rules.rows import Entry, Row
from auditor.extract.rules.sections import Body, Form
from auditor.model.report import Goal, Statement
from auditor.model.source import Document, Span

_ORDINAL = re.compile(r"(\d{1,3})[.、)]?")
_OPENING = re.compile(r"(?:年度)?(?:绩效|总体)?目标(\d{1,3}|[一二三四五六七八九十]{1,3})[:、.]")
# "1.落实…", "（二）推进…", "目标三：…": the ordinal a goal text begins with
_ENUMERATED = re.compile(
    r"(?:年度)?(?:绩效|总体)?(?:目标)?[(]?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)][、.]?|[、.:](?!\d))"
)
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
        return Goal(number=self.number, target=statement(self.target), actual=statement(self.actual), span=self.span)


def statement(entries: list[Entry]) -> Statement | None:
    """One text out of the entries it is printed in, None without any."""
    if not entries:
        return None
    first = entries[0]
    if len(entries) == 1:
        return Statement(text=first.text, span=first.span)
    pieces = tuple(entry.span for entry in entries)
    return Statement(text="".join(entry.text for entry in entries), span=first.span, pieces=pieces)


def read(form: Form) -> tuple[Goal, ...]:
    """The goals of a form, in the order printed. A form with one unnumbered goal has number 1."""
    drafts: list[_Draft] = []
    for body in form.goals:
        if not _is_heading(body):
            _take(drafts, body)
    _take_lone(drafts, form)
    return tuple(draft.goal() for draft in drafts)


def _is_heading(body: Body) -> bool:
    return header.goal_columns(body.row) is not None


def _take(drafts: list[_Draft], body: Body) -> None:
    columns, entries = _split_number(body)
    placed = _straight(entries, body) or align(entries, columns, exact=body.row.exact)
    by_kind = {columns[index].kind: entry for index, entry in placed.columns.items()}
    target, actual = by_kind.get("adjusted") or by_kind.get("target"), by_kind.get("actual")
    number = _number(by_kind) or _next(drafts, target)
    if number is None and "name" in by_kind:
        number = len(drafts) + 1
    if number is None and target is None and actual is None:
        return
    if number is not None or not drafts:
        drafts.append(_Draft(number or 1, body.row.span))
    if target is not None and target.words not in _BLANK:
        drafts[-1].target.append(target)
    if actual is not None and actual.words not in _BLANK:
        drafts[-1].actual.append(actual)


def _straight(entries: tuple[Entry, ...], body: Body) -> Placed | None:
    """The row as it stands, when it has a cell under every heading, blank ones included, and its entries suit theirs."""
    table, columns = body.row.table, body.columns
    if table is None or table.exact or not entries:
        return None
    at = {column.place: index for index, column in enumerate(columns)}
    suits = all(
        entry.column in at and fits(entry.words).get(columns[at[entry.column]].kind, 1.0) <= _SUITS for entry in entries
    )
    return (
        Placed({at[entry.column]: entry for entry in entries}, (), ambiguous=False)
        if suits and body.row.places >= set(at)
        else None
    )


def _split_number(body: Body) -> tuple[tuple[Column, ...], tuple[Entry, ...]]:
    """The row without the label of its section, which may be printed anywhere in front of the number."""
    entries = tuple(entry for entry in body.row.entries if not _is_label(entry, body.row))
    return body.columns, entries


def _is_label(entry: Entry, row: Row) -> bool:
    return entry is row.entries[0] and len(row.entries) > 1 and header.goal_label(entry.words) is not None


def _number(by_kind: dict[str, Entry]) -> int | None:
    if (entry := by_kind.get("number")) is not None and (found := _ORDINAL.fullmatch(entry.words)):
        return int(found[1])
    if (entry := by_kind.get("goal")) is not None and (number := labels.goal(entry.words)) is not None:
        return number
    opened = by_kind.get("name") or by_kind.get("target")
    opening = _OPENING.match(opened.words) if opened is not None else None
    return labels.goal(f"目标{opening[1]}") if opening else None


def _next(drafts: list[_Draft], target: Entry | None) -> int | None:
    """The number of a row whose text goes on with the enumeration that the rows above began with 1."""
    opening = _ENUMERATED.match(target.words) if target is not None else None
    number = labels.goal(f"目标{opening[1]}") if opening else None
    begun = all(
        draft.target and _ENUMERATED.match(draft.target[0].words) and draft.number == place
        for place, draft in enumerate(drafts, 1)
    )
    return number if begun and number == len(drafts) + 1 else None


def _take_lone(drafts: list[_Draft], form: Form) -> None:
    for label, entry, _ in form.lone_goals:
        if entry is None:
            continue
        if not drafts:
            drafts.append(_Draft(1, entry.span))
        side = drafts[-1].actual if header.goal_label(label) == "actual" else drafts[-1].target
        side.append(entry)


def of_prose(document: Document, passages: Iterable[Passage]) -> tuple[Goal, ...]:
    """The goals that paragraphs state under headings of their own (预期目标：… 完成情况：…), where no table has them.

    A promise after a result opens the next goal. One that no result answers is no goal: a plan, with nothing to tie it to.
    """
    drafts: list[_Draft] = []
    for entry, stance in passages:
        if stance == "goal":
            if not drafts or drafts[-1].actual:
                drafts.append(_Draft(len(drafts) + 1, entry.span))
            drafts[-1].target.append(entry)
        elif stance == "result" and drafts:
            drafts[-1].actual.append(entry)
    return tuple(
        Goal(
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
    return Statement(text="".join(document.quote(piece) for piece in pieces), span=pieces[0], pieces=pieces)
