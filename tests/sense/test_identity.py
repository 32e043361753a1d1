"""Whether two numbers may speak of one thing, and two names of one body."""

import pytest

from auditor.sense import identity


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("个", "家", True), ("人", "名", True), ("次", "场", True), ("公里", "米", True), ("", "家", True),
        ("个", "家次", True), ("户次", "次", True), ("个", "点次", True),
        ("家", "家次", False), ("人", "人次", False), ("个", "人", False), ("个", "人次", False), ("亩", "公里", False),
    ],
)  # fmt: skip
def test_units_count_the_same_or_other_things(a, b, same):
    assert identity.same_unit(a, b) is same
    assert identity.same_unit(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("percent", "percent", True), ("date", "date", True), ("money", "money", True), ("count", "measure", True), ("count", "number", True),
        ("percent", "count", False), ("date", "duration", False), ("money", "number", False), ("percent", "money", False), ("date", "money", False),
    ],
)  # fmt: skip
def test_rates_dates_and_money_stand_for_nothing_else(a, b, same):
    assert identity.same_kind(a, b) is same
    assert identity.same_kind(b, a) is same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("云岭县农业农村局", "云岭县农业农村局"),
        ("219001-云岭县林业局", "云岭县林业局"),
        ("云岭县人社局", "云岭县人力资源和社会保障局"),
        ("云岭县环保局", "江州市云岭县生态环境局"),
        ("县卫健委", "云岭县卫生健康委员会"),
        ("云岭县国土资源局", "云岭县自然资源和规划局"),
        ("中共云岭县委宣传部", "云岭县委宣传部"),
        ("云岭县水利局", "云岭县水务局"),
    ],
)
def test_two_names_of_one_body(a, b):
    assert identity.same_body(a, b)
    assert identity.same_body(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("云岭县林业局", "石门县林业局"),
        ("云岭县环保局", "石门县生态环境局"),
        ("云岭县水利局", "云岭县财政局"),
        ("云岭县第一中学", "云岭县第二中学"),
    ],
)
def test_two_bodies(a, b):
    assert not identity.same_body(a, b)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("电子建档率", "健康档案归档率", False),
        ("儿童入学率", "适龄儿童升学率", False),
        ("资金到账率", "资金到位率", True),
        ("信访件办结率", "信访件办复率", True),
        ("健康档案建档率", "电子建档率", True),
        ("建档率", "健康档案数", True),
        ("水质合格率", "水质优良率", True),
    ],
)
def test_names_of_rates_that_share_one_character_are_two_rates(a, b, same):
    assert identity.same_rate(a, b) is same
