"""Workbooks: values as Excel prints them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import workbook, xlsx

from auditor import readers
from auditor.errors import UnreadableFile
from auditor.readers.limits import Limits
from auditor.readers.number_formats import printed


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
        (-3, "0.00_);(0.00)", "(3.00)"),
        (1796.5, "[$¥-804]#,##0.00", "¥1,796.50"),
        (1500, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,500.00"),
        (11_221_387, '#,##0.00,"千元"', "11,221.39千元"),
        (5, "0_ ", "5"),
        (0.984, "0.00%;[RED]-0.00%", "98.40%"),
        (-5.25, r"#,##0.00_);[RED]\(#,##0.00\)", "(5.25)"),
        (3.5, '0.0"元/人"', "3.5元/人"),
        (12, 'General"人"', "12人"),
        (67.5, 'G/通用格式"万元"', "67.5万元"),
        (12, "[DBNum1][$-804]General", "12"),
        (123456, r'0\.0,"万元"', "12.3万元"),
        (123456, '0!.0,"万元"', "12.3万元"),
        (1234567890, r'0\.00,,"亿元"', "12.35亿元"),
        (500, r'0\.0,"万元"', "0.1万元"),
        (0.5, "[>=1]0.0;[<1]0.0%", "50.0%"),
        (86.5, "[>=1]0.0;[<1]0.0%", "86.5"),
        (123456, r'[>=10000]0\.0,"万元";0"元"', "12.3万元"),
        (80, r'[>=10000]0\.0,"万元";0"元"', "80元"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "#,##0.00", "0.00"),
        (0, "0.00;-0.00;", "0.00"),
        (7, "000", "007"),
        (2.5, "# ?/?", "2.5"),
        (123456, "0.00E+00", "123456"),
        (1.5, "[h]:mm", "36:00"),
        (0.123, "0.0_ %", "12.3%"),
        (12, "@", "12"),
        (-0.05, "0.0%", "-5.0%"),
        (1e300, "0.00", "1" + "0" * 300 + ".00"),
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
        book.active["B1"] = "=VLOOKUP(C1,D1:E9,2)"

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


def test_sums_that_a_program_left_to_excel_are_worked_out():
    """Files that programs write hold formulas without results; a person who opens them sees the numbers."""

    def computed(book):
        book.active["B3"] = "=SUM(B1:B2)+10"
        book.active["C3"] = "=ROUND($B$3*B1%,1)"

    assert texts(xlsx([["甲", 39.45], ["乙", 50]], prepare=computed))[2] == ["99.45", "39.2"]


@pytest.mark.parametrize(
    "formula",
    ["=SUM(A1", "=A1/0", "=B1+1", "='[其他.xlsx]表'!A1", "=NOW()+1", "=" + "(" * 99 + "A1" + ")" * 99, "=1E+999999*A1"],
)
def test_what_cannot_be_worked_out_is_reported(formula):
    def computed(book):
        book.active["B1"] = formula

    assert len(readers.read(xlsx([[1, "", 2]], prepare=computed), "a.xlsx").unreadable) == 1


def test_a_blank_sheet_that_claims_a_million_rows_costs_nothing():
    def far(book):
        book.active["XFD1048576"] = "末"

    assert texts(xlsx([["首"]], prepare=far)) == [["首"], ["末"]]


def test_dates_by_the_calendar_and_format_of_the_book():
    def dated(book):
        from datetime import datetime

        for place, form in (
            ("A1", "yyyy/m/d"),
            ("B1", 'yyyy"年"m"月"'),
            ("C1", 'm"月"d"日"'),
            ("D1", "yyyy-mm-dd hh:mm"),
        ):
            book.active[place] = datetime(2024, 12, 31, 9, 30)  # noqa: DTZ001 - workbooks know no time zones
            book.active[place].number_format = form

    assert texts(xlsx([], prepare=dated)) == [["2024-12-31", "2024年12月", "12月31日", "2024-12-31 09:30"]]


def test_raw_parts_of_a_sheet():
    """Strings in runs, their readings left out; cells without an address; errors and truth values as Excel shows them."""
    strings = ["<r><t>产出</t></r><r><t>指标</t></r><rPh><t>chǎn</t></rPh>", "<t>行_x000D_尾</t>"]
    cells = '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c t="b"><v>1</v></c><c><v/></c><c><v>7</v></c>'
    data = workbook(f"<sheetData><row>{cells}</row></sheetData>", strings=strings)
    assert texts(data) == [["产出指标", "行 尾", "#DIV/0!", "TRUE", "7"]]


def test_entities_of_a_hostile_sheet_are_not_expanded():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    data = workbook("<sheetData/>", **{"xl/worksheets/sheet1.xml": f"{bomb}<worksheet>&b;</worksheet>"})
    with pytest.raises(UnreadableFile, match="损坏"):
        readers.read(data, "a.xlsx")


def test_more_cells_than_the_limit():
    with pytest.raises(UnreadableFile, match="超过 3 个"):
        readers.read(xlsx([["甲", "乙"], ["丙", "丁"]]), "a.xlsx", Limits(max_cells=3))
