"""`auditor forget`: remove what is kept of reports on this machine."""

import click

from auditor.cli import FOUND_NOTHING
from auditor.errors import SettingsError
from auditor.locale import gettext as _


@click.command("forget", help=_("删去本机保存的模型回答（其中有报告的引文）。"))
@click.argument("store", required=False, metavar="[STORE]")
def command(store: str | None) -> int:
    """Remove the answers of models. A store is not kept by this version."""
    if store is not None:
        raise SettingsError(
            _("这一版本不保存核对记录，没有 {store} 可删；不带参数则删去模型回答。").format(store=store)
        )
    from auditor.extract.llm.cache import Cache
    from auditor.extract.llm.plan import cache_of
    from auditor.settings import load

    folder = cache_of(load({"no_cache": False}))
    removed = Cache(folder).forget()
    click.echo(_("已从 {folder} 删去 {count} 条模型回答。").format(folder=folder, count=removed), err=True)
    return FOUND_NOTHING
