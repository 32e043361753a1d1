"""The cells of old and foreign workbooks, by calamine; their number formats, merged and hidden cells where `biff` finds them.

Its parser panics on damage and may ask for all the memory there is: call it through `apart` only.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers import biff
from auditor.readers.archive import Package, damaged
from auditor.readers.biff import Dress, Place
from auditor.readers.builder import Builder, digest
from auditor.readers.limits import Limits
from auditor.readers.number_formats import printed
from auditor.readers.sheet import Sheet, Stored, letters

_MOST_OF_A_SHARE = Decimal("1.5")
"""A stored number up to here may be a share that the workbook shows in percent."""


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read a workbook. Raises UnreadableFile when it is damaged, encrypted or over a limit."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if data.startswith(b"PK"):
        Package(data, name, limits).optional("content.xml")  # calamine may go on for ever where a tag is broken
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    builder = Builder(name, "xls", digest(data), limits)
    dresses = biff.dresses(data)
    bare = False
    for metadata in book.sheets_metadata:
        title = metadata.name
        if metadata.visible != SheetVisibleEnum.Visible:
            builder.unreadable(_("工作表“{sheet}”是隐藏的，没有读取").format(sheet=title))
            continue
        try:
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        except (CalamineError, ValueError) as error:
            raise damaged(name) from error
        dress = dresses.get(title)
        sheet = _sheet(rows, dress)
        sheet.note_omissions(builder, title)
        builder.table(sheet.drafts(), exact=dress is not None, sheet=title)
        if dress is None:
            bare = True
            _note_shares(builder, sheet, title)
    if bare:
        builder.unreadable(
            _("旧格式工作簿只读出了存储的数值，没有数字格式（98.40%会读作0.984）；另存为 xlsx 后再试更可靠")
        )
    return builder.document()


def _sheet(rows: Sequence[Sequence[object]], dress: Dress | None) -> Sheet:
    cells = dict(_cells(rows, dress.forms if dress is not None else {}))
    if dress is None:
        return Sheet(cells, {}, frozenset(), ())
    return Sheet(cells, dress.merged, dress.hidden_rows, dress.hidden_columns)


def _cells(rows: Sequence[Sequence[object]], forms: dict[Place, str]) -> Iterator[tuple[Place, Stored]]:
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value in ("", None):
                continue
            form = forms.get((row, column), "yyyy-mm-dd" if isinstance(value, date) else "General")
            number = Decimal(repr(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
            yield (row, column), Stored(printed(value, form), number, None, form)


def _note_shares(builder: Builder, sheet: Sheet, title: str) -> None:
    """Name the numbers that may be shown in percent: shares beside a rate that is written out."""
    rates = {row for (row, _column), stored in sheet.cells.items() if "%" in (stored.text or "")}
    for (row, column), stored in sheet.cells.items():
        if row in rates and stored.number is not None and 0 < stored.number <= _MOST_OF_A_SHARE:
            builder.unreadable(
                _("{sheet}!{cell} 存储的数值是{number}，原表可能显示为百分数，请核对").format(
                    sheet=title, cell=f"{letters(column)}{row}", number=stored.text
                )
            )
