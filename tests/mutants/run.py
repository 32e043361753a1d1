"""Mutation testing of relate, sense, checks and diagnosis: how many small wrong changes do the tests notice?

    python tests/mutants/run.py [--sample N] [--seed S] [--minutes M] [--seconds S] [--skip TEXT …] [PACKAGE …]

Each mutant is one change to one file (a comparison, a connective, a constant, a negation), made in a copy of the package.
First all tests run once on right code, and each function that a test enters is noted (`reach.py`); then only the tests
that enter the function which holds the change run against it, the nearest first, until one fails. Prints the share that was
noticed and each one that was not.
"""

import argparse
import ast
import json
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
TESTS = (
    "tests/relate",
    "tests/sense",
    "tests/checks",
    "tests/diagnosis",
    "tests/test_told.py",
    "tests/test_submissions.py",
)
"""All that may notice a change."""
WRITTEN = "test_told.py"
"""What is written down of whole reports: slow, and notices much."""
CODE = re.compile(r'@(?:check|across|between)\(\s*"([A-Z]{2}\d{2})"')
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
REACHED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
FIRST = 40
"""How many of the tests that enter least beside the function come before those on whole reports."""
HUNG = 4
"""How many times as long as all of them on right code the tests may take before a mutant counts as noticed: it never ends."""


class Mutant(NamedTuple):
    """One wrong change: the `which`th of those that the `place`th node of the file allows.

    `function` is the line of the def that holds it, None where the module itself does, or where what it gives is kept.
    """

    path: Path
    line: int
    function: int | None
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
    held, idle = _functions(tree), _idle(tree)
    for place, node in enumerate(ast.walk(tree)):
        for which, (_change, what) in enumerate(() if node in idle else _changes(node)):
            yield Mutant(path, node.lineno, held.get(node), what, place, which)


def _idle(tree):
    """What no answer rests on: how much a cache keeps, and zip(…, strict=True), which only ends what should never happen."""
    idle = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            idle.update(one for kept in node.decorator_list if "cache" in ast.unparse(kept) for one in ast.walk(kept))
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            idle.add(node.value)
    return idle


def _functions(tree):
    """The line of the innermost def that holds each node; none for what is kept between calls."""
    held = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        kept = any("cache" in ast.unparse(one) for one in node.decorator_list)
        for one in (inner for part in node.body for inner in ast.walk(part)):
            held[one] = None if kept else first
    return held


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


def noticed(mutant, where, reach, hung, seconds):
    """Whether some test fails with the change made; tests are run for so many seconds of the processor."""
    at = where / mutant.path.relative_to(ROOT)
    kept = at.read_text(encoding="utf-8")
    at.write_text(mutant.source, encoding="utf-8")
    try:
        return _fails(where, ordered(mutant, reach, seconds), hung)
    finally:
        at.write_text(kept, encoding="utf-8")


def ordered(mutant, reach, seconds):
    """The tests that enter the function, or any of the file where none is to be told: the check's own, the nearest, those on whole reports, the rest."""
    name = str(mutant.path.relative_to(ROOT / "auditor"))
    found = CODE.search(mutant.path.read_text(encoding="utf-8"))
    code = found[1] if found else None
    entering = [
        (len(places), test)
        for test, (_seconds, places) in reach.items()
        if any(file == name and mutant.function in (None, line) for file, line in places)
    ]
    tests = [test for _size, test in sorted(entering)]
    own = [test for test in tests if code is not None and code in test]
    near = [test for test in tests if test not in own and WRITTEN not in test]
    whole = [test for test in tests if WRITTEN in test]
    return list(_within(seconds, [*own, *near[:FIRST], *whole, *near[FIRST:]], reach))


def _within(seconds, tests, reach):
    """The first of the tests, as many as take so long: whoever notices nothing by then would hardly do so later."""
    spent = 0.0
    for test in tests:
        if spent > seconds:
            return
        spent += reach[test][0]
        yield test


def _fails(where, tests, hung, *more, **environment):
    """Whether one of the tests fails; without any there is none that could."""
    if not tests:
        return False
    listed = where / "these"
    listed.write_text("\n".join(tests), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-x", "-p", "no:cacheprovider", *UNTOUCHED, *more]
    paths = os.pathsep.join(map(str, (where, where / "tests", where / "tests" / "mutants")))
    variables = os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"} | environment
    try:
        return (
            subprocess.run(
                [*command, f"@{listed}"], cwd=where, env=variables, capture_output=True, timeout=hung, check=False
            ).returncode
            != 0
        )
    except subprocess.TimeoutExpired:
        return True


UNTOUCHED = (
    "--deselect", "tests/checks/test_catalogue.py::test_every_title_is_translated",
    "--deselect", "tests/checks/test_catalogue.py::test_every_title_can_be_translated",
    "--ignore", "tests/relate/test_cost.py", "--ignore", "tests/sense/test_one_room.py",
)  # fmt: skip
"""What tells nothing of a change: generated files, time, and where words stand in the source."""


def entered(where):
    """What each test enters, on right code, and the seconds that all take. Ends the run where one fails as it is."""
    seen = where / "reach.json"
    began = time.monotonic()
    if _fails(where, TESTS, None, "-p", "reach", MUTANTS_REACH=str(seen)):
        sys.exit("the tests fail as they are")
    return json.loads(seen.read_text(encoding="utf-8")), time.monotonic() - began


def _say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument(
        "--seconds", type=float, default=60, help="processor seconds of tests that one change is tried on"
    )
    parser.add_argument("--skip", action="append", default=[], help="leave out the files whose path contains this")
    told = parser.parse_args()
    every = [
        mutant
        for package in told.packages
        for path in sorted((ROOT / "auditor" / package).rglob("*.py"))
        if not any(part in str(path.relative_to(ROOT)) for part in told.skip)
        for mutant in mutants(path)
    ]
    drawn = random.Random(told.seed).sample(every, min(told.sample, len(every)))  # noqa: S311 - a repeatable draw
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        _copy(where)
        reach, took = entered(where)
        _say(f"{len(reach)} tests, {took:.0f} s; {len(drawn)} of {len(every)} possible changes drawn")
        bounds = (HUNG * took, told.seconds, time.monotonic() + 60 * told.minutes)
        tried, missed = _try_each(drawn, where, reach, bounds)
    _say(f"{tried - missed} of {tried} noticed, seed {told.seed}")


def _copy(where):
    for name in ("auditor", "tests", "prompts", "schemas", "samples"):
        shutil.copytree(ROOT / name, where / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "README.zh-CN.md", "CHANGELOG.md", "Makefile"):
        shutil.copy(ROOT / name, where / name)


def _try_each(drawn, where, reach, bounds):
    hung, seconds, until = bounds
    tried = missed = 0
    for mutant in drawn:
        if time.monotonic() > until:
            break
        tried += 1
        if not noticed(mutant, where, reach, hung, seconds):
            missed += 1
            _say(f"{tried}: survived {mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.what}")
    return tried, missed


if __name__ == "__main__":
    main()
