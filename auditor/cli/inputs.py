"""Files in: bytes and a name, from a path or from stdin."""

import stat
import sys
from pathlib import Path

import click

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.locale.system import reason
from auditor.readers import alarm
from auditor.settings import Settings

STDIN = Path("-")


def take(path: Path, settings: Settings) -> tuple[bytes, str]:
    """The bytes of a file and its name without a folder; no more than one byte too many of what has no end.

    Raises UnreadableFile, also for a folder, and where a pipe says nothing for as long as an audit may take.
    """
    most = settings.max_bytes + 1
    if path == STDIN:
        return _stdin(most), "stdin"
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(most), path.name
        _require_stream(path)
        with alarm.held(settings.max_seconds, settings.max_memory, path.name), path.open("rb") as file:
            return file.read(most), path.name
    except FileNotFoundError as error:
        raise UnreadableFile(_missing(path)) from error
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else _("文件名不合法")
        message = _("{name}：无法读取（{why}），请检查文件与权限。")
        raise UnreadableFile(message.format(name=path.name, why=why)) from error


def _require_stream(path: Path) -> None:
    """Raises UnreadableFile for a folder; of a pipe it says that it is waited for."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise UnreadableFile(_("{name} 是目录：请写出其中的文件，例如 {name}/*.docx。").format(name=path.name or path))
    if stat.S_ISFIFO(mode):
        click.echo(_("{name} 是管道，不是文件：正在等它写完。").format(name=path.name), err=True)


def _stdin(most: int) -> bytes:
    try:
        if hasattr(sys.stdin, "isatty") and sys.stdin.isatty():
            click.echo(_("正在从键盘读取；以 Ctrl+D（Windows 为 Ctrl+Z 再回车）结束。"), err=True)
        return sys.stdin.buffer.read(most)
    except (AttributeError, OSError) as error:  # closed
        raise UnreadableFile(_("标准输入读不出来，请检查管道或改用文件。")) from error


def _missing(path: Path) -> str:
    """No such file; the one that is meant, where a name beside it is near."""
    import difflib

    try:
        beside = [one.name for one in path.parent.iterdir() if one.is_file()]
    except OSError:
        return _("{name}：没有这个文件，它所在的目录也不存在；请检查路径。").format(name=path)
    close = difflib.get_close_matches(path.name, beside, n=1, cutoff=0.7)
    if close:
        return _("{name}：没有这个文件，是否指 {close}？").format(name=path, close=close[0])
    return _("{name}：没有这个文件；请检查文件名和所在目录，文件名中有空格时要加引号。").format(name=path)
