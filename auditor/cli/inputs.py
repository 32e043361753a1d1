"""Files in: bytes and a name, from a path or from stdin."""

import sys
from pathlib import Path

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _

STDIN = Path("-")


def take(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and its name without a folder. Raises UnreadableFile."""
    if path == STDIN:
        return sys.stdin.buffer.read(), "stdin"
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        message = _("{name}：无法读取（{why}），请检查文件与权限。")
        raise UnreadableFile(message.format(name=path.name, why=error.strerror or error)) from error
