"""`auditor forget`: remove what is kept of reports on this machine."""

from contextlib import closing
from pathlib import Path

import click

from auditor.cli import FOUND_NOTHING
from auditor.errors import SettingsError
from auditor.locale import gettext as _


@click.command(
    "forget",
    help=_(
        "删去本机保存的报告内容：不带参数，删去模型回答（其中有引文）；写明 STORE（成批核对的结果文件夹、记录文件或数据库地址），"
        "删去其中全部核对记录和另存的原件。"
    ),
)
@click.argument("store", required=False, metavar="[STORE]")
@click.option("--yes", is_flag=True, help=_("确认删去 STORE 中的记录；删去后不能恢复"))
def command(store: str | None, *, yes: bool) -> int:
    """Remove the answers of models, or empty a record. Raises SettingsError, StoreError."""
    return _cache() if store is None else _record(store, sure=yes)


def _cache() -> int:
    from auditor.extract.llm.cache import Cache
    from auditor.extract.llm.plan import cache_of
    from auditor.settings import load

    folder = cache_of(load({"no_cache": False}))
    removed = Cache(folder).forget()
    click.echo(_("已从 {folder} 删去 {count} 条模型回答。").format(folder=folder, count=removed), err=True)
    return FOUND_NOTHING


def _record(address: str, *, sure: bool) -> int:
    from auditor.cli.recorded import opened
    from auditor.store import forgetting

    record, _which, _scope = opened(address)
    with closing(record):
        if not sure:
            message = _("{address} 里有 {count} 份材料的核对记录，删去后不能恢复；确实要删，请加 --yes。")
            raise SettingsError(message.format(address=_shown(address), count=forgetting.counted(record)))
        root = record.folder
        count, files = forgetting.forget(record, root)
    message = _("已从 {address} 删去 {count} 份材料的核对记录和 {files} 份原件；写出的备忘录等文件没有动。")
    click.echo(message.format(address=_shown(address), count=count, files=files), err=True)
    return FOUND_NOTHING


def _shown(address: str) -> str:
    """An address without its password."""
    if "://" not in address:
        return str(Path(address))
    from auditor.store.engine import located

    return located(address).render_as_string(hide_password=True)
