"""What the builders do not write: cost as a first level (SC04), room for goals that are not stated (ST01), rates as bounds (IN11)."""

import builders
import pytest

from auditor.checks import registry

CHECK = [check for check in registry.catalogue() if check.code == "SC04"]


def found(**weights):
    """What is found of a form whose first levels weigh so."""
    made = builders.report(
        rows=[f"数量指标 | {name} | 6 | 6 | {weight} | 6" for name, weight in weights.items()], total="90 | 90"
    )
    rows = tuple(row.model_copy(update={"level1": row.name}) for row in made.indicators)
    report = made.model_copy(update={"indicators": rows})
    return registry.run(report, builders.context(report), CHECK).findings


@pytest.mark.parametrize("suffix", ["指标", ""])
def test_the_other_usual_division_is_right(suffix):
    usual = {"成本": 20, "产出": 40, "效益": 20, "满意度": 10}
    assert found(**{f"{name}{suffix}": weight for name, weight in usual.items()}) == []


@pytest.mark.parametrize(("name", "weight"), [("成本指标", 21), ("产出指标", 41), ("效益指标", 21), ("满意度指标", 11)])
def test_one_point_more_is_told(name, weight):
    usual = {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}
    (one,) = found(**(usual | {name: weight}))
    assert one.severity == "note"
    assert f"{name}{weight}" in one.message
    assert len(one.evidence) == 4


ST01 = [check for check in registry.catalogue() if check.code == "ST01"]


@pytest.mark.parametrize(
    ("goals", "parts", "kind", "told"),
    [
        ((), {"goals"}, "project", ["没有读到年度绩效目标"]),
        ((), set(), "project", []),
        (("修路10公里 -> 修路10公里",), {"goals"}, "project", []),
        ((), {"goals"}, "narrative", []),
    ],
)
def test_a_form_that_has_room_for_its_goals_and_states_none(goals, parts, kind, told):
    made = builders.report(kind=kind, goals=goals, rows=["数量指标 | 甲 | ≥1个 | 1个 | 5 | 5"])
    report = made.model_copy(update={"parts": frozenset(parts)})
    assert [one.message for one in registry.run(report, builders.context(report), ST01).findings] == told


@pytest.mark.parametrize(
    ("code", "as_measured", "told"),
    [("IN11", False, ["合格率", "数量"]), ("IN11", True, ["数量"]), ("CL08", False, ["比率"]), ("CL08", True, [])],
)
def test_local_rules_may_print_measured_rates_as_bounds(code, as_measured, told):
    rows = ["质量指标 | 合格率 | ≥95% | ≥95%", "数量指标 | 数量 | ≥5个 | ≥5个", "质量指标 | 比率 | ≥95% | ≥96%"]
    report = builders.report(rows=rows)
    context = builders.context(report)
    profile = context.profile.model_copy(update={"bound_as_measured": as_measured})
    check = [one for one in registry.catalogue() if one.code == code]
    found = registry.run(report, registry.Context(context.network, profile), check).findings
    assert [rows[one.indicators[0]].split(" | ")[1] for one in found] == told


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ({"level1": "产出指标", "category": None}, ["表中没有效益指标、满意度指标"]),
        ({"level1": None, "category": "数量指标"}, ["表中没有效益指标、满意度指标"]),
        ({"level1": None, "category": None}, []),
    ],
)
def test_a_family_is_missing_where_one_of_two_columns_tells_the_others(levels, told):
    made = builders.report(rows=["数量指标 | 甲 | ≥1个 | 1个 | 100 | 100"], total="100 | 100")
    report = made.model_copy(update={"indicators": tuple(row.model_copy(update=levels) for row in made.indicators)})
    check = [one for one in registry.catalogue() if one.code == "ST02"]
    assert [one.message for one in registry.run(report, builders.context(report), check).findings] == told
