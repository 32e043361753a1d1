"""One wrong change, made in a forked child, and the tests that enter the function which holds it.

The tests are collected once. For each change a child is forked in which the code of the functions of the changed file is
replaced; a change that takes effect while the module is loaded is made in a child that has loaded nothing yet.
"""

import gc
import importlib.util
import os
import pickle
import resource
import signal
import sys
import time
import traceback
import types
from collections import Counter, defaultdict
from importlib.machinery import SourceFileLoader
from typing import NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from reach import emptied

NOTICED, UNNOTICED, UNFINISHED, UNREACHED = "noticed", "survived", "not finished", "not reached"
HUNG = 20
"""How many times as long as on right code a test may take before the change counts as noticed: it never ends."""
MEMORY = 3 << 30
"""Bytes that a child may come to hold: a change that never stops collecting is noticed."""


LOADED = 300.0
"""Seconds of the processor in which modules and tests have to be loaded."""


class Verdict(NamedTuple):
    """What became of a change: one of the four words, and the test that noticed it."""

    word: str
    test: str | None = None


class Limits(NamedTuple):
    """Seconds of the processor: for all tests of a change, and what any one may take at least, as what tests share falls on the first."""

    seconds: float
    patience: float


def in_child(work, *given):
    """What `work` gives, called in a forked child. A child that a signal ends would never end by itself: noticed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _answer(writing, work, given)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read()
    _child, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Verdict(NOTICED)
    if not said:
        sys.exit("a child ended without a word")
    return pickle.loads(said)  # noqa: S301 - our own child wrote it


def _answer(writing, work, given):
    try:
        with os.fdopen(writing, "wb") as telling:
            telling.write(pickle.dumps(work(*given)))
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
        os._exit(0)


class Holder:
    """A pytest plugin: holds the tests that were collected, and hands them to `work` in the place of running them."""

    def __init__(self, work):
        self._work = work
        self.said = None

    def pytest_collection(self):
        """Draw the same examples each time, and write none down."""
        from hypothesis import settings  # not before pytest: it wants to load it itself

        settings.register_profile("mutants", database=None, derandomize=True, deadline=None)
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        """Work with the tests."""
        self.said = self._work({item.nodeid: item for item in session.items})
        return True


class Bench:
    """Right code with all tests collected, in which one function after the other is replaced in a child."""

    def __init__(self, root, items, warm):
        """`warm` names tests that are run first, so that no child has to compile the patterns that they use."""
        self._root, self._items = root, items
        for test in warm:
            runtestprotocol(items[test], log=False, nextitem=None)
        emptied(root)
        self._functions = defaultdict(list)
        for one in gc.get_objects():
            if isinstance(one, types.FunctionType):
                self._functions[one.__code__.co_filename].append(one)
        gc.freeze()

    def fails(self, tests, limits):
        """The test that fails in a child though nothing was changed, None where none does."""
        return in_child(tried, [(self._items[test], took) for test, took in tests], limits).test

    def verdict(self, mutant, tests, limits):
        """What becomes of a change: tests are (name, seconds on right code), in the order in which they are run."""
        return in_child(self._try, mutant, tests, limits)

    def _try(self, mutant, tests, limits):
        codes = list(_codes(mutant.code))
        often = Counter(map(_place, codes))
        new = {_place(code): code for code in codes if often[_place(code)] == 1}
        for one in self._functions[str(mutant.path)]:
            one.__code__ = new.get(_place(one.__code__), one.__code__)
        name = _module(self._root, mutant.path)
        if name not in sys.modules:
            sys.meta_path.insert(0, Wrong(name, mutant))
        return tried([(self._items[test], took) for test, took in tests if test in self._items], limits)


def loading(root, options, mutant, tests, limits):
    """What becomes of a change that takes effect when the module is loaded: all is loaded anew, in a child that had loaded nothing."""
    sys.meta_path.insert(0, Wrong(_module(root, mutant.path), mutant))
    holder = Holder(lambda items: tried([(items[test], took) for test, took in tests if test in items], limits))
    signal.setitimer(signal.ITIMER_PROF, LOADED)
    files = sorted({test.partition("::")[0] for test, _took in tests})
    pytest.main([*options, *files], plugins=[holder])
    return holder.said or Verdict(NOTICED)


def tried(tests, limits):
    """Run tests until one fails, or the seconds of the processor are over."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    began = time.process_time()
    following = [item for item, _took in tests[1:]] + [item for item, _took in tests[-1:]]
    for (item, took), after in zip(tests, following, strict=True):
        if time.process_time() - began > limits.seconds:
            return Verdict(UNFINISHED)
        signal.setitimer(signal.ITIMER_PROF, max(limits.patience, HUNG * took))
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
            return Verdict(NOTICED, item.nodeid)
    return Verdict(UNNOTICED if tests else UNREACHED)


class Wrong(SourceFileLoader):
    """Finds and loads one module with the change made."""

    def __init__(self, name, mutant):
        super().__init__(name, str(mutant.path))
        self._mutant = mutant

    def find_spec(self, name, _path=None, _target=None):
        """The module's own spec, of no other module."""
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, _name):
        """The code with the change."""
        return self._mutant.code


def _module(root, path):
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _place(code):
    return code.co_qualname, code.co_firstlineno


def _codes(code):
    yield code
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from _codes(one)
