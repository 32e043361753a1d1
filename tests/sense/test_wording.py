"""What words say of a figure or a row."""

import pytest

from auditor.sense import wording


@pytest.mark.parametrize("subject", ["职业技能培训少", "辅具适配超额", "床位缺口", "设备尚差", "改造未", "比计划多 户"])
def test_a_figure_of_what_is_missing_or_over_is_no_result(subject):
    assert wording.differs_by(subject)


@pytest.mark.parametrize(
    "subject", ["培训至少", "服务对象最多", "新增床位增加", "青少年 人", "受益群众众多", "未成年人"]
)
def test_a_figure_of_a_result_is_one(subject):
    assert not wording.differs_by(subject)


@pytest.mark.parametrize(
    ("words", "per_piece"),
    [
        ("每中心健康讲座场次", True),
        ("户均增收", True),
        ("单个中心年均补贴", True),
        ("平均每校投入", True),
        ("健康讲座", False),
        ("每年检查次数", False),
        ("单位数量", False),
        ("均衡发展县数", False),
    ],
)
def test_what_is_told_of_each_of_several(words, per_piece):
    assert wording.is_per_piece(words) is per_piece


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("同比下降", True),
        ("较上年增长了", True),
        ("降幅", True),
        ("化肥施用量下降", False),
        ("下降率为", True),
        ("", False),
    ],
)
def test_words_that_say_only_that_something_changed(words, only):
    assert wording.says_only_change(words) is only
