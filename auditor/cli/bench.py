"""`auditor bench`: how well the auditor finds, and how fast, on clean reports with planted faults."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND_NOTHING, options
from auditor.locale import gettext as _
from auditor.settings import Settings

PAGE = Path("auditor") / "bench" / "RESULTS.md"
"""Where the results stand in the checkout."""


@click.command("bench", help=_("在正确的报告中逐处埋错，量度查出率、误报和速度。FILE 是另外加入的正确报告。"))
@click.argument("files", nargs=-1, type=options.INPUT, metavar="[FILE]…")
@click.option("--no-samples", is_flag=True, help=_("只用所给的文件，不用自带的样例"))
@click.option("--seed", type=int, default=0, show_default=True, help=_("抽取埋错处所用的种子"))
@click.option("--most", type=click.IntRange(min=1), help=_("每份报告每种差错最多埋几处；默认处处都埋"))
@click.option("--missed", is_flag=True, help=_("列出没有查出的"))
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help=_("输出格式，默认 text"),
)
@click.option("--write", is_flag=True, help=_("更新 {page}（仅限源代码目录）").format(page=PAGE.as_posix()))
@options.judging
def command(  # noqa: PLR0917 - an option each
    files: tuple[Path, ...], no_samples: bool, seed: int, most: int | None, missed: bool, shown_as: str, write: bool,
    **flags: Any,  # noqa: ANN401
) -> int:  # fmt: skip
    """Run the bench over the clean samples and the files given."""
    from auditor.bench import base, measure, tables

    settings = options.settings_of(flags)
    reports = [*([] if no_samples else base.samples()), *files]
    if settings.extractor != "rules":
        return _qualify(reports, settings)
    bench = measure.run(reports, settings, seed=seed, most=most, watch=_say)
    if write:
        from auditor.assets import checkout

        (checkout() / PAGE).write_text(tables.markdown(bench), encoding="utf-8")
        click.echo(_("已更新 {name}").format(name=PAGE.as_posix()), err=True)
    match shown_as:
        case "json":
            click.echo(bench.model_dump_json(indent=2))
        case "markdown":
            click.echo(tables.markdown(bench), nl=False)
        case _:
            click.echo(tables.text(bench, missed=missed), nl=False)
    return FOUND_NOTHING


def _qualify(reports: Sequence[Path], settings: Settings) -> int:
    """How well the model that is set reads the reports."""
    from auditor.bench import reading
    from auditor.memo.terminal import pad

    options.disclose(settings)
    done = reading.run(reports, settings, _say)
    for one in [*done, reading.Read(_("合计"), reading.together(done))]:
        click.echo(f"{pad(one.name, 24)}  {one.quality.say()}")
    return FOUND_NOTHING


def _say(name: str) -> None:
    click.echo(_("正在测试 {name}").format(name=name), err=True)
