"""`auditor batch`: audit many reports; resumable, and one bad file never stops the rest."""

import os
import signal
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import FOUND, FOUND_NOTHING, WRONG, options
from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.memo import KINDS, WRITERS

if TYPE_CHECKING:
    from auditor.batch.figures import Figures
    from auditor.batch.run import Ended
    from auditor.batch.work import Terms
    from auditor.settings import Settings

UNREAD, INTERRUPTED = 4, 130
"""Exit codes beside those of every verb: done but some files could not be read; interrupted, and resumable."""

_MEGABYTE = 1024**2


@click.command(
    "batch", help=_("成批核对：文件夹、压缩包、清单。可中断，再运行同一条命令接着做；一份坏文件不影响其余。")
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "-o", "--output", "out", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="OUT",
    help=_("结果文件夹：index.html、汇总.xlsx、summary.json，每套材料一个文件夹"),
)  # fmt: skip
@click.option(
    "--manifest", type=click.Path(path_type=Path, dir_okay=False),
    help=_("清单（.csv、.xlsx），栏目：单位编码、单位、部门、项目编码、项目、年度、role、path、supersedes；同一项目的各份为一套材料"),
)  # fmt: skip
@click.option(
    "--store", metavar="URL", help=_("记录存在哪里，默认 OUT/auditor.db；postgresql+psycopg://… 为 PostgreSQL")
)
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help=_("同时核对几套，默认为处理器核数"))
@click.option("--cluster", metavar="ADDRESS", help=_("交给 Dask 集群：tcp://主机:端口，或 local:N（cluster 组件）"))
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="S", help=_("一份文件最多核对几秒，默认 60")
)
@click.option("--memory", type=click.IntRange(min=64), metavar="MB", help=_("核对一份文件最多用多少兆内存，默认 1024"))
@click.option(
    "--formats", default=None, metavar="html,docx,…", help=_("每套材料写出哪些格式的文书，逗号分隔；none 不写")
)
@click.option(
    "--kind", type=click.Choice(["memo", *KINDS]), default="memo",
    help=_("写出哪种文书：memo 核查备忘录（默认），inquiry 给单位的询问函（按部门打包），selfcheck 单位自查清单"),
)  # fmt: skip
@click.option("--together", type=click.Choice(["folder"]), help=_("folder：一个文件夹中的文件为一套材料，相互核对"))
@click.option("--only-failed", is_flag=True, help=_("只重做上次读取失败的"))
@click.option("--no-resume", is_flag=True, help=_("全部重做，已完成的也不例外"))
@click.option("--keep", is_flag=True, help=_("把原件另存一份（OUT/originals，仅本人可读）"))
@options.judging
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "note", "never"]),
    help=_("有这一级及以上的疑点时以 1 退出，默认 error；never 不因疑点以 1 退出"),
)  # fmt: skip
@options.fail_under
def command(
    paths: tuple[Path, ...],
    out: Path,
    manifest: Path | None,
    *,
    kind: str,
    formats: str | None,
    **flags: Any,  # noqa: ANN401
) -> int:
    """Plan, audit what is due, record it and hand over what the whole record says."""
    settings = options.settings_of({**flags, **_limits(flags)})
    if not paths and manifest is None:
        raise SettingsError(_("请写出要核对的文件夹、文件或压缩包，或用 --manifest 给出清单。"))
    if flags["cluster"] is not None and flags["workers"] is not None:
        raise SettingsError(_("--workers 和 --cluster 只能用一个：集群有几个进程由集群决定。"))
    if flags["only_failed"] and flags["no_resume"]:
        raise SettingsError(_("--only-failed 和 --no-resume 只能用一个。"))
    terms = _terms(settings, _writers(formats, kind), kind, out)
    from auditor.batch.plan import Asked, require

    require(paths)
    out.mkdir(parents=True, exist_ok=True)
    asked = Asked(paths, manifest, by_folder=flags["together"] == "folder", without=out, max_bytes=settings.max_bytes)
    try:
        return _run(asked, terms, out, flags)
    except KeyboardInterrupt:
        click.echo(_("已中断；再运行同一条命令，从断处接着做。"), err=True)
        return INTERRUPTED


def _limits(flags: dict[str, Any]) -> dict[str, Any]:
    """The settings that --timeout and --memory stand for."""
    memory = flags["memory"]
    return {"max_seconds": flags["timeout"], "max_memory": memory * _MEGABYTE if memory is not None else None}


_DEFAULT_FORMATS = {"memo": "html", "inquiry": "docx", "selfcheck": "docx"}


def _writers(formats: str | None, kind: str) -> tuple[str, ...]:
    """The writers of the formats asked for. Raises SettingsError for one that nobody writes."""
    from auditor import memo

    told = _DEFAULT_FORMATS[kind] if formats is None else formats
    if told.strip().lower() in ("none", ""):
        return ()
    suffixes = [
        f".{one.strip().lower().removeprefix('.')}" for one in told.replace("，", ",").split(",") if one.strip()
    ]
    known = dict.fromkeys(suffixes)
    unknown = [suffix for suffix in known if suffix not in WRITERS]
    if unknown:
        message = _("--formats 中的 {names} 不认识：应为 {suffixes} 中的几种。")
        names = " ".join(suffix.removeprefix(".") for suffix in unknown)
        raise SettingsError(
            message.format(names=names, suffixes=" ".join(suffix.removeprefix(".") for suffix in WRITERS))
        )
    return tuple(memo.writers_of([Path(f"{kind}{suffix}") for suffix in known], kind))


def _terms(settings: "Settings", writers: tuple[str, ...], kind: Any, out: Path) -> "Terms":  # noqa: ANN401 - one of three words
    from auditor.batch.work import Terms
    from auditor.memo import letterhead
    from auditor.settings import digest

    own = letterhead.of(settings.letterhead, template=settings.template)
    lasting = settings.model_copy(update={"max_tokens": None, "max_cost": None})
    return Terms(
        settings=settings, digest=digest(lasting), writers=writers, kind=kind, letterhead=own, out=str(out.resolve())
    )


def _run(asked: Any, terms: "Terms", out: Path, flags: dict[str, Any]) -> int:  # noqa: ANN401 - loaded late
    from auditor.batch import output, progress, standing
    from auditor.batch.plan import plan
    from auditor.batch.run import Batch, Way
    from auditor.store import open_store

    workers = flags["workers"] or os.cpu_count() or 1
    with closing(open_store(flags["store"] or out)) as store, closing(progress.watcher(sys.stderr)) as watcher:
        batch = Batch(store, terms, output.scope_of(out), watcher)
        before = signal.signal(signal.SIGTERM, _interrupt)
        try:
            if flags["cluster"] is not None:
                from auditor.batch.cluster import require_server

                require_server(store)
            skipped: Counter[str] = Counter()
            batch.plan(plan(asked, skipped))
            _say_skipped(skipped)
            if flags["keep"]:
                _keep_originals(store, batch.run, out, terms.settings)
            if terms.settings.extractor != "rules":
                _say_cost(store, batch, terms.settings)
            crew = _crew(flags["cluster"], terms, workers, store, again=flags["no_resume"])
            ended = batch.work(crew, Way(flags["only_failed"], flags["no_resume"]))
        finally:
            signal.signal(signal.SIGTERM, before)
        watcher.close()
        if ended.stopped is not None:
            click.echo(_("错误：{error}").format(error=ended.stopped), err=True)
            return WRONG
        state = "interrupted" if ended.interrupted else "done"
        figures = standing.finish(output.Handed(store, batch.run, out, terms, state), changed=ended.changed)
    _say(ended, figures, out)
    return _code(ended, figures, terms.settings.fail_on)


def _say_skipped(skipped: "Counter[str]") -> None:
    """Files of programs that nobody hands in are no failures, and are not passed over in silence."""
    if skipped:
        kinds = _("、").join(f"{suffix} {count}" for suffix, count in sorted(skipped.items()))
        click.echo(_("跳过不是材料的文件：{kinds}").format(kinds=kinds), err=True)


def _keep_originals(store: Any, run: int, out: Path, settings: "Settings") -> None:  # noqa: ANN401 - loaded late
    """Put a copy of every file that can be read among the originals. Raises StoreError."""
    from auditor.batch import sources
    from auditor.errors import UnreadableFile
    from auditor.store import lists, originals, work_list

    for row in lists.every(store, lists.Filter(run=run)):
        for paper in work_list.papers(store, row.id):
            if originals.place_of(out, paper.sha256).is_file():
                continue
            try:
                data = sources.fetch(paper.path, settings.max_bytes)
            except UnreadableFile:
                continue  # its audit says so
            if len(data) <= settings.max_bytes:
                originals.keep(store, out, data)


_LOOKED_AT = 5
"""Files that are read to estimate what all would cost."""


def _say_cost(store: Any, batch: Any, settings: "Settings") -> None:  # noqa: ANN401 - loaded late
    """What a model would be asked, by the first few submissions, before it is asked; and the ceiling of the whole batch."""
    from auditor import pipeline
    from auditor.batch import sources
    from auditor.errors import AuditorError, SettingsError
    from auditor.extract import llm
    from auditor.extract.llm.plan import cost
    from auditor.store import work_list

    options.disclose(settings)
    pending = work_list.left(store, batch.run, batch.key).pending
    found = []
    for one in work_list.due(store, batch.run, batch.key, most=_LOOKED_AT):
        for paper in one.papers:
            try:
                document = pipeline.read(sources.fetch(paper.path, settings.max_bytes), paper.name, settings)
                found.append(llm.estimate(document, settings))
            except SettingsError:
                raise
            except AuditorError:
                continue  # its audit says so
    if not found:
        return
    prompt, completion = (
        sum(getattr(one, name) for one in found) * pending // min(pending, _LOOKED_AT)
        for name in ("prompt_tokens", "completion_tokens")
    )
    price = cost(settings, prompt, completion)
    told = _(
        "按抽读的 {count} 份估算：{pending} 套材料约需 {prompt} 个输入词元、{completion} 个输出词元，费用约 {price}；整批上限：词元 {tokens}，费用 {most}。"
    )
    unset = _("未设")
    click.echo(
        told.format(
            count=len(found), pending=pending, prompt=prompt, completion=completion, price=unset if price is None else f"{price:.2f}",
            tokens=settings.max_tokens or unset, most=settings.max_cost or unset,
        ),
        err=True,
    )  # fmt: skip


def _crew(cluster: str | None, terms: "Terms", workers: int, store: Any, *, again: bool) -> Any:  # noqa: ANN401 - loaded late
    """Children of this machine, or of a cluster."""
    if cluster is not None:
        from auditor.batch import cluster as clusters

        return clusters.crew(cluster, terms, store, again=again)
    from auditor.batch.crew import Crew

    return Crew(terms, workers)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(ended: "Ended", figures: "Figures", out: Path) -> None:
    """What was done, in a few lines on stdout."""
    from auditor.batch.output import INDEX, VERDICTS

    told = _("、").join(f"{_(word)} {figures.verdicts[name]}" for name, word in VERDICTS.items())
    click.echo(
        _("材料 {planned} 套：{told}；读取失败 {failed}").format(
            planned=figures.planned, told=told, failed=figures.failed
        )
    )
    found = _("问题 {errors}，疑点 {warnings}，关注事项 {notes}；本次核对 {audited} 套")
    click.echo(
        found.format(errors=figures.errors, warnings=figures.warnings, notes=figures.notes, audited=ended.audited)
    )
    click.echo(_("结果：{place}").format(place=out / INDEX))
    if ended.interrupted:
        click.echo(_("已中断；再运行同一条命令，从断处接着做。"), err=True)


def _code(ended: "Ended", figures: "Figures", fail_on: str) -> int:
    if ended.interrupted:
        return INTERRUPTED
    if figures.failed or figures.unread_files:
        return UNREAD
    graver = {"error": figures.errors, "warning": figures.errors + figures.warnings}
    found = graver.get(fail_on, figures.errors + figures.warnings + figures.notes)
    if fail_on != "never" and (found or figures.verdicts["insufficient"]):
        return FOUND
    return FOUND_NOTHING
