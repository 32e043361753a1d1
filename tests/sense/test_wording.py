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
