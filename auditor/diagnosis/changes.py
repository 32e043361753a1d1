"""The smallest change that would make everything agree: one number of the report, and what it would have to be."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.diagnosis import slips
from auditor.locale import gettext as _
from auditor.model.number import Number
from auditor.model.quantity import Quantity
from auditor.model.relation import Relation
from auditor.model.report import Report
from auditor.model.source import Span
from auditor.relate import Judged, Network
from auditor.relate.judge import holds
from auditor.relate.lists import SUM
from auditor.relate.promises import GOAL, ROW
from auditor.relate.suggested import MODEL
from auditor.relate.ties import RESULT, TARGET, TWICE
from auditor.text import units
from auditor.text.amounts import short

_ROLES = {"target": "年度绩效目标", "result": "实际完成情况", "prose": "报告正文", "conclusion": "自评结论"}
_MENDED = (GOAL, ROW, RESULT, TARGET, TWICE, SUM, "model", "statements.lists", "statements.promises", "statements.same")
"""The rules whose relations one slip of the pen may break."""


class Slip(NamedTuple):
    """Broken relations that one slip explains: its words, the one change that mends them all."""

    kind: str
    message: str
    proposal: str
    relations: frozenset[str]
    """The broken relations, by id."""
    mended: Span | None
    """The place that the proposal would change."""


class _Change(NamedTuple):
    number: str
    new: Quantity


def slipped(report: Report, network: Network) -> Iterator[Slip]:
    """The slips behind numbers that do not fit, each with its proposal when a single change is the only one that mends all.

    Numbers that no single change mends are no slip, however alike their digits: 120 promised, 102 in text and table.
    """
    book = _Book(report, network)
    for group in book.broken_groups():
        found = next((slip for one in group for slip in book.slips(one)), None)
        if found is None:
            continue
        changes = {change.number: change for one in group for change in book.changes(one) if book.mends(change, group)}
        if not changes:
            continue
        only = next(iter(changes.values())) if len(changes) == 1 else None
        yield Slip(
            kind=found.kind,
            message=found.message,
            proposal=book.proposal(only, group) if only else "",
            relations=frozenset(book.ids[id(one)] for one in group),
            mended=book.place(only.number) if only else None,
        )


def _sides(one: Relation) -> tuple[str, ...]:
    return (one.result, *one.of)


class _Book:
    """The numbers of a report and the relations between them."""

    def __init__(self, report: Report, network: Network) -> None:
        self.report = report
        self.network = network
        self.numbers: Mapping[str, Number] = network.numbers.by_id
        self.relations = [one.relation for one in network.relations if _may_mend(one)]
        self.ids = {id(one.relation): one.id for one in network.relations}
        self.standing_in: dict[str, list[Relation]] = defaultdict(list)
        for one in self.relations:
            for name in _sides(one):
                self.standing_in[name].append(one)

    def value(self, name: str) -> Quantity:
        return self.numbers[name].quantity

    def place(self, name: str) -> Span:
        return self.numbers[name].span

    def holds(self, one: Relation, change: _Change) -> bool:
        changed = self.numbers[change.number].model_copy(update={"quantity": change.new})
        told = {name: changed if name == change.number else self.numbers[name] for name in _sides(one)}
        return holds(one, told).status != "contradicted"

    def broken_groups(self) -> Iterator[list[Relation]]:
        """The relations that do not hold, those that share a number together."""
        broken = [one.relation for one in self.network.relations if one.broken and _may_mend(one)]
        of: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(broken):
            for name in _sides(one):
                of[name].append(place)
        seen: set[int] = set()
        for first in range(len(broken)):
            group, waiting = [], [first]
            while waiting:
                place = waiting.pop()
                if place in seen:
                    continue
                seen.add(place)
                group.append(broken[place])
                waiting += [other for name in _sides(broken[place]) for other in of.pop(name, ())]
            if group:
                yield group

    def slips(self, one: Relation) -> Iterator[slips.Slip]:
        """The slips that turn a number of a broken relation into what the others make of it."""
        for name, wanted in self._wanted(one):
            slip = slips.between(self.value(name), wanted)
            if slip is not None:
                yield slip

    def changes(self, one: Relation) -> Iterator[_Change]:
        """Each number of a broken relation, turned into what the others make of it where one slip does that."""
        for name, wanted in self._wanted(one):
            if slips.between(self.value(name), wanted) is not None:
                yield _Change(name, _as(self.value(name), wanted))

    def _wanted(self, one: Relation) -> Iterator[tuple[str, Quantity]]:
        """What each number would have to be for the relation to hold, the others left as they are."""
        total, parts = one.result, one.of
        if one.kind != "sum" and len(parts) == 1:
            yield from ((total, self.value(parts[0])), (parts[0], self.value(total)))
            return
        added = sum((self.value(part).value for part in parts), Decimal(0))
        yield total, _as(self.value(total), _valued(self.value(total), added))
        for part in parts:
            rest = self.value(total).value - (added - self.value(part).value)
            yield part, _as(self.value(part), _valued(self.value(part), rest))

    def mends(self, change: _Change, group: Sequence[Relation]) -> bool:
        """Whether after the change the group holds, and so does all else that the changed number stands in."""
        return all(self.holds(one, change) for one in (*self.standing_in[change.number], *group))

    def proposal(self, change: _Change, group: Sequence[Relation]) -> str:
        old = self.value(change.number)
        return _(
            "建议（供核实）：若把{place}的“{old}”改为“{new}”，所涉 {count} 处即全部一致；其他改法都要动两处以上。"
        ).format(place=self._name(change.number), old=old.text, new=change.new.text, count=len(group))

    def _name(self, name: str) -> str:
        number = self.numbers[name]
        if number.role not in ("row-target", "row-actual"):
            return _(_ROLES.get(number.role, "文字"))
        column = _("年度指标值") if number.role == "row-target" else _("实际完成值")
        return _("「{name}」{column}").format(name=number.subject, column=column)


def _may_mend(one: Judged) -> bool:
    """Whether one slip may have broken it: a fact told twice, a promise read surely, a list that must add up to the unit."""
    relation = one.relation
    if (
        not relation.by.startswith(_MENDED)
        or relation.by == MODEL
        or one.first is not None
        or one.judgement.status == "not-assessable"
    ):
        return False
    return relation.confidence != "low" or relation.by == "model"


def _as(wrong: Quantity, right: Quantity) -> Quantity:
    """The one number set to the other's value, in its own unit and with its own bound."""
    factor = units.factor(right.unit, wrong.unit) or Decimal(1)
    value = right.value * factor
    digits = short(wrong.value / wrong.scale)
    alike = wrong.scale == right.scale and digits in wrong.text
    text = wrong.text.replace(digits, short(value / wrong.scale), 1) if alike else right.text
    return wrong.model_copy(update={"value": value, "places": right.places, "scale": right.scale, "text": text})


def _valued(one: Quantity, value: Decimal) -> Quantity:
    """The same quantity with another value, its text made of the new digits."""
    text = f"{short(value / one.scale)}{one.text.lstrip('0123456789.,')}" if one.text[:1].isdecimal() else short(value)
    return one.model_copy(update={"value": value, "text": text})
