"""Mutation testing of relate, sense, checks and diagnosis: how many small wrong changes do the tests notice?

    python tests/mutants/run.py [--sample N] [--seed S] [--minutes M] [--seconds S] [--skip TEXT …] [PACKAGE or FILE …]

Each mutant is one change to one function (`changes.py`). First all tests run once on right code, and each function that a test
enters is noted (`reach.py`). Then, for each mutant, the code of the function is replaced in a forked child (`forked.py`), and only
the tests that enter the function are run: the check's own, those that noticed a change of the function before, the fastest; until
one fails or the seconds are over. Prints the shares that were noticed, and each mutant that was not.
"""

import argparse
import ast
import hashlib
import math
import os
import pickle
import random
import re
import sys
import time
from collections import Counter, defaultdict
from functools import cache
from multiprocessing import Pipe, get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from changes import mutants
from forked import NOTICED, Bench, Holder, Limits, in_child, loading
from reach import Reach

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
UNTOUCHED = ("--ignore", "tests/relate/test_cost.py", "--ignore", "tests/sense/test_one_room.py")
"""What tells nothing of a change: time, and where words stand in the source."""
CODE = re.compile(r'@(?:check|across|between)\(\s*"([A-Z]{2}\d{2})"')
SURE = 5
"""Seconds of the processor for which the tests are first run in a child without a change: none may fail."""
CERTAIN = 1.96
"""Standard errors on either side of a share that hold it 95 times in a hundred."""


class Seen:
    """What each test enters, and the tests in the order in which they may notice a mutant."""

    def __init__(self, root, seen, at_loading):
        self._auditor = root / "auditor"
        self._took = {test: took for test, (took, _places) in seen.items()}
        self._places = {test: set(places) for test, (_took, places) in seen.items()}
        self._at_loading = at_loading
        self._of_function, self._of_file = defaultdict(set), defaultdict(set)
        for test, (_took, places) in seen.items():
            for file, function in places:
                self._of_function[file, function].add(test)
                self._of_file[file].add(test)
        self._noticed = defaultdict(Counter)

    def takes_effect_at_loading(self, mutant):
        """Whether the function runs while the module is loaded, or none holds the mutant."""
        return mutant.function is None or (self._name(mutant), mutant.function) in self._at_loading

    def tests(self, mutant):
        """The tests that enter the function, each with its seconds on right code, those first that may notice most for their time."""
        name = self._name(mutant)
        entering = self._of_function[name, mutant.function]
        if self.takes_effect_at_loading(mutant):
            entering = self._of_file[name].union(*(self._of_file[one] for one in self._users(name)))
        code = CODE.search(mutant.path.read_text(encoding="utf-8"))
        here, near = self._noticed[name, mutant.function], self._noticed[name]

        def order(test):
            return -here[test], code is None or code[1] not in test, -near[test], self._took[test], test

        return [(test, self._took[test]) for test in sorted(entering, key=order)]

    def fastest(self):
        """All tests with their seconds, the fastest first."""
        return sorted(self._took.items(), key=lambda one: one[1])

    def warm(self):
        """Tests that between them enter whatever is entered, in a few seconds: the fastest that enter something more."""
        found, entered, spent = [], set(), 0.0
        for test, took in self.fastest():
            if spent < SURE and not self._places[test] <= entered:
                found.append(test)
                entered |= self._places[test]
                spent += took
        return found

    def noticed(self, mutant, test):
        """Remember the test: it may notice the next change of the function or of the file, too."""
        name = self._name(mutant)
        self._noticed[name, mutant.function][test] += 1
        self._noticed[name][test] += 1

    def _name(self, mutant):
        return str(mutant.path.relative_to(self._auditor))

    def _users(self, name):
        """The files that import a file of which no test enters a function: a list, a record."""
        if self._of_file[name]:
            return []
        module = ".".join(("auditor", *Path(name).with_suffix("").parts))
        return [file for file, imported in _imports(self._auditor).items() if module in imported]


@cache
def _imports(auditor):
    """The modules that each file names in an import."""
    found = {}
    for path in auditor.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names = {f"{node.module}.{one.name}" for node in froms for one in node.names}
        found[str(path.relative_to(auditor))] = names | {node.module for node in froms}
    return found


def interval(part, whole):
    """The bounds between which a share lies 95 times in a hundred, as Wilson gives them."""
    share, spread = part / whole, CERTAIN**2 / whole
    middle, reach = share + spread / 2, CERTAIN * math.sqrt((share * (1 - share) + spread / 4) / whole)
    return (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)


def recorded(root, tests, options, kept):
    """What each test enters, on right code; what is kept of test files that did not change is not seen again."""
    known, at_loading = _kept(root, kept)
    reach = Reach(root, known.keys())
    code = pytest.main([*options, *UNTOUCHED, *tests], plugins=[reach])
    if reach.failed or code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        sys.exit(f"the tests fail as they are: {' '.join(reach.failed)}")
    seen, at_loading = known | reach.seen, at_loading | reach.loading
    if kept:
        files = {test.partition("::")[0] for test in seen}
        kept.write_bytes(pickle.dumps((seen, at_loading, {file: _digest(root / file) for file in files})))
    return seen, at_loading


def _kept(root, kept):
    if not kept or not kept.exists():
        return {}, set()
    seen, at_loading, digests = pickle.loads(kept.read_bytes())  # noqa: S301 - written by `recorded`
    same = {file for file, digest in digests.items() if (root / file).exists() and _digest(root / file) == digest}
    return {test: what for test, what in seen.items() if test.partition("::")[0] in same}, at_loading


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Told:
    """Prints each mutant that was not noticed, and counts."""

    def __init__(self, root, out):
        self._root, self._out = root, out
        self._counts = defaultdict(Counter)

    def say(self, words):
        """Print a line at once."""
        self._out.write(f"{words}\n")
        self._out.flush()

    def count(self, mutant, verdict, tests):
        """Count what became of a mutant."""
        file = mutant.path.relative_to(self._root / "auditor")
        for group in ("all", file.parts[0], *(("relate/statements",) if "statements" in file.parts else ()), str(file)):
            self._counts[group][verdict.word] += 1
        if verdict.word != NOTICED:
            self.say(f"{verdict.word}: {file}:{mutant.line} {mutant.function or '-'}: {mutant.what} ({tests} tests)")

    def shares(self):
        """Print the share of each room and file."""
        for group, counts in sorted(self._counts.items(), key=lambda one: (one[0].endswith(".py"), one[0])):
            tried = counts.total()
            low, high = interval(counts[NOTICED], tried)
            rest = ", ".join(f"{count} {word}" for word, count in sorted(counts.items()) if word != NOTICED)
            share = f"{counts[NOTICED]}/{tried} noticed, {counts[NOTICED] / tried:.0%} ({low:.0%}–{high:.0%})"
            self.say(f"{group}: {share}{'; ' if rest else ''}{rest}")


def _drawn(root, told):
    """The mutants to try: all of the named packages and files, or so many of them by chance."""
    named = [root / "auditor" / name for name in told.packages]
    files = [file for path in named for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]
    kept = [file for file in files if not any(part in str(file.relative_to(root)) for part in told.skip)]
    every = [mutant for file in kept for mutant in mutants(file)]
    if not told.sample:
        return every, len(every)
    drawn = random.Random(told.seed).sample(every, min(told.sample, len(every)))  # noqa: S311 - a repeatable draw
    return drawn, len(every)


def _asked():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=PACKAGES, help="packages or files below auditor/")
    parser.add_argument("--sample", type=int, default=150, help="how many are drawn; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seconds", type=float, default=10, help="processor seconds that one change is tried for")
    parser.add_argument("--patience", type=float, default=30, help="processor seconds that any one test may take")
    parser.add_argument("--skip", action="append", default=[], help="leave out the files whose path contains this")
    parser.add_argument("--tests", action="append", help="only these tests")
    parser.add_argument("--reach", type=Path, help="a file that keeps what each test enters, for the next time")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    return parser.parse_args()


def main():
    told = _asked()
    root = told.root.resolve()
    reach_file = told.reach and told.reach.resolve()
    os.chdir(root)
    sys.path[:0] = [str(root), str(root / "tests")]
    options = ["-c", str(root / "pyproject.toml"), "-qq", "-p", "no:xdist", "-p", "no:cacheprovider"]
    tests = told.tests or [test for test in TESTS if (root / test).exists()]
    drawn, possible = _drawn(root, told)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    printed = Told(root, out)
    seen, at_loading = in_child(recorded, root, tests, options, reach_file)
    printed.say(f"{len(seen)} tests; {len(drawn)} of {possible} possible changes drawn, seed {told.seed}")
    reached = Seen(root, seen, at_loading)
    limits = Limits(told.seconds, told.patience)
    before, server = _before(root, options)

    def every(items):
        bench = Bench(root, items, [test for test in reached.warm() if test in items])
        wrong = bench.fails([one for one in reached.fastest() if one[0] in items], limits._replace(seconds=SURE))
        if wrong:
            sys.exit(f"in a child this fails as it is: {wrong}")
        until = time.monotonic() + 60 * told.minutes
        for mutant in drawn:
            if time.monotonic() > until:
                printed.say("the minutes are over")
                break
            given = [one for one in reached.tests(mutant) if one[0] in items]
            if reached.takes_effect_at_loading(mutant):
                before.send((mutant, given, limits))
                verdict = before.recv()
            else:
                verdict = bench.verdict(mutant, given, limits)
            if verdict.test:
                reached.noticed(mutant, verdict.test)
            printed.count(mutant, verdict, len(given))

    pytest.main([*options, *UNTOUCHED, *tests], plugins=[Holder(every)])
    before.close()
    server.join()
    printed.shares()


def _before(root, options):
    """A process that has loaded nothing of the packages yet, and what to send it mutants by."""
    ours, theirs = Pipe()

    def serve():
        ours.close()
        while True:
            try:
                mutant, tests, limits = theirs.recv()
            except EOFError:
                return
            theirs.send(in_child(loading, root, options, mutant, tests, limits))

    server = get_context("fork").Process(target=serve)
    server.start()
    theirs.close()
    return ours, server


if __name__ == "__main__":
    main()
