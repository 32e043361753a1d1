"""Excel workbooks: each sheet a table, values as they are printed. Macros are never run, links never followed."""

import io
import re
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers.archive import BROKEN, damaged, members
from auditor.readers.builder import Builder, Draft, digest
from auditor.readers.limits import Limits

_COMPUTES = re.compile(r"[A-Za-z]+\d|[A-Za-z.]+\s*\(|[-+*/^&]")
"""A cell's address (G4), a function (SUM(…)) or an operator."""


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read an .xlsx or .xlsm. Raises UnreadableFile when it is damaged, encrypted or over a limit."""
    from xml.etree.ElementTree import ParseError

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    members(data, name, limits)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        formulas = (
            openpyxl.load_workbook(io.BytesIO(data), keep_links=False) if b"<f" in data or _has_formulas(data) else None
        )
    except (
        *BROKEN,
        zlib.error,
        ParseError,
        InvalidFileException,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:
        raise damaged(name) from error
    builder = Builder(name, "xlsx", digest(data), limits)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            builder.unreadable(_("工作表“{sheet}”是隐藏的，没有读取").format(sheet=sheet.title))
            continue
        if sheet.max_row > limits.max_rows:
            raise UnreadableFile(
                _("{name}：工作表“{sheet}”超过 {limit} 行，请拆分后重试。").format(
                    name=name, sheet=sheet.title, limit=limits.max_rows
                )
            )
        _hidden(builder, sheet)
        _uncalculated(builder, sheet, formulas)
        builder.table(_drafts(sheet, formulas), exact=True, sheet=sheet.title)
    return builder.document()


def _has_formulas(data: bytes) -> bool:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(b"<f" in archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/sheet"))


def _hidden_rows(sheet: Any) -> set[int]:
    return {number for number, row in sheet.row_dimensions.items() if row.hidden}


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min or 0, (dimension.max or 0) + 1)
    }


def _hidden(builder: Builder, sheet: Any) -> None:
    rows = [number for number in sorted(_hidden_rows(sheet)) if any(cell.value is not None for cell in sheet[number])]
    if rows:
        builder.unreadable(
            _("工作表“{sheet}”第{rows}行是隐藏的，没有读取").format(sheet=sheet.title, rows="、".join(map(str, rows)))
        )
    if columns := sorted(_hidden_columns(sheet)):
        builder.unreadable(
            _("工作表“{sheet}”第{columns}列是隐藏的，没有读取").format(
                sheet=sheet.title, columns="、".join(map(str, columns))
            )
        )


def _uncalculated(builder: Builder, sheet: Any, formulas: Any) -> None:
    """Name the cells whose formula was never calculated: the file holds no value for them."""
    if formulas is None:
        return
    for row in formulas[sheet.title].iter_rows():
        for cell in row:
            if _computed(cell) and sheet[cell.coordinate].value is None:
                builder.unreadable(
                    _("{sheet}!{cell} 是没有计算结果的公式，没有读取").format(sheet=sheet.title, cell=cell.coordinate)
                )


def _computed(cell: Any) -> bool:
    """A formula that computes: it names cells or functions. =100% and =35次 are words that begin with an equality sign."""
    return cell.data_type == "f" and _COMPUTES.search(str(cell.value)) is not None


def _as_typed(formulas: Any, sheet: Any, row: int, column: int) -> str | None:
    """What stands in a cell without a value: the words of an equality that Excel took for a formula."""
    cell = formulas[sheet.title].cell(row, column) if formulas is not None else None
    return str(cell.value) if cell is not None and cell.data_type == "f" and not _computed(cell) else None


def _drafts(sheet: Any, formulas: Any) -> Iterator[Draft]:
    spans = {
        (area.min_row, area.min_col): (area.size["rows"], area.size["columns"]) for area in sheet.merged_cells.ranges
    }
    hidden_rows, hidden_columns = _hidden_rows(sheet), _hidden_columns(sheet)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.row in hidden_rows or cell.column in hidden_columns:
                continue
            typed = _as_typed(formulas, sheet, cell.row, cell.column)
            if cell.value is None and typed is None:
                continue
            height, width = spans.get((cell.row, cell.column), (1, 1))
            yield Draft(typed or printed(cell.value, cell.number_format), cell.row, cell.column, height, width)


def printed(value: object, form: str) -> str:
    """The value as Excel shows it under its number format: 0.984 with 0.00% is 98.40%."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), form)
        case datetime() | date():
            return _date(value, form)
        case time() | timedelta():
            return str(value)
    return str(value)


def _number(value: Decimal, form: str) -> str:
    shown = form.split(";", maxsplit=1)[0]
    digits = "".join(letter for letter in _without_literals(shown) if letter in "0#?.,%E")
    if form == "General" or not digits or "E" in digits:
        return format(_plain(value), "f")
    share = "%" in digits
    number = value * 100 if share else value
    places = len(digits.partition(".")[2].rstrip("%,").replace(",", "")) if "." in digits else 0
    least = digits.partition(".")[2].count("0")
    number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{number:,f}" if "," in digits.partition(".")[0] else f"{number:f}"
    while places > least and text.endswith("0"):
        text, places = text[:-1], places - 1
    return text.rstrip(".") + ("%" if share else "") + _suffix(shown)


def _plain(value: Decimal) -> Decimal:
    """A stored binary fraction at the fifteen digits that Excel keeps: 0.30000000000000004 is 0.3."""
    from decimal import Context

    kept = Context(prec=15, rounding=ROUND_HALF_UP).create_decimal(value).normalize()
    exponent = kept.as_tuple().exponent
    return kept.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else kept


def _without_literals(form: str) -> str:
    parts = form.split('"')
    return "".join(parts[::2])


def _suffix(form: str) -> str:
    """The words in quotes behind the digits: 0.00"万元"."""
    parts = form.split('"')
    return parts[1] if len(parts) >= 3 and any(letter in "0#" for letter in parts[0]) else ""


def _date(value: date, form: str) -> str:
    plain = form.lower()
    day = f"{value.day}日" if "d" in plain else ""
    if "y" not in plain:
        return f"{value.month}月{day}"
    if "年" in form or "月" in form or "d" not in plain:
        return f"{value.year}年{value.month}月{day}"
    return f"{value.year}-{value.month:02}-{value.day:02}"
