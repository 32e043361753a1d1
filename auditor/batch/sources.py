"""Where the bytes of a file are: on disk, or in a zip on disk, to any of a few depths."""

import hashlib
import io
import os
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.locale.system import reason
from auditor.readers.archive import BROKEN

INSIDE = "!/"
"""Between a zip and a member of it: /in/材料.zip!/表.docx."""

DEEPEST = 3
"""Zips within zips that are opened."""

_UTF8 = 0x800
"""The flag of a zip's member whose name is UTF-8 (APPNOTE.TXT, appendix D)."""


def said(path: Path | str) -> str:
    """A path in characters that can be written anywhere; bytes that are no UTF-8 by their numbers."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _found(name: str) -> Path:
    """The path that `said` wrote so."""
    path = Path(name)
    if "\\x" in name and not os.path.lexists(path):
        return Path(os.fsdecode(name.encode("utf-8").decode("unicode_escape").encode("latin-1", "replace")))
    return path


def fetch(path: str, most: int) -> bytes:
    """The bytes of a file, no more than one too many. Raises UnreadableFile."""
    name = path.rpartition("/")[2]
    try:
        archive, member = _way(path)
        if archive is None:
            with _regular(_found(path), name) as file:
                return file.read(most + 1)
        with archive.package.open(archive.index[member]) as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise UnreadableFile(_("{name}：没有这个文件，请检查清单中的路径。").format(name=path)) from error
    except KeyError as error:
        message = _("{name}：压缩包里没有这个文件，压缩包在核对期间有变动，请再运行一次。")
        raise UnreadableFile(message.format(name=name)) from error
    except (PermissionError, IsADirectoryError, NotADirectoryError) as error:
        message = _("{name}：无法读取（{why}），请检查文件与权限。")
        raise UnreadableFile(message.format(name=name, why=reason(error))) from error
    except RuntimeError as error:  # how zipfile says that a password is needed, or that it knows no such method
        message = _("{name}：压缩包有密码或用了不支持的压缩方法，请解压后再核对。")
        raise UnreadableFile(message.format(name=name)) from error
    except BROKEN as error:
        raise UnreadableFile(
            _("{name}：读不出来，文件或压缩包已损坏；请重新打包或解压后再核对。").format(name=name)
        ) from error


@dataclass(frozen=True)
class _Archive:
    """A zip that is open, its members by name, and what it was like when it was opened."""

    package: zipfile.ZipFile
    index: Mapping[str, zipfile.ZipInfo]
    state: tuple[int, int] | None


_MOST_OPEN = 4
_MOST_PACKED = 1 << 28
"""Bytes of a zip within a zip, which is read whole."""
_open: dict[str, _Archive] = {}
"""The zips that were opened last: those of one follow each other, and a table of contents is long."""


def _way(path: str) -> tuple[_Archive | None, str]:
    """The zip that a file is in, and its name there; none for a file on disk. A folder's own name may end in what looks like the mark."""
    at = path.rfind(INSIDE)
    if at < 0 or _found(path).is_file():
        return None, path
    return _archive(path[:at]), path[at + len(INSIDE) :]


def _archive(path: str) -> _Archive:
    """A zip, opened or open still. Raises what `fetch` catches."""
    on_disk = _found(path)
    state = None
    if on_disk.is_file():
        about = on_disk.stat()
        state = (about.st_mtime_ns, about.st_size)
    there = _open.pop(path, None)
    if there is None or there.state != state:
        package = zipfile.ZipFile(on_disk if state else io.BytesIO(fetch(path, _MOST_PACKED)))
        there = _Archive(package, {member_name(info): info for info in package.infolist() if not info.is_dir()}, state)
    _open[path] = there
    while len(_open) > _MOST_OPEN:
        _open.pop(next(iter(_open))).package.close()
    return there


def _regular(path: Path, name: str) -> IO[bytes]:
    """A file, opened; no pipe, which would be waited for. Raises UnreadableFile."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableFile(_("{name} 不是普通文件，不能核对。").format(name=name))
    return path.open("rb")


class Member(NamedTuple):
    """A file of a zip: its name in it and its size unpacked."""

    name: str
    bytes: int


def members(path: str) -> list[Member] | None:
    """The files of a zip in the order of their names, without hidden ones and what macOS leaves; None where it cannot be opened."""
    try:
        index = _archive(path).index
    except (*BROKEN, UnreadableFile, OSError, RuntimeError, ValueError):
        return None
    return [Member(name, index[name].file_size) for name in sorted(index) if not is_aside(name)]


def is_aside(name: str) -> bool:
    """Whether a member of a zip is no document: hidden, or what a system leaves beside those."""
    return any(is_hidden(part) or part == "__MACOSX" for part in name.split("/"))


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name; what Windows wrote in its own code page is GBK here."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for code in ("utf-8", "gb18030"):
        try:
            return raw.decode(code)
        except UnicodeDecodeError:
            continue
    return info.filename


def is_hidden(name: str) -> bool:
    """Names that nobody hands in: hidden files, locks of Word (~$), what systems leave behind."""
    return name.startswith((".", "~$")) or name.lower() in {"thumbs.db", "desktop.ini"}


def is_zip(name: str) -> bool:
    """Whether a file is a bundle of files; a .docx is a zip too, and none."""
    return name.lower().endswith(".zip")


class Print(NamedTuple):
    """What is in a file, in brief."""

    sha256: str
    bytes: int


def fingerprint(path: str, most: int) -> Print:
    """The digest of a file. One that is empty, cannot be read or is longer than is read has one of its own, that a change of it changes."""
    try:
        data = fetch(path, most)
    except UnreadableFile as error:
        return Print(_digest(b"unreadable", str(error).encode("utf-8", "replace")), 0)
    if len(data) > most:
        return Print(_digest(b"beyond", data), len(data))
    if not data:  # two empty files are not one report handed in twice: each is told by its own name
        return Print(_digest(b"empty", path.rpartition("/")[2].encode("utf-8", "replace")), 0)
    return Print(hashlib.sha256(data).hexdigest(), len(data))


def _digest(*parts: bytes) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(part)
    return made.hexdigest()
