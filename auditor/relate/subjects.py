"""What a report's claims and rows speak of, grouped so that each is compared with those that may be the same fact."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property

from auditor.model.quantity import Quantity
from auditor.model.report import Claim, Indicator, Listing, Report
from auditor.relate.likeness import SHORTEST, SURE, Likeness, Others
from auditor.relate.numbers import Numbers, Part
from auditor.sense import wording
from auditor.text import units

Printed = Callable[[Indicator], Quantity | None]


class Subjects:
    """One report's claims and rows by role and goal, with how alike their subjects are."""

    def __init__(self, report: Report, numbers: Numbers) -> None:
        self.report = report
        self.numbers = numbers
        self.claims = report.claims
        self.rows = report.indicators
        self.by_role: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        self.of_goal: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for index, claim in enumerate(self.claims):
            self.of_goal[claim.role, claim.goal].append(index)
            if can_tie(claim):
                self.by_role[claim.role, claim.goal].append(index)
        self.listing_of: dict[int, Listing] = {}
        for listing in report.listings:
            for part in listing.parts:
                self.listing_of.setdefault(part, listing)
        self._listed: dict[tuple[int, ...], Others] = {}

    @cached_property
    def likeness(self) -> Likeness:
        """How alike the subjects of this report are."""
        return Likeness([*(claim.subject for claim in self.claims), *(row.name for row in self.rows)])

    def groups(self, role: str) -> Iterator[tuple[int | None, list[int]]]:
        """The claims of a role, goal by goal."""
        found = [(goal, members) for (of, goal), members in self.by_role.items() if of == role]
        yield from sorted(found, key=lambda item: item[0] or 0)

    @cached_property
    def rows_by_goals(self) -> list[tuple[tuple[int, ...], list[int]]]:
        """Goals with the rows that may measure them: each its own, or all together where the table has no groups."""
        numbers = tuple(goal.number for goal in self.report.goals)
        rows_of: dict[int | None, list[int]] = defaultdict(list)
        for index, row in enumerate(self.rows):
            rows_of[row.goal].append(index)
        if not any(number is not None for number in rows_of):
            return [(numbers, rows_of[None])]
        alone = rows_of[None] if len(numbers) == 1 else []
        return [((number,), rows_of.get(number) or alone) for number in numbers]

    def alike(self, a: int, b: int) -> float:
        """How alike two claims are."""
        return self.likeness.of(self.claims[a].subject, self.claims[b].subject)

    def alike_row(self, claim: int, row: int) -> float:
        """How alike a claim and a row are."""
        return self.likeness.of(self.claims[claim].subject, self.rows[row].name)

    def named_like(self, promise: int, listing: Listing) -> tuple[int, ...]:
        """The claims of a list that are surely of the promised subject."""
        others = self._listed.get(listing.parts)
        if others is None:
            others = self._listed[listing.parts] = Others({part: self.claims[part].subject for part in listing.parts})
        near = others.near(self.claims[promise].subject)
        return tuple(part for part in near if self.alike(promise, part) >= SURE)

    def measures(self, claim: int) -> bool:
        """Whether the claim's unit is one of measure: it tells subjects apart."""
        return self.claims[claim].quantity.kind == "measure"

    def of_claim(self, index: int) -> str:
        """The id of a claim's number."""
        return self.numbers.of_key["claim", index]

    def of_row(self, part: Part, index: int) -> str:
        """The id of the number in a cell of a row."""
        return self.numbers.of_key[part, index]


def can_tie(claim: Claim) -> bool:
    """Whether a claim states something of the report's own year under a name of its own."""
    if claim.quoted or claim.year is not None or claim.quantity.kind == "point":
        return False
    if claim.quantity.kind == "percent" and wording.says_only_change(claim.subject):
        return False
    return len(claim.subject) >= SHORTEST and not wording.differs_by(claim.subject)


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether a claim can be held against what a cell or another text prints."""
    return units.comparable(a, b) and (bool(a.unit) or not b.unit or a.kind == "number")


def target(row: Indicator) -> Quantity | None:
    """The quantity of a row's target."""
    return row.target.quantity if row.target is not None else None


def actual(row: Indicator) -> Quantity | None:
    """The quantity of a row's actual."""
    return row.actual.quantity if row.actual is not None else None
