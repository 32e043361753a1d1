"""`auditor bench`: how well the auditor finds, and how fast, on clean reports with planted faults."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import FOUND_NOTHING, options
from auditor.locale import gettext as _
from auditor.settings import Settings

if TYPE_CHECKING:
    from auditor.bench.layouts.expected import Rendering
    from auditor.bench.layouts.tally import Layouts

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
@click.option("--layouts", "layouts_only", is_flag=True, help=_("只测换装：同一份内容印成各种版式，看读到多少"))
@click.option("--only", "kinds_only", multiple=True, metavar="KIND", help=_("只测这一种换装；可重复"))
@click.option("--each", type=click.IntRange(min=1), help=_("每种换装几份"))
@click.option("--show", is_flag=True, help=_("逐份列出换装后没有读对的单元格、误报和没有查出的差错"))
@click.option("--files", "folder", type=click.Path(file_okay=False, path_type=Path), help=_("把换装的文件存到这个目录"))
@click.option("--write", is_flag=True, help=_("更新 {page}（仅限源代码目录）").format(page=PAGE.as_posix()))
@options.judging
def command(  # noqa: PLR0917 - an option each
    files: tuple[Path, ...], no_samples: bool, seed: int, most: int | None, missed: bool, shown_as: str, write: bool,
    layouts_only: bool, kinds_only: tuple[str, ...], each: int | None, show: bool, folder: Path | None,
    **flags: Any,  # noqa: ANN401
) -> int:  # fmt: skip
    """Run the bench over the clean samples and the files given."""
    from auditor.bench import base, measure, pairs, sentences, tables

    settings = options.settings_of(flags)
    if layouts_only:
        dressed = _layouts(settings, kinds_only, seed, each, folder)
        click.echo(dressed.model_dump_json(indent=2) if shown_as == "json" else tables.dressed(dressed, show=show))
        return FOUND_NOTHING
    reports = [*([] if no_samples else base.samples()), *files]
    if settings.extractor != "rules":
        return _qualify(reports, settings, shipped=not no_samples, as_json=shown_as == "json")
    bench = measure.run(reports, settings, seed=seed, most=most, watch=_say)
    if not no_samples:
        update = {
            "layouts": _layouts(settings, kinds_only, seed, each, folder),
            "pairing": tuple(pairs.run(reports, settings, seed)),
            "sentences": tuple(sentences.run(settings)),
        }
        bench = bench.model_copy(update=update)
    if write:
        from auditor import writing
        from auditor.assets import checkout

        writing.save(checkout() / PAGE, tables.markdown(bench).encode())
        click.echo(_("已更新 {name}").format(name=PAGE.as_posix()), err=True)
    match shown_as:
        case "json":
            click.echo(bench.model_dump_json(indent=2))
        case "markdown":
            click.echo(tables.markdown(bench), nl=False)
        case _:
            click.echo(tables.text(bench, missed=missed), nl=False)
    return FOUND_NOTHING


def _layouts(settings: Settings, names: tuple[str, ...], seed: int, each: int | None, folder: Path | None) -> "Layouts":
    """The changes of clothes: all kinds or those named; their files are left in the folder, if one is given."""
    from auditor.bench.layouts import kinds, measure

    known = {kind.name: kind for kind in kinds.catalogue()}
    if strange := [name for name in names if name not in known]:
        raise click.BadParameter(
            _("没有这种换装：{names}；有：{known}").format(names="、".join(strange), known="、".join(known))
        )
    chosen = [known[name] for name in names] or list(known.values())

    def keep(file: "Rendering") -> None:
        from auditor import writing

        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            writing.save(folder / file.name, file.data)

    return measure.run(chosen, settings, seed=seed, each=each or measure.RENDERINGS, watch=_say, keep=keep)


def _qualify(reports: Sequence[Path], settings: Settings, *, shipped: bool, as_json: bool) -> int:
    """How well the model that is set reads the reports, and how well it names relations in those that are marked."""
    from auditor.bench import reading, relating
    from auditor.memo.terminal import pad

    options.disclose(settings)
    done = reading.run(reports, settings, _say)
    related = relating.run(relating.marked(reports, shipped=shipped), settings, _say)
    if as_json:
        told = [one.model_dump(mode="json") for one in (*related, relating.together(related, _("合计")))]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return FOUND_NOTHING
    for one in [*done, reading.Read(_("合计"), reading.together(done))]:
        click.echo(f"{pad(one.name, 24)}  {one.quality.say()}")
    for each in [*related, relating.together(related, _("合计"))] if related else ():
        click.echo(f"{pad(each.name, 24)}  {each.say()}")
    return FOUND_NOTHING


def _say(name: str) -> None:
    click.echo(_("正在测试 {name}").format(name=name), err=True)
