"""`auditor selfcheck`: the audit as a to-do list for the department that is about to submit."""

import shutil
from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND, FOUND_NOTHING, WRONG, options
from auditor.cli.work import audit_files, colourful, inputs_of, report_failures
from auditor.locale import gettext as _
from auditor.memo import LAID_OUT
from auditor.model.dossier import Result, Submission


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
@options.documents
@options.judging
@options.fail_under
def command(files: tuple[Path, ...], outputs: tuple[Path, ...], *, make_folders: bool, **flags: Any) -> int:  # noqa: ANN401
    """Print the to-do list of each report, or of each submission."""
    from auditor import memo
    from auditor.memo import privacy

    settings = options.settings_of(flags)
    inputs = inputs_of(files, flags)
    memo.writers_of(outputs, "selfcheck")
    options.keep_inputs(inputs.all, outputs, settings, make_folders=make_folders)
    done = audit_files(inputs, settings)
    must_fix = [_shown(result) for result in privacy.covered_results(done.results, done.files).results]
    for output in outputs:
        memo.write_all(output, done.results, done.files, "selfcheck")
    report_failures(done)
    if done.failures:
        return WRONG
    unfinished = any(result.verdict == "insufficient" for result in done.results)
    return FOUND if unfinished or any(must_fix) else FOUND_NOTHING


def _shown(result: Result) -> bool:
    """Print one to-do list; whether anything on it must be mended."""
    from auditor.memo import submission_todo, todo

    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    if isinstance(result, Submission):
        listed = submission_todo.show(result, width, coloured=colourful())
        click.echo(listed.text, nl=False)
        return listed.must_fix
    one = todo.todo(result)
    click.echo(todo.show(one, width, coloured=colourful()), nl=False)
    return bool(one.must_fix)
