"""Which class a row is of, and whether it belongs there."""

import builders
import pytest

from auditor.model.classes import Level
from auditor.sense import categories


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("数量指标 | 资金支付数量 | ≥100万元 | 100万元", "payment"),
        ("数量指标 | 预算执行率 | ≥95% | 99%", "payment"),
        ("数量指标 | 宣传经费支出 | ≤20万元 | 18万元", "cost"),
        ("数量指标 | 公用经费补助金额 | ≥200万元 | 210万元", None),
        ("数量指标 | 培训人数 | ≥100人 | 105人", None),
        ("质量指标 | 资助对象满意度 | ≥95% | 97%", "content"),
        ("质量指标 | 参加人次 | ≥1000人次 | 4372人次", "content"),
        ("质量指标 | 验收合格率 | 100% | 100%", None),
        ("质量指标 | 及时处置率 | 100% | 100%", None),
        ("成本指标 | 资金使用率 | ≥90% | 98%", "content"),
        ("成本指标 | 满意度调查成本 | ≤3万元 | 2万元", None),
        ("服务对象满意度指标 | 事件发生数 | 0起 | 0起", "no-satisfaction"),
        ("服务对象满意度指标 | 受益群众 | ≥90% | 95%", None),
        ("- | 参加人次 | ≥1000人次 | 4372人次", None),
        ("经济效益指标 | 群众满意度 | ≥95% | 97%", "content"),
        ("可持续影响指标 | 群众满意度 | ≥95% | 97%", "content"),
        ("时效指标 | 群众满意度 | ≥95% | 97%", None),
        ("数量指标 | 群众满意度 | ≥95% | 97%", None),
    ],
)
def test_a_row_belongs_to_its_class_or_not(words, why):
    assert categories.mismatch(builders.row(words)) == why


@pytest.mark.parametrize(
    ("label", "words", "covered"),
    [
        ("数量指标", "数量指标 | 甲", True),
        ("成本指标", "经济成本指标 | 甲", True),
        ("满意度指标", "服务对象满意度指标 | 甲", True),
        ("产出指标", "质量指标 | 甲", True),
        ("效益指标", "质量指标 | 甲", False),
        ("数量指标", "质量指标 | 甲", False),
    ],
)
def test_a_label_covers_the_rows_of_its_class(label, words, covered):
    assert categories.covers(label, builders.row(words)) is covered


@pytest.mark.parametrize("label", [Level.COST, Level.SATISFACTION])
def test_costs_and_satisfaction_may_be_first_levels(label):
    row = builders.row("- | 甲")
    assert categories.covers(label, row.model_copy(update={"level1": label}))
    assert not categories.covers(label, row)
    assert not categories.covers(label, builders.row("质量指标 | 甲"))


@pytest.mark.parametrize(
    ("name", "execution"), [("预算执行率", True), ("预算执行率情况说明", False), ("执行次数", False)]
)
def test_the_execution_of_the_budget_is_told_by_its_whole_name(name, execution):
    assert categories.is_execution(name) is execution


def test_the_rows_of_a_class_are_found_in_their_order_whatever_stands_between():
    rows = [builders.row(f"{label} | 甲") for label in ("数量指标", "质量指标", "数量指标", "社会效益指标", "质量指标")]
    classes = categories.classes(rows)
    assert [places for _row, places in classes] == [[0, 2], [1, 4], [3]]
    assert categories.covered("数量指标", classes) == [0, 2]
    assert categories.covered("产出指标", classes) == [0, 1, 2, 4]
    assert categories.covered("时效指标", classes) == []


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("产出", Level.OUTPUT), ("项目产出", Level.OUTPUT), ("数量指标", Level.OUTPUT), ("履职完成情况", Level.OUTPUT),
        ("效果", Level.EFFECT), ("项目效益", Level.EFFECT), ("社会效应", Level.EFFECT), ("可持续发展能力", Level.EFFECT),
        ("服务对象满意度", Level.SATISFACTION), ("效益（满意度）", Level.SATISFACTION),
    ],
)  # fmt: skip
def test_a_label_names_one_family_in_any_framework(name, family):
    families = [one for one in (Level.OUTPUT, Level.EFFECT, Level.SATISFACTION) if categories.is_of_family(name, one)]
    assert families == [family]


@pytest.mark.parametrize("name", ["投入", "过程", "决策", "运行成本", "管理效率"])
def test_a_label_of_means_names_no_family(name):
    assert not any(categories.is_of_family(name, one) for one in categories.EVERY_LEVEL)
