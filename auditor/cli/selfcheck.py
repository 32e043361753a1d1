"""`auditor selfcheck`: the audit as a to-do list for the department that is about to submit."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import FOUND, FOUND_NOTHING, WRONG, options
from auditor.cli.inputs import STDIN
from auditor.cli.work import audit_files, colourful, report_failures
from auditor.locale import gettext as _
from auditor.memo import LISTED
from auditor.settings import cache_folder

if TYPE_CHECKING:
    from auditor.memo.todo import Todo


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
@options.judging
@options.fail_under
def command(
    files: tuple[Path, ...],
    outputs: tuple[Path, ...],
    *,
    since: Path | None,
    no_state: bool,
    **flags: Any,  # noqa: ANN401
) -> int:
    """Print the to-do list of each report, and what became of the list before."""
    from auditor import memo
    from auditor.memo import todo

    settings = options.settings_of(flags)
    memo.writers_of(outputs, "selfcheck")
    options.keep_inputs(files, outputs)
    done = audit_files(files, settings)
    lists = [todo.todo(outcome) for outcome in done.outcomes]
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    for one in lists:
        click.echo(todo.show(one, width, coloured=colourful()), nl=False)
    folder = None if no_state or done.failures else cache_folder(settings)
    _say_progress(files, lists, since, folder)
    for output in outputs:
        memo.write(output, done.outcomes, done.documents, "selfcheck")
    report_failures(done)
    if done.failures:
        return WRONG
    unfinished = any(outcome.verdict == "insufficient" for outcome in done.outcomes)
    return FOUND if unfinished or any(one.must_fix for one in lists) else FOUND_NOTHING


def _say_progress(files: Sequence[Path], lists: "Sequence[Todo]", since: Path | None, folder: Path | None) -> None:
    """How much of the last list is done, left and new; and this list, kept in our own folder for the next run."""
    from auditor.memo import progress

    last = progress.kept(files[0], folder) if folder and len(files) == 1 and files[0] != STDIN else None
    earlier = since or (last if last is not None and last.is_file() else None)
    if earlier is not None:
        made = progress.compare(lists, progress.load(earlier))
        click.echo(made.words)
        for told in made.done:
            click.echo(f"  [✓] {told}")
    if last is not None:
        try:
            last.parent.mkdir(parents=True, exist_ok=True)
            last.write_bytes(progress.dump(lists))
        except OSError as error:
            message = _("没有留下清单（{why}），下次不能比较。")
            click.echo(message.format(why=error.strerror or error), err=True)
