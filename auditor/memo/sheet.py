"""Sheets of a workbook: text stays text, formulas are ours, and every list can be filtered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, cast

from auditor.memo.contents import clean
from auditor.memo.terminal import columns as columns_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment, Border, Font
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "等线"
_HEAD_FILL = "DCE3EA"
_RULE = "9AA1A9"
_READ_AS_FORMULA = ("=", "+", "-", "@")
_LONGEST = 32_767
"""Characters that a cell of Excel can hold (Excel specifications and limits)."""
_A4 = 9
_LINE, _HIGHEST = 16.5, 409
"""Points: a line of the default font, or of one that stands in for it, and the highest row that Excel allows."""


@dataclass(frozen=True)
class Formula:
    """A formula of ours; every other string is text."""

    text: str


Value = str | int | Decimal | Formula | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and the colours of its cells by the words in them.

    What is not `printed` stands at the right end of the sheet, outside the paper.
    """

    head: str
    width: int
    colours: Mapping[str, str] = field(default_factory=dict)
    printed: bool = True


def put(sheet: "Worksheet", row: int, column: int, value: Value, *, bold: bool = False) -> "Cell":
    """Write a cell: a string as text whatever it begins with, a number with the places it was printed with."""
    cell = cast("Cell", sheet.cell(row, column))
    cell.font = _font(bold=bold)
    cell.alignment = _alignment(wrapped=isinstance(value, str), centred=isinstance(value, int))
    match value:
        case Formula(text):
            cell.value = text
            cell.number_format = "0.00"
        case str():
            cell.value = "\n".join(map(clean, value.splitlines()))[:_LONGEST]
            cell.data_type = "s"
            if value.startswith(_READ_AS_FORMULA):
                cell.quotePrefix = True
        case Decimal():
            cell.value = value
            cell.number_format = _format(value)
        case _:
            cell.value = value
    return cell


def head(sheet: "Worksheet", row: int, columns: Sequence[Column]) -> None:
    """The heading row of a list, and the widths of its columns."""
    from openpyxl.styles import Alignment, Border, PatternFill, Side
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns, 1):
        cell = put(sheet, row, number, column.head, bold=True)
        cell.fill = PatternFill("solid", start_color=_HEAD_FILL)
        cell.border = Border(bottom=Side("thin"))
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[row].height = _LINE * max(lines(column.head, column.width) for column in columns) + 5


def fill(sheet: "Worksheet", columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    """A whole list: heading, rows, filter, frozen head, colours. Returns the number of its last row."""
    rows = list(rows)
    columns = widened(columns, rows)
    head(sheet, 1, columns)
    last = 1
    for last, row in enumerate(rows, 2):
        line(sheet, last, row, [column.width for column in columns])
    colour(sheet, columns, last)
    filtered(sheet, columns, last)
    return last


_MOST_LINES = int((_HIGHEST - 2) / _LINE)
_WIDEST = 120
"""Characters of a column, beyond which nobody reads on."""


def widened(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> list[Column]:
    """The columns, each as wide as its longest text needs to fit the highest row there can be."""
    made = list(columns)
    for place, column in enumerate(columns):
        width = column.width
        longest = [row[place] for row in rows if lines(row[place], width) > _MOST_LINES]
        while longest and width < _WIDEST:
            width += 4
            longest = [value for value in longest if lines(value, width) > _MOST_LINES]
        made[place] = replace(column, width=width)
    return made


def line(sheet: "Worksheet", number: int, values: Sequence[Value], widths: Sequence[int]) -> None:
    """A row of a list, as high as its longest text needs: not every program fits rows that it opens."""
    for column, value in enumerate(values, 1):
        put(sheet, number, column, value).border = _ruled()
    needed = max((lines(value, width) for value, width in zip(values, widths, strict=False)), default=1)
    sheet.row_dimensions[number].height = min(_LINE * needed + 2, _HIGHEST)


def lines(value: Value, width: int) -> int:
    """How many lines a text takes in a column that many narrow characters wide."""
    if not isinstance(value, str):
        return 1
    return sum(_wrapped(one, width) for one in value.splitlines()) or 1


def _wrapped(text: str, width: int) -> int:
    """The lines of one paragraph: a wide character takes two columns, and punctuation takes one along to the next line."""
    taken = columns_of(text)
    if taken <= width - 1:
        return 1
    room = max(width - 1 - (width - 1) % 2, 2)
    return -(-(taken + taken // (4 * room)) // room)


def colour(sheet: "Worksheet", columns: Sequence[Column], last: int) -> None:
    """Colour the cells of a list by the words in them, also after the reader changes a word."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        for word, shade in column.colours.items():
            quoted = '"{}"'.format(word.replace('"', '""'))
            rule = Rule(type="cellIs", operator="equal", formula=[quoted], dxf=shaded(shade))
            sheet.conditional_formatting.add(f"{letter}2:{letter}{max(last, 2)}", rule)


def shaded(shade: str) -> "DifferentialStyle":
    """What a conditional format changes: the fill, which takes the background colour."""
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    return DifferentialStyle(fill=PatternFill("solid", start_color=shade, end_color=shade))


def filtered(sheet: "Worksheet", columns: Sequence[Column], last: int) -> None:
    """Filters over a list, a head that stays, and pages as wide as the paper."""
    from openpyxl.utils import get_column_letter

    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(sum(column.printed for column in columns))}{last}"
    landscape(sheet)


def landscape(sheet: "Worksheet") -> None:
    """Print on A4 across, as wide as the paper."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&A  &P / &N"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


@cache
def _font(*, bold: bool) -> "Font":
    from openpyxl.styles import Font

    return Font(name=FONT, bold=bold)


@cache
def _alignment(*, wrapped: bool, centred: bool) -> "Alignment":
    from openpyxl.styles import Alignment

    return Alignment(horizontal="center" if centred else None, vertical="top", wrap_text=wrapped)


@cache
def _ruled() -> "Border":
    from openpyxl.styles import Border, Side

    side = Side("hair", color=_RULE)
    return Border(bottom=side, right=side)


def _format(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "0." + "0" * places if places else "0"
