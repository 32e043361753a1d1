"""What converts, and what counts the same things."""

from decimal import Decimal

import pytest

from auditor.text import quantities, units


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("家", "个"),
        ("人", "名"),
        ("次", "场"),
        ("个", "座"),
        ("", "家"),
        ("个", ""),
        ("台（套）", "台(套)"),
        ("台（套）", "台"),
        ("件", "起"),
        ("份", "个"),
        ("个", "家次"),
        ("户次", "次"),
    ],
)
def test_these_units_count_the_same_things(a, b):
    assert units.same_thing(a, b)
    assert units.same_thing(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("个", "人"),
        ("家", "家次"),
        ("人", "人次"),
        ("%", "百分点"),
        ("个", "%"),
        ("元", "个"),
        ("份", "人"),
        ("次", "个"),
    ],
)
def test_these_units_count_different_things(a, b):
    assert not units.same_thing(a, b)
    assert not units.same_thing(b, a)


@pytest.mark.parametrize(
    ("source", "goal", "factor"),
    [
        ("公里", "米", "1000"),
        ("千米", "公里", "1"),
        ("米", "公里", "0.001"),
        ("㎡", "平方米", "1"),
        ("万亩", "亩", "10000"),
        ("万元", "元", "10000"),
        ("亿元", "万元", "10000"),
        ("吨", "公斤", "1000"),
        ("小时", "天", None),
        ("天", "小时", "24"),
        ("年", "个月", "12"),
        ("微克/立方米", "微克/立方米", "1"),
        ("个", "人", None),
        ("", "元", None),
        ("百分点", "%", None),
        ("月", "天", None),
    ],
)
def test_units_convert_within_a_dimension_only(source, goal, factor):
    if source == "小时":
        assert units.factor(source, goal) == Decimal(1) / 24
        return
    assert units.factor(source, goal) == (None if factor is None else Decimal(factor))


@pytest.mark.parametrize(
    ("a", "b", "comparable"),
    [
        ("233家", "233个", True),
        ("32公里", "32000米", True),
        ("90", "≤90万元", True),
        ("1901家次", "500家", False),
        ("95%", "3个百分点", False),
        ("2024年", "2024", False),
        ("第八批", "8", False),
    ],
)
def test_quantities_are_comparable_when_they_measure_one_thing(a, b, comparable):
    [first], [second] = quantities.find(a), quantities.find(b)

    assert units.comparable(first, second) is comparable


def test_a_bare_number_is_read_in_the_unit_printed_beside_it():
    bare, target = quantities.read("89.97"), quantities.read("≤90万元")

    assert bare is not None
    assert target is not None
    read = units.converted(bare, target)
    assert read is not None
    assert (read.value, read.unit) == (Decimal(899700), "元")
