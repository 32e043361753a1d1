"""A paper as headings, paragraphs and tables: what is said, before any format says how it looks.

Every text is clean (one line, no control characters); only a table's cell may hold several lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Manner = Literal["body", "lead", "note", "sign"]
"""Running text; what must be read first; small print; a line at the right, as signatures stand."""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the highest below the title. `on_new_page` begins a page, as annexes do."""

    text: str
    level: int = 1
    on_new_page: bool = False


@dataclass(frozen=True)
class Words:
    """A paragraph, with a label in front of it where it has one."""

    text: str
    label: str = ""
    manner: Manner = "body"


@dataclass(frozen=True)
class Grid:
    """A table: heads (none for a list of labels and values), rows, and how the columns share the width.

    Cells hold lines with line ends between them. The first column of a grid without heads are labels.
    """

    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tick:
    """A thing to do, with a box to tick: a code, what it is about, and labelled details."""

    code: str
    text: str
    details: tuple[tuple[str, str], ...]


Part = Heading | Words | Grid | Tick


@dataclass(frozen=True)
class Paper:
    """A whole paper. `listed` puts a list of its headings behind the paragraphs it opens with."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]
    lang: str
    listed: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    """What a template of the office's own may name: 被核查单位, 项目, 年度, 结论."""


def facts(*rows: tuple[str, str], shares: tuple[int, int] = (3, 14)) -> Grid:
    """Labels and values; what has no value is left out."""
    return Grid(tuple(row for row in rows if row[1]), shares)


def lines(texts: Sequence[str]) -> str:
    """Several lines of one cell."""
    return "\n".join(text for text in texts if text)
