"""The builder makes the canonical text and the spans for every reader."""

import pytest

from auditor.errors import UnreadableFile
from auditor.readers.builder import Builder, Draft, digest
from auditor.readers.limits import Limits


def builder(limits: Limits | None = None) -> Builder:
    return Builder("form.docx", "docx", digest(b"form"), limits)


def test_paragraphs_and_rows_are_lines_of_the_text():
    made = builder()
    made.paragraph("自评表\n（2024年度）", page=1)
    made.table([Draft("指标", 1, 1), Draft("目标\n值", 1, 2), Draft("报告", 2, 1), Draft("3\t份", 2, 2)], page=1)
    document = made.document(pages=1)

    assert document.text == "自评表 （2024年度）\n指标\t目标 值\n报告\t3 份\n"
    assert [document.quote(block.span) for block in document.blocks] == [block.text for block in document.blocks]
    for cell in document.tables()[0].cells:
        assert document.quote(cell.span) == cell.text


def test_cells_know_their_place_and_extent():
    made = builder()
    made.table(
        [Draft("产出指标", 1, 1, row_span=2), Draft("数量", 1, 2), Draft("质量", 2, 2, page=2)], page=1, sheet="表1"
    )
    first, _, third = made.document().tables()[0].cells

    assert (first.row_span, first.span.page, first.span.sheet, first.span.table) == (2, 1, "表1", 1)
    assert (third.row, third.column, third.span.page) == (2, 2, 2)


def test_cells_are_put_in_reading_order():
    made = builder()
    made.table([Draft("丁", 2, 2), Draft("乙", 1, 2), Draft("甲", 1, 1), Draft("丙", 2, 1)])

    assert made.document().text == "甲\t乙\n丙\t丁\n"


def test_blank_parts_are_left_out():
    made = builder()

    assert made.paragraph("  ") is None
    assert made.table([Draft(" ", 1, 1), Draft("", 1, 2)]) is None
    assert made.document().blocks == ()


def test_tables_are_numbered():
    made = builder()
    made.table([Draft("甲", 1, 1)])
    made.table([Draft("乙", 1, 1)])

    assert [table.number for table in made.document().tables()] == [1, 2]


def test_paragraphs_are_counted_where_there_are_neither_lines_nor_pages():
    made = builder()
    made.paragraph("页眉", kind="header")
    made.paragraph("一、基本情况")
    made.paragraph("  ")
    made.table([Draft("甲", 1, 1)])
    made.paragraph("项目预算96万元。")
    made.paragraph("在一页上", page=2)

    assert [block.span.paragraph for block in made.document().blocks] == [None, 1, None, 2, None]


def test_what_could_not_be_read_is_kept():
    made = builder()
    made.paragraph("文字")
    made.unreadable("图片未识别")

    assert [item.reason for item in made.document().unreadable] == ["图片未识别"]


@pytest.mark.parametrize("limits", [Limits(max_cells=2), Limits(max_rows=2)])
def test_limits_are_kept(limits):
    with pytest.raises(UnreadableFile, match=r"form\.docx"):
        builder(limits).table([Draft("甲", row, 1) for row in (1, 2, 3)])
