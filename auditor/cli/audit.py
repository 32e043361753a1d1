"""`auditor audit`: audit reports, write memos."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from auditor.cli import FOUND, FOUND_NOTHING, WRONG, options
from auditor.cli.work import Done, audit_files, inputs_of, keep_numbers, report_failures, say
from auditor.locale import gettext as _
from auditor.memo import KINDS, WRITERS
from auditor.model.finding import Severity
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
    type=click.Path(path_type=Path),
    help=_("把疑点批注在原件上另存（docx、xlsx、pdf），或写成带批注的网页（.html）；多个文件时给出文件夹"),
)
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["text", "json", "sarif", "junit", "markdown"]),
    default="text",
    help=_("标准输出的格式，默认 text"),
)
@options.mkdir
@options.documents
@click.option(
    "--annotate-from",
    "from_severity",
    type=click.Choice(["error", "warning", "note"]),
    default="note",
    help=_("批注这一级及以上的疑点，默认 note"),
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=_("Word 文书写在这份模板上（.docx，其中一段只写 {{正文}}）"),
)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help=_("印在文书上的日期（YYYY-MM-DD），不写则留空"))
@click.option("--brief", is_flag=True, help=_("标准输出只列结论、成因和问题"))
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
    from_severity: Severity,
    date: datetime | None,
    brief: bool,
    **flags: Any,  # noqa: ANN401
) -> int:
    """Audit each file, and those of one submission against each other; a file that cannot be read is reported and does not stop the rest."""
    from auditor import memo
    from auditor.memo import letterhead

    settings = options.settings_of(flags)
    inputs = inputs_of(files, flags)
    options.require_output(kind, outputs)
    memo.writers_of(outputs, kind)
    own = letterhead.of(settings.letterhead, date=_day(date), template=settings.template)
    if annotated is not None:
        from auditor.memo import annotate

        annotate.require_annotatable(annotated, inputs.all)
    written = [*outputs, *([annotated] if annotated else [])]
    several = annotated is not None and len(inputs.all) > 1
    within = [annotated / file.name for file in inputs.all] if annotated is not None and several else []
    options.keep_inputs(inputs.all, written, settings, within=within, make_folders=make_folders)
    done = audit_files(inputs, settings, keep=annotated is not None)
    if done.results or not done.failures:
        say(done, shown_as, settings, brief=brief)
        for output in outputs:
            memo.write_all(output, done.results, done.files, kind, own, show_private=settings.show_private)
            click.echo(_("已写出 {name}").format(name=output), err=True)
    if annotated is not None and done.results:
        _write_originals(annotated, done, from_severity, several=several)
    report_failures(done)
    if done.failures:
        return WRONG
    if shown_as == "text":
        keep_numbers(done, settings)
    return FOUND if _fails(done, settings.fail_on) else FOUND_NOTHING


def _write_originals(annotated: Path, done: Done, from_severity: Severity, *, several: bool) -> None:
    """The originals with the findings noted in them; active content that stays in one is named."""
    from auditor.memo import annotate

    if several:
        options.make_folder(annotated)
    for made in annotate.annotate_all(
        annotated, done.originals, done.results, done.files, from_severity, several=several
    ):
        save(made.path, made.data)
        click.echo(_("已写出 {name}").format(name=made.path), err=True)
        if acts := annotate.acts(made.path, made.original):
            told = _("{name} 保留了原件中会自动起作用的内容（{what}）：打开时不要启用，转交前请先去除。")
            click.echo(told.format(name=made.path.name, what=_("、").join(acts)), err=True)


def _day(date: datetime | None) -> str:
    """2025年3月4日, as papers are dated."""
    return _("{year}年{month}月{day}日").format(year=date.year, month=date.month, day=date.day) if date else ""


def _fails(done: Done, threshold: Threshold) -> bool:
    """A finding at or above the threshold stands, or too little could be compared to say that none does."""
    if threshold == "never":
        return False
    found = (_RANK[finding.severity] for finding in done.findings if finding.accepted is None)
    insufficient = any(result.verdict == "insufficient" for result in done.results)
    return insufficient or any(rank >= _RANK[threshold] for rank in found)
