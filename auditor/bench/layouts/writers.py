"""Pages as files: text in four manners, Word, Excel and the web with merged cells."""

import html
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

from auditor.bench.layouts.clothes import Clothes
from auditor.bench.layouts.page import Block, Cell, Line, Lines, Sheet

Write = Callable[[Sequence[Block], Clothes], bytes]


def suffix(clothes: Clothes) -> str:
    """The suffix of the file that the clothes ask for."""
    return clothes.format if clothes.format in {"docx", "xlsx", "html"} else "txt"


def write(page: Sequence[Block], clothes: Clothes) -> bytes:
    """The page in the format that its clothes name."""
    return _WRITERS[clothes.format](page, clothes)


def _tab(page: Sequence[Block], clothes: Clothes) -> bytes:
    return _text(page, lambda sheet: ("\t".join(one).rstrip("\t") for one in _texts(sheet, clothes)))


def _pipe(page: Sequence[Block], clothes: Clothes) -> bytes:
    return _text(page, lambda sheet: (f"| {' | '.join(one)} |" for one in _texts(sheet, clothes)))


def _cell_a_line(page: Sequence[Block], clothes: Clothes) -> bytes:
    return _text(page, lambda sheet: (text for one in _texts(sheet, clothes) for text in one if text))


def _blanks(page: Sequence[Block], clothes: Clothes) -> bytes:
    return _text(page, lambda sheet: _spaced(list(_texts(sheet, clothes))))


def _text(page: Sequence[Block], drawn: Callable[[Sheet], Iterator[str]]) -> bytes:
    lines: list[str] = []
    for block in page:
        lines += block.texts if isinstance(block, Lines) else drawn(block)
    return ("\n".join(lines) + "\n").encode()


def _texts(sheet: Sheet, clothes: Clothes) -> Iterator[list[str]]:
    """The rows as a text export gives them: what a merged cell covers is blank, or left out in front of a row."""
    for line in sheet.rows:
        texts = [_flat(cell.text) if cell else "" for cell in line]
        covered = next((place for place, cell in enumerate(line) if cell is not None), 0)
        yield texts[covered:] if clothes.labels == "dropped" else texts


def _flat(text: str) -> str:
    return text.replace("\n", "")


_SHORT = 24


def _spaced(rows: list[list[str]]) -> Iterator[str]:
    """Columns by runs of blanks, as wide as their longest short cell."""
    columns = max(len(one) for one in rows)
    widths = [
        max((wide for one in rows if place < len(one) and (wide := _wide(one[place])) <= _SHORT), default=0)
        for place in range(columns)
    ]
    for one in rows:
        yield "".join(text + " " * (max(widths[place] - _wide(text), 0) + 2) for place, text in enumerate(one)).rstrip()


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _html(page: Sequence[Block], _clothes: Clothes) -> bytes:
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"]
    for block in page:
        if isinstance(block, Lines):
            parts += [f"<p>{html.escape(text)}</p>" for text in block.texts]
        else:
            parts += ["<table border='1'>", *(_html_row(line) for line in block.rows), "</table>"]
    return "\n".join([*parts, "</body></html>"]).encode()


def _html_row(line: Line) -> str:
    cells = [
        f"<td rowspan='{cell.down}' colspan='{cell.across}'>{html.escape(cell.text).replace(chr(10), '<br>')}</td>"
        for cell in line
        if cell is not None
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _docx(page: Sequence[Block], _clothes: Clothes) -> bytes:
    import docx

    document = docx.Document()
    for block in page:
        if isinstance(block, Lines):
            for text in block.texts:
                document.add_paragraph(text)
            continue
        table = document.add_table(rows=len(block.rows), cols=block.width, style="Table Grid")
        grid = [list(one.cells) for one in table.rows]
        for across, down, cell in _placed(block):
            corner = grid[down][across]
            if cell.down > 1 or cell.across > 1:
                corner = corner.merge(grid[down + cell.down - 1][across + cell.across - 1])
            corner.text = cell.text
        document.add_paragraph()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(page: Sequence[Block], _clothes: Clothes) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    leaf = book.worksheets[0]
    top = 1
    for block in page:
        if isinstance(block, Lines):
            for text in block.texts:
                leaf.cell(top, 1, text)
                top += 1
            continue
        for across, down, cell in _placed(block):
            leaf.cell(top + down, across + 1, cell.text or None)
            if cell.down > 1 or cell.across > 1:
                leaf.merge_cells(
                    start_row=top + down, end_row=top + down + cell.down - 1,
                    start_column=across + 1, end_column=across + cell.across,
                )  # fmt: skip
        top += len(block.rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _placed(sheet: Sheet) -> Iterator[tuple[int, int, Cell]]:
    """The cells with their place: column and row, from 0."""
    for down, line in enumerate(sheet.rows):
        for across, cell in enumerate(line):
            if cell is not None:
                yield across, down, cell


_WRITERS: dict[str, Write] = {
    "tab": _tab,
    "pipe": _pipe,
    "blanks": _blanks,
    "lines": _cell_a_line,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
}
