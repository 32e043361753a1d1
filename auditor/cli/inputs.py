"""Files in: bytes and a name, from a path or from stdin."""

import sys
from pathlib import Path

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.readers import alarm
from auditor.settings import Settings

STDIN = Path("-")


def take(path: Path, settings: Settings) -> tuple[bytes, str]:
    """The bytes of a file and its name without a folder; no more than one byte too many of what has no end.

    Raises UnreadableFile, also where a pipe says nothing for as long as an audit may take.
    """
    most = settings.max_bytes + 1
    if path == STDIN:
        return _stdin(most), "stdin"
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(most), path.name
        with alarm.held(settings.max_seconds, settings.max_memory, path.name), path.open("rb") as file:
            return file.read(most), path.name
    except OSError as error:
        message = _("{name}：无法读取（{why}），请检查文件与权限。")
        raise UnreadableFile(message.format(name=path.name, why=error.strerror or error)) from error


def _stdin(most: int) -> bytes:
    try:
        return sys.stdin.buffer.read(most)
    except (AttributeError, OSError) as error:  # closed
        raise UnreadableFile(_("标准输入读不出来，请检查管道或改用文件。")) from error
