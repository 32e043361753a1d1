"""The to-do list of a department."""

from pathlib import Path

import pytest
from outcomes import acceptance, cause, finding, outcome

from auditor.errors import SettingsError
from auditor.memo import writers_of
from auditor.memo.markdown import lay_out
from auditor.memo.todo import paper, show, todo


def codes(tasks):
    return [task.item.code for task in tasks]


def test_errors_must_be_fixed_warnings_explained_and_notes_considered():
    made = todo(
        outcome(
            finding("IN07", severity="note", fingerprint="1" * 16),
            finding("CL02", fingerprint="2" * 16),
            finding("CT02", severity="error", fingerprint="3" * 16),
        )
    )
    assert (codes(made.must_fix), codes(made.should_explain), codes(made.consider)) == (["CT02"], ["CL02"], ["IN07"])


def test_an_error_that_was_hard_to_read_is_to_be_explained():
    made = todo(outcome(finding("CT02", severity="error", confidence="low")))
    assert not made.must_fix
    assert codes(made.should_explain) == ["CT02"]


def test_what_was_accepted_is_no_task():
    assert not todo(outcome(finding(severity="error", accepted=acceptance()))).must_fix


def test_each_task_says_where_how_why_and_what_reviewers_ask_for():
    made = finding()
    shown = show(todo(outcome(made, causes=(cause(made),))), 100, coloured=False)
    for part in ("第2行", "短视频52部", "第3行", "说明口径", "56部含专题片", "台账"):
        assert part in shown


def test_the_list_as_markdown_has_a_box_for_each_task():
    made = lay_out([paper(outcome(finding(message="a|b <script>")))]).decode()
    assert made.count("- [ ] **CL02** a\\|b \\<script\\>") == 1
    assert "- 改法：说明口径" in made


def test_nothing_to_do_is_said_and_still_no_pass():
    shown = show(todo(outcome()), 100, coloured=False)
    assert "没有待办事项" in shown
    assert "未能执行 1 项" in shown


@pytest.mark.parametrize("name", ["list.json", "list.xlsx"])
def test_a_list_is_written_as_a_paper_and_never_as_data(name):
    with pytest.raises(SettingsError, match=name):
        writers_of([Path(name)], "selfcheck")
