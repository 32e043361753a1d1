"""What may be compared with what: claims that state something, units that fit, rows and goals that go together."""

import builders
import pytest
from forms import form

from auditor.relate import numbers, subjects
from auditor.relate.subjects import Subjects
from auditor.text import quantities


@pytest.mark.parametrize(
    ("a", "b", "may"),
    [
        ("12家", "12家", True), ("12家", "12个", True), ("12家", "12人", False), ("12", "12家", True), ("12家", "12", True), ("12%", "12", True),
        ("12公里", "1200米", True), ("12公里", "12亩", False), ("12万元", "12", True),
    ],
)  # fmt: skip
def test_numbers_are_comparable_by_their_units(a, b, may):
    assert subjects.comparable(quantities.read(a), quantities.read(b)) is may


def told(goals, rows=()):
    _document, report = form(goals, rows)
    return Subjects(report, numbers.of(report))


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("检查企业12家。", [0]), ("上年检查企业12家。", []), ("合格率提高3个百分点。", []), ("按照省级要求检查企业12家。", []), ("床位缺口12张。", []),
    ],
)  # fmt: skip
def test_a_claim_may_be_tied_that_states_something_of_this_year_under_a_name(text, tied):
    found = told([("", text)])
    assert [place for _goal, places in found.groups("result") for place in places] == tied
    assert found.of_goal["result", 1] == [0]


def test_groups_come_in_the_order_of_their_goals():
    found = told([("", "检查企业12家。"), ("检查商户9户。", "检查商户8户。")])
    assert list(found.groups("result")) == [(1, [0]), (2, [2])]
    assert list(found.groups("target")) == [(2, [1])]


@pytest.mark.parametrize(
    ("goals", "rows", "expected"),
    [
        (2, (None, None), [((1, 2), [0, 1])]),
        (2, (1, 2), [((1,), [0]), ((2,), [1])]),
        (2, (1, None), [((1,), [0]), ((2,), [])]),
        (1, (None, None), [((1,), [0, 1])]),
        (1, (2, None), [((1,), [1])]),
        (1, (1, None), [((1,), [0])]),
    ],
)
def test_each_goal_has_its_own_rows_or_all_have_all(goals, rows, expected):
    made = [("", "检查企业12家。")] * goals
    assert told(made, [(goal, f"检查{at}", "≥1家", "1家") for at, goal in enumerate(rows)]).rows_by_goals == expected


def test_the_first_list_that_names_a_claim_is_its_list():
    found = told([("", "培训120人，其中东片70人、西片50人。")])
    assert sorted(found.listing_of) == [1, 2]
    assert found.measures(0) is False
    assert told([("", "修路12公里。")]).measures(0)


def test_a_row_may_lack_a_target_or_an_actual():
    row, words = builders.row("数量指标 | 培训人数 | ≥100人 | -"), builders.row("数量指标 | 培训 | 优 | 良")
    assert (subjects.target(row).value, subjects.actual(row)) == (100, None)
    assert (subjects.target(words), subjects.actual(words)) == (None, None)
