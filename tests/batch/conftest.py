import os
from pathlib import Path
from typing import NamedTuple

import pytest

from auditor.cli import run as auditor

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "AUDITOR_LANG": "zh"}


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def batch(tmp_path, monkeypatch, capsys):
    """Runs `auditor batch … -o OUT`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def run(*arguments, out=None, verb="batch"):
        code = auditor(
            [
                verb,
                *map(str, arguments),
                "-o",
                str(out or tmp_path / "OUT"),
                *(["--workers", "1"] if verb == "batch" else []),
            ]
        )
        told = capsys.readouterr()
        assert "Traceback" not in told.err, told.err
        return Ran(code, told.out, told.err)

    return run


@pytest.fixture
def reports(tmp_path):
    """A folder with a few of the samples in it."""

    def make(*names, folder="in"):
        here = tmp_path / folder
        here.mkdir(parents=True, exist_ok=True)
        for name in names:
            (here / Path(name).name).write_bytes((SAMPLES / name).read_bytes())
        return here

    return make
