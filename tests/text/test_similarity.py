"""How alike two names are."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.text.similarity import Rarity

_NAMES = (
    "文物讲解培训和志愿讲解活动",
    "生态环境宣传活动",
    "生态环境监测数据准确率",
    "生态环境保护督察次数",
    "视频片和短视频数量",
    "工地扬尘规范化治理检查数量",
    "工地扬尘规范化治理检查完成率",
)
_RARITY = Rarity(_NAMES)


def test_a_name_is_wholly_like_itself_and_its_prints():
    assert _RARITY.similarity("短视频", " 短 视频") == 1


def test_what_shares_nothing_is_not_alike():
    assert _RARITY.similarity("短视频", "行政处罚") == 0
    assert _RARITY.similarity("", "短视频") == 0


def test_rare_pairs_say_more_than_common_ones():
    rare = _RARITY.similarity("志愿讲解活动", _NAMES[0])
    common = _RARITY.similarity("生态环境活动", _NAMES[3])

    assert rare > common


def test_a_short_subject_is_contained_in_a_long_name():
    assert _RARITY.containment("短视频", "视频片和短视频数量") == 1
    assert _RARITY.similarity("短视频", "视频片和短视频数量") < 1


def test_filler_words_do_not_count():
    assert _RARITY.similarity("完成短视频数量", "短视频") == 1


@given(st.text(alphabet="志愿服务活动数量完成率短视频"), st.text(alphabet="志愿服务活动数量完成率短视频"))
def test_similarity_is_a_share_and_the_same_both_ways(a, b):
    forth, back = _RARITY.similarity(a, b), _RARITY.similarity(b, a)

    assert forth == back
    assert 0 <= forth <= 1.000001
