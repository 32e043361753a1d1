"""What page breaks cut: one table again from its pieces on several pages.

Repeated heads are dropped, rows and labels that a break cut in two are put together, and merged cells reach over it.
Where a producer leaves the cells open that go on below (browsers), the rulings tell; where it closes them (Word,
LibreOffice), the words have to.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from auditor.readers.builder import Draft
from auditor.readers.lattice import SNAP
from auditor.readers.layout import Part

_SAME_EDGE = 2 * SNAP
_FIGURE = re.compile(r"[\d.,%]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE_END = ("。", "；", "！", "？", ";", ".", "!", "?")
_HEAD_WORDS = 3
"""A repeated head that is not the table's very first rows names at least so many columns."""


_RowTexts = tuple[tuple[int, str], ...]


class _Joint(NamedTuple):
    """The two sides of a page break: cells that end the table above, and cells that begin it below, by column."""

    above: dict[int, Draft]
    below: dict[int, Draft]
    open_columns: frozenset[int]
    all_open: bool


def rejoin(found: Iterable[Part]) -> list[Part]:
    """The parts with the pieces of each table put together; words between two pages' tables keep them apart."""
    parts = list(found)
    shapes = Counter(_shape(draft.text) for part in parts for draft in part.drafts if draft.text)
    result: list[Part | _Table] = []
    for run in _runs(parts):
        first = run[0]
        if not first.is_table:
            result.extend(run)
            continue
        xs = _common_edges(run)
        table = _Table(_regridded(first, xs))
        result.append(table)
        for part in run[1:]:
            if not part.is_table:
                result.append(part)
            elif not table.takes(_regridded(part, xs), shapes):
                table = _Table(_regridded(part, xs))
                result.append(table)
    return [item.part() if isinstance(item, _Table) else item for item in result]


def _runs(parts: list[Part]) -> Iterator[list[Part]]:
    """Tables that may be one, page after page on the same edges, with the heads and feet of pages between them."""
    run: list[Part] = []
    edges: list[float] = []
    page = 0
    for part in parts:
        if part.is_table and edges and part.page == page + 1 and _fits(edges, _from_left(part)):
            edges = max(edges, _from_left(part), key=len)
            page = part.page
        elif part.is_table or part.kind == "paragraph":
            if run:
                yield run
            run = []
            edges, page = (_from_left(part), part.page) if part.is_table else ([], 0)
        run.append(part)
    if run:
        yield run


def _from_left(part: Part) -> list[float]:
    return [x - part.xs[0] for x in part.xs]


def _fits(a: list[float], b: list[float]) -> bool:
    """Whether two tables are equally wide and all columns of the one are edges of the other."""
    if abs(a[-1] - b[-1]) > _SAME_EDGE:
        return False
    fewer, more = sorted((a, b), key=len)
    return all(any(abs(x - y) <= _SAME_EDGE for y in more) for x in fewer)


def _common_edges(run: list[Part]) -> list[float]:
    return max((_from_left(part) for part in run if part.is_table), key=len)


def _regridded(part: Part, xs: list[float]) -> Part:
    """The part with its columns counted on the common edges."""
    place = [min(range(len(xs)), key=lambda index: abs(xs[index] - x)) for x in _from_left(part)]
    drafts = []
    for draft in part.drafts:
        first, last = place[draft.column - 1], place[draft.column - 1 + draft.column_span]
        drafts.append(draft._replace(column=first + 1, column_span=max(1, last - first)))
    open_below = [False] * (len(xs) - 1)
    for index, is_open in enumerate(part.open_below):
        open_below[place[index] : place[index + 1]] = [is_open] * (place[index + 1] - place[index])
    return part._replace(drafts=tuple(drafts), open_below=tuple(open_below))


class _Table:
    """A table that grows by the pieces of the pages that follow."""

    def __init__(self, part: Part) -> None:
        self._first = part
        self._drafts = list(part.drafts)
        rows = list(_rows(part.drafts))
        self._title = rows
        self._known = set(rows)
        self._end: dict[int, int] = {}
        self._ends(part, 0)

    def part(self) -> Part:
        """The whole table, at the place of its first piece."""
        return self._first._replace(drafts=tuple(self._drafts))

    def takes(self, piece: Part, shapes: Counter[str]) -> bool:
        """Append the next page's piece; False when it begins a table of its own."""
        rows = list(_rows(piece.drafts))
        head = self._repeated_head(rows)
        if self._begins_anew(rows, head):
            return False
        body = [draft for draft in piece.drafts if draft.row > head]
        self._known.update(rows)
        if body:
            self._append(body, piece, shapes)
        return True

    def _ends(self, piece: Part, added_from: int) -> None:
        """Remember the cells that reach the table's last row, among those added last and those that ended it before."""
        self._open = frozenset(column for column, is_open in enumerate(piece.open_below, 1) if is_open)
        self._all_open = bool(piece.open_below) and all(piece.open_below)
        candidates = {*self._end.values(), *range(added_from, len(self._drafts))}
        self._last_row = max(self._drafts[index].row + self._drafts[index].row_span - 1 for index in candidates)
        self._end = {
            self._drafts[index].column: index
            for index in sorted(candidates)
            if self._drafts[index].row + self._drafts[index].row_span - 1 == self._last_row
        }

    def _append(self, body: list[Draft], piece: Part, shapes: Counter[str]) -> None:
        first_row = min(draft.row for draft in body)
        below = {draft.column: draft for draft in body if draft.row == first_row}
        above = {column: self._drafts[index] for column, index in self._end.items()}
        joint = _Joint(above, below, self._open, self._all_open)
        cut = _cuts_a_row(joint)
        shift = self._last_row - first_row + (0 if cut else 1)
        added_from = len(self._drafts)
        for draft in body:
            head = above.get(draft.column) if draft.row == first_row else None
            if head is not None and _goes_on(joint, draft.column, shapes, cut=cut):
                rows = draft.row + draft.row_span + shift - head.row
                whole = head._replace(text=_whole(head.text, draft.text), row_span=rows)
                self._drafts[self._end[draft.column]] = whole
            elif not (cut and draft.row == first_row and not draft.text and draft.row_span == 1):
                self._drafts.append(draft._replace(row=draft.row + shift))
        self._ends(piece, added_from)

    def _repeated_head(self, rows: list[_RowTexts]) -> int:
        """How many first rows of a page repeat the head of the table: its first rows, or a row that names columns."""
        repeated = 0
        at_start = True
        for row, texts in enumerate(rows):
            at_start = at_start and row < len(self._title) and texts == self._title[row]
            names = texts in self._known and len(texts) >= _HEAD_WORDS and not any(_DIGITS.search(t) for _, t in texts)
            if not texts or not (at_start or names):
                break
            repeated = row + 1
        return repeated

    def _begins_anew(self, rows: list[_RowTexts], head: int) -> bool:
        """The first rows of the first page stand here again with other values: the next project's form."""
        if head > 1 or len(rows) < 2 or len(self._title) < 2:
            return False
        return all(here[:1] and here[:1] == there[:1] for here, there in zip(rows[:2], self._title[:2], strict=True))


def _rows(drafts: Iterable[Draft]) -> Iterator[_RowTexts]:
    """The cells that hold something, row by row, each with its column."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for draft in drafts:
        cells = rows.setdefault(draft.row, [])
        if draft.text:
            cells.append((draft.column, draft.text))
    return (tuple(rows[row]) for row in sorted(rows))


def _cuts_a_row(joint: _Joint) -> bool:
    """Whether the first row below is the rest of the last row above."""
    if joint.open_columns and not joint.all_open:
        return False
    said = {column for column, draft in joint.below.items() if draft.text}
    stood = {column for column, draft in joint.above.items() if draft.text}
    figures = {column for column in stood if _FIGURE.fullmatch(joint.above[column].text)}
    both = {column for column in said & stood if joint.above[column].text != joint.below[column].text}
    if any(_FIGURE.fullmatch(joint.below[column].text) for column in both & figures):
        return False
    if joint.all_open:
        return not (len(stood) > 1 and stood <= said)
    if not said or not said <= stood or any(joint.below[column].row_span > 1 for column in said):
        return False
    if figures:
        return not said & figures
    return said < stood and not any(joint.above[column].text.endswith(_SENTENCE_END) for column in said)


def _goes_on(joint: _Joint, column: int, shapes: Counter[str], *, cut: bool) -> bool:
    """Whether the cell above goes on in the cell below."""
    head, rest = joint.above[column], joint.below[column]
    if head.column_span != rest.column_span:
        return False
    if cut or (column in joint.open_columns and not joint.all_open):
        return True
    if joint.all_open and head.row_span > 1 and not rest.text:
        return True
    return _is_cut_label(head.text, rest.text, shapes)


def _is_cut_label(head: str, rest: str, shapes: Counter[str]) -> bool:
    """Whether both halves together stand whole elsewhere and not each for itself: 产出指 + 标, 绩效 + 目标5."""
    if not head or not rest or not shapes[_shape(head + rest)]:
        return False
    return not (shapes[_shape(rest)] > 1 and shapes[_shape(head)] > 1)


def _shape(text: str) -> str:
    """The text with each number as #: 绩效目标5 has the shape of 绩效目标12."""
    return _DIGITS.sub("#", text)


def _whole(head: str, rest: str) -> str:
    """Both parts of a cut cell; a label that is printed on both pages is said once."""
    return head if head == rest else head + rest
