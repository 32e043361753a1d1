"""Word documents: cells where Word put them, text as a person reads it."""

import io
import zipfile

import pytest
from packages import WORD, docx, package, paragraph, saved, table, word

from auditor import readers
from auditor.errors import AuditorError, UnreadableFile
from auditor.readers.limits import Limits


def grid(document):
    (table,) = document.tables()
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells if cell.text]


def test_merged_cells_keep_their_place_and_extent():
    data = docx(rows=[["产出指标", "数量指标", "辅导次数"], ["", "质量指标", "合格率"]], merges=[((0, 0), (1, 0))])
    assert grid(readers.read(data, "a.docx")) == [
        (1, 1, 2, 1, "产出指标"), (1, 2, 1, 1, "数量指标"), (1, 3, 1, 1, "辅导次数"), (2, 2, 1, 1, "质量指标"), (2, 3, 1, 1, "合格率"),
    ]  # fmt: skip


def test_wide_cells_push_later_ones_aside():
    data = docx(rows=[["总分", "", "100"], ["a", "b", "c"]], merges=[((0, 0), (0, 1))])
    assert grid(readers.read(data, "a.docx"))[:2] == [(1, 1, 1, 2, "总分"), (1, 3, 1, 1, "100")]


def test_spans_give_back_the_cells():
    document = readers.read(docx(["绩效自评表"], [["≥100家", "104家"]]), "a.docx")
    assert [document.quote(cell.span) for cell in document.tables()[0].cells] == ["≥100家", "104家"]


def edited(data, change):
    """The package with its document.xml changed."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for info in source.infolist():
            content = source.read(info)
            archive.writestr(info, change(content.decode()) if info.filename == "word/document.xml" else content)
    return target.getvalue()


def test_tracked_changes_are_read_as_accepted():
    inserted = '<w:ins w:id="1"><w:r><w:t>56部</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>52部</w:delText></w:r></w:del>'
    data = edited(
        docx(["短视频MARK"]),
        lambda xml: xml.replace("<w:t>短视频MARK</w:t></w:r>", f"<w:t>短视频</w:t></w:r>{inserted}"),
    )
    assert "短视频56部" in readers.read(data, "a.docx").text
    assert "52部" not in readers.read(data, "a.docx").text


def test_list_numbers_are_read_as_printed():
    import docx as library

    document = library.Document()
    for text in ("完成辅导", "完成培训"):
        document.add_paragraph(text, style="List Number")
    for item in document.paragraphs:
        properties = item._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = 5
        properties.get_or_add_ilvl().val = 0
    lines = readers.read(saved(document), "a.docx").text.splitlines()
    assert lines == ["1. 完成辅导", "2. 完成培训"]


def test_an_entity_is_never_expanded():
    def hostile(xml):
        head, _, tail = xml.partition("?>")
        return f'{head}?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>{tail}'.replace("MARK", "&x;")

    data = edited(docx(["内容MARK"]), hostile)
    try:
        text = readers.read(data, "a.docx").text
    except AuditorError:
        return
    assert text.strip() == "内容"


def test_a_package_that_would_burst_is_refused():
    with pytest.raises(UnreadableFile, match="解压后"):
        readers.read(docx(["绩效自评表"]), "a.docx", Limits(max_unpacked_bytes=1000))


def test_a_wrong_suffix_is_no_error():
    assert readers.read(docx(["绩效自评表"]), "a.doc").format == "docx"


def lines(body, **parts):
    return readers.read(word(body, **parts), "a.docx").text.splitlines()


def test_a_merge_ends_where_a_row_does_not_go_on_with_it():
    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(["甲", ("乙", begin)], [("丙", '<w:gridSpan w:val="2"/>')], ["丁", ("戊", on)])
    assert grid(readers.read(word(body), "a.docx")) == [
        (1, 1, 1, 1, "甲"), (1, 2, 1, 1, "乙"), (2, 1, 1, 2, "丙"), (3, 1, 1, 1, "丁"), (3, 2, 1, 1, "戊"),
    ]  # fmt: skip


def test_rows_that_begin_further_right_and_old_merges():
    row = table(["a", "b", "c"], [("d", '<w:hMerge w:val="restart"/>'), ("", "<w:hMerge/>"), "e"])
    shifted = row.replace(
        "</w:tbl>",
        '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc><w:p><w:r><w:t>f</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
    )
    assert grid(readers.read(word(shifted), "a.docx"))[3:] == [(2, 1, 1, 2, "d"), (2, 3, 1, 1, "e"), (3, 3, 1, 1, "f")]


def test_a_table_in_a_cell_is_a_table_of_its_own_and_the_cell_keeps_its_text():
    document = readers.read(
        word(table([("<w:p><w:r><w:t>外</w:t></w:r></w:p>" + table(["内"]) + "<w:p/>", "")])), "a.docx"
    )
    assert [[cell.text for cell in found.cells] for found in document.tables()] == [["外"], ["内"]]


TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once():
    box = TEXT_BOX.format(paragraph("附件1"))
    assert lines(paragraph("标题", box)) == ["标题", "附件1"]
    assert lines(table([(paragraph("总分", box), ""), "100"])) == ["总分 附件1\t100"]
    assert lines(paragraph("正文"), header=paragraph(box)) == ["正文", "附件1"]


def test_headers_footers_and_notes_stand_apart():
    document = readers.read(
        word(
            paragraph("正文", "<w:r><w:footnoteReference w:id='2'/></w:r>"),
            header=paragraph("某市财政局"),
            footer=paragraph("第1页"),
            footnotes=f'<w:footnote w:id="2">{paragraph("含结转资金")}</w:footnote>',
        ),
        "a.docx",
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "正文"), ("footer", "第1页"), ("footnote", "含结转资金"), ("header", "某市财政局"),
    ]  # fmt: skip


def test_moved_text_stands_where_it_was_moved_to():
    moved = (
        '<w:moveFrom w:id="1"><w:r><w:t>52部</w:t></w:r></w:moveFrom>',
        '<w:moveTo w:id="2"><w:r><w:t>52部</w:t></w:r></w:moveTo>',
    )
    assert lines(paragraph("甲", moved[0]) + paragraph("乙", moved[1])) == ["甲", "乙52部"]


def test_a_deleted_paragraph_end_joins_and_a_deleted_row_is_gone():
    gone = "<w:rPr><w:del w:id='3'/></w:rPr>"
    assert lines(paragraph("完成", properties=gone) + paragraph("56部")) == ["完成56部"]
    rows = table(["甲"], ["乙"]).replace(
        "<w:tr><w:tc><w:tcPr></w:tcPr><w:p><w:pPr></w:pPr><w:r><w:t>乙",
        '<w:tr><w:trPr><w:del w:id="4"/></w:trPr><w:tc><w:p><w:r><w:t>乙',
    )
    assert lines(rows) == ["甲"]


def test_hidden_text_is_left_out_and_said():
    document = readers.read(
        word(paragraph("短视频", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>52部</w:t></w:r>", "56部")), "a.docx"
    )
    assert (document.text, len(document.unreadable)) == ("短视频56部\n", 1)


def test_tick_boxes_and_comparators_of_symbol_fonts():
    ticked = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
    assert lines(paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "优", ticked, "良")) == ["☑优☑良"]
    assert lines(paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "100家")) == ["≥100家"]


def test_soft_breaks_and_tabs_are_blanks():
    assert lines(paragraph("一、", "<w:r><w:br/></w:r>", "产出", "<w:r><w:tab/></w:r>", "数量")) == ["一、 产出 数量"]


def numbered(depth, text, style=""):
    return paragraph(text, properties=style or f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')


def numbering(*levels, lists='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    made = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text, more) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>{lists}'


NOTHING = '<w:suff w:val="nothing"/>'


def test_numbers_of_several_levels():
    levels = numbering(
        ("chineseCounting", "%1、", NOTHING),
        ("chineseCounting", "（%2）", NOTHING),
        ("decimal", "%1.%2.%3", "<w:isLgl/>"),
    )
    body = "".join(numbered(depth, "项") for depth in (0, 1, 2, 1, 0, 1))
    assert lines(body, numbering=levels) == ["一、项", "（一）项", "1.1.1 项", "（二）项", "二、项", "（一）项"]


@pytest.mark.parametrize(
    ("form", "count", "shown"),
    [
        ("chineseCounting", 21, "二十一"), ("chineseCountingThousand", 105, "一百零五"), ("chineseLegalSimplified", 12, "壹拾贰"),
        ("decimalEnclosedCircle", 3, "③"), ("ideographTraditional", 2, "乙"), ("lowerLetter", 27, "aa"), ("upperRoman", 14, "XIV"),
        ("decimalZero", 7, "07"), ("decimalFullWidth", 2, "２"), ("ideographDigital", 10, "一〇"), ("bullet", 2, ""),
    ],
)  # fmt: skip
def test_forms_of_numbers(form, count, shown):
    body = "".join(numbered(0, "项") for _ in range(count))
    assert lines(body, numbering=numbering((form, "%1", NOTHING)))[-1] == f"{shown}项"


def test_numbers_that_a_style_gives_and_a_cell_that_holds_nothing_else():
    styles = (
        '<w:style w:type="paragraph" w:styleId="goal"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="deeper"><w:basedOn w:val="goal"/></w:style>'
    )
    cell = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr></w:p>'
    body = table([(cell.format("goal"), ""), "甲"], [(cell.format("deeper"), ""), "乙"])
    assert lines(body, numbering=numbering(("decimal", "%1", "")), styles=styles) == ["1\t甲", "2\t乙"]


def test_a_list_that_starts_afresh():
    again = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    body = "".join(
        paragraph("项", properties=f'<w:numPr><w:numId w:val="{number}"/></w:numPr>') for number in (1, 1, 2, 3)
    )
    assert lines(body, numbering=numbering(("decimal", "%1.", NOTHING), lists=again)) == [
        "1.项",
        "2.项",
        "1.项",
        "2.项",
    ]


def test_a_number_never_runs_into_the_text_behind_it():
    assert lines(numbered(0, "5亿元"), numbering=numbering(("decimal", "%1", NOTHING))) == ["1 5亿元"]


def test_a_document_of_pictures_is_refused():
    picture = '<w:r><w:drawing><wp:inline><wp:extent cx="7200000" cy="9600000"/><a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing></w:r>'
    with pytest.raises(UnreadableFile, match="图片"):
        readers.read(word(paragraph(picture)), "a.docx")
    assert "大图" in readers.read(word(paragraph("自评表", picture)), "a.docx").unreadable[0].reason


def test_the_main_part_may_have_another_name():
    body = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("自评表")}</w:body></w:document>'
    assert readers.read(package("word/document2.xml", {"word/document2.xml": body}), "a.docx").text == "自评表\n"


def test_strict_open_xml():
    strict = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("自评表")}</w:body></w:document>'.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert readers.read(package("word/document.xml", {"word/document.xml": strict}), "a.docx").text == "自评表\n"


def test_tables_nested_beyond_reason():
    body = "<w:tbl><w:tr><w:tc>" * 500 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 500
    with pytest.raises(AuditorError):
        readers.read(word(body), "a.docx")


def test_entities_that_would_explode():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    body = f'{bomb}]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>'
    with pytest.raises(UnreadableFile):
        readers.read(package("word/document.xml", {"word/document.xml": body}), "a.docx")
