"""What the auditor says of texts that do not change stays as it is written down, until somebody looked at what moved."""

import pytest
import told

CHANGED = "{count} lines changed, of them:\n{lines}\nlook at them, then renew with: python tests/told.py --write"


@pytest.mark.parametrize("name", sorted(told.TOLD))
def test_nothing_that_is_said_moved_unseen(name):
    before, now = told.kept(name), list(told.TOLD[name]())
    moved = [f"- {line}" for line in before if line not in set(now)] + [
        f"+ {line}" for line in now if line not in set(before)
    ]
    assert before == now, CHANGED.format(count=len(moved), lines="\n".join(moved[:8]))
