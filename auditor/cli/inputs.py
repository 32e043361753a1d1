"""Files in: bytes and a name, from a path or from stdin."""

import difflib
import stat
import sys
from pathlib import Path

import click

from auditor.errors import UnreadableFile
from auditor.locale import gettext as _
from auditor.locale.system import reason

STDIN = Path("-")


def take(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and its name without a folder. Raises UnreadableFile, also for what is no file."""
    if path == STDIN:
        if sys.stdin.isatty():
            click.echo(_("正在从键盘读取；以 Ctrl+D（Windows 为 Ctrl+Z 再回车）结束。"), err=True)
        return sys.stdin.buffer.read(), "stdin"
    try:
        if fault := _no_file(path):
            raise UnreadableFile(fault)
        return path.read_bytes(), path.name
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise UnreadableFile(_missing(path)) from error
        why = reason(error) if isinstance(error, OSError) else _("文件名不合法")
        message = _("{name}：无法读取（{why}），请检查文件与权限。")
        raise UnreadableFile(message.format(name=path.name, why=why)) from error


def _no_file(path: Path) -> str | None:
    """What to say of a folder, a pipe or a device, of which reading might never end."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        message = _("{name} 是目录：请写出其中的文件，例如 {name}/*.docx。")
    elif stat.S_ISFIFO(mode):
        message = _(
            "{name} 是管道，不是文件：请把“-”写在文件的位置，从标准输入读取（命令 | auditor audit -），或先存成文件。"
        )
    else:
        message = _("{name} 是设备，不是文件：请写报告的文件名。")
    return message.format(name=path.name or path)


def _missing(path: Path) -> str:
    """No such file; the one that is meant, where a name beside it is near."""
    try:
        beside = [one.name for one in path.parent.iterdir() if one.is_file()]
    except OSError:
        return _("{name}：没有这个文件，它所在的目录也不存在；请检查路径。").format(name=path)
    close = difflib.get_close_matches(path.name, beside, n=1, cutoff=0.7)
    if close:
        return _("{name}：没有这个文件，是否指 {close}？").format(name=path, close=close[0])
    return _("{name}：没有这个文件；请检查文件名和所在目录，文件名中有空格时要加引号。").format(name=path)
