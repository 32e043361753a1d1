"""The stored cells of old and foreign workbooks, by calamine; number formats and most merged cells are lost there.

Its parser panics on damage and may ask for all the memory there is: call it through `apart` only.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date

from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers.archive import damaged
from auditor.readers.builder import Builder, Draft, digest
from auditor.readers.limits import Limits
from auditor.readers.number_formats import printed


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read a workbook. Raises UnreadableFile when it is damaged, encrypted or over a limit."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(name) from error
    builder = Builder(name, "xls", digest(data), limits)
    for sheet in book.sheets_metadata:
        if sheet.visible != SheetVisibleEnum.Visible:
            builder.unreadable(_("工作表“{sheet}”是隐藏的，没有读取").format(sheet=sheet.name))
            continue
        try:
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        except (CalamineError, ValueError) as error:
            raise damaged(name) from error
        builder.table(_drafts(rows), exact=False, sheet=sheet.name)
    builder.unreadable(_("旧格式工作簿只读出了存储的数值，没有数字格式（98.40%会读作0.984）；另存为 xlsx 后再试更可靠"))
    return builder.document()


def _drafts(rows: Sequence[Sequence[object]]) -> Iterator[Draft]:
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value not in ("", None):
                yield Draft(printed(value, "yyyy-mm-dd" if isinstance(value, date) else "General"), row, column)
