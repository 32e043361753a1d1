"""Excel workbooks: each sheet a table, values as they are printed. Macros are never run, links never followed.

The sheets are read as a stream, row by row, with their values and formulas at once: what a sheet takes up does not grow
with the blank cells it claims.
"""

import io
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.readers import formulas, number_formats
from auditor.readers.archive import Package, damaged
from auditor.readers.builder import Builder, digest
from auditor.readers.limits import Limits
from auditor.readers.sheet import Sheet, Stored

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COMPUTES = re.compile(r"[A-Za-z]+\$?\d|[A-Za-z.]+\s*\(|[-+*/^&]")
"""A cell's address (G4), a function (SUM(…)) or an operator. =100% and =35次 are words that begin with an equality sign."""
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How Excel writes control characters: _x000D_."""
_TRUE = frozenset(["1", "true", "on"])
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ROUNDS = 8
"""Formulas that depend on formulas are worked out so many deep."""


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Read an .xlsx or .xlsm. Raises UnreadableFile when it is damaged, encrypted or over a limit."""
    book = _Book(Package(data, name, limits), name, limits)
    builder = Builder(name, "xlsx", digest(data), limits)
    lookups = _Lookups(name, limits)
    for title, state, part in book.sheets():
        if state != "visible":
            builder.unreadable(_("工作表“{sheet}”是隐藏的，没有读取").format(sheet=title))
            continue
        sheet = _worked_out(book.sheet(part), lookups)
        sheet.note_omissions(builder, title)
        builder.table(sheet.drafts(), exact=True, sheet=title)
    return builder.document()


class _Book:
    """A workbook with what its sheets share: strings, number formats, the calendar."""

    def __init__(self, package: Package, name: str, limits: Limits) -> None:
        self._package = package
        self._name = name
        self._limits = limits
        main = package.main("xl/workbook.xml")
        self._root = package.xml(main)
        self._related = package.related(main)
        part_of = {item.kind: item.part for item in self._related.values()}
        self._strings = _strings(package.optional(part_of.get("sharedStrings")))
        self._forms = _forms(package.optional(part_of.get("styles")))
        properties = self._root.find(f"{_S}workbookPr")
        self._since_1904 = properties is not None and properties.get("date1904") in _TRUE
        self._cells = 0

    def sheets(self) -> Iterator[tuple[str, str, str]]:
        """The worksheets in their order: title, state, part."""
        for sheet in self._root.iter(f"{_S}sheet"):
            related = self._related.get(sheet.get(_ID, ""))
            if related is not None and related.kind == "worksheet" and related.part in self._package:
                yield sheet.get("name", ""), sheet.get("state", "visible"), related.part

    def sheet(self, part: str) -> Sheet:
        """A sheet's cells. Raises UnreadableFile when it is damaged or holds more cells than are read."""
        from lxml import etree

        cells: dict[tuple[int, int], Stored] = {}
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        hidden_rows: set[int] = set()
        hidden_columns: list[tuple[int, int]] = []
        number = 0
        wanted = [f"{_S}{tag}" for tag in ("row", "col", "mergeCell")]
        try:
            for _event, element in etree.iterparse(
                io.BytesIO(self._package.plain(part)),
                tag=wanted,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
            ):
                if element.tag == wanted[0]:
                    number = _whole(element.get("r"), number + 1, _LAST_ROW)
                    cells.update(self._row(element, number))
                    if element.get("hidden") in _TRUE:
                        hidden_rows.add(number)
                elif element.tag == wanted[1] and element.get("hidden") in _TRUE:
                    first = _whole(element.get("min"), 1, _LAST_COLUMN)
                    hidden_columns.append((first, _whole(element.get("max"), first, _LAST_COLUMN)))
                elif (area := _area(element.get("ref") or "")) is not None:
                    merged[area[0]] = area[1]
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(self._name) from error
        return Sheet(cells, merged, frozenset(hidden_rows), tuple(hidden_columns))

    def _row(self, row: Any, number: int) -> Iterator[tuple[tuple[int, int], Stored]]:
        column = 0
        for cell in row.iterchildren(f"{_S}c"):
            place = _place(cell.get("r") or "")
            column = place[1] if place is not None else column + 1
            stored = self._stored(cell)
            if stored is None:
                continue
            self._cells += 1
            self._limits.check_cells(self._cells, self._name)
            self._limits.watch(self._name)
            yield (number, column), stored

    def _stored(self, cell: Any) -> Stored | None:
        kind = cell.get("t", "n")
        formula = cell.findtext(f"{_S}f")
        raw = cell.findtext(f"{_S}v") or ""
        form = self._forms.get(cell.get("s", "0"), "General")
        match kind:
            case "s":
                place = _whole(raw, -1, len(self._strings) - 1)
                text = self._strings[place] if place >= 0 else ""
            case "inlineStr":
                text = _words(cell.find(f"{_S}is"))
            case "b":
                text = "TRUE" if raw in _TRUE else "FALSE"
            case "n":
                return self._number(raw, formula, form)
            case _:
                text = _unescaped(raw)
        return Stored(text, None, formula, form) if text or formula else None

    def _number(self, raw: str, formula: str | None, form: str) -> Stored | None:
        if not raw.strip():
            return Stored(None, None, formula, form) if formula else None
        try:
            number = Decimal(raw.strip())
        except InvalidOperation:
            return Stored(raw, None, formula, form)
        if not number.is_finite() or abs(number.adjusted()) > 400:
            return Stored(raw, None, formula, form)
        return Stored(self._shown(number, form), number, formula, form)

    def _shown(self, number: Decimal, form: str) -> str:
        if number_formats.is_date(form):
            moment = number_formats.moment(number, since_1904=self._since_1904)
            if moment is not None:
                return number_formats.printed(moment, form)
        return number_formats.printed(number, form)


class _Lookups:
    """Counts the cells that formulas ask for."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._count = 0

    def count(self) -> None:
        """One more. Raises UnreadableFile when they are too many or take too long."""
        self._count += 1
        if self._count % _EVERY == 0:
            self._limits.check_lookups(self._count, self._name)
            self._limits.watch(self._name)


_EVERY = 1000


def _worked_out(sheet: Sheet, lookups: _Lookups) -> Sheet:
    """The sheet with what its formulas come to where the file holds no result, and with equalities read as typed."""
    cells = dict(sheet.cells)
    open_cells = {
        place: stored for place, stored in cells.items() if stored.text is None and stored.formula is not None
    }
    for place, stored in list(open_cells.items()):
        if stored.formula is not None and not _COMPUTES.search(stored.formula):
            cells[place] = stored._replace(text=f"={stored.formula.removeprefix('=')}")
            del open_cells[place]

    def look(row: int, column: int) -> Decimal | None:
        lookups.count()
        stored = cells.get((row, column))
        if stored is None or stored.text is not None:
            return stored.number if stored is not None and stored.number is not None else Decimal(0)
        return None

    for _round in range(_ROUNDS):
        results = {place: formulas.evaluate(stored.formula or "", look) for place, stored in open_cells.items()}
        known = {place: result for place, result in results.items() if result is not None}
        for place, result in known.items():
            stored = open_cells.pop(place)
            cells[place] = stored._replace(text=number_formats.printed(result, stored.form), number=result)
        if not known or not open_cells:
            break
    return sheet._replace(cells=cells)


def _place(address: str) -> tuple[int, int] | None:
    """G4 → row 4, column 7; None for what is no address."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row, column) if 0 < row <= _LAST_ROW and column <= _LAST_COLUMN else None


def _area(reference: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """A2:I3 → its first cell, and how many rows and columns it covers."""
    first, _colon, last = reference.partition(":")
    start, end = _place(first), _place(last)
    if start is None or end is None:
        return None
    (top, left), (bottom, right) = start, end
    return (min(top, bottom), min(left, right)), (abs(bottom - top) + 1, abs(right - left) + 1)


def _whole(stated: str | None, default: int, most: int) -> int:
    plain = (stated or "").strip()
    value = int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else default
    return value if value <= most else default


def _strings(root: Any | None) -> list[str]:
    return [_words(item) for item in root.iterchildren(f"{_S}si")] if root is not None else []


def _words(item: Any | None) -> str:
    """The text of a string, of its runs one after the other; readings printed above the characters are left out."""
    if item is None:
        return ""
    texts = (text for text in item.iter(f"{_S}t") if text.getparent().tag != f"{_S}rPh")
    return _unescaped("".join(text.text or "" for text in texts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _character(int(found[1], 16)), text) if "_x" in text else text


def _character(code: int) -> str:
    return chr(code) if code in (9, 10, 13) or (code >= 32 and not 0xD800 <= code < 0xE000) else ""


def _forms(styles: Any | None) -> dict[str, str]:
    """The number format of each cell style, by the number that cells name it with."""
    if styles is None:
        return {}
    own = {_whole(item.get("numFmtId"), -1, 10_000): item.get("formatCode", "") for item in styles.iter(f"{_S}numFmt")}
    known = number_formats.BUILT_IN | own
    group = styles.find(f"{_S}cellXfs")
    entries = group.iterchildren(f"{_S}xf") if group is not None else ()
    return {
        str(number): known.get(_whole(entry.get("numFmtId"), 0, 10_000), "General")
        for number, entry in enumerate(entries)
    }
