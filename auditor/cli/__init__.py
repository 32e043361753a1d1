"""The command `auditor`: one file per verb, loaded when it is used."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn, TextIO, cast

import click

from auditor import prepared
from auditor.cli import console, misuse
from auditor.errors import AuditorError
from auditor.locale import gettext as _
from auditor.locale import language
from auditor.locale.system import reason

FOUND_NOTHING, FOUND, WRONG, OUR_FAULT = 0, 1, 2, 3
"""Exit codes: nothing at or above --fail-on, findings, wrong usage or unreadable input, a fault of ours."""

VERBS = {
    "audit": "核对自评报告，列出疑点",
    "selfcheck": "提交前自查：按轻重列出待办事项",
    "accept": "接受疑点，写入基线文件",
    "accepted": "列出、撤销已接受的疑点",
    "batch": "成批核对：文件夹、压缩包、清单",
    "portfolio": "汇总图表：成批核对的结果",
    "sample": "从成批核对的结果中抽取待复核的材料",
    "extract": "只读取报告，输出读到的内容（JSON）",
    "checks": "列出全部核对项",
    "explain": "说明一个核对项",
    "examples": "写出自带的样例，供试用",
    "schema": "输出或更新 JSON Schema",
    "serve": "在本机打开网页：自查、复核",
    "trust": "信任一个目录的 auditor.toml，或收回",
    "forget": "删去本机保存的模型回答，或成批核对的记录",
    "completion": "输出命令补全脚本（bash、zsh、fish、powershell）",
    "bench": "埋错测试：量度查出率、误报和速度",
}
"""The verbs in the order of `--help`; each is the module of its name."""

HIDDEN = ("translations",)
"""Verbs for those who work on the auditor itself."""

COMPLETE_VARIABLE = "_AUDITOR_COMPLETE"
"""Set by the script of `auditor completion` where a shell asks what could be typed next."""


class Verbs(click.Group):
    """A group that imports a verb's module only when that verb runs."""

    context_class = misuse.Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb's command, or None when there is no such verb."""
        if cmd_name not in VERBS and cmd_name not in HIDDEN:
            return None
        command = import_module(f"auditor.cli.{cmd_name}").command
        return misuse.spoken(command) if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the first word names. Raises UsageError with the nearest one."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            raise misuse.unknown_verb(ctx, args[0], list(VERBS))
        return args[0], command, args[1:]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table of verbs, without importing them."""
        with formatter.section(_("命令")):
            formatter.write_dl([(verb, _(VERBS[verb])) for verb in VERBS])


def group() -> click.Group:
    """The command with its verbs, in the language that is set."""
    about = _("核对绩效自评报告：文字、指标表、资金、得分、项数逐一勾稽，找出不可能同时成立之处。")
    made = Verbs(
        "auditor",
        help=about,
        add_help_option=False,
        options_metavar=_("[选项]"),
        subcommand_metavar=_("命令 [参数]…"),
        context_settings={"max_content_width": 100},
    )
    made.params += [misuse.help_option(), misuse.version_option()]
    return made


def run(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit code of CONTRACT (0, 1, 2 or 3)."""
    if os.environ.get(COMPLETE_VARIABLE):
        import_module("auditor.cli.completion")  # makes PowerShell known
    with language(_language(arguments)):
        try:
            code = group().main(
                args=list(arguments), prog_name="auditor", complete_var=COMPLETE_VARIABLE, standalone_mode=False
            )
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            return WRONG
        except click.ClickException as error:
            click.echo(_("错误：{error}").format(error=misuse.told(error)), err=True)
            return WRONG
        except click.Abort:
            click.echo(_("已中止。"), err=True)
            return WRONG
        except AuditorError as error:
            click.echo(_("错误：{error}").format(error=error), err=True)
            return WRONG
        except SystemExit:  # how click leaves when nobody reads stdout any more, having quieted it
            return FOUND_NOTHING
        except OSError as error:  # a full disk, a closed pipe, a folder that is not ours: nothing that we could mend
            _complain(_("错误：读写失败（{why}），结果没有写完整；请检查磁盘空间和权限。").format(why=_why(error)))
            return WRONG
        except Exception as error:  # noqa: BLE001 - the last resort of the command: our own fault, said aloud
            click.echo("".join(_trace(error)), err=True, nl=False)
            click.echo(_("程序内部出错，核对没有完成。请把以上信息报告给维护者。"), err=True)
            return OUR_FAULT
    return code if isinstance(code, int) else FOUND_NOTHING


def _trace(error: BaseException) -> Iterator[str]:
    """Where it went wrong and what it was called, cause first; not what it said, which may be words of the report."""
    import traceback

    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _trace(before)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"


def _language(arguments: Sequence[str]) -> str:
    """The language of help and errors, known before the options are parsed."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return os.environ.get("AUDITOR_LANG") or "zh"


_ALLOCATIONS = 100_000
"""A run makes records by the ten thousand and drops few: looking for garbage every 700 costs a twentieth of its time."""


def main() -> NoReturn:
    """The console script."""
    gc.set_threshold(_ALLOCATIONS)
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # to look for any is to read what every package says of itself
    console.prepare()
    code = _flushed(run(_expanded(sys.argv[1:]) if os.name == "nt" else sys.argv[1:]))
    prepared.save()
    gc.freeze()  # on leaving, the interpreter looks for garbage in all there is, three times: an eighth of a run
    sys.exit(code)


def _expanded(arguments: Sequence[str]) -> list[str]:
    """The arguments with `*.docx` as the files it stands for, which no shell of Windows does."""
    import glob

    made: list[str] = []
    for argument in arguments:
        found = sorted(glob.glob(argument)) if set(argument) & set("*?") and not argument.startswith("-") else []  # noqa: PTH207 - a Path would change what was typed
        made += found or [argument]
    return made


def _flushed(code: int) -> int:
    """The code, or WRONG where the output could not be written to its end."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        _complain(_("错误：读写失败（{why}），结果没有写完整；请检查磁盘空间和权限。").format(why=_why(error)))
        code = WRONG
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
            continue
        _quiet(stream)
    return code


def _quiet(stream: TextIO | None) -> None:
    """Let what cannot be written go nowhere: the interpreter would try it once more on leaving, and fail with a code of its own."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), cast("TextIO", stream).fileno())


def _complain(message: str) -> None:
    """To stderr, if it can be written to."""
    with suppress(OSError):
        click.echo(message, err=True)


def _why(error: OSError) -> str:
    """What the system says, and of which file, in characters that can be written."""
    said = reason(error)
    named = os.fsdecode(error.filename).encode("utf-8", "replace").decode() if error.filename else ""
    return f"{said}：{named}" if named else said
