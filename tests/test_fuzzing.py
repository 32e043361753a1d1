"""A handful of what `make fuzz` tries by the thousand."""

import fuzzing
import pytest

from auditor.settings import Settings

PLAIN = {"audited", "UnreadableFile", "UnsupportedFormat", "NoReportFound"}


@pytest.mark.parametrize("kind", ["txt", "html", "docx", "xlsx", "pdf", "ofd"])
def test_files_that_nobody_would_hand_in_end_plainly(kind):
    ends = {fuzzing.outcome(data, f"a.{kind}", Settings(), write=True) for _, data in fuzzing.cases(kind, 8, seed=1)}
    assert ends <= PLAIN


def test_the_same_seed_makes_the_same_files():
    assert list(fuzzing.cases("txt", 5, seed=3)) == list(fuzzing.cases("txt", 5, seed=3))
