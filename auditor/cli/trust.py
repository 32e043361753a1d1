"""`auditor trust`: let a folder's auditor.toml say where reports go."""

from pathlib import Path

import click

from auditor import baseline, settings, trust
from auditor.cli import FOUND_NOTHING
from auditor.errors import SettingsError
from auditor.locale import gettext as _


@click.command(
    "trust",
    help=_(
        "信任 FOLDER（默认当前目录）的 auditor.toml：准许它设定模型地址、请求头、上限和目录外的路径；目录中的基线也从此采用。文件一改即须重新信任。"
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
    accepted = folder / baseline.NAME
    if accepted.is_file():
        _vouch(accepted)
    file = settings.find(folder.resolve())
    if file is None and accepted.is_file():
        return FOUND_NOTHING
    if file is None:
        message = _("{folder} 及其上级目录中没有 auditor.toml，{folder} 中也没有 {baseline}。")
        raise SettingsError(message.format(folder=folder, baseline=baseline.NAME))
    told = settings.content(file)
    granted = settings.barred(file, told)
    trust.trust(file, told)
    click.echo(_("已信任 {file}。").format(file=file), err=True)
    named = settings.loaded(environment={}, start=folder.resolve()).settings.baseline
    if named is not None and named.is_file() and named != accepted:
        _vouch(named)
    for name, value in granted.items():
        shown = "＊＊＊" if name in settings.SECRET else value
        click.echo(_("从此采用其中的 {name} = {value}").format(name=name, value=shown), err=True)
    return FOUND_NOTHING


def _vouch(file: Path) -> None:
    """Take the acceptances of a baseline for ours, as they are now. Raises SettingsError when it is malformed."""
    count = len(baseline.load(file))
    trust.vouch(file, file.read_bytes())
    click.echo(_("已信任基线 {file}：其中的 {count} 条接受从此采用。").format(file=file, count=count), err=True)


def _remove(folder: Path) -> int:
    """Raises SettingsError when the folder was not trusted."""
    known = [trust.distrust(one) for one in (folder, folder / baseline.NAME)]
    if not any(known):
        raise SettingsError(_("{folder} 本来就不受信任；auditor trust --list 列出受信任的目录。").format(folder=folder))
    click.echo(_("不再信任 {folder}。").format(folder=folder), err=True)
    return FOUND_NOTHING
