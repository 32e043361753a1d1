"""`auditor extract`: what was read, as JSON, without checks."""

from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND_NOTHING, console, options
from auditor.cli.inputs import take
from auditor.locale import gettext as _


@click.command("extract", help=_("只读取报告，输出读到的内容（JSON），不作核对。"))
@options.one_file
@options.reading
@click.option("--dry-run", is_flag=True, help=_("只估算用模型读取要发送多少、花多少，什么也不发送"))
def command(file: Path, *, dry_run: bool, **flags: Any) -> int:  # noqa: ANN401
    """The Report as JSON; a list when the file holds several forms. Or what a model would be sent."""
    from auditor import pipeline
    from auditor.memo.json import dump

    settings = options.settings_of(flags)
    document = pipeline.read(*take(file), settings)
    if dry_run:
        from auditor.extract import llm

        click.echo(llm.estimate(document, settings).say())
        return FOUND_NOTHING
    options.disclose(settings)
    readings = pipeline.readings(document, settings)
    for note in dict.fromkeys(note for reading in readings if reading.usage for note in reading.usage.notes):
        click.echo(note, err=True)
    reports = [reading.report for reading in readings]
    console.put(dump(reports[0] if len(reports) == 1 else reports))
    return FOUND_NOTHING
