"""How files are written: whole or not at all, and one writer at a time.

Whatever happens in the middle (no room, a limit on size, a kill), the file that stood there still stands, byte for byte.
"""

import errno
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale.system import reason

LONGEST_WAIT = 60.0
"""Seconds to wait for another writer of the same file."""

_PAUSE = 0.05
_OWNERS = 0o600


def write_whole(path: Path, content: bytes, *, private: bool = False, settled: bool = True) -> None:
    """Write a file in one step; a private one can be read by its owner only. Raises OSError, and then nothing has changed.

    What is not `settled` may be lost when the power goes: for thousands of files that can be made again. A link is followed and stays a link; what is no file (a pipe, a terminal) is written straight.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:_NAME]}.", suffix=".tmp", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            if settled:
                os.fsync(out.fileno())
        beside.chmod(_OWNERS if private else _mode(target))
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    if settled:
        _settle(target.parent)


@contextmanager
def growing(path: Path) -> Iterator[IO[bytes]]:
    """A file that is written piece by piece, and takes its place when it is whole. Raises OSError, and then nothing has changed."""
    beside = path.with_name(f".{path.name[:_NAME]}.tmp")
    try:
        with beside.open("wb") as out:
            yield out
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink()


_NAME = 40
"""Characters of a file's name that its temporary one keeps: no name gets too long by it."""


def save(path: Path, content: bytes) -> None:
    """Write a file whole. Raises SettingsError with the remedy when it cannot be written there."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> SettingsError:
    """That a file cannot be written, and what to do."""
    message = _("无法写出 {name}（{why}）：请检查目录是否存在、是否有写权限、磁盘是否已满；原有的文件没有改动。")
    return SettingsError(message.format(name=path.name, why=reason(error)))


def same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, through links or under two names; also where it is not there yet."""
    try:
        return one.samefile(other)
    except OSError:
        return _settled(one) == _settled(other)


def _settled(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file for a change of it: whoever else changes it waits. Raises SettingsError when that takes too long.

    The lock is a file beside it, which goes when the last one leaves.
    """
    target = Path(os.path.realpath(path))
    lock = target.with_name(f".{target.name[:_NAME]}.lock")
    try:
        handle = _acquired(lock)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps a file that others have open; they will remove it
            lock.unlink()
        os.close(handle)


def _acquired(lock: Path) -> int:
    """A handle on the lock, held. Raises OSError when no lock can stand there, SettingsError when it is not free in time."""
    until = time.monotonic() + LONGEST_WAIT
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, _OWNERS)
        if _held(handle) and _is_there(lock, handle):
            return handle
        os.close(handle)
        if time.monotonic() > until:
            message = _("{name} 一直被另一个程序占用：请等它结束后再试；没有程序在用时可以删去它。")
            raise SettingsError(message.format(name=lock.name))
        time.sleep(_PAUSE)


def _is_there(lock: Path, handle: int) -> bool:
    """Whether the lock is still the file of that name: the one before may have removed it on leaving."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(handle))
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _held(handle: int) -> bool:
        """Whether the lock is ours now."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _settle(folder: Path) -> None:
        """A folder cannot be synchronised here, and need not be."""
else:
    import fcntl

    def _held(handle: int) -> bool:
        """Whether the lock is ours now."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _settle(folder: Path) -> None:
        """See that the new name of a file outlasts a loss of power, where the file system can do that."""
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _mode(target: Path) -> int:
    """The rights of the file that is replaced; of a new one those that the user's mask leaves."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
