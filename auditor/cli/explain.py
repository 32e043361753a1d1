"""`auditor explain`: the page of one check."""

import click

from auditor.cli import FOUND_NOTHING
from auditor.errors import SettingsError
from auditor.locale import gettext as _


@click.command("explain", help=_("说明一个核对项：缘由、算法、何时不报、依据、示例。"))
@click.argument("code", metavar="CODE")
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("语言，默认 zh"))
def command(code: str, lang: str | None) -> int:  # noqa: ARG001 - main() has set the language
    """Print the check's page, found by its code or its name."""
    from auditor.checks import registry
    from auditor.memo.contents import bracketed, page_lines
    from auditor.memo.words import weight_word

    for check in registry.everything():
        if code.upper() == check.code or code.lower() == check.name:
            worst = _("，最重为{severity}").format(severity=weight_word(check.at_worst)) if check.at_worst else ""
            click.echo(f"{check.code} {check.name}{bracketed(weight_word(check.severity) + worst)}\n")
            click.echo("\n".join([_(check.title), "", *page_lines(check)]))
            return FOUND_NOTHING
    raise SettingsError(_("核对目录中没有 {code}；auditor checks 列出全部代码。").format(code=code))
