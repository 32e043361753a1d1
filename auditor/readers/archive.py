"""Zipped formats: what a package may weigh before anything in it is parsed, and its parts one at a time."""

import builtins
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.readers.limits import Limits

BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, KeyError, zlib.error)
"""What opening or unpacking a damaged or hostile package raises."""

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml|drawingml|officeDocument)/")
"""Strict Open XML has namespaces of its own; they are read as the usual ones."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Related(NamedTuple):
    """A part that another part refers to: the last word of the relationship's type, and where it is."""

    kind: str
    part: str


class Package:
    """An Office Open XML or OFD file. Raises UnreadableFile when it is damaged, encrypted or would burst."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name = name
        self._limits = limits
        self._sizes = members(data, name, limits)
        self._archive = zipfile.ZipFile(io.BytesIO(data))

    def __contains__(self, part: str) -> bool:
        return part in self._sizes

    def __iter__(self) -> Iterator[str]:
        """The names of the parts."""
        return iter(self._sizes)

    def bytes(self, part: str) -> bytes:
        """A part unpacked. Raises UnreadableFile when it is missing, damaged or too big to be parsed whole."""
        if self._sizes.get(part, 0) > self._limits.max_part_bytes:
            raise too_big(self.name, self._limits.max_part_bytes)
        try:
            content = self._archive.read(part)
        except BROKEN as error:
            raise damaged(self.name) from error
        return _STRICT.sub(_transitional, content) if b"purl.oclc.org" in content else content

    def plain(self, part: str) -> builtins.bytes:
        """A part that is to be parsed as a stream: unpacked, and without a document type, which no package needs."""
        content = self.bytes(part)
        opening = content[:4096].replace(b"\x00", b"")
        if b"<!DOCTYPE" in opening or b"<!ENTITY" in opening:
            raise damaged(self.name)
        return content

    def xml(self, part: str) -> Any:
        """The root of a part; no entity is expanded and nothing is fetched."""
        return parse(self.bytes(part), self.name)

    def optional(self, part: str | None) -> Any | None:
        """The root of a part, None when the package has no such part."""
        return self.xml(part) if part is not None and part in self else None

    def main(self, usual: str) -> str:
        """The part the whole file is about, `usual` when the package does not say."""
        named = (related.part for related in self.related("").values() if related.kind == "officeDocument")
        found = next(named, usual)
        return found if found in self else usual

    def related(self, part: str) -> dict[str, Related]:
        """What a part refers to inside the package, by identifier; links to the outside are left out."""
        folder, _slash, leaf = part.rpartition("/")
        root = self.optional(posixpath.join(folder, "_rels", f"{leaf}.rels"))
        if root is None:
            return {}
        return {item.get("Id", ""): _related(item, folder) for item in root.iter(_RELATIONSHIP) if _inside(item)}


def _related(item: Any, folder: str) -> Related:
    target = item.get("Target", "")
    place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Related(item.get("Type", "").rpartition("/")[2], place)


def _inside(item: Any) -> bool:
    return bool(item.get("TargetMode", "Internal") != "External")


def _transitional(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + found[1] + b"/2006/"


def parse(xml: bytes, name: str) -> Any:
    """The root element of a part. Raises UnreadableFile when it is no XML or declares entities of its own."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(name)
    return root


def members(data: bytes, name: str, limits: Limits) -> dict[str, int]:
    """The members of a package and their unpacked sizes. Raises UnreadableFile when it is damaged or would burst."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            total = sum(info.file_size for info in archive.infolist())
            encrypted = any(info.flag_bits & 1 for info in archive.infolist())
    except BROKEN as error:
        raise damaged(name) from error
    if encrypted:
        raise locked(name)
    if total > limits.max_unpacked_bytes:
        raise too_big(name, limits.max_unpacked_bytes)
    return sizes


def too_big(name: str, limit: int) -> UnreadableFile:
    """The error of a package that holds more than is read."""
    return UnreadableFile(
        _("{name}：解压后超过 {limit} 字节，可能是恶意文件；确需读取请调高上限。").format(name=name, limit=limit)
    )


def locked(name: str) -> UnreadableFile:
    """The error of a package that only its password opens."""
    return UnreadableFile(
        _("{name}：文件设有打开密码，请先用原软件去除密码再试（--password 只能打开 PDF）。").format(name=name)
    )


def damaged(name: str) -> UnreadableFile:
    """The error of a package that cannot be opened."""
    return UnreadableFile(_("{name}：文件已损坏，请用原软件打开后另存再试。").format(name=name))
