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


def columns(document: Document) -> list[list[tuple[int, str]]]:
    return [
        [(cell.column, cell.text) for cell in row if cell.text] for table in document.tables() for row in table.rows()
    ]


SET_WITH_BLANKS = """一级指标    二级指标    三级指标          目标值     实际值
产出指标    数量指标    疏浚河道长度      ≥12公里    12.5公里
                        新建护岸          ≥3公里     3.2公里
            质量指标    验收合格率                   100%
                        　　（含隐蔽工程）
效益指标    社会效益指标                  改善       明显改善
"""


def test_cells_set_with_blanks_stand_under_their_headings():
    """Chinese characters are shown twice as wide as blanks; a row of one cell is a row, too."""
    assert columns(read(SET_WITH_BLANKS))[2:] == [
        [(3, "新建护岸"), (4, "≥3公里"), (5, "3.2公里")],
        [(2, "质量指标"), (3, "验收合格率"), (5, "100%")],
        [(3, "（含隐蔽工程）")],
        [(1, "效益指标"), (2, "社会效益指标"), (4, "改善"), (5, "明显改善")],
    ]


def test_headings_in_the_middle_and_figures_at_the_right():
    form = "   科目        预算数      执行数\n基本支出      1,860.00    1,752.50\n项目支出         60.00       58.5\n合计                      1,811.00\n"
    assert columns(read(form))[1:] == [
        [(1, "基本支出"), (2, "1,860.00"), (3, "1,752.50")],
        [(1, "项目支出"), (2, "60.00"), (3, "58.5")],
        [(1, "合计"), (3, "1,811.00")],
    ]


def test_rows_on_another_grid_count_their_own_columns():
    form = "项目名称      河道疏浚\n主管部门      水务局      实施单位      河道中心\n资金情况（万元）  年初数  全年数  执行数\n合计              100     120     118\n"
    assert columns(read(form))[1:] == [
        [(1, "主管部门"), (2, "水务局"), (3, "实施单位"), (4, "河道中心")],
        [(1, "资金情况（万元）"), (2, "年初数"), (3, "全年数"), (4, "执行数")],
        [(1, "合计"), (2, "100"), (3, "120"), (4, "118")],
    ]


def test_a_sentence_with_blanks_in_it_is_no_table():
    assert read("一、项目概况  本项目疏浚河道12.5公里，已完工。\n").tables() == []
    assert len(read("填报人：周某    电话：12345\n").tables()) == 1
    assert len(read("年度总体目标   疏浚河道12公里。\n").tables()) == 1


def test_two_columns_with_one_pipe_between_them():
    document = read("项目名称|河道疏浚\n年度|2023\n\n他说：甲|乙都行。\n")
    assert texts(document) == [[["项目名称", "河道疏浚"], ["年度", "2023"]]]


@pytest.mark.parametrize("comma", [",", "，"])
def test_lines_with_equally_many_commas_are_a_table(comma):
    rows = [
        ["指标", "目标值", "实际值", "得分"],
        ["疏浚长度", "≥12公里", "12.5公里", "10"],
        ["满意度", "≥90%", "", "9.5"],
    ]
    document = read("".join(comma.join(row) + "\n" for row in rows))
    assert texts(document) == [rows]


def test_a_quoted_cell_keeps_its_commas():
    document = read('指标,目标值,实际值,金额\n疏浚,12,12,"1,860.00"\n护岸,3,3,"60,000"\n')
    assert texts(document)[0][1:] == [["疏浚", "12", "12", "1,860.00"], ["护岸", "3", "3", "60,000"]]


def test_sentences_with_commas_are_no_table():
    said = "一是疏浚河道，二是新建护岸，三是检修泵站，四是清运淤泥。\n"
    assert read(said * 4).tables() == []


def test_what_blanks_and_commas_cost_grows_with_the_text():
    """A line of thousands of cells, and another that reaches under all of them."""
    wide = "  ".join(["甲"] * 20_000)
    document = read(f"{wide}\n{'长' * 40_000}  乙\n{',' * 50_000}{chr(34) * 3}\n")
    assert [len(row) for row in document.tables()[0].rows()] == [20_000, 2]


def test_a_pipe_at_the_edge_parts_a_blank_cell_where_other_rows_have_no_frame():
    document = read("一级|三级|指标值\n产出|里程|115\n|护栏|460\n效益|安全|9\n")

    assert texts(document) == [
        [["一级", "三级", "指标值"], ["产出", "里程", "115"], ["", "护栏", "460"], ["效益", "安全", "9"]]
    ]


def test_a_frame_of_pipes_is_no_cell():
    document = read("|一级|三级|指标值|\n|产出|里程|115|\n||护栏|460|\n")

    assert texts(document) == [[["一级", "三级", "指标值"], ["产出", "里程", "115"], ["", "护栏", "460"]]]


def test_a_wide_blank_parts_cells_where_a_line_has_several():
    document = read("年度资金总额　　86.40　86.40　82.08　10　95.00%\n其他资金　0.00　0.00　　—　—\n")

    assert texts(document)[0][0] == ["年度资金总额", "86.40", "86.40", "82.08", "10", "95.00%"]


def test_one_wide_blank_within_a_cell_stays():
    document = read("填报人：张　三　　联系电话：65550000\n")

    assert texts(document) == [[["填报人：张　三", "联系电话：65550000"]]]


def test_a_heading_below_a_narrower_table_stands_over_its_own_columns():
    document = read(
        "资金情况   预算    执行    率\n  总额     88.0    83.6    95%\n"
        "指标类别   指标                 目标       实绩       分   得\n"
        "产出数量   培训医务人员         ≥120人次   126人次    20   20\n           外派进修             15人       14人       20   18.67\n"
    )

    assert texts(document)[0][2:] == [
        ["指标类别", "指标", "目标", "实绩", "分", "得"],
        ["产出数量", "培训医务人员", "≥120人次", "126人次", "20", "20"],
        ["", "外派进修", "15人", "14人", "20", "18.67"],
    ]
