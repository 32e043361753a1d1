"""What click says, in the user's language: wrong usage in one line with the remedy, and the headings of `--help`."""

import copy
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from auditor import __version__, installation
from auditor.locale import gettext as _


class Formatter(click.HelpFormatter):
    """Lays out `--help` under headings in the user's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002 - click's signature
        """The line that says how the command is called."""
        super().write_usage(prog, args, _("用法："))

    def write_heading(self, heading: str) -> None:
        """A heading; click's own are told by what they are."""
        own = {"Options": _("选项"), "Commands": _("命令"), "Positional arguments": _("参数")}
        self.write(f"{'':>{self.current_indent}}{own.get(heading, heading)}{_('：')}\n")


class Context(click.Context):
    """A context that speaks the user's language, and refuses words that no argument takes."""

    formatter_class = Formatter

    def invoke(self, callback: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's signature
        """Run the verb, unless words are left over."""
        if self.args:
            said = _("“{words}”是多余的。").format(words=" ".join(map(str, self.args)))
            raise click.UsageError(said + call(self), self)
        return super().invoke(callback, *args, **kwargs)


def spoken(command: click.Command) -> click.Command:
    """The verb as it is, with its help in the user's language."""
    command = copy.copy(command)
    parse = command.parse_args

    def parse_args(ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return parse(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click leaves it out where an option lacks its value
            raise

    command.parse_args = parse_args  # type: ignore[method-assign]
    command.context_class = Context
    command.context_settings = {**command.context_settings, "allow_extra_args": True}
    command.options_metavar = _("[选项]")
    command.add_help_option = False
    command.params = [*command.params, help_option()]
    return command


def help_option() -> click.Parameter:
    """`-h` and `--help`."""

    def show(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    return _leaving(["-h", "--help"], _("显示这份说明并退出"), show)


def version_option() -> click.Parameter:
    """`--version`, and what isolation this system lacks."""

    def show(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo("\n".join([f"auditor {__version__}", *installation.missing_isolation()]))
            ctx.exit()

    return _leaving(["--version"], _("显示版本并退出"), show)


def _leaving(
    names: list[str], about: str, show: Callable[[click.Context, click.Parameter, bool], None]
) -> click.Option:
    return click.Option(names, is_flag=True, is_eager=True, expose_value=False, help=about, callback=show)


def unknown_verb(ctx: click.Context, word: str, verbs: Sequence[str]) -> click.UsageError:
    """The error for a first word that is no verb: a file, or a verb misspelt."""
    if Path(word).suffix or Path(word).exists():
        message = _("没有写命令：核对文件请写 {command} audit {word}。")
    elif close := _close(word.lower(), verbs, 0.5):
        message = _("没有“{word}”这个命令，是否指 {close}？全部命令见 {command} --help。").replace("{close}", close[0])
    else:
        message = _("没有“{word}”这个命令；全部命令见 {command} --help。")
    return click.UsageError(message.format(word=word, command=ctx.command_path), ctx)


def _close(word: str, known: Sequence[str], cutoff: float = 0.6) -> list[str]:
    """The known word that is meant, if one is near."""
    import difflib

    return difflib.get_close_matches(word, known, n=1, cutoff=cutoff)


def told(error: click.ClickException) -> str:
    """What is wrong and what to do, in one line."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    match error:
        case click.NoSuchOption():
            return _no_such_option(error, ctx)
        case click.BadOptionUsage():
            return _option_without_value(error, ctx)
        case click.MissingParameter():
            return _missing(error, ctx)
        case click.BadParameter():
            return _bad_value(error, ctx)
        case click.BadArgumentUsage():
            return _("参数的个数不对。") + (call(ctx) if ctx else "")
    return error.format_message()


def call(ctx: click.Context) -> str:
    """How the verb is called."""
    usage = " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])
    return _("用法：{usage}；说明见 {command} --help。").format(usage=usage, command=ctx.command_path)


def _no_such_option(error: click.NoSuchOption, ctx: click.Context | None) -> str:
    name, path = error.option_name, ctx.command_path if ctx else "auditor"
    known = [option for one in ctx.command.params for option in one.opts] if ctx else []
    if isinstance(ctx.command if ctx else None, click.Group):
        message = _("选项 {name} 要写在命令之后，例如 {command} audit 文件 {name} …；说明见 {command} audit --help。")
        return message.format(name=name, command=path)
    close = _close(name, known)
    if close:
        message = _("没有 {name} 这个选项，是否指 {close}？全部选项见 {command} --help。")
        return message.format(name=name, close=close[0], command=path)
    return _("没有 {name} 这个选项；全部选项见 {command} --help。").format(name=name, command=path)


def _option_without_value(error: click.BadOptionUsage, ctx: click.Context | None) -> str:
    option = next((one for one in ctx.command.params if error.option_name in one.opts), None) if ctx else None
    if isinstance(option, click.Option) and option.is_flag:
        return _("选项 {name} 后面不带值：请去掉等号和它后面的内容。").format(name=error.option_name)
    shown = option.make_metavar(ctx) if isinstance(option, click.Option) and ctx else _("值")
    return _("选项 {name} 后面要写一个值：{name} {shown}。").format(name=error.option_name, shown=shown)


def _missing(error: click.MissingParameter, ctx: click.Context | None) -> str:
    usage = call(ctx) if ctx else ""
    if isinstance(error.param, click.Option):
        return _("缺少选项 {name}：{about}。").format(name=error.param.opts[0], about=error.param.help or "") + usage
    if error.param is not None and error.param.name in {"files", "file"}:
        return _("没有写要核对的文件。") + usage
    return _("缺少参数 {name}。").format(name=_named(error.param)) + usage


def _bad_value(error: click.BadParameter, ctx: click.Context | None) -> str:
    if error.param is None:  # raised by a verb of ours, in our words
        hint = error.param_hint if isinstance(error.param_hint, str) else ""
        return hint + _("：") + error.message if hint else error.message
    match error.param.type:
        case click.Choice(choices=choices):
            remedy = _("可用的值：{allowed}。").format(allowed=_("、").join(map(str, choices)))
        case click.types.IntParamType():
            remedy = _("须为整数。")
        case click.DateTime():
            remedy = _("日期要写成 2025-01-31 这样。")
        case click.Path():
            remedy = _("要写文件名，不能是目录，也不能没有权限。")
        case _:
            remedy = call(ctx) if ctx else ""
    return _("{name} 的值不对。{remedy}").format(name=_named(error.param), remedy=remedy)


def _named(parameter: click.Parameter | None) -> str:
    """How a person finds the parameter: the option as it is written, or the argument's place holder."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.metavar or parameter.name or "") if parameter is not None else ""
