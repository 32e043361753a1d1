"""Real reports, where they lie beside the checkout: what stands in them, counted by hand."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from auditor import readers
from auditor.extract import rules

REPORTS = Path(__file__).resolve().parents[4] / "shared" / "reports"

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")


def read(name):
    (path,) = REPORTS.glob(f"{name}*.txt")
    return rules.extract(readers.read(path.read_bytes(), path.name))


@pytest.mark.parametrize(
    ("name", "kind", "year", "indicators"),
    [
        ("cn01", "project", 2022, 9),
        ("cn03", "project", 2022, 9),
        ("cn05", "project", 2023, 7),
        ("cn08", "project", 2020, 16),
        ("cn09", "project", 2020, 4),
        ("cn10", "overall", 2023, 6),
        ("cn13", "project", 2022, 5),
        ("cn15", "project", 2022, 11),
        ("cn18", "narrative", 2022, 0),
        ("cn20", "narrative", 2024, 0),
    ],
)
def test_forms_of_ten_provinces(name, kind, year, indicators):
    found = read(name)[0]

    assert (found.kind, found.year, len(found.indicators)) == (kind, year, indicators)
    assert found.unreadable == ()
    assert not any(row.ambiguous for row in found.indicators)


def test_two_forms_of_one_file():
    first, second = read("cn13")

    assert (first.total.score, second.total) == (Decimal("98.62"), None)
    assert (second.budget[0].spent, second.goals[0].target) == (9034, None)


def test_the_long_form_with_all_its_damage():
    (found,) = read("tianjin")

    assert Counter(row.category for row in found.indicators) == {
        "数量指标": 42,
        "质量指标": 30,
        "成本指标": 28,
        "时效指标": 28,
        "社会效益指标": 14,
        "生态效益指标": 15,
        "经济效益指标": 1,
        "可持续影响指标": 4,
        "满意度指标": 2,
    }
    assert sum(row.weight for row in found.indicators) == Decimal("89.45")
    assert sum(row.score for row in found.indicators) == Decimal("89.45")
    by_goal = Counter(row.goal for row in found.indicators)
    assert [by_goal[number] for number in range(1, 21)] == [
        8,
        7,
        15,
        7,
        12,
        6,
        5,
        6,
        7,
        5,
        8,
        5,
        6,
        5,
        14,
        5,
        8,
        9,
        19,
        7,
    ]
    assert [goal.number for goal in found.goals] == list(range(1, 21))
    assert all(goal.target and goal.actual for goal in found.goals)
    assert found.conclusion.indicators == 165
    assert sum(found.conclusion.by_category.values()) == 165
    assert not any(row.ambiguous for row in found.indicators)
    assert found.unreadable == ()
