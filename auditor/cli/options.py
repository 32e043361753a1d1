"""The options that several verbs share."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from auditor.errors import SettingsError
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.settings import Settings, load

Command = TypeVar("Command", bound=Callable[..., Any])
Option = Callable[[Command], Command]

SETTINGS = (
    "extractor",
    "redact",
    "no_cache",
    "max_tokens",
    "max_cost",
    "profile",
    "select",
    "ignore",
    "baseline",
    "fail_on",
    "fail_under",
    "lang",
    "password",
    "template",
)
"""The options that are settings."""

INPUT = click.Path(path_type=Path, exists=True, dir_okay=False, readable=True, allow_dash=True)


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
            click.option("--redact", is_flag=True, default=None, help=_("发送给模型前遮盖姓名、电话、邮箱和证件号码")),
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


def fail_under(command: Command) -> Command:
    """How much must have been compared."""
    return click.option(
        "--fail-under",
        type=str,
        metavar="PERCENT",
        help=_("应核对的数字中至少要核对百分之几，不足则结论为“未能充分核对”并以 1 退出，默认 50"),
    )(command)


def keep_inputs(files: Sequence[Path], outputs: Sequence[Path]) -> None:
    """Raises SettingsError when an output would overwrite a report under audit."""
    inputs = {file.resolve() for file in files}
    for output in outputs:
        if output.resolve() in inputs:
            raise SettingsError(_("{name} 是被核对的报告，不能覆盖：请换一个输出文件名。").format(name=output.name))


def settings_of(flags: dict[str, Any]) -> Settings:
    """The settings of a run, given click's parameters; the command goes on in their language."""
    settings = load({name: flags.get(name) for name in SETTINGS})
    click.get_current_context().with_resource(language(settings.lang))
    return settings


def disclose(settings: Settings) -> None:
    """Say on stderr what leaves the machine, before it does."""
    if settings.extractor == "rules":
        return
    from auditor.extract.llm.plan import endpoint_of, model_of

    said = _("报告正文和表格将发送给 {endpoint} 的模型 {model}；文件本身不发送。")
    click.echo(said.format(endpoint=endpoint_of(settings), model=model_of(settings)), err=True)


def _all(command: Command, made: Sequence[Callable[[Command], Command]]) -> Command:
    for option in reversed(made):
        command = option(command)
    return command
