"""Whether a file looks like those that people hand in; one that does not is read apart, where it can be stopped.

Our own loops look at the clock (Limits.watch), and the parsers of text formats take as long as the file is long. What can
hold up a process for good is a PDF that draws forms within forms, or one small stream that unpacks to gigabytes.
"""

import io
import re
import zipfile
import zlib

from auditor.readers.archive import BROKEN
from auditor.readers.limits import Limits

_STREAM = re.compile(rb"stream\r?\n")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_SIDE = re.compile(rb"/(?:Width|Height)\s+(\d{1,12})\b")
_MOST_FORMS = 1
"""A drawing that multiplies itself needs forms that draw forms."""

_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_OF_ONE = 16 * 1024 * 1024
_LONGEST_SIDE = 30_000
_LIGHT = 256 * 1024
_LIGHT_UNPACKED = 4 * 1024 * 1024
"""Bytes of a file that is audited in this process; what people hand in is mostly lighter, and a process takes its time to start."""
_ALONE = frozenset(["image", "office", "calamine"])
"""Kinds that need another program, beside whose start that of a process does not count."""

_LONG_TEXT = 4 * 1024 * 1024
"""Bytes of a page or package; longer ones are unusual, and worth the start of a process."""


def looks_ordinary(data: bytes, kind: str, limits: Limits) -> bool:
    """Whether a file of this kind can be read in this process."""
    if kind == "pdf":
        return _ordinary_pdf(data, limits)
    return len(data) <= _LONG_TEXT or kind in ("txt", "image", "office", "calamine")


def is_light(data: bytes, kind: str, limits: Limits) -> bool:
    """Whether a file of this kind is small enough, unpacked too, to be audited in this process."""
    if len(data) > _LIGHT or kind in _ALONE or not looks_ordinary(data, kind, limits):
        return False
    return not data.startswith(b"PK") or _unpacked_size(data) <= _LIGHT_UNPACKED


def _unpacked_size(package: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except BROKEN:
        return 0  # it will not be unpacked at all


def _ordinary_pdf(data: bytes, limits: Limits) -> bool:
    if b"/Encrypt" in data or any(int(found[1]) > _LONGEST_SIDE for found in _SIDE.finditer(data)):
        return False
    forms = len(_FORM.findall(data))
    unpacked = 0
    for found in _STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        part = _unpacked(data[found.end() : end if end >= 0 else len(data)])
        unpacked += len(part)
        forms += len(_FORM.findall(part)) if b"/Form" in part else 0
        if len(part) > _MOST_OF_ONE or unpacked > min(_MOST_UNPACKED, limits.max_unpacked_bytes) or forms > _MOST_FORMS:
            return False
    return True


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST_OF_ONE + 1)
    except zlib.error:
        return b""
