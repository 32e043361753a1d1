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
    ("text", "short"),
    [
        ("完成率90%", True),
        ("完成率99.9%", True),
        ("完成率100%", False),
        ("完成率100.5%", False),
        ("完成目标的90%", True),
        ("尚差20人", True),
        ("全部完成", False),
    ],
)
def test_a_result_admits_that_it_fell_short(text, short):
    assert wording.admits_shortfall(text) is short


@pytest.mark.parametrize(
    ("text", "missed"), [("未完成任务", True), ("上年未完成任务，本年已完成", False), ("已完成", False)]
)
def test_a_reason_speaks_of_its_own_row(text, missed):
    assert wording.says_missed(text) is missed


@pytest.mark.parametrize(("text", "cause"), [("因视频会议合并，实际召开", True), ("全年实际召开", False)])
def test_a_cause_may_stand_before_a_result(text, cause):
    assert wording.gives_cause(text) is cause
