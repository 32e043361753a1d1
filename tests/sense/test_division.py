"""How notes of forms divide the hundred among the first levels."""

from decimal import Decimal

import pytest

from auditor.sense.division import division


@pytest.mark.parametrize(
    "text",
    [
        "注：一级指标权重统一设置为：产出指标40分、效益指标40分、服务对象满意度指标10分、预算资金执行率10分。",
        "注：产出、效益、满意度指标的权重分别为40分、40分和10分，预算执行率10分。",
        "产出指标、效益指标和满意度指标分值依次为40、40、10，预算执行率10分。",
        "填表说明：预算执行率10%，产出指标40%，效益指标40%，满意度指标10%。",
        "注：权重按产出（40）、效益（40）、满意度（10）、预算执行（10）设置。",
    ],
)
def test_a_note_prescribes_the_weights_of_the_levels(text):
    found = division(text)
    assert found is not None
    assert found.binding
    assert found.weights == {"产出指标": Decimal(40), "效益指标": Decimal(40), "满意度指标": Decimal(10)}


@pytest.mark.parametrize(
    "text",
    [
        "注：原则上产出指标权重50%、效益指标30%、满意度指标10%。",
        "注：产出指标50分，效益指标30分，满意度指标10分，各单位可根据实际情况适当调整。",
    ],
)
def test_a_custom_binds_nobody(text):
    found = division(text)
    assert found is not None
    assert not found.binding


@pytest.mark.parametrize(
    "text",
    [
        "自评得分：产出指标48分，效益指标28分，满意度指标10分。",
        "产出指标5个、效益指标3个、满意度指标1个。",
        "产出指标60分，效益指标60分，满意度指标20分。",
        "产出指标50分，效益指标30分。",
    ],
)
def test_what_was_given_and_what_was_counted_is_no_division(text):
    assert division(text) is None
