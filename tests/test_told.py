"""What the auditor says of texts that do not change stays as it is written down, until somebody looked at what moved."""

import pytest
import told

BY_CASE = (
    "findings",
    "submissions",
    "lists",
    "networks",
    "others",
    "ledgers",
    "sentences",
    "stated",
    "retold",
    "shown",
)
"""What is held each case for itself: here, and by the tests of the checks and of relate (`tests/checks`, `tests/relate`)."""

AT_ONCE = 5
"""Sentences that one test holds: each in a test of its own would take longer to begin than to read."""


@pytest.mark.parametrize("path", told.texts(), ids=told.named)
def test_nothing_that_is_said_of_a_text_moved_unseen(path):
    told.text_unmoved(path)


@pytest.mark.parametrize("name", sorted(told.OF_TEXT))
def test_what_is_written_down_is_of_the_texts_that_there_are(name):
    heads = {head.split()[1] for head in told.sections(name)}
    assert heads == {told.named(path) for path in told.texts()}


@pytest.mark.parametrize("name", BY_CASE)
def test_what_is_written_down_is_of_the_cases_that_there_are(name):
    heads = [head for head, _tell in told.cases(name)]
    assert list(told.sections(name)) == heads
    assert len({*heads}) == len(heads)


def _some():
    for name in ("sentences", "stated"):
        cases = list(told.cases(name))
        for first in range(0, len(cases), AT_ONCE):
            some = cases[first : first + AT_ONCE]
            yield pytest.param(name, some, id=f"{name} {some[0][0][2:22]}")


@pytest.mark.parametrize(("name", "cases"), list(_some()))
def test_nothing_that_is_said_of_sentences_moved_unseen(name, cases):
    for head, tell in cases:
        told.unmoved(name, head, tell())
