"""A workbook of long lists, written row by row: as fast as a text file, and with few rows in memory.

Every cell is a string or a number of ours, never a formula: inline strings (ECMA-376-1, 18.3.1.53) are not looked at by any program.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from auditor.memo.archive import member
from auditor.writing import growing

Value = str | int | Decimal | None
Row = Sequence[Value]

_MOST_ROWS = 1_048_575
"""Below the heading of a sheet (Excel's specification: 1,048,576 rows)."""
_MOST_CHARACTERS = 32_767
_LINE, _HIGHEST = 15, 409
"""Points of a line, and of the highest row (Excel's specification)."""
_AT_ONCE = 100
"""Rows that are compressed together: each time costs as much as a row."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Few cells have any: they are looked at once."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Column(NamedTuple):
    """A column: its heading, and its width in narrow characters."""

    heading: str
    width: int


class Sheet(NamedTuple):
    """A sheet: its name (at most 25 characters), its columns and its rows."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook, whole or not at all. A list that is longer than a sheet goes on in the next one. Raises OSError."""
    with growing(path) as made, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        names: list[str] = []
        for sheet in sheets:
            for name, rows in _parts(sheet):
                names.append(name)
                with book.open(member(f"xl/worksheets/sheet{len(names)}.xml"), "w", force_zip64=True) as file:
                    _sheet(file, sheet.columns, rows)
        for part, content in _frame(names).items():
            book.writestr(member(part), content)


def _parts(sheet: Sheet) -> Iterator[tuple[str, Iterator[Row]]]:
    """The sheet in pieces that Excel opens."""
    rows = iter(sheet.rows)
    number, following = 1, next(rows, None)
    while following is not None or number == 1:
        state: list[Row | None] = [following]
        yield (sheet.name if number == 1 else f"{sheet.name} ({number})"), _some(rows, state)
        following = state[0]
        number += 1


def _some(rows: Iterator[Row], state: list[Row | None]) -> Iterator[Row]:
    """As many rows as a sheet holds; the next one stays in `state`."""
    for _number in range(_MOST_ROWS):
        row = state[0]
        if row is None:
            return
        yield row
        state[0] = next(rows, None)


def _sheet(file: IO[bytes], columns: Sequence[Column], rows: Iterable[Row]) -> None:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{one.width}" customWidth="1"/>' for at, one in enumerate(columns, 1)
    )
    file.write(
        f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>'.encode()
    )
    wide = [one.width for one in columns]
    file.write(_row(1, [one.heading for one in columns], 1, wide))
    last = 1
    some: list[bytes] = []
    for last, row in enumerate(rows, 2):
        some.append(_row(last, row, 2, wide))
        if len(some) == _AT_ONCE:
            file.write(b"".join(some))
            some.clear()
    file.write(b"".join(some))
    corner = f"{_letters(len(columns))}{last}"
    file.write(
        f'</sheetData><autoFilter ref="A1:{corner}"/><pageSetup orientation="landscape" paperSize="9" fitToHeight="0"/></worksheet>'.encode()
    )


def _row(number: int, row: Row, style: int, widths: Sequence[int]) -> bytes:
    lines, cells = 1, []
    for value, width in zip(row, widths, strict=True):
        if value is None or value == "":
            cells.append("<c/>")
        elif isinstance(value, str):
            plain, high = (_again if len(value) <= _SHORT else _text)(value, width)
            cells.append(f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>')
            lines = max(lines, high)
        else:
            cells.append(f'<c s="{style}"><v>{value}</v></c>')
    height = f' ht="{min(_LINE * lines, _HIGHEST)}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{height}>{"".join(cells)}</row>'.encode()


def _text(text: str, width: int) -> tuple[str, int]:
    """A text as it stands in XML, as long as a cell may be, and its lines."""
    cut = text[:_MOST_CHARACTERS]
    plain = escape(_UNFIT.sub("", cut)) if _SPECIAL.search(cut) else cut
    return plain, _lines(text, width) if 2 * len(text) > width or "\n" in text else 1


_again = lru_cache(maxsize=1 << 10)(_text)
_SHORT = 64
"""Characters of what may be said again in the next row: names, words, numbers as text."""


def _lines(text: str, width: int) -> int:
    """Lines that a text takes up in its column: not every program reckons them itself. A wide character is two narrow ones."""
    return sum(max(1, -(-len(line.encode("gb18030", "replace")) // width)) for line in text.split("\n"))


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts of a workbook beside its sheets."""
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(names, 1))
    filters = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{_quoted(name)}!$1:$1</definedName>'
        for at, name in enumerate(names)
    )
    sheets = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for at in range(1, len(names) + 1)
    )
    return {
        "xl/workbook.xml": f'{_DECLARED}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets><definedNames>{filters}</definedNames></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{sheets}<Relationship Id="s" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
        "_rels/.rels": f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="b" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": (
            f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>'
        ),
    }


def _quoted(name: str) -> str:
    return escape("'{}'".format(name.replace("'", "''")))


_STYLES = (
    f'{_DECLARED}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="10.5"/><name val="宋体"/></font><font><b/><sz val="10.5"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7E9EC"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf xfId="0"/><xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
