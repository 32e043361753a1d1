"""`auditor completion`: what a shell reads to complete verbs, options and their values."""

import os
import shlex

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

from auditor.cli import COMPLETE_VARIABLE, FOUND_NOTHING, group
from auditor.locale import gettext as _

SHELLS = ("bash", "zsh", "fish", "powershell")


@add_completion_class
class PowerShell(ShellComplete):
    """PowerShell, on Windows and elsewhere."""

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:%(complete_var)s = "powershell_complete"
    $env:COMP_WORDS = $commandAst.ToString()
    $env:COMP_CWORD = $wordToComplete
    %(prog_name)s | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
    }
    Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_CWORD
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being typed, and that one."""
        typed = os.environ.get("COMP_CWORD", "")
        words = shlex.split(os.environ.get("COMP_WORDS", ""), posix=False)[1:]
        return words[: len(words) - bool(typed)], typed

    def format_completion(self, item: CompletionItem) -> str:
        """A value and what it is, parted by a tab."""
        return f"{item.value}\t{item.help or ''}"


@click.command("completion", help=_("输出命令补全脚本；写进所用 shell 的启动文件即可用 Tab 补全。"))
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
def command(shell: str) -> int:
    """The script to standard output, where to put it to standard error."""
    made = get_completion_class(shell)
    if made is not None:
        click.echo(_script(made), nl=False)
    click.echo(_WHERE[shell], err=True)
    return FOUND_NOTHING


def _script(made: type[ShellComplete]) -> str:
    completer = made(group(), {}, "auditor", COMPLETE_VARIABLE)
    return completer.source_template % completer.source_vars()


_WHERE = {
    "bash": "auditor completion bash >> ~/.bashrc",
    "zsh": "auditor completion zsh >> ~/.zshrc",
    "fish": "auditor completion fish > ~/.config/fish/completions/auditor.fish",
    "powershell": "auditor completion powershell >> $PROFILE",
}
"""The command that puts the script where the shell looks for it."""
