"""The numbers of a report by the place where a model was shown them."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from auditor.model.ledger import LedgerEntry
from auditor.model.number import Number, make_number
from auditor.model.quantity import Quantity
from auditor.model.relation import Relation
from auditor.model.source import Document
from auditor.model.suggestion import Suggestion
from auditor.relate.network import Network
from auditor.relate.possible import possible
from auditor.relate.suggested import relation_of
from auditor.relate.surroundings import Surroundings
from auditor.text import units


class Desk:
    """The numbers of a report by place, and the words around them."""

    def __init__(self, document: Document, network: Network, entries: Sequence[LedgerEntry]) -> None:
        self.network = network
        self._entries = sorted(entries, key=lambda entry: entry.span.start)
        self._starts = [entry.span.start for entry in self._entries]
        self.made: dict[str, Number] = {}
        self.numbers: dict[str, Number] = {}
        self.around = Surroundings(document.text, (self._known(entry) for entry in self._entries if _is_figure(entry)))

    def _known(self, entry: LedgerEntry) -> Number:
        number = self.network.known(entry.id)
        return number if number is not None else number_of_entry(entry, None)

    def relation(self, one: Suggestion) -> Relation | None:
        """The suggestion between numbers of the ledger; None where it cannot be a relation."""
        result = self._named(one.result) if one.result is not None else None
        of = [self._named(side) for side in one.of]
        if (result is None) != (one.result is None) or any(side is None for side in of):
            return None
        sides = [side for side in of if side is not None]
        names = [side.id for side in (result, *sides) if side is not None]
        if len(set(names)) != len(names) or not possible(one, result, sides):
            return None
        return relation_of(one, result, sides)

    def _named(self, quantity: Quantity) -> Number | None:
        """The number that stands where a figure was shown."""
        place = bisect_right(self._starts, quantity.number_span.end - 1) - 1
        entry = self._entries[place] if place >= 0 else None
        if entry is None or entry.span.end <= quantity.number_span.start:
            return None
        number = self.network.known(entry.id)
        if number is None:
            number = self.made.setdefault(entry.id, number_of_entry(entry, quantity))
        self.numbers[number.id] = number
        return number


def _is_figure(entry: LedgerEntry) -> bool:
    return entry.status != "not-a-claim" or entry.role in ("date", "promise", "target")


def number_of_entry(entry: LedgerEntry, quantity: Quantity | None) -> Number:
    """A number that no value and no sentence of the report is: a figure of a table that nobody named, a date."""
    if quantity is None:
        quantity = Quantity(
            value=entry.value or Decimal(0), unit=entry.unit, kind=_kind_of(entry), bound=entry.bound, places=entry.places,
            text=entry.quote, span=entry.span, number_span=entry.span,
        )  # fmt: skip
    return make_number(
        id=entry.id, quantity=quantity, role=entry.role, subject=entry.subject, goal=entry.goal, indicator=None,
        year=None, planned=entry.role in ("target", "row-target", "promise"), quoted=False, clause=None,
    )  # fmt: skip


def _kind_of(entry: LedgerEntry) -> Literal["date", "percent", "money", "count"]:
    if entry.role == "date":
        return "date"
    return "percent" if entry.unit == "%" else "money" if units.kind(entry.unit) == "money" else "count"
