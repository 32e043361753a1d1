"""Whether an outcome says of a cell that it was not read."""

from collections.abc import Iterator
from typing import NamedTuple

from auditor.model.finding import Outcome
from auditor.text.normalize import fold

_TELLING = 5
"""A cell's own text names it from so many characters on; 10 or 100% stands in many cells."""
TORN = "ST05"
"""The check that says which rows could not be read whole."""


class Signs(NamedTuple):
    """By what a cell is known: the name of its row, the heading over it, the texts it may hold."""

    row: str
    heading: str
    texts: tuple[str, ...]


class _Unread(NamedTuple):
    """A number that the ledger has as unread, with the line it stands in."""

    quote: str
    line: str


class Told:
    """What an outcome tells of the places that it did not read.

    A cell is told when the file was refused, when the verdict is `insufficient`, when an unreadable place holds or names its row,
    its heading or its own text, or when the ledger has its number, in its row, as unread.
    """

    def __init__(self, text: str, outcome: Outcome | None, *, refused: bool = False) -> None:
        self._all = refused or (outcome is not None and getattr(outcome, "verdict", None) == "insufficient")
        self._said = "\n".join(_places(text, outcome)) if outcome is not None else ""
        self._unread = list(_numbers(text, outcome)) if outcome is not None else []

    def of(self, signs: Signs) -> bool:
        """Whether the cell is among what was said to be unread."""
        row, heading = fold(signs.row), fold(signs.heading)
        texts = [fold(text) for text in signs.texts]
        named = [row, heading, *(text for text in texts if len(text) >= _TELLING)]
        if self._all or any(name and name in self._said for name in named):
            return True
        return any(row in one.line and any(one.quote in text for text in texts) for one in self._unread if row)


def _places(text: str, outcome: Outcome) -> Iterator[str]:
    """The words of the places that were not read and of what was said about them, folded."""
    for one in outcome.unreadable:
        yield fold(one.reason)
        if one.span is not None:
            yield fold(text[one.span.start : one.span.end])
    for finding in outcome.findings:
        if finding.code == TORN:
            yield from (fold(evidence.quote) for evidence in finding.evidence)


def _numbers(text: str, outcome: Outcome) -> Iterator[_Unread]:
    for entry in outcome.ledger:
        if str(entry.status) == "unread":
            start, end = text.rfind("\n", 0, entry.span.start) + 1, text.find("\n", entry.span.end)
            yield _Unread(fold(entry.quote), fold(text[start : end if end >= 0 else len(text)]))
