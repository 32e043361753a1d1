"""Web pages: what is shown, where it is shown, and nothing fetched or run."""

import contextlib

import pytest
from effort import calls

from auditor import readers
from auditor.errors import AuditorError, UnreadableFile


def read(markup):
    return readers.read(markup.encode(), "a.html")


def grid(document):
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in document.tables()[0].cells]


def test_spans_of_rows_and_columns_push_later_cells_aside():
    page = "<table><tr><td rowspan=2>产出</td><td colspan=2>数量</td></tr><tr><td>甲</td><td>乙</td></tr></table>"
    assert grid(read(page)) == [(1, 1, 2, 1, "产出"), (1, 2, 1, 2, "数量"), (2, 2, 1, 1, "甲"), (2, 3, 1, 1, "乙")]


def test_absurd_spans_are_bounded():
    page = '<table><tr><td rowspan="999999999" colspan="-3">a</td><td colspan="x">b</td></tr></table>'
    assert grid(read(page)) == [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b")]


def test_breaks_and_entities():
    document = read("<p>绩效<br>目标&nbsp;&lt;1天</p>")
    assert [block.text for block in document.blocks] == ["绩效", "目标 <1天"]


def test_scripts_and_styles_say_nothing():
    assert read("<html><style>p{}</style><p>正文</p><script>document.write('52部')</script></html>").text == "正文\n"


def test_nested_tables_are_tables_of_their_own():
    document = read("<table><tr><td>外<table><tr><td>内</td></tr></table></td><td>旁</td></tr></table>")
    assert [[cell.text for cell in table.cells] for table in document.tables()] == [["外", "旁"], ["内"]]


def test_a_table_that_only_frames_the_page_is_no_table():
    document = read(
        "<table><tr><td><h1>自评表</h1><table><tr><td>甲</td><td>乙</td></tr></table><p>结论</p></td></tr></table>"
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "自评表"), ("table", "甲\t乙"), ("paragraph", "结论"),
    ]  # fmt: skip


def test_chinese_encodings_without_a_declaration():
    assert readers.read("<html><p>绩效自评表</p></html>".encode("gb18030"), "a.html").text == "绩效自评表\n"


def test_a_spreadsheet_that_is_a_page():
    assert readers.read("<html><table><tr><td>总分</td></tr></table></html>".encode(), "a.xls").format == "html"


def test_a_page_that_declares_less_than_it_uses():
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>镕基、㎡、①喆</p></html>'
    assert readers.read(page.encode("gb18030"), "a.html").text == "镕基、㎡、①喆\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_marks_and_declarations_of_encodings(encoding):
    declared = f'<meta charset="{encoding}">' if encoding in ("utf-8", "gb18030") else ""
    assert readers.read(f"<html>{declared}<p>绩效自评表</p></html>".encode(encoding), "a.html").text == "绩效自评表\n"


def test_a_wrong_declaration_is_seen_through():
    assert (
        readers.read('<html><meta charset="utf-8"><p>绩效自评表</p></html>'.encode("gbk"), "a.html").text
        == "绩效自评表\n"
    )


def test_rows_in_groups_keep_their_order_on_the_page():
    page = "<table><tfoot><tr><td>总分</td></tr></tfoot><tbody><tr><td rowspan=0>甲</td></tr><tr><td>乙</td></tr></tbody><thead><tr><td>头</td></tr></thead><tr><td>尾</td></tr></table>"
    assert grid(read(page)) == [
        (1, 1, 1, 1, "头"),
        (2, 1, 2, 1, "甲"),
        (3, 2, 1, 1, "乙"),
        (4, 1, 1, 1, "尾"),
        (5, 1, 1, 1, "总分"),
    ]


def test_cells_and_text_outside_of_any_row_are_not_lost():
    document = read("<table>散<tr><td>甲</td>落</tr><td>乙</td><td>丙</td></table>")
    assert [block.text for block in document.blocks] == ["散 落", "甲\n乙\t丙"]


def test_hidden_cells_and_rows_are_left_out_and_said():
    document = read(
        '<p style="display:none">菜单</p><table><tr style="DISPLAY: none"><td>x</td></tr><tr><td>52<span hidden>3</span>部</td></tr></table>'
    )
    assert (document.text, len(document.unreadable)) == ("52部\n", 1)


def test_fields_of_a_form_say_what_they_show():
    page = '<table><tr><td><input value="104家"><input type=hidden value="9"></td><td><select><option>良<option selected>优</select></td><td><input type=checkbox checked>是<input type=radio>否</td><td><textarea>已完成</textarea></td></tr></table>'
    assert [cell[-1] for cell in grid(read(page))] == ["104家", "优", "☑是□否", "已完成"]


def test_numbers_of_ordered_lists():
    assert read("<ol start=3><li>甲</li><li>乙</li></ol><ol type=a><li>丙</li></ol>").text == "3. 甲\n4. 乙\na. 丙\n"


def test_lines_of_preformatted_text():
    assert read("<pre>第一行\n第二行</pre>").text == "第一行\n第二行\n"


def test_a_page_in_a_page_is_said_and_never_fetched():
    assert "嵌入" in read('<p>表</p><iframe src="http://localhost:9/x.html"></iframe>').unreadable[0].reason
    with pytest.raises(UnreadableFile):
        read('<html><frameset><frame src="sheet001.htm"></frameset></html>')


def test_an_entity_that_names_a_file_is_not_opened(tmp_path):
    (tmp_path / "secret").write_text("机密")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]><p>a&x;b</p>'
    assert "机密" not in read(page).text


def test_elements_nested_beyond_reason_are_said():
    document = read("<p>自评表</p>" + "<div>" * 5000 + "深处")
    assert document.text == "自评表\n"
    assert "嵌套" in document.unreadable[0].reason


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr>" + "<td colspan=1000 rowspan=65534>1" * 20_000,
        "<table>" + "<tr><td colspan=1000 rowspan=65534>1" * 6_000,
        "<table><tr><td>" * 80 + "深",
        "<ol>" + "<li>" * 40_000 + "<li>末",
        "<table>" + "<tr><td>1<td>2" * 12_000,
    ],
    ids=["wide", "long", "deep", "list", "rows"],
)
def test_hostile_pages_end_soon(page):
    def attempt():
        with contextlib.suppress(AuditorError):
            read(page)

    assert calls(attempt) < 100 * len(page)


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>甲</td></tr><tr style='display:none'><td>隐</td></tr></table>",
        "<table><tr><td style='display: none'>隐</td><td>甲</td></tr></table>",
        "<table><tr><td>甲</td></tr><tbody hidden><tr><td>隐</td></tr></tbody></table>",
        "<p>甲</p><table style='display:none'><tr><td>隐</td></tr></table>",
        "<style>p { margin: 0 } .folded { display: none }</style><table><tr><td>甲</td></tr><tr class='row folded'><td>隐</td></tr></table>",
        "<style>.shown{color:red}td.folded,.other{color:red;display:none}</style><table><tr><td class=folded>隐</td><td class=shown>甲</td></tr></table>",
    ],
)
def test_what_a_table_hides_is_told(page):
    document = readers.read(f'<meta charset="utf-8">{page}'.encode(), "a.html")
    assert ("甲" in document.text, "隐" in document.text) == (True, False)
    assert [item.reason for item in document.unreadable] == ["网页的表格中有不显示的内容，没有读取"]


def test_an_empty_hidden_row_is_no_loss():
    page = "<table><tr><td>甲</td></tr><tr style='display:none'><td> </td></tr></table>"
    assert readers.read(f'<meta charset="utf-8">{page}'.encode(), "a.html").unreadable == ()


def test_what_is_hidden_on_paper_alone_is_read():
    style = "<style>@media print { .a{color:red} .bar { display: none } }</style>"
    document = readers.read(f'<meta charset="utf-8">{style}<p class=bar>甲</p>'.encode(), "a.html")
    assert document.text == "甲\n"
