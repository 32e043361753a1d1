"""What the auditor says of texts that do not change stays as it is written down, until somebody looked at what moved."""

import pytest
import told

CHANGED = "{count} lines changed, of them:\n{lines}\nlook at them, then renew with: python tests/told.py --write"


CASES = {name: told.by_code(told.kept(name)) for name in ("findings", "submissions", "lists")}


@pytest.mark.parametrize("name", sorted(told.TOLD.keys() - CASES.keys()))
def test_nothing_that_is_said_moved_unseen(name):
    unmoved(told.kept(name), list(told.TOLD[name]()))


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, lines in CASES.items() for code in sorted(lines)])
def test_no_finding_of_a_case_moved_unseen(name, code):
    unmoved(CASES[name][code], list(told.TOLD[name](code)))


@pytest.mark.parametrize("name", CASES)
def test_the_findings_of_every_check_with_cases_are_written_down(name):
    assert told.coded(name) == CASES[name].keys()


def unmoved(before, now):
    moved = [f"- {line}" for line in before if line not in set(now)] + [
        f"+ {line}" for line in now if line not in set(before)
    ]
    assert before == now, CHANGED.format(count=len(moved), lines="\n".join(moved[:8]))
