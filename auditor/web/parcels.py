"""Zip files as they are uploaded: the files in them, within bounds, with names as people gave them."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _

_ENCRYPTED = 0x1
_UTF8 = 0x800
"""Flags of an entry (APPNOTE 4.4.4): bit 0 encrypted, bit 11 its name is UTF-8."""

_CHUNK = 1 << 20


def unpacked(
    sent: Iterable[tuple[str, bytes]], most_bytes: int, most_files: int, *, folders: bool = False
) -> list[tuple[str, bytes]]:
    """Names and bytes of all files; those in a .zip each by itself, with `folders` under the names of their folders.

    Raises UnreadableFile for a damaged or encrypted zip, and when there are more bytes or files than may be.
    """
    files: list[tuple[str, bytes]] = []
    room = most_bytes
    for name, data in sent:
        for inner, content in _inside(name, data, room) if name.lower().endswith(".zip") else [(name, data)]:
            files.append((inner.replace("\\", "/") if folders else _own_name(inner), content))
            room -= len(content)
            if len(files) > most_files:
                message = _("{name}：一次最多上传 {count} 个文件，请分批上传。")
                raise UnreadableFile(message.format(name=name, count=most_files))
    if not files:
        raise UnreadableFile(_("压缩包中没有文件。"))
    return files


def _inside(name: str, data: bytes, room: int) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for entry in package.infolist():
                inner = _named(entry)
                if entry.is_dir() or _is_beside(inner):
                    continue
                if entry.flag_bits & _ENCRYPTED:
                    raise UnreadableFile(_("{name}：压缩包设有密码，请先解压再上传。").format(name=name))
                content = _bounded(package, entry, room, name)
                room -= len(content)
                yield inner, content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableFile(_("{name}：压缩包已损坏，请重新压缩，或直接上传其中的文件。").format(name=name)) from error


def _bounded(package: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, name: str) -> bytes:
    """The content of an entry, whatever size it states."""
    made = bytearray()
    with package.open(entry) as opened:
        while part := opened.read(_CHUNK):
            made += part
            if len(made) > room:
                raise UnreadableFile(
                    _("{name}：解压后超过上限，请分批上传，或调高上限（max_unpacked_bytes）。").format(name=name)
                )
    return bytes(made)


def _named(entry: zipfile.ZipInfo) -> str:
    """The name of an entry. Windows writes names in GBK without saying so, and zipfile reads them as code page 437."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _is_beside(name: str) -> bool:
    """Whether an entry is no document: what systems and Office leave beside them."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(name.replace("\\", "/")).parts)


def _own_name(name: str) -> str:
    """The name without folders; browsers and archives may send paths."""
    return name.replace("\\", "/").rpartition("/")[2] or name
