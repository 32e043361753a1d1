"""`auditor checks`: the catalogue."""

import json

import click

from auditor.cli import FOUND_NOTHING
from auditor.locale import gettext as _


@click.command("checks", help=_("列出全部核对项。"))
@click.option("--format", "shown_as", type=click.Choice(["text", "json"]), default="text", help=_("默认 text"))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("语言，默认 zh"))
@click.option("--write-readme", is_flag=True, help=_("更新 README 和 docs 中自动生成的部分（仅限源代码目录）"))
def command(shown_as: str, write_readme: bool, lang: str | None) -> int:  # noqa: ARG001 - main() has set the language
    """Print the catalogue, or renew the tables generated from it."""
    from auditor.checks import registry

    if write_readme:
        from auditor.cli.readme import renew

        for name in renew():
            click.echo(_("已更新 {name}").format(name=name), err=True)
        return FOUND_NOTHING
    rows = [
        {"code": check.code, "name": check.name, "severity": check.severity, "title": _(check.title)}
        for check in registry.everything()
    ]
    if shown_as == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return FOUND_NOTHING
    from auditor.memo.terminal import pad

    for row in rows:
        click.echo(f"{row['code']}  {pad(row['severity'], 7)}  {pad(row['name'], 42)}  {row['title']}")
    return FOUND_NOTHING
