"""No pattern of the package can be held up: the work of matching grows no faster than what it looks at is long, counted in steps.

A pattern that looks through a text from each of its places may take the square of a run, and no more.
"""

import importlib
import inspect
import pkgutil
import re

import pytest
from steps import Counter

import auditor
from auditor.text import patterns as later

UNITS = ("1", "1,", "一", "万", " ", ".", "a", "，", "(")
SHORT, LONG = 16, 32
_SQUARE = 4.6
"""By how much more twice the length may cost: the square and what begins with it; the cube would cost eight times as much."""
_OF_SHORT_CELLS = {
    "auditor.extract.rules.head._IN_ONE",
    "auditor.extract.rules.told_both._ARROW",
    "auditor.extract.rules.told_both._BOUND",
}
"""Looked for in cells of at most 80 characters."""
_LARGE = 20_000
"""Characters of a pattern that is all words: counting it in Python takes minutes, and `test_speed` measures it."""


def patterns():
    """Every compiled pattern of the modules, those that are compiled when they are asked for as well, by where it stands."""
    found = {}
    for module in pkgutil.walk_packages(auditor.__path__, "auditor."):
        if module.name.endswith("__main__") or ".migrations." in module.name:  # run by alembic, not imported
            continue
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            for pattern in _within(value):
                if isinstance(pattern.pattern, str):
                    found[pattern.pattern, pattern.flags] = f"{module.name}.{name}"
    return sorted((where, pattern, flags) for (pattern, flags), where in found.items() if len(pattern) < _LARGE)


def _within(value):
    if isinstance(value, re.Pattern | later._Later):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _within(item)
    elif hasattr(value, "cache_info") and str(inspect.signature(value)).startswith("() -> re.Pattern"):
        yield value()


def work(pattern, text):
    """Steps until a search has found nothing, or has found the end."""
    counter = Counter(pattern)
    for at in range(len(text) + 1):
        counter.match(text, at)
    return counter.count


@pytest.mark.parametrize(
    ("where", "pattern", "flags"), patterns(), ids=lambda value: value if "auditor." in str(value) else ""
)
def test_a_run_of_anything_costs_at_most_its_square(where, pattern, flags):
    if where in _OF_SHORT_CELLS:
        pytest.skip("looks at short cells alone")
    compiled = re.compile(pattern, flags)
    for unit in UNITS:
        short, long = (work(compiled, (unit * size)[:size] + "\u0e01") for size in (SHORT, LONG))
        assert long <= short * _SQUARE, (where, unit)
