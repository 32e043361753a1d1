"""The ledger: every number of the document with what it is, what it was tied to, and how that ended."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.model.finding import Finding
from auditor.model.ledger import Coverage, LedgerEntry, Status, Tie, TiedTo
from auditor.model.quantity import Quantity
from auditor.model.report import BudgetLine, Claim, Conclusion, Indicator, Report, Value
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


_CELLS = frozenset({"row-target", "row-actual", "weight", "score"})
"""Roles of entries that may be a cell of the table, parted from all other text."""


class _Owners:
    """Which record of the report a place of the document belongs to."""

    def __init__(self) -> None:
        self.entries: dict[int, LedgerEntry] = {}
        self.areas: list[tuple[int, int, str, int | None, str]] = []

    def add(self, entry: LedgerEntry) -> None:
        self.entries.setdefault(entry.span.start, entry)

    def area(self, span: Span | None, role: str, goal: int | None, subject: str) -> None:
        if span is not None:
            self.areas.append((span.start, span.end, role, goal, subject))


def entries(
    document: Document, report: Report, ties: tuple[Tie, ...], unreported: tuple[int, ...]
) -> tuple[LedgerEntry, ...]:
    """An entry for every number of the document, in the order of the document."""
    owners = _Owners()
    _own_claims(owners, report, ties, unreported)
    _own_rows(owners, report)
    _own_figures(owners, report)
    owned = sorted(owners.entries.values(), key=lambda entry: (entry.span.start, entry.span.end))
    return tuple(_with_the_rest(document, owned, sorted(owners.areas)))


def _with_the_rest(
    document: Document, owned: list[LedgerEntry], areas: list[tuple[int, int, str, int | None, str]]
) -> Iterator[LedgerEntry]:
    """The owned entries merged with every other number of the text, in one pass over both."""
    waiting = iter(owned)
    following = next(waiting, None)
    area = 0
    place = _places(document)
    for quantity in quantities.find(_without_cells(document.text, owned), place):
        while following is not None and following.span.end <= quantity.span.start:
            yield following
            following = next(waiting, None)
        if following is not None and following.span.start < quantity.span.end:
            continue
        while area < len(areas) - 1 and areas[area][1] <= quantity.span.start:
            area += 1
        inside = areas[area] if areas and areas[area][0] <= quantity.span.start < areas[area][1] else None
        yield _other(quantity, inside)
    while following is not None:
        yield following
        following = next(waiting, None)


def _places(document: Document) -> Callable[[int, int], Span]:
    """Makes spans of offsets that know their line, page, row and column as the paragraph or cell around them does."""
    around = sorted(
        (cell.span for block in document.blocks for cell in (block.table.cells if block.table else (block,))),
        key=lambda span: span.start,
    )
    starts = [span.start for span in around]

    def place(start: int, end: int) -> Span:
        before = bisect_right(starts, start) - 1
        if before < 0 or around[before].end < end:
            return Span(start=start, end=end)
        return around[before].part(start - around[before].start, end - around[before].start)

    return place


def _without_cells(text: str, owned: list[LedgerEntry]) -> str:
    """The text with the cells that are one number each blanked: they are entered already, three in four of all numbers."""
    pieces: list[str] = []
    place = 0
    for entry in owned:
        if entry.role in _CELLS and entry.span.start >= place:
            pieces += [text[place : entry.span.start], " " * (entry.span.end - entry.span.start)]
            place = entry.span.end
    return "".join([*pieces, text[place:]])


def _other(quantity: Quantity, area: tuple[int, int, str, int | None, str] | None) -> LedgerEntry:
    if not quantity.claimed:
        return _entry(quantity, quantity.kind, "not-a-claim", reason=_(NOT_CLAIMS.get(quantity.kind, "不是数量表述")))
    if area is None:
        return _entry(quantity, "other", "not-a-claim", reason=_("不在目标、指标、预算和结论之内的数字"))
    _start, _end, role, goal, subject = area
    reason = _("名称或标签中的数字") if role in ("row-name", "label") else _("未能归入任何一项")
    return _entry(
        quantity,
        role,
        "not-a-claim" if role in ("row-name", "label") else "not-assessable",
        goal=goal,
        subject=subject,
        reason=reason,
    )


def _entry(
    quantity: Quantity, role: str, status: Status, *, goal: int | None = None, subject: str = "", reason: str = "",
    tied_to: tuple[TiedTo, ...] = (),
) -> LedgerEntry:  # fmt: skip
    return LedgerEntry(quote=quantity.text, span=quantity.span, value=quantity.value, unit=quantity.unit, bound=quantity.bound, places=quantity.places,
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
        return "not-assessable", _("偏差原因中的数字，所指对象与本行不可比")
    return "unmatched", _("表中和文字中没有找到同一事项的另一个数")


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
        LedgerEntry(
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
    owners.area(conclusion.span, "conclusion", None, "")


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
    return Coverage(numbers=len(ledger), **count)
