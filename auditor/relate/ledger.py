"""The ledger: every number of a document, once, with what it is and where it belongs, before anything is compared."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.ledger import Status
from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.model.report import Indicator, Report, Reviewed, Statement
from auditor.model.source import Document, Span
from auditor.relate import printed
from auditor.relate.drafts import ALONE, OF_REASONS, OF_REVIEW, Draft, entry, own, stated
from auditor.relate.ground import Ground, Layout, Stretches
from auditor.relate.numbers import Numbers, owned

NOT_CLAIMS = {
    "date": "日期",
    "year": "年份",
    "ordinal": "序数",
    "document-number": "文号",
    "name": "名称中的数字",
    "list-number": "编号",
    "phone": "电话号码",
    "code": "代码",
    "page": "页码",
    "time": "时刻",
}
"""Why a number of this kind asserts no amount."""

_AREAS: dict[str, tuple[Status, str]] = {
    "row-name": ("not-a-claim", "名称或标签中的数字"),
    "row-target": ("not-assessable", "未能归入任何一项"),
    "row-actual": ("not-assessable", "未能归入任何一项"),
    "row-part": ("not-assessable", "未能归入任何一项"),
    "reason": ("not-assessable", OF_REASONS),
    "review": ("not-a-claim", OF_REVIEW),
}
"""What becomes of a number in a text that was read, where no value owns it; in all other texts it stands alone."""

_CELLS = frozenset({"row-target", "row-actual", "weight", "score"})
"""Roles of numbers that may be a cell of the table, parted from all other text."""


class _Area(NamedTuple):
    """What a number is in a text of the report that was read, where no value owns it."""

    role: str
    goal: int | None = None
    subject: str = ""


class Entered(NamedTuple):
    """The numbers of one report: its own values by id, and a draft for every number of its stretch by id, in reading order."""

    numbers: Numbers
    drafts: tuple[tuple[str, Draft], ...]
    ids: Mapping[int, str]
    """The id of the number at each place of the document."""


class _Owners:
    """Which value of a report a place of the document belongs to."""

    def __init__(self, report: Report, said: Sequence[Number]) -> None:
        self.report = report
        self.owned = owned(report)
        self.drafts: dict[int, Draft] = {}
        self.areas: list[tuple[Span | None, _Area]] = []
        self.texts: list[Statement] = []
        alone = _(ALONE)
        for one in self.owned:
            if one.quantity.span.start not in self.drafts:
                self.drafts[one.quantity.span.start] = own(one, alone)
        for number in said:
            if number.kind != "date":
                self.drafts.setdefault(number.span.start, stated(number))
        _own_rows(self, report)
        _own_texts(self, report)

    def area(self, span: Span | None, role: str, goal: int | None = None, subject: str = "") -> None:
        self.areas.append((span, _Area(role, goal, subject)))


def enter(document: Document, reports: Sequence[Report], said: Sequence[Sequence[Number]]) -> list[Entered]:
    """For each report of a document every number of its stretch, in the order of the document.

    `said` are the numbers that the sentences of each report state. The numbers of the document are looked for once,
    whatever the number of its reports; an id is of one number.
    """
    layout = Layout(document)
    owners = [_Owners(one, told) for one, told in zip(reports, said, strict=True)]
    found = printed.find(
        layout,
        (draft.span for owner in owners for draft in owner.drafts.values() if draft.role in _CELLS),
        (text for owner in owners for text in owner.texts),
        {start for owner in owners for start in owner.drafts},
    )
    starts = [quantity.span.start for quantity in found]
    drafts = [_drafts(layout, owner, found, starts) for owner in owners]
    order = {draft.span.start for one in drafts for draft in one} | {
        start for owner in owners for start in owner.drafts
    }
    order |= {number.span.start for told in said for number in told}
    ids = {start: f"n{number}" for number, start in enumerate(sorted(order), 1)}
    return [
        Entered(Numbers(owner.owned, ids), tuple((ids[draft.span.start], draft) for draft in some), ids)
        for owner, some in zip(owners, drafts, strict=True)
    ]


def _drafts(layout: Layout, owner: _Owners, found: list[Quantity], starts: list[int]) -> list[Draft]:
    """The numbers of one report: its own values, and what else its stretch of the document prints."""
    owned = sorted(owner.drafts.values(), key=lambda draft: (draft.span.start, draft.span.end))
    begins = [draft.span.start for draft in owned]
    rest = _Rest(
        Ground(layout, owner.report),
        Stretches(owner.areas),
        Stretches((goal.span, goal.number) for goal in owner.report.goals),
    )
    stretches = list(_joined(owner.report.extent)) or [(0, len(layout.document.text))]
    made: list[Draft] = []
    for start, end in stretches:
        own = owned[bisect_left(begins, start) : bisect_left(begins, end)]
        made += _with_the_rest(own, found[bisect_left(starts, start) : bisect_left(starts, end)], rest)
    return made


def _joined(extent: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """The stretches in order, none of them twice."""
    reached = 0
    for span in sorted(extent, key=lambda span: span.start):
        if span.end > reached:
            yield max(span.start, reached), span.end
            reached = span.end


class _Rest(NamedTuple):
    """Tells what the numbers of a report are that no value owns."""

    ground: Ground
    areas: Stretches[_Area]
    goals: Stretches[int]


def _with_the_rest(owned: list[Draft], found: list[Quantity], rest: _Rest) -> Iterator[Draft]:
    """The owned numbers merged with every other number of the stretch, in one pass over both."""
    waiting = iter(owned)
    following = next(waiting, None)
    for quantity in found:
        while following is not None and following.span.end <= quantity.span.start:
            yield following
            following = next(waiting, None)
        if following is not None and following.span.start < quantity.span.end:
            continue
        yield _other(quantity, rest)
    while following is not None:
        yield following
        following = next(waiting, None)


def _other(quantity: Quantity, rest: _Rest) -> Draft:
    """A number that no value owns: what it is by where it stands."""
    if not quantity.claimed:
        return entry(quantity, quantity.kind, "not-a-claim", reason=_(NOT_CLAIMS.get(quantity.kind, "不是数量表述")))
    area = rest.areas.at(quantity.span.start)
    if area is None and _counts_a_goal(quantity, rest):
        return entry(quantity, "label", "not-a-claim", reason=_(NOT_CLAIMS["list-number"]))
    place = rest.ground.at(quantity.span) or (rest.ground.beyond(quantity.span) if area is None else None)
    if place is not None:
        return entry(quantity, place.role, place.status, subject=place.subject, reason=place.reason)
    if area is None:
        return entry(quantity, "other", "unmatched", reason=_(ALONE))
    known = area.role in _AREAS
    status: Status = _AREAS[area.role][0] if known else "unmatched"
    reason = _(_AREAS[area.role][1]) if known else _(ALONE)
    return entry(quantity, area.role, status, goal=area.goal, subject=area.subject, reason=reason)


def _counts_a_goal(quantity: Quantity, rest: _Rest) -> bool:
    """Whether it is the number that a goal is printed under: a cell of its own beside the goal's text."""
    bare = quantity.kind == "number" and quantity.span.table is not None
    return bare and rest.goals.at(quantity.span.start) == quantity.value


def _own_rows(owners: _Owners, report: Report) -> None:
    """Names and what else stands in the cells of a row beside the value that was read."""
    for row in report.indicators:
        owners.area(row.name_span, "row-name", row.goal, row.name)
        for role, value in (("row-target", row.target), ("row-actual", row.actual)):
            if value is not None and value.quantity is not None and value.quantity.text != value.text:
                owners.area(value.span, role, row.goal, row.name)
        for part in row.parts:
            owners.area(part.span, "row-part", row.goal, row.name)
        if row.reviewed is not None:
            _own_review(owners, row, row.reviewed)


def _own_review(owners: _Owners, row: Indicator, reviewed: Reviewed) -> None:
    """What a reviewer wrote beside a row: numbers of another hand, that the department does not assert."""
    for span in (reviewed.actual.span if reviewed.actual else None, reviewed.score_span, reviewed.remark_span):
        owners.area(span, "review", row.goal, row.name)


def _own_texts(owners: _Owners, report: Report) -> None:
    """The texts that were read: a number in them that no claim took is still one that the report states."""
    for goal in report.goals:
        for role, side in (("target", goal.target), ("result", goal.actual)):
            _own_statement(owners, side, role, goal.number)
    for row in report.indicators:
        owners.area(row.reason_span, "reason", row.goal, row.name)
    _own_statement(owners, report.budget_reason, "reason")
    if report.conclusion is not None:
        owners.area(report.conclusion.span, "conclusion")
    for statement in (*report.notes, *report.prose):
        _own_statement(owners, statement, "prose")


def _own_statement(owners: _Owners, statement: Statement | None, role: str, goal: int | None = None) -> None:
    if statement is not None:
        owners.texts.append(statement)
        for piece in statement.pieces or (statement.span,):
            owners.area(piece, role, goal)
