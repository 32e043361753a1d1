"""Whether a file looks like those that people hand in; one that does not is read apart, where it can be stopped.

Our own loops look at the clock (Limits.watch), and the parsers of text formats take as long as the file is long. What can
hold up a process for good is a PDF that draws forms within forms, or one small stream that unpacks to gigabytes.
"""

import re
import zlib

from auditor.readers.limits import Limits

_STREAM = re.compile(rb"stream\r?\n")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_SIDE = re.compile(rb"/(?:Width|Height)\s+(\d{1,12})\b")
_MOST_FORMS = 1
"""A drawing that multiplies itself needs forms that draw forms."""

_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_OF_ONE = 16 * 1024 * 1024
_LONGEST_SIDE = 30_000
_LONG_TEXT = 4 * 1024 * 1024
"""Bytes of a page or package; longer ones are unusual, and worth the start of a process."""


def looks_ordinary(data: bytes, kind: str, limits: Limits) -> bool:
    """Whether a file of this kind can be read in this process."""
    if kind == "pdf":
        return _ordinary_pdf(data, limits)
    return len(data) <= _LONG_TEXT or kind in ("txt", "image", "office", "calamine")


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
