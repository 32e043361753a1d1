"""Chinese numerals, alone and mixed with digits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text import numerals

_GLYPHS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """The number in Chinese, as a careful clerk writes it; 0 to 9999 9999."""
    if number >= 10_000:
        head, tail = divmod(number, 10_000)
        return spell(head) + "万" + (("零" if tail < 1000 else "") + spell(tail) if tail else "")
    printed, gap = "", False
    for worth, glyph in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, worth)
        if digit:
            printed += ("零" if gap and printed else "") + _GLYPHS[digit] + glyph
        gap = not digit
    return printed or "零"


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("二十一", "21"),
        ("十二", "12"),
        ("两百", "200"),
        ("壹佰", "100"),
        ("一千零一", "1001"),
        ("三百一", "310"),
        ("两万五", "25000"),
        ("一百零一万一千", "1011000"),
        ("1万2千", "12000"),
        ("3万4000", "34000"),
        ("1千零20", "1020"),
        ("7万 5千 4百", "75400"),
        ("215.92万", "2159200"),
        ("4.78万亿", "4780000000000"),
        ("一万五千亿", "1500000000000"),
        ("10万万", "1000000000"),
        ("十五点七", "15.7"),
        ("一点五亿", "150000000"),
        ("二点三余万", "23000"),
        ("廿二", "22"),
        ("一百卅五", "135"),
        ("100万三千", "1003000"),
        ("3万五", "35000"),
        ("负的三", "-3"),
        ("零下四", "-4"),
        ("负三十二", "-32"),
        ("二〇二四", "2024"),
        ("１,１００.９亿", "110090000000"),
    ],
)
def test_a_numeral_has_one_value(printed, value):
    assert numerals.parse(printed) == Decimal(value)


@pytest.mark.parametrize(
    "printed", ["", "万", "万万", "点", "二三十", "三四", "几", "四川", "百分之三", "三点", "3个", "二廿", "三点五点"]
)
def test_what_is_no_numeral_has_no_value(printed):
    assert numerals.parse(printed) is None


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_spelled_number_reads_back(number):
    assert numerals.parse(spell(number)) == number


@pytest.mark.parametrize(
    ("printed", "places", "scale"),
    [
        ("215.92万", 2, 10_000),
        ("三百万", 0, 10_000),
        ("三百", 0, 1),
        ("5万4千6百", 0, 100),
        ("二点五", 1, 1),
        ("十几万", 0, 10_000),
    ],
)
def test_a_numeral_knows_what_its_last_digit_is_worth(printed, places, scale):
    read = numerals.read(printed)

    assert read is not None
    assert (read.places, read.scale) == (places, scale)


@pytest.mark.parametrize(
    ("printed", "vague"), [("十几万", True), ("二百三十余万", True), ("500多亿", True), ("十万", False)]
)
def test_a_vague_numeral_says_so(printed, vague):
    read = numerals.read(printed)

    assert read is not None
    assert read.vague is vague
