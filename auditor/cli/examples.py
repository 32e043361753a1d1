"""`auditor examples`: the shipped samples, written into a folder to try things on."""

from pathlib import Path

import click

from auditor.cli import FOUND_NOTHING
from auditor.errors import SettingsError
from auditor.locale import gettext as _


@click.command("examples", help=_("把自带的样例写进 FOLDER（默认 samples），供试用；已有的文件不改动。"))
@click.argument("folder", type=click.Path(path_type=Path), default=Path("samples"), metavar="[FOLDER]")
def command(folder: Path) -> int:
    """Write every sample that is not there yet. Raises SettingsError for what is no folder."""
    from auditor import assets
    from auditor.writing import save, unwritable

    if folder.exists() and not folder.is_dir():
        raise SettingsError(_("{name} 是文件，不是目录；请另写一个目录名。").format(name=folder))
    source = assets.folder("samples")
    files = sorted(file.relative_to(source) for file in source.rglob("*") if file.is_file())
    missing = [name for name in files if not _OURS & set(name.parts) and not (folder / name).exists()]
    for name in missing:
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(folder / name, error) from error
        save(folder / name, (source / name).read_bytes())
    click.echo(_("已写出 {count} 个样例，在 {folder} 中。").format(count=len(missing), folder=folder), err=True)
    return FOUND_NOTHING


_OURS = frozenset(["expected", "pictures"])
"""Folders that tests and README look at, and nobody audits."""
