"""Whose acceptances count: a baseline that came with the reports may hide findings, and is nobody's until somebody vouches for it.

One that the user names on the command line or in the environment is the user's word, and so is one that was written on this
machine by `auditor accept`, or that `auditor trust` was told of, as long as it says what it said then.
"""

from pathlib import Path

import click

from auditor import trust
from auditor.cli import options
from auditor.errors import SettingsError
from auditor.locale import gettext as _


def is_vouched(file: Path) -> bool:
    """Whether the acceptances of this baseline count. Raises SettingsError when it cannot be read."""
    return options.is_users_own("baseline") or trust.is_vouched(_content(file))


def require(file: Path) -> None:
    """Raises SettingsError for a baseline that is there and that nobody vouches for: what is added would vouch for the rest."""
    if file.is_file() and not is_vouched(file):
        raise SettingsError(untrusted(file))


def vouch(file: Path) -> None:
    """Vouch for a baseline as it is now; where that cannot be remembered, say so."""
    try:
        trust.vouch(file, _content(file))
    except SettingsError as error:
        click.echo(_("没有记下这份基线是本机写的（{why}），以后请用 --baseline 指明。").format(why=error), err=True)


def untrusted(file: Path) -> str:
    """That its acceptances do not count, and the remedy."""
    return _(
        "基线 {name} 不是在本机用 auditor accept 写的，也未获信任，其中的接受没有采用；看过无误后运行 auditor trust {folder}，或用 --baseline 指明。"
    ).format(name=file, folder=file.parent)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = _("读不到基线文件 {name}：先用 auditor accept 生成，或去掉 baseline 设置。")
        raise SettingsError(message.format(name=file.name)) from error
