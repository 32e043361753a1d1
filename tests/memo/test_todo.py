"""The to-do list of a department."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from outcomes import acceptance, cause, document, finding, outcome

from auditor.errors import SettingsError
from auditor.memo import progress, render, writers_of
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


def test_each_task_says_where_what_stands_and_what_to_do():
    made = finding()
    shown = show(todo(outcome(made, causes=(cause(made),))), 100, coloured=False)
    for part in ("第2行", "短视频52部", "说明口径", "应当说明", "ffffffff"):
        assert part in shown


def test_the_list_as_markdown_has_a_box_for_each_task():
    made = lay_out([paper(outcome(finding(message="a|b <script>")))]).decode()
    assert made.count("| □ | 1 | 第2行 | a\\|b \\<script\\>") == 1
    assert "说明口径" in made


def test_nothing_to_do_is_said_and_still_no_pass():
    shown = show(todo(outcome()), 100, coloured=False)
    assert "没有待办事项" in shown
    assert "未能执行的核对 1 项" in shown


@pytest.mark.parametrize("name", ["list.json", "list.sarif"])
def test_a_list_is_written_as_a_paper_and_never_as_data(name):
    with pytest.raises(SettingsError, match=name):
        writers_of([Path(name)], "selfcheck")


def test_tasks_stand_in_the_order_of_the_form():
    late = finding("CT02", severity="error", fingerprint="1" * 16, evidence=finding().evidence[1:])
    made = todo(outcome(late, finding("IN12", severity="note", fingerprint="2" * 16)))
    assert codes(made.tasks) == ["IN12", "CT02"]


def test_unread_places_come_first():
    shown = show(todo(outcome(finding())), 100, coloured=False)
    assert shown.index("没有读懂") < shown.index("应当说明 第2行")


@pytest.mark.parametrize(
    ("code", "working", "told"),
    [
        ("CL01", "100人 ≠ 105人", "把“100人”改为“105人”，或说明口径。"),
        ("SC03", "10 + 20 = 30 ≠ 35", "把“35”改为“30”，或说明口径。"),
        ("CT02", "数量指标：43 ≠ 42", "有缺行、漏填的补上；没有的，把“43”改为“42”。"),
    ],
)
def test_a_sum_or_another_place_proposes_what_it_must_be(code, working, told):
    (task,) = todo(outcome(finding(code, working=working, broken=True))).tasks
    assert task.change == told


def test_a_clerk_reads_no_reviewers_words():
    made = finding("IN02", message="目标40次，实际52次，没有说明原因，建议抽查佐证材料", action="请填报单位说明原因。")
    (task,) = todo(outcome(made)).tasks
    assert task.stands == "目标40次，实际52次，没有说明原因。"
    assert "填报单位" not in task.change


def test_the_name_of_a_row_is_kept_whatever_its_words():
    (task,) = todo(outcome(finding(message="「生活污水抽查个数」没有填写，待补充"))).tasks
    assert "生活污水抽查个数" in task.stands


def test_the_list_as_a_workbook_has_a_column_to_tick():
    sheet = load_workbook(io.BytesIO(render("xlsx", [outcome(finding())], [document()], "selfcheck"))).worksheets[0]
    assert [cell.value for cell in sheet["A"]].count("□") == 2
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"□,☑"'] * 2


def test_a_second_list_says_what_is_done_left_and_new():
    first = todo(outcome(finding(fingerprint="1" * 16), finding("CL01", fingerprint="2" * 16))).tasks
    second = todo(outcome(finding(fingerprint="1" * 16), finding("CL03", fingerprint="3" * 16))).tasks
    before = json.loads(progress.dump(first))["tasks"]
    assert (
        progress.compare((one.item.fingerprint for one in second), before).words
        == "与上次相比：已办 1 项，未办 1 项，新增 1 项。"
    )


def test_an_earlier_outcome_serves_as_an_earlier_list(tmp_path):
    file = tmp_path / "before.json"
    file.write_bytes(render("json", [outcome(finding())], [document()]))
    assert progress.load(file) == {"f" * 16: finding().message}
    file.write_text("[1]", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"before\.json"):
        progress.load(file)
