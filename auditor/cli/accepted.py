"""`auditor accepted`: what was accepted, by whom and why; and take it back."""

from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import FOUND_NOTHING, options, vouching
from auditor.cli.inputs import STDIN
from auditor.errors import SettingsError
from auditor.locale import gettext as _

if TYPE_CHECKING:
    from auditor.baseline import Accepted


@click.command(
    "accepted", help=_("列出已接受的疑点：谁、何时、为什么、到何时；--remove 撤销。FILE 是报告，基线在它旁边。")
)
@click.argument("file", required=False, type=options.INPUT, metavar="[FILE]")
@click.option(
    "--remove", "removed", multiple=True, metavar="FP", help=_("撤销这一指纹（可只写开头 8 位）的接受，可重复")
)
@click.option("--baseline", type=click.Path(path_type=Path, dir_okay=False), help=_("基线文件：此前已接受的疑点"))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("语言，默认 zh"))
def command(file: Path | None, removed: tuple[str, ...], **flags: Any) -> int:  # noqa: ANN401
    """List the baseline, without what is taken back."""
    from auditor import baseline

    settings = options.settings_of(flags)
    near = baseline.beside(file) if file is not None and file != STDIN else Path(baseline.NAME)
    path = settings.baseline or near
    if not path.is_file():
        raise SettingsError(_("没有基线文件 {name}：还没有接受过疑点，或请用 --baseline 指明。").format(name=path))
    vouched = vouching.is_vouched(path)
    if not vouched:
        click.echo(vouching.untrusted(path), err=True)
    if removed:
        baseline.change(path, lambda entries: reduce(baseline.removed, removed, tuple(entries)))
        if vouched:
            vouching.vouch(path)
        click.echo(_("已撤销 {count} 项，写回 {name}。").format(count=len(removed), name=path), err=True)
    entries = baseline.load(path)
    for one in entries:
        for line in _lines(one):
            click.echo(line)
    if not entries:
        click.echo(_("没有已接受的疑点。"))
    return FOUND_NOTHING


def _lines(one: "Accepted") -> Iterator[str]:
    from auditor.memo.words import accepted_words, clean

    yield f"{one.fingerprint[:8]}  {one.code}  {clean(one.report)}"
    yield f"          {clean(one.message)}"
    yield f"          {accepted_words(one.by, one.reason, one.until, one.on)}"
