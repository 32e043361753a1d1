"""A page before it is a file: lines of text and tables whose cells may cover others."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Cell(NamedTuple):
    """What one cell prints, and how many rows and columns it covers."""

    text: str = ""
    down: int = 1
    across: int = 1


Line = list[Cell | None]
"""The cells of a table row, one for each grid column; None where another cell covers it."""


class Lines(NamedTuple):
    """Paragraphs."""

    texts: tuple[str, ...]


class Sheet(NamedTuple):
    """A table. All its rows are equally wide."""

    rows: list[Line]

    @property
    def width(self) -> int:
        """How many grid columns it has."""
        return max(len(row) for row in self.rows)


Block = Lines | Sheet


def row(*texts: str) -> Line:
    """A row of plain cells."""
    return [Cell(text) for text in texts]


def across(text: str, width: int) -> Line:
    """A row of one cell."""
    return [Cell(text, across=width), *([None] * (width - 1))]


def even(rows: Iterable[Line], width: int = 0) -> Sheet:
    """A table of rows of any width: the last cell of a short row covers what remains."""
    drawn = [list(one) for one in rows]
    width = max([width, *(len(one) for one in drawn)])
    return Sheet([_widened(one, width) for one in drawn])


def _widened(line: Line, width: int) -> Line:
    lack = width - len(line)
    last = max((place for place, cell in enumerate(line) if cell is not None), default=None)
    if not lack or last is None:
        return [*line, *([None] * lack)]
    cell = line[last]
    if cell is None or cell.down > 1 or last + cell.across < len(line):
        return [*line, *(Cell() for _missing in range(lack))]
    return [*line[:last], cell._replace(across=cell.across + lack), *([None] * (cell.across - 1 + lack))]


def joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with all neighbouring tables as one, as forms are drawn."""
    done: list[Block] = []
    for block in blocks:
        before = done[-1] if done else None
        if isinstance(block, Sheet) and isinstance(before, Sheet):
            done[-1] = even([*before.rows, *block.rows])
        else:
            done.append(block)
    return done
