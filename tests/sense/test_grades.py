"""The limits of grades as forms print them, and what only looks like them."""

from decimal import Decimal

import pytest

from auditor.sense import grades

PRINTED = [
    "评分等级：优（95分及以上）、良（85—95分，含85分）、中（70—85分，含70分）、差（70分以下）。",
    "得分≥95为优，≥85为良，≥70为中，<70为差。",
    "等级标准：优秀：95-100分；良好：85-94分；合格：70-84分；不合格：70分以下。",
    "95分（含）以上为优秀，85分（含）—95分为良好，70分（含）—85分为合格，70分以下为不合格。",
    "评价等次分为优（≥95分）、良（≥85分，＜95分）、中（≥70分，＜85分）、差（＜70分）四等。",
    "评价结果分四档：S≥95为优，95＞S≥85为良，85＞S≥70为中，S＜70为差。",
    "自评得分95—100分（含95分）为“优”，85—95分（含85分）为“良”，70—85分（含70分）为“中”，70分以下为“差”。",
    "优：95分以上；良：85分以上不足95分；中：70分以上不足85分；差：不足70分。",
    "100-95（含）分为优、95-85（含）分为良、85-70（含）分为中、70分以下为差。",
    "综合绩效级别：[95,100]为优秀，[85,95)为良好，[70,85)为合格，[0,70)为不合格",
    "A.优(95≤得分≤100) B.良(85≤得分<95) C.中(70≤得分<85) D.差(得分<70)",
    "95分以上为优，85分以上为良，70分以上为中，70分以下为差。",
]


@pytest.mark.parametrize("text", PRINTED)
def test_a_scale_gives_the_lowest_score_of_each_grade(text):
    found = grades.scale(text)
    assert found is not None
    assert found.lowest == {"优": Decimal(95), "良": Decimal(85), "中": Decimal(70), "差": Decimal(0)}
    assert found.holds(text.index("85"))


def test_three_grades_are_a_scale_too():
    found = grades.scale("90分以上（含90分）为优秀，75分以上（含75分）为合格，75分以下为不合格。")
    assert found is not None
    assert found.lowest == {"优": Decimal(90), "中": Decimal(75), "差": Decimal(0)}


@pytest.mark.parametrize(
    "text",
    [
        "按照95分（含）以上为优、85分（含）至95分为良的标准，本项目评定为良。",
        "自评得分92分，按照95分（含）以上为优、85分（含）至95分为良的标准，评定为良。",
        "得分95分以上为优，85分以上为良。",
    ],
)
def test_the_upper_grades_alone_say_nothing_of_the_lower_ones(text):
    found = grades.scale(text)
    assert found is not None
    assert found.lowest == {"优": Decimal(95), "良": Decimal(85)}


@pytest.mark.parametrize(
    "text",
    [
        "各单位自评结果：优秀12个、良好30个、合格5个，无不合格。",
        "满意度调查：非常满意95%，满意85%。",
        "优良率95%，中等收入人群70户，差评率5%。",
        "自评等级:优□良□中□差□",
        "共评出优等3个、良等5个、中等2个、差等0个",
        "定性指标：优（30分）、良（20分）、中（10分）、差（0分）。",
        "定性指标：优（100%—80%）、良（80%—60%）、中（60%—40%）、差（40%以下）。",
        "得分≥85为优，≥90为良，≥70为中，<70为差。",
        "甲项目自评得分95分，等级为优；乙项目自评得分88分，等级为良。",
    ],
)
def test_what_only_looks_like_a_scale_is_none(text):
    assert grades.scale(text) is None
