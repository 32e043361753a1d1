"""What is missing is named by how this installation was made."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from auditor import installation

ROOT = Path(__file__).parents[1]


def test_the_libraries_are_those_of_the_extras():
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for extra, libraries in installation._LIBRARIES.items():
        assert set(libraries) == {re.split(r"[\[>=<]", one)[0].lower() for one in stated[extra]}


@pytest.mark.parametrize(
    ("prefix", "source", "record", "command"),
    [
        ("/home/a/.local/share/pipx/venvs/report-auditor", False, {}, "pipx inject report-auditor pytesseract pillow"),
        ("/home/a/.local/share/uv/tools/report-auditor", False, {}, "uv tool install report-auditor --with pytesseract --with pillow --reinstall"),
        ("/srv/venv", True, {}, 'pip install -e ".[ocr]"'),
        ("/srv/venv", False, {"direct_url.json": '{"url": "file:///a", "dir_info": {"editable": true}}'}, 'pip install -e ".[ocr]"'),
        ("/srv/venv", False, {"INSTALLER": "uv\n"}, "uv pip install pytesseract pillow"),
        ("/srv/venv", False, {"direct_url.json": '{"url": "file:///a.whl", "archive_info": {}}', "INSTALLER": "pip"}, "python3 -m pip install pytesseract pillow"),
    ],
)  # fmt: skip
def test_the_command_that_adds_an_extra(monkeypatch, tmp_path, prefix, source, record, command):  # noqa: PLR0917
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(installation, "_stated", lambda file: record.get(file, ""))
    if not source:
        monkeypatch.setattr(installation, "__file__", str(tmp_path / "site" / "auditor" / "installation.py"))
    assert installation.adding("ocr") == command


def test_on_windows_python_is_called_py(monkeypatch, tmp_path):
    monkeypatch.setattr(installation, "__file__", str(tmp_path / "site" / "auditor" / "installation.py"))
    monkeypatch.setattr(installation, "_stated", lambda file: "")
    monkeypatch.setattr(sys, "platform", "win32")
    assert installation.adding("pdf") == "py -m pip install weasyprint"
