"""What lies on the desk survives a server that is killed, and nothing lies there longer than was promised."""

import json
import time

from site_of_tests import RIGHT, WRONG

from auditor.settings import Settings
from auditor.web.desk import RESTING, Desk, Upload

OWNER = "local"


def rested(desk, name):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        case = desk.case(name, OWNER)
        if case.state in RESTING:
            return case
        desk.wait(name, case.changed, 1.0)
    raise AssertionError(case)


def test_a_killed_server_goes_on_where_it_was(tmp_path):
    before = Desk(tmp_path, Settings(), workers=0)
    case = before.take([Upload("a.txt", WRONG)], OWNER)
    told = json.loads((tmp_path / case.id / "case.json").read_text())
    (tmp_path / case.id / "case.json").write_text(json.dumps(told | {"state": "reading"}))
    (tmp_path / "half-an-upload").mkdir()
    (tmp_path / "half-an-upload" / "x").write_bytes(b"1")

    after = Desk(tmp_path, Settings(), workers=1)
    try:
        found = rested(after, case.id)
        assert (found.state, len(found.runs)) == ("done", 1)
        assert not (tmp_path / "half-an-upload").exists()
    finally:
        after.close(forget=True)
    assert not any(tmp_path.iterdir())


def test_what_is_over_goes(tmp_path):
    desk = Desk(tmp_path, Settings(), hours=0.0, workers=0)
    case = desk.take([Upload("a.txt", RIGHT)], OWNER)
    desk.clear()
    assert desk.case(case.id, OWNER) is None
    assert not any(tmp_path.iterdir())


def test_cases_are_their_owners(tmp_path):
    desk = Desk(tmp_path, Settings(), workers=0)
    case = desk.take([Upload("a.txt", RIGHT)], "one")
    assert desk.case(case.id, "another") is None
    assert desk.cases("another") == []
    assert [one.id for one in desk.cases("one")] == [case.id]


def test_a_case_that_is_deleted_while_it_is_read_stays_deleted(tmp_path):
    desk = Desk(tmp_path, Settings(), workers=1)
    try:
        case = desk.take([Upload("a.txt", WRONG)], OWNER)
        desk.remove(case.id)
        other = desk.take([Upload("b.txt", WRONG)], OWNER)
        rested(desk, other.id)
        assert desk.case(case.id, OWNER) is None
        assert not (tmp_path / case.id).exists()
    finally:
        desk.close(forget=True)


def test_mended_files_take_the_place_of_theirs(tmp_path):
    desk = Desk(tmp_path, Settings(), workers=0)
    case = desk.take([Upload("a.txt", WRONG, "table"), Upload("b.txt", RIGHT)], OWNER)
    case = desk.replace(case, [Upload("a.txt", RIGHT), Upload("c.txt", RIGHT)])
    assert [(one.name, one.role) for one in case.papers] == [("a.txt", "table"), ("b.txt", None), ("c.txt", None)]
    assert desk.data(case, case.papers[0]) == RIGHT
