"""A sheet of a workbook: what its cells show, and what of it is hidden."""

from collections.abc import Iterator
from decimal import Decimal
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

    def shows(self, row: int, column: int) -> bool:
        """Whether a cell stands in no hidden row or column."""
        return row not in self.hidden_rows and not any(low <= column <= high for low, high in self.hidden_columns)

    def note_omissions(self, builder: Builder, title: str) -> None:
        """Name the rows and columns that are hidden, and the cells whose formula was never calculated."""
        said = {row for row, _column in self.cells}
        if rows := sorted(self.hidden_rows & said):
            builder.unreadable(
                _("工作表“{sheet}”第{rows}行是隐藏的，没有读取").format(sheet=title, rows="、".join(map(str, rows)))
            )
        last = max((column for _row, column in self.cells), default=0)
        columns = {column for low, high in self.hidden_columns for column in range(low, min(high, last) + 1)}
        if columns:
            builder.unreadable(
                _("工作表“{sheet}”第{columns}列是隐藏的，没有读取").format(
                    sheet=title, columns="、".join(map(str, sorted(columns)))
                )
            )
        for (row, column), stored in self.cells.items():
            if stored.text is None and self.shows(row, column):
                builder.unreadable(
                    _("{sheet}!{cell} 是没有计算结果的公式，没有读取").format(
                        sheet=title, cell=f"{letters(column)}{row}"
                    )
                )

    def drafts(self) -> Iterator[Draft]:
        """The cells that show something."""
        for (row, column), stored in self.cells.items():
            if stored.text and self.shows(row, column):
                height, width = self.merged.get((row, column), (1, 1))
                yield Draft(stored.text, row, column, height, width)


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    named = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        named = chr(ord("A") + rest) + named
    return named
