"""Which broken relations a finding about a count names: those of its own category, or all of its rule."""

import builders
import pytest

from auditor.checks import registry

ROWS = ("数量指标 | 培训人数 | ≥100人 | 120人", "质量指标 | 合格率 | ≥95% | 97%")
GOALS = ("修路10公里 -> 修路10公里", "植树100亩 -> 植树120亩")


def named(code, **conclusion):
    """The counts that the broken relations of each finding of a check are about."""
    report = builders.report(rows=ROWS, goals=GOALS, conclusion=conclusion)
    context = builders.context(report)
    results = registry.run(report, context, [check for check in registry.catalogue() if check.code == code])
    broken = {one.id: context.network.told(one.relation.result).quantity.text for one in context.network.relations}
    return [[broken[name] for name in one.relations] for one in results.findings]


def test_a_category_names_its_own_count():
    assert named("CT02", categories={"数量指标": 2, "质量指标": 3}) == [["2项"], ["3项"]]


@pytest.mark.parametrize(("code", "of"), [("CT01", "indicators"), ("CT04", "goals")])
def test_a_total_names_the_count_of_all(code, of):
    assert named(code, **{of: 4}) == [["4项"]]
