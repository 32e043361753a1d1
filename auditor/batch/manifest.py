"""The list of what was handed in, as an office keeps it: a row a file, csv or xlsx, the columns in any order."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale.system import reason
from auditor.model.dossier import DocumentRole
from auditor.model.record import Record

_COLUMNS = {
    "unit_code": ("单位编码", "单位代码", "unit_code", "unit code"),
    "unit": ("单位", "单位名称", "unit"),
    "department": ("部门", "主管部门", "department"),
    "project_code": ("项目编码", "项目代码", "project_code", "project code"),
    "project": ("项目", "项目名称", "project"),
    "year": ("年度", "年份", "year"),
    "role": ("role", "角色", "材料类型", "类型"),
    "path": ("path", "路径", "文件", "文件名"),
    "supersedes": ("supersedes", "替代", "取代"),
}
_ROLES: dict[str, DocumentRole] = {
    **dict.fromkeys(("report", "自评报告", "报告"), "report"),
    **dict.fromkeys(("table", "自评表", "表", "form"), "table"),
    **dict.fromkeys(("plan", "绩效目标申报表", "申报表", "目标表", "绩效目标表"), "plan"),
    **dict.fromkeys(("last-year", "last year", "上年", "上年自评表", "上年度自评表"), "last-year"),
    **dict.fromkeys(("annex", "附表", "附件"), "annex"),
}
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")


class Row(Record):
    """A file as the list names it; `line` is where."""

    line: int
    path: str
    unit_code: str | None = None
    unit: str | None = None
    department: str | None = None
    project_code: str | None = None
    project: str | None = None
    year: int | None = None
    role: DocumentRole | None = None
    supersedes: str | None = None

    @property
    def group(self) -> tuple[object, ...]:
        """What files of one submission have in common; a file that names neither unit nor project stands alone."""
        who = (self.unit_code or self.unit, self.project_code or self.project)
        return (self.department, *who, self.year) if any(who) else (self.path,)


def read(path: Path) -> list[Row]:
    """The rows of a list. Raises SettingsError naming the line and what is wrong with it."""
    rows = iter(_cells(path))
    heading = next(rows, (0, ()))[1]
    columns = _columns(path, heading)
    found = [_row(path, line, dict(zip(columns, cells, strict=False))) for line, cells in rows if any(cells)]
    if not found:
        raise SettingsError(_("清单 {name} 中没有文件：表头以下每行写一个文件。").format(name=path.name))
    return found


def _columns(path: Path, heading: Sequence[str]) -> list[str]:
    """Which field each column holds, "" for those nobody asked for."""
    known = {name: field for field, names in _COLUMNS.items() for name in names}
    columns = [known.get(cell.strip().lower().removeprefix("\ufeff"), "") for cell in heading]
    if "path" not in columns:
        message = _("清单 {name} 的第一行没有 path（路径、文件）一栏；可用的栏目：{columns}。")
        listed = _("、").join(names[0] for names in _COLUMNS.values())
        raise SettingsError(message.format(name=path.name, columns=listed))
    twice = {column for column in columns if column and columns.count(column) > 1}
    if twice:
        names = _("、").join(_COLUMNS[column][0] for column in sorted(twice))
        raise SettingsError(_("清单 {name} 中有两栏都是{columns}，请删去一栏。").format(name=path.name, columns=names))
    return columns


def _row(path: Path, line: int, told: dict[str, str]) -> Row:
    values = {name: value.strip() or None for name, value in told.items() if name}
    where = {"name": path.name, "line": line}
    if not values.get("path"):
        raise SettingsError(_("清单 {name} 第 {line} 行没有写路径。").format(**where))
    role, year = values.pop("role", None), values.pop("year", None)
    if role is not None and role.lower() not in _ROLES:
        message = _("清单 {name} 第 {line} 行的 role“{role}”不认识：应为 report、table、plan、last-year、annex 之一。")
        raise SettingsError(message.format(**where, role=role))
    found = _YEAR.search(year) if year else None
    if year and found is None:
        raise SettingsError(_("清单 {name} 第 {line} 行的年度“{year}”不是四位年份。").format(**where, year=year))
    return Row.model_validate(
        {
            **values,
            "line": line,
            "role": _ROLES[role.lower()] if role else None,
            "year": int(found[1]) if found else None,
        }
    )


def _cells(path: Path) -> Iterable[tuple[int, Sequence[str]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        message = _("读不到清单 {name}（{why}），请检查路径和权限。")
        raise SettingsError(message.format(name=path, why=reason(error))) from error
    return _sheet(path, data) if data.startswith(b"PK") else _lines(path, data)


def _lines(path: Path, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of a csv file, in UTF-8 or in the code page of Chinese Windows, with commas or tabs."""
    for code in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(code)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SettingsError(
            _("清单 {name} 既不是 UTF-8 也不是 GBK 文本，请另存为 csv 或 xlsx。").format(name=path.name)
        )
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if first.count("\t") > first.count(",") else ",")
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        message = _("清单 {name} 第 {line} 行不是有效的 csv，请检查引号。")
        raise SettingsError(message.format(name=path.name, line=reader.line_num)) from error


def _sheet(path: Path, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of the first sheet of a workbook; numbers as they would be typed."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        message = _("清单 {name} 不是有效的工作簿，请另存为 xlsx 或 csv。")
        raise SettingsError(message.format(name=path.name)) from error
    for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
        yield line, [_typed(cell) for cell in cells]


def _typed(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
