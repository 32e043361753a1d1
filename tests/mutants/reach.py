"""A pytest plugin: which functions of the packages each test enters, and how long it takes.

A function is told by its file below auditor/ and the qualified name of its outermost def. What a fixture of a module or of the
session enters counts for all tests of the module. Caches are emptied before each test, so that none hides behind another.
"""

import functools
import gc
import sys
import threading
import time

import pytest


class Reach:
    """What the tests enter: `seen` is {test: (seconds, [(file, function), …])}, `loading` what is entered while modules are loaded."""

    def __init__(self, root, known=frozenset()):
        self.rooms = str(root / "auditor")
        self.known = known
        self.failed = []
        self.loading = set()
        self._entered = {}
        self._shared = {}
        self._took = {}
        self._ours = {}
        self._now = self.loading

    def _call(self, frame, _event, _arg):
        code = frame.f_code
        name = self._ours.get(code)
        if name is None:
            name = self._ours[code] = self._named(code)
        if name:
            self._now.add(name)

    def _named(self, code):
        file = code.co_filename
        inside = file.startswith(f"{self.rooms}/")
        function = code.co_qualname.partition(".<locals>")[0]
        return (file.removeprefix(f"{self.rooms}/"), function) if inside and "<" not in function else ()

    def _watch(self, entered):
        before, self._now = self._now, entered
        tracer = None if entered is None else self._call
        threading.settrace(tracer)
        sys.settrace(tracer)
        return before

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection(self):
        """Watch what loading the modules enters."""
        self._watch(self.loading)
        result = yield
        self._watch(None)
        return result

    def pytest_collection_modifyitems(self, items):
        """Leave out the tests of which it is known what they enter."""
        items[:] = [one for one in items if one.nodeid not in self.known]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        """Watch one test, its fixtures and its end."""
        emptied(self.rooms)
        began = time.process_time()
        self._watch(self._entered.setdefault(item.nodeid, set()))
        result = yield
        self._watch(None)
        self._took[item.nodeid] = time.process_time() - began
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef, request):
        """Note what a fixture that several tests share enters, for all of them."""
        if fixturedef.scope == "function":
            return (yield)
        before = self._watch(self._shared.setdefault(_file(request.node.nodeid), set()))
        result = yield
        before |= self._watch(before)
        return result

    def pytest_runtest_logreport(self, report):
        """Remember what fails on right code."""
        if report.failed:
            self.failed.append(report.nodeid)

    @property
    def seen(self):
        """What each test enters, and its seconds."""
        return {
            test: (self._took[test], sorted(codes | self._shared.get(_file(test), set())))
            for test, codes in self._entered.items()
        }


def _file(test):
    return test.partition("::")[0]


def emptied(root):
    """Empty what functions of the packages and of the tests keep between calls."""
    for one in _keeping(root, len(sys.modules)):
        one.cache_clear()


@functools.lru_cache(maxsize=1)
def _keeping(root, _modules):
    """Those functions; they are looked for again when a module was loaded since."""
    kept = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    return [one for one in kept if _file_of(one).startswith(f"{root}/")]


def _file_of(function):
    return getattr(sys.modules.get(function.__module__), "__file__", None) or ""
