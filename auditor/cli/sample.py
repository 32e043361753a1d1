"""`auditor sample`: draw reports for review."""

import csv
import io
import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import FOUND_NOTHING, console
from auditor.cli.recorded import opened
from auditor.locale import gettext as _

if TYPE_CHECKING:
    from auditor.store.lists import Listed

_FIELDS = (
    "name",
    "unit",
    "department",
    "project",
    "year",
    "state",
    "verdict",
    "errors",
    "warnings",
    "score_stated",
    "score_recomputed",
    "folder",
)


@click.command("sample", help=_("抽取待复核的材料：同一种子抽到同样的材料。"))
@click.argument("store", metavar="STORE|OUT")
@click.option("--n", "count", type=click.IntRange(min=1), required=True, metavar="N", help=_("抽几份"))
@click.option("--seed", type=int, required=True, metavar="S", help=_("种子，任意整数；记在抽样记录里即可重现"))
@click.option(
    "--by", type=click.Choice(["unit", "department", "project", "year", "verdict", "kind"]),
    help=_("按这一项分层，各层按份数分配"),
)  # fmt: skip
@click.option("--risk", is_flag=True, help=_("疑点多、得分要改、未充分核对的更容易抽中"))
@click.option("--format", "shown_as", type=click.Choice(["text", "csv", "json"]), default="text", help=_("默认 text"))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("语言，默认 zh"))
def command(store: str, *, count: int, seed: int, by: Any, shown_as: str, lang: str | None, risk: bool) -> int:  # noqa: ANN401, ARG001 - one of six words; main() has set the language
    """Draw, and print the list."""
    from auditor.batch.sampling import draw
    from auditor.store import lists

    record, which, _scope = opened(store)
    with closing(record):
        rows = [row for row in lists.every(record, which) if not row.superseded]
    drawn = draw(rows, count=count, seed=seed, by=by, risk=risk)
    console.put(_shown(drawn, shown_as).encode())
    if len(drawn) < count:
        click.echo(_("只有 {count} 份可抽。").format(count=len(drawn)), err=True)
    return FOUND_NOTHING


def _shown(drawn: "list[Listed]", shown_as: str) -> str:
    told = [{name: getattr(row, name) for name in _FIELDS} for row in drawn]
    if shown_as == "json":
        return (
            json.dumps(
                [{name: _plain(value) for name, value in row.items()} for row in told], ensure_ascii=False, indent=1
            )
            + "\n"
        )
    if shown_as == "csv":
        made = io.StringIO()
        writer = csv.DictWriter(made, _FIELDS)
        writer.writeheader()
        writer.writerows([{name: _guarded(value) for name, value in row.items()} for row in told])
        return made.getvalue()
    lines = [
        f"{number}. {row.name}  {row.unit or ''}  {row.project or ''}".rstrip() for number, row in enumerate(drawn, 1)
    ]
    return "".join(f"{line}\n" for line in lines)


def _plain(value: object) -> object:
    return value if isinstance(value, int | str | None) else str(value)


def _guarded(value: object) -> object:
    """A cell that no program takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
