"""What an old workbook (.xls, .et) says about its cells beside their values: number formats, merged and hidden cells.

After [MS-XLS] 2.4 (records) and [MS-CFB] (the container). Only the eighth version is read, Excel 97 to 2003 and WPS.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from auditor.readers.number_formats import BUILT_IN

_STREAM = "Workbook"
_DIRECTORY_ENTRY = 128
_IN_HEADER = 109
"""Sectors of the allocation table that the header names itself."""
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks."""

_EOF, _MULRK, _XF, _MERGED, _FORMAT, _BOF, _COLINFO, _BOUNDSHEET = 0x0A, 0xBD, 0xE0, 0xE5, 0x41E, 0x809, 0x7D, 0x85
_ENCRYPTED, _ROW = 0x2F, 0x208
_ONE_CELL = frozenset([0x06, 0x27E, 0x203, 0xFD, 0x205, 0x204, 0xD6])
"""FORMULA, RK, NUMBER, LABELSST, BOOLERR, LABEL, RSTRING: row, column, format."""
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_EIGHTH = 0x600

Place = tuple[int, int]
"""Row and column, 1-based."""


class Dress(NamedTuple):
    """A sheet without its values."""

    forms: dict[Place, str]
    """The number format of each cell."""
    merged: dict[Place, Place]
    """How many rows and columns the first cell of each merged area covers."""
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]


def dresses(data: bytes) -> dict[str, Dress]:
    """The sheets by name; nothing when the file is of another kind, locked, or its structure is damaged."""
    try:
        return _dresses(_stream(data))
    except (struct.error, IndexError, UnicodeDecodeError, _UnknownStructureError):
        return {}


class _UnknownStructureError(Exception):
    """Not the container, or not the version."""


def _dresses(stream: bytes) -> dict[str, Dress]:
    own: dict[int, str] = {}
    styles: list[int] = []
    places: dict[str, int] = {}
    for kind, at, size in _records(stream, 0):
        if kind == _BOUNDSHEET:
            (start,) = struct.unpack_from("<I", stream, at)
            places[_text(stream, at + 6, wide_count=False)] = start
        elif kind == _FORMAT:
            (number,) = struct.unpack_from("<H", stream, at)
            own[number] = _text(stream, at + 2, wide_count=True)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", stream, at + 2)[0])
        elif kind == _ENCRYPTED or (kind == _BOF and (size == 0 or struct.unpack_from("<H", stream, at)[0] != _EIGHTH)):
            raise _UnknownStructureError
    known = BUILT_IN | own
    forms = [known.get(number, "General") for number in styles]
    return {name: _dress(stream, start, forms) for name, start in places.items()}


def _dress(stream: bytes, start: int, forms: list[str]) -> Dress:
    shown: dict[Place, str] = {}
    merged: dict[Place, Place] = {}
    hidden_rows: set[int] = set()
    hidden_columns: list[tuple[int, int]] = []
    for kind, at, size in _records(stream, start):
        if kind in _ONE_CELL:
            row, column, style = struct.unpack_from("<HHH", stream, at)
            shown[row + 1, column + 1] = forms[style]
        elif kind == _MULRK:
            row, column = struct.unpack_from("<HH", stream, at)
            for number in range((size - 6) // 6):
                (style,) = struct.unpack_from("<H", stream, at + 4 + 6 * number)
                shown[row + 1, column + number + 1] = forms[style]
        elif kind == _MERGED:
            (count,) = struct.unpack_from("<H", stream, at)
            for number in range(min(count, (size - 2) // 8)):
                top, bottom, left, right = struct.unpack_from("<HHHH", stream, at + 2 + 8 * number)
                merged[top + 1, left + 1] = (max(1, bottom - top + 1), max(1, right - left + 1))
        elif kind == _ROW and struct.unpack_from("<H", stream, at + 12)[0] & _HIDDEN_ROW:
            hidden_rows.add(struct.unpack_from("<H", stream, at)[0] + 1)
        elif kind == _COLINFO:
            first, last, _width, _style, options = struct.unpack_from("<HHHHH", stream, at)
            hidden_columns += [(first + 1, last + 1)] if options & _HIDDEN_COLUMN else []
    return Dress(shown, merged, frozenset(hidden_rows), tuple(hidden_columns))


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of the records of one part of the stream, without the charts within it."""
    depth = 0
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, start)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 1:
            yield kind, start + 4, size
        if depth <= 0:
            return
        start += 4 + size


def _text(stream: bytes, at: int, *, wide_count: bool) -> str:
    """A text with its length before it; a flag tells whether its characters take two bytes."""
    count = struct.unpack_from("<H" if wide_count else "<B", stream, at)[0]
    at += 2 if wide_count else 1
    wide = stream[at] & 1
    letters = stream[at + 1 : at + 1 + (2 * count if wide else count)]
    return letters.decode("utf-16-le" if wide else "latin-1")


def _stream(data: bytes) -> bytes:
    """The workbook within its container."""
    sector, small = (1 << power for power in struct.unpack_from("<HH", data, 30))
    if sector not in (512, 4096) or small != 64:
        raise _UnknownStructureError
    tables, directory = struct.unpack_from("<II", data, 44)
    least, first_small, _count, more, _more_count = struct.unpack_from("<IIIII", data, 56)
    chain = _table(data, sector, tables, more)
    entries = _joined(data, chain, directory, sector, sector)
    root = found = None
    for at in range(0, len(entries) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(0, min(64, length) - 2)].decode("utf-16-le")
        start, size = struct.unpack_from("<II", entries, at + 116)
        root = (start, size) if at == 0 else root
        found = (start, size) if name == _STREAM else found
    if found is None or root is None:
        raise _UnknownStructureError
    start, size = found
    if size >= least:
        return _joined(data, chain, start, sector, sector)[:size]
    short = _joined(data, chain, first_small, sector, sector)
    small_chain = struct.unpack(f"<{len(short) // 4}I", short)
    return _joined(_joined(data, chain, root[0], sector, sector), small_chain, start, small, 0)[:size]


def _table(data: bytes, sector: int, count: int, more: int) -> tuple[int, ...]:
    """Which sector follows which, from the sectors that the header names and those of its continuation."""
    named = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    seen: set[int] = set()
    while more < _END and more not in seen:
        seen.add(more)
        numbers = struct.unpack_from(f"<{sector // 4}I", data, sector + more * sector)
        named += numbers[:-1]
        more = numbers[-1]
    parts = [data[sector + number * sector :][:sector] for number in named[:count] if number < _END]
    table = b"".join(parts)
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _joined(data: bytes, chain: tuple[int, ...], first: int, sector: int, before: int) -> bytes:
    """The sectors of a chain one after the other; `before` is what stands in front of the first sector."""
    parts: list[bytes] = []
    while first < _END:
        if len(parts) > len(chain):
            raise _UnknownStructureError  # a chain that bites its tail
        parts.append(data[before + first * sector : before + (first + 1) * sector])
        first = chain[first]
    return b"".join(parts)
