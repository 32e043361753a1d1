"""The options that several verbs share."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.locale.system import reason
from auditor.settings import FILE_NAME, Settings, files_of, loaded
from auditor.writing import same

if TYPE_CHECKING:
    from auditor.model.finding import Usage

Command = TypeVar("Command", bound=Callable[..., Any])
Option = Callable[[Command], Command]

SETTINGS = (
    "extractor",
    "redact",
    "send_marked",
    "show_private",
    "no_cache",
    "max_tokens",
    "max_cost",
    "profile",
    "forms",
    "select",
    "ignore",
    "baseline",
    "fail_on",
    "fail_under",
    "lang",
    "password",
    "template",
    "max_seconds",
    "max_memory",
)
"""The options that are settings."""

INPUT = click.Path(path_type=Path, allow_dash=True)
"""Not looked at here: a file that is missing does not stop the others (`inputs.take`)."""


def files(command: Command) -> Command:
    """FILE…, with `-` for stdin."""
    return click.argument("files", nargs=-1, required=True, type=INPUT, metavar="FILE…")(command)


def one_file(command: Command) -> Command:
    """FILE, with `-` for stdin."""
    return click.argument("file", type=INPUT, metavar="FILE")(command)


def reading(command: Command) -> Command:
    """The options that decide how a report is read."""
    return _all(
        command,
        [
            click.option(
                "--extractor",
                type=click.Choice(["rules", "llm", "both"]),
                help=_("怎样读取：rules 规则（默认）；llm 规则与模型；both 同 llm，模型用不上时只用规则"),
            ),
            click.option(
                "--forms",
                multiple=True,
                callback=lambda _context, _option, given: given or None,
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help=_("自备的表式文件（.toml），说明表上各栏、各级指标、合计行叫什么，可重复"),
            ),
            click.option("--redact", is_flag=True, default=None, help=_("发送给模型前遮盖姓名、电话、邮箱和证件号码")),
            click.option(
                "--send-marked",
                is_flag=True,
                default=None,
                help=_("材料标有密级（秘密★、机密、绝密、内部）时也发送给模型；默认不发送"),
            ),
            click.option(
                "--show-private",
                is_flag=True,
                default=None,
                help=_("在工作底稿（.xlsx）和 JSON 中照原样显示证件号、电话、账号和受益人姓名；默认遮盖"),
            ),
            click.option("--no-cache", is_flag=True, default=None, help=_("不用也不留模型以前的回答")),
            click.option("--max-tokens", type=int, metavar="N", help=_("一个文件最多用多少词元，用满即停")),
            click.option("--max-cost", type=str, metavar="SUM", help=_("一个文件最多花多少钱（按所设单价），用满即停")),
            click.option("--password", help=_("打开加密文件的密码")),
            click.option("--lang", type=click.Choice(["zh", "en"]), help=_("语言，默认 zh")),
        ],
    )


def judging(command: Command) -> Command:
    """The options that decide what is found."""
    kept = click.Path(path_type=Path, dir_okay=False)
    return _all(
        reading(command),
        [
            click.option(
                "--profile", metavar="NAME|FILE", help=_("地方规则；默认按表上所印，否则按单位所在地，再否则用全国规则")
            ),
            click.option("--select", metavar="CODES", help=_("只做这些核对项或类别，逗号分隔")),
            click.option("--ignore", metavar="CODES", help=_("不做这些核对项或类别，逗号分隔")),
            click.option("--baseline", type=kept, help=_("基线文件：此前已接受的疑点")),
        ],
    )


def documents(command: Command) -> Command:
    """The options that say which documents belong together, and what is there for comparison only."""
    return _all(
        command,
        [
            click.option("--together", "way", flag_value="together", help=_("这些文件是一套材料：各份之间相互核对")),
            click.option("--apart", "way", flag_value="apart", help=_("这些文件、文件中的各表互不相干：各自核对")),
            click.option(
                "--plan", "plans", multiple=True, type=INPUT, help=_("批复的绩效目标申报表，只用于对照，可重复")
            ),
            click.option(
                "--last-year", "last_years", multiple=True, type=INPUT, help=_("上年的自评表，只用于对照，可重复")
            ),
        ],
    )


def fail_under(command: Command) -> Command:
    """How much must have been compared."""
    return click.option(
        "--fail-under",
        type=str,
        metavar="PERCENT",
        help=_("应核对的数字中至少要核对百分之几，不足则结论为“未能充分核对”并以 1 退出，默认 50"),
    )(command)


def mkdir(command: Command) -> Command:
    """Whether folders of outputs are made."""
    return click.option("--mkdir", "make_folders", is_flag=True, help=_("输出目录不存在时新建"))(command)


def keep_inputs(
    files: Sequence[Path],
    outputs: Sequence[Path],
    settings: Settings,
    *,
    within: Sequence[Path] = (),
    make_folders: bool,
) -> None:
    """See, before any work is done, that every output can be written and costs nobody a file.

    Raises SettingsError for an output that is a report under audit, a file of the settings or another output, or whose folder
    is missing. `within` are those that go into a folder that is itself one of the outputs.
    """
    read = files_of(settings)
    every = [*outputs, *within]
    for place, output in enumerate(every):
        if any(same(output, file) for file in files):
            raise SettingsError(_("{name} 是被核对的报告，不能覆盖：请换一个输出文件名。").format(name=output.name))
        if any(same(output, file) for file in read):
            raise SettingsError(_("{name} 是设置所用的文件，不能覆盖：请换一个输出文件名。").format(name=output.name))
        if any(same(output, other) for other in every[:place]):
            raise SettingsError(_("{name} 被指定为两个输出：请各用一个文件名。").format(name=output.name))
    for output in outputs:
        _require_folder(output.parent, make=make_folders)


def _require_folder(folder: Path, *, make: bool) -> None:
    """Raises SettingsError when the folder is missing and may not, or cannot, be made."""
    if folder.is_dir():
        return
    if not make:
        raise SettingsError(_("没有目录 {folder}：请先建立，或加 --mkdir。").format(folder=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _("不能建立目录 {folder}（{why}）。")
        raise SettingsError(message.format(folder=folder, why=reason(error))) from error


def require_output(kind: str, outputs: Sequence[Path]) -> None:
    """Raises SettingsError when a paper is asked for that would be written nowhere."""
    if kind != "memo" and not outputs:
        raise SettingsError(_("--kind {kind} 要和 -o 一起用：写明文书的文件名，例如 -o 文书.docx。").format(kind=kind))


def make_folder(path: Path) -> None:
    """The folder that several outputs go into. Raises SettingsError when it cannot be made."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        message = _("无法建立文件夹 {name}（{why}）：请检查上级目录与权限。")
        raise SettingsError(message.format(name=path.name, why=error.strerror or error)) from error


def settings_of(flags: dict[str, Any]) -> Settings:
    """The settings of a run, given click's parameters; the command goes on in their language."""
    run = loaded({name: flags.get(name) for name in SETTINGS})
    context = click.get_current_context()
    context.with_resource(language(run.settings.lang))
    context.meta[_SOURCES] = run.sources
    for remark in run.remarks:
        click.echo(remark, err=True)
    return run.settings


def is_users_own(name: str) -> bool:
    """Whether a setting was given by the user, and not by the file of a folder, which comes with the reports."""
    context = click.get_current_context(silent=True)
    source = ((context.meta.get(_SOURCES) if context else None) or {}).get(name)
    return source is not None and source != FILE_NAME


_SOURCES = "auditor.sources"
"""Where the settings of a run come from, as click's context keeps it."""


def not_sent(usages: Iterable["Usage | None"]) -> list[str]:
    """What is said of documents that a mark of secrecy kept from the model, once each."""
    kept = (usage for usage in usages if usage is not None and not usage.prompt_version and not usage.failed)
    return list(dict.fromkeys(note for usage in kept for note in usage.notes))


def disclose(settings: Settings) -> None:
    """Say on stderr what leaves the machine, to where and by whose word, before it does."""
    if settings.extractor == "rules":
        return
    from auditor.extract.llm.plan import model_of, origin_of

    context = click.get_current_context(silent=True)
    source = (context.meta.get(_SOURCES) if context else None) or {}
    said = _(
        "报告正文和表格将发送给 {origin}（地址来自{source}）的模型 {model}；文件本身不发送，标有密级的材料不发送。"
    )
    if settings.send_marked:
        said = _(
            "报告正文和表格（包括标有密级的）将发送给 {origin}（地址来自{source}）的模型 {model}；文件本身不发送。"
        )
    told = source.get("base_url") or _("默认值")
    click.echo(said.format(origin=origin_of(settings), source=told, model=model_of(settings)), err=True)


@contextmanager
def watching(settings: Settings) -> Iterator[None]:
    """Say on a terminal how far the questions to a model are; nowhere else, and nothing where none is asked."""
    if settings.extractor == "rules" or not sys.stderr.isatty():
        yield
        return
    from auditor.extract.llm import progress

    def say(step: progress.Step) -> None:
        told = _("已问模型 {done}/{of}：{about}").format(done=step.done, of=step.of, about=step.about)
        click.echo(told, err=True)

    with progress.watched(say):
        yield


def _all(command: Command, made: Sequence[Callable[[Command], Command]]) -> Command:
    for option in reversed(made):
        command = option(command)
    return command
