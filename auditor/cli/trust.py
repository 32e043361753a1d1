"""`auditor trust`: let a folder's auditor.toml say where reports go."""

from pathlib import Path

import click

from auditor import settings, trust
from auditor.cli import FOUND_NOTHING
from auditor.errors import SettingsError
from auditor.locale import gettext as _


@click.command(
    "trust",
    help=_(
        "信任 FOLDER（默认当前目录）的 auditor.toml：准许它设定模型地址、请求头、上限和目录外的路径。文件一改即须重新信任。"
    ),
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="[FOLDER]")
@click.option("--list", "listed", is_flag=True, help=_("列出受信任的目录"))
@click.option("--remove", is_flag=True, help=_("不再信任 FOLDER"))
def command(folder: Path, *, listed: bool, remove: bool) -> int:
    """Trust a folder as its file is now, list what is trusted, or take trust back."""
    if listed:
        for name in trust.trusted():
            click.echo(name)
        return FOUND_NOTHING
    if remove:
        return _remove(folder)
    file = settings.find(folder.resolve())
    if file is None:
        raise SettingsError(_("{folder} 及其上级目录中没有 auditor.toml。").format(folder=folder))
    told = settings.content(file)
    granted = settings.barred(file, told)
    trust.trust(file, told)
    click.echo(_("已信任 {file}。").format(file=file), err=True)
    for name, value in granted.items():
        shown = "＊＊＊" if name in settings.SECRET else value
        click.echo(_("从此采用其中的 {name} = {value}").format(name=name, value=shown), err=True)
    return FOUND_NOTHING


def _remove(folder: Path) -> int:
    """Raises SettingsError when the folder was not trusted."""
    if not trust.distrust(folder):
        raise SettingsError(_("{folder} 本来就不受信任；auditor trust --list 列出受信任的目录。").format(folder=folder))
    click.echo(_("不再信任 {folder}。").format(folder=folder), err=True)
    return FOUND_NOTHING
