"""What the auditor says of texts that do not change stays as it is written down, until somebody looked at what moved."""

import pytest
import told

BY_CASE = ("findings", "submissions", "lists")
"""What the tests of the checks hold, each case for itself (`tests/checks`)."""


@pytest.mark.parametrize("name", sorted(told.TOLD.keys() - {*BY_CASE}))
def test_nothing_that_is_said_moved_unseen(name):
    told.all_unmoved(name)


@pytest.mark.parametrize("name", BY_CASE)
def test_what_is_written_down_is_of_the_cases_that_there_are(name):
    heads = [head for head, _tell in told.cases(name)]
    assert list(told.sections(name)) == heads
    assert len({*heads}) == len(heads)
