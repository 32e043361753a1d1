"""A sheet of a workbook: what its cells show, and what of it is hidden."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from auditor.locale import gettext as _
from auditor.readers.builder import Builder, Draft


class Stored(NamedTuple):
    """A cell that holds something: what it shows, the number it stores, the formula that makes it."""

    text: str | None
    number: Decimal | None
    formula: str | None
    form: str


class Sheet(NamedTuple):
    """The cells by row and column, 1-based."""

    cells: dict[tuple[int, int], Stored]
    merged: dict[tuple[int, int], tuple[int, int]]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]
    """First and last of each hidden stretch."""

    def shown(self) -> Iterator[tuple[tuple[int, int], Stored]]:
        """The cells that stand in no hidden row or column."""
        columns = self._hidden_columns()
        return (
            (place, stored)
            for place, stored in self.cells.items()
            if place[0] not in self.hidden_rows and place[1] not in columns
        )

    def _hidden_columns(self) -> frozenset[int]:
        """Hidden columns up to the last that says something; stretches may lie over each other in any number."""
        last = max((column for _row, column in self.cells), default=0)
        steps = Counter(low for low, _high in self.hidden_columns)
        steps.subtract(high + 1 for _low, high in self.hidden_columns)
        depths = accumulate(steps[column] for column in range(last + 1))
        return frozenset(column for column, depth in enumerate(depths) if depth > 0)

    def note_omissions(self, builder: Builder, title: str) -> None:
        """Name the rows and columns that are hidden, and the cells whose formula was never calculated."""
        said = {row for row, _column in self.cells}
        if rows := sorted(self.hidden_rows & said):
            builder.unreadable(
                _("工作表“{sheet}”第{rows}行是隐藏的，没有读取").format(sheet=title, rows="、".join(map(str, rows)))
            )
        if columns := self._hidden_columns():
            builder.unreadable(
                _("工作表“{sheet}”第{columns}列是隐藏的，没有读取").format(
                    sheet=title, columns="、".join(map(str, sorted(columns)))
                )
            )
        for (row, column), stored in self.shown():
            if stored.text is None:
                builder.unreadable(
                    _("{sheet}!{cell} 是没有计算结果的公式，没有读取").format(
                        sheet=title, cell=f"{letters(column)}{row}"
                    )
                )

    def drafts(self) -> Iterator[Draft]:
        """The cells that show something."""
        for (row, column), stored in self.shown():
            if stored.text:
                height, width = self.merged.get((row, column), (1, 1))
                yield Draft(stored.text, row, column, height, width)


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    named = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        named = chr(ord("A") + rest) + named
    return named
