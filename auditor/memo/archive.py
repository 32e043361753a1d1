"""Zip packages (docx, xlsx) whose bytes depend on their content alone."""

import io
import re
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every member: the earliest that a zip can hold (APPNOTE.TXT 4.4.6)."""

_CORE = "docProps/core.xml"
_CLOCK = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
"""<dcterms:created xsi:type="dcterms:W3CDTF">2013-12-23T23:15:00Z</dcterms:created>; both are optional (ECMA-376-2 11.1)."""


def without_clock(package: bytes) -> bytes:
    """The package with fixed member dates and no time of making in its properties."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if _CORE in parts:
        parts[_CORE] = _CLOCK.sub(b"", parts[_CORE])
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, in this order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(member(name), part)
    return made.getvalue()


def member(name: str) -> zipfile.ZipInfo:
    """A member without a clock."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    return info


def replaced(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with these parts in place of its own, or behind them; every other member stays as it is."""
    made = io.BytesIO()
    left = dict(parts)
    with zipfile.ZipFile(io.BytesIO(package)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            content = left.pop(info.filename, None)
            copy.writestr(info, archive.read(info) if content is None else content)
        for name, part in left.items():
            copy.writestr(member(name), part)
    return made.getvalue()
