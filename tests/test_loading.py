"""Code is loaded before time and memory are bounded: an alarm or a full memory in the middle of that would leave it half loaded."""

import subprocess
import sys

import pytest

from auditor import assets, pipeline
from auditor.errors import UnreadableFile
from auditor.readers import alarm
from auditor.settings import Settings

WATCHING = """
import contextlib, sys
from pathlib import Path
from auditor import pipeline
from auditor.readers import alarm
from auditor.settings import Settings

held = alarm.held

@contextlib.contextmanager
def watched(*bounds):
    with held(*bounds):
        before = set(sys.modules)
        yield
        print(sorted(set(sys.modules) - before))

alarm.held = watched
file = Path(sys.argv[1])
pipeline.audited(file.read_bytes(), file.name, Settings())
"""


@pytest.mark.parametrize(
    "name", ["mission.txt", "mission.html", "mission.docx", "mission.xlsx", "mission.pdf", "mission.ofd"]
)
def test_nothing_is_loaded_within_the_bounds(name):
    sample = assets.folder("samples") / name
    run = subprocess.run([sys.executable, "-c", WATCHING, str(sample)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ("[]" if alarm.can_ring() else ""), "name it in pipeline._AUDITING_CODE"


@pytest.mark.parametrize("error", [MemoryError(), SyntaxError("expected ':'"), ImportError("failed to map segment")])
def test_what_is_for_want_of_memory_is_said_in_this_process_too(error, monkeypatch):
    if not alarm.can_ring():
        pytest.skip("nothing is bounded in this process")

    def starving(*_arguments):
        raise error

    monkeypatch.setattr(pipeline, "examine", starving)
    with pytest.raises(UnreadableFile, match="max_memory"):
        pipeline.audited((assets.folder("samples") / "clean.txt").read_bytes(), "clean.txt", Settings())


def test_a_fault_of_ours_is_not_taken_for_one_of_the_file(monkeypatch):
    def failing(*_arguments):
        raise KeyError("ours")

    monkeypatch.setattr(pipeline, "examine", failing)
    with pytest.raises(KeyError):
        pipeline.audited((assets.folder("samples") / "clean.txt").read_bytes(), "clean.txt", Settings())
