"""What a list attaches is added up column by column, and held against its last row."""

import pytest
from forms import form

from auditor.pipeline import audit
from auditor.relate import lists, numbers
from auditor.relate.subjects import Subjects
from auditor.settings import Settings

TITLE = "临川县水务局2023年农村供水项目绩效自评报告\n一、项目安排\n项目安排表\n"
ROWS = [
    "序号\t项目名称\t供水人口（人）\t补助金额（万元）",
    "1\t东片供水\t320\t98.5",
    "2\t西片供水\t251\t74.8",
    "3\t南片供水\t180\t56",
]


def findings(people, money):
    text = TITLE + "\n".join([*ROWS, f"合计\t\t{people}\t{money}"]) + "\n"
    (outcome,) = audit(text.encode(), "a.txt", Settings())
    return [(one.code, one.severity, one.working) for one in outcome.findings if one.code == "CL13"]


def test_a_column_that_adds_up_says_nothing():
    assert findings("751", "229.3") == []


@pytest.mark.parametrize(
    ("people", "money", "working"),
    [
        ("761", "229.3", "320 + 251 + 180 = 751 ≠ 761"),
        ("751", "292.3", "98.5 + 74.8 + 56 = 229.3 ≠ 292.3"),
    ],
)
def test_a_total_row_that_is_not_the_sum_is_told_with_the_sum(people, money, working):
    assert findings(people, money) == [("CL13", "error", working)]


def proposed(text):
    """The sums of what a text lists: the form, the total ← the parts, the other readings, and how sure."""
    _document, report = form([("", text)])
    known = numbers.of(report)
    print_of = {name: one.quantity.text for name, one in known.by_id.items()}
    return [
        (one.form, print_of[one.result], [print_of[part] for part in one.of], [len(other.of) for other in one.otherwise], one.confidence)
        for one in lists.propose(Subjects(report, known))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "form_told", "parts", "others", "confidence"),
    [
        ("培训120人，其中东片70人、西片50人。", "", ["70人", "50人"], [], "high"),
        ("培训120人，包括东片70人、西片50人。", "", ["70人", "50人"], [], "high"),
        ("培训120人，其中东片70人、西片40人等。", "open", ["70人", "40人"], [], "high"),
        ("东片70人、西片50人，共计120人。", "", ["70人", "50人"], [], "medium"),
        ("东片4人、西片10人、南片52人，合计66人。", "", ["4人", "10人", "52人"], [2, 2], "medium"),
        ("东1人、西2人、南3人、北4人，合计10人。", "", ["1人", "2人", "3人", "4人"], [3, 3, 2, 2, 2], "medium"),
    ],
)
def test_what_is_listed_with_a_total_is_a_sum(text, form_told, parts, others, confidence):
    ((told, _total, of, readings, sure),) = proposed(text)
    assert (told, of, readings, sure) == (form_told, parts, others, confidence)


@pytest.mark.parametrize(
    "text",
    [
        "培训120人，其中东片70人。",
        "培训120人，其中东片约70人、西片50人。",
        "督导员2名、保洁员3名，其中督导员96名、保洁员144名。",
        "在册120户，其中新增70户、退出50户。",
        "累计办证120件，其中窗口70件、网上50件、累计90件。",
        "合格率98%，其中东片97%、西片99%。",
        "甲村1人、乙村1人、丙村1人、丁村1人、戊村1人、己村1人、庚村1人、辛村1人、壬村1人，合计9人。",
    ],
)
def test_what_cannot_be_its_parts_is_none(text):
    assert proposed(text) == []


def test_as_many_as_eight_before_a_total_are_its_parts():
    ((_form, total, of, *_rest),) = proposed(
        "甲村1人、乙村1人、丙村1人、丁村1人、戊村1人、己村1人、庚村1人、辛村1人，合计8人。"
    )
    assert (total, len(of)) == ("8人", 8)


def test_the_other_readings_are_the_runs_of_neighbours_the_last_first():
    _document, report = form([("", "东片4人、西片10人、南片52人，合计62人。")])
    known = numbers.of(report)
    (one,) = lists.propose(Subjects(report, known))
    readings = [[known.by_id[part].quantity.text for part in other.of] for other in one.otherwise]
    assert readings == [["10人", "52人"], ["4人", "10人"]]
