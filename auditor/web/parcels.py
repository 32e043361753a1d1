"""Zip files as they are uploaded: the files in them, within bounds, with names as people gave them."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from auditor.batch import sources
from auditor.errors import UnreadableFile
from auditor.locale import gettext as _

_ENCRYPTED = 0x1
"""A flag of an entry (APPNOTE 4.4.4)."""

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
        for inner, content in _inside(name, data, room) if sources.is_zip(name) else [(name, data)]:
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
                inner = sources.member_name(entry)
                if entry.is_dir() or sources.is_aside(inner.replace("\\", "/")):
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


def _own_name(name: str) -> str:
    """The name without folders; browsers and archives may send paths."""
    return name.replace("\\", "/").rpartition("/")[2] or name
