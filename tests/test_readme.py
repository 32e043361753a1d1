"""The READMEs keep their word."""

import re
import shlex
from pathlib import Path

import pytest

from auditor import cli
from auditor.cli.readme import READMES, renewed

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", READMES)
def test_the_generated_parts_are_current(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert renewed(text, READMES[name]) == text, "renew with: auditor checks --write-readme"


@pytest.mark.parametrize("name", READMES)
def test_the_first_command_runs(name, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    main_job, tests = re.findall(r"```sh\n(python3 -m venv .*)\n```", (ROOT / name).read_text(encoding="utf-8"))
    arguments = shlex.split(main_job.split("&&")[-1])
    assert arguments[0] == ".venv/bin/auditor"
    assert cli.run(arguments[1:]) == 0
    assert "CL02" in capsys.readouterr().out
    assert tests.endswith(".venv/bin/pytest")


@pytest.mark.parametrize("name", READMES)
def test_the_verbs_and_options_that_are_shown_exist(name, capsys):
    text = (ROOT / name).read_text(encoding="utf-8")
    for verb, rest in re.findall(r"^auditor (\w+)(.*)$", text, re.MULTILINE):
        cli.run([verb, "--help"])
        options = capsys.readouterr().out
        assert all(option in options for option in re.findall(r"--[a-z-]+", rest))
