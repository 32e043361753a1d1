"""The tester of the tests, on a package of a few lines: what is noticed, what is not, and what no test enters."""

import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parent / "run.py"

PACKAGE = """
from functools import cache

LIMIT = 3

class Row:
    ever = True

    @property
    def full(self):
        def enough(count):
            return count > self.count
        return not enough(2)

    def __init__(self, count):
        self.count = count

@cache
def doubled(count):
    return count * 2

def small(count):
    return count < LIMIT

def halved(count):
    return count / 2

def never():
    return 1

def last(count):
    while count == 0:
        pass
    return count
"""

TESTS = """
from auditor.relate import rows

def test_doubled():
    assert rows.doubled(3) == 6

def test_a_row_may_be_full():
    assert rows.Row(2).full
    assert not rows.Row(1).full

def test_small():
    assert rows.small(2)
    assert not rows.small(4)

def test_halved_is_asked_but_not_looked_at():
    rows.halved(4)

def test_last():
    assert rows.last(3) == 3
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    root = tmp_path_factory.mktemp("package")
    files = {
        "auditor/__init__.py": "",
        "auditor/relate/__init__.py": "",
        "pyproject.toml": "[tool.pytest.ini_options]\n",
    }
    files |= {"auditor/relate/rows.py": PACKAGE.lstrip(), "tests/relate/test_rows.py": TESTS}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    command = [sys.executable, str(RUN), "--root", str(root), "--sample", "0", "--patience", "1", "relate"]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return ended.stdout + ended.stderr


def test_what_is_noticed_is_counted_and_the_rest_named(said):
    named = sorted(line for line in said.splitlines() if ": relate/rows.py:" in line)
    assert named == [
        "not reached: relate/rows.py:28 never: 1 → 2 (0 tests)",
        "survived: relate/rows.py:22 small: Lt → LtE (1 tests)",
        "survived: relate/rows.py:25 halved: 2 → 3 (1 tests)",
        "survived: relate/rows.py:25 halved: Div → Mult (1 tests)",
        "survived: relate/rows.py:3 -: 3 → 4 (5 tests)",
        "survived: relate/rows.py:31 last: 0 → 1 (1 tests)",
        "survived: relate/rows.py:6 -: True → False (5 tests)",
    ]
    assert "relate: 6/13 noticed, 46% (23%–71%); 1 not reached, 6 survived" in said
