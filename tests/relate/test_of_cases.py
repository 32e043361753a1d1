"""What belongs together in each case of the checks, with the working: also where no check says anything of it."""

import pytest
import told

CASES = [pytest.param(head, tell, id=head.lstrip("# ")) for head, tell in told.cases("networks")]


@pytest.mark.parametrize(("head", "tell"), CASES)
def test_the_relations_of_a_case_are_those_written_down(head, tell):
    told.unmoved("networks", head, list(tell()))


SHOWN = [pytest.param(head, tell, id=head.lstrip("# ")) for head, tell in told.cases("shown")]


@pytest.mark.parametrize(("head", "tell"), SHOWN)
def test_what_is_said_of_a_report_in_which_wrong_changes_show_is_written_down(head, tell):
    told.unmoved("shown", head, list(tell()))
