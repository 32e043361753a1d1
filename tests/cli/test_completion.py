"""Completion: a script for each shell, and what it is answered."""

import shutil
import subprocess

import pytest

from auditor import cli
from auditor.cli.completion import SHELLS


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_for_each_shell(shell, capsys):
    assert cli.run(["completion", shell]) == 0
    said = capsys.readouterr()
    assert "auditor" in said.out
    assert cli.COMPLETE_VARIABLE in said.out
    assert "auditor completion" in said.err
    if shell in {"bash", "zsh", "fish"} and (program := shutil.which(shell)):
        subprocess.run([program, "-n"], input=said.out.encode(), check=True)


def answered(monkeypatch, capsys, shell, words, typed):
    monkeypatch.setenv(cli.COMPLETE_VARIABLE, f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", typed)
    assert cli.run([]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("words", "typed", "found"),
    [
        ("auditor se", "se", ["selfcheck"]),
        ("auditor audit --form", "--form", ["--format"]),
        ("auditor audit D:\\自评\\a.docx --format ", "", ["text", "json", "sarif", "junit", "markdown"]),
        ("auditor completion p", "p", ["powershell"]),
    ],
)
def test_powershell_is_answered(monkeypatch, capsys, words, typed, found):
    lines = answered(monkeypatch, capsys, "powershell", words, typed)
    assert [line.split("\t")[0] for line in lines][: len(found)] == found


def test_bash_is_answered(monkeypatch, capsys):
    assert "plain,selfcheck" in answered(monkeypatch, capsys, "bash", "auditor se", "1")
