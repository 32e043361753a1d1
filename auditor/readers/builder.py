"""Puts a Document together: readers append paragraphs and tables, it makes the canonical text and the spans.

A paragraph is one line of the canonical text, a table row is one line with its cells joined by tabs. Text inside a
paragraph or cell loses its line breaks and tabs (one space each run), so that a line is always a whole thing.
"""

import hashlib
from collections.abc import Iterable
from typing import Literal, NamedTuple

from auditor.model.source import (
    Block,
    Box,
    Cell,
    Document,
    Span,
    Unreadable,
    make_block,
    make_cell,
    make_document,
    make_span,
    make_table,
)
from auditor.readers.limits import Limits
from auditor.text.patterns import lazily

BlockKind = Literal["paragraph", "table", "header", "footer", "footnote"]

_BREAK = lazily(r"[ \u00a0\u3000]*[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+[ \u00a0\u3000]*")


class Draft(NamedTuple):
    """A cell on its way into a table: text, 1-based place in the grid, extent; page and box where there are such."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None
    uncertain: bool = False
    ocr: bool = False


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def one_line(text: str) -> str:
    """The text with each run of line breaks and tabs as one space, and no blanks at its ends."""
    return _BREAK.sub(" ", text).strip()


class Builder:
    """Collects the parts of one document in reading order; `document()` closes it."""

    def __init__(self, name: str, form: str, sha256: str, limits: Limits | None = None) -> None:
        self._name = name
        self._form = form
        self._sha256 = sha256
        self._limits = limits or Limits()
        self._lines: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._unreadable: list[Unreadable] = []
        self._tables = 0
        self._paragraphs = 0
        self._cells = 0
        self._characters = 0

    def paragraph(
        self,
        text: str,
        *,
        page: int | None = None,
        sheet: str | None = None,
        box: Box | None = None,
        kind: BlockKind = "paragraph",
        ocr: bool = False,
    ) -> Span | None:
        """Append a logical line; its span, or None when it is blank and left out."""
        self._limits.watch(self._name)
        self._limits.check_characters(self._length + len(text), self._name)
        line = one_line(text)
        if not line:
            return None
        start = self._append(line)
        counted = self._next_paragraph() if kind == "paragraph" and page is None and sheet is None else None
        span = make_span(start=start, end=start + len(line), page=page, sheet=sheet, paragraph=counted, ocr=ocr)
        self._blocks.append(make_block(kind=kind, span=span, text=line, box=box))
        return span

    def table(
        self,
        drafts: Iterable[Draft],
        *,
        exact: bool = True,
        page: int | None = None,
        sheet: str | None = None,
        box: Box | None = None,
    ) -> Span | None:
        """Append a table; its span, or None when no cell holds text. A draft's own page wins over the table's."""
        rows = self._by_row(drafts)
        if not any(one_line(draft.text) for row in rows for draft in row):
            return None
        self._tables += 1
        begin = self._length
        cells = [cell for row in rows for cell in self._row(row, page, sheet)]
        span = make_span(start=begin, end=self._length - 1, page=cells[0].span.page, table=self._tables, sheet=sheet)
        table = make_table(number=self._tables, span=span, cells=tuple(cells), exact=exact)
        text = "\n".join(self._lines[-len(rows) :])
        self._blocks.append(make_block(kind="table", span=span, text=text, table=table, box=box))
        return span

    def expect(self, cells: int) -> None:
        """Raises UnreadableFile when so many cells more are too many, or the file has taken too long."""
        self._limits.check_cells(self._cells + cells, self._name)
        self._limits.watch(self._name)

    def unreadable(self, reason: str, span: Span | None = None) -> None:
        """Note a place that could not be read, and why."""
        self._unreadable.append(Unreadable(span=span, reason=reason))

    def document(self, *, pages: int | None = None, ocr: bool = False) -> Document:
        """The document as appended so far."""
        return make_document(
            name=self._name,
            format=self._form,
            sha256=self._sha256,
            text="".join(f"{line}\n" for line in self._lines),
            blocks=tuple(self._blocks),
            pages=pages,
            unreadable=tuple(self._unreadable),
            ocr=ocr,
        )

    def _count(self, text: str) -> None:
        """Raises UnreadableFile when the cells so far, or what they say, are more than is read."""
        self._cells += 1
        self._characters += len(text)
        self._limits.check_cells(self._cells, self._name)
        self._limits.check_characters(self._characters, self._name)
        self._limits.watch(self._name)

    def _by_row(self, drafts: Iterable[Draft]) -> list[list[Draft]]:
        rows: dict[int, list[Draft]] = {}
        for draft in drafts:
            self._count(draft.text)
            rows.setdefault(draft.row, []).append(draft)
        self._limits.check_rows(len(rows), self._name)
        return [sorted(rows[row], key=lambda draft: draft.column) for row in sorted(rows)]

    def _row(self, row: list[Draft], page: int | None, sheet: str | None) -> list[Cell]:
        texts = [one_line(draft.text) for draft in row]
        start = self._append("\t".join(texts))
        cells = []
        for draft, text in zip(row, texts, strict=True):
            span = make_span(
                start=start,
                end=start + len(text),
                page=draft.page if draft.page is not None else page,
                table=self._tables,
                row=draft.row,
                column=draft.column,
                sheet=sheet,
                ocr=draft.ocr,
            )
            start += len(text) + 1
            cells.append(
                make_cell(
                    text=text,
                    span=span,
                    row=draft.row,
                    column=draft.column,
                    row_span=draft.row_span,
                    column_span=draft.column_span,
                    box=draft.box,
                    uncertain=draft.uncertain,
                )
            )
        return cells

    def _next_paragraph(self) -> int:
        self._paragraphs += 1
        return self._paragraphs

    def _append(self, line: str) -> int:
        start = self._length
        self._lines.append(line)
        self._length += len(line) + 1
        return start
