import pytest

from auditor.diagnosis.slips import between
from auditor.text import quantities


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("36.8公里", "38.6公里", "digit-slip"),
        ("2350人", "20350人", "digit-slip"),
        ("1122人", "11222人", "digit-slip"),
        ("54.3立方米", "54.3万立方米", "unit-slip"),
        ("325元", "325万元", "unit-slip"),
        ("3.6公里", "36公里", "digit-slip"),
        ("312.85万元", "3218500元", "digit-slip"),
        ("52部", "56部", None),
        ("4部", "42部", None),
        ("100人", "1000人", "digit-slip"),
        ("34场", "40次", None),
        ("0人", "10人", None),
    ],
)
def test_which_slip_turns_one_number_into_the_other(a, b, kind):
    one, other = quantities.read(a), quantities.read(b)
    found = between(one, other)
    assert (found.kind if found else None) == kind
    assert (between(other, one).kind if found else None) == kind


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("5公里", "5000公里", "两处正好相差千倍（5公里 与 5000公里）"),
        ("54.3立方米", "54.3万立方米", "两处正好相差万倍"),
        ("3元", "3亿元", "两处正好相差亿倍"),
        ("3.6公里", "36公里", "两数只差小数点的位置（3.6公里 与 36公里）"),
        ("3.6公里", "360公里", "两数只差小数点的位置"),
        ("1000米", "100公里", "两数只差小数点的位置"),
        ("10万人", "100人", "两处正好相差千倍"),
        ("10万人", "1万人", "两数只差小数点的位置"),
        ("10万人", "10000人", "两数只差小数点的位置"),
        ("100人", "1000人", "两数只差一位数字（100人 与 1000人）"),
        ("36.8公里", "38.6公里", "两数只有两位数字互换（36.8公里 与 38.6公里）"),
        ("1公里", "10公里", "两数只差小数点的位置"),
        ("34场", "43次", "两数只有两位数字互换"),
        ("42部", "4200部", None),
        ("1231部", "2311部", None),
        ("1221部", "2112部", None),
        ("12部", "12部", None),
        ("1公里", "1000米", None),
        ("5%", "0%", None),
        ("4万人", "42万人", None),
        ("1.2万人", "10200人", "两数只有两位数字互换"),
        ("41部", "421部", "两数只差一位数字"),
        ("41部", "4231部", None),
        ("1.23456公里", "123456公里", None),
    ],
)
def test_the_words_for_each_slip_both_ways(a, b, said):
    one, other = quantities.read(a), quantities.read(b)
    found, back = between(one, other), between(other, one)
    assert (found is None) == (back is None) == (said is None)
    assert found is None or said in found.message
