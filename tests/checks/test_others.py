"""What all checks say of each case, in short: a case of one is no accusation by another, and what is right is found right."""

import pytest
import told

CASES = [pytest.param(head, tell, id=head.lstrip("# ")) for head, tell in told.cases("others")]


@pytest.mark.parametrize(("head", "tell"), CASES)
def test_what_all_checks_say_of_a_case_is_what_is_written_down(head, tell):
    told.unmoved("others", head, list(tell()))
