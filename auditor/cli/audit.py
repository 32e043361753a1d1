"""`auditor audit`: audit reports, write memos."""

from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND, FOUND_NOTHING, WRONG, options
from auditor.cli.work import audit_files, report_failures, say
from auditor.locale import gettext as _
from auditor.memo import KINDS, WRITERS
from auditor.model.finding import Outcome
from auditor.settings import Threshold
from auditor.writing import save

_RANK = {"note": 1, "warning": 2, "error": 3}


@click.command("audit", help=_("核对自评报告。FILE 可以是多个文件；- 表示标准输入。"))
@options.files
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("写出备忘录，可重复；后缀决定格式：{suffixes}").format(suffixes=" ".join(WRITERS)),
)
@click.option(
    "--kind",
    type=click.Choice(["memo", *KINDS]),
    default="memo",
    help=_("写出哪种文书：memo 核查备忘录（默认），inquiry 给单位的询问函，selfcheck 单位自查清单"),
)
@click.option(
    "--annotate",
    "annotated",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("把疑点批注在原件上另存（docx、xlsx、pdf），或写成带批注的网页（.html）；一次一个文件"),
)
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["text", "json", "sarif", "junit", "markdown"]),
    default="text",
    help=_("标准输出的格式，默认 text"),
)
@options.mkdir
@options.judging
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help=_("有这一级及以上的疑点时以 1 退出，默认 error；never 总以 0 退出"),
)
@options.fail_under
def command(
    files: tuple[Path, ...],
    outputs: tuple[Path, ...],
    kind: str,
    annotated: Path | None,
    shown_as: str,
    *,
    make_folders: bool,
    **flags: Any,  # noqa: ANN401
) -> int:
    """Audit each file; a file that cannot be read is reported and does not stop the rest."""
    from auditor import memo
    from auditor.memo import annotate

    settings = options.settings_of(flags)
    options.require_output(kind, outputs)
    memo.writers_of(outputs, kind)
    if annotated is not None:
        annotate.require_annotatable(annotated, files)
    written = [*outputs, *([annotated] if annotated else [])]
    options.keep_inputs(files, written, settings, make_folders=make_folders)
    done = audit_files(files, settings, keep=annotated is not None)
    if done.outcomes or not done.failures:
        say(done, shown_as, settings)
        for output in outputs:
            memo.write(output, done.outcomes, done.documents, kind, show_private=settings.show_private)
            click.echo(_("已写出 {name}").format(name=output), err=True)
    if annotated is not None and done.outcomes:
        save(annotated, annotate.annotate(annotated, done.originals[0], done.outcomes))
        click.echo(_("已写出 {name}").format(name=annotated), err=True)
        if acts := annotate.acts(annotated, done.originals[0]):
            told = _("{name} 保留了原件中会自动起作用的内容（{what}）：打开时不要启用，转交前请先去除。")
            click.echo(told.format(name=annotated.name, what=_("、").join(acts)), err=True)
    report_failures(done)
    if done.failures:
        return WRONG
    return FOUND if any(_fails(outcome, settings.fail_on) for outcome in done.outcomes) else FOUND_NOTHING


def _fails(outcome: Outcome, threshold: Threshold) -> bool:
    """A finding at or above the threshold stands, or too little could be compared to say that none does."""
    if threshold == "never":
        return False
    found = (_RANK[finding.severity] for finding in outcome.findings if finding.accepted is None)
    return outcome.verdict == "insufficient" or any(rank >= _RANK[threshold] for rank in found)
