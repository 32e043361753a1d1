"""A pytest plugin: which functions of the packages each test enters, and how long it takes. Loaded by `run.py`, with -p.

Written as JSON to the file that MUTANTS_REACH names: {test: [seconds, [[file, line of the def], …]]}. What a fixture of a
module or of the session enters counts for all tests of the module.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

import pytest

_HERE = f"{Path.cwd()}{os.sep}auditor{os.sep}"
_ROOMS = tuple(f"{_HERE}{room}{os.sep}" for room in ("relate", "sense", "checks", "diagnosis"))
_entered = {}
_shared = {}
_took = {}
_known = {}
_now = set()


def _call(frame, _event, _arg):
    code = frame.f_code
    ours = _known.get(code)
    if ours is None:
        ours = _known[code] = code.co_filename.startswith(_ROOMS)
    if ours:
        _now.add(code)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item):
    """Watch one test, its fixtures and its end."""
    global _now  # noqa: PLW0603 - the tracer has no other way to be told
    _now = _entered.setdefault(item.nodeid, set())
    began = time.process_time()
    threading.settrace(_call)
    sys.settrace(_call)
    yield
    sys.settrace(None)
    threading.settrace(None)
    _took[item.nodeid] = time.process_time() - began


@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(fixturedef, request):
    """Note what a fixture that several tests share enters, for all of them."""
    global _now  # noqa: PLW0603
    if fixturedef.scope == "function":
        yield
        return
    before, _now = _now, _shared.setdefault(request.node.nodeid.partition("::")[0], set())
    yield
    before |= _now
    _now = before


def pytest_sessionfinish():
    """Write down what was seen."""
    told = {}
    for test, codes in _entered.items():
        every = codes | _shared.get(test.partition("::")[0], set())
        places = {(code.co_filename.removeprefix(_HERE), code.co_firstlineno) for code in every}
        told[test] = [round(_took[test], 4), sorted(places)]
    Path(os.environ["MUTANTS_REACH"]).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
