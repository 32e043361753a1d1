"""The ledger: every number of the document with what it is, what it was tied to, and how that ended."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.link.ground import Ground, Layout, Stretches
from auditor.locale import gettext as _
from auditor.model.finding import Finding
from auditor.model.ledger import Coverage, LedgerEntry, Status, Tie, TiedTo
from auditor.model.quantity import Bound, Quantity
from auditor.model.report import BudgetLine, Claim, Conclusion, Indicator, Report, Statement, Value
from auditor.model.source import Document, Span
from auditor.sense import direction
from auditor.text import quantities
from auditor.text.amounts import show

_WORST: tuple[Status, ...] = ("contradicted", "reconciled", "agreed")

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


_ALONE = "表中和文字中没有找到同一事项的另一个数"
_UNPLACED = "未能归入任何一项"
_OF_REASONS = "偏差原因中的数字，所指对象与本行不可比"

_AREAS: dict[str, tuple[Status, str]] = {
    "row-name": ("not-a-claim", "名称或标签中的数字"),
    "row-target": ("not-assessable", _UNPLACED),
    "row-actual": ("not-assessable", _UNPLACED),
    "row-part": ("not-assessable", _UNPLACED),
    "reason": ("not-assessable", _OF_REASONS),
}
"""What becomes of a number in a text that was read, where no value owns it; in all other texts it stands alone."""

_CELLS = frozenset({"row-target", "row-actual", "weight", "score"})
"""Roles of entries that may be a cell of the table, parted from all other text."""


class _Draft(NamedTuple):
    """An entry before the numbers of the whole document are numbered."""

    quote: str
    span: Span
    value: Decimal
    role: str
    status: Status
    unit: str = ""
    bound: Bound = "="
    places: int = 0
    goal: int | None = None
    subject: str = ""
    tied_to: tuple[TiedTo, ...] = ()
    reason: str = ""


class _Area(NamedTuple):
    """What a number is in a text of the report that was read, where no value owns it."""

    role: str
    goal: int | None = None
    subject: str = ""


class Linked(NamedTuple):
    """A report with what was tied in it."""

    report: Report
    ties: tuple[Tie, ...]
    unreported: tuple[int, ...]


class _Owners:
    """Which record of a report a place of the document belongs to."""

    def __init__(self, linked: Linked) -> None:
        self.report = linked.report
        self.drafts: dict[int, _Draft] = {}
        self.areas: list[tuple[Span | None, _Area]] = []
        _own_claims(self, *linked)
        _own_rows(self, linked.report)
        _own_figures(self, linked.report)
        _own_texts(self, linked.report)

    def add(self, draft: _Draft) -> None:
        self.drafts.setdefault(draft.span.start, draft)

    def area(self, span: Span | None, role: str, goal: int | None = None, subject: str = "") -> None:
        self.areas.append((span, _Area(role, goal, subject)))


def entries(document: Document, linked: Sequence[Linked]) -> list[tuple[LedgerEntry, ...]]:
    """For each report of a document an entry for every number of its stretch, in the order of the document.

    The numbers of the document are looked for once, whatever the number of its reports.
    """
    layout = Layout(document)
    owners = [_Owners(one) for one in linked]
    found = quantities.find(_without_cells(document.text, owners), layout.place)
    starts = [quantity.span.start for quantity in found]
    drafts = [_drafts(layout, owner, found, starts) for owner in owners]
    order = sorted({draft.span.start for one in drafts for draft in one})
    ids = {start: f"n{number}" for number, start in enumerate(order, 1)}
    return [tuple(LedgerEntry(id=ids[one.span.start], **one._asdict()) for one in some) for some in drafts]


def _drafts(layout: Layout, owner: _Owners, found: list[Quantity], starts: list[int]) -> list[_Draft]:
    """The numbers of one report: its own values, and what else its stretch of the document prints."""
    owned = sorted(owner.drafts.values(), key=lambda draft: (draft.span.start, draft.span.end))
    begins = [draft.span.start for draft in owned]
    rest = _Rest(
        Ground(layout, owner.report),
        Stretches(owner.areas),
        Stretches((goal.span, goal.number) for goal in owner.report.goals),
    )
    stretches = list(_joined(owner.report.extent)) or [(0, len(layout.document.text))]
    made: list[_Draft] = []
    for start, end in stretches:
        own = owned[bisect_left(begins, start) : bisect_left(begins, end)]
        made += _with_the_rest(own, found[bisect_left(starts, start) : bisect_left(starts, end)], rest)
    return [_planned(draft) for draft in made] if owner.report.kind == "plan" else made


def _planned(draft: _Draft) -> _Draft:
    """What a plan promises asserts nothing yet; its money and weights are as firm as a report's."""
    if draft.status in ("unmatched", "not-assessable") or draft.role in ("target", "row-target"):
        return draft._replace(status="not-a-claim", reason=_("申报的目标和计划，尚未要求完成情况"))
    return draft


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


def _with_the_rest(owned: list[_Draft], found: list[Quantity], rest: _Rest) -> Iterator[_Draft]:
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


def _without_cells(text: str, owners: Iterable[_Owners]) -> str:
    """The text with the cells that are one number each blanked: they are entered already, three in four of all numbers."""
    cells = sorted(
        (draft.span.start, draft.span.end)
        for owner in owners
        for draft in owner.drafts.values()
        if draft.role in _CELLS
    )
    pieces: list[str] = []
    place = 0
    for start, end in cells:
        if start >= place:
            pieces += [text[place:start], " " * (end - start)]
            place = end
    return "".join([*pieces, text[place:]])


def _other(quantity: Quantity, rest: _Rest) -> _Draft:
    """A number that no value owns: what it is by where it stands."""
    if not quantity.claimed:
        return _entry(quantity, quantity.kind, "not-a-claim", reason=_(NOT_CLAIMS.get(quantity.kind, "不是数量表述")))
    area = rest.areas.at(quantity.span.start)
    if area is None and _counts_a_goal(quantity, rest):
        return _entry(quantity, "label", "not-a-claim", reason=_(NOT_CLAIMS["list-number"]))
    place = rest.ground.at(quantity.span) or (rest.ground.beyond(quantity.span) if area is None else None)
    if place is not None:
        return _entry(quantity, place.role, place.status, subject=place.subject, reason=place.reason)
    if area is None:
        return _entry(quantity, "other", "unmatched", reason=_(_ALONE))
    status, reason = _AREAS.get(area.role, ("unmatched", _ALONE))
    return _entry(quantity, area.role, status, goal=area.goal, subject=area.subject, reason=_(reason))


def _counts_a_goal(quantity: Quantity, rest: _Rest) -> bool:
    """Whether it is the number that a goal is printed under: a cell of its own beside the goal's text."""
    bare = quantity.kind == "number" and quantity.span.table is not None
    return bare and rest.goals.at(quantity.span.start) == quantity.value


def _entry(
    quantity: Quantity, role: str, status: Status, *, goal: int | None = None, subject: str = "", reason: str = "",
    tied_to: tuple[TiedTo, ...] = (),
) -> _Draft:  # fmt: skip
    return _Draft(quote=quantity.text, span=quantity.span, value=quantity.value, unit=quantity.unit, bound=quantity.bound, places=quantity.places,
                  role=role, goal=goal, subject=subject, status=status, tied_to=tied_to, reason=reason)  # fmt: skip


def _own_claims(owners: _Owners, report: Report, ties: tuple[Tie, ...], unreported: tuple[int, ...]) -> None:
    by_claim: dict[int, list[Tie]] = defaultdict(list)
    composed: dict[int, Tie] = {}
    for one in ties:
        by_claim[one.claim].append(one)
        if one.other_kind == "claim":
            by_claim[one.other].append(one)
        for part in one.composition:
            composed[part] = one
    totals = {listing.total for listing in report.listings if listing.total is not None}
    parts = {part for listing in report.listings if listing.total is not None for part in listing.parts}
    promised = set(unreported)
    for index, claim in enumerate(report.claims):
        own = by_claim.get(index, [])
        status, reason = _claim_status(claim, own)
        if index in composed and status in ("unmatched", "contradicted"):
            status, reason = "reconciled", composed[index].working
        elif status == "unmatched" and (index in totals or index in parts):
            status, reason = "agreed", _("与所列分项核对合计")
        elif status == "unmatched" and index in promised:
            reason = _("实际完成情况中没有对应的数量")
        elif status == "unmatched" and claim.role == "conclusion":
            continue
        owners.add(_entry(claim.quantity, claim.role, status, goal=claim.goal, subject=claim.subject, reason=reason,
                          tied_to=tuple(_tied_to(index, one) for one in own)))  # fmt: skip


def _claim_status(claim: Claim, own: list[Tie]) -> tuple[Status, str]:
    verdicts = [one.verdict for one in own]
    for status in _WORST:
        if status in verdicts:
            return status, next((one.working for one in own if one.verdict == status and one.working), "")
    if claim.quoted:
        return "not-assessable", _("引用的要求或名称，不是本单位的完成数")
    if claim.year is not None:
        return "not-assessable", _("所述为其他年度")
    if claim.role in ("row-target", "row-actual"):
        return "not-assessable", _("单元格是文字叙述，指标没有单一数值可比")
    if claim.role == "reason":
        return "not-assessable", _(_OF_REASONS)
    return "unmatched", _(_ALONE)


def _tied_to(index: int, one: Tie) -> TiedTo:
    if one.other_kind == "claim":
        return TiedTo(kind="claim", index=one.claim if one.other == index else one.other, similarity=one.similarity)
    return TiedTo(kind="indicator", index=one.other, similarity=one.similarity)


def _own_rows(owners: _Owners, report: Report) -> None:
    for index, row in enumerate(report.indicators):
        own = (TiedTo(kind="indicator", index=index),)
        status, reason = _row_status(row)
        for role, value in (("row-target", row.target), ("row-actual", row.actual)):
            if value is not None and value.quantity is not None:
                quantity = (
                    value.quantity.model_copy(update={"span": value.span})
                    if not value.quantity.text
                    else value.quantity
                )
                owners.add(_entry(quantity, role, status, goal=row.goal, subject=row.name, reason=reason, tied_to=own))
        beyond = row.score is not None and row.weight is not None and row.score > row.weight
        scored: Status = "contradicted" if beyond else "agreed"
        _enter(owners, _Figure("weight", row.weight, row.weight_span, row.name, row.goal), scored, own)
        _enter(owners, _Figure("score", row.score, row.score_span, row.name, row.goal), scored, own)
        owners.area(row.name_span, "row-name", row.goal, row.name)
        for role, value in (("row-target", row.target), ("row-actual", row.actual)):
            if value is not None and value.quantity is not None and value.quantity.text != value.text:
                owners.area(value.span, role, row.goal, row.name)
        for part in row.parts:
            owners.area(part.span, "row-part", row.goal, row.name)


def _row_status(row: Indicator) -> tuple[Status, str]:
    if row.target is None or row.actual is None:
        return "not-assessable", _("目标值或实际值空缺")
    target, actual = _quantity(row.target), _quantity(row.actual)
    if target is None or actual is None:
        return "not-assessable", _("另一侧是文字，无法与数值比较")
    met = direction.met(row)
    if met is None and direction.sign_doubtful(row):
        return "not-assessable", _("目标的运算符方向存疑，核实后才能判断是否达到")
    if met is None:
        return "not-assessable", _("单位或界限不同，无法判断是否达到")
    return ("agreed", "") if met else ("contradicted", _("实际值未达到目标值"))


def _quantity(value: Value) -> Quantity | None:
    return value.quantity


class _Figure(NamedTuple):
    """A bare number of a score or money cell."""

    role: str
    number: Decimal | None
    span: Span | None
    subject: str = ""
    goal: int | None = None


def _enter(owners: _Owners, figure: _Figure, status: Status, tied_to: tuple[TiedTo, ...] = ()) -> None:
    """Enter a figure under its printed digits, when the form prints it."""
    if figure.number is None or figure.span is None:
        return
    exponent = figure.number.as_tuple().exponent
    owners.add(
        _Draft(
            quote=show(figure.number),
            span=figure.span,
            value=figure.number,
            places=max(0, -exponent) if isinstance(exponent, int) else 0,
            role=figure.role,
            goal=figure.goal,
            subject=figure.subject,
            status=status,
            tied_to=tied_to,
        )
    )


def _own_figures(owners: _Owners, report: Report) -> None:
    """Money table, total row and conclusion: each agrees unless a finding says otherwise (`settle`)."""
    for index, line in enumerate(report.budget):
        for figure in _budget_figures(line):
            _enter(owners, figure, "agreed", (TiedTo(kind="budget", index=index),))
    for level in report.levels:
        _enter(owners, _Figure("level-weight", level.weight, level.span, level.label, level.goal), "agreed")
    if report.total is not None:
        total, tied = report.total, (TiedTo(kind="total", index=0),)
        _enter(owners, _Figure("total-weight", total.weight, total.weight_span), "agreed", tied)
        _enter(owners, _Figure("total-score", total.score, total.score_span), "agreed", tied)
    if report.conclusion is not None:
        _own_conclusion(owners, report.conclusion)


def _budget_figures(line: BudgetLine) -> Iterator[_Figure]:
    yield _Figure("budget-initial", line.initial, line.initial_span, line.name)
    yield _Figure("budget", line.budget, line.budget_span, line.name)
    yield _Figure("spent", line.spent, line.spent_span, line.name)
    yield _Figure("rate", line.rate, line.rate_span, line.name)
    yield _Figure("weight", line.weight, line.weight_span, line.name)
    yield _Figure("score", line.score, line.score_span, line.name)


def _own_conclusion(owners: _Owners, conclusion: Conclusion) -> None:
    tied = (TiedTo(kind="conclusion", index=0),)
    amounts = [amount for amount in (conclusion.total, *conclusion.parts) if amount is not None]
    stated = [count.quantity for count in conclusion.counts]
    stated += [quantity for amount in amounts for quantity in (amount.amount, amount.rate) if quantity is not None]
    for quantity in stated:
        owners.add(_entry(quantity, "conclusion", "agreed", tied_to=tied))
    _enter(owners, _Figure("conclusion", conclusion.score, conclusion.score_span), "agreed", tied)
    owners.area(conclusion.span, "conclusion")


def _own_texts(owners: _Owners, report: Report) -> None:
    """The texts that were read: a number in them that no claim took is still one that the report states."""
    for goal in report.goals:
        for role, side in (("target", goal.target), ("result", goal.actual)):
            _own_statement(owners, side, role, goal.number)
    for row in report.indicators:
        owners.area(row.reason_span, "reason", row.goal, row.name)
    _own_statement(owners, report.budget_reason, "reason")
    for statement in (*report.notes, *report.prose):
        _own_statement(owners, statement, "prose")


def _own_statement(owners: _Owners, statement: Statement | None, role: str, goal: int | None = None) -> None:
    if statement is not None:
        for piece in statement.pieces or (statement.span,):
            owners.area(piece, role, goal)


def settle(
    found: Iterable[Finding], ledger: tuple[LedgerEntry, ...], checked: Mapping[int, str] | None = None
) -> tuple[tuple[LedgerEntry, ...], Coverage]:
    """The ledger after the checks: each entry with the findings that quote it, and the figures of the whole.

    `checked` tells where numbers begin that a check found right on its own, and the working: they are reconciled.
    A number that an error quotes stays not agreed; a warning or note on a number leaves its arithmetic as it was.
    """
    quoted: dict[int, list[tuple[int, str, bool]]] = defaultdict(list)
    for finding in found:
        for item in finding.evidence:
            if item.span is not None:
                for bucket in range(item.span.start // _BUCKET, item.span.end // _BUCKET + 1):
                    quoted[bucket].append((item.span.start, finding.fingerprint, finding.severity == "error"))
    ends = {
        (item.span.start, finding.fingerprint): item.span.end
        for finding in found
        for item in finding.evidence
        if item.span is not None
    }
    proven = checked or {}
    settled = tuple(_settled(_proven(entry, proven), quoted, ends) for entry in ledger)
    return settled, coverage(settled)


def _proven(entry: LedgerEntry, checked: Mapping[int, str]) -> LedgerEntry:
    if entry.status != "unmatched" or entry.span.start not in checked:
        return entry
    return entry.model_copy(update={"status": "reconciled", "reason": checked[entry.span.start]})


_BUCKET = 64


def _settled(
    entry: LedgerEntry, quoted: dict[int, list[tuple[int, str, bool]]], ends: dict[tuple[int, str], int]
) -> LedgerEntry:
    hits = [
        (fingerprint, error)
        for start, fingerprint, error in quoted.get(entry.span.start // _BUCKET, ())
        if start <= entry.span.start < ends[start, fingerprint] or entry.span.start <= start < entry.span.end
    ]
    if not hits or entry.status == "not-a-claim":
        return entry
    prints = tuple(dict.fromkeys(fingerprint for fingerprint, _error in hits))
    worse = any(error for _print, error in hits) and entry.status == "agreed"
    return entry.model_copy(update={"findings": prints, "status": "contradicted" if worse else entry.status})


def coverage(ledger: tuple[LedgerEntry, ...]) -> Coverage:
    """The ledger in figures."""
    count: dict[str, int] = defaultdict(int)
    for entry in ledger:
        count[entry.status.replace("-", "_")] += 1
    compared = sum(count[status] for status in _WORST)
    return Coverage(numbers=len(ledger), asserting=len(ledger) - count["not_a_claim"], compared=compared, **count)
