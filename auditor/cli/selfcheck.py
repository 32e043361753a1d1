"""`auditor selfcheck`: the audit as a to-do list for the department that is about to submit."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import FOUND, FOUND_NOTHING, WRONG, lists, options
from auditor.cli.inputs import STDIN
from auditor.cli.work import Inputs, audit_files, colourful, inputs_of, report_failures
from auditor.locale import gettext as _
from auditor.memo import LISTED
from auditor.model.dossier import Result, Submission
from auditor.settings import cache_folder
from auditor.writing import write_whole

if TYPE_CHECKING:
    from auditor.memo.todo import Task


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
    help=_("把待办清单写成文件，可重复；后缀决定格式：{suffixes}").format(suffixes=" ".join(LISTED)),
)
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE.json",
    help=_("与这份以前的清单（或核对结果 JSON）相比；默认与上次自查同一文件时的清单相比"),
)
@click.option("--no-state", is_flag=True, help=_("不在缓存目录中留下清单，下次不比较"))
@options.mkdir
@options.documents
@options.judging
@options.fail_under
def command(
    files: tuple[Path, ...],
    outputs: tuple[Path, ...],
    *,
    since: Path | None,
    no_state: bool,
    make_folders: bool,
    **flags: Any,  # noqa: ANN401
) -> int:
    """Print the to-do list of each report, or of each submission, and what became of the list before."""
    from auditor import memo
    from auditor.memo import privacy

    settings = options.settings_of(flags)
    inputs = inputs_of(files, flags)
    memo.writers_of(outputs, "selfcheck")
    options.keep_inputs(inputs.all, outputs, settings, make_folders=make_folders)
    done = audit_files(inputs, settings)
    told = privacy.covered_results(done.results, done.files).results
    must_fix = [_shown(result) for result in told]
    lists.keep(inputs.all, [_numbered(result) for result in told], settings)
    folder = None if no_state or done.failures else cache_folder(settings)
    _say_progress(inputs, told, since, folder)
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


def _tasks(result: Result) -> Sequence["Task"]:
    """What is to do, in the order of the list."""
    from auditor.memo import submission_todo, todo

    return submission_todo.listed_tasks(result) if isinstance(result, Submission) else todo.todo(result).tasks


def _numbered(result: Result) -> lists.Numbered:
    return {str(number): [task.item.fingerprint] for number, task in enumerate(_tasks(result), 1)}


def _say_progress(inputs: Inputs, results: Sequence[Result], since: Path | None, folder: Path | None) -> None:
    """How much of the last list is done, left and new; and this list, kept in our own folder for the next run."""
    from auditor.memo import progress

    named = [path for path in inputs.all if path != STDIN]
    last = progress.kept(named, folder) if folder and len(named) == len(inputs.all) else None
    earlier = since or (last if last is not None and last.is_file() else None)
    if earlier is None and last is None:
        return
    tasks = [task for result in results for task in _tasks(result)]
    if earlier is not None:
        made = progress.compare((task.item.fingerprint for task in tasks), progress.load(earlier))
        click.echo(made.words)
        for told in made.done:
            click.echo(f"  [✓] {told}")
    if last is not None:
        try:
            last.parent.mkdir(parents=True, exist_ok=True)
            write_whole(last, progress.dump(tasks), private=True)
        except OSError as error:
            message = _("没有留下清单（{why}），下次不能比较。")
            click.echo(message.format(why=error.strerror or error), err=True)
