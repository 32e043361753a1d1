"""Rows of a table as lines of text: taking one out, putting one elsewhere, without losing the labels of merged cells."""

from auditor.bench.base import Base
from auditor.bench.edits import Edit
from auditor.model.source import Span

_TAB = "\t"


def dropped(base: Base, *rows: int) -> list[Edit]:
    """The edits that take rows out; the labels that a row prints for those below it move down. Empty when they cannot.

    The rows must follow each other in the table.
    """
    first, last = base.line(base.rows[rows[0]].span), base.line(base.rows[rows[-1]].span)
    whole = Edit(first.start, min(last.end + 1, len(base.text)), "")
    carried = _over([_labels(base, row) for row in rows])
    if not any(carried):
        return [whole]
    following = rows[-1] + 1
    if following == len(base.rows) or base.rows[following].goal != base.rows[rows[-1]].goal:
        return [whole]
    own = _labels(base, following)
    if len(own) != len(carried):
        return []
    below = base.line(base.rows[following].span)
    merged = _TAB.join(_merged(carried, own))
    return [whole, Edit(below.start, base.rows[following].name_span.start, f"{merged}{_TAB}")]


def cells(base: Base, row: int) -> str:
    """A row's own cells, from its name to the end of its line."""
    line = base.line(base.rows[row].span)
    return base.text[base.rows[row].name_span.start : line.end]


def inserted(base: Base, words: str, after: int) -> Edit:
    """A row of these cells below another row, under its labels."""
    line = base.line(base.rows[after].span)
    blanks = _TAB * base.text.count(_TAB, line.start, base.rows[after].name_span.start)
    return Edit(line.end, line.end, f"\n{blanks}{words}")


def moved(base: Base, row: int, after: int) -> list[Edit]:
    """The edits that put a row below another one. Empty when they cannot."""
    taken = dropped(base, row)
    return [*taken, inserted(base, cells(base, row), after)] if taken else []


def _labels(base: Base, row: int) -> list[str]:
    """The label cells in front of a row's name."""
    line = base.line(base.rows[row].span)
    return base.text[line.start : base.rows[row].name_span.start].split(_TAB)[:-1]


def _over(labels: list[list[str]]) -> list[str]:
    """The labels that rows one below another leave in force."""
    carried = labels[0]
    for own in labels[1:]:
        carried = _merged(carried, own)
    return carried


def _merged(above: list[str], own: list[str]) -> list[str]:
    return [mine or theirs for theirs, mine in zip(above, own, strict=False)]


def tail(base: Base, span: Span) -> str:
    """What stands on a line behind a place."""
    return base.text[span.end : base.line(span).end]
