"""The command `auditor`: one file per verb, loaded when it is used."""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from auditor import __version__
from auditor.errors import AuditorError
from auditor.locale import gettext as _
from auditor.locale import language

FOUND_NOTHING, FOUND, WRONG, OUR_FAULT = 0, 1, 2, 3
"""Exit codes: nothing at or above --fail-on, findings, wrong usage or unreadable input, a fault of ours."""

VERBS = {
    "audit": "核对自评报告，列出疑点",
    "selfcheck": "提交前自查：按轻重列出待办事项",
    "accept": "接受疑点，写入基线文件",
    "accepted": "列出、撤销已接受的疑点",
    "extract": "只读取报告，输出读到的内容（JSON）",
    "checks": "列出全部核对项",
    "explain": "说明一个核对项",
    "schema": "输出或更新 JSON Schema",
    "bench": "埋错测试：量度查出率、误报和速度",
}
"""The verbs in the order of `--help`; each is the module of its name."""

HIDDEN = ("translations",)
"""Verbs for those who work on the auditor itself."""


class Verbs(click.Group):
    """A group that imports a verb's module only when that verb runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb's command, or None when there is no such verb."""
        if cmd_name not in VERBS and cmd_name not in HIDDEN:
            return None
        command = import_module(f"auditor.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table of verbs, without importing them."""
        with formatter.section(_("命令")):
            formatter.write_dl([(verb, _(VERBS[verb])) for verb in VERBS])


def group() -> click.Group:
    """The command with its verbs, in the language that is set."""
    about = _("核对绩效自评报告：文字、指标表、资金、得分、项数逐一勾稽，找出不可能同时成立之处。")
    made = Verbs(
        "auditor", help=about, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
    )
    return click.version_option(__version__, prog_name="auditor")(made)


def run(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit code of CONTRACT (0, 1, 2 or 3)."""
    with language(_language(arguments)):
        try:
            code = group().main(args=list(arguments), prog_name="auditor", standalone_mode=False)
        except click.ClickException as error:
            error.show()
            return WRONG
        except click.Abort:
            click.echo(_("已中止。"), err=True)
            return WRONG
        except AuditorError as error:
            click.echo(_("错误：{error}").format(error=error), err=True)
            return WRONG
        except SystemExit:  # how click leaves when nobody reads stdout any more, having quieted it
            return FOUND_NOTHING
        except Exception:  # noqa: BLE001 - the last resort of the command: our own fault, said aloud
            traceback.print_exc()
            click.echo(_("程序内部出错，核对没有完成。请把以上信息报告给维护者。"), err=True)
            return OUR_FAULT
    return code if isinstance(code, int) else FOUND_NOTHING


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
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(**({"errors": "replace"} if stream.isatty() else {"encoding": "utf-8"}))
    sys.exit(run(sys.argv[1:]))
