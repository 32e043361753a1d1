"""`auditor extract`: what was read, as JSON or over the source, without checks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND_NOTHING, console, options
from auditor.cli.inputs import take
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.model.report import Report
from auditor.model.source import Document
from auditor.settings import Settings


@click.command("extract", help=_("只读取报告，输出读到的内容（JSON），不作核对；-o 写成对照原文的网页。"))
@options.one_file
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("把读到的内容标在原文上，写成网页（.html），或写成 .json"),
)
@options.mkdir
@options.reading
@click.option("--dry-run", is_flag=True, help=_("只估算用模型读取要发送多少、花多少，什么也不发送"))
def command(
    file: Path,
    output: Path | None,
    *,
    make_folders: bool,
    dry_run: bool,
    **flags: Any,  # noqa: ANN401
) -> int:
    """The Report as JSON; a list when the file holds several forms. Or a page over the source; or what a model would be sent."""
    from auditor import pipeline
    from auditor.memo import privacy
    from auditor.writing import save

    settings = options.settings_of(flags)
    if output is not None:
        _require_suffix(output)
        options.keep_inputs([file], [output], settings, make_folders=make_folders)
    data, name = take(file, settings)
    pipeline.load(data, name, pipeline.limits(settings))
    if dry_run:
        from auditor.extract import llm

        with pipeline.bounded(name, settings):
            document = pipeline.read(data, name, settings)
            click.echo(llm.marked(document, settings) or llm.estimate(document, settings).say())
        return FOUND_NOTHING
    options.disclose(settings)
    with options.watching(settings), pipeline.bounded(name, settings):
        document = pipeline.read(data, name, settings)
        readings = pipeline.readings(document, settings)
    for note in dict.fromkeys(note for reading in readings if reading.usage for note in reading.usage.notes):
        click.echo(note, err=True)
    reports = [reading.report for reading in readings]
    if output is not None and output.suffix.lower() == ".html":
        made = _page(document, reports, settings)
    else:
        made = _json(reports if settings.show_private else privacy.covered_reports(reports, document))
    if output is None:
        console.put(made)
        return FOUND_NOTHING
    save(output, made)
    click.echo(_("已写出 {name}").format(name=output), err=True)
    return FOUND_NOTHING


def _require_suffix(output: Path) -> None:
    """Raises SettingsError for a file that is neither page nor JSON."""
    if output.suffix.lower() not in {".html", ".json"}:
        raise SettingsError(
            _("不能写出 {name}：后缀应为 {suffixes} 之一。").format(name=output.name, suffixes=".html .json")
        )


def _json(reports: Sequence[Report]) -> bytes:
    from auditor.memo.json import dump

    return dump(reports[0] if len(reports) == 1 else reports)


def _page(document: Document, reports: Sequence[Report], settings: Settings) -> bytes:
    from auditor import pipeline
    from auditor.memo import privacy, reading

    with pipeline.bounded(document.name, settings):
        unread = pipeline.unread(document, reports, settings)
    return reading.render(*privacy.covered_reading(document, reports), unread, settings.lang)
