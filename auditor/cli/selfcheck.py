"""`auditor selfcheck`: the audit as a to-do list for the department that is about to submit."""

import shutil
from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND, FOUND_NOTHING, WRONG, options
from auditor.cli.work import audit_files, colourful, report_failures
from auditor.locale import gettext as _
from auditor.memo import LAID_OUT


@click.command(
    "selfcheck", help=_("提交前自查：必须改正、应当说明、可以斟酌；尚有必须改正的事项、或未能充分核对时以 1 退出。")
)
@options.files
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("把待办清单写成文件，可重复；后缀决定格式：{suffixes}").format(suffixes=" ".join(LAID_OUT)),
)
@options.mkdir
@options.judging
@options.fail_under
def command(files: tuple[Path, ...], outputs: tuple[Path, ...], *, make_folders: bool, **flags: Any) -> int:  # noqa: ANN401
    """Print the to-do list of each report."""
    from auditor import memo
    from auditor.memo import privacy, todo

    settings = options.settings_of(flags)
    memo.writers_of(outputs, "selfcheck")
    options.keep_inputs(files, outputs, settings, make_folders=make_folders)
    done = audit_files(files, settings)
    lists = [todo.todo(outcome) for outcome in privacy.covered(done.outcomes, done.documents).outcomes]
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    for one in lists:
        click.echo(todo.show(one, width, coloured=colourful()), nl=False)
    for output in outputs:
        memo.write(output, done.outcomes, done.documents, "selfcheck")
    report_failures(done)
    if done.failures:
        return WRONG
    unfinished = any(outcome.verdict == "insufficient" for outcome in done.outcomes)
    return FOUND if unfinished or any(one.must_fix for one in lists) else FOUND_NOTHING
