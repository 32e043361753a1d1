"""The figures that money tables work out of others, each with the numbers of what it comes from."""

from collections.abc import Iterator
from typing import NamedTuple

from auditor.model.report import BudgetLine, Reckoned, Report


class Reckon(NamedTuple):
    """A figure that a money table works out of others: its number among them all, and those of its operands, in each of its ways."""

    line: BudgetLine
    of: Reckoned
    at: int
    ways: tuple[tuple[tuple[int, ...], ...], ...]
    """Each way: what is added, what is taken off, what that is divided by."""

    @property
    def column(self) -> tuple[int, str]:
        """The column it stands in: the table and its heading."""
        return self.line.group, self.of.heading


def reckonings(report: Report) -> Iterator[Reckon]:
    """The figures that money tables work out of others, in order."""
    operands = 0
    told = ((line, one) for line in report.budget for one in line.reckoned)
    for at, (line, one) in enumerate(told):
        ways: list[tuple[tuple[int, ...], ...]] = []
        for way in one.ways:
            sides: list[tuple[int, ...]] = []
            for side in (way.plus, way.minus, way.below):
                sides.append(tuple(range(operands, operands + len(side))))
                operands += len(side)
            ways.append(tuple(sides))
        yield Reckon(line, one, at, tuple(ways))
