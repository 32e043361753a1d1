"""`auditor extract`: what was read, as JSON, without checks."""

from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND_NOTHING, options
from auditor.cli.inputs import take
from auditor.locale import gettext as _


@click.command("extract", help=_("只读取报告，输出读到的内容（JSON），不作核对。"))
@options.one_file
@options.reading
def command(file: Path, **flags: Any) -> int:  # noqa: ANN401
    """The Report as JSON; a list when the file holds several forms."""
    from auditor import pipeline
    from auditor.memo.json import dump

    settings = options.settings_of(flags)
    document = pipeline.read(*take(file), settings)
    reports = pipeline.extract(document, settings)
    click.echo(dump(reports[0] if len(reports) == 1 else reports).decode(), nl=False)
    return FOUND_NOTHING
