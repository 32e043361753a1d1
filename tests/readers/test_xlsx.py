"""Workbooks: values as Excel prints them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import xlsx

from auditor import readers
from auditor.readers.xlsx import printed


def texts(data):
    return [[cell.text for cell in row] for row in readers.read(data, "a.xlsx").tables()[0].rows()]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.9840000000000001, "0.00%", "98.40%"),
        (0.861, "0.0%", "86.1%"),
        (112213.87, "#,##0.00", "112,213.87"),
        (0.1 + 0.2, "General", "0.3"),
        (100, "General", "100"),
        (8.6, "0.00", "8.60"),
        (1234567.0, "#,##0", "1,234,567"),
        (67.5, '0.0"万元"', "67.5万元"),
    ],
)
def test_numbers_are_read_as_printed(value, form, shown):
    assert printed(value, form) == shown


@settings(max_examples=60, deadline=None)
@given(st.decimals(min_value=0, max_value=10**8, places=2))
def test_two_places_survive(value):
    assert Decimal(printed(float(value), "0.00")) == value


def test_words_that_begin_with_an_equality_sign_stay_words():
    assert texts(xlsx([["志愿服务", "=35次", "40次"]])) == [["志愿服务", "=35次", "40次"]]


def test_an_equality_that_excel_took_for_a_formula_is_read_as_typed():
    def typed(book):
        book.active["B1"] = "=100%"

    assert texts(xlsx([["合格率", "", "100%"]], prepare=typed)) == [["合格率", "=100%", "100%"]]


def test_a_formula_without_a_value_is_reported():
    def computed(book):
        book.active["B1"] = "=SUM(C1:C9)"

    document = readers.read(xlsx([["总分", "", 98]], prepare=computed), "a.xlsx")
    assert [item.reason for item in document.unreadable] == ["自评表!B1 是没有计算结果的公式，没有读取"]


def test_hidden_rows_and_sheets_are_named_and_left_out():
    def hide(book):
        book.active.row_dimensions[2].hidden = True
        book.create_sheet("底稿").sheet_state = "hidden"

    document = readers.read(xlsx([["甲"], ["乙"], ["丙"]], prepare=hide), "a.xlsx")
    assert "乙" not in document.text
    assert len(document.unreadable) == 2


def test_merged_ranges_and_places():
    document = readers.read(xlsx([["产出指标", "甲"], [None, "乙"]], merges=["A1:A2"]), "a.xlsx")
    first = document.tables()[0].cells[0]
    assert (first.row_span, first.span.sheet, first.span.row, first.span.column) == (2, "自评表", 1, 1)
