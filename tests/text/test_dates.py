"""Dates, deadlines and stretches of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text import dates


@pytest.mark.parametrize(
    ("printed", "first", "last", "by"),
    [
        ("2024年12月31日", (2024, 12, 31), (2024, 12, 31), False),
        ("2024年12月底", (2024, 12, 21), (2024, 12, 31), False),
        ("2024年12月底前", (2024, 12, 21), (2024, 12, 31), True),
        ("2024年12月", (2024, 12, 1), (2024, 12, 31), False),
        ("2024年2月", (2024, 2, 1), (2024, 2, 29), False),
        ("2024年6月30日", (2024, 6, 30), (2024, 6, 30), False),
        ("2024/6/30", (2024, 6, 30), (2024, 6, 30), False),
        ("2024-06-30", (2024, 6, 30), (2024, 6, 30), False),
        ("2024.6.30", (2024, 6, 30), (2024, 6, 30), False),
        ("2024年 12 月 31 日", (2024, 12, 31), (2024, 12, 31), False),
        ("２０２４年１２月", (2024, 12, 1), (2024, 12, 31), False),
        ("24年12月底前", (2024, 12, 21), (2024, 12, 31), True),
        ("二〇二四年十二月三十一日", (2024, 12, 31), (2024, 12, 31), False),
        ("2024年上半年", (2024, 1, 1), (2024, 6, 30), False),
        ("2024年第三季度", (2024, 7, 1), (2024, 9, 30), False),
        ("2024年前三季度", (2024, 1, 1), (2024, 9, 30), False),
        ("2024年7月上旬", (2024, 7, 1), (2024, 7, 10), False),
        ("2024年7月中旬", (2024, 7, 11), (2024, 7, 20), False),
        ("2024年2月下旬", (2024, 2, 21), (2024, 2, 29), False),
        ("2024年底", (2024, 12, 1), (2024, 12, 31), False),
        ("2024年度", (2024, 1, 1), (2024, 12, 31), False),
        ("2024-2027年", (2024, 1, 1), (2027, 12, 31), False),
        ("2022.3-2022.11", (2022, 3, 1), (2022, 11, 30), False),
        ("2022年3月-2022年11月", (2022, 3, 1), (2022, 11, 30), False),
        ("2024年1-11月", (2024, 1, 1), (2024, 11, 30), False),
        ("2022年12月6日至8日", (2022, 12, 6), (2022, 12, 8), False),
        ("2022年前十一个月", (2022, 1, 1), (2022, 11, 30), False),
        ("20240307", (2024, 3, 7), (2024, 3, 7), False),
        ("二零零二年一月二十八日", (2002, 1, 28), (2002, 1, 28), False),
        ("二〇二四年十二月廿五日", (2024, 12, 25), (2024, 12, 25), False),
        ("2024年元月", (2024, 1, 1), (2024, 1, 31), False),
        ("98年", (1998, 1, 1), (1998, 12, 31), False),
        ("98年5月", (1998, 5, 1), (1998, 5, 31), False),
        ("九八年", (1998, 1, 1), (1998, 12, 31), False),
        ("零八年", (2008, 1, 1), (2008, 12, 31), False),
        ("08年底", (2008, 12, 1), (2008, 12, 31), False),
        ("2018年以前", (2018, 1, 1), (2018, 12, 31), True),
        ("2024.1.1-2024.12.31", (2024, 1, 1), (2024, 12, 31), False),
        ("2023年10月至2024年3月", (2023, 10, 1), (2024, 3, 31), False),
    ],
)
def test_a_printed_date_stands_for_these_days(printed, first, last, by):
    period = dates.read(printed)

    assert period is not None
    assert (period.first, period.last, period.by) == (date(*first), date(*last), by)
    assert period.text == printed
    assert period.year_printed


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("12月31日", (2023, 12, 31), (2023, 12, 31)),
        ("9月前", (2023, 9, 1), (2023, 9, 30)),
        ("年底前", (2023, 12, 1), (2023, 12, 31)),
        ("11月底", (2023, 11, 21), (2023, 11, 30)),
        ("第三季度", (2023, 7, 1), (2023, 9, 30)),
        ("1—6月", (2023, 1, 1), (2023, 6, 30)),
        ("明年初", (2024, 1, 1), (2024, 1, 31)),
        ("次年3月底前", (2024, 3, 21), (2024, 3, 31)),
        ("去年12月", (2022, 12, 1), (2022, 12, 31)),
        ("今年前三季度", (2023, 1, 1), (2023, 9, 30)),
        ("前十一个月", (2023, 1, 1), (2023, 11, 30)),
    ],
)
def test_a_date_without_a_year_takes_the_reports(printed, first, last):
    period = dates.read(printed, 2023)

    assert period is not None
    assert (period.first, period.last) == (date(*first), date(*last))
    assert not period.year_printed
    assert dates.read(printed) is None


@pytest.mark.parametrize(
    "text",
    [
        "按时完成",
        "法定时限内",
        "20个工作日",
        "300天",
        "12个月",
        "2024年2月30日",
        "0.55",
        "2024.5万元",
        "前期工作",
        "建校98年",
        "98年历史",
        "提前三个月",
        "20241301",
    ],
)
def test_what_names_no_day_is_no_date(text):
    assert dates.find(text, 2024) == []


def test_dates_are_found_in_order_with_their_places():
    text = "2021年11月30日前完成资金支付，12月底验收"

    found = dates.find(text, 2021)

    assert [text[period.span.start : period.span.end] for period in found] == ["2021年11月30日前", "12月底"]
    assert dates.read(text, 2021) is None


def test_a_year_before_a_day_of_it_is_no_second_date():
    period = dates.read("2024年汛前（5月31日前）", 2023)
    assert period is None
    period = dates.read("2024年汛前（5月31日前）", 2024)
    assert (period.last, period.by) == (date(2024, 5, 31), True)
    assert dates.read("2024年开工，2025年6月完工") is None


@pytest.mark.parametrize("text", ["2018年之后", "2018年以后", "2018年后", "2020年12月31日以后"])
def test_what_lies_behind_a_date_is_said(text):
    period = dates.read(text)

    assert period is not None
    assert (period.text, period.since, period.by) == (text, True, False)


@pytest.mark.parametrize("text", ["截至2022年6月30日", "截止到2022年6月30日", "截至 2022年6月30日"])
def test_until_a_day_is_a_deadline(text):
    period = dates.read(text)

    assert period is not None
    assert (period.last, period.by, period.text) == (date(2022, 6, 30), True, "2022年6月30日")


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2039, 12, 31)))
def test_a_day_reads_back_in_every_writing(day):
    glyphs = str.maketrans("0123456789", "〇一二三四五六七八九")
    month, number = (spelled(part) for part in (day.month, day.day))
    writings = [f"{day:%Y%m%d}", f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日"]

    for printed in (*writings, f"{str(day.year).translate(glyphs)}年{month}月{number}日"):
        period = dates.read(printed)
        assert period is not None
        assert period.first == period.last == day


def spelled(number: int) -> str:
    """1 to 31 as a clerk spells them."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else "一二三"[tens - 1]) + "十"
    return head + ("一二三四五六七八九"[ones - 1] if ones else "")
