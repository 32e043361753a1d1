"""Mutation testing of relate, sense, checks and diagnosis: how many small wrong changes do the tests notice?

    python tests/mutants/run.py [--sample N] [--seed S] [--minutes M] [PACKAGE …]

Each mutant is one change to one file (a comparison, a connective, a constant, a negation, a return), made in a copy of
the package; the tests that concern the file run against it. Prints the share that was noticed and each one that was not.
"""

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("relate", "sense", "checks", "diagnosis")
TESTS = {
    "relate": ("tests/relate", "tests/checks"),
    "sense": ("tests/sense", "tests/checks", "tests/relate"),
    "checks": ("tests/checks",),
    "diagnosis": ("tests/diagnosis", "tests/checks"),
}
"""The tests that concern a package, the nearest first."""
OF_SENTENCES = (("tests/relate/test_sentences.py",), ("tests/relate/test_narratives.py",))
WRITTEN = ("tests/test_told.py",)
CODE = re.compile(r'@(?:check|across)\(\s*"([A-Z]{2}\d{2})"')
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
REACHED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
HUNG = 4
"""How many times as long as on right code the tests may take before a mutant counts as noticed: it never ends."""


class Mutant(NamedTuple):
    """One wrong change: the `which`th of those that the `place`th node of the file allows."""

    path: Path
    line: int
    what: str
    place: int
    which: int

    @property
    def source(self):
        """The file with the change made."""
        wrong = ast.parse(self.path.read_text(encoding="utf-8"))
        node = next(one for at, one in enumerate(ast.walk(wrong)) if at == self.place)
        change, _what = list(_changes(node))[self.which]
        change(node)
        return ast.unparse(ast.fix_missing_locations(wrong))


def mutants(path):
    """Every change of a file, one at a time."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for place, node in enumerate(ast.walk(tree)):
        for which, (_change, what) in enumerate(_changes(node)):
            yield Mutant(path, node.lineno, what, place, which)


def _changes(node):
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            other = COMPARED[type(op)]
            yield lambda one: one.ops.__setitem__(0, other()), f"{type(op).__name__} → {other.__name__}"
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield lambda one: setattr(one, "op", other()), f"{type(node.op).__name__} → {other.__name__}"
        case ast.UnaryOp(op=ast.Not()):
            yield (
                lambda one: setattr(one, "op", ast.UAdd()) or setattr(one, "operand", _truth(one.operand)),
                "not dropped",
            )
        case ast.BinOp() if type(node.op) in REACHED and not isinstance(node.left, ast.Constant):
            other = REACHED[type(node.op)]
            yield lambda one: setattr(one, "op", other()), f"{type(node.op).__name__} → {other.__name__}"
        case ast.Constant(value=bool()):
            yield lambda one: setattr(one, "value", not one.value), f"{node.value} → {not node.value}"
        case ast.Constant(value=int() | float()):
            yield lambda one: setattr(one, "value", one.value + 1), f"{node.value} → {node.value + 1}"


def _truth(operand):
    return ast.Call(func=ast.Name(id="bool", ctx=ast.Load()), args=[operand], keywords=[])


def noticed(mutant, where, hung):
    """Whether some test fails with the change made."""
    at = where / mutant.path.relative_to(ROOT)
    kept = at.read_text(encoding="utf-8")
    at.write_text(mutant.source, encoding="utf-8")
    try:
        return any(_fails(where, tests, hung) for tests in (*nearest(mutant.path), *folders(mutant.path)))
    finally:
        at.write_text(kept, encoding="utf-8")


def nearest(path):
    """The tests that are there for just this file (a check's own cases, sentences for what reads them), and what is written down of all."""
    parts = path.relative_to(ROOT / "auditor").parts
    if parts[0] == "checks" and (code := CODE.search(path.read_text(encoding="utf-8"))):
        return [("tests/checks/test_cases.py", "tests/checks/test_narrative.py", "-k", code[1]), WRITTEN]
    return [WRITTEN, *OF_SENTENCES] if parts[:2] == ("relate", "statements") else [WRITTEN]


def folders(path):
    """All tests of the packages that a file concerns."""
    return [(folder,) for folder in TESTS[path.relative_to(ROOT / "auditor").parts[0]]]


def _fails(where, tests, hung):
    command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-x", "-p", "no:cacheprovider", *tests, *UNTOUCHED]
    environment = os.environ | {"PYTHONPATH": str(where), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return subprocess.run(
            command, cwd=where, env=environment, capture_output=True, timeout=hung, check=False
        ).returncode not in (0, NOTHING_CHOSEN)
    except subprocess.TimeoutExpired:
        return True


NOTHING_CHOSEN = 5
"""How pytest ends where -k leaves no test."""
UNTOUCHED = (
    "--deselect",
    "tests/checks/test_catalogue.py::test_every_title_is_translated",
    "--ignore",
    "tests/relate/test_cost.py",
)
"""What tells nothing of a change: generated files, and time."""


def _say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    told = parser.parse_args()
    files = [path for package in told.packages for path in sorted((ROOT / "auditor" / package).rglob("*.py"))]
    every = [mutant for path in files for mutant in mutants(path)]
    drawn = random.Random(told.seed).sample(every, min(told.sample, len(every)))  # noqa: S311 - a repeatable draw
    until, tried, missed = time.monotonic() + 60 * told.minutes, 0, []
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        for name in ("auditor", "tests", "prompts", "schemas", "samples"):
            shutil.copytree(ROOT / name, where / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "README.zh-CN.md", "CHANGELOG.md", "Makefile"):
            shutil.copy(ROOT / name, where / name)
        began = time.monotonic()
        failing = [
            folder
            for folder in ("tests/relate", "tests/sense", "tests/checks", "tests/diagnosis")
            if _fails(where, (folder,), None)
        ]
        hung = HUNG * (time.monotonic() - began)
        if failing:
            sys.exit(f"the tests fail as they are: {failing}")
        for mutant in drawn:
            if time.monotonic() > until:
                break
            tried += 1
            if not noticed(mutant, where, hung):
                missed.append(mutant)
                _say(f"survived {mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.what}")
    _say(f"{tried - len(missed)} of {tried} noticed ({len(every)} possible)")


if __name__ == "__main__":
    main()
