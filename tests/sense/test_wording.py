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


@pytest.mark.parametrize(
    ("words", "mean"),
    [
        ("生活垃圾日均清运量", True),
        ("每天接待", True),
        ("日处理污水", True),
        ("生活垃圾全年清运", False),
        ("累计接待", False),
        ("生活垃圾清运量", None),
        ("日常巡查", None),
        ("年度清运量", False),
    ],
)
def test_what_is_told_by_the_day_and_what_of_the_year(words, mean):
    assert wording.is_mean_of_time(words) is mean


def test_a_day_and_a_year_are_never_one_fact():
    assert not wording.told_alike("日均清运量", "全年清运量")
    assert wording.told_alike("日均清运量", "清运量")
    assert not wording.told_alike("每中心讲座场次", "讲座场次")


@pytest.mark.parametrize(
    ("words", "only"), [("日均", True), ("户均约", True), ("平均", True), ("户均增收", False), ("", False)]
)
def test_words_that_name_only_a_mean(words, only):
    assert wording.names_only_a_mean(words) is only


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


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("因视频会议合并，实际召开", True),
        ("受汛期影响，实际完工", True),
        ("全年实际召开", False),
        ("全年受理有效投诉", False),
        ("年内受益群众", False),
    ],
)
def test_a_cause_may_stand_before_a_result(text, cause):
    assert wording.gives_cause(text) is cause
