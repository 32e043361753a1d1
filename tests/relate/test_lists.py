"""What a list attaches is added up column by column, and held against its last row."""

import pytest

from auditor.pipeline import audit
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
