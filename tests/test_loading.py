"""Code is loaded before time and memory are bounded: an alarm or a full memory in the middle of that would leave it half loaded."""

import json
import os
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


STARTING = """
import atexit, json, os, sys
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
import re._compiler
from pydantic._internal import _model_construction
from auditor import prepared

counts = dict.fromkeys(("checked", "loaded", "compiled"), 0)


def counted(name, work):
    def doing(*arguments, **named):
        counts[name] += 1
        return work(*arguments, **named)
    return doing


def told():
    from pydantic import BaseModel
    kinds, found = [BaseModel], 0
    while kinds:
        kinds += kinds.pop().__subclasses__()
        found += 1
    print(json.dumps({**counts, "kinds": found, "modules": sorted(sys.modules)}), file=sys.stderr)


_model_construction.complete_model_class = counted("checked", _model_construction.complete_model_class)
prepared._loaded = counted("loaded", prepared._loaded)
re._compiler.compile = counted("compiled", re._compiler.compile)
atexit.register(told)
from auditor.cli import main
main()
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """What the command loaded and made to audit a small report, its patterns being there already."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    sample = str(assets.folder("samples") / "clean.txt")
    for _time in range(2):
        command = [sys.executable, "-c", STARTING, "audit", sample]
        run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return json.loads(run.stderr)


class TestTheStart:
    """A small report costs little more than the start, and the start what is made in it.

    A ceiling is what it takes today and a little more: what breaks it should be worth its time.
    """

    def test_no_record_is_built_that_nobody_has_to_check(self, started):
        assert started["checked"] == 0, "make it `unchecked`, or ask for it when something has to be checked"

    def test_few_kinds_of_records_are_made(self, started):
        assert started["kinds"] <= 80

    def test_few_patterns_are_loaded_and_few_are_compiled(self, started):
        assert started["loaded"] <= 640, "make it `lazily`"
        assert started["compiled"] <= 50, "make it `lazily`, or by `prepared.pattern`"

    def test_few_modules_are_loaded(self, started):
        assert len([name for name in started["modules"] if name.startswith("auditor")]) <= 416
        assert len(started["modules"]) <= 640

    @pytest.mark.parametrize("name", ["email", "importlib.metadata", "lxml", "auditor.model.portfolio"])
    def test_what_only_other_runs_need_is_not_loaded(self, started, name):
        assert name not in started["modules"]


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
