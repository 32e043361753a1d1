"""`auditor portfolio`: tables and pictures over many outcomes."""

from contextlib import closing
from pathlib import Path

import click

from auditor.cli import FOUND_NOTHING
from auditor.cli.recorded import opened
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale.system import reason


@click.command("portfolio", help=_("汇总图表：得分分布、执行率与得分、部门与类别、材料之间的疑点。"))
@click.argument("store", metavar="STORE|OUT")
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help=_("写到哪个文件夹，默认 OUT；STORE 为数据库地址时必须写明"),
)  # fmt: skip
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=_("语言，默认 zh"))
def command(store: str, out: Path | None, lang: str) -> int:
    """Gather, write the page and the workbook, say where."""
    from auditor.batch import portfolio

    place = out if out is not None else Path(store)
    if out is None and not place.is_dir():
        raise SettingsError(_("请用 -o 写明汇总图表写到哪个文件夹。"))
    record, which, scope = opened(store)
    with closing(record):
        whole = portfolio.gather(record, which, scope)
        try:
            place.mkdir(parents=True, exist_ok=True)
            portfolio.write(whole, place, lang=lang)
        except OSError as error:
            message = _("写不下 {folder}（{why}）：请清理磁盘或检查权限后再试。")
            raise SettingsError(message.format(folder=place, why=reason(error))) from error
    click.echo(_("已写出 {name}").format(name=place / portfolio.PAGE))
    click.echo(_("已写出 {name}").format(name=place / portfolio.WORKBOOK))
    return FOUND_NOTHING
