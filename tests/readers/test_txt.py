"""Plain text becomes a Document whose spans point into the decoded file."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import readers
from auditor.errors import AuditorError, UnreadableFile
from auditor.model.source import Document
from auditor.readers import txt
from auditor.readers.limits import Limits

FORM = "项目支出绩效自评表\n\n\t指标\t目标值\t实际值\n\t出具报告\t≥3份\t4份\n"


def read(text: str | bytes, name: str = "form.txt") -> Document:
    return readers.read(text.encode() if isinstance(text, str) else text, name)


def texts(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows()] for table in document.tables()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_encoding_gives_the_same_text(encoding):
    document = read(FORM.encode(encoding))

    assert document.text == FORM
    assert document.format == "txt"
    assert document.sha256 == hashlib.sha256(FORM.encode(encoding)).hexdigest()
    assert texts(document) == [[["", "指标", "目标值", "实际值"], ["", "出具报告", "≥3份", "4份"]]]


def test_windows_line_ends_stay_in_the_text_and_out_of_the_cells():
    document = read("自评表\r\n指标\t值\r\n报告\t3份\r\n")

    assert "\r\n" in document.text
    cell = document.tables()[0].cells[-1]
    assert (cell.text, cell.span.line, cell.row, cell.column) == ("3份", 3, 2, 2)
    assert document.quote(cell.span) == "3份"


def test_pipe_table_loses_its_frame_and_its_rule():
    document = read("| 指标 | 目标值 |\n|---|:---:|\n| 报告 | ≥3份 |\n| 会议 |  |\n")

    assert texts(document) == [[["指标", "目标值"], ["报告", "≥3份"], ["会议", ""]]]


def test_box_drawing_table():
    document = read("┌────┬────┐\n│指标│目标值│\n├────┼────┤\n│报告│≥3份│\n└────┴────┘\n")

    assert texts(document) == [[["指标", "目标值"], ["报告", "≥3份"]]]


def test_columns_made_of_blanks_may_hold_single_blanks():
    document = read("指标名称      目标值    实际值\n报告 （份）    ≥3份      4份\n")

    assert texts(document) == [[["指标名称", "目标值", "实际值"], ["报告 （份）", "≥3份", "4份"]]]


def test_a_blank_line_ends_a_table():
    assert len(read("甲\t1\n\n乙\t2\n").tables()) == 2


def test_leading_empty_cells_are_kept():
    assert texts(read("\t\t数量指标\t3份\n")) == [[["", "", "数量指标", "3份"]]]


def test_an_indented_paragraph_is_no_table():
    document = read("一、基本情况\n\t本项目按计划完成。\n")

    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph"]


def test_tags_stay_where_they_are():
    document = read("\t19\t<p>发布信息超过800条</p>\n")

    assert document.tables()[0].cells[-1].text == "<p>发布信息超过800条</p>"


def test_less_than_is_no_tag():
    assert read("\t故障解决时效\t<1天\t0.9天\n").tables()[0].cells[2].text == "<1天"


def test_a_character_cut_at_the_end_is_noted():
    document = read("项目支出绩效自评报告".encode()[:-1])

    assert document.text.startswith("项目支出绩效自评报")
    assert len(document.unreadable) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b" \r\n\t\n", "没有文字"),
        (bytes(range(256)) * 4, "form.txt"),
        (b"\x00\x01\x02\x03" * 50, "form.txt"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(data, words):
    with pytest.raises(UnreadableFile, match=words):
        readers.read(data, "form.txt")


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(UnreadableFile, match="上限"):
        readers.read(b"a" * 11, "form.txt", Limits(max_bytes=10))


def test_a_table_over_the_limit_is_refused():
    with pytest.raises(UnreadableFile, match="2 行"):
        readers.read(b"a\tb\n" * 3, "form.txt", Limits(max_rows=2))


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_a_clear_error(data):
    try:
        document = txt.read(data, "any.txt", Limits())
    except AuditorError:
        return
    for block in document.blocks:
        assert document.quote(block.span) == block.text


@given(st.text(alphabet="指标值3份≥ \t\n\r|　&<>p/-—│", max_size=120))
def test_spans_reproduce_the_cells(text):
    try:
        document = read(text)
    except AuditorError:
        return
    assert document.text == text
    printed = "".join(cell.text for table in document.tables() for cell in table.cells)
    printed += "".join(block.text for block in document.blocks if block.table is None)
    for table in document.tables():
        for cell in table.cells:
            assert document.quote(cell.span) == cell.text
            assert cell.text == cell.text.strip()
    assert {glyph for glyph in text if not glyph.isspace()} - set("|│-—") <= set(printed)


@given(st.text(alphabet="项目支出≥3份\t\nab ", min_size=1, max_size=80))
def test_utf8_and_utf16_agree(text):
    try:
        expected = read(text).text
    except AuditorError:
        return
    assert read(text.encode("utf-16")).text == expected
