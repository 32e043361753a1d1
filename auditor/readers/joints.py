"""What page breaks cut: one table again from its pieces on several pages.

Repeated heads are dropped, rows and labels that a break cut in two are put together, and merged cells reach over it.
Where a producer leaves the cells open that go on below (browsers), the rulings tell; where it closes them (Word,
LibreOffice), the words have to.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from auditor.readers.builder import Draft
from auditor.readers.lattice import SNAP, unbroken
from auditor.readers.layout import Part

_SAME_EDGE = 2 * SNAP
_FIGURE = re.compile(r"[\d.,%]+")
_NUMBER = re.compile(r"[\d.,]*[\d%]")
"""A whole number; `99.` is the first half of one."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE_END = ("。", "；", "！", "？", ";", ".", "!", "?")
_LONG = 30
"""A text of so many characters that fills its last line and ends without a full stop goes on below."""

_HEAD_WORDS = 3
"""A repeated head that is not the table's very first rows names at least so many columns."""


_HIGHEST_CUT = 3
"""The rest of a cut row stands in the first rows of a page, below a head of two rows at most."""

_Mark = TypeVar("_Mark", bool, float)
_RowTexts = tuple[tuple[int, str], ...]


class _Shapes(NamedTuple):
    """How often texts stand in the tables, by their shape: anywhere, and where no page break can have cut them."""

    anywhere: Counter[str]
    whole: Counter[str]


class _Joint(NamedTuple):
    """The two sides of a page break: cells that end the table above, and cells that begin it below, by column."""

    above: dict[int, Draft]
    below: dict[int, Draft]
    open_columns: frozenset[int]
    all_open: bool
    room: dict[int, float]
    """How many characters more the last line of each cell above would hold."""


def _shapes(parts: Iterable[Part]) -> _Shapes:
    anywhere: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for part in parts:
        last = max((draft.row + draft.row_span for draft in part.drafts), default=0)
        for draft in part.drafts:
            if draft.text:
                shape = _shape(draft.text)
                anywhere[shape] += 1
                whole[shape] += draft.row > _HIGHEST_CUT and draft.row + draft.row_span < last
    return _Shapes(anywhere, whole)


def rejoin(found: Iterable[Part]) -> list[Part]:
    """The parts with the pieces of each table put together; words between two pages' tables keep them apart."""
    parts = list(found)
    shapes = _shapes(parts)
    result: list[Part | _Table] = []
    for run in _runs(parts):
        first = run[0]
        if not first.is_table:
            result.extend(run)
            continue
        xs = max((part.xs for part in run if part.is_table), key=_breadth)
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
    edges: tuple[float, ...] = ()
    page = 0
    for part in parts:
        if part.is_table and edges and part.page == page + 1 and _fits(edges, part.xs):
            edges = max(edges, part.xs, key=_breadth)
            page = part.page
        elif part.is_table or part.kind == "paragraph":
            if run:
                yield run
            run = []
            edges, page = (part.xs, part.page) if part.is_table else ((), 0)
        run.append(part)
    if run:
        yield run


def _breadth(edges: Sequence[float]) -> tuple[int, float]:
    """How many columns, and how wide: of two pieces the broader one holds the other's columns."""
    return len(edges), edges[-1] - edges[0]


def _fits(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether all columns of one table are edges of the other, at one width (binding margins move it) or at one place.

    At one place a piece may be narrower: where a label without rules around it fills a page, its column is not drawn there.
    """
    fewer, more = sorted((a, b), key=_breadth)
    moved = _shift(fewer, more)
    return moved is not None and all(any(abs(x + moved - y) <= _SAME_EDGE for y in more) for x in fewer)


def _shift(fewer: Sequence[float], more: Sequence[float]) -> float | None:
    if abs((fewer[-1] - fewer[0]) - (more[-1] - more[0])) <= _SAME_EDGE:
        return more[0] - fewer[0]
    inside = more[0] - _SAME_EDGE <= fewer[0] and fewer[-1] <= more[-1] + _SAME_EDGE
    return 0.0 if inside and len(fewer) > 2 else None


def _regridded(part: Part, xs: Sequence[float]) -> Part:
    """The part with its columns counted on the common edges."""
    moved = _shift(part.xs, xs) or 0.0
    place = [min(range(len(xs)), key=lambda index: abs(xs[index] - x - moved)) for x in part.xs]
    drafts = []
    for draft in part.drafts:
        first, last = place[draft.column - 1], place[draft.column - 1 + draft.column_span]
        drafts.append(draft._replace(column=first + 1, column_span=max(1, last - first)))
    return part._replace(
        drafts=tuple(drafts),
        open_below=_spread(part.open_below, place, len(xs) - 1, False),
        room_below=_spread(part.room_below, place, len(xs) - 1, float("inf")),
    )


def _spread(marks: Sequence[_Mark], place: Sequence[int], width: int, blank: _Mark) -> tuple[_Mark, ...]:
    """Marks by column, on the common columns."""
    spread = [blank] * width
    for index, mark in enumerate(marks):
        spread[place[index] : place[index + 1]] = [mark] * (place[index + 1] - place[index])
    return tuple(spread)


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

    def takes(self, piece: Part, shapes: _Shapes) -> bool:
        """Append the next page's piece; False when it begins a table of its own."""
        rows = list(_rows(piece.drafts))
        head = self._repeated_head(rows)
        if self._begins_anew(rows, head):
            return False
        body = [draft for draft in piece.drafts if draft.row > head]
        cut = bool(body) and self._append(body, piece, shapes)
        self._known.update(rows[head + cut :])
        return True

    def _ends(self, piece: Part, added_from: int) -> None:
        """Remember the cells that reach the table's last row, among those added last and those that ended it before."""
        self._open = frozenset(column for column, is_open in enumerate(piece.open_below, 1) if is_open)
        self._room = dict(enumerate(piece.room_below, 1))
        self._all_open = bool(piece.open_below) and all(piece.open_below)
        candidates = {*self._end.values(), *range(added_from, len(self._drafts))}
        self._last_row = max(self._drafts[index].row + self._drafts[index].row_span - 1 for index in candidates)
        self._end = {
            self._drafts[index].column: index
            for index in sorted(candidates)
            if self._drafts[index].row + self._drafts[index].row_span - 1 == self._last_row
        }

    def _append(self, body: list[Draft], piece: Part, shapes: _Shapes) -> bool:
        """Append rows; whether the first of them was the rest of the last row (its words are no row of their own)."""
        first_row = min(draft.row for draft in body)
        below = {draft.column: draft for draft in body if draft.row == first_row}
        above = {column: self._drafts[index] for column, index in self._end.items()}
        joint = _Joint(above, below, self._open, self._all_open, self._room)
        cut = _cuts_a_row(joint, shapes)
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
        return cut

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


def _cuts_a_row(joint: _Joint, shapes: _Shapes) -> bool:
    """Whether the first row below is the rest of the last row above."""
    if joint.open_columns and not joint.all_open:
        return False
    said = {column for column, draft in joint.below.items() if draft.text}
    stood = {column for column, draft in joint.above.items() if draft.text}
    figures = {column for column in stood if _FIGURE.fullmatch(joint.above[column].text)}
    both = {column for column in said & stood if joint.above[column].text != joint.below[column].text}
    if any(_FIGURE.fullmatch(joint.below[column].text) for column in both & figures):
        return False
    if any(_has_ended(joint, column) for column in both):
        return False
    if joint.all_open:
        return not (len(stood) > 1 and stood <= said)
    if not said or not said <= stood:
        return False
    labels = {column for column in said if joint.below[column].row_span > 1}
    if not all(_is_cut_label(joint.above[column].text, joint.below[column].text, shapes) for column in labels):
        return False
    said -= labels
    if not said:
        return False
    if figures:
        return not said & figures
    if any(joint.above[column].text.endswith(_SENTENCE_END) for column in said):
        return False
    return said < stood or any(_is_unfinished(joint, column) for column in said)


def _is_unfinished(joint: _Joint, column: int) -> bool:
    """Whether a long text above ends only because its line is full: what begins the cell below would not have fitted."""
    return len(joint.above[column].text) >= _LONG and _room(joint, column) < unbroken(joint.below[column].text)


def _has_ended(joint: _Joint, column: int) -> bool:
    """Whether the last line above had room for what begins the cell below: 本年收入合计 is whole, and so is its row."""
    return unbroken(joint.below[column].text) <= _room(joint, column) < math.inf


def _room(joint: _Joint, column: int) -> float:
    return joint.room.get(column, math.inf)


def _goes_on(joint: _Joint, column: int, shapes: _Shapes, *, cut: bool) -> bool:
    """Whether the cell above goes on in the cell below."""
    head, rest = joint.above[column], joint.below[column]
    if head.column_span != rest.column_span:
        return False
    if cut or (column in joint.open_columns and not joint.all_open):
        return True
    if joint.all_open and head.row_span > 1 and not rest.text:
        return True
    return _is_cut_label(head.text, rest.text, shapes)


def _is_cut_label(head: str, rest: str, shapes: _Shapes) -> bool:
    """Whether both halves together stand whole elsewhere and not each for itself: 产出指 + 标, 绩效 + 目标5."""
    if not head or not rest or _NUMBER.fullmatch(head) or not shapes.anywhere[_shape(head + rest)]:
        return False
    return not (shapes.whole[_shape(rest)] and shapes.whole[_shape(head)])


def _shape(text: str) -> str:
    """The text with each number as #: 绩效目标5 has the shape of 绩效目标12."""
    return _DIGITS.sub("#", text)


def _whole(head: str, rest: str) -> str:
    """Both parts of a cut cell; a label that is printed on both pages is said once."""
    return head if head == rest else head + rest
