"""The smallest change that would make everything agree: one number of the report, and what it would have to be."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from auditor.diagnosis import slips
from auditor.link.ties import compare
from auditor.locale import gettext as _
from auditor.model.ledger import Ledger, Tie
from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Indicator, Report, Value
from auditor.model.source import Span
from auditor.sense import direction
from auditor.text import units
from auditor.text.amounts import short

_ROLES = {"target": "年度绩效目标", "result": "实际完成情况", "prose": "报告正文", "conclusion": "自评结论"}


class Side(NamedTuple):
    """A number that may be wrong: a claim of the texts, or a cell of a row."""

    kind: Literal["claim", "target", "actual"]
    at: int


class Relation(NamedTuple):
    """Numbers that must fit each other, and when they do: two of one fact, or a total and its parts."""

    sides: tuple[Side, ...]
    holds: Callable[[Sequence[Quantity]], bool]
    is_sum: bool = False


class Slip(NamedTuple):
    """Broken relations that one slip explains: its words, the one change that mends them all, the places they touch."""

    kind: str
    message: str
    proposal: str
    places: tuple[Span, ...]
    mended: Span | None
    """The place that the proposal would change."""


class _Change(NamedTuple):
    side: Side
    new: Quantity


def slipped(report: Report, ledger: Ledger) -> Iterator[Slip]:
    """The slips behind numbers that do not fit, each with its proposal when a single change is the only one that mends all.

    Numbers that no single change mends are no slip, however alike their digits: 120 promised, 102 in text and table.
    """
    book = _Book(report, ledger)
    for group in book.broken_groups():
        found = next((slip for one in group for slip in book.slips(one)), None)
        if found is None:
            continue
        changes = {change.side: change for one in group for change in book.changes(one) if book.mends(change, group)}
        if not changes:
            continue
        only = next(iter(changes.values())) if len(changes) == 1 else None
        yield Slip(
            kind=found.kind,
            message=found.message,
            proposal=book.proposal(only, group) if only else "",
            places=tuple(book.place(side) for side in dict.fromkeys(side for one in group for side in one.sides)),
            mended=book.place(only.side) if only else None,
        )


class _Book:
    """The numbers of a report and the relations between them."""

    def __init__(self, report: Report, ledger: Ledger) -> None:
        self.report = report
        self.relations = [*_of_ties(report, ledger), *_of_rows(report), *_of_sums(report)]
        self.standing_in: dict[Side, list[Relation]] = defaultdict(list)
        for one in self.relations:
            for side in one.sides:
                self.standing_in[side].append(one)

    def value(self, side: Side) -> Quantity:
        found = _quantity(self.report, side)
        assert found is not None, side  # noqa: S101 - relations are made of numbers that are there
        return found

    def place(self, side: Side) -> Span:
        match side.kind:
            case "claim":
                return self.report.claims[side.at].quantity.span
            case "target" | "actual":
                cell = _cell(self.report.indicators[side.at], side.kind)
                return cell.span if cell is not None else self.report.indicators[side.at].span

    def holds(self, one: Relation, change: _Change | None = None) -> bool:
        return one.holds([change.new if change and change.side == side else self.value(side) for side in one.sides])

    def broken_groups(self) -> Iterator[list[Relation]]:
        """The relations that do not hold, those that share a number together."""
        broken = [one for one in self.relations if not self.holds(one)]
        of: dict[Side, list[int]] = defaultdict(list)
        for place, one in enumerate(broken):
            for side in one.sides:
                of[side].append(place)
        seen: set[int] = set()
        for first in range(len(broken)):
            group, waiting = [], [first]
            while waiting:
                place = waiting.pop()
                if place in seen:
                    continue
                seen.add(place)
                group.append(broken[place])
                waiting += [other for side in broken[place].sides for other in of.pop(side, ())]
            if group:
                yield group

    def slips(self, one: Relation) -> Iterator[slips.Slip]:
        """The slips that turn a number of a broken relation into what the others make of it."""
        for side, wanted in self._wanted(one):
            slip = slips.between(self.value(side), wanted)
            if slip is not None:
                yield slip

    def changes(self, one: Relation) -> Iterator[_Change]:
        """Each number of a broken relation, turned into what the others make of it where one slip does that."""
        for side, wanted in self._wanted(one):
            if slips.between(self.value(side), wanted) is not None:
                yield _Change(side, _as(self.value(side), wanted))

    def _wanted(self, one: Relation) -> Iterator[tuple[Side, Quantity]]:
        """What each number would have to be for the relation to hold, the others left as they are."""
        if not one.is_sum:
            first, second = one.sides
            yield from ((first, self.value(second)), (second, self.value(first)))
            return
        total, *parts = one.sides
        added = sum((self.value(part).value for part in parts), Decimal(0))
        yield total, _as(self.value(total), _valued(self.value(total), added))
        for part in parts:
            rest = self.value(total).value - (added - self.value(part).value)
            yield part, _as(self.value(part), _valued(self.value(part), rest))

    def mends(self, change: _Change, group: Sequence[Relation]) -> bool:
        """Whether after the change the group holds, and so does all else that the changed number stands in."""
        return all(self.holds(one, change) for one in (*self.standing_in[change.side], *group))

    def proposal(self, change: _Change, group: Sequence[Relation]) -> str:
        old = self.value(change.side)
        return _(
            "建议（供核实）：若把{place}的“{old}”改为“{new}”，所涉 {count} 处即全部一致；其他改法都要动两处以上。"
        ).format(place=self._name(change.side), old=old.text, new=change.new.text, count=len(group))

    def _name(self, side: Side) -> str:
        if side.kind == "claim":
            return _(_ROLES.get(self.report.claims[side.at].role, "文字"))
        column = _("年度指标值") if side.kind == "target" else _("实际完成值")
        return _("「{name}」{column}").format(name=self.report.indicators[side.at].name, column=column)


def _as(wrong: Quantity, right: Quantity) -> Quantity:
    """The one number set to the other's value, in its own unit and with its own bound."""
    factor = units.factor(right.unit, wrong.unit) or Decimal(1)
    value = right.value * factor
    scaled = short(value / wrong.scale)
    digits = short(wrong.value / wrong.scale)
    text = wrong.text.replace(digits, scaled, 1) if digits in wrong.text else right.text
    if wrong.scale != right.scale:
        text = right.text
    return wrong.model_copy(update={"value": value, "places": right.places, "scale": right.scale, "text": text})


def _valued(one: Quantity, value: Decimal) -> Quantity:
    """The same quantity with another value, its text made of the new digits."""
    text = f"{short(value / one.scale)}{one.text.lstrip('0123456789.,')}" if one.text[:1].isdecimal() else short(value)
    return one.model_copy(update={"value": value, "text": text})


def _of_sums(report: Report) -> Iterator[Relation]:
    """Totals of the texts with all their parts, where the parts are whole numbers that must add up."""
    for listing in report.listings:
        members = [*([] if listing.total is None else [listing.total]), *listing.parts]
        values = [report.claims[member].quantity for member in members]
        if listing.total is None or listing.subset or not listing.complete or len(listing.parts) < 2:
            continue
        if all(one.kind == "count" and one.scale == 1 and one.bound == "=" for one in values):
            yield Relation(tuple(Side("claim", member) for member in members), _adds_up, is_sum=True)


def _adds_up(values: Sequence[Quantity]) -> bool:
    total, *parts = values
    return total.value == sum((part.value for part in parts), Decimal(0))


def _of_ties(report: Report, ledger: Ledger) -> Iterator[Relation]:
    for tie in ledger.ties:
        if tie.composition or tie.kind in {"reason-row", "row-narrative"}:
            continue
        a, b = Side("claim", tie.claim), _other(tie)
        if _quantity(report, a) is not None and _quantity(report, b) is not None:
            yield Relation((a, b), _fits(tie, report.claims[tie.claim]))


def _other(tie: Tie) -> Side:
    if tie.other_kind == "claim":
        return Side("claim", tie.other)
    return Side("target" if tie.kind == "goal-target" else "actual", tie.other)


def _fits(tie: Tie, claim: Claim) -> Callable[[Sequence[Quantity]], bool]:
    if tie.kind == "goal-result":
        return lambda pair: direction.keeps(pair[1], pair[0], claim.subject) is not False
    bounds = tie.kind == "goal-target"
    return lambda pair: compare(pair[0], pair[1], bounds=bounds)[0] != "contradicted"


def _of_rows(report: Report) -> Iterator[Relation]:
    for index, row in enumerate(report.indicators):
        target, actual = Side("target", index), Side("actual", index)
        if row.ambiguous or _quantity(report, target) is None or _quantity(report, actual) is None:
            continue
        yield Relation((target, actual), _kept(row))


def _kept(row: Indicator) -> Callable[[Sequence[Quantity]], bool]:
    """Tells whether the row's target would be met, or left open, by these numbers."""
    return lambda pair: direction.meets(row, pair[0], pair[1]) is not False


def _quantity(report: Report, side: Side) -> Quantity | None:
    if side.kind == "claim":
        return report.claims[side.at].quantity
    cell = _cell(report.indicators[side.at], side.kind)
    return cell.quantity if cell is not None else None


def _cell(row: Indicator, kind: str) -> Value | None:
    return row.target if kind == "target" else row.actual
