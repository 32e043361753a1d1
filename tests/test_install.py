"""What is told about installing: the commands exist, the version is this one, and no dependency is heavier than told."""

import re
from pathlib import Path

import pytest

from auditor import __version__, cli

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "INSTALL.md").read_text(encoding="utf-8")


def test_the_version_named_is_this_one():
    assert set(re.findall(r"report[_-]auditor-(\d+\.\d+\.\d+)", GUIDE)) == {__version__}


@pytest.mark.parametrize(
    "words", sorted(set(re.findall(r"auditor ((?:audit|accept|checks|completion|--version)[^`\n]*)", GUIDE)))
)
def test_the_commands_that_are_shown_exist(words, capsys):
    verb, *rest = words.split()
    if verb == "--version":
        assert cli.run([verb]) == 0
        return
    assert cli.run([verb, "--help"]) == 0
    said = capsys.readouterr().out
    assert all(option in said for option in rest if option.startswith("-"))


def test_the_container_installs_what_the_extras_need():
    made = (ROOT / "Containerfile").read_text(encoding="utf-8")
    told = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for package in ("tesseract-ocr-chi-sim", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-cjk"):
        assert package in made
        assert package in told


def test_the_source_package_holds_what_it_names():
    listed = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"/docs"' in listed
    assert '"/Containerfile"' in listed
