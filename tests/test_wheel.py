"""The wheel holds what the program needs at run time, and its command works from anywhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_prompts_schemas_and_samples_ship(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("prompts", "schemas", "samples"):
        here = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert here <= {name.removeprefix("auditor/_data/") for name in names}
    assert "auditor/memo/templates/memo.html.j2" in names
    assert "auditor/locale/en/LC_MESSAGES/auditor.mo" in names
    assert "auditor/profiles/national.toml" in names


def test_the_command_works_from_the_wheel_alone(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    sample = tmp_path / "site" / "auditor" / "_data" / "samples" / "mission.txt"
    check = "import auditor, auditor.assets as a; assert '_data' in str(a.folder('schemas')), auditor.__file__"
    subprocess.run([sys.executable, "-c", check], cwd=tmp_path, env=environment, check=True)
    command = [sys.executable, "-m", "auditor", "audit", str(sample), "--fail-on", "never", "-o", "memo.md"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, encoding="utf-8")
    assert "CL02" in run.stdout
    assert (tmp_path / "memo.md").is_file()
