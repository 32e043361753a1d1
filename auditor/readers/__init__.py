"""Bytes to Document: which reader a file needs is told by its content first, by its suffix second."""

import importlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import cast

from auditor.errors import UnreadableFile, UnsupportedFormat
from auditor.locale import gettext as _
from auditor.model.source import Document
from auditor.model.stored import OPENING
from auditor.readers import apart, caution
from auditor.readers.archive import BROKEN, damaged, locked
from auditor.readers.limits import Limits
from auditor.text.patterns import lazily

Read = Callable[[bytes, str, Limits], Document]

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_HTML_OPENING = re.compile(
    rb"""(?ix) \A (?: \xef\xbb\xbf )? \s* (?: <\?xml [^>]* > \s* | <!-- .*? --> \s* )*
    < (?: !doctype \s+ html | html | head | body | meta | title | style | table | div ) [\s>/]""",
    re.DOTALL,
)
"""`<!DOCTYPE html>`, `<html xmlns=…>`, a bare `<table>`; an .xls that is really a web page opens like this too."""

_FLAT_XML = re.compile(
    rb"""(?x) progid="(?:Excel\.Sheet|Word\.Document)" .*? <(?:[\w-]+:)?(?:wordDocument|Workbook|package)[\s>]""",
    re.DOTALL,
)
"""`<?mso-application progid="Word.Document"?><w:wordDocument …>`; a web page with such a first line stays a web page."""

_ZIP_MEMBERS = (
    (lazily(r"word/document\d*\.xml"), "docx"),
    (lazily(r"xl/workbook\d*\.xml"), "xlsx"),
    (lazily(r"xl/workbook\.bin"), "calamine"),
    (lazily(r"(?i)OFD\.xml"), "ofd"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "office",
    b"application/vnd.oasis.opendocument.spreadsheet": "calamine",
}
_OLE_STREAMS = (("WordDocument", "office"), ("Workbook", "calamine"), ("Book", "calamine"))
_UNKNOWN_BUT_NAMED = frozenset({".ppt", ".pptx", ".zip", ".rar", ".7z", ".mht", ".mhtml"})


def read(data: bytes, name: str, settings: Limits | None = None) -> Document:
    """Read a file. `name` may carry a folder, which is dropped.

    Raises UnreadableFile (empty, damaged, encrypted, over a limit) or UnsupportedFormat.
    """
    limits = settings or Limits()
    plain = plain_name(name)
    kind = admit(data, plain, limits)
    if not caution.looks_ordinary(data, kind, limits):
        return apart.read(kind, data, plain, limits)
    module = importlib.import_module(f"auditor.readers.{kind}")
    return cast("Read", module.read)(data, plain, limits.started())


def load(kind: str) -> None:
    """Load a reader and the libraries that it would load while it reads."""
    for module in (f"auditor.readers.{kind}", *_LIBRARIES.get(kind, ())):
        importlib.import_module(module)


_LIBRARIES = {
    "docx": ("lxml.etree",),
    "xlsx": ("lxml.etree",),
    "html": ("lxml.etree", "lxml.html"),
    "ofd": ("lxml.etree",),
    "office": ("lxml.etree",),
    "calamine": ("lxml.etree",),
    "cells": ("python_calamine",),
    "pdf": ("pypdfium2", "pypdfium2.raw", "ctypes", "encodings.utf_16_le", "traceback"),
}
"""What readers stand on; recognising pictures is an extra that need not be there."""


def plain_name(name: str) -> str:
    """A file's name without its folder, in characters that every writer can write."""
    plain = PurePath(name.replace("\\", "/")).name or name
    return plain.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_light(data: bytes, name: str, limits: Limits) -> bool:
    """Whether a file is small and ordinary enough to be audited in this process. Raises as `read` does."""
    return caution.is_light(data, admit(data, plain_name(name), limits), limits)


def admit(data: bytes, plain: str, limits: Limits) -> str:
    """The reader's module for a file. Raises UnreadableFile for one that is empty or too long, UnsupportedFormat."""
    if not data:
        raise UnreadableFile(_("{name}：文件是空的，请检查是否上传完整。").format(name=plain))
    if len(data) > limits.max_bytes:
        raise UnreadableFile(
            _("{name}：文件大小 {size} 字节，超过上限 {limit} 字节；请拆分文件或调高上限（max_bytes）。").format(
                name=plain, size=len(data), limit=limits.max_bytes
            )
        )
    return recognise(data, plain)


def recognise(data: bytes, name: str) -> str:
    """The reader's module for these bytes: txt, pdf, docx, xlsx, ofd, calamine, html, office or image."""
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data, name)
    if data.startswith(b"{\\rtf"):
        return "office"
    if data.startswith(_IMAGES) or _later_told_image(data):
        return "image"
    if _FLAT_XML.search(data[:4096]):
        return "office"
    if suffix in {".htm", ".html", ".xhtml"} or _HTML_OPENING.match(data[:4096]):
        return "html"
    _require_text(data, name, suffix)
    return "txt"


def _require_text(data: bytes, name: str, suffix: str) -> None:
    """Raises UnsupportedFormat or UnreadableFile for what no reader knew, and that cannot be a text either."""
    if OPENING.match(data[:200]):
        raise UnsupportedFormat(_("{name}：是本程序写出的核对结果，不是报告；请核对报告原件。").format(name=name))
    if suffix == ".ofd":
        raise damaged(name)
    if suffix in _UNKNOWN_BUT_NAMED:
        raise _unsupported(name)


def _later_told_image(data: bytes) -> bool:
    """WebP and BMP: their first letters alone could open a text."""
    webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    return webp or (data.startswith(b"BM") and data[6:10] == bytes(4))


def _zipped(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = frozenset(archive.namelist())
            kind = _opening(archive, "mimetype") if "mimetype" in members else b""
    except BROKEN as error:
        raise damaged(name) from error
    for member, module in _ZIP_MEMBERS:
        if any(member.fullmatch(name) for name in members):
            return module
    if kind in _OPEN_DOCUMENT:
        return _OPEN_DOCUMENT[kind]
    raise _unsupported(name)


def _opening(archive: zipfile.ZipFile, member: str) -> bytes:
    with archive.open(member) as stream:
        return stream.read(100).strip()


def _compound(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise locked(name)
    for stream, module in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return module
    raise _unsupported(name)


def _unsupported(name: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        _("{name}：不支持这种文件，请另存为 docx、xlsx、pdf、ofd、html 或 txt 后再试。").format(name=name)
    )
